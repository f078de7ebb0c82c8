use cleanbill_cose::CoseError;
use cleanbill_hcert::HcertError;
use thiserror::Error;

use crate::field::Field;

/// Why a request is not one that a pass can be made of. Names fields, never their content.
///
/// Lengths and patterns are those of the DCC schema, version 1.3.3, unless another source is named.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RequestError {
    /// Longer than any request.
    #[error("the request is longer than {size_max_bytes} bytes")]
    TooLong {
        /// What is allowed.
        size_max_bytes: usize,
    },
    /// Not JSON (RFC 8259), or a member that occurs twice.
    #[error("the request is not JSON, or names a member twice: line {line}, column {column}")]
    Json {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// A member that the form does not have.
    #[error("{group} has an unknown field{}", quoted(.member.as_ref()))]
    UnknownField {
        /// The group that has it, or the request as a whole.
        group: Field,
        /// Its name, if it looks like one: up to 32 letters, digits, `_` or `-`.
        member: Option<String>,
    },
    /// Another JSON type than the field has.
    #[error("{field} has the wrong type")]
    Type {
        /// Where.
        field: Field,
    },
    /// A field that is needed is absent, null or empty.
    #[error("{field} is missing")]
    Missing {
        /// Where.
        field: Field,
    },
    /// A field that the authority fills in.
    #[error("{field} is set by the authority and cannot be asked for")]
    SetByAuthority {
        /// Where.
        field: Field,
    },
    /// No vaccination, test, recovery or exemption.
    #[error("the request has no ground: vaccination, test, recovery or exemption")]
    NoGround,
    /// More than one of them: by the EU's rules such a pass is refused.
    #[error("the request has more than one ground")]
    ManyGrounds,
    /// Longer than the schema allows.
    #[error("{field} has more than {chars_max} characters")]
    FieldTooLong {
        /// Where.
        field: Field,
        /// What is allowed.
        chars_max: usize,
    },
    /// A character that does not print, or that turns the direction of what follows
    /// (Unicode Standard Annex 9, §2): a name must look like what it is.
    #[error("{field} has an invisible or direction-changing character, at position {position}")]
    ForbiddenCharacter {
        /// Where.
        field: Field,
        /// In characters, from 1.
        position: usize,
    },
    /// Not a date of the Gregorian calendar as `YYYY-MM-DD` (ISO 8601), 1900 to 2099; of a birth
    /// date also `YYYY-MM`, `YYYY`, or empty.
    #[error("{field} is not a date")]
    Date {
        /// Where.
        field: Field,
    },
    /// Not a time with its offset from UTC (RFC 3339, section 5.6), 1900 to 2099.
    #[error("{field} is not a time with an offset from UTC")]
    Time {
        /// Where.
        field: Field,
    },
    /// The date or time is yet to come, wherever on earth one asks.
    #[error("{field} is in the future")]
    Future {
        /// Where.
        field: Field,
    },
    /// The event would lie before the birth.
    #[error("{field} is before the birth date")]
    BeforeBirth {
        /// Where.
        field: Field,
    },
    /// The end of a time lies before its start.
    #[error("{field} is before the date that it has to follow")]
    Order {
        /// Where.
        field: Field,
    },
    /// Not 1 to 99.
    #[error("{field} is not between 1 and 99")]
    Count {
        /// Where.
        field: Field,
    },
    /// Not two letters `A`–`Z` (ISO 3166-1 alpha-2).
    #[error("{field} is not a country code of two capital letters")]
    Country {
        /// Where.
        field: Field,
    },
    /// Not a code of the value set: type of test, result.
    #[error("{field} is not a code of its value set")]
    Code {
        /// Where.
        field: Field,
    },
    /// Not a version that this form has: 1.0.0 to 1.3.x of the DCC schema, 1 of the exemption.
    #[error("{field} is not a version that can be issued")]
    Version {
        /// Where.
        field: Field,
    },
    /// Not a language that transliteration knows a rule for.
    #[error("{field} is not a known language code")]
    Language {
        /// Where.
        field: Field,
    },
    /// A spelling of the holder's own that is not `A`–`Z` and single `<` between them.
    #[error("{field} is not capital letters A to Z, with < between parts of the name")]
    Standardised {
        /// Where.
        field: Field,
    },
    /// A character that ICAO Doc 9303 has no transliteration for: the holder has to say how they
    /// spell their name in Latin letters, as their passport does.
    #[error(
        "the character at position {position} of {field} has no transliteration: \
         the holder's own spelling is needed"
    )]
    Transliteration {
        /// Where.
        field: Field,
        /// In characters, from 1.
        position: usize,
    },
    /// A name of which transliteration leaves nothing, or more than 80 characters: the holder's own
    /// spelling is needed.
    #[error(
        "the transliteration of {field} is empty or too long: the holder's own spelling is needed"
    )]
    TransliterationLength {
        /// Where.
        field: Field,
    },
}

fn quoted(member: Option<&String>) -> String {
    member.map_or_else(String::new, |member| format!(" `{member}`"))
}

impl RequestError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "issue.request-too-long",
            Self::Json { .. } => "issue.json",
            Self::UnknownField { .. } => "issue.unknown-field",
            Self::Type { .. } => "issue.type",
            Self::Missing { .. } => "issue.missing",
            Self::SetByAuthority { .. } => "issue.set-by-authority",
            Self::NoGround => "issue.no-ground",
            Self::ManyGrounds => "issue.many-grounds",
            Self::FieldTooLong { .. } => "issue.field-too-long",
            Self::ForbiddenCharacter { .. } => "issue.forbidden-character",
            Self::Date { .. } => "issue.date",
            Self::Time { .. } => "issue.time",
            Self::Future { .. } => "issue.future",
            Self::BeforeBirth { .. } => "issue.before-birth",
            Self::Order { .. } => "issue.order",
            Self::Count { .. } => "issue.count",
            Self::Country { .. } => "issue.country",
            Self::Code { .. } => "issue.value-set",
            Self::Version { .. } => "issue.version",
            Self::Language { .. } => "issue.language",
            Self::Standardised { .. } => "issue.standardised",
            Self::Transliteration { .. } => "issue.transliteration",
            Self::TransliterationLength { .. } => "issue.transliteration-length",
        }
    }

    /// The field that is at fault, if it is one.
    #[must_use]
    pub const fn field(&self) -> Option<Field> {
        match self {
            Self::TooLong { .. } | Self::Json { .. } | Self::NoGround | Self::ManyGrounds => None,
            Self::UnknownField { group: field, .. }
            | Self::Type { field }
            | Self::Missing { field }
            | Self::SetByAuthority { field }
            | Self::FieldTooLong { field, .. }
            | Self::ForbiddenCharacter { field, .. }
            | Self::Date { field }
            | Self::Time { field }
            | Self::Future { field }
            | Self::BeforeBirth { field }
            | Self::Order { field }
            | Self::Count { field }
            | Self::Country { field }
            | Self::Code { field }
            | Self::Version { field }
            | Self::Language { field }
            | Self::Standardised { field }
            | Self::Transliteration { field, .. }
            | Self::TransliterationLength { field } => Some(*field),
        }
    }
}

/// Why a checked request does not become a pass.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IssueError {
    /// What the request says does not fit the time of issuing.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// The clock does not show a time between 1970 and 9999.
    #[error("the clock is wrong")]
    Clock,
    /// The DSC of this key epoch is not yet, or no longer, valid: `iat` and `exp` have to lie
    /// within its window (eHN Electronic Health Certificate Specification, "Issued At",
    /// "Expiration Time").
    #[error("the signing certificate is valid from {not_before} to {not_after}, and not now")]
    KeyWindow {
        /// The DSC's `notBefore`, Unix seconds.
        not_before: i64,
        /// The DSC's `notAfter`, Unix seconds.
        not_after: i64,
    },
    /// By the validity policy the pass would have ended before it began.
    #[error("the ground is too old: a pass for it would have expired already")]
    Expired,
    /// The message could not be signed.
    #[error(transparent)]
    Cose(#[from] CoseError),
    /// The text could not be made.
    #[error(transparent)]
    Hcert(#[from] HcertError),
}

impl IssueError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Request(error) => error.code(),
            Self::Clock => "issue.clock",
            Self::KeyWindow { .. } => "issue.key-window",
            Self::Expired => "issue.expired",
            Self::Cose(error) => error.code(),
            Self::Hcert(error) => error.code(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::{SURNAME, V_DATE};

    fn request_errors() -> Vec<RequestError> {
        let field = SURNAME;
        vec![
            RequestError::TooLong { size_max_bytes: 1 },
            RequestError::Json { line: 1, column: 2 },
            RequestError::UnknownField {
                group: field,
                member: None,
            },
            RequestError::Type { field },
            RequestError::Missing { field },
            RequestError::SetByAuthority { field },
            RequestError::NoGround,
            RequestError::ManyGrounds,
            RequestError::FieldTooLong {
                field,
                chars_max: 1,
            },
            RequestError::ForbiddenCharacter { field, position: 1 },
            RequestError::Date { field },
            RequestError::Time { field },
            RequestError::Future { field },
            RequestError::BeforeBirth { field },
            RequestError::Order { field },
            RequestError::Count { field },
            RequestError::Country { field },
            RequestError::Code { field },
            RequestError::Version { field },
            RequestError::Language { field },
            RequestError::Standardised { field },
            RequestError::Transliteration { field, position: 1 },
            RequestError::TransliterationLength { field },
        ]
    }

    #[test]
    fn codes_are_unique() {
        let mut codes: Vec<_> = request_errors().iter().map(RequestError::code).collect();
        codes.extend([
            IssueError::Clock.code(),
            IssueError::KeyWindow {
                not_before: 1,
                not_after: 2,
            }
            .code(),
            IssueError::Expired.code(),
        ]);
        assert!(codes.iter().all(|code| code.starts_with("issue.")));
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }

    #[test]
    fn a_message_names_its_field() {
        for error in request_errors() {
            if let Some(field) = error.field() {
                assert!(error.to_string().contains(field.name()), "{error}");
            }
        }
        assert_eq!((V_DATE.name(), V_DATE.dcc()), ("vaccination.date", "v.dt"));
    }
}
