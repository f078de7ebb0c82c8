//! Why a policy is refused.

use cleanbill_health::Ground;
use thiserror::Error;

use crate::{Essential, InputFault, Place, RuleName, digest_to_hex};

/// Why a document is no policy.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PolicyError {
    /// Longer than [`Limits::policy_max_bytes`](crate::Limits::policy_max_bytes).
    #[error("the policy is longer than {size_max_bytes} bytes")]
    TooLong {
        /// What is allowed.
        size_max_bytes: usize,
    },
    /// Not TOML 1.0, a field that does not exist, one that is missing or of another type.
    #[error("line {line}: {message}")]
    Syntax {
        /// From 1.
        line: usize,
        /// The parser's words; a policy holds nothing about a person.
        message: String,
    },
    /// A `format` that this version does not know.
    #[error("the policy has format {found}; this program knows 1")]
    UnsupportedFormat {
        /// Its format.
        found: i64,
    },
    /// A field whose value has another shape than it must.
    #[error("`{field}` is not written as it must be: {expected}")]
    Field {
        /// The field.
        field: &'static str,
        /// What is expected.
        expected: &'static str,
    },
    /// More terms or rules than [`Limits`](crate::Limits) allow.
    #[error("there are more than {count_max} entries in `{field}`")]
    TooMany {
        /// The field.
        field: &'static str,
        /// What is allowed.
        count_max: usize,
    },
    /// A place that does not exist in the list.
    #[error("there is no kind of place `{name}`")]
    UnknownPlace {
        /// What was written.
        name: String,
    },
    /// A place that people need to live (guarantee G13).
    #[error("`{name}` is essential ({}): no policy can name it", essential.name())]
    EssentialPlace {
        /// What was written.
        name: String,
        /// What it is.
        essential: Essential,
    },
    /// A place named twice.
    #[error("`{}` is named twice", place.name())]
    DuplicatePlace {
        /// The place.
        place: Place,
    },
    /// People have to go there, so that the policy needs `law` and `alternative` (guarantee G13).
    #[error("`{}` needs a `law`, and an `alternative` for people without a pass", place.name())]
    NoLaw {
        /// The place.
        place: Place,
    },
    /// It is over before it begins.
    #[error("`until` is not after `from`")]
    EmptyLife,
    /// It lives longer than 90 days (guarantee G13).
    #[error("the policy lives {days} days; 90 are allowed")]
    LifeTooLong {
        /// Its days, rounded up.
        days: i64,
    },
    /// Signed more than 14 days before it starts (guarantee G13).
    #[error("the policy is signed {days} days before it starts; 14 are allowed")]
    SignedTooEarly {
        /// The days between, rounded up.
        days: i64,
    },
    /// Signed after it starts.
    #[error("the policy starts before it was signed")]
    Backdated,
    /// Announced after it was signed, or after it starts.
    #[error("the policy is announced later than it starts")]
    AnnouncedAfterStart,
    /// An urgent tightening lives longer than 14 days (guarantee G14).
    #[error("an urgent policy lives {days} days; 14 are allowed")]
    UrgentTooLong {
        /// Its days, rounded up.
        days: i64,
    },
    /// It names no way to be let in.
    #[error("the policy accepts nothing")]
    NothingAccepted,
    /// A term that cannot be.
    #[error("`accept` number {number}: {fault}")]
    Term {
        /// From 1.
        number: usize,
        /// What is wrong.
        fault: TermFault,
    },
    /// Another country's rules are for travelling there, and for nothing else (guarantee G05).
    #[error("`destination` is for `international-travel` alone, and not the policy's own country")]
    ForeignRulesAtHome,
    /// A door may not ask for data fresher than 8 days (guarantee G02).
    #[error("`data_age_max_days` is {days}; it is 8 at the least")]
    DataTooFresh {
        /// What was asked.
        days: u16,
    },
}

/// What is wrong with a term.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TermFault {
    /// A field that another ground has.
    #[error("`{field}` means nothing for `{}`", ground.name())]
    OtherGround {
        /// The field.
        field: &'static str,
        /// The term's ground.
        ground: Ground,
    },
    /// A field that is empty, zero, or out of its range.
    #[error("`{field}` is out of its range")]
    Range {
        /// The field.
        field: &'static str,
    },
    /// More than one of `for_days`, `for_months` and `for_hours`.
    #[error("only one of `for_days`, `for_months` and `for_hours` can be given")]
    ManySpans,
    /// A field that the ground needs.
    #[error("`{field}` is missing")]
    Missing {
        /// The field.
        field: &'static str,
    },
}

impl PolicyError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "policy.too-long",
            Self::Syntax { .. } => "policy.syntax",
            Self::UnsupportedFormat { .. } => "policy.unsupported-format",
            Self::Field { .. } => "policy.field",
            Self::TooMany { .. } => "policy.too-many",
            Self::UnknownPlace { .. } => "policy.unknown-place",
            Self::EssentialPlace { .. } => "policy.essential-place",
            Self::DuplicatePlace { .. } => "policy.duplicate-place",
            Self::NoLaw { .. } => "policy.no-law",
            Self::EmptyLife => "policy.empty-life",
            Self::LifeTooLong { .. } => "policy.life-too-long",
            Self::SignedTooEarly { .. } => "policy.signed-too-early",
            Self::Backdated => "policy.backdated",
            Self::AnnouncedAfterStart => "policy.announced-after-start",
            Self::UrgentTooLong { .. } => "policy.urgent-too-long",
            Self::NothingAccepted => "policy.nothing-accepted",
            Self::Term { .. } => "policy.term",
            Self::ForeignRulesAtHome => "policy.foreign-rules-at-home",
            Self::DataTooFresh { .. } => "policy.data-too-fresh",
        }
    }
}

/// Why a policy that is sound by itself is not in force.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LoadError {
    /// Not a policy.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The set holds more than [`Limits::policies_max`](crate::Limits::policies_max).
    #[error("the set holds more than {count_max} policies")]
    TooMany {
        /// What is allowed.
        count_max: usize,
    },
    /// Id and version occurred before.
    #[error("the set holds this id twice")]
    Duplicate,
    /// Another policy starts in the same second for the same place and region.
    #[error("`{other}` starts at the same time for the same place")]
    Ambiguous {
        /// The other's id.
        other: String,
    },
    /// Signed later than the set that holds it.
    #[error("the policy is signed later than its set")]
    SignedAfterSet,
    /// It lets in fewer people than what was in force before, and has no announcement (guarantee
    /// G14).
    #[error("the policy tightens what was in force, and was not announced")]
    Unannounced,
    /// Its announcement is not proven.
    #[error("the announcement of the policy is not proven")]
    UnprovenAnnouncement,
    /// A tightening was announced too late (guarantee G14).
    #[error("the policy was announced {hours} hours before its start; {hours_min} are needed")]
    ShortNotice {
        /// Hours between announcement and start.
        hours: i64,
        /// Hours that are needed.
        hours_min: i64,
    },
    /// An urgent tightening after an urgent tightening (guarantee G14).
    #[error("an urgent policy cannot follow an urgent one")]
    UrgentTwice,
    /// It goes on where another ended, and does not say so (guarantee G13).
    #[error("this is consecutive policy number {expected}; it says {found}")]
    ExtensionNumber {
        /// Which one it is.
        expected: u16,
        /// What it says.
        found: u16,
    },
    /// A rule that it names is not in the set.
    #[error("rule {rule} is not in the set")]
    MissingRule {
        /// The rule.
        rule: RuleName,
    },
    /// A rule that it names is another country's.
    #[error("rule {rule} is of another country")]
    ForeignRule {
        /// The rule.
        rule: RuleName,
    },
    /// A rule that it names says something else than the policy was signed for (guarantee G14).
    #[error(
        "rule {rule} is not what the policy was signed for; its digest is {}",
        digest_to_hex(found)
    )]
    RuleChanged {
        /// The rule.
        rule: RuleName,
        /// The digest of what it says.
        found: [u8; 32],
    },
    /// A rule that it names does not hold as long as the policy.
    #[error("rule {rule} does not hold for the whole life of the policy")]
    RuleNotInForce {
        /// The rule.
        rule: RuleName,
    },
    /// A rule that it names is not sound.
    #[error("rule {rule} cannot be evaluated")]
    UnsoundRule {
        /// The rule.
        rule: RuleName,
    },
    /// A rule that it names reads what tells one holder from another (guarantee G05).
    #[error("rule {rule}: {fault}")]
    RuleInput {
        /// The rule.
        rule: RuleName,
        /// What it reads, and where.
        fault: InputFault,
    },
}

impl LoadError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Policy(error) => error.code(),
            Self::TooMany { .. } => "policies.too-many",
            Self::Duplicate => "policies.duplicate",
            Self::Ambiguous { .. } => "policies.ambiguous",
            Self::SignedAfterSet => "policies.signed-after-set",
            Self::Unannounced => "policies.unannounced",
            Self::UnprovenAnnouncement => "policies.unproven-announcement",
            Self::ShortNotice { .. } => "policies.short-notice",
            Self::UrgentTwice => "policies.urgent-twice",
            Self::ExtensionNumber { .. } => "policies.extension-number",
            Self::MissingRule { .. } => "policies.missing-rule",
            Self::ForeignRule { .. } => "policies.foreign-rule",
            Self::RuleChanged { .. } => "policies.rule-changed",
            Self::RuleNotInForce { .. } => "policies.rule-not-in-force",
            Self::UnsoundRule { .. } => "policies.unsound-rule",
            Self::RuleInput { .. } => "policies.rule-input",
        }
    }
}
