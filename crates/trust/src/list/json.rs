//! JSON arrays of many entries: bounded, and each entry read apart from the others.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::error::{EntryError, ListError};
use super::limits::Limits;

/// The entries of an array as they stand; of more than [`STORED_MAX`], only so many and one.
pub(super) struct Entries<'a>(Vec<&'a RawValue>);

impl<'a> Entries<'a> {
    /// The entries, if they are not too many.
    pub(super) fn bounded(self, limits: &Limits) -> Result<Vec<&'a RawValue>, ListError> {
        if self.0.len() > limits.entries_max {
            return Err(ListError::TooMany {
                max: limits.entries_max,
            });
        }
        Ok(self.0)
    }
}

/// More entries than anybody allows. Those beyond are read over: the shortest entry has two bytes
/// in the list, and eight times as many in memory.
const STORED_MAX: usize = 1_000_000;

impl<'de: 'a, 'a> Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Array;

        impl<'de> Visitor<'de> for Array {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while entries.len() <= STORED_MAX {
                    match array.next_element()? {
                        Some(entry) => entries.push(entry),
                        None => return Ok(Entries(entries)),
                    }
                }
                while array.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_seq(Array)
    }
}

/// Refuses what is too large before anything is read of it.
pub(super) fn check_size(bytes: &[u8], limits: &Limits) -> Result<(), ListError> {
    let max = limits.size_max_bytes;
    if bytes.len() > max {
        Err(ListError::TooLarge {
            actual: bytes.len(),
            max,
        })
    } else {
        Ok(())
    }
}

/// Reads a whole list.
pub(super) fn parse_list<'a, T: Deserialize<'a>>(json: &'a [u8]) -> Result<T, ListError> {
    serde_json::from_slice(json).map_err(|error| ListError::Json {
        line: error.line(),
        column: error.column(),
    })
}

/// Reads one entry.
pub(super) fn parse_entry<'a, T: Deserialize<'a>>(entry: &'a RawValue) -> Result<T, EntryError> {
    serde_json::from_str(entry.get()).map_err(|_| EntryError::Fields)
}
