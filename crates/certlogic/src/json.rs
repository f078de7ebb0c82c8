//! JSON (RFC 8259) in which no object has a member twice.

use core::cell::Cell;
use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use thiserror::Error;

use crate::Limits;

/// U+FEFF in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Why bytes are not read as JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum JsonError {
    /// Longer than [`Limits::json_bytes_max`].
    #[error("{actual} bytes, at most {max} are read")]
    TooLarge {
        /// The most that is read, in bytes.
        max: usize,
        /// The length found, in bytes.
        actual: usize,
    },
    /// Not one JSON value in UTF-8 (RFC 8259, sections 2 and 8.1).
    #[error("not JSON")]
    Malformed,
    /// Nested deeper than [`Limits::json_depth_max`].
    #[error("JSON nested deeper than {max}")]
    TooDeep {
        /// The deepest that is read.
        max: usize,
    },
    /// An object has a member twice (RFC 8259, section 4): readers differ in which one counts.
    #[error("an object has the same member twice")]
    DuplicateMember,
}

impl JsonError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "certlogic.json-too-large",
            Self::Malformed => "certlogic.json-malformed",
            Self::TooDeep { .. } => "certlogic.json-too-deep",
            Self::DuplicateMember => "certlogic.json-duplicate-member",
        }
    }
}

/// Reads one JSON value.
///
/// A tolerance: one byte order mark at the start is passed over, as RFC 8259, section 8.1 allows,
/// because editors put one there and countries publish what their editors wrote.
///
/// # Errors
/// [`JsonError`]; the first fault is reported.
pub fn parse_json(bytes: &[u8], limits: &Limits) -> Result<Value, JsonError> {
    let (max, actual) = (limits.json_bytes_max, bytes.len());
    if actual > max {
        return Err(JsonError::TooLarge { max, actual });
    }
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let max = limits.json_depth_max;
    let reason = Cell::new(JsonError::Malformed);
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let reader = Reader {
        left: max,
        max,
        reason: &reason,
    };
    let value = reader
        .deserialize(&mut deserializer)
        .map_err(|_| reason.get())?;
    deserializer.end().map_err(|_| JsonError::Malformed)?;
    Ok(value)
}

/// Builds a value; serde's errors carry text only, so the reason goes beside them.
#[derive(Clone, Copy)]
struct Reader<'r> {
    left: usize,
    max: usize,
    reason: &'r Cell<JsonError>,
}

impl Reader<'_> {
    fn refuse<E: serde::de::Error>(self, reason: JsonError) -> E {
        self.reason.set(reason);
        E::custom("refused")
    }

    fn below<E: serde::de::Error>(self) -> Result<Self, E> {
        let left = self.left.checked_sub(1);
        left.map(|left| Self { left, ..self })
            .ok_or_else(|| self.refuse(JsonError::TooDeep { max: self.max }))
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom("not finite"))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let below = self.below()?;
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(below)? {
            items.push(item);
        }
        Ok(items.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let below = self.below()?;
        let mut members = Map::new();
        while let Some(name) = access.next_key::<String>()? {
            let value = access.next_value_seed(below)?;
            if members.insert(name, value).is_some() {
                return Err(A::Error::custom(
                    self.refuse::<A::Error>(JsonError::DuplicateMember),
                ));
            }
        }
        Ok(members.into())
    }
}
