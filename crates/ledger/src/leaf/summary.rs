//! The leaf of a day's counts.

use cleanbill_cose::cbor::Value;
use cleanbill_cose::record::{Fields, WireError, bytes, int};

use super::Subject;
use crate::hash::Hash;

/// The counts of a day: the hash of their [`Table`](crate::table::Table), which lies at
/// `object/TABLE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// What is counted.
    pub subject: Subject,
    /// Which day.
    pub day: i32,
    /// SHA-256 of the table.
    pub table: Hash,
    /// Its size in bytes.
    pub size_bytes: u32,
}

impl Summary {
    pub(super) fn fields(&self) -> Vec<Value<'_>> {
        vec![
            int(self.subject.number()),
            int(self.day),
            bytes(&self.table),
            int(self.size_bytes),
        ]
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        Ok(Self {
            subject: fields.member(Subject::from_number)?,
            day: fields.number()?,
            table: fields.bytes()?,
            size_bytes: fields.number()?,
        })
    }
}
