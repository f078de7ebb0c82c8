use cleanbill_cose::CoseError;
use cleanbill_crypto::{KeyError, VerifyError};
use cleanbill_hcert::HcertError;
use cleanbill_hcert::dcc::Fault;

use crate::{Format, Mangling};

/// Why a stage did not pass. Each has a stable code, a sentence and a remedy.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The text is no health pass at all: a ticket, a menu, an empty line.
    NotAPass,
    /// A pass format that is recognised but not checked yet.
    FormatNotSupported(Format),
    /// A code that arrived changed in a known way and could not be led back.
    Mangled(Mangling),
    /// A code of the `HC1:` family that does not decode.
    Decode(HcertError),
    /// The verifier's data names no signer at all.
    NoSigners,
    /// The code names no key.
    NoKid,
    /// No signer in the data has the code's key identifier.
    UnknownKey,
    /// The signer's key in the data cannot be used here.
    UnusableKey(KeyError),
    /// The code names no usable signature algorithm.
    Algorithm(CoseError),
    /// No key with that identifier bears the signature out: wrong, of another kind, or not to be
    /// checked by this build.
    Signature(VerifyError),
    /// The pass begins later than the clock says. Unix seconds.
    NotYetValid {
        /// The pass's issue time.
        issued_at: i64,
    },
    /// The pass has ended. Unix seconds.
    Expired {
        /// The pass's end.
        expired_at: i64,
    },
    /// The pass says no end.
    NoExpiry,
    /// A date of the pass lies before 1970 or after 9999.
    AbsurdDate,
    /// A date of the pass is not a number.
    DateNotANumber,
    /// The payload departs from the schema.
    Schema(Fault),
    /// The signer may not sign passes of this kind.
    KeyUsage,
}

impl Reason {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAPass => "decode.not-a-pass",
            Self::FormatNotSupported(Format::Link) => "decode.web-address",
            Self::FormatNotSupported(_) => "decode.format-not-supported",
            Self::Mangled(mangling) => mangling.code(),
            Self::Decode(error) => error.code(),
            Self::NoSigners => "trust.no-signers",
            Self::NoKid => "trust.no-kid",
            Self::UnknownKey => "trust.unknown-key",
            Self::UnusableKey(_) => "trust.unusable-key",
            Self::Algorithm(error) => error.code(),
            Self::Signature(error) => error.code(),
            Self::NotYetValid { .. } => "time.not-yet-valid",
            Self::Expired { .. } => "time.expired",
            Self::NoExpiry => "time.no-expiry",
            Self::AbsurdDate => "time.absurd-date",
            Self::DateNotANumber => "time.not-a-number",
            Self::Schema(fault) => fault.code(),
            Self::KeyUsage => "key-usage.not-allowed",
        }
    }
}

/// Why a stage was not run.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SkipReason {
    /// An earlier stage left nothing to look at.
    NotReached,
    /// The verifier has no revocation data.
    NoRevocationData,
    /// No policy was chosen.
    NoPolicy,
}

impl SkipReason {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotReached => "skipped.not-reached",
            Self::NoRevocationData => "skipped.no-revocation-data",
            Self::NoPolicy => "skipped.no-policy",
        }
    }
}
