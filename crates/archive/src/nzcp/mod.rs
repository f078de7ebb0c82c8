//! NZ COVID Pass, *Technical Specification v1* (New Zealand Ministry of Health, 2021).
//!
//! ```text
//! NZCP:/1/2KCEVIQ…  ─ base 32 ─►  18([<<{4: 'key-1', 1: -7}>>, {}, <<claims>>, r‖s])
//!
//! claims = { 1: "did:web:…", 5: nbf, 4: exp, 7: h'16 bytes',
//!            "vc": { "@context": […], "version": "1.0.0",
//!                    "type": ["VerifiableCredential", "PublicCovidPass"],
//!                    "credentialSubject": { "givenName", ? "familyName", "dob" } } }
//! ```
//!
//! The pass says that its holder met the country's rules when it was given; not by what.

mod error;
mod read;
#[cfg(test)]
mod tests;

use cleanbill_crypto::{Algorithm, PublicKey, VerifyError};

pub use error::{Claim, Member, NzcpError};

use crate::Limits;

/// The prefix of every version; capitals matter (*2D Barcode Encoding*).
pub const PREFIX: &str = "NZCP:/";

/// A pass, taken apart and not verified yet. Personal: `Debug` shows whose key and when.
#[derive(Clone, PartialEq, Eq)]
pub struct Nzcp {
    pub(crate) issuer: String,
    pub(crate) kid: Vec<u8>,
    pub(crate) not_before: i64,
    pub(crate) expires_at: i64,
    pub(crate) id: [u8; 16],
    pub(crate) subject: Subject,
    pub(crate) signed: Vec<u8>,
    pub(crate) signature: Vec<u8>,
}

/// `credentialSubject` of a `PublicCovidPass`.
#[derive(Clone, PartialEq, Eq)]
pub struct Subject {
    /// `givenName`, not empty.
    pub given_name: String,
    /// `familyName`, if the holder has one.
    pub family_name: Option<String>,
    /// `dob`: `YYYY-MM-DD`, in digits; whether there was such a day is not looked at.
    pub birth_date: String,
}

impl Nzcp {
    /// Reads the text of a code.
    ///
    /// # Errors
    /// [`NzcpError`]: the first rule that it breaks.
    pub fn parse(text: &str, limits: &Limits) -> Result<Self, NzcpError> {
        read::parse(text, limits)
    }

    /// Claim `iss`: the DID of the issuer, `did:web:` and a host.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The key of the issuer's DID document, without the `#` before it.
    #[must_use]
    pub fn kid(&self) -> &[u8] {
        &self.kid
    }

    /// Claim `nbf`: the first second at which it counts, Unix seconds.
    #[must_use]
    pub const fn not_before(&self) -> i64 {
        self.not_before
    }

    /// Claim `exp`: the second at which it stops to count, Unix seconds.
    #[must_use]
    pub const fn expires_at(&self) -> i64 {
        self.expires_at
    }

    /// Claim `cti` as the `jti` of the credential: `urn:uuid:` and a UUID in small letters.
    #[must_use]
    pub fn id(&self) -> String {
        let number = u128::from_be_bytes(self.id);
        let part = |shift: u32, mask: u128| number >> shift & mask;
        format!(
            "urn:uuid:{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            part(96, 0xffff_ffff),
            part(80, 0xffff),
            part(64, 0xffff),
            part(48, 0xffff),
            part(0, 0xffff_ffff_ffff),
        )
    }

    /// Whose pass it is.
    #[must_use]
    pub const fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The bytes that are signed.
    #[must_use]
    pub fn signed(&self) -> &[u8] {
        &self.signed
    }

    /// The signature, r‖s.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// Checks the signature, ES256, with one key of the issuer.
    ///
    /// # Errors
    /// [`VerifyError`].
    pub fn verify(&self, key: &PublicKey) -> Result<(), VerifyError> {
        key.verify(Algorithm::Es256, &self.signed, &self.signature)
    }
}

impl core::fmt::Debug for Nzcp {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Nzcp")
            .field("issuer", &self.issuer)
            .field("not_before", &self.not_before)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

impl core::fmt::Debug for Subject {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Subject(..)")
    }
}
