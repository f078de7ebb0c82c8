//! CertLogic expressions as a tree.

mod error;
mod parse;
mod path;
mod walk;

pub use error::{ValidationError, ValidationErrorKind};
pub use parse::{validate, validate_within};
pub use path::{ExprPath, Step, VarPath};
pub use walk::{Scope, Variable};

/// The largest integer that CertLogic can hold exactly: 2^53 − 1, as its numbers are those of
/// JavaScript.
pub const INTEGER_MAX: i64 = 9_007_199_254_740_991;

/// How two integers or two date-times are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `<`, `before`.
    Less,
    /// `>`, `after`.
    Greater,
    /// `<=`, `not-after`.
    AtMost,
    /// `>=`, `not-before`.
    AtLeast,
}

impl Comparison {
    /// The operator on integers.
    #[must_use]
    pub const fn operator(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::Greater => ">",
            Self::AtMost => "<=",
            Self::AtLeast => ">=",
        }
    }

    /// The operator on date-times.
    #[must_use]
    pub const fn date_operator(self) -> &'static str {
        match self {
            Self::Less => "before",
            Self::Greater => "after",
            Self::AtMost => "not-after",
            Self::AtLeast => "not-before",
        }
    }

    pub(crate) fn holds<T: PartialOrd>(self, left: T, right: T) -> bool {
        match self {
            Self::Less => left < right,
            Self::Greater => left > right,
            Self::AtMost => left <= right,
            Self::AtLeast => left >= right,
        }
    }
}

/// The unit of a `plusTime`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeUnit {
    /// A calendar year: 29 February plus one year is 1 March.
    Year,
    /// A calendar month: 31 January plus one month is 2 or 3 March.
    Month,
    /// 24 hours.
    Day,
    /// 60 minutes.
    Hour,
}

impl TimeUnit {
    /// As written in an expression.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
            Self::Hour => "hour",
        }
    }

    /// Reads a unit.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Year, Self::Month, Self::Day, Self::Hour]
            .into_iter()
            .find(|unit| unit.as_str() == text)
    }
}

/// A valid CertLogic expression (CertLogic specification 1.3, "Format").
///
/// Whatever is in one has passed the specification's validation: operators are known and have as
/// many operands as they need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// `true`, `false`.
    Boolean(bool),
    /// An integer, at most [`INTEGER_MAX`] from zero.
    Integer(i64),
    /// A text.
    Text(Box<str>),
    /// An array of expressions.
    List(Vec<Expr>),
    /// `{"var": "payload.v.0.dt"}`: what the data holds there, null if nothing.
    Var(VarPath),
    /// `{"if": [guard, then, otherwise]}`, evaluated lazily.
    If(Box<[Expr; 3]>),
    /// `{"===": [a, b]}`: equal as JSON scalars; arrays and objects only equal themselves.
    Equal(Box<[Expr; 2]>),
    /// `{"and": [a, b, …]}`: the first falsy operand, or the last one. At least two operands.
    And(Vec<Expr>),
    /// `{"!": [a]}`.
    Not(Box<Expr>),
    /// `{"<": [a, b]}` and its like on two or three integers.
    Compare(Comparison, Vec<Expr>),
    /// `{"before": [a, b]}` and its like on two or three date-times.
    CompareDates(Comparison, Vec<Expr>),
    /// `{"in": [a, array]}`.
    In(Box<[Expr; 2]>),
    /// `{"+": [a, b]}` on integers.
    Plus(Box<[Expr; 2]>),
    /// `{"plusTime": [text, amount, unit]}`: a date-time.
    PlusTime {
        /// What evaluates to the text of a date.
        date: Box<Expr>,
        /// How much is added; may be negative.
        amount: i64,
        /// Of what.
        unit: TimeUnit,
    },
    /// `{"reduce": [array, lambda, initial]}`. The lambda only sees `accumulator` and `current`.
    Reduce(Box<[Expr; 3]>),
    /// `{"extractFromUVCI": [text, index]}`: a fragment of a unique certificate identifier.
    ExtractFromUvci {
        /// What evaluates to the identifier, or null.
        uvci: Box<Expr>,
        /// Which fragment, counted from 0.
        index: i64,
    },
    /// `{"dccDateOfBirth": [text]}`: a date-time; a partial date of birth becomes its last day.
    DccDateOfBirth(Box<Expr>),
}

impl Expr {
    /// The operator as written, `None` for literals and arrays.
    #[must_use]
    pub const fn operator(&self) -> Option<&'static str> {
        Some(match self {
            Self::Boolean(_) | Self::Integer(_) | Self::Text(_) | Self::List(_) => return None,
            Self::Var(_) => "var",
            Self::If(_) => "if",
            Self::Equal(_) => "===",
            Self::And(_) => "and",
            Self::Not(_) => "!",
            Self::Compare(comparison, _) => comparison.operator(),
            Self::CompareDates(comparison, _) => comparison.date_operator(),
            Self::In(_) => "in",
            Self::Plus(_) => "+",
            Self::PlusTime { .. } => "plusTime",
            Self::Reduce(_) => "reduce",
            Self::ExtractFromUvci { .. } => "extractFromUVCI",
            Self::DccDateOfBirth(_) => "dccDateOfBirth",
        })
    }

    /// The operands that are expressions, or the items of an array, in the order written. Their
    /// place is also their index below the operator.
    #[must_use]
    pub fn children(&self) -> &[Self] {
        match self {
            Self::Boolean(_) | Self::Integer(_) | Self::Text(_) | Self::Var(_) => &[],
            Self::List(items) => items,
            Self::If(operands) | Self::Reduce(operands) => operands.as_slice(),
            Self::Equal(operands) | Self::In(operands) | Self::Plus(operands) => {
                operands.as_slice()
            }
            Self::And(operands) | Self::Compare(_, operands) | Self::CompareDates(_, operands) => {
                operands
            }
            Self::Not(operand) | Self::DccDateOfBirth(operand) => core::slice::from_ref(operand),
            Self::PlusTime { date, .. } => core::slice::from_ref(date),
            Self::ExtractFromUvci { uvci, .. } => core::slice::from_ref(uvci),
        }
    }

    /// Whether this is a literal, or an array of literals only.
    #[must_use]
    pub fn is_constant(&self) -> bool {
        match self {
            Self::Boolean(_) | Self::Integer(_) | Self::Text(_) => true,
            Self::List(items) => items.iter().all(Self::is_constant),
            _ => false,
        }
    }
}
