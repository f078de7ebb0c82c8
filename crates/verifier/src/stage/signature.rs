//! The signature against the trusted signers.

use cleanbill_cose::CoseSign1;
use cleanbill_crypto::{Algorithm, VerifyError};
use cleanbill_trust::{TrustStore, TrustedSigner};

use crate::{Outcome, Reason};

/// What the signature stage found.
pub(crate) struct Signature<'t> {
    pub(crate) outcome: Outcome,
    /// The signer under whose key the signature is right.
    pub(crate) signer: Option<&'t TrustedSigner>,
}

/// Kids collide, so every signer that has this one is tried; the pass is bad only if none fits.
pub(crate) fn check_signature<'t>(cose: &CoseSign1<'_>, trust: &'t TrustStore) -> Signature<'t> {
    let open = |reason| Signature {
        outcome: Outcome::Undetermined(reason),
        signer: None,
    };
    let algorithm = match cose.algorithm() {
        Ok(algorithm) => algorithm,
        Err(error) => return open(Reason::Algorithm(error)),
    };
    if trust.is_empty() {
        return open(Reason::NoSigners);
    }
    let Some(kid) = cose.kid() else {
        return open(Reason::NoKid);
    };
    let candidates = trust.candidates(kid);
    if candidates.is_empty() {
        return open(Reason::UnknownKey);
    }
    let message = cose.to_be_signed();
    let mut worst = None;
    for signer in candidates {
        match verify_with(signer, algorithm, &message, cose.signature()) {
            Ok(()) => {
                return Signature {
                    outcome: Outcome::Passed,
                    signer: Some(signer),
                };
            }
            Err(outcome) => worst = Some(less_certain(worst, outcome)),
        }
    }
    let outcome = worst.unwrap_or(Outcome::Undetermined(Reason::UnknownKey));
    Signature {
        outcome,
        signer: None,
    }
}

fn verify_with(
    signer: &TrustedSigner,
    algorithm: Algorithm,
    message: &[u8],
    signature: &[u8],
) -> Result<(), Outcome> {
    let key = signer
        .public_key()
        .map_err(|error| Outcome::Undetermined(Reason::UnusableKey(error)))?;
    key.verify(algorithm, message, signature)
        .map_err(|error| match error {
            VerifyError::Unsupported { .. } => Outcome::Undetermined(Reason::Signature(error)),
            _ => Outcome::Failed(Reason::Signature(error)),
        })
}

/// Among failing candidates an undetermined one wins: as long as one key could not be tried, the
/// pass is not proven bad. A wrong signature says more than one of another kind.
fn less_certain(worst: Option<Outcome>, next: Outcome) -> Outcome {
    let bad = Outcome::Failed(Reason::Signature(VerifyError::Invalid));
    match worst {
        Some(open @ Outcome::Undetermined(_)) => open,
        Some(worst) if worst == bad && !matches!(next, Outcome::Undetermined(_)) => worst,
        _ => next,
    }
}
