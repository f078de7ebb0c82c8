//! Where something is: inside an expression, and inside the data.

use core::fmt;

/// One step down an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Step {
    /// Into the operands of an operation.
    Operation(&'static str),
    /// To an operand of an operation or an item of an array, counted from 0.
    Index(usize),
}

/// The place of a part in an expression, as a JSON Pointer (RFC 6901): `/if/1/and/0`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExprPath(Vec<Step>);

impl ExprPath {
    /// The steps from the whole expression to the part.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Whether this is the whole expression.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The pointer with one more step.
    #[must_use]
    pub fn then(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    pub(crate) fn push(&mut self, step: Step) {
        self.0.push(step);
    }

    pub(crate) fn pop(&mut self) {
        self.0.pop();
    }

    /// A path from steps noted on the way out.
    pub(crate) fn from_innermost(mut steps: Vec<Step>) -> Self {
        steps.reverse();
        Self(steps)
    }
}

impl fmt::Display for ExprPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.0 {
            match step {
                Step::Operation(operator) => write!(f, "/{operator}")?,
                Step::Index(index) => write!(f, "/{index}")?,
            }
        }
        Ok(())
    }
}

/// The path of a data access (`var`): fragments joined by `.`, or empty for the whole data.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VarPath(Box<str>);

impl VarPath {
    /// Reads a path: empty, or fragments of at least one character each (CertLogic specification,
    /// "Data access").
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let valid = text.is_empty() || text.split('.').all(|fragment| !fragment.is_empty());
        valid.then(|| Self(text.into()))
    }

    /// The path as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The fragments; none for the whole data.
    pub fn fragments(&self) -> impl Iterator<Item = &str> {
        let whole = self.0.is_empty();
        self.0.split('.').filter(move |_| !whole)
    }
}

impl fmt::Display for VarPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
