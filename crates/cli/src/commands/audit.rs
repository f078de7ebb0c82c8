//! `cleanbill audit`: what a stranger can prove of an authority from its published files.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use cleanbill_audit::{Audit, Given, Limits, Report, Request, Severity, State, audit, source_of};
use cleanbill_issuer::caps::Caps;
use cleanbill_ledger::{LedgerPolicy, NOTE_SIZE_MAX_BYTES};
use cleanbill_trust::set::{Limits as SetLimits, RootPins};
use cleanbill_webauthn::RelyingParty;
use comfy_table::{ContentArrangement, Table, presets};
use indicatif::{ProgressBar, ProgressStyle};

use crate::args::AuditOptions;
use crate::atomic::{self, Access};
use crate::bundle::{pins, read_bounded, read_text};
use crate::clock::{self, render_date, render_time};
use crate::error::{CliError, LedgerFault};
use crate::exit::Exit;
use crate::home::Home;
use crate::ledger::Memory;
use crate::output::{BAD, FAINT, GOOD, OPEN, RESET, harmless, line};

/// Longest file of certificate authorities.
pub(super) const AUTHORITIES_MAX_BYTES: u64 = 1 << 20;
/// Longest state: a few hundred bytes for each set, document and hidden count.
const STATE_MAX_BYTES: u64 = 256 << 20;
/// Most lines of a kind in the table; JSON and the page have all.
const LINES_MAX: usize = 20;

/// `cleanbill audit`.
pub(crate) fn run(home: &Home, options: &AuditOptions) -> Result<Exit, CliError> {
    let failed = |error| CliError::Audit { error };
    let authorities = options
        .ca
        .as_deref()
        .map(|path| read_bounded(path, AUTHORITIES_MAX_BYTES))
        .transpose()?;
    let authorities = authorities.unwrap_or_default();
    let source = source_of(&options.from, &authorities, &Limits::DEFAULT);
    let source = source.map_err(|error| failed(error.into()))?;
    let bar = progress();
    let told = |read: u64, all: u64| {
        bar.set_length(all);
        bar.set_position(read);
    };
    let roots = roots(home, options)?;
    let memory = Memory::remembered(home, &roots.clone().unwrap_or_default())?;
    let memory = memory.filter(|_| options.policy.is_none());
    let request = Request {
        source: source.as_ref(),
        policy: policy(options, memory.as_ref())?,
        roots,
        since: given(options.since.as_deref(), NOTE_SIZE_MAX_BYTES as u64)?,
        state: state(options.state.as_deref())?,
        compared: compared(options, memory.as_ref())?,
        sets: files(&options.set, SetLimits::DEFAULT.size_max_bytes as u64)?,
        rps: relying_parties(options)?,
        founding: options.founding.map(|hash| *hash.as_bytes()),
        caps: Caps::default(),
        all_filters: options.all_filters,
        now: clock::now(),
        progress: &told,
    };
    let audited = audit(request);
    bar.finish_and_clear();
    finish(options, audited.map_err(failed)?)
}

/// Writes down and tells what came of it.
fn finish(options: &AuditOptions, audited: Audit) -> Result<Exit, CliError> {
    let report = &audited.report;
    if let Some(path) = &options.html {
        atomic::write(path, report.to_html().as_bytes(), Access::Public)?;
    }
    if options.json {
        line(&report.to_json())?;
    } else {
        tell(report)?;
    }
    // A tree that is not the cosigned one is nothing to go on from.
    if let (Some(path), Some(state)) = (&options.state, &audited.state) {
        atomic::write(path, &state.to_json(), Access::Public)?;
    }
    Ok(match report.gravest() {
        Some(Severity::Proof | Severity::Omission) => Exit::Refused,
        _ => Exit::Good,
    })
}

fn roots(home: &Home, options: &AuditOptions) -> Result<Option<RootPins>, CliError> {
    let pins = match options.root.is_empty() {
        true => pins(home, &[])?,
        false => options.root.iter().copied().collect(),
    };
    let is_any = pins.iter().next().is_some();
    Ok(is_any.then_some(pins))
}

fn policy(
    options: &AuditOptions,
    memory: Option<&Memory>,
) -> Result<Option<LedgerPolicy>, CliError> {
    let Some(path) = &options.policy else {
        return Ok(memory.map(|memory| memory.policy.clone()));
    };
    let policy = LedgerPolicy::parse(&read_text(path)?);
    let policy = policy.map_err(|error| LedgerFault::Policy {
        path: path.clone(),
        error,
    })?;
    Ok(Some(policy))
}

fn given(path: Option<&Path>, size_max_bytes: u64) -> Result<Option<Vec<u8>>, CliError> {
    path.map(|path| read_bounded(path, size_max_bytes))
        .transpose()
}

/// What the audit before remembered; nothing before the first one.
fn state(path: Option<&Path>) -> Result<Option<State>, CliError> {
    let Some(path) = path.filter(|path| path.is_file()) else {
        return Ok(None);
    };
    let state = State::from_json(&read_bounded(path, STATE_MAX_BYTES)?);
    state.map(Some).map_err(|error| CliError::Audit { error })
}

/// Checkpoints and receipts that were given, and what this machine saw of its pinned ledger.
fn compared(options: &AuditOptions, memory: Option<&Memory>) -> Result<Vec<Given>, CliError> {
    let mut compared = files(&options.compare, NOTE_SIZE_MAX_BYTES as u64)?;
    compared.extend(memory.map(|memory| Given {
        name: "of this machine".to_owned(),
        bytes: memory.newest.to_text().into_bytes(),
    }));
    Ok(compared)
}

fn files(paths: &[PathBuf], size_max_bytes: u64) -> Result<Vec<Given>, CliError> {
    let read = |path: &PathBuf| {
        Ok(Given {
            name: path.display().to_string(),
            bytes: read_bounded(path, size_max_bytes)?,
        })
    };
    paths.iter().map(read).collect()
}

fn relying_parties(options: &AuditOptions) -> Result<Vec<RelyingParty>, CliError> {
    let Some(id) = &options.rp_id else {
        return Ok(Vec::new());
    };
    let party = RelyingParty::new(id.clone(), options.origin.clone());
    let party = party.map_err(|_| CliError::Malformed {
        path: id.into(),
        detail: "not a domain with origins of it, as browsers write them",
    })?;
    Ok(vec![party])
}

pub(super) fn progress() -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template(
        "{bar:32} {percent:>3} %  {pos} of {len} leaves  {elapsed}, {eta} left",
    );
    ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// The report for people.
fn tell(report: &Report) -> Result<(), CliError> {
    let (mark, style, text) = match report.gravest() {
        Some(Severity::Proof) => ("✘", BAD, "misbehaviour is proven by published bytes"),
        Some(Severity::Omission) => ("✘", BAD, "something that has to be published is not"),
        Some(Severity::Anomaly) => ("!", OPEN, "nothing is proven, and something looks wrong"),
        Some(Severity::Note) | None => ("✔", GOOD, "nothing was found that should not be"),
    };
    let origin = harmless(&report.origin);
    line(&format!("{}{mark}{RESET} {origin}: {text}", style.render()))?;
    if let Some(tree) = &report.tree {
        let cosigned = tree.cosigned_at.map_or("not cosigned".to_owned(), |at| {
            format!(
                "cosigned {} by {}",
                render_time(at),
                tree.witnesses.join(", ")
            )
        });
        let read = tree.size.saturating_sub(tree.from);
        let size = tree.size;
        line(&format!(
            "  {size} leaves, {read} of them read; {}",
            harmless(&cosigned)
        ))?;
    }
    findings(report)?;
    counts(report)?;
    policies(report)
}

fn findings(report: &Report) -> Result<(), CliError> {
    for finding in report.findings.iter().take(LINES_MAX) {
        let style = match finding.severity() {
            Severity::Proof | Severity::Omission => BAD,
            Severity::Anomaly => OPEN,
            Severity::Note => FAINT,
        };
        line(&format!(
            "{}{}{RESET}  {} [{}]",
            style.render(),
            finding.severity().name(),
            harmless(&finding.to_string()),
            finding.code()
        ))?;
        line(&format!("  {}{}{RESET}", FAINT.render(), finding.remedy()))?;
    }
    let all: u64 = report.finding_counts.values().sum();
    let shown = report.findings.len().min(LINES_MAX) as u64;
    if all > shown {
        line(&format!("and {} more; --json has them", all - shown))?;
    }
    Ok(())
}

fn counts(report: &Report) -> Result<(), CliError> {
    let mut table = table(["counted", "", "how many"]);
    let mut rows: Vec<(&str, String, u64)> = Vec::new();
    let named = report.grounds.iter();
    rows.extend(named.map(|(name, count)| ("events", (*name).to_owned(), *count)));
    let classes = report.exemptions.iter();
    rows.extend(classes.map(|(name, count)| ("exemptions", name.clone(), *count)));
    let offices = report.offices.iter().take(LINES_MAX);
    rows.extend(offices.map(|(name, count)| ("by office", name.clone(), *count)));
    let revoked = report.revocations.iter().rev().take(LINES_MAX);
    rows.extend(revoked.map(|line| {
        let name = format!("week of {}, {}", line.week, line.reason);
        ("revocations", name, line.count)
    }));
    let looks = report.looks.iter();
    rows.extend(looks.map(|(name, count)| ("looks", (*name).to_owned(), *count)));
    for key in &report.keys {
        rows.push(("signatures", format!("key {}", key.kid), key.signatures));
    }
    if report.passes.opened > 0 {
        rows.push(("passes", "told by week".to_owned(), report.passes.opened));
    }
    if rows.is_empty() {
        return Ok(());
    }
    for (what, name, count) in rows {
        table.add_row([what.to_owned(), harmless(&name), count.to_string()]);
    }
    line(&table.to_string())
}

fn policies(report: &Report) -> Result<(), CliError> {
    if report.policies.is_empty() {
        return Ok(());
    }
    let mut table = table(["policy", "region", "from", "until", "in force", "announced"]);
    for policy in &report.policies {
        table.add_row([
            harmless(&format!("{} v{}", policy.id, policy.version)),
            harmless(&policy.region),
            render_date(policy.from),
            render_date(policy.until),
            (if policy.in_force { "yes" } else { "no" }).to_owned(),
            policy.announced_at.map_or("–".to_owned(), render_date),
        ]);
    }
    line(&table.to_string())
}

fn table<const N: usize>(header: [&str; N]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(header);
    table
}
