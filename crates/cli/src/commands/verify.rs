mod together;

use std::io::{BufWriter, IsTerminal, Write};
use std::sync::atomic::Ordering;

use cleanbill_wording::Wording;
use indicatif::{ProgressBar, ProgressStyle};

use super::trust::DEMONSTRATION;
use crate::args::VerifyOptions;
use crate::bundle::Data;
use crate::check::{Checked, Tally, check_all};
use crate::error::CliError;
use crate::exit::Exit;
use crate::home::Home;
use crate::input::Items;
use crate::output::{card, json, row};

/// `cleanbill verify`.
pub(crate) fn run(
    home: &Home,
    options: &VerifyOptions,
    wording: Wording,
) -> Result<Exit, CliError> {
    let data = Data::load(home, &options.checking)?.explaining(options.explain);
    let wording = &data.localised(wording);
    if let Some(jobs) = options.jobs {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.into());
        pool.build_global().map_err(|_| CliError::Threads)?;
    }
    let items = Items::new(&options.passes);
    let passed_over = items.passed_over();
    if options.together {
        return together::run(items, &data, options, wording);
    }
    let tally = if options.json {
        print_json(items, &data, options)?
    } else {
        print_table(items, &data, options, wording)?
    };
    let passed_over = passed_over.load(Ordering::Relaxed);
    if data.is_demonstration() {
        anstream::eprintln!("note: {DEMONSTRATION}");
    }
    if passed_over > 0 {
        anstream::eprintln!("note: {passed_over} files in folders do not look like passes");
    }
    Ok(tally.exit())
}

fn print_json(items: Items, data: &Data, options: &VerifyOptions) -> Result<Tally, CliError> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let bar = progress(std::io::stdout().is_terminal());
    let mut tally = Tally::default();
    let render = |checked: Checked| (checked.verdict(), json::line(&checked, options.holder));
    check_all(items, data, render, |(verdict, line)| {
        tally.add(verdict);
        bar.inc(1);
        writeln!(out, "{line}").map_err(|error| CliError::Output { kind: error.kind() })
    })?;
    out.flush()
        .map_err(|error| CliError::Output { kind: error.kind() })?;
    bar.finish_and_clear();
    Ok(tally)
}

/// A single pass gets a card, several get rows and a sum; with `--holder` or `--explain` each gets
/// its card.
fn print_table(
    items: Items,
    data: &Data,
    options: &VerifyOptions,
    wording: &Wording,
) -> Result<Tally, CliError> {
    let shown = card::Shown {
        holder: options.holder,
        explain: options.explain,
    };
    let long = options.holder || options.explain;
    let mut out = BufWriter::new(anstream::stdout().lock());
    let bar = progress(std::io::stdout().is_terminal());
    let mut tally = Tally::default();
    let mut first = None;
    let render = |checked: Checked| {
        (
            checked.verdict(),
            card::card(&checked, shown, wording),
            row::row(&checked, wording),
        )
    };
    let mut print = |text: &str| {
        writeln!(out, "{text}").map_err(|error| CliError::Output { kind: error.kind() })
    };
    check_all(items, data, render, |(verdict, card, row)| {
        tally.add(verdict);
        bar.inc(1);
        match (tally.total(), first.take()) {
            (1, _) => {
                first = Some((card, row));
                Ok(())
            }
            (_, None) if long => print(&card),
            (_, None) => print(&row),
            (_, Some((first_card, _))) if long => {
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
    if data.is_empty() {
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
