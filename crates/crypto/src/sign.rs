//! The port through which signatures are made.

use thiserror::Error;

use crate::algorithm::Algorithm;
use crate::key::PublicKey;

/// Something that holds a private key and signs with it: software, a token, an HSM.
///
/// Formats sign through this trait and never see a private key. An implementation draws its own
/// randomness, if it needs any.
pub trait Signer {
    /// The algorithm of every signature that this signer makes.
    fn algorithm(&self) -> Algorithm;

    /// The public key under which those signatures verify.
    fn public_key(&self) -> &PublicKey;

    /// Signs `message` as it stands; hashing is the signer's part.
    ///
    /// The signature has the form of JOSE and COSE: for ECDSA r‖s, each as long as a coordinate
    /// (RFC 9053, section 2.1); for RSASSA-PSS as long as the modulus; for Ed25519 64 bytes.
    ///
    /// # Errors
    /// [`SignError`], when the key or the device that holds it does not give a signature.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError>;
}

/// Why there is no signature.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SignError {
    /// The key is not there (any more).
    #[error("the signing key is not available")]
    KeyUnavailable,
    /// The holder of the key refused: locked, not signed in, use not permitted.
    #[error("the signing key refused to sign")]
    Refused,
    /// The device that holds the key failed.
    #[error("the signing device failed with code {code:#x}")]
    Device {
        /// The device's own code, such as a PKCS#11 `CK_RV`.
        code: u64,
    },
    /// The signature came out in a form that is not that of the algorithm.
    #[error("the signer returned a malformed signature")]
    Malformed,
    /// The cryptographic operation failed without a reason given.
    #[error("signing failed")]
    Failed,
}

impl SignError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::KeyUnavailable => "sign.key-unavailable",
            Self::Refused => "sign.refused",
            Self::Device { .. } => "sign.device",
            Self::Malformed => "sign.malformed",
            Self::Failed => "sign.failed",
        }
    }
}
