//! One pass at length, for people: verdict, reason, remedy, every stage.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_verifier::{Outcome, Report};

use super::row::good;
use super::{BAD, FAINT, GOOD, OPEN, RESET, STRONG, harmless, mark};
use crate::check::{Checked, Finding};

/// The card of one code, several lines without a last line feed.
pub(crate) fn card(checked: &Checked, holder: bool) -> String {
    let verdict = checked.verdict();
    let (sign, style) = mark(verdict);
    let title = format!(
        "{}{sign} {}{RESET}",
        style.render(),
        verdict.name().to_uppercase()
    );
    let mut lines = Vec::new();
    match &checked.finding {
        Finding::Failed(error) => {
            lines.push(format!("{title}  {}", error.sentence()));
            lines.push(fact("source", &harmless(&checked.source.to_string())));
            lines.push(fact("code", error.code()));
        }
        Finding::Report(report) => {
            let why = report
                .reason()
                .map_or(good(verdict), |reason| reason.sentence());
            lines.push(format!("{title}  {why}"));
            if let Some(reason) = report.reason() {
                lines.push(fact("what to do", reason.remedy()));
            }
            lines.push(fact("source", &harmless(&checked.source.to_string())));
            lines.extend(signer(report));
            if holder {
                lines.extend(person(report));
            }
            lines.extend(
                report
                    .stages
                    .in_order()
                    .map(|(name, outcome)| stage(name.name(), outcome)),
            );
            lines.extend(report.notes.iter().map(|note| fact("note", note.code())));
        }
    }
    lines.join("\n")
}

fn fact(name: &str, value: &str) -> String {
    format!("  {}{name:11}{RESET} {value}", FAINT.render())
}

fn signer(report: &Report) -> Option<String> {
    let signer = report.signer.as_ref()?;
    let kid = STANDARD.encode(&signer.kid);
    let country = signer
        .country
        .map_or_else(|| "not proven".to_owned(), |c| c.to_string());
    Some(fact("signed by", &format!("{country}, key {kid}")))
}

fn person(report: &Report) -> Vec<String> {
    let Some(pass) = &report.pass else {
        return Vec::new();
    };
    let name = &pass.reading.dcc.name;
    let forename = name
        .forename
        .as_ref()
        .or(name.forename_standardised.as_ref());
    let surname = name.surname.as_ref().or(name.surname_standardised.as_ref());
    let whole: Vec<String> = [forename, surname]
        .into_iter()
        .flatten()
        .map(|n| harmless(n))
        .collect();
    let born = pass.reading.dcc.birth_date.as_deref().unwrap_or_default();
    let strong = |text: &str| format!("{}{text}{RESET}", STRONG.render());
    vec![
        fact("holder", &strong(&whole.join(" "))),
        fact("born", &strong(&harmless(born))),
    ]
}

fn stage(name: &str, outcome: &Outcome) -> String {
    let (style, text) = match outcome {
        Outcome::Passed => (GOOD, "✔".to_owned()),
        Outcome::Failed(reason) => (BAD, format!("✘ {}", reason.code())),
        Outcome::Undetermined(reason) => (OPEN, format!("? {}", reason.code())),
        Outcome::Skipped(why) => (FAINT, format!("· {}", why.code())),
    };
    fact(
        &name.replace('_', " "),
        &format!("{}{text}{RESET}", style.render()),
    )
}
