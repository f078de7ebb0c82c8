//! One line of JSON a pass. The shape is an interface: fields are added, never changed.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_certlogic::rules::Outcome as RuleOutcome;
use cleanbill_hcert::dcc::render_json;
use cleanbill_policy::RuleJudgement;
use cleanbill_verifier::{
    Asked, Content, ContentFinding, Mapped, Note, Outcome, Report, UnderPolicy,
};
use serde::Serialize;

use crate::check::{Checked, Finding};
use crate::input::InputError;

#[derive(Serialize)]
struct Line<'a> {
    source: String,
    format: &'static str,
    verdict: &'static str,
    reason: Option<&'static str>,
    stages: Stages,
    signer: Option<Signer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    policy: Option<Policy<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rules: Vec<RuleLine>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<FindingLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    holder: Option<Holder<'a>>,
}

#[derive(Serialize, Clone, Copy)]
struct StageLine {
    outcome: &'static str,
    code: Option<&'static str>,
}

#[derive(Serialize)]
struct Stages {
    decode: StageLine,
    signature: StageLine,
    time: StageLine,
    schema: StageLine,
    key_usage: StageLine,
    revocation: StageLine,
    data: StageLine,
    rules: StageLine,
}

#[derive(Serialize)]
struct Signer {
    /// Standard base64, as trust lists write it.
    kid: String,
    country: Option<String>,
    /// Whose key it is, in formats that name issuers.
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer: Option<String>,
}

#[derive(Serialize)]
struct Policy<'a> {
    id: &'a str,
    version: u32,
    /// Which consecutive policy it is, from 1.
    number: u16,
}

#[derive(Serialize)]
struct RuleLine {
    rule: String,
    foreign: bool,
    outcome: &'static str,
    code: Option<&'static str>,
}

#[derive(Serialize)]
struct FindingLine {
    path: String,
    code: &'static str,
}

#[derive(Serialize)]
struct Holder<'a> {
    surname: Option<&'a str>,
    forename: Option<&'a str>,
    birth_date: Option<&'a str>,
    /// What a full pass says.
    #[serde(skip_serializing_if = "Option::is_none")]
    dcc: Option<serde_json::Value>,
    /// What a light pass says.
    #[serde(skip_serializing_if = "Option::is_none")]
    light: Option<serde_json::Value>,
    /// What a pass of another format says, in that format's own terms.
    #[serde(skip_serializing_if = "Option::is_none")]
    payload: Option<serde_json::Value>,
}

/// The line for one code, without its line feed.
pub(crate) fn line(checked: &Checked, holder: bool) -> String {
    let source = checked.source.to_string();
    let line = match &checked.finding {
        Finding::Report(report) => report_line(source, report, holder),
        Finding::Failed(error) => failed_line(source, *error),
    };
    // Every part is text, number or list, so it can always be written.
    serde_json::to_string(&line).unwrap_or_default()
}

fn report_line(source: String, report: &Report, holder: bool) -> Line<'_> {
    let pass = report.pass.as_ref();
    let stages = &report.stages;
    Line {
        source,
        format: report.format.name(),
        verdict: report.verdict().name(),
        reason: report.reason().map(cleanbill_verifier::Reason::code),
        stages: Stages {
            decode: stage_line(&stages.decode),
            signature: stage_line(&stages.signature),
            time: stage_line(&stages.time),
            schema: stage_line(&stages.schema),
            key_usage: stage_line(&stages.key_usage),
            revocation: stage_line(&stages.revocation),
            data: stage_line(&stages.data),
            rules: stage_line(&stages.rules),
        },
        signer: report.signer.as_ref().map(|signer| Signer {
            kid: STANDARD.encode(&signer.kid),
            country: signer.country.map(|country| country.to_string()),
            issuer: signer.issuer.clone(),
        }),
        policy: under(report).map(|policy| Policy {
            id: &policy.id,
            version: policy.version,
            number: policy.number,
        }),
        rules: under(report)
            .and_then(|policy| policy.judgement.as_ref())
            .map_or_else(Vec::new, |judgement| {
                judgement.rules.iter().map(rule_line).collect()
            }),
        notes: report.notes.iter().copied().map(Note::code).collect(),
        findings: pass.map_or_else(Vec::new, |pass| {
            let line = |finding: ContentFinding| FindingLine {
                path: finding.path,
                code: finding.code,
            };
            pass.content.findings().into_iter().map(line).collect()
        }),
        holder: pass.filter(|_| holder).map(|pass| holder_of(&pass.content)),
    }
}

fn under(report: &Report) -> Option<&UnderPolicy> {
    match &report.asked {
        Asked::Policy(policy) => Some(policy),
        Asked::Nothing | Asked::NoCheckInForce => None,
    }
}

fn rule_line(rule: &RuleJudgement) -> RuleLine {
    let (outcome, code) = match &rule.outcome {
        RuleOutcome::Passed => ("passed", None),
        RuleOutcome::Failed => ("failed", Some("rules.rule-failed")),
        RuleOutcome::Open(why) => ("open", Some(why.code())),
    };
    RuleLine {
        rule: rule.name.to_string(),
        foreign: rule.foreign,
        outcome,
        code,
    }
}

fn holder_of(content: &Content) -> Holder<'_> {
    let name = content.name();
    Holder {
        surname: name
            .surname
            .as_deref()
            .or(name.surname_standardised.as_deref()),
        forename: name
            .forename
            .as_deref()
            .or(name.forename_standardised.as_deref()),
        birth_date: content.birth_date(),
        dcc: content
            .dcc()
            .map(|reading| render_json(&reading.dcc.to_value())),
        light: content.light().map(|light| render_json(&light.to_value())),
        payload: content.mapped().map(Mapped::payload),
    }
}

fn failed_line(source: String, error: InputError) -> Line<'static> {
    let skipped = StageLine {
        outcome: "skipped",
        code: Some("skipped.not-reached"),
    };
    Line {
        source,
        format: "unknown",
        verdict: cleanbill_verifier::Verdict::Undetermined.name(),
        reason: Some(error.code()),
        stages: Stages {
            decode: StageLine {
                outcome: "undetermined",
                code: Some(error.code()),
            },
            signature: skipped,
            time: skipped,
            schema: skipped,
            key_usage: skipped,
            revocation: skipped,
            data: skipped,
            rules: skipped,
        },
        signer: None,
        policy: None,
        rules: Vec::new(),
        notes: Vec::new(),
        findings: Vec::new(),
        holder: None,
    }
}

const fn stage_line(outcome: &Outcome) -> StageLine {
    StageLine {
        outcome: outcome.name(),
        code: outcome.code(),
    }
}
