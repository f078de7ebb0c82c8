//! The policy's word on the pass.

use cleanbill_cose::DateClaim;
use cleanbill_hcert::dcc::render_json;
use cleanbill_hcert::{Envelope, find_dcc};
use cleanbill_policy::{Detail, Judgement, Outcome as PolicyOutcome, Policy, Presented, RuleBook};
use cleanbill_trust::TrustedSigner;

use super::light::judge_light;
use crate::{Content, Outcome, Reason};

/// A pass whose signature is proven.
pub(crate) struct Proven<'p> {
    pub(crate) envelope: &'p Envelope<'p>,
    pub(crate) content: &'p Content,
    pub(crate) signer: &'p TrustedSigner,
}

/// Whether the holder needs no pass under the policy: their own date of birth says so, signed.
pub(crate) fn needs_no_pass(proven: &Proven<'_>, policy: &Policy, at: i64) -> bool {
    let birth_date = proven.content.record().person.birth_date;
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
    match proven.content {
        Content::Light(reading) => (judge_light(&reading.light, policy), None),
        Content::Dcc(_) => {
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
    let Proven {
        envelope,
        content,
        signer,
    } = proven;
    // Business rules see what the issuer wrote, not what we made of it.
    let hcert = envelope.claims.hcert.as_ref();
    let dcc = hcert
        .filter(|_| policy.names_rules())
        .and_then(|hcert| find_dcc(hcert).ok());
    let country = signer.country.map(|country| country.to_string());
    let (record, dcc) = (content.record(), dcc.map(render_json));
    let presented = Presented {
        record: &record,
        dcc: dcc.as_ref(),
        issuer_country: country.as_deref(),
        issued_at: envelope.claims.issued_at.and_then(DateClaim::secs),
        expires_at: envelope.claims.expires_at.and_then(DateClaim::secs),
        kid: envelope.cose.kid().unwrap_or_default(),
    };
    policy.judge(&presented, rules, at, detail)
}
