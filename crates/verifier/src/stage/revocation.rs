//! Revocation lists.

use cleanbill_revocation::{Revocation, Standing, Subject};

use crate::{Outcome, Reason, SkipReason};

/// Looks a pass up whose signature is proven.
pub(crate) fn check_revocation(
    subject: &Subject<'_>,
    revocation: Option<&Revocation>,
    at: i64,
) -> Outcome {
    let Some(revocation) = revocation.filter(|revocation| !revocation.is_empty()) else {
        return Outcome::Skipped(SkipReason::NoRevocationData);
    };
    match revocation.check(subject, at) {
        Standing::NotRevoked { .. } => Outcome::Passed,
        Standing::Revoked {
            by: "signer-removed",
        } => Outcome::Failed(Reason::SignerRemoved),
        Standing::Revoked { by } => Outcome::Failed(Reason::Revoked { by }),
        Standing::NotCovered => Outcome::Skipped(SkipReason::NotCovered),
    }
}
