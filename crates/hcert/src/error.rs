use cleanbill_cose::CoseError;
use thiserror::Error;

use crate::base45::Base45Error;
use crate::inflate::InflateError;

/// Why a text is not a health certificate of the `HC1:` family.
///
/// One variant a link of the chain: prefix, Base45, zlib, COSE, CWT, DCC.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum HcertError {
    /// Longer than any QR code.
    #[error("the text has more than {text_max_chars} characters")]
    TooLong {
        /// What is allowed.
        text_max_chars: usize,
    },
    /// The text does not start with `HC1:` (EU DCC specification, volume 1 §3.3).
    #[error("the text does not start with HC1:")]
    NoPrefix,
    /// `HC` and another digit: a version that does not exist yet.
    #[error("the text starts with HC{version}:, a version that is not known")]
    UnknownVersion {
        /// The digit or letter after `HC`.
        version: char,
    },
    /// Not Base45.
    #[error(transparent)]
    Base45(#[from] Base45Error),
    /// Not a zlib stream.
    #[error(transparent)]
    Inflate(#[from] InflateError),
    /// Not a signed CWT.
    #[error(transparent)]
    Cose(#[from] CoseError),
    /// Signed claims without claim −260: another payload, not read here.
    #[error("the signed content has no claim for a health certificate")]
    NoHcertClaim,
    /// Claim −260 without key 1: another payload of the family, not read here.
    #[error("the health certificate is not an EU DCC: its payload has number {payload}")]
    NotDcc {
        /// The first key of claim −260; 0 if it has none.
        payload: i64,
    },
    /// Claim −260, key 1 is not a map.
    #[error("the DCC payload is not a map")]
    MalformedDcc,
    /// Claim −260, key −70048 is not a map.
    #[error("the light pass is not a map")]
    MalformedLight,
    /// Claim −260, key 3 or 4 is not a map.
    #[error("the DDCC data set is not a map")]
    MalformedDdcc,
    /// Claim −260, key 5 holds no link.
    #[error("the signed links are not links")]
    MalformedLinks,
    /// Claim −260, key −6 is not a map.
    #[error("the certificate of vaccination is not a map")]
    MalformedIcvp,
}

impl HcertError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "hcert.too-long",
            Self::NoPrefix => "hcert.no-prefix",
            Self::UnknownVersion { .. } => "hcert.unknown-version",
            Self::Base45(error) => error.code(),
            Self::Inflate(error) => error.code(),
            Self::Cose(error) => error.code(),
            Self::NoHcertClaim => "hcert.no-hcert-claim",
            Self::NotDcc { .. } => "hcert.not-dcc",
            Self::MalformedDcc => "hcert.malformed-dcc",
            Self::MalformedLight => "hcert.malformed-light",
            Self::MalformedDdcc => "hcert.malformed-ddcc",
            Self::MalformedLinks => "hcert.malformed-links",
            Self::MalformedIcvp => "hcert.malformed-icvp",
        }
    }
}
