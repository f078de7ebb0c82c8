//! Signers that were taken off the list: everything signed with their keys is revoked.

use cleanbill_order::Arrange;

use crate::{Answer, Mechanism, Subject};

/// A signer that no longer counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemovedSigner {
    /// Its key identifier.
    pub kid: Vec<u8>,
    /// Its country, two letters. Kids collide across countries; `None` if it is not known.
    pub country: Option<String>,
    /// SHA-256 of its certificate, if it is known.
    pub thumbprint: Option<[u8; 32]>,
    /// From when on it no longer counts, in Unix seconds. A pass that was signed before is revoked
    /// too: who holds the key can write any time of issue.
    pub from: i64,
}

/// The removed signers that are known of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemovedSigners {
    /// Sorted by kid.
    signers: Vec<RemovedSigner>,
}

impl RemovedSigners {
    /// A set of signers, in any order.
    #[must_use]
    pub fn new(mut signers: Vec<RemovedSigner>) -> Self {
        signers.arrange_by(|one, other| one.kid.cmp(&other.kid));
        Self { signers }
    }

    /// Whether the signer with this certificate is removed at the instant `at` (Unix seconds):
    /// exact where both sides have a thumbprint, by kid and country otherwise.
    #[must_use]
    pub fn contains(
        &self,
        kid: &[u8],
        country: Option<&str>,
        thumbprint: Option<&[u8; 32]>,
        at: i64,
    ) -> bool {
        self.with_kid(kid).any(|signer| {
            let same = match (&signer.thumbprint, thumbprint) {
                (Some(ours), Some(theirs)) => ours == theirs,
                _ => is_same_country(signer, &[country]),
            };
            same && signer.from <= at
        })
    }

    fn with_kid<'s>(&'s self, kid: &'s [u8]) -> impl Iterator<Item = &'s RemovedSigner> {
        let start = self
            .signers
            .partition_point(|signer| signer.kid.as_slice() < kid);
        let rest = self.signers.get(start..).unwrap_or_default();
        rest.iter().take_while(move |signer| signer.kid == kid)
    }
}

/// Whether one of the countries is the signer's, or nothing is known that would tell them apart.
fn is_same_country(signer: &RemovedSigner, countries: &[Option<&str>]) -> bool {
    let Some(ours) = &signer.country else {
        return true;
    };
    let mut known = countries.iter().flatten().peekable();
    known.peek().is_none() || known.any(|country| country.eq_ignore_ascii_case(ours))
}

impl Mechanism for RemovedSigners {
    fn name(&self) -> &'static str {
        "signer-removed"
    }

    /// Goes by the certificate, and by kid and country too: a key that is removed can come back in
    /// another certificate, or bare. So it fails closed where a kid collides within a country. Of
    /// other signers it says nothing.
    fn look_up(&self, subject: &Subject<'_>, at: i64) -> Answer {
        let countries = [subject.country, subject.issuer];
        let mut signers = self.with_kid(subject.kid);
        let is_same = |signer: &RemovedSigner| {
            let certified = signer.thumbprint.as_ref();
            certified.is_some_and(|ours| subject.thumbprint == Some(ours))
                || is_same_country(signer, &countries)
        };
        if signers.any(|signer| signer.from <= at && is_same(signer)) {
            Answer::Revoked
        } else {
            Answer::NotCovered
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signers() -> RemovedSigners {
        let signer = |kid: &[u8], country: Option<&str>, thumbprint, from| RemovedSigner {
            kid: kid.to_vec(),
            country: country.map(str::to_owned),
            thumbprint,
            from,
        };
        RemovedSigners::new(vec![
            signer(b"b", Some("XB"), Some([7; 32]), 50),
            signer(b"a", None, None, 100),
            signer(b"b", Some("XA"), None, 60),
        ])
    }

    fn look_up(kid: &[u8], country: Option<&str>, issuer: Option<&str>, at: i64) -> Answer {
        let subject = Subject {
            kid,
            country,
            issuer,
            ..Subject::default()
        };
        signers().look_up(&subject, at)
    }

    #[test]
    fn a_removed_signer_revokes_from_its_instant_on() {
        assert_eq!(look_up(b"a", Some("XC"), None, 99), Answer::NotCovered);
        assert_eq!(look_up(b"a", Some("XC"), None, 100), Answer::Revoked);
        assert_eq!(look_up(b"c", Some("XC"), None, 100), Answer::NotCovered);
    }

    #[test]
    fn a_kid_that_collides_is_told_apart_by_country() {
        assert_eq!(look_up(b"b", Some("XA"), None, 55), Answer::NotCovered);
        assert_eq!(look_up(b"b", Some("XB"), None, 55), Answer::Revoked);
        assert_eq!(look_up(b"b", Some("XC"), None, 70), Answer::NotCovered);
        assert_eq!(look_up(b"b", Some("XC"), Some("XA"), 70), Answer::Revoked);
        // Nothing says whose it is: fails closed.
        assert_eq!(look_up(b"b", None, None, 70), Answer::Revoked);
    }

    #[test]
    fn a_thumbprint_decides_where_there_are_two() {
        let removed =
            |thumbprint: &[u8; 32]| signers().contains(b"b", Some("XB"), Some(thumbprint), 70);
        assert!(removed(&[7; 32]));
        assert!(!removed(&[8; 32]));
        assert!(signers().contains(b"b", Some("XB"), None, 70));
        assert!(!signers().contains(b"b", Some("XB"), None, 49));
    }
}
