//! JSON ⇄ CBOR, as the business rules and the specification's test data want it.

use std::borrow::Cow;

use cleanbill_cose::Limits;
use cleanbill_cose::cbor::{Key, Value};
use serde_json::{Map, Number, Value as Json};
use thiserror::Error;

/// Why a JSON document cannot become CBOR.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum JsonError {
    /// Longer than [`Limits::size_max_bytes`].
    #[error("the JSON document is longer than {size_max_bytes} bytes")]
    TooLong {
        /// What is allowed.
        size_max_bytes: usize,
    },
    /// Not JSON (RFC 8259), or nested more than 128 deep.
    #[error("not JSON: line {line}, column {column}")]
    Syntax {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// An integer outside −2⁶³ … 2⁶³−1.
    #[error("a number in the JSON document is out of range")]
    NumberRange,
}

impl JsonError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "json.too-long",
            Self::Syntax { .. } => "json.syntax",
            Self::NumberRange => "json.number-range",
        }
    }
}

/// A payload as JSON: tags are dropped, bytes become base16, dates stay text, white space stays.
/// What JSON cannot say (`undefined`, NaN) becomes `null`.
#[must_use]
pub fn render_json(value: &Value<'_>) -> Json {
    match value {
        Value::Int(int) => Json::from(*int),
        Value::Float(float) => render_float(*float),
        Value::Text(text) => Json::from(text.as_ref()),
        Value::Bytes(bytes) => Json::from(render_base16(bytes)),
        Value::Bool(bool) => Json::from(*bool),
        Value::Null | Value::Undefined => Json::Null,
        Value::Tag(_, inner) => render_json(inner),
        Value::Array(items) => items.iter().map(render_json).collect(),
        Value::Map(entries) => {
            let mut members = Map::new();
            for (key, value) in entries.iter() {
                members.insert(render_key(key), render_json(value));
            }
            Json::Object(members)
        }
    }
}

fn render_key(key: &Key<'_>) -> String {
    match key {
        Key::Int(label) => label.to_string(),
        Key::Text(text) => text.clone().into_owned(),
    }
}

/// A float without fraction is written as an integer: JSON knows one kind of number.
fn render_float(float: f64) -> Json {
    match super::read::whole_number(&Value::Float(float)) {
        Some(int) => Json::from(int),
        None => Number::from_f64(float).map_or(Json::Null, Json::Number),
    }
}

fn render_base16(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
            // Writing to a String cannot fail.
            let _ = write!(out, "{byte:02x}");
            out
        })
}

/// Reads JSON into the CBOR data model.
///
/// # Errors
/// [`JsonError`].
pub fn parse_json(text: &[u8], limits: &Limits) -> Result<Value<'static>, JsonError> {
    if text.len() > limits.size_max_bytes {
        return Err(JsonError::TooLong {
            size_max_bytes: limits.size_max_bytes,
        });
    }
    let json: Json = serde_json::from_slice(text).map_err(|error| JsonError::Syntax {
        line: error.line(),
        column: error.column(),
    })?;
    from_json(json)
}

/// serde_json has bounded the depth, and refuses nothing else that matters here: of a repeated
/// member the last one counts, as in every JSON reader that issuers use.
fn from_json(json: Json) -> Result<Value<'static>, JsonError> {
    Ok(match json {
        Json::Null => Value::Null,
        Json::Bool(bool) => Value::Bool(bool),
        Json::String(text) => Value::Text(Cow::Owned(text)),
        Json::Number(number) => from_number(&number)?,
        Json::Array(items) => {
            Value::Array(items.into_iter().map(from_json).collect::<Result<_, _>>()?)
        }
        Json::Object(members) => {
            let entries = members.into_iter().map(|(name, value)| {
                from_json(value).map(|value| (Key::Text(Cow::Owned(name)), value))
            });
            Value::Map(entries.collect::<Result<_, _>>()?)
        }
    })
}

fn from_number(number: &Number) -> Result<Value<'static>, JsonError> {
    if let Some(int) = number.as_i64() {
        return Ok(Value::Int(int));
    }
    match number.as_f64() {
        Some(float) if !number.is_u64() => Ok(Value::Float(float)),
        _ => Err(JsonError::NumberRange),
    }
}
