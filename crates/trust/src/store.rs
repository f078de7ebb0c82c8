//! Every trusted signer, found by key identifier.

use std::collections::HashMap;
use std::ops::Range;

use cleanbill_order::Arrange;

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
        signers.arrange_by(|a, b| (**a).cmp(b));
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

#[cfg(test)]
mod tests {
    use cleanbill_x509::DccUsage;

    use super::*;
    use crate::signer::{Country, SignerRecord, Validity};

    fn signer(kid: &[u8], thumbprint: u8) -> TrustedSigner {
        TrustedSigner::new(SignerRecord {
            kid: Kid::new(kid).unwrap(),
            country: Country::new("xa"),
            spki: Box::new([]),
            usage: DccUsage::ANY,
            not_before: 10,
            not_after: 20,
            thumbprint: [thumbprint; 32],
        })
    }

    #[test]
    fn every_candidate_of_a_kid_is_found_and_only_once() {
        let signers = [
            (b"b", 3),
            (b"a", 1),
            (b"b", 2),
            (b"a", 1),
            (b"c", 1),
            (b"b", 1),
        ];
        let store: TrustStore = signers
            .iter()
            .map(|(kid, thumbprint)| signer(*kid, *thumbprint))
            .collect();
        assert_eq!((store.len(), store.is_empty()), (5, false));
        assert_eq!(store.candidates(b"a"), [signer(b"a", 1)]);
        assert_eq!(
            store.candidates(b"b"),
            [signer(b"b", 1), signer(b"b", 2), signer(b"b", 3)]
        );
        assert_eq!(store.candidates(b"c").len(), 1);
        for unknown in [&b""[..], b"d", b"aa"] {
            assert!(store.candidates(unknown).is_empty());
        }
        assert!(TrustStore::default().candidates(b"a").is_empty());
    }

    #[test]
    fn a_key_that_cannot_be_used_says_so_each_time() {
        let signer = signer(b"a", 1);
        let error = signer.public_key().unwrap_err();
        assert_eq!(signer.public_key(), Err(error));
        assert_eq!(signer.clone(), signer, "parsed or not makes no difference");
    }

    #[test]
    fn both_ends_of_the_period_are_in_it() {
        let signer = signer(b"a", 1);
        let at = [9, 10, 20, 21].map(|at| signer.validity_at(at));
        assert_eq!(
            at,
            [
                Validity::NotYet,
                Validity::Within,
                Validity::Within,
                Validity::Ended
            ]
        );
    }

    #[test]
    fn kids_and_countries_are_bounded() {
        assert_eq!(Kid::new(&[]), None);
        assert_eq!(Kid::new(&[0; 65]), None);
        assert_eq!(Kid::new(&[0xab, 1]).unwrap().to_string(), "ab01");
        assert_eq!(Country::new("de").unwrap().as_str(), "DE");
        for other in ["", "D", "DEU", "D1", "Ä"] {
            assert_eq!(Country::new(other), None);
        }
    }
}
