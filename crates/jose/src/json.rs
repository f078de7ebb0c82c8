//! JSON (RFC 8259) without its loose ends.
//!
//! RFC 8259 leaves open what an object with the same name twice means, and readers differ: what one
//! checks is then not what another uses. Here it is an error at every level, as are nesting beyond
//! a bound and anything after the value.

use core::cell::Cell;
use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use thiserror::Error;

/// Why bytes were not read as JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum JsonError {
    /// Longer than the caller allows.
    #[error("JSON of {actual} bytes, at most {max} are read")]
    TooLarge {
        /// The most that is read, in bytes.
        max: usize,
        /// The length found, in bytes.
        actual: usize,
    },
    /// Not one JSON value in UTF-8 (RFC 8259, sections 2 and 8.1).
    #[error("not JSON")]
    Malformed,
    /// Arrays and objects nested deeper than the caller allows.
    #[error("JSON nested deeper than {max}")]
    TooDeep {
        /// The deepest that is read.
        max: usize,
    },
    /// An object has the same name twice (RFC 8259, section 4).
    #[error("a JSON object has the same member twice")]
    DuplicateMember,
}

impl JsonError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "json.too-large",
            Self::Malformed => "json.malformed",
            Self::TooDeep { .. } => "json.too-deep",
            Self::DuplicateMember => "json.duplicate-member",
        }
    }
}

/// Reads one JSON value of at most `bytes_max` bytes, nested at most `depth_max` deep (a number has
/// depth 0, an array of numbers 1).
///
/// # Errors
/// [`JsonError`]. Whatever comes first is reported.
pub fn parse(bytes: &[u8], bytes_max: usize, depth_max: usize) -> Result<Value, JsonError> {
    let text = text(bytes, bytes_max)?;
    let fault = Cell::new(JsonError::Malformed);
    let seed = Strict {
        depth: depth_max,
        depth_max,
        fault: &fault,
    };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = seed
        .deserialize(&mut deserializer)
        .map_err(|_| fault.get())?;
    deserializer.end().map_err(|_| JsonError::Malformed)?;
    Ok(value)
}

/// UTF-8 of a bounded length.
pub(crate) fn text(bytes: &[u8], bytes_max: usize) -> Result<&str, JsonError> {
    if bytes.len() > bytes_max {
        return Err(JsonError::TooLarge {
            max: bytes_max,
            actual: bytes.len(),
        });
    }
    core::str::from_utf8(bytes).map_err(|_| JsonError::Malformed)
}

/// Reads a value; `fault` says why it failed, as serde's own errors only have text.
#[derive(Clone, Copy)]
struct Strict<'a> {
    /// How many levels may still follow.
    depth: usize,
    depth_max: usize,
    fault: &'a Cell<JsonError>,
}

impl Strict<'_> {
    fn fail<E: serde::de::Error>(self, fault: JsonError) -> E {
        self.fault.set(fault);
        E::custom(fault)
    }

    fn inner<E: serde::de::Error>(self) -> Result<Self, E> {
        match self.depth.checked_sub(1) {
            Some(depth) => Ok(Self { depth, ..self }),
            None => Err(self.fail(JsonError::TooDeep {
                max: self.depth_max,
            })),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        let number = Number::from_f64(value).ok_or_else(|| E::custom("not a finite number"))?;
        Ok(Value::Number(number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let inner = self.inner()?;
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(inner)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let inner = self.inner()?;
        let mut members = Map::new();
        while let Some(name) = access.next_key::<String>()? {
            if members.contains_key(&name) {
                return Err(self.fail(JsonError::DuplicateMember));
            }
            members.insert(name, access.next_value_seed(inner)?);
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{JsonError, parse};

    fn read(text: &str) -> Result<serde_json::Value, JsonError> {
        parse(text.as_bytes(), 1000, 3)
    }

    #[test]
    fn values_are_what_serde_json_reads() {
        for text in [
            "null",
            "true",
            "-1",
            "18446744073709551615",
            "1.5e3",
            r#""\u00e9\n""#,
            "[]",
            " {} ",
            r#"{"a":[1,{"b":null}],"c":"d"}"#,
        ] {
            assert_eq!(
                read(text).unwrap(),
                serde_json::from_str::<serde_json::Value>(text).unwrap()
            );
        }
    }

    #[test]
    fn members_are_given_once() {
        for text in [
            r#"{"a":1,"a":1}"#,
            r#"{"a":1,"\u0061":2}"#,
            r#"[{"b":{"a":1,"c":2,"a":3}}]"#,
        ] {
            assert_eq!(read(text), Err(JsonError::DuplicateMember), "{text}");
        }
        assert!(read(r#"[{"a":1},{"a":1}]"#).is_ok());
    }

    #[test]
    fn depth_is_bounded() {
        assert!(read("[[[1]]]").is_ok());
        assert_eq!(read("[[[[]]]]"), Err(JsonError::TooDeep { max: 3 }));
        assert_eq!(
            read(r#"{"a":{"b":{"c":{}}}}"#),
            Err(JsonError::TooDeep { max: 3 })
        );
        let bomb = "[".repeat(1_000_000);
        assert_eq!(
            parse(bomb.as_bytes(), 1 << 20, 8),
            Err(JsonError::TooDeep { max: 8 })
        );
        // Deeper than serde_json itself goes: still no recursion without end.
        assert_eq!(
            parse(bomb.as_bytes(), 1 << 20, usize::MAX),
            Err(JsonError::Malformed)
        );
    }

    #[test]
    fn size_is_bounded() {
        assert_eq!(parse(b"[1]", 3, 1), Ok(serde_json::json!([1])));
        assert_eq!(
            parse(b"[1] ", 3, 1),
            Err(JsonError::TooLarge { max: 3, actual: 4 })
        );
    }

    #[test]
    fn other_bytes_are_malformed() {
        for text in [
            "",
            "nul",
            "{} {}",
            "[1,]",
            "{a:1}",
            "'a'",
            "01",
            "1e999",
            "NaN",
            "\u{feff}{}",
        ] {
            assert_eq!(read(text), Err(JsonError::Malformed), "{text}");
        }
        assert_eq!(parse(b"\"\xff\"", 10, 1), Err(JsonError::Malformed));
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(bytes: Vec<u8>) {
            let _ = parse(&bytes, 1000, 3);
        }

        #[test]
        fn json_like_text_is_read_as_serde_json_does(text in r#"[\[\]{}:," a0-2]{0,24}"#) {
            if let Ok(value) = parse(text.as_bytes(), 1000, 24) {
                prop_assert_eq!(value, serde_json::from_str::<serde_json::Value>(&text).unwrap());
            }
        }
    }
}
