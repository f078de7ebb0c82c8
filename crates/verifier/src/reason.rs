use cleanbill_archive::recognised::Scheme;
use cleanbill_cose::CoseError;
use cleanbill_crypto::{KeyError, VerifyError};
use cleanbill_hcert::HcertError;
use cleanbill_hcert::dcc::Fault;
use cleanbill_policy::{Doubt, Failure};

use crate::{Format, Lookalike, Mangling};

/// Why a stage did not pass. Each has a stable code, a sentence and a remedy.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The text is no health pass at all: a ticket, a menu, an empty line.
    NotAPass,
    /// A pass format that is recognised but not checked yet.
    FormatNotSupported(Format),
    /// A code of another scheme that is named, and that nobody can verify here.
    Recognised(Scheme),
    /// A web address that was made to look like an official one.
    ForgedAddress(Lookalike),
    /// A code that arrived changed in a known way and could not be led back.
    Mangled(Mangling),
    /// A code of the `HC1:` family that does not decode.
    Decode(HcertError),
    /// A code of another format that does not decode, or is not what its format asks.
    Format(FormatFault),
    /// What was shown says something about somebody, and nobody signed it.
    Unsigned,
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
    /// A light pass that is signed for longer than light passes may last.
    LightTooLong,
    /// The payload departs from the schema.
    Schema(Fault),
    /// The signer may not sign passes of this kind.
    KeyUsage,
    /// The pass is revoked.
    Revoked {
        /// The mechanism that says so.
        by: &'static str,
    },
    /// The signer is removed: none of its passes counts any more.
    SignerRemoved,
    /// The device's clock is behind the time at which its data was published.
    ClockBehind {
        /// How far at the least, in seconds.
        behind_secs: i64,
    },
    /// The verifier's data is older than the policy allows, or its clock is ahead.
    DataTooOld {
        /// The data's age in days.
        age_days: i64,
        /// What the policy allows.
        max_days: i64,
    },
    /// A light pass that was issued for another policy than the one in force here: whether the
    /// holder's full pass suffices is not known.
    OtherPolicy,
    /// The policy does not let the holder in.
    Policy(Failure),
    /// What the policy asks cannot be answered.
    PolicyOpen(Doubt),
}

impl Reason {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAPass => "decode.not-a-pass",
            Self::FormatNotSupported(Format::Link) => "decode.web-address",
            Self::FormatNotSupported(Format::HealthLink) => "decode.health-link",
            Self::FormatNotSupported(_) => "decode.format-not-supported",
            Self::Recognised(scheme) => scheme.code(),
            Self::ForgedAddress(lookalike) => lookalike.code(),
            Self::Mangled(mangling) => mangling.code(),
            Self::Decode(error) => error.code(),
            Self::Format(fault) => fault.code,
            Self::Unsigned => "trust.unsigned",
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
            Self::LightTooLong => "time.light-too-long",
            Self::Schema(fault) => fault.code(),
            Self::KeyUsage => "key-usage.not-allowed",
            Self::Revoked { .. } => "revocation.revoked",
            Self::SignerRemoved => "revocation.signer-removed",
            Self::ClockBehind { .. } => "data.clock-behind",
            Self::DataTooOld { .. } => "data.too-old",
            Self::OtherPolicy => "rules.other-policy",
            Self::Policy(failure) => failure.code(),
            Self::PolicyOpen(doubt) => doubt.code(),
        }
    }

    /// Whether it is a fault of the system and not about this pass: stale data, a wrong clock, an
    /// unknown version of the format. What that means at a door is the policy's word (guarantee
    /// G02).
    ///
    /// A key that is not known is none, nor is a verifier without signers: anybody can make up a
    /// key.
    #[must_use]
    pub const fn is_system_fault(&self) -> bool {
        matches!(
            self,
            Self::ClockBehind { .. }
                | Self::DataTooOld { .. }
                | Self::Decode(HcertError::UnknownVersion { .. })
                | Self::Format(FormatFault {
                    means: FaultMeaning::UnknownVersion,
                    ..
                })
        )
    }
}

/// What is wrong with a code of another format: the code of that format's own error, and what it
/// means to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormatFault {
    /// The stable code, that of the error of the format's crate.
    pub code: &'static str,
    /// What it means.
    pub means: FaultMeaning,
}

/// What a fault means to whoever shows the code, or checks it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultMeaning {
    /// The code is cut or altered: it cannot be read.
    Damaged,
    /// More than any such code holds.
    TooLong,
    /// A version of the format that this verifier does not know: the verifier's age.
    UnknownVersion,
    /// One part of several: the others are needed too.
    PartMissing,
    /// Something that such a pass has to say is missing.
    Missing,
    /// Something in it is not as its format asks.
    Wrong,
    /// It names nobody.
    NoName,
    /// It says nothing that happened to anybody.
    NoEntry,
}

/// Why a stage was not run.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SkipReason {
    /// An earlier stage left nothing to look at.
    NotReached,
    /// The verifier has no revocation data.
    NoRevocationData,
    /// The verifier's revocation data says nothing about such a pass.
    NotCovered,
    /// No policy was chosen.
    NoPolicy,
    /// No check is in force at this door.
    NoCheckInForce,
    /// The holder needs no pass here.
    NoPassNeeded,
}

impl SkipReason {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotReached => "skipped.not-reached",
            Self::NoRevocationData => "skipped.no-revocation-data",
            Self::NotCovered => "skipped.not-covered",
            Self::NoPolicy => "skipped.no-policy",
            Self::NoCheckInForce => "skipped.no-check-in-force",
            Self::NoPassNeeded => "skipped.no-pass-needed",
        }
    }
}
