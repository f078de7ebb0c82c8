//! One trusted signer: a document signing key, and what it may sign and when.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use cleanbill_crypto::{KeyError, PublicKey};
use cleanbill_x509::{Certificate, DccUsage};

/// Most bytes of a key identifier. DCC kids have 8 (HCERT 1.1.1 §3.2.3); JOSE and WHO kids are
/// free text, of which the longest in use is a base64url SHA-256, 43 characters.
pub const KID_SIZE_MAX_BYTES: usize = 64;

/// A key identifier as COSE and JOSE carry it: 1 to 64 bytes, no meaning of its own.
///
/// Two signers may share one; it says where to look, never whom to believe.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kid(Box<[u8]>);

impl Kid {
    /// Takes the bytes of a key identifier; `None` if there are none or more than
    /// [`KID_SIZE_MAX_BYTES`].
    pub fn new(bytes: &[u8]) -> Option<Self> {
        (1..=KID_SIZE_MAX_BYTES)
            .contains(&bytes.len())
            .then(|| Self(bytes.into()))
    }

    /// The bytes as they are on the wire.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl From<[u8; 8]> for Kid {
    fn from(bytes: [u8; 8]) -> Self {
        Self(Box::new(bytes))
    }
}

impl Borrow<[u8]> for Kid {
    fn borrow(&self) -> &[u8] {
        &self.0
    }
}

/// Lower-case hexadecimal.
impl fmt::Display for Kid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Kid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kid({self})")
    }
}

/// A country or territory by its two-letter code, `A`–`Z` (ISO 3166-1 alpha-2, and the codes that
/// trust networks add to it, such as `EU`, `XK`, `UN`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

impl Country {
    /// Reads a two-letter code in either case; `None` if it is anything else.
    pub fn new(code: &str) -> Option<Self> {
        match *code.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Some(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
            }
            _ => None,
        }
    }

    /// The two upper-case letters.
    pub fn as_str(&self) -> &str {
        // The only constructor takes letters, so this is never the empty string.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Country({self})")
    }
}

/// What is known of a signer: the facts that a trust list, a certificate or a signed set states.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SignerRecord {
    /// Key identifier as the list states it, never recomputed: some lists do not match.
    pub kid: Kid,
    /// Country that the signer signs for; `None` if the source does not say.
    pub country: Option<Country>,
    /// Public key as SubjectPublicKeyInfo DER (RFC 5280 §4.1.2.7).
    pub spki: Box<[u8]>,
    /// Event types that the key may sign.
    pub usage: DccUsage,
    /// First second of validity, Unix seconds; `i64::MIN` if open.
    pub not_before: i64,
    /// Last second of validity, Unix seconds; `i64::MAX` if open.
    pub not_after: i64,
    /// SHA-256 of the DER certificate, or of `spki` where the source gives a bare key.
    pub thumbprint: [u8; 32],
}

impl SignerRecord {
    /// The facts of a certificate, under the kid and country that its list states.
    pub fn from_certificate(kid: Kid, country: Option<Country>, certificate: &Certificate) -> Self {
        Self {
            kid,
            country,
            spki: certificate.spki().into(),
            usage: certificate.dcc_usage(),
            not_before: certificate.not_before(),
            not_after: certificate.not_after(),
            thumbprint: certificate.thumbprint(),
        }
    }

    /// Where the instant `at` (Unix seconds) lies in the window of validity, both ends included.
    pub const fn validity_at(&self, at: i64) -> Validity {
        if at < self.not_before {
            Validity::NotYet
        } else if at > self.not_after {
            Validity::Ended
        } else {
            Validity::Within
        }
    }
}

/// Where an instant lies in a window of validity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// Before the first second.
    NotYet,
    /// From the first second to the last, both included.
    Within,
    /// After the last second.
    Ended,
}

/// A signer that may be believed: its [`SignerRecord`], readable as fields, and its key, parsed
/// when it is first needed and only once.
///
/// The record cannot be changed after that, so that key and record never differ.
#[derive(Clone)]
pub struct TrustedSigner {
    record: SignerRecord,
    key: OnceLock<Result<PublicKey, KeyError>>,
}

impl TrustedSigner {
    /// Trusts what the record says. Its key may turn out to be unusable when it is first needed.
    pub const fn new(record: SignerRecord) -> Self {
        Self {
            record,
            key: OnceLock::new(),
        }
    }

    /// The key to verify with.
    ///
    /// # Errors
    /// The same error at every call, if [`SignerRecord::spki`] holds no key that is supported.
    pub fn public_key(&self) -> Result<&PublicKey, KeyError> {
        self.key
            .get_or_init(|| PublicKey::from_spki_der(&self.record.spki))
            .as_ref()
            .map_err(Clone::clone)
    }

    /// The facts, by value.
    pub fn into_record(self) -> SignerRecord {
        self.record
    }
}

impl Deref for TrustedSigner {
    type Target = SignerRecord;

    fn deref(&self) -> &SignerRecord {
        &self.record
    }
}

impl From<SignerRecord> for TrustedSigner {
    fn from(record: SignerRecord) -> Self {
        Self::new(record)
    }
}

/// Equal facts; whether the key has been parsed yet makes no difference.
impl PartialEq for TrustedSigner {
    fn eq(&self, other: &Self) -> bool {
        self.record == other.record
    }
}

impl Eq for TrustedSigner {}

impl fmt::Debug for TrustedSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.record.fmt(f)
    }
}
