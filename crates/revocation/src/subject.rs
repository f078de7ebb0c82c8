//! What is looked up.

use std::cell::OnceCell;
use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_crypto::{Algorithm, sha256};

/// The first 16 bytes of a SHA-256: what the lists of the EU gateway hold, and our look-up key.
pub type KeyHash = [u8; 16];

/// What our own lists know a pass by, by its form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KnownBy {
    /// SHA-256 of its identifier, first 16 bytes: the EU's certificates, light passes.
    #[default]
    IdentifierHash,
    /// The hash of its signature, as the EU gateway's lists have it: the WHO's certificates of
    /// vaccination, which have no identifier.
    Signature,
    /// The 16 bytes of which its identifier is the base64url: SMART Health Cards of ours, whose
    /// `rid` has to be found for whoever reads their own lists.
    Identifier,
}

/// What a pass says of itself that a revocation mechanism may look at.
///
/// Its `Debug` shows no identifier and no signature.
#[derive(Clone, Default)]
pub struct Subject<'a> {
    /// The key identifier of the signature, as it stands.
    pub kid: &'a [u8],
    /// SHA-256 of the certificate whose key bore the signature out, if it is known: kids collide.
    pub thumbprint: Option<&'a [u8; 32]>,
    /// CWT claim 1, `iss`.
    pub issuer: Option<&'a str>,
    /// `co` of the entry (EU DCC schema).
    pub country: Option<&'a str>,
    /// The UVCI (`ci`) of a DCC, or the `rid` of a SMART Health Card.
    pub identifier: Option<&'a str>,
    /// The algorithm of the signature.
    pub algorithm: Option<Algorithm>,
    /// The signature; r‖s for ECDSA.
    pub signature: &'a [u8],
    /// CWT claim 6, `iat`, or `nbf` of a SMART Health Card: Unix seconds.
    pub issued_at: Option<i64>,
    /// What our own lists know passes of this form by.
    pub known_by: KnownBy,
    /// Hashes of the above, made when first asked for. Starts as `Hashes::default()`; the fields
    /// above may not change once a hash was asked for.
    pub hashes: Hashes,
}

/// Hashes of a [`Subject`], made once.
#[derive(Clone, Default)]
pub struct Hashes {
    identifier: OnceCell<Option<KeyHash>>,
    country: OnceCell<Vec<KeyHash>>,
    signature: OnceCell<Vec<KeyHash>>,
}

impl fmt::Debug for Hashes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hashes").finish_non_exhaustive()
    }
}

impl fmt::Debug for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subject")
            .field("kid", &self.kid)
            .field("algorithm", &self.algorithm)
            .finish_non_exhaustive()
    }
}

impl Subject<'_> {
    /// SHA-256 of the identifier, first 16 bytes: hash type `UCI` of the EU gateway.
    #[must_use]
    pub fn identifier_hash(&self) -> Option<KeyHash> {
        self.identifier_hashes().first().copied()
    }

    /// [`identifier_hash`](Self::identifier_hash) as one hash or none.
    #[must_use]
    pub fn identifier_hashes(&self) -> &[KeyHash] {
        let hash = self.hashes.identifier.get_or_init(|| {
            self.identifier
                .map(|identifier| key_hash(&[identifier.as_bytes()]))
        });
        hash.as_slice()
    }

    /// What our own lists know the pass by; `None` where it does not have it.
    #[must_use]
    pub fn handle(&self) -> Option<KeyHash> {
        match self.known_by {
            KnownBy::IdentifierHash => self.identifier_hash(),
            // Where two parts of a signature may be hashed, it is all of it.
            KnownBy::Signature => self.signature_hashes().last().copied(),
            KnownBy::Identifier => {
                let bytes = URL_SAFE_NO_PAD.decode(self.identifier?).ok()?;
                bytes.try_into().ok()
            }
        }
    }

    /// SHA-256 of country ‖ identifier, first 16 bytes: hash type `COUNTRYCODEUCI`. The country is
    /// `co` of the entry in one reference application and `iss` in another; a list may have been
    /// made by either, so both are given if they differ.
    #[must_use]
    pub fn country_hashes(&self) -> &[KeyHash] {
        self.hashes.country.get_or_init(|| {
            let Some(identifier) = self.identifier else {
                return Vec::new();
            };
            let issuer = self.issuer.filter(|_| self.issuer != self.country);
            [self.country, issuer]
                .into_iter()
                .flatten()
                .map(|country| key_hash(&[country.as_bytes(), identifier.as_bytes()]))
                .collect()
        })
    }

    /// SHA-256 of the signature, first 16 bytes: hash type `SIGNATURE`.
    ///
    /// For ES256 only r, the first 32 bytes, is hashed, which also withstands the other valid s;
    /// for PS256 and EdDSA the whole signature. The specification has no word on ES384: both r
    /// (48 bytes) and the whole are given. Without an algorithm, likewise the first half and the
    /// whole.
    #[must_use]
    pub fn signature_hashes(&self) -> &[KeyHash] {
        self.hashes.signature.get_or_init(|| {
            if self.signature.is_empty() {
                return Vec::new();
            }
            let half = self.signature.len() / 2;
            let r = key_hash(&[self.signature.get(..half).unwrap_or_default()]);
            let whole = key_hash(&[self.signature]);
            match self.algorithm {
                Some(Algorithm::Es256) => vec![r],
                Some(Algorithm::Ps256 | Algorithm::EdDsa) => vec![whole],
                _ => vec![r, whole],
            }
        })
    }
}

/// SHA-256 of all parts together, first 16 bytes.
pub(crate) fn key_hash(parts: &[&[u8]]) -> KeyHash {
    let digest = match parts {
        [only] => sha256(only),
        parts => sha256(&parts.concat()),
    };
    let mut hash = KeyHash::default();
    for (to, from) in hash.iter_mut().zip(digest) {
        *to = from;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hash values below: `printf %s … | sha256sum | cut -c1-32`.
    fn subject<'a>(algorithm: Option<Algorithm>, signature: &'a [u8]) -> Subject<'a> {
        Subject {
            thumbprint: None,
            kid: b"12345678",
            issuer: Some("AT"),
            country: Some("NL"),
            identifier: Some("URN:UVCI:01:NL:187/37512422923#Z"),
            algorithm,
            signature,
            issued_at: Some(1),
            known_by: KnownBy::IdentifierHash,
            hashes: Hashes::default(),
        }
    }

    fn hex(hash: &[u8]) -> String {
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn identifiers_are_hashed_alone_and_after_the_country() {
        let subject = subject(None, b"");
        assert_eq!(
            hex(&subject.identifier_hash().unwrap()),
            "fc47ee43f701e91ece02fdfa5906d970"
        );
        let hashes: Vec<_> = subject.country_hashes().iter().map(|h| hex(h)).collect();
        assert_eq!(
            hashes,
            [
                "8cbb6200e4a0f9422f317611f7d53d24",
                "88e36d58097561b80fc62a8fc9afed8d"
            ]
        );
        assert!(subject.signature_hashes().is_empty());
        let same = Subject {
            issuer: Some("NL"),
            hashes: Hashes::default(),
            ..subject
        };
        assert_eq!(same.country_hashes().len(), 1);
    }

    #[test]
    fn the_algorithm_says_what_of_a_signature_is_hashed() {
        let signature = [[b'r'; 32], [b's'; 32]].concat();
        let hashes = |algorithm| -> Vec<String> {
            let subject = subject(algorithm, &signature);
            subject.signature_hashes().iter().map(|h| hex(h)).collect()
        };
        let (r, whole) = (
            "515a733d7320b35b2117893952f93a94",
            "ef8a98d601cb83375c05bd75c6e46166",
        );
        assert_eq!(hashes(Some(Algorithm::Es256)), [r]);
        assert_eq!(hashes(Some(Algorithm::Ps256)), [whole]);
        assert_eq!(hashes(Some(Algorithm::Es384)), [r, whole]);
        assert_eq!(hashes(None), [r, whole]);
    }

    #[test]
    fn what_has_no_identifier_is_known_by_its_signature() {
        let signature = [[b'r'; 32], [b's'; 32]].concat();
        let mut subject = subject(Some(Algorithm::Es256), &signature);
        assert_eq!(subject.handle(), subject.identifier_hash());
        subject.known_by = KnownBy::Signature;
        assert_eq!(
            hex(&subject.handle().unwrap()),
            "515a733d7320b35b2117893952f93a94"
        );
        // The other valid s makes no other pass of it.
        let other = [[b'r'; 32], [b'z'; 32]].concat();
        let other = Subject {
            signature: &other,
            hashes: Hashes::default(),
            ..subject.clone()
        };
        assert_eq!(other.handle(), subject.handle());
        let unsigned = Subject {
            signature: b"",
            hashes: Hashes::default(),
            ..subject
        };
        assert_eq!(unsigned.handle(), None);
    }

    #[test]
    fn a_random_identifier_is_known_as_it_is() {
        let mut subject = Subject {
            identifier: Some("AAECAwQFBgcICQoLDA0ODw"),
            known_by: KnownBy::Identifier,
            ..Subject::default()
        };
        let bytes: KeyHash = std::array::from_fn(|index| index as u8);
        assert_eq!(subject.handle(), Some(bytes));
        // Another card's: shorter, or no base64url.
        for other in [
            "AQPCj4wwk6Mt",
            "AAECAwQFBgcICQoLDA0ODw==",
            "++++++++++++++++++++++",
        ] {
            subject.identifier = Some(other);
            assert_eq!(subject.handle(), None, "{other}");
        }
    }

    #[test]
    fn debug_shows_no_identifier() {
        let shown = format!("{:?}", subject(None, b"secret"));
        assert!(!shown.contains("URN") && !shown.contains("115"), "{shown}");
    }
}
