//! The policy's word on the pass.

use cleanbill_hcert::dcc::render_json;
use cleanbill_health::{Event, Record};
use cleanbill_policy::{Detail, Judgement, Outcome as PolicyOutcome, Policy, Presented, RuleBook};
use cleanbill_trust::{Country, TrustedSigner};
use serde_json::Value as Json;

use super::light::judge_light;
use crate::decoded::Decoded;
use crate::{Outcome, Reason};

/// A pass whose signature is proven.
pub(crate) struct Proven<'p> {
    pub(crate) pass: &'p Decoded<'p>,
    pub(crate) signer: &'p TrustedSigner,
}

/// Whether the holder needs no pass under the policy: their own date of birth says so, signed.
pub(crate) fn needs_no_pass(proven: &Proven<'_>, policy: &Policy, at: i64) -> bool {
    let birth_date = proven.pass.record().person.birth_date;
    birth_date.is_some_and(|born| policy.no_pass.covers_age(born, at, policy.zone))
}

/// What the policy says, and of a full pass why.
pub(crate) fn rules_outcome(
    proven: &Proven<'_>,
    policy: &Policy,
    rules: &RuleBook,
    at: i64,
    detail: Detail,
) -> (Outcome, Option<Judgement>) {
    match proven.pass {
        Decoded::Light(_, reading) => (judge_light(&reading.light, policy), None),
        Decoded::Dcc(..) | Decoded::Mapped(_) => {
            let judgement = judge(proven, policy, rules, at, detail);
            (outcome_of(&judgement), Some(judgement))
        }
    }
}

/// What a judgement is to the report.
fn outcome_of(judgement: &Judgement) -> Outcome {
    match &judgement.outcome {
        PolicyOutcome::Passed => Outcome::Passed,
        PolicyOutcome::Failed(failure) => Outcome::Failed(Reason::Policy(failure.clone())),
        PolicyOutcome::Open(doubt) => Outcome::Undetermined(Reason::PolicyOpen(doubt.clone())),
    }
}

fn judge(
    proven: &Proven<'_>,
    policy: &Policy,
    rules: &RuleBook,
    at: i64,
    detail: Detail,
) -> Judgement {
    let judge = |record: &Record, dcc: Option<&Json>| {
        let (issued_at, expires_at) = proven.pass.times();
        let country = proven.signer.country;
        let presented = Presented {
            record,
            dcc,
            issuer_country: country.as_ref().map(Country::as_str),
            issued_at,
            expires_at,
            kid: proven.pass.kid().unwrap_or_default(),
        };
        policy.judge(&presented, rules, at, detail)
    };
    let record = proven.pass.record();
    match proven.pass {
        Decoded::Dcc(..) | Decoded::Light(..) => {
            let dcc = policy.names_rules().then(|| proven.pass.as_dcc()).flatten();
            judge(&record, dcc.as_ref())
        }
        Decoded::Mapped(_) => {
            let country = proven.signer.country;
            let country = country.as_ref().map(Country::as_str);
            let judgements = one_by_one(&record).map(|single| {
                let as_dcc = |event: &Event| event.as_dcc(&single.person, country);
                let dcc = single.events.first().filter(|_| policy.names_rules());
                let dcc = dcc.and_then(as_dcc);
                let dcc = dcc.as_ref().map(|dcc| render_json(&dcc.to_value()));
                judge(&single, dcc.as_ref())
            });
            let best = judgements.min_by_key(|judgement| match judgement.outcome {
                PolicyOutcome::Passed => 0,
                PolicyOutcome::Open(_) => 1,
                PolicyOutcome::Failed(_) => 2,
            });
            best.unwrap_or_else(|| judge(&record, None))
        }
    }
}

/// A pass of another format may say several things, as every dose that somebody had. Each is a
/// reason to be let in by itself, and the one that does is enough. The latest comes first: of those
/// that do equally, it is the one to be told of.
fn one_by_one(record: &Record) -> impl Iterator<Item = Record> {
    record.events.iter().rev().map(|event| Record {
        person: record.person.clone(),
        events: vec![event.clone().with_series()],
    })
}
