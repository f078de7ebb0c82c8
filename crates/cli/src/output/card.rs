//! One pass at length, for people: verdict, reason, remedy, every stage.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_verifier::{Outcome, Report};
use cleanbill_wording::{Label, Wording};

use super::row::why;
use super::{BAD, FAINT, GOOD, OPEN, RESET, STRONG, explain, harmless, mark};
use crate::check::{Checked, Finding};

/// Width of the names of facts, in characters.
const NAME_WIDTH: usize = 18;

/// What a card shows beside verdict and stages.
#[derive(Clone, Copy, Default)]
pub(crate) struct Shown {
    /// Name and date of birth.
    pub(crate) holder: bool,
    /// Every stage and rule in words.
    pub(crate) explain: bool,
}

/// The card of one code, several lines without a last line feed.
pub(crate) fn card(checked: &Checked, shown: Shown, wording: &Wording) -> String {
    let verdict = checked.verdict();
    let (shape, style) = mark(verdict);
    let title = format!(
        "{}{shape} {}{RESET}",
        style.render(),
        wording.verdict(verdict).to_uppercase()
    );
    let named = |label, value: &str| fact(&wording.label(label), value);
    let source = || named(Label::Source, &harmless(&checked.source.to_string()));
    let mut lines = Vec::new();
    match &checked.finding {
        Finding::Failed(error) => {
            lines.push(format!("{title}  {}", error.sentence()));
            lines.push(source());
            lines.push(fact("code", error.code()));
        }
        Finding::Report(report) => {
            lines.push(format!("{title}  {}", why(report, wording)));
            if let Some(reason) = report.reason() {
                lines.push(named(Label::WhatToDo, &wording.remedy(reason)));
            }
            lines.push(source());
            lines.extend(signer(report, wording));
            lines.extend(explain::policy(report, wording));
            if shown.holder {
                lines.extend(person(report, wording));
            }
            if shown.explain {
                lines.extend(explain::stages(report, wording));
            } else {
                let stages = report.stages.in_order();
                lines.extend(stages.map(|(stage, outcome)| {
                    let code = outcome.code().unwrap_or_default();
                    let text = format!("{} {code}", sign(outcome));
                    named(explain::label(stage), text.trim_end())
                }));
            }
            let notes = report.notes.iter();
            lines.extend(notes.map(|note| {
                let text = if shown.explain {
                    format!("{} [{}]", wording.note(*note), note.code())
                } else {
                    note.code().to_owned()
                };
                named(Label::Note, &text)
            }));
        }
    }
    lines.join("\n")
}

/// A name and its value on a line.
pub(super) fn fact(name: &str, value: &str) -> String {
    format!("  {}{name:NAME_WIDTH$}{RESET} {value}", FAINT.render())
}

fn signer(report: &Report, wording: &Wording) -> Option<String> {
    let signer = report.signer.as_ref()?;
    let kid = STANDARD.encode(&signer.kid);
    let country = signer.country.map(|country| country.to_string());
    let issuer = signer.issuer.as_deref().map(harmless);
    let named: Vec<String> = [country, issuer].into_iter().flatten().collect();
    let whose = if named.is_empty() {
        wording.label(Label::NotProven)
    } else {
        named.join(", ")
    };
    let key = wording.label(Label::Key);
    let text = format!("{whose}, {key} {kid}");
    Some(fact(&wording.label(Label::SignedBy), &text))
}

fn person(report: &Report, wording: &Wording) -> Vec<String> {
    let Some(pass) = &report.pass else {
        return Vec::new();
    };
    let name = pass.content.name();
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
    let born = pass.content.birth_date().unwrap_or_default();
    let strong = |text: &str| format!("{}{text}{RESET}", STRONG.render());
    vec![
        fact(&wording.label(Label::Holder), &strong(&whole.join(" "))),
        fact(&wording.label(Label::Born), &strong(&harmless(born))),
    ]
}

/// How an outcome looks: by shape, not by colour alone.
pub(super) fn sign(outcome: &Outcome) -> String {
    let (style, sign) = match outcome {
        Outcome::Passed => (GOOD, "✔"),
        Outcome::Failed(_) => (BAD, "✘"),
        Outcome::Undetermined(_) => (OPEN, "?"),
        Outcome::Skipped(_) => (FAINT, "·"),
    };
    format!("{}{sign}{RESET}", style.render())
}
