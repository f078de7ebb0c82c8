//! Why an evaluation gives no value.

use thiserror::Error;

use crate::date::DateError;
use crate::expr::ExprPath;
use crate::value::ValueKind;

/// A failed evaluation, and where.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("evaluation at {path:?}: {kind}", path = path.to_string())]
#[non_exhaustive]
pub struct EvaluationError {
    /// The place of the part that fails, as a JSON Pointer.
    pub path: ExprPath,
    /// Why it fails.
    pub kind: EvaluationErrorKind,
}

impl EvaluationError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.kind.code()
    }
}

/// Why a part of an expression cannot be evaluated over the data (CertLogic specification 1.3,
/// "Semantics"). Kinds are named, never the values: they are a person's.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EvaluationErrorKind {
    /// What `if`, `and` or `!` is about is neither truthy nor falsy.
    #[error("{found} is neither truthy nor falsy")]
    NeitherTruthyNorFalsy {
        /// What it is.
        found: ValueKind,
    },
    /// The right-hand side of `in` is not an array.
    #[error("the right-hand side of in is {found}, not an array")]
    InNotList {
        /// What it is.
        found: ValueKind,
    },
    /// An operand of `+` or of a comparison is not an integer.
    #[error("an operand is {found}, not an integer")]
    NotInteger {
        /// What it is.
        found: ValueKind,
    },
    /// An operand of a comparison of date-times is something else.
    #[error("an operand is {found}, not a date-time")]
    NotDateTime {
        /// What it is.
        found: ValueKind,
    },
    /// What is to be read as a date is not a text.
    #[error("{found} instead of the text of a date")]
    DateNotText {
        /// What it is.
        found: ValueKind,
    },
    /// A text that is not a date, or a date that cannot be computed.
    #[error("{0}")]
    Date(DateError),
    /// The operand of `reduce` is neither an array nor null.
    #[error("the operand of reduce is {found}, neither an array nor null")]
    ReduceNotList {
        /// What it is.
        found: ValueKind,
    },
    /// The operand of `extractFromUVCI` is neither a text nor null.
    #[error("the operand of extractFromUVCI is {found}, neither a text nor null")]
    UvciNotText {
        /// What it is.
        found: ValueKind,
    },
    /// A sum beyond what an integer can hold exactly, 2^53 − 1.
    #[error("a sum beyond 2^53 - 1")]
    SumTooLarge,
    /// More steps than [`Limits::steps_max`](crate::Limits::steps_max).
    #[error("more than {max} steps")]
    TooManySteps {
        /// The most that are taken.
        max: u32,
    },
    /// An array is built with more items than
    /// [`Limits::built_items_max`](crate::Limits::built_items_max), or too deep.
    #[error("an array of more than {max} items, or too deep, is built")]
    TooLarge {
        /// The most that are built.
        max: usize,
    },
}

impl EvaluationErrorKind {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NeitherTruthyNorFalsy { .. } => "certlogic.neither-truthy-nor-falsy",
            Self::InNotList { .. } => "certlogic.in-not-list",
            Self::NotInteger { .. } => "certlogic.operand-not-integer",
            Self::NotDateTime { .. } => "certlogic.operand-not-date-time",
            Self::DateNotText { .. } => "certlogic.date-not-text",
            Self::Date(DateError::Format) => "certlogic.date-format",
            Self::Date(DateError::NoSuchDate) => "certlogic.no-such-date",
            Self::Date(DateError::OutOfRange) => "certlogic.date-out-of-range",
            Self::ReduceNotList { .. } => "certlogic.reduce-not-list",
            Self::UvciNotText { .. } => "certlogic.uvci-not-text",
            Self::SumTooLarge => "certlogic.sum-too-large",
            Self::TooManySteps { .. } => "certlogic.too-many-steps",
            Self::TooLarge { .. } => "certlogic.value-too-large",
        }
    }
}
