//! What may still be spent.

use serde_json::Value;

use crate::error::{Bound, JsonLdError};
use crate::limits::Limits;

/// Counts what is spent against the limits, over all steps of one document.
pub(crate) struct Budget<'a> {
    pub(crate) limits: &'a Limits,
    contexts: usize,
    terms: usize,
    bytes: usize,
}

impl<'a> Budget<'a> {
    pub(crate) const fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            contexts: 0,
            terms: 0,
            bytes: 0,
        }
    }

    /// Refuses a document that is too large or nested too deep, before anything recurses over it.
    pub(crate) fn measure(&self, document: &Value) -> Result<(), JsonLdError> {
        let mut values = 0;
        let mut waiting = vec![(document, 0)];
        while let Some((value, depth)) = waiting.pop() {
            check(Bound::Depth, depth, self.limits.depth_max)?;
            let before = waiting.len();
            match value {
                Value::Array(items) => {
                    check(Bound::Values, values + items.len(), self.limits.values_max)?;
                    waiting.extend(items.iter().map(|item| (item, depth + 1)));
                }
                Value::Object(members) => {
                    check(
                        Bound::Values,
                        values + members.len(),
                        self.limits.values_max,
                    )?;
                    waiting.extend(members.values().map(|member| (member, depth + 1)));
                }
                _ => {}
            }
            values += waiting.len() - before;
        }
        Ok(())
    }

    /// One more context is applied.
    pub(crate) fn context(&mut self) -> Result<(), JsonLdError> {
        self.contexts += 1;
        check(Bound::Contexts, self.contexts, self.limits.contexts_max)
    }

    /// So many terms are defined or carried over.
    pub(crate) fn terms(&mut self, count: usize) -> Result<(), JsonLdError> {
        self.terms = self.terms.saturating_add(count);
        check(Bound::Terms, self.terms, self.limits.terms_max)
    }

    /// So many bytes of text are made.
    pub(crate) fn bytes(&mut self, count: usize) -> Result<(), JsonLdError> {
        self.bytes = self.bytes.saturating_add(count);
        check(Bound::Bytes, self.bytes, self.limits.bytes_max)
    }
}

/// An error if `count` is beyond `max`.
pub(crate) const fn check(bound: Bound, count: usize, max: usize) -> Result<(), JsonLdError> {
    if count > max {
        Err(JsonLdError::TooMuch { bound, max })
    } else {
        Ok(())
    }
}
