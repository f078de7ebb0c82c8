//! The leaf of an answer to a petition: published as a whole, as what it answers is.

use cleanbill_cose::cbor::Value;
use cleanbill_cose::record::{Fields, WireError, bytes, int};

use crate::hash::Hash;

/// The authority answers a petition: every threshold that was reached by then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PetitionAnswer {
    /// The name of the petition.
    pub petition: Hash,
    /// On which day, days since 1970-01-01.
    pub day: i32,
    /// SHA-256 of the answer, which lies at `object/ANSWER`.
    pub answer: Hash,
}

impl PetitionAnswer {
    pub(super) fn fields(&self) -> Vec<Value<'_>> {
        vec![bytes(&self.petition), int(self.day), bytes(&self.answer)]
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        Ok(Self {
            petition: fields.bytes()?,
            day: fields.number()?,
            answer: fields.bytes()?,
        })
    }
}
