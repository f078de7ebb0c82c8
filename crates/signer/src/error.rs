use cleanbill_crypto::KeyError;
use thiserror::Error;

/// Why there is no key to sign with. Says nothing about the key's content.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SignerError {
    /// The key could not be generated: the system gave no randomness, or the library failed.
    #[error("a signing key could not be generated")]
    Generate,
    /// Longer than any key that is accepted.
    #[error("the key file is longer than {size_max_bytes} bytes")]
    TooLong {
        /// What is allowed.
        size_max_bytes: usize,
    },
    /// Not one PEM block (RFC 7468, section 2).
    #[error("the key file is not PEM")]
    Pem,
    /// A PEM block with another label than `PRIVATE KEY` (RFC 7468, section 10), such as the
    /// traditional `EC PRIVATE KEY`; `openssl pkcs8 -topk8 -nocrypt` converts it.
    #[error("the PEM block is not a PKCS#8 PRIVATE KEY")]
    PemLabel,
    /// The key is encrypted (RFC 7468, section 11).
    #[error("the private key is encrypted with a password")]
    Encrypted,
    /// Not PKCS#8 (RFC 5958, section 2), or a key of a kind, curve or size that is not signed
    /// with: P-256, P-384, RSA of 2048 to 4096 bits and Ed25519 are.
    #[error("not a PKCS#8 private key on P-256, P-384, RSA of 2048 to 4096 bits, or Ed25519")]
    Rejected,
    /// The public half is not one that verifies passes.
    #[error(transparent)]
    PublicKey(#[from] KeyError),
    /// The key could not be written as PKCS#8.
    #[error("the private key could not be exported")]
    Export,
}

impl SignerError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Generate => "signer.generate",
            Self::TooLong { .. } => "signer.too-long",
            Self::Pem => "signer.pem",
            Self::PemLabel => "signer.pem-label",
            Self::Encrypted => "signer.encrypted",
            Self::Rejected => "signer.rejected",
            Self::PublicKey(error) => error.code(),
            Self::Export => "signer.export",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique() {
        let errors = [
            SignerError::Generate,
            SignerError::TooLong { size_max_bytes: 1 },
            SignerError::Pem,
            SignerError::PemLabel,
            SignerError::Encrypted,
            SignerError::Rejected,
            SignerError::Export,
        ];
        let mut codes: Vec<_> = errors.iter().map(SignerError::code).collect();
        assert!(codes.iter().all(|code| code.starts_with("signer.")));
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), errors.len());
    }
}
