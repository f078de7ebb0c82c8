//! Members of JSON objects, each bounded and of its type.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::Limits;

/// The members of an object, and what they may hold.
pub(crate) struct Members<'a> {
    members: &'a Map<String, Value>,
    limits: &'a Limits,
}

/// The name of the member that is not what it should be.
pub(crate) struct Odd(pub(crate) &'static str);

impl<'a> Members<'a> {
    pub(crate) const fn new(members: &'a Map<String, Value>, limits: &'a Limits) -> Self {
        Self { members, limits }
    }

    /// The members of an object inside, under the same limits.
    pub(crate) const fn of<'b>(&self, members: &'b Map<String, Value>) -> Members<'b>
    where
        'a: 'b,
    {
        Members {
            members,
            limits: self.limits,
        }
    }

    /// A member; `null` counts as absent, as the reference services write it so.
    pub(crate) fn value(&self, name: &'static str) -> Option<&'a Value> {
        self.members.get(name).filter(|value| !value.is_null())
    }

    /// A text within the limits, without control characters, if it is there.
    pub(crate) fn maybe(&self, name: &'static str) -> Result<Option<String>, Odd> {
        match self.value(name) {
            None => Ok(None),
            Some(value) => self.plain(value).map(Some).ok_or(Odd(name)),
        }
    }

    /// A text that has to be there, and not be empty.
    pub(crate) fn text(&self, name: &'static str) -> Result<String, Odd> {
        let text = self.maybe(name)?.filter(|text| !text.is_empty());
        text.ok_or(Odd(name))
    }

    /// A text as long as `bytes_max`, lines and all.
    pub(crate) fn long(&self, name: &'static str, bytes_max: usize) -> Result<String, Odd> {
        match self.value(name) {
            None => Ok(String::new()),
            Some(Value::String(text)) if text.len() <= bytes_max => Ok(text.clone()),
            Some(_) => Err(Odd(name)),
        }
    }

    /// A list of texts; absent is empty.
    pub(crate) fn texts(&self, name: &'static str) -> Result<Vec<String>, Odd> {
        let Some(value) = self.value(name) else {
            return Ok(Vec::new());
        };
        let list = value.as_array().ok_or(Odd(name))?;
        if list.len() > self.limits.list_max {
            return Err(Odd(name));
        }
        let texts = list.iter().map(|item| self.plain(item).ok_or(Odd(name)));
        texts.collect()
    }

    /// A whole number.
    pub(crate) fn number(&self, name: &'static str) -> Result<i64, Odd> {
        self.value(name).and_then(Value::as_i64).ok_or(Odd(name))
    }

    /// A whole number, if it is there.
    pub(crate) fn maybe_number(&self, name: &'static str) -> Result<Option<i64>, Odd> {
        match self.value(name) {
            None => Ok(None),
            Some(value) => value.as_i64().map(Some).ok_or(Odd(name)),
        }
    }

    /// An instant with its offset from UTC (ISO 8601), Unix seconds, if it is there.
    pub(crate) fn instant(&self, name: &'static str) -> Result<Option<i64>, Odd> {
        let text = self.maybe(name)?.filter(|text| !text.is_empty());
        let Some(text) = text else { return Ok(None) };
        let read: Result<Timestamp, _> = text.parse();
        read.map(|at| Some(at.as_second())).map_err(|_| Odd(name))
    }

    /// Bytes in Base64, at most `bytes_max`.
    pub(crate) fn bytes(&self, name: &'static str, bytes_max: usize) -> Result<Vec<u8>, Odd> {
        let text = self.value(name).and_then(Value::as_str).ok_or(Odd(name))?;
        if text.len() > bytes_max.div_ceil(3) * 4 {
            return Err(Odd(name));
        }
        let bytes = STANDARD.decode(text).map_err(|_| Odd(name))?;
        match bytes.len() <= bytes_max {
            true => Ok(bytes),
            false => Err(Odd(name)),
        }
    }

    fn plain(&self, value: &Value) -> Option<String> {
        let text = value.as_str()?;
        let is_fine = text.len() <= self.limits.text_bytes_max && !text.contains(char::is_control);
        is_fine.then(|| text.to_owned())
    }
}

/// An instant as it is written; `None` beyond the year 9999.
pub(crate) fn render_instant(at: i64) -> Option<String> {
    Timestamp::from_second(at).ok().map(|at| at.to_string())
}

/// Bytes in Base64 with padding.
pub(crate) fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// An object of the members that are there.
pub(crate) fn object<const N: usize>(members: [(&str, Value); N]) -> Map<String, Value> {
    let members = members.into_iter().filter(|(_, value)| !value.is_null());
    members
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
