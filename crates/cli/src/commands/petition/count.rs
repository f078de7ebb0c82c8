//! `cleanbill petition count`: the recount by whoever wants one.

use std::io::{self, IsTerminal};

use cleanbill_audit::{CountRequest, Limits, PetitionCount, count_petitions, source_of};
use cleanbill_issuer::caps::day_of;
use cleanbill_ledger::LedgerPolicy;
use cleanbill_redress::petition::{
    AnswerClock, ClockState, Counted, Phase, RecountFinding, Weight,
};
use comfy_table::{ContentArrangement, Table, presets};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use crate::args::PetitionCountOptions;
use crate::bundle::{read_bounded, read_text};
use crate::clock::{self, render_date, render_time};
use crate::error::{CliError, LedgerFault};
use crate::exit::Exit;
use crate::output::{BAD, FAINT, GOOD, OPEN, RESET, harmless, line};

/// Longest file of certificate authorities.
const AUTHORITIES_MAX_BYTES: u64 = 1 << 20;
/// Most findings in the table; JSON has all.
const LINES_MAX: usize = 20;
const DAY_SECS: i64 = 86_400;

pub(super) fn run(options: &PetitionCountOptions) -> Result<Exit, CliError> {
    let failed = |error| CliError::Audit { error };
    let authorities = options.ca.as_deref();
    let authorities = authorities.map(|path| read_bounded(path, AUTHORITIES_MAX_BYTES));
    let authorities = authorities.transpose()?.unwrap_or_default();
    let source = source_of(&options.from, &authorities, &Limits::DEFAULT);
    let source = source.map_err(|error| failed(error.into()))?;
    let bar = progress();
    let told = |done: u64, all: u64| {
        bar.set_length(all);
        bar.set_position(done);
    };
    let now = clock::now();
    let request = CountRequest {
        source: source.as_ref(),
        policy: policy(options)?,
        only: options.petition,
        now,
        progress: &told,
    };
    let count = count_petitions(&request);
    bar.finish_and_clear();
    let count = count.map_err(failed)?;
    let today = day_of(now);
    match options.json {
        true => line(&render_json(&count, today).to_string())?,
        false => tell(&count, today)?,
    }
    Ok(match count.holds() {
        true => Exit::Good,
        false => Exit::Refused,
    })
}

fn policy(options: &PetitionCountOptions) -> Result<Option<LedgerPolicy>, CliError> {
    let Some(path) = &options.policy else {
        return Ok(None);
    };
    let policy = LedgerPolicy::parse(&read_text(path)?);
    let path = path.clone();
    let policy = policy.map_err(|error| LedgerFault::Policy { path, error })?;
    Ok(Some(policy))
}

fn progress() -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template(
        "{bar:32} {percent:>3} %  {pos} of {len} signatures  {elapsed}, {eta} left",
    );
    ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// The count for people.
fn tell(count: &PetitionCount, today: i32) -> Result<(), CliError> {
    let (mark, style, text) = match count.holds() {
        true => ("✔", GOOD, "the counts hold"),
        false => ("✘", BAD, "a count does not hold"),
    };
    let origin = harmless(&count.origin);
    line(&format!("{}{mark}{RESET} {origin}: {text}", style.render()))?;
    let cosigned = count.cosigned_at.map_or("not cosigned".to_owned(), |at| {
        let witnesses = count.witnesses.join(", ");
        format!("cosigned {} by {witnesses}", render_time(at))
    });
    line(&format!("  {} leaves; {}", count.size, harmless(&cosigned)))?;
    for finding in &count.log {
        let text = harmless(&finding.to_string());
        line(&format!("  {} [{}]", text, finding.code()))?;
    }
    for finding in count.findings.iter().take(LINES_MAX) {
        tell_finding(finding)?;
    }
    if count.counted.is_empty() {
        return line("  There is no such petition in this ledger.");
    }
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(["petition", "signatures", "at most", "open", "answer"]);
    for counted in &count.counted {
        let leaf = counted.petition.leaf();
        let (opens, closes) = (date(leaf.opens), date(leaf.closes));
        let answers = clocks(counted, today);
        let answers: Vec<String> = answers.iter().map(told).collect();
        table.add_row([
            counted.petition.id().to_string(),
            counted.signatures.to_string(),
            counted.exchanged_max.to_string(),
            format!("{opens} to {closes}"),
            answers.join("\n"),
        ]);
    }
    line(&table.to_string())?;
    match overdue(count, today) {
        0 => Ok(()),
        late => line(&format!(
            "{}{late} answers are overdue{RESET}",
            BAD.render()
        )),
    }
}

fn tell_finding(finding: &RecountFinding) -> Result<(), CliError> {
    let style = match finding.weight() {
        Weight::Proof | Weight::Missing => BAD,
        Weight::Note => OPEN,
    };
    let (name, code) = (finding.weight().name(), finding.code());
    line(&format!(
        "{}{name}{RESET}  {finding} [{code}]",
        style.render()
    ))?;
    line(&format!("  {}{}{RESET}", FAINT.render(), finding.remedy()))
}

fn told(clock: &AnswerClock) -> String {
    if let ClockState::Answered { day, late } = clock.state {
        let late = if late { ", late" } else { "" };
        let signatures = clock.signatures;
        return format!("answered at {signatures} on {}{late}", date(day));
    }
    let due = clock
        .due
        .map_or(String::new(), |due| format!(" by {}", date(due)));
    format!("{} at {}{due}", clock.state.name(), clock.signatures)
}

fn clocks(counted: &Counted, today: i32) -> Vec<AnswerClock> {
    // A day of the ledger that has not come on this machine yet: its own clock is wrong.
    counted.clocks(today).unwrap_or_default()
}

fn date(day: i32) -> String {
    render_date(i64::from(day) * DAY_SECS)
}

fn render_json(count: &PetitionCount, today: i32) -> Value {
    let petitions = count.counted.iter().map(|counted| {
        let leaf = counted.petition.leaf();
        let answers = clocks(counted, today).into_iter().map(|clock| {
            json!({
                "signatures": clock.signatures,
                "state": clock.state.name(),
                "reached": clock.reached.map(date),
                "due": clock.due.map(date),
                "answered": answered(&clock).map(|(day, _)| date(day)),
                "late": answered(&clock).map(|(_, late)| late),
            })
        });
        let answers: Vec<Value> = answers.collect();
        json!({
            "petition": counted.petition.id().to_string(),
            "epoch": leaf.epoch,
            "regions": leaf.regions,
            "opens": date(leaf.opens),
            "closes": date(leaf.closes),
            "phase": Phase::of(&counted.petition, today).name(),
            "signatures": counted.signatures,
            "duplicates": counted.duplicates,
            "invalid": counted.invalid,
            "batches": counted.batches,
            "issued_max": counted.issued_max,
            "exchanged_max": counted.exchanged_max,
            "answers": answers,
        })
    });
    let log = count.log.iter().map(|found| {
        let weight = found.severity().name();
        render_finding(found.code(), weight, &found.to_string(), found.remedy())
    });
    let findings = count.findings.iter().map(|found| {
        let weight = found.weight().name();
        render_finding(found.code(), weight, &found.to_string(), found.remedy())
    });
    json!({
        "origin": count.origin,
        "leaves": count.size,
        "cosigned_at": count.cosigned_at.map(render_time),
        "witnesses": count.witnesses,
        "holds": count.holds(),
        "answers_overdue": overdue(count, today),
        "petitions": petitions.collect::<Vec<_>>(),
        "findings": findings.chain(log).collect::<Vec<_>>(),
    })
}

const fn answered(clock: &AnswerClock) -> Option<(i32, bool)> {
    match clock.state {
        ClockState::Answered { day, late } => Some((day, late)),
        _ => None,
    }
}

/// How many thresholds wait for their answer beyond its day.
fn overdue(count: &PetitionCount, today: i32) -> usize {
    let clocks = count.counted.iter().flat_map(|one| clocks(one, today));
    let late = clocks.filter(|clock| clock.state == ClockState::Overdue);
    late.count()
}

fn render_finding(code: &str, weight: &str, text: &str, remedy: &str) -> Value {
    json!({ "code": code, "weight": weight, "text": text, "remedy": remedy })
}
