use cleanbill_cose::{DateClaim, TagForm};
use cleanbill_crypto::Algorithm;
use cleanbill_hcert::Envelope;
use cleanbill_trust::{Country, Validity};

use crate::{Asked, Content, Format, Mangling, Reason, SkipReason};

/// What came of one stage. "Bad" never merges with "could not check".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Looked at and good.
    Passed,
    /// Looked at and bad.
    Failed(Reason),
    /// Could not be looked at, for want of data or ability.
    Undetermined(Reason),
    /// Not looked at.
    Skipped(SkipReason),
}

impl Outcome {
    /// `passed`, `failed`, `undetermined` or `skipped`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed(_) => "failed",
            Self::Undetermined(_) => "undetermined",
            Self::Skipped(_) => "skipped",
        }
    }

    /// The code of the reason; `None` if the stage passed.
    #[must_use]
    pub const fn code(&self) -> Option<&'static str> {
        match self {
            Self::Passed => None,
            Self::Failed(reason) | Self::Undetermined(reason) => Some(reason.code()),
            Self::Skipped(why) => Some(why.code()),
        }
    }
}

/// A stage of the check, in the order in which they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Text to content.
    Decode,
    /// The signature against the trusted signers.
    Signature,
    /// The pass's own dates against the clock.
    Time,
    /// The payload against the schema.
    Schema,
    /// The kind of pass against what the signer may sign.
    KeyUsage,
    /// Revocation lists.
    Revocation,
    /// The age of the verifier's data, and its clock.
    Data,
    /// The policy's terms and rules.
    Rules,
}

impl Stage {
    /// The name that JSON uses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Decode => "decode",
            Self::Signature => "signature",
            Self::Time => "time",
            Self::Schema => "schema",
            Self::KeyUsage => "key_usage",
            Self::Revocation => "revocation",
            Self::Data => "data",
            Self::Rules => "rules",
        }
    }
}

/// The outcome of every stage. A new stage is a new field, so that the compiler finds every place
/// that must take it into account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stages {
    /// [`Stage::Decode`].
    pub decode: Outcome,
    /// [`Stage::Signature`].
    pub signature: Outcome,
    /// [`Stage::Time`].
    pub time: Outcome,
    /// [`Stage::Schema`].
    pub schema: Outcome,
    /// [`Stage::KeyUsage`].
    pub key_usage: Outcome,
    /// [`Stage::Revocation`].
    pub revocation: Outcome,
    /// [`Stage::Data`].
    pub data: Outcome,
    /// [`Stage::Rules`].
    pub rules: Outcome,
}

impl Stages {
    /// All stages with their outcomes, in order.
    #[must_use]
    pub fn in_order(&self) -> [(Stage, &Outcome); 8] {
        let Self {
            decode,
            signature,
            time,
            schema,
            key_usage,
            revocation,
            data,
            rules,
        } = self;
        [
            (Stage::Decode, decode),
            (Stage::Signature, signature),
            (Stage::Time, time),
            (Stage::Schema, schema),
            (Stage::KeyUsage, key_usage),
            (Stage::Revocation, revocation),
            (Stage::Data, data),
            (Stage::Rules, rules),
        ]
    }

    /// Nothing but a decode outcome that ends the check.
    pub(crate) const fn ended_at_decode(decode: Outcome) -> Self {
        Self {
            decode,
            signature: Outcome::Skipped(SkipReason::NotReached),
            time: Outcome::Skipped(SkipReason::NotReached),
            schema: Outcome::Skipped(SkipReason::NotReached),
            key_usage: Outcome::Skipped(SkipReason::NotReached),
            revocation: Outcome::Skipped(SkipReason::NotReached),
            data: Outcome::Skipped(SkipReason::NotReached),
            rules: Outcome::Skipped(SkipReason::NotReached),
        }
    }
}

/// The key that the code names, and whose it is if the data knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignerFacts {
    /// Key identifier as it is on the wire.
    pub kid: Vec<u8>,
    /// The signer's country by the trust data; `None` if the signature is not proven.
    pub country: Option<Country>,
    /// Whose key it is by the trust data, as the format names issuers: the address of a SMART
    /// Health Card's issuer, a participant of the WHO's network. `None` for the EU's certificate,
    /// whose signers have a country only, and if the signature is not proven.
    pub issuer: Option<String>,
}

/// Something worth knowing that decides nothing.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// The code arrived changed and was led back.
    Mangled(Mangling),
    /// The key identifier stands only where the signature does not cover it.
    UnprotectedKid,
    /// Other tags than `18` stand before the message.
    Tags(TagForm),
    /// The pass was signed before its signer's certificate began, or after it ended. Being listed
    /// is what makes a signer valid, and some real passes violate this.
    SignedOutsideKeyWindow(Validity),
    /// The pass outlives its signer's certificate.
    OutlivesKey,
    /// The verifier's data is past half of what the policy allows: time to update.
    DataAgeing {
        /// Its age in whole days.
        age_days: i64,
        /// What the policy allows.
        max_days: i64,
    },
    /// The policy continues an earlier one: the how-many-th it is (guarantee G13).
    ConsecutivePolicy {
        /// From 2.
        number: u16,
    },
    /// The code looks like this too, and was read as what the report says.
    AlsoLooksLike(Format),
    /// A sloppiness of the issuer that was read as it was meant.
    Tolerated(cleanbill_hcert::dcc::Tolerance),
}

impl Note {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mangled(mangling) => mangling.code(),
            Self::UnprotectedKid => "note.unprotected-kid",
            Self::Tags(_) => "note.unusual-tags",
            Self::SignedOutsideKeyWindow(_) => "note.signed-outside-key-window",
            Self::OutlivesKey => "note.outlives-key",
            Self::DataAgeing { .. } => "note.data-ageing",
            Self::ConsecutivePolicy { .. } => "note.consecutive-policy",
            Self::AlsoLooksLike(_) => "note.also-looks-like",
            Self::Tolerated(tolerance) => tolerance.code(),
        }
    }
}

/// What the pass says. Personal: for the holder and the officer, never for a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pass {
    /// Claim 1, or what the format has in its place.
    pub issuer: Option<String>,
    /// Claim 5, when it begins, where that is said apart from when it was issued: light passes and
    /// other formats.
    pub not_before: Option<DateClaim>,
    /// Claim 6, which light passes have not, or the like.
    pub issued_at: Option<DateClaim>,
    /// Claim 4.
    pub expires_at: Option<DateClaim>,
    /// How it is signed; `None` if it names no known algorithm.
    pub algorithm: Option<Algorithm>,
    /// The payload, with what was odd about it.
    pub content: Content,
}

impl Pass {
    pub(crate) fn new(envelope: &Envelope<'_>, content: Content) -> Self {
        let claims = &envelope.claims;
        Self {
            issuer: claims.issuer.clone(),
            not_before: claims.not_before,
            issued_at: claims.issued_at,
            expires_at: claims.expires_at,
            algorithm: envelope.cose.algorithm().ok(),
            content,
        }
    }
}

/// Everything that a check found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What kind of code it was.
    pub format: Format,
    /// What came of every stage.
    pub stages: Stages,
    /// Whose key the code names; `None` if it names none or did not decode.
    pub signer: Option<SignerFacts>,
    /// What the pass says; `None` if it did not decode.
    pub pass: Option<Pass>,
    /// Under what it was checked, and what that says of it.
    pub asked: Asked,
    /// What else is worth knowing.
    pub notes: Vec<Note>,
}

impl Report {
    pub(crate) fn undecoded(format: Format, decode: Outcome) -> Self {
        Self {
            format,
            stages: Stages::ended_at_decode(decode),
            signer: None,
            pass: None,
            asked: Asked::Nothing,
            notes: Vec::new(),
        }
    }
}
