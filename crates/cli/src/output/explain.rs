//! Why: every stage, term and rule in words, with what was found and what would have passed.

use cleanbill_certlogic::rules::Outcome as RuleOutcome;
use cleanbill_policy::{Check, Requirement, RuleJudgement, TermJudgement};
use cleanbill_verifier::{Asked, Outcome, Report, Stage, UnderPolicy};
use cleanbill_wording::{Label, Wording};

use super::card::{fact, sign};
use super::{BAD, FAINT, GOOD, OPEN, RESET, harmless};

/// Under which policy the pass was checked.
pub(crate) fn policy(report: &Report, wording: &Wording) -> Option<String> {
    match &report.asked {
        Asked::Nothing | Asked::NoCheckInForce => None,
        Asked::Policy(policy) => {
            let text = format!("{} ({})", title(policy, wording), name(policy));
            Some(fact(&wording.label(Label::Policy), &harmless(&text)))
        }
    }
}

/// `ru-2021.places.1 v1`.
pub(crate) fn name(policy: &UnderPolicy) -> String {
    format!("{} v{}", policy.id, policy.version)
}

/// Its title in the reader's language, else in English.
pub(crate) fn title<'p>(policy: &'p UnderPolicy, wording: &Wording) -> &'p str {
    let titles = &policy.title;
    let title = titles
        .get(wording.language().tag())
        .or_else(|| titles.get("en"));
    title.map_or(&policy.id, String::as_str)
}

/// Every stage with its sentence; below the last one, every term and rule.
pub(crate) fn stages(report: &Report, wording: &Wording) -> Vec<String> {
    let mut lines = vec![String::new()];
    for (stage, outcome) in report.stages.in_order() {
        let text = format!("{} {}", sign(outcome), in_words(outcome, wording));
        lines.push(fact(&wording.label(label(stage)), text.trim_end()));
    }
    if let Asked::Policy(policy) = &report.asked
        && let Some(judgement) = &policy.judgement
    {
        for term in &judgement.terms {
            lines.extend(one_term(term, wording));
        }
        for rule in &judgement.rules {
            lines.extend(one_rule(rule, wording));
        }
    }
    lines
}

/// What a stage is called.
pub(super) const fn label(stage: Stage) -> Label {
    match stage {
        Stage::Decode => Label::StageDecode,
        Stage::Signature => Label::StageSignature,
        Stage::Time => Label::StageTime,
        Stage::Schema => Label::StageSchema,
        Stage::KeyUsage => Label::StageKeyUsage,
        Stage::Revocation => Label::StageRevocation,
        Stage::Data => Label::StageData,
        Stage::Rules => Label::StageRules,
    }
}

fn in_words(outcome: &Outcome, wording: &Wording) -> String {
    match outcome {
        Outcome::Passed => wording.label(Label::OutcomePassed),
        Outcome::Failed(reason) | Outcome::Undetermined(reason) => {
            format!("{} [{}]", wording.sentence(reason), reason.code())
        }
        Outcome::Skipped(why) => wording.skipped(*why),
    }
}

fn one_term(term: &TermJudgement, wording: &Wording) -> Vec<String> {
    let mut lines = vec![
        String::new(),
        format!(
            "  {} {}",
            mark(term.met()),
            wording.numbered(Label::Term, i64::try_from(term.term).unwrap_or(0) + 1)
        ),
    ];
    for check in &term.checks {
        let name = wording.label(requirement(&check.requirement));
        lines.push(format!(
            "      {} {name}: {}",
            mark(check.met),
            found(check, wording)
        ));
        if let Some(wanted) = wanted(check, wording) {
            let needed = wording.label(Label::ExplainWanted);
            lines.push(format!("          {needed}: {wanted}"));
        }
    }
    lines
}

const fn requirement(requirement: &Requirement) -> Label {
    match requirement {
        Requirement::Disease => Label::RequirementDisease,
        Requirement::Complete { .. } => Label::RequirementComplete,
        Requirement::Product { .. } => Label::RequirementProduct,
        Requirement::Method { .. } => Label::RequirementMethod,
        Requirement::Result { .. } => Label::RequirementResult,
        Requirement::CountsFrom { .. } => Label::RequirementCountsFrom,
        Requirement::CountsUntil { .. } => Label::RequirementCountsUntil,
        Requirement::OpenUntil { .. } => Label::RequirementOpenUntil,
        Requirement::Age { .. } => Label::RequirementAge,
    }
}

/// What the pass says to a requirement.
fn found(check: &Check, wording: &Wording) -> String {
    let instant = |at: Option<i64>| at.map(|at| wording.instant(at));
    let text = match &check.requirement {
        Requirement::Complete { dose, doses } => match (dose, doses) {
            (Some(dose), Some(doses)) => Some(format!("{dose}/{doses}")),
            _ => None,
        },
        Requirement::Product { found, .. } => found.as_deref().map(harmless),
        Requirement::Method { found, .. } => {
            found.map(|method| wording.term(&format!("method-{}", method.name())))
        }
        Requirement::Result { found, .. } => {
            found.map(|result| wording.term(&format!("result-{}", result.name())))
        }
        Requirement::CountsFrom { from } => instant(*from),
        Requirement::CountsUntil { until } => instant(*until),
        Requirement::OpenUntil { until } => instant(Some(*until)),
        Requirement::Age { wanted } => Some(match wanted.below {
            Some(below) => format!("{}–{}", wanted.from, below.saturating_sub(1)),
            None => format!("{}+", wanted.from),
        }),
        Requirement::Disease => check
            .met
            .map(|met| wording.label(if met { Label::Yes } else { Label::No })),
    };
    text.unwrap_or_else(|| wording.label(Label::NotSaid))
}

/// What would have met a requirement that is not met; dates, ages and the disease stand in its
/// line already.
fn wanted(check: &Check, wording: &Wording) -> Option<String> {
    if check.met == Some(true) {
        return None;
    }
    let term = |kind: &str, name: &str| wording.term(&format!("{kind}-{name}"));
    match &check.requirement {
        Requirement::Complete { doses, .. } => doses.map(|doses| format!("{doses}/{doses}")),
        Requirement::Product { wanted, .. } => Some(harmless(&wanted.join(", "))),
        Requirement::Method { wanted, .. } => {
            let names = wanted.iter().map(|method| term("method", method.name()));
            Some(names.collect::<Vec<_>>().join(", "))
        }
        Requirement::Result { wanted, .. } => Some(term("result", wanted.name())),
        Requirement::CountsFrom { .. }
        | Requirement::CountsUntil { .. }
        | Requirement::OpenUntil { .. }
        | Requirement::Age { .. }
        | Requirement::Disease => None,
    }
}

fn one_rule(rule: &RuleJudgement, wording: &Wording) -> Vec<String> {
    let met = match &rule.outcome {
        RuleOutcome::Passed => Some(true),
        RuleOutcome::Failed => Some(false),
        RuleOutcome::Open(_) => None,
    };
    let foreign = if rule.foreign {
        format!(" ({})", wording.label(Label::ForeignRule))
    } else {
        String::new()
    };
    let head = format!(
        "  {} {}{foreign}",
        mark(met),
        harmless(&rule.name.to_string())
    );
    let mut lines = vec![String::new(), head];
    if let RuleOutcome::Open(why) = &rule.outcome {
        lines.push(format!(
            "      {} [{}]",
            harmless(&why.to_string()),
            why.code()
        ));
    }
    let Some(explained) = &rule.explained else {
        return lines;
    };
    let language = wording.language().tag();
    let in_language = |tag: &str| {
        let mut texts = explained.descriptions.iter();
        texts.find(|(found, _)| found == tag).map(|(_, text)| text)
    };
    if let Some(text) = in_language(language).or_else(|| in_language("en")) {
        lines.push(format!("      {}", harmless(text)));
    }
    lines.push(format!(
        "      {}{}{RESET}",
        FAINT.render(),
        harmless(&explained.words)
    ));
    for unmet in &explained.unmet {
        lines.push(format!(
            "      {}: {}",
            wording.label(Label::ExplainWouldPass),
            harmless(&unmet.words)
        ));
        lines.push(format!(
            "      {}: {}",
            wording.label(Label::ExplainFound),
            harmless(&unmet.found)
        ));
    }
    lines
}

fn mark(met: Option<bool>) -> String {
    let (style, sign) = match met {
        Some(true) => (GOOD, "✔"),
        Some(false) => (BAD, "✘"),
        None => (OPEN, "?"),
    };
    format!("{}{sign}{RESET}", style.render())
}
