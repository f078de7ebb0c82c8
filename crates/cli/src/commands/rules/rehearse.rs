use std::ffi::OsStr;
use std::path::Path;

use cleanbill_certlogic::{Limits, parse_json};
use cleanbill_policy::rehearsal::{
    Decision, Documents, Policies, Rehearsal, Report, Table, decide,
};
use cleanbill_policy::{NOTICE_SECS, Policy, digest_to_hex};

use super::population;
use crate::args::RehearseOptions;
use crate::clock::{self, render_span, render_time};
use crate::documents::read_all;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::{BAD, GOOD, RESET, line};

/// `cleanbill rules rehearse`.
pub(super) fn run(options: &RehearseOptions) -> Result<Exit, CliError> {
    let (mut old, mut new) = (read_state(&options.old)?, read_state(&options.new)?);
    for path in &options.rules {
        let rules = read_beside(path)?;
        old.rules.extend(rules.clone());
        new.rules.extend(rules);
    }
    for path in &options.value_sets {
        let sets = read_beside(path)?;
        old.value_sets.extend(sets.clone());
        new.value_sets.extend(sets);
    }
    let region = options.region.clone();
    let at = options.at.unwrap_or_else(|| start(&new));
    let rehearsal = Rehearsal::load(&old, &new, options.place, region, at)
        .map_err(|error| CliError::Rehearsal { error })?;
    let counted = population::count(&rehearsal, &options.population)?;
    if counted.unreadable > 0 {
        let lines = counted.unreadable;
        anstream::eprintln!("note: {lines} lines of the population hold no pass");
    }
    let table = Table::of(&counted.tally);
    let report = Report::new(&rehearsal, counted.population, table);
    let decision = decide(
        report.table().share_losing(),
        options.threshold.millionths,
        options.announced,
        rehearsal.takes_effect_at(),
    );
    if options.json {
        line(&document(&report, decision, options.threshold.millionths))?;
    } else {
        line(&report.text())?;
        line(&format!("sha256 {}", digest_to_hex(&report.digest())))?;
        line(&words(decision, rehearsal.takes_effect_at()))?;
    }
    Ok(if decision.is_allowed() {
        Exit::Good
    } else {
        Exit::Refused
    })
}

/// When a policy starts; rules, and folders, are tried as of now.
fn start(new: &Documents) -> i64 {
    let policy = match &new.policies {
        Policies::One(text) => Policy::parse(text).ok(),
        Policies::Chain(_) => None,
    };
    policy.map_or_else(clock::now, |policy| policy.from)
}

/// A policy, a rule or a value set; of a folder all that it holds, tests of rules left out.
fn read_state(path: &Path) -> Result<Documents, CliError> {
    let mut documents = Documents::default();
    let paths = [path.to_path_buf()];
    if path.is_dir() {
        let texts = read_all(&paths, "toml")?.into_iter();
        documents.policies = Policies::Chain(texts.map(|document| document.text).collect());
    } else if path.extension() == Some(OsStr::new("toml")) {
        let text = read_all(&paths, "toml")?.pop();
        documents.policies = Policies::One(text.map(|document| document.text).unwrap_or_default());
        return Ok(documents);
    }
    for document in read_all(&paths, "json")? {
        let inner = document.path.strip_prefix(path).unwrap_or(&document.path);
        if inner.iter().any(|part| part == "schemas") {
            continue;
        }
        let bytes = document.text.into_bytes();
        match parse_json(&bytes, &Limits::default()) {
            Ok(json) if json.get("Identifier").is_some() => documents.rules.push(bytes),
            Ok(json) if json.is_object() => documents.value_sets.push(bytes),
            _ => {
                return Err(CliError::NotARule {
                    path: document.path,
                });
            }
        }
    }
    Ok(documents)
}

/// JSON documents beside both states.
fn read_beside(path: &Path) -> Result<Vec<Vec<u8>>, CliError> {
    let documents = read_all(&[path.to_path_buf()], "json")?.into_iter();
    Ok(documents
        .map(|document| document.text.into_bytes())
        .collect())
}

/// The report as it is hashed, and what was decided on it.
fn document(report: &Report, decision: Decision, threshold_millionths: u32) -> String {
    format!(
        r#"{{"decision":"{}","report":{},"sha256":"{}","threshold_millionths":{}}}"#,
        decision.code(),
        report.json(),
        digest_to_hex(&report.digest()),
        threshold_millionths
    )
}

fn words(decision: Decision, takes_effect_at: i64) -> String {
    let (good, bad) = (GOOD.render(), BAD.render());
    let starts = render_time(takes_effect_at);
    let days = NOTICE_SECS / 86_400;
    match decision {
        Decision::Within => format!("{good}✔{RESET} not more than the threshold: no notice needed"),
        Decision::Announced => {
            format!("{good}✔{RESET} more than the threshold, and announced in time")
        }
        Decision::Unannounced => format!(
            "{bad}✘{RESET} refused: more lose than the threshold allows. Announce it {days} days \
             before {starts}, and say so with --announced"
        ),
        Decision::ShortNotice { notice_secs } if notice_secs < 0 => format!(
            "{bad}✘{RESET} refused: announced after {starts}, when it starts; {days} days before \
             are needed"
        ),
        Decision::ShortNotice { notice_secs } => format!(
            "{bad}✘{RESET} refused: announced {} before {starts}; {days} days are needed",
            render_span(notice_secs)
        ),
    }
}
