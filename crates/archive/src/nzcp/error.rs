use cleanbill_base32::DecodeError;
use cleanbill_cose::CoseError;
use thiserror::Error;

/// A CWT claim of a pass (specification, *CWT Claims*).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// 1, `iss`: the DID of the issuer.
    Issuer,
    /// 5, `nbf`: when it begins.
    NotBefore,
    /// 4, `exp`: when it ends.
    ExpiresAt,
    /// 7, `cti`: 16 bytes of a UUID.
    Id,
    /// `vc`: the verifiable credential.
    Credential,
}

impl Claim {
    /// Its name in the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Issuer => "iss",
            Self::NotBefore => "nbf",
            Self::ExpiresAt => "exp",
            Self::Id => "cti",
            Self::Credential => "vc",
        }
    }
}

/// A member of the credential (specification, *Verifiable Credential Claim Structure* and
/// *PublicCovidPass*).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Member {
    /// `@context`: that of W3C, then that of the scheme.
    Context,
    /// `version`: `1.0.0`.
    Version,
    /// `type`: `VerifiableCredential`, then `PublicCovidPass`.
    Type,
    /// `credentialSubject`: a map.
    Subject,
    /// `givenName`: text that is not empty.
    GivenName,
    /// `familyName`: text, or absent.
    FamilyName,
    /// `dob`: `YYYY-MM-DD`.
    BirthDate,
}

impl Member {
    /// Its name in the credential.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Context => "@context",
            Self::Version => "version",
            Self::Type => "type",
            Self::Subject => "credentialSubject",
            Self::GivenName => "givenName",
            Self::FamilyName => "familyName",
            Self::BirthDate => "dob",
        }
    }
}

/// Which rule of *NZ COVID Pass – Technical Specification v1* a text breaks.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NzcpError {
    /// Longer than [`Limits::text_max_bytes`](crate::Limits::text_max_bytes).
    #[error("a code of {actual} bytes, at most {max} are read")]
    TooLong {
        /// The length found, in bytes.
        actual: usize,
        /// The most that is read, in bytes.
        max: usize,
    },
    /// The text does not begin with `NZCP:/` (*2D Barcode Encoding*).
    #[error("the code does not begin with NZCP:/")]
    Prefix,
    /// Another version than `1` stands after the prefix (*2D Barcode Encoding*).
    #[error("not version 1 of the NZ COVID Pass")]
    Version,
    /// What follows is not base 32 without padding (*2D Barcode Encoding*).
    #[error(transparent)]
    Base32(#[from] DecodeError),
    /// Not a `COSE_Sign1` message, or no CWT claims in it (*Data Model*).
    #[error(transparent)]
    Cose(#[from] CoseError),
    /// The message has not just the tag 18 (*Data Model*).
    #[error("the message has not the tag of COSE_Sign1")]
    Tag,
    /// The protected header does not name ES256 (*CWT Headers*, `alg`).
    #[error("the protected header does not name ES256")]
    Algorithm,
    /// The protected header names no key (*CWT Headers*, `kid`).
    #[error("the protected header names no key")]
    Kid,
    /// A claim is missing, or is not what it should be (*CWT Claims*).
    #[error("the claim {} is missing or malformed", claim.name())]
    Claim {
        /// Which one.
        claim: Claim,
    },
    /// The issuer is not named by a DID of the method `web` (*Issuer Identifier*).
    #[error("the issuer is not a did:web")]
    Issuer,
    /// A member of the credential is missing, or is not what it should be (*Verifiable Credential
    /// Claim Structure*).
    #[error("{} of the credential is missing or malformed", member.name())]
    Credential {
        /// Which one.
        member: Member,
    },
}

impl NzcpError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "nzcp.too-long",
            Self::Prefix => "nzcp.prefix",
            Self::Version => "nzcp.version",
            Self::Base32(error) => error.code(),
            Self::Cose(error) => error.code(),
            Self::Tag => "nzcp.tag",
            Self::Algorithm => "nzcp.algorithm",
            Self::Kid => "nzcp.kid",
            Self::Claim { .. } => "nzcp.claim",
            Self::Issuer => "nzcp.issuer",
            Self::Credential { .. } => "nzcp.credential",
        }
    }
}
