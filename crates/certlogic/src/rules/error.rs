//! Why JSON is not a rule.

use thiserror::Error;

use crate::JsonError;

/// A field of a published rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[expect(missing_docs, reason = "named as published")]
pub enum RuleField {
    Identifier,
    Type,
    Country,
    Region,
    Version,
    SchemaVersion,
    Engine,
    EngineVersion,
    CertificateType,
    Description,
    ValidFrom,
    ValidTo,
    AffectedFields,
    Logic,
}

impl RuleField {
    pub(crate) const ALL: [Self; 14] = [
        Self::Identifier,
        Self::Type,
        Self::Country,
        Self::Region,
        Self::Version,
        Self::SchemaVersion,
        Self::Engine,
        Self::EngineVersion,
        Self::CertificateType,
        Self::Description,
        Self::ValidFrom,
        Self::ValidTo,
        Self::AffectedFields,
        Self::Logic,
    ];

    /// The name as published.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Identifier => "Identifier",
            Self::Type => "Type",
            Self::Country => "Country",
            Self::Region => "Region",
            Self::Version => "Version",
            Self::SchemaVersion => "SchemaVersion",
            Self::Engine => "Engine",
            Self::EngineVersion => "EngineVersion",
            Self::CertificateType => "CertificateType",
            Self::Description => "Description",
            Self::ValidFrom => "ValidFrom",
            Self::ValidTo => "ValidTo",
            Self::AffectedFields => "AffectedFields",
            Self::Logic => "Logic",
        }
    }
}

/// Why JSON is not a rule (EU DCC Validation Rules 1.00, section 5.5.2).
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RuleError {
    /// Not JSON.
    #[error("rule: {0}")]
    Json(#[from] JsonError),
    /// JSON, but not an object.
    #[error("a rule is an object")]
    NotObject,
    /// A field that every rule has is missing.
    #[error("the rule has no {}", field.name())]
    Missing {
        /// The field.
        field: RuleField,
    },
    /// A field has another JSON type than it should.
    #[error("{} of the rule has the wrong type", field.name())]
    WrongType {
        /// The field.
        field: RuleField,
    },
    /// A field of the right type holds what it may not.
    #[error("{} of the rule is not in its form", field.name())]
    Format {
        /// The field.
        field: RuleField,
    },
    /// `ValidTo` is before `ValidFrom`.
    #[error("the rule ends before it starts")]
    EndsBeforeStart,
    /// A field that no rule has; only the strict reading refuses it.
    #[error("the rule has an unknown field")]
    UnknownField,
}

impl RuleError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Json(_) => "rule.json",
            Self::NotObject => "rule.not-object",
            Self::Missing { .. } => "rule.missing-field",
            Self::WrongType { .. } => "rule.wrong-type",
            Self::Format { .. } => "rule.field-format",
            Self::EndsBeforeStart => "rule.ends-before-start",
            Self::UnknownField => "rule.unknown-field",
        }
    }
}
