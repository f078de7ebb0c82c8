//! Revocation lists.

use cleanbill_cose::CoseSign1;
use cleanbill_hcert::Envelope;
use cleanbill_hcert::Reading;
use cleanbill_revocation::{Revocation, Standing, Subject};

use crate::{Outcome, Reason, SkipReason};

/// Looks a pass up whose signature is proven.
pub(crate) fn check_revocation(
    envelope: &Envelope<'_>,
    reading: &Reading,
    revocation: Option<&Revocation>,
    at: i64,
) -> Outcome {
    let Some(revocation) = revocation.filter(|revocation| !revocation.is_empty()) else {
        return Outcome::Skipped(SkipReason::NoRevocationData);
    };
    match revocation.check(&subject(envelope, &envelope.cose, reading), at) {
        Standing::NotRevoked { .. } => Outcome::Passed,
        Standing::Revoked {
            by: "signer-removed",
        } => Outcome::Failed(Reason::SignerRemoved),
        Standing::Revoked { by } => Outcome::Failed(Reason::Revoked { by }),
        Standing::NotCovered => Outcome::Skipped(SkipReason::NotCovered),
    }
}

fn subject<'p>(
    envelope: &'p Envelope<'_>,
    cose: &'p CoseSign1<'_>,
    reading: &'p Reading,
) -> Subject<'p> {
    Subject {
        kid: cose.kid().unwrap_or_default(),
        issuer: envelope.claims.issuer.as_deref(),
        country: reading.dcc.country(),
        identifier: reading.dcc.uvci(),
        algorithm: cose.algorithm().ok(),
        signature: cose.signature(),
        issued_at: envelope
            .claims
            .issued_at
            .and_then(cleanbill_cose::DateClaim::secs),
        ..Subject::default()
    }
}
