use std::io::{BufWriter, IsTerminal, Write};
use std::sync::atomic::Ordering;

use indicatif::{ProgressBar, ProgressStyle};

use crate::args::VerifyOptions;
use crate::bundle::Trust;
use crate::check::{Checked, Tally, check_all};
use crate::clock;
use crate::error::CliError;
use crate::exit::Exit;
use crate::home::Home;
use crate::input::Items;
use crate::output::{card, json, row};

/// `cleanbill verify`.
pub(crate) fn run(home: &Home, options: &VerifyOptions) -> Result<Exit, CliError> {
    let trust = Trust::load(home, &options.trust)?;
    if let Some(jobs) = options.jobs {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.into());
        pool.build_global().map_err(|_| CliError::Threads)?;
    }
    let at = options.at.unwrap_or_else(clock::now);
    let items = Items::new(&options.passes);
    let passed_over = items.passed_over();
    let tally = if options.json {
        print_json(items, &trust, at, options)?
    } else {
        print_table(items, &trust, at, options)?
    };
    let passed_over = passed_over.load(Ordering::Relaxed);
    if passed_over > 0 {
        anstream::eprintln!("note: {passed_over} files in folders do not look like passes");
    }
    Ok(tally.exit())
}

fn print_json(
    items: Items,
    trust: &Trust,
    at: i64,
    options: &VerifyOptions,
) -> Result<Tally, CliError> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let bar = progress(std::io::stdout().is_terminal());
    let mut tally = Tally::default();
    let render = |checked: Checked| (checked.verdict(), json::line(&checked, options.holder));
    check_all(items, &trust.store, at, render, |(verdict, line)| {
        tally.add(verdict);
        bar.inc(1);
        writeln!(out, "{line}").map_err(|error| CliError::Output { kind: error.kind() })
    })?;
    out.flush()
        .map_err(|error| CliError::Output { kind: error.kind() })?;
    bar.finish_and_clear();
    Ok(tally)
}

/// A single pass gets a card, several get rows and a sum; with `--holder` each gets its card.
fn print_table(
    items: Items,
    trust: &Trust,
    at: i64,
    options: &VerifyOptions,
) -> Result<Tally, CliError> {
    let mut out = BufWriter::new(anstream::stdout().lock());
    let bar = progress(std::io::stdout().is_terminal());
    let mut tally = Tally::default();
    let mut first = None;
    let render = |checked: Checked| {
        (
            checked.verdict(),
            card::card(&checked, options.holder),
            row::row(&checked),
        )
    };
    let mut print = |text: &str| {
        writeln!(out, "{text}").map_err(|error| CliError::Output { kind: error.kind() })
    };
    check_all(items, &trust.store, at, render, |(verdict, card, row)| {
        tally.add(verdict);
        bar.inc(1);
        match (tally.total(), first.take()) {
            (1, _) => {
                first = Some((card, row));
                Ok(())
            }
            (_, None) if options.holder => print(&card),
            (_, None) => print(&row),
            (_, Some((first_card, _))) if options.holder => {
                print(&first_card)?;
                print(&card)
            }
            (_, Some((_, first_row))) => {
                print(&row::heading())?;
                print(&first_row)?;
                print(&row)
            }
        }
    })?;
    bar.finish_and_clear();
    match first {
        Some((card, _)) => print(&card)?,
        None => print(&row::sum(tally))?,
    }
    if trust.issued_at.is_none() {
        anstream::eprintln!(
            "hint: no trust bundle is installed: see `cleanbill trust import --help`"
        );
    }
    out.flush()
        .map_err(|error| CliError::Output { kind: error.kind() })?;
    Ok(tally)
}

/// A bar on standard error while the rows go elsewhere; none while they fill the terminal.
fn progress(rows_are_seen: bool) -> ProgressBar {
    if rows_are_seen || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} {human_pos} passes  {per_sec}  {elapsed}");
    ProgressBar::new_spinner()
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
}
