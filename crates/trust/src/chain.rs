//! The signing authorities (CSCA) of countries, and which signers are theirs.

use cleanbill_order::Arrange;
use cleanbill_x509::{Certificate, ChainError, check_chain};

/// A set of signing authorities that are believed.
///
/// Being on a list that is believed is what makes a signer valid (HCERT 1.1.1 §5.1). The chain to
/// an authority is a second, independent ground, for lists that have no signature or to watch one
/// that has.
#[derive(Clone, Debug, Default)]
pub struct Authorities(Vec<Certificate>);

impl Authorities {
    /// Takes authorities in any order; one given twice is kept once.
    pub fn new(mut certificates: Vec<Certificate>) -> Self {
        certificates.arrange_by(|one, other| one.thumbprint().cmp(&other.thumbprint()));
        certificates.dedup_by_key(|certificate| certificate.thumbprint());
        Self(certificates)
    }

    /// Whether there is no authority at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All authorities, each once, sorted by thumbprint.
    pub fn certificates(&self) -> &[Certificate] {
        &self.0
    }

    /// Finds the authority that gave a signer its certificate, both being valid at the instant `at`
    /// (Unix seconds).
    ///
    /// # Errors
    /// [`ChainError`] if there is none.
    pub fn check(&self, signer: &Certificate, at: i64) -> Result<&Certificate, ChainError> {
        let index = check_chain(signer, &self.0, at)?;
        self.0.get(index).ok_or(ChainError::UnknownIssuer)
    }
}
