//! CertLogic expressions and EU DCC business rules.

mod date;
mod expr;
mod external;
mod json;
mod limits;
mod program;
pub mod rules;
mod value;
mod words;

pub use date::{DateError, DateTime};
pub use expr::{
    Comparison, Expr, ExprPath, INTEGER_MAX, Scope, Step, TimeUnit, ValidationError,
    ValidationErrorKind, VarPath, Variable, validate, validate_within,
};
pub use external::{External, Moment};
pub use json::{JsonError, parse_json};
pub use limits::Limits;
pub use program::{EvaluationError, EvaluationErrorKind, Program};
pub use value::{Data, Value, ValueKind};
pub use words::{Unmet, describe, explain};
