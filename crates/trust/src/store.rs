//! Every trusted signer, found by key identifier.

use std::collections::HashMap;
use std::ops::Range;

use crate::signer::{Kid, TrustedSigner};

/// All the signers that a verifier trusts. Immutable: new data makes a new store.
///
/// Kids collide, so a look-up gives every candidate and the caller tries each. It takes one hash of
/// the kid, whatever the number of signers, and allocates nothing.
#[derive(Clone, Debug, Default)]
pub struct TrustStore {
    /// Sorted by kid, so that the candidates of one kid are neighbours.
    signers: Box<[TrustedSigner]>,
    by_kid: HashMap<Kid, Range<usize>>,
}

impl TrustStore {
    /// Takes signers in any order. A signer given twice is kept once.
    pub fn new(mut signers: Vec<TrustedSigner>) -> Self {
        signers.sort_unstable_by(|a, b| (**a).cmp(b));
        signers.dedup();
        let mut by_kid = HashMap::new();
        let mut start = 0;
        for same_kid in signers.chunk_by(|a, b| a.kid == b.kid) {
            let end = start + same_kid.len();
            if let Some(first) = same_kid.first() {
                by_kid.insert(first.kid.clone(), start..end);
            }
            start = end;
        }
        Self {
            signers: signers.into(),
            by_kid,
        }
    }

    /// Every signer that has this kid; none if it is unknown.
    pub fn candidates(&self, kid: &[u8]) -> &[TrustedSigner] {
        self.by_kid
            .get(kid)
            .and_then(|range| self.signers.get(range.clone()))
            .unwrap_or_default()
    }

    /// All signers, sorted by kid.
    pub fn signers(&self) -> &[TrustedSigner] {
        &self.signers
    }

    /// Number of signers.
    pub fn len(&self) -> usize {
        self.signers.len()
    }

    /// Whether there is no signer at all.
    pub fn is_empty(&self) -> bool {
        self.signers.is_empty()
    }
}

impl FromIterator<TrustedSigner> for TrustStore {
    fn from_iter<I: IntoIterator<Item = TrustedSigner>>(signers: I) -> Self {
        Self::new(signers.into_iter().collect())
    }
}
