//! Two levels: a country's signing authority (CSCA), and the document signers (DSC) under it.

use cleanbill_crypto::PublicKey;

use crate::certificate::Certificate;
use crate::error::ChainError;

impl Certificate {
    /// Checks that `issuer` gave this certificate: the names link up, the issuer may sign
    /// certificates as far as its extensions say, and its key made the signature. Time is not
    /// looked at; see [`check_chain`].
    ///
    /// # Errors
    /// [`ChainError`], the first of these that does not hold.
    pub fn check_issued_by(&self, issuer: &Self) -> Result<(), ChainError> {
        if !self.issuer().is_same_as(issuer.subject()) {
            return Err(ChainError::UnknownIssuer);
        }
        let signs_certificates = issuer.key_usage().is_none_or(|usage| usage.key_cert_sign());
        if issuer.extensions.is_ca == Some(false) || !signs_certificates {
            return Err(ChainError::NotAuthority);
        }
        if self.extensions.unknown_critical || issuer.extensions.unknown_critical {
            return Err(ChainError::UnknownCriticalExtension);
        }
        self.algorithm().map_err(ChainError::Algorithm)?;
        self.verify_signed_by(&issuer.public_key().map_err(ChainError::Key)?)
    }

    /// Checks that `key` made this certificate's signature, and nothing else: for an authority of
    /// which only the key is known.
    ///
    /// # Errors
    /// [`ChainError::Algorithm`], [`ChainError::Signature`].
    pub fn verify_signed_by(&self, key: &PublicKey) -> Result<(), ChainError> {
        let algorithm = self.algorithm().map_err(ChainError::Algorithm)?;
        key.verify_certificate(algorithm, self.tbs(), self.signature())
            .map_err(ChainError::Signature)
    }
}

/// Finds the authority that gave the certificate, both being valid at the instant `at` (Unix
/// seconds, both ends of a period included): its index in `authorities`.
///
/// Names of authorities recur when their keys change, so that every one of the right name is tried.
/// If none fits, the error is of the last of those; authorities of other names do not count.
///
/// # Errors
/// [`ChainError`].
pub fn check_chain(
    leaf: &Certificate,
    authorities: &[Certificate],
    at: i64,
) -> Result<usize, ChainError> {
    if at < leaf.not_before() {
        return Err(ChainError::NotYetValid {
            not_before: leaf.not_before(),
        });
    }
    if at > leaf.not_after() {
        return Err(ChainError::Expired {
            not_after: leaf.not_after(),
        });
    }
    let mut failure = ChainError::UnknownIssuer;
    for (index, authority) in authorities.iter().enumerate() {
        match leaf
            .check_issued_by(authority)
            .and_then(|()| check_period(authority, at))
        {
            Ok(()) => return Ok(index),
            Err(ChainError::UnknownIssuer) => {}
            Err(error) => failure = error,
        }
    }
    Err(failure)
}

fn check_period(authority: &Certificate, at: i64) -> Result<(), ChainError> {
    let (not_before, not_after) = (authority.not_before(), authority.not_after());
    if at < not_before {
        Err(ChainError::AuthorityNotYetValid { not_before })
    } else if at > not_after {
        Err(ChainError::AuthorityExpired { not_after })
    } else {
        Ok(())
    }
}
