//! The policy's word on the pass.

use cleanbill_hcert::dcc::render_json;
use cleanbill_health::Record;
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
pub(crate) fn outcome_of(judgement: &Judgement) -> Outcome {
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
    let (issued_at, expires_at) = proven.pass.times();
    let frame = Framed {
        country: proven.signer.country,
        issued_at,
        expires_at,
        kid: proven.pass.kid().unwrap_or_default(),
    };
    let question = Question {
        policy,
        rules,
        at,
        detail,
    };
    let record = proven.pass.record();
    match proven.pass {
        Decoded::Dcc(..) | Decoded::Light(..) => {
            let dcc = policy.names_rules().then(|| proven.pass.as_dcc()).flatten();
            question.judge(&frame, &record, dcc.as_ref())
        }
        Decoded::Mapped(_) => {
            let singles = one_by_one(&record);
            best(singles.map(|single| question.judge_event(&frame, &single)))
                .unwrap_or_else(|| question.judge(&frame, &record, None))
        }
    }
}

/// What a policy is asked.
#[derive(Clone, Copy)]
pub(crate) struct Question<'q> {
    pub(crate) policy: &'q Policy,
    pub(crate) rules: &'q RuleBook,
    pub(crate) at: i64,
    pub(crate) detail: Detail,
}

/// What stands around an event: the pass that says it.
#[derive(Clone, Copy)]
pub(crate) struct Framed<'p> {
    pub(crate) country: Option<Country>,
    pub(crate) issued_at: Option<i64>,
    pub(crate) expires_at: Option<i64>,
    pub(crate) kid: &'p [u8],
}

impl Question<'_> {
    fn judge(&self, frame: &Framed<'_>, record: &Record, dcc: Option<&Json>) -> Judgement {
        let presented = Presented {
            record,
            dcc,
            issuer_country: frame.country.as_ref().map(Country::as_str),
            issued_at: frame.issued_at,
            expires_at: frame.expires_at,
            kid: frame.kid,
        };
        let Self {
            policy, rules, at, ..
        } = *self;
        policy.judge(&presented, rules, at, self.detail)
    }

    /// Judges a record of one event; rules see it as the EU would have written it.
    pub(crate) fn judge_event(&self, frame: &Framed<'_>, single: &Record) -> Judgement {
        let country = frame.country.as_ref().map(Country::as_str);
        let event = single.events.first();
        let event = event.filter(|_| self.policy.names_rules());
        let dcc = event.and_then(|event| event.as_dcc(&single.person, country));
        let dcc = dcc.as_ref().map(|dcc| render_json(&dcc.to_value()));
        self.judge(frame, single, dcc.as_ref())
    }
}

/// The first of the judgements that do most for the holder.
pub(crate) fn best(judgements: impl Iterator<Item = Judgement>) -> Option<Judgement> {
    judgements.min_by_key(rank)
}

/// The less, the better.
pub(crate) const fn rank(judgement: &Judgement) -> u8 {
    match judgement.outcome {
        PolicyOutcome::Passed => 0,
        PolicyOutcome::Open(_) => 1,
        PolicyOutcome::Failed(_) => 2,
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
