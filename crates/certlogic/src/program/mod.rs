//! Expressions made ready to be evaluated, and their evaluation.

mod access;
mod compile;
mod error;
mod evaluate;

use serde_json::Value as Json;

pub use error::{EvaluationError, EvaluationErrorKind};

pub(crate) use access::{Slots, Table};
pub(crate) use compile::{Node, compile};
pub(crate) use evaluate::Machine;

use crate::value::{Data, Value};
use crate::{Expr, Limits, ValidationError};

/// An expression compiled once, to be evaluated often.
#[derive(Debug)]
pub struct Program {
    expr: Expr,
    node: Node,
    table: Table,
    limits: Limits,
}

impl Program {
    /// Validates and compiles an expression.
    ///
    /// # Errors
    /// The first [`ValidationError`].
    pub fn compile(json: &Json, limits: &Limits) -> Result<Self, ValidationError> {
        Ok(Self::new(Expr::parse(json, limits)?, limits))
    }

    /// Compiles an expression that was read before.
    #[must_use]
    pub fn new(expr: Expr, limits: &Limits) -> Self {
        let mut table = Table::default();
        let node = compile(&expr, &mut table);
        Self {
            expr,
            node,
            table,
            limits: limits.clone(),
        }
    }

    /// The expression.
    #[must_use]
    pub const fn expr(&self) -> &Expr {
        &self.expr
    }

    /// The value of the expression over the data.
    ///
    /// As `certlogic-js` 1.2.2, save that a date that does not exist is an error, and so are sums
    /// beyond 2^53 − 1: there an invalid date makes every comparison false, and a sum is rounded.
    ///
    /// # Errors
    /// [`EvaluationError`]: the data does not suit the expression, or a limit is met.
    pub fn evaluate<'a>(&'a self, data: Data<'a>) -> Result<Value<'a>, EvaluationError> {
        let mut slots = Slots::new(&self.table, data);
        let value = Machine::new(&self.table, &mut slots, &self.limits).run(&self.node)?;
        Ok(Value(value))
    }
}
