//! Revocation lists.

use cleanbill_hcert::Envelope;
use cleanbill_revocation::{Revocation, Standing, Subject};
use cleanbill_trust::TrustedSigner;

use crate::{Content, Outcome, Reason, SkipReason};

/// Looks a pass up whose signature is proven.
pub(crate) fn check_revocation(
    envelope: &Envelope<'_>,
    content: &Content,
    signer: &TrustedSigner,
    revocation: Option<&Revocation>,
    at: i64,
) -> Outcome {
    let Some(revocation) = revocation.filter(|revocation| !revocation.is_empty()) else {
        return Outcome::Skipped(SkipReason::NoRevocationData);
    };
    match revocation.check(&subject(envelope, content, signer), at) {
        Standing::NotRevoked { .. } => Outcome::Passed,
        Standing::Revoked {
            by: "signer-removed",
        } => Outcome::Failed(Reason::SignerRemoved),
        Standing::Revoked { by } => Outcome::Failed(Reason::Revoked { by }),
        Standing::NotCovered => Outcome::Skipped(SkipReason::NotCovered),
    }
}

/// A light pass says no issue time, so no filter covers it: filters are for passes that live long
/// (ADR 0016). Exact lists do.
fn subject<'p>(
    envelope: &'p Envelope<'_>,
    content: &'p Content,
    signer: &'p TrustedSigner,
) -> Subject<'p> {
    let cose = &envelope.cose;
    Subject {
        thumbprint: Some(&signer.thumbprint),
        kid: cose.kid().unwrap_or_default(),
        issuer: envelope.claims.issuer.as_deref(),
        country: content.dcc().and_then(|reading| reading.dcc.country()),
        identifier: content.identifier(),
        algorithm: cose.algorithm().ok(),
        signature: cose.signature(),
        issued_at: envelope
            .claims
            .issued_at
            .and_then(cleanbill_cose::DateClaim::secs),
        ..Subject::default()
    }
}
