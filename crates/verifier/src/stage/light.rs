//! What is asked of a light pass instead of a full one (ADR 0016).

use cleanbill_cose::Claims;
use cleanbill_hcert::LightPass;
use cleanbill_hcert::dcc::Fault;
use cleanbill_hcert::light::{LIGHT_LIFE_MAX_SECS, LightReading, PolicyMark};
use cleanbill_policy::Policy;
use cleanbill_trust::TrustedSigner;
use cleanbill_x509::DccUsage;

use super::time::check_time;
use crate::{Outcome, Reason, SkipReason};

/// How a light pass names a policy: by id, version and half of the digest of all that it says.
#[must_use]
pub fn policy_mark(policy: &Policy) -> PolicyMark {
    let [digest @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = *policy.digest();
    PolicyMark {
        id: policy.id.clone(),
        version: policy.version,
        digest,
    }
}

/// As for every pass, from `nbf` on; and one that lives for too long is refused at any time.
pub(crate) fn check_light_time(claims: &Claims<'_>, at: i64) -> Outcome {
    let secs = |claim: Option<cleanbill_cose::DateClaim>| claim.and_then(|claim| claim.secs());
    let life = secs(claims.expires_at)
        .zip(secs(claims.not_before))
        .map(|(ends, begins)| ends.saturating_sub(begins));
    if life.is_some_and(|life_secs| life_secs > LIGHT_LIFE_MAX_SECS) {
        return Outcome::Failed(Reason::LightTooLong);
    }
    check_time(claims.not_before, claims.expires_at, at)
}

/// A light pass that is not exactly one is none: what is more in it could be the ground.
pub(crate) fn check_light_schema(reading: &LightReading) -> Outcome {
    if reading.findings.is_empty() {
        Outcome::Passed
    } else {
        Outcome::Failed(Reason::Schema(Fault::LightPass))
    }
}

/// It may stand for any ground, so only a key that may sign every kind may sign it.
pub(crate) fn check_light_usage(signer: Option<&TrustedSigner>) -> Outcome {
    match signer {
        None => Outcome::Skipped(SkipReason::NotReached),
        Some(signer) if signer.usage == DccUsage::ANY => Outcome::Passed,
        Some(_) => Outcome::Failed(Reason::KeyUsage),
    }
}

/// Whoever issued it has asked the policy that it names, and no other: under that one it counts,
/// and under another nothing is known.
pub(crate) fn judge_light(light: &LightPass, policy: &Policy) -> Outcome {
    if light.policy.as_ref() == Some(&policy_mark(policy)) {
        Outcome::Passed
    } else {
        Outcome::Undetermined(Reason::OtherPolicy)
    }
}
