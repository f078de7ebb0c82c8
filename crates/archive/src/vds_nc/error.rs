use cleanbill_crypto::{KeyError, VerifyError};
use cleanbill_jose::json::JsonError;
use cleanbill_x509::X509Error;
use thiserror::Error;

/// Why a text is not a VDS-NC. Sections are those of the ICAO Technical Report *VDS-NC: Visible
/// Digital Seal for non-constrained environments* (2021).
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum VdsNcError {
    /// Not JSON within the limits, or loose JSON.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// No object with the objects `data` and `sig` (*Barcode structure*).
    #[error("not a seal with data and signature")]
    NotSeal,
    /// `data` has no `hdr` with type, version and issuer, or no `msg` (*Header zone*, *Message
    /// zone*).
    #[error("the seal has no header or no message")]
    Header,
    /// `hdr.t` is none of `icao.vacc` and `icao.test`.
    #[error("a seal of another type than vaccination and test")]
    Type,
    /// `hdr.v` is not 1.
    #[error("version {version} of the seal is not known")]
    Version {
        /// What stands there.
        version: i64,
    },
    /// More entries in a list than [`Limits::entries_max`](crate::Limits::entries_max).
    #[error("a list of {actual} entries, at most {max} are read")]
    TooMany {
        /// How many there are.
        actual: usize,
        /// The most that is read.
        max: usize,
    },
    /// A number that readers may differ about, so that nobody can say what was signed (RFC 8785,
    /// section 3.2.2.3).
    #[error("the data has no canonical form")]
    NotCanonical,
    /// `sig.alg` is none of `ES256`, `ES384` and `ES512` (*Signature zone*).
    #[error("the algorithm of the signature is not one of the seal's")]
    Algorithm,
    /// `sig.cer` is missing: the signer's certificate is what leads to the authority (*Signature
    /// zone*).
    #[error("the signer's certificate is missing")]
    NoCertificate,
    /// `sig.sigvl` is missing (*Signature zone*).
    #[error("the signature is missing")]
    NoSignature,
    /// `sig.cer` or `sig.sigvl` is not base64url.
    #[error("the signature or its certificate is not base64url")]
    Base64,
    /// The certificate is of another country than the seal (*Barcode signer certificate*).
    #[error("the certificate is of another country than the seal")]
    Country,
    /// The signer's certificate cannot be read.
    #[error(transparent)]
    Certificate(#[from] X509Error),
}

impl VdsNcError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Json(error) => error.code(),
            Self::NotSeal => "vds-nc.not-seal",
            Self::Header => "vds-nc.header",
            Self::Type => "vds-nc.type",
            Self::Version { .. } => "vds-nc.version",
            Self::TooMany { .. } => "vds-nc.too-many",
            Self::NotCanonical => "vds-nc.not-canonical",
            Self::Algorithm => "vds-nc.algorithm",
            Self::NoCertificate => "vds-nc.no-certificate",
            Self::NoSignature => "vds-nc.no-signature",
            Self::Base64 => "vds-nc.base64",
            Self::Country => "vds-nc.country",
            Self::Certificate(error) => error.code(),
        }
    }
}

/// Why the signature of a seal is not good under its own certificate.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SealSignatureError {
    /// The certificate's key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The key did not make the signature, or does not go with its algorithm.
    #[error(transparent)]
    Signature(#[from] VerifyError),
}

impl SealSignatureError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Key(error) => error.code(),
            Self::Signature(error) => error.code(),
        }
    }
}
