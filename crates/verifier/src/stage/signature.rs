//! The signature against the trusted signers.

use cleanbill_cose::CoseSign1;
use cleanbill_crypto::{Algorithm, VerifyError};
use cleanbill_trust::{Scope, ScopedSigner, ScopedStore, TrustStore, TrustedSigner};
use cleanbill_x509::Certificate;

use crate::mapped::{Proof, Sealed, Signed};
use crate::{Outcome, Reason};

/// What the signature stage found.
pub(crate) struct Signature<'t> {
    pub(crate) outcome: Outcome,
    /// The signer under whose key the signature is right.
    pub(crate) signer: Option<&'t TrustedSigner>,
    /// Whose key that is, as the format names issuers.
    pub(crate) issuer: Option<&'t str>,
    /// Whether that signer is trusted for such passes. Of the EU's signers, the stage `key_usage`
    /// knows more.
    pub(crate) is_in_scope: bool,
}

impl<'t> Signature<'t> {
    const fn without_signer(outcome: Outcome) -> Self {
        Self {
            outcome,
            signer: None,
            issuer: None,
            is_in_scope: false,
        }
    }

    const fn right(signer: &'t TrustedSigner, issuer: Option<&'t str>, is_in_scope: bool) -> Self {
        Self {
            outcome: Outcome::Passed,
            signer: Some(signer),
            issuer,
            is_in_scope,
        }
    }
}

/// Whom a verifier believes.
#[derive(Clone, Copy)]
pub(crate) struct Trust<'t> {
    /// Signers of the EU's certificate.
    pub(crate) dcc: &'t TrustStore,
    /// Those of other passes.
    pub(crate) networks: Option<&'t ScopedStore>,
}

/// Kids collide, so every signer that has this one is tried; the pass is bad only if none fits.
pub(crate) fn check_signature<'t>(cose: &CoseSign1<'_>, trust: &'t TrustStore) -> Signature<'t> {
    let open = |reason| Signature::without_signer(Outcome::Undetermined(reason));
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
                return Signature::right(signer, None, true);
            }
            Err(outcome) => worst = Some(less_certain(worst, outcome)),
        }
    }
    let outcome = worst.unwrap_or(Outcome::Undetermined(Reason::UnknownKey));
    Signature::without_signer(outcome)
}

/// What proves a pass of another format. A key that is known, but for other passes, bears the
/// signature out and counts for nothing: that is for the stage `key_usage` to say, as "unknown"
/// would be wrong.
pub(crate) fn check_proof<'t>(proof: &Proof, trust: Trust<'t>) -> Signature<'t> {
    match proof {
        Proof::None(outcome) => Signature::without_signer(outcome.clone()),
        Proof::Key {
            scope,
            kid,
            issuer,
            signed,
        } => check_key(*scope, kid, issuer.as_deref(), signed, trust),
        Proof::Certificate {
            scope,
            certificate,
            sealed,
        } => check_chain(*scope, certificate, sealed, trust),
    }
}

fn check_key<'t>(
    scope: Scope,
    kid: &[u8],
    issuer: Option<&str>,
    signed: &Signed,
    trust: Trust<'t>,
) -> Signature<'t> {
    let algorithm = match &signed.algorithm {
        Ok(algorithm) => *algorithm,
        Err(reason) => return Signature::without_signer(Outcome::Undetermined(reason.clone())),
    };
    let networks = trust.networks.filter(|networks| !networks.is_empty());
    if networks.is_none() && trust.dcc.is_empty() {
        return Signature::without_signer(Outcome::Undetermined(Reason::NoSigners));
    }
    let verify =
        |signer: &TrustedSigner| verify_with(signer, algorithm, &signed.message, &signed.signature);
    let mut worst = None;
    let candidates = networks.map_or(&[][..], |networks| networks.candidates(scope, kid));
    let bound = |signer: &&ScopedSigner| issuer.is_none() || signer.issuer() == issuer;
    for signer in candidates.iter().filter(bound) {
        match verify(signer.signer()) {
            Ok(()) => return Signature::right(signer.signer(), signer.issuer(), true),
            Err(outcome) => worst = Some(less_certain(worst, outcome)),
        }
    }
    if let Some(outcome) = worst {
        return Signature::without_signer(outcome);
    }
    let others = networks.into_iter().flat_map(|networks| {
        let other = move |scope| networks.candidates(scope, kid);
        Scope::ALL.into_iter().flat_map(other)
    });
    let others = others.map(|signer| (signer.signer(), signer.issuer()));
    let of_dcc = trust
        .dcc
        .candidates(kid)
        .iter()
        .map(|signer| (signer, None));
    let mut known = others.chain(of_dcc);
    match known.find(|(signer, _)| verify(signer).is_ok()) {
        Some((signer, issuer)) => Signature::right(signer, issuer, false),
        None => Signature::without_signer(Outcome::Undetermined(Reason::UnknownKey)),
    }
}

/// The certificate has to be signed by an authority that is trusted, and the pass by the
/// certificate's key.
fn check_chain<'t>(
    scope: Scope,
    certificate: &Certificate,
    sealed: &Sealed,
    trust: Trust<'t>,
) -> Signature<'t> {
    let open = |reason| Signature::without_signer(Outcome::Undetermined(reason));
    let authorities = trust
        .networks
        .map_or(&[][..], |networks| networks.of_scope(scope));
    if authorities.is_empty() {
        return open(Reason::NoSigners);
    }
    let key = match certificate.travel_document_key() {
        Ok(key) => key,
        Err(error) => return open(Reason::UnusableKey(error)),
    };
    let verified = key.verify_jose_ecdsa(sealed.hash, &sealed.message, &sealed.signature);
    if let Err(outcome) = outcome_of(verified) {
        return Signature::without_signer(outcome);
    }
    // An authority of one country appoints no signers of another.
    let stated = certificate.subject().country();
    let signs = |authority: &&ScopedSigner| {
        let own = authority.country.as_ref();
        own.is_none_or(|own| stated.is_some_and(|c| c.eq_ignore_ascii_case(own.as_str())))
            && authority
                .public_key()
                .is_ok_and(|key| certificate.verify_signed_by(key).is_ok())
    };
    match authorities.iter().find(signs) {
        Some(authority) => Signature::right(authority.signer(), authority.issuer(), true),
        None => open(Reason::UnknownKey),
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
    outcome_of(key.verify(algorithm, message, signature))
}

fn outcome_of(verified: Result<(), VerifyError>) -> Result<(), Outcome> {
    verified.map_err(|error| match error {
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
