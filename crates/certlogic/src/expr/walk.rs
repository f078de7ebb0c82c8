//! Walking over an expression.

use super::{Expr, ExprPath, Step, VarPath};

/// What the variables at a place refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scope<'e> {
    /// The data that the expression is evaluated over.
    Data,
    /// The lambda of a `reduce`: `current` is an item of the operand, `accumulator` the initial
    /// value or what the lambda gave before. Every other variable is null. The operand and the
    /// initial value are themselves in the scope around the `reduce`.
    Lambda {
        /// What gives the array.
        operand: &'e Expr,
        /// What gives the first accumulator.
        initial: &'e Expr,
    },
}

/// A data access found in an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Variable<'e> {
    /// Where in the expression.
    pub at: ExprPath,
    /// The path accessed.
    pub path: &'e VarPath,
    /// What the path starts from.
    pub scope: Scope<'e>,
}

impl Expr {
    /// Visits every part, a parent before its children, in the order written. The visitor gets the
    /// place, the part and the scope of its variables, and says whether to go on below.
    pub fn walk<'e>(&'e self, visitor: &mut impl FnMut(&ExprPath, &'e Self, Scope<'e>) -> bool) {
        walk(self, &mut ExprPath::default(), Scope::Data, visitor);
    }

    /// All data accesses, in the order written.
    #[must_use]
    pub fn variables(&self) -> Vec<Variable<'_>> {
        let mut found = Vec::new();
        self.walk(&mut |at, part, scope| {
            if let Self::Var(path) = part {
                found.push(Variable {
                    at: at.clone(),
                    path,
                    scope,
                });
            }
            true
        });
        found
    }

    /// The part at a place.
    #[must_use]
    pub fn at(&self, path: &ExprPath) -> Option<&Self> {
        let mut part = self;
        for step in path.steps() {
            match step {
                Step::Operation(operator) if part.operator() == Some(operator) => {}
                Step::Operation(_) => return None,
                Step::Index(index) => part = part.children().get(*index)?,
            }
        }
        Some(part)
    }
}

fn walk<'e>(
    part: &'e Expr,
    at: &mut ExprPath,
    scope: Scope<'e>,
    visitor: &mut impl FnMut(&ExprPath, &'e Expr, Scope<'e>) -> bool,
) {
    if !visitor(at, part, scope) {
        return;
    }
    let operator = part.operator();
    if let Some(operator) = operator {
        at.push(Step::Operation(operator));
    }
    let lambda = match part {
        Expr::Reduce(operands) => {
            let [operand, _, initial] = operands.as_ref();
            Some(Scope::Lambda { operand, initial })
        }
        _ => None,
    };
    for (index, child) in part.children().iter().enumerate() {
        at.push(Step::Index(index));
        let inner = lambda.filter(|_| index == 1).unwrap_or(scope);
        walk(child, at, inner, visitor);
        at.pop();
    }
    if operator.is_some() {
        at.pop();
    }
}
