//! Why JSON is not a valid CertLogic expression.

use thiserror::Error;

use super::ExprPath;

/// A fault of an expression, and where.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("expression at {path:?}: {kind}", path = path.to_string())]
#[non_exhaustive]
pub struct ValidationError {
    /// The place of the part that is at fault, as a JSON Pointer.
    pub path: ExprPath,
    /// The fault.
    pub kind: ValidationErrorKind,
}

impl ValidationError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.kind.code()
    }
}

/// What is wrong with a part of an expression (CertLogic specification 1.3, "Format").
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ValidationErrorKind {
    /// `null` is no expression.
    #[error("null is not an expression")]
    Null,
    /// A number that is not an integer.
    #[error("a number that is not an integer")]
    NotInteger,
    /// An integer farther from zero than [`INTEGER_MAX`](super::INTEGER_MAX).
    #[error("an integer beyond 2^53 - 1")]
    IntegerTooLarge,
    /// An object without exactly one member.
    #[error("an operation is an object with one member, this has {found}")]
    NotOneMember {
        /// How many there are.
        found: usize,
    },
    /// The operands are not an array.
    #[error("the operands are not an array")]
    OperandsNotArray,
    /// An operator that CertLogic does not have.
    #[error("not a CertLogic operator")]
    UnknownOperator,
    /// The number of operands is wrong for the operator.
    #[error("{operator:?} has {found} operands")]
    OperandCount {
        /// The operator.
        operator: &'static str,
        /// How many there are.
        found: usize,
    },
    /// The operand of `var` is not a text.
    #[error("the path of a data access is not a text")]
    VarNotText,
    /// The path of `var` has an empty fragment.
    #[error("the path of a data access has an empty fragment")]
    VarPathFormat,
    /// The path of `var` is longer than is read.
    #[error("the path of a data access is longer than is read")]
    VarPathTooLong,
    /// The amount of `plusTime` is not an integer.
    #[error("the amount of plusTime is not an integer")]
    AmountNotInteger,
    /// The unit of `plusTime` is not one of year, month, day, hour.
    #[error("the unit of plusTime is not year, month, day or hour")]
    UnknownTimeUnit,
    /// The index of `extractFromUVCI` is not an integer.
    #[error("the index of extractFromUVCI is not an integer")]
    IndexNotInteger,
    /// Nested deeper than [`Limits::depth_max`](crate::Limits::depth_max).
    #[error("nested deeper than {max}")]
    TooDeep {
        /// The deepest that is read.
        max: usize,
    },
    /// More nodes than [`Limits::nodes_max`](crate::Limits::nodes_max).
    #[error("more than {max} nodes")]
    TooManyNodes {
        /// The most that are read.
        max: usize,
    },
}

impl ValidationErrorKind {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Null => "certlogic.null",
            Self::NotInteger => "certlogic.not-integer",
            Self::IntegerTooLarge => "certlogic.integer-too-large",
            Self::NotOneMember { .. } => "certlogic.not-one-member",
            Self::OperandsNotArray => "certlogic.operands-not-array",
            Self::UnknownOperator => "certlogic.unknown-operator",
            Self::OperandCount { .. } => "certlogic.operand-count",
            Self::VarNotText => "certlogic.var-not-text",
            Self::VarPathFormat => "certlogic.var-path-format",
            Self::VarPathTooLong => "certlogic.var-path-too-long",
            Self::AmountNotInteger => "certlogic.amount-not-integer",
            Self::UnknownTimeUnit => "certlogic.unknown-time-unit",
            Self::IndexNotInteger => "certlogic.index-not-integer",
            Self::TooDeep { .. } => "certlogic.too-deep",
            Self::TooManyNodes { .. } => "certlogic.too-many-nodes",
        }
    }
}
