//! Records as arrays of canonical CBOR, read back within bounds and in one spelling only.

use std::borrow::Cow;

use thiserror::Error;

use crate::Limits;
use crate::cbor::{CborError, Value, encode_deterministic, parse_value};

/// The longest record that is read, in bytes: a founding act with 64 officers' keys.
pub const SIZE_MAX_BYTES: usize = 65_536;
/// The longest text in a record, in bytes: 80 characters of four bytes (DCC schema, `maxLength`).
pub const TEXT_MAX_BYTES: usize = 320;

const LIMITS: Limits = Limits {
    size_max_bytes: SIZE_MAX_BYTES,
    depth_max: 6,
    items_max: 4_096,
};

/// Why bytes are not a record. Says where, never what.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WireError {
    /// Not CBOR, or beyond its limits.
    #[error(transparent)]
    Cbor(#[from] CborError),
    /// A field is missing, has another type, or lies outside its range.
    #[error("field {position} of the record is not what it should be")]
    Field {
        /// From 0, within its array.
        position: usize,
    },
    /// Fields follow the last one.
    #[error("the record has fields after the last one")]
    Trailing,
    /// The same content would be written in other bytes (RFC 8949, section 4.2.1).
    #[error("the record is not in its one canonical spelling")]
    NotCanonical,
}

impl WireError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Cbor(error) => error.code(),
            Self::Field { .. } => "record.field",
            Self::Trailing => "record.trailing",
            Self::NotCanonical => "record.not-canonical",
        }
    }
}

/// Reads an array of fields with `read`, and holds the bytes against what `write` makes of it;
/// at most 64 KiB, 4,096 items.
///
/// # Errors
/// [`WireError`].
pub fn parse_record<T>(
    bytes: &[u8],
    read: impl FnOnce(&mut Fields<'_>) -> Result<T, WireError>,
    write: impl FnOnce(&T) -> Vec<u8>,
) -> Result<T, WireError> {
    parse_record_within(bytes, &LIMITS, read, write)
}

/// As [`parse_record`], within other limits.
///
/// # Errors
/// [`WireError`].
pub fn parse_record_within<T>(
    bytes: &[u8],
    limits: &Limits,
    read: impl FnOnce(&mut Fields<'_>) -> Result<T, WireError>,
    write: impl FnOnce(&T) -> Vec<u8>,
) -> Result<T, WireError> {
    let value = parse_value(bytes, limits)?;
    let mut fields = Fields::of(&value).ok_or(WireError::Field { position: 0 })?;
    let record = read(&mut fields)?;
    fields.finish()?;
    if write(&record) == bytes {
        Ok(record)
    } else {
        Err(WireError::NotCanonical)
    }
}

/// Writes an array of fields.
#[must_use]
pub fn encode_record(fields: Vec<Value<'_>>) -> Vec<u8> {
    encode_deterministic(&Value::Array(fields))
}

/// The fields of a record, taken one after another.
pub struct Fields<'a> {
    items: &'a [Value<'a>],
    position: usize,
}

impl<'a> Fields<'a> {
    /// The fields of an array; `None` for another value.
    #[must_use]
    pub fn of(value: &'a Value<'a>) -> Option<Self> {
        let items = value.as_array()?;
        Some(Self { items, position: 0 })
    }

    /// That the field taken last is not what it should be.
    #[must_use]
    pub const fn wrong(&self) -> WireError {
        WireError::Field {
            position: self.position.saturating_sub(1),
        }
    }

    /// That no field follows.
    ///
    /// # Errors
    /// [`WireError::Trailing`].
    pub const fn finish(&self) -> Result<(), WireError> {
        if self.position == self.items.len() {
            Ok(())
        } else {
            Err(WireError::Trailing)
        }
    }

    fn next(&mut self) -> Result<&'a Value<'a>, WireError> {
        let item = self.items.get(self.position);
        self.position += 1;
        item.ok_or_else(|| self.wrong())
    }

    /// What `read` makes of the next field; `None` where it is null.
    fn next_if<T>(
        &mut self,
        read: impl FnOnce(&'a Value<'a>) -> Option<T>,
    ) -> Result<Option<T>, WireError> {
        match self.next()? {
            Value::Null => Ok(None),
            value => read(value).map(Some).ok_or_else(|| self.wrong()),
        }
    }

    fn require<T>(
        &mut self,
        read: impl FnOnce(&'a Value<'a>) -> Option<T>,
    ) -> Result<T, WireError> {
        self.next_if(read)?.ok_or_else(|| self.wrong())
    }

    /// The next field, an integer.
    ///
    /// # Errors
    /// [`WireError::Field`].
    pub fn int(&mut self) -> Result<i64, WireError> {
        self.require(Value::as_int)
    }

    /// The next field, a number in the range of `T`.
    ///
    /// # Errors
    /// [`WireError::Field`].
    pub fn number<T: TryFrom<i64>>(&mut self) -> Result<T, WireError> {
        self.require(|value| T::try_from(value.as_int()?).ok())
    }

    /// As [`number`](Self::number), or null.
    ///
    /// # Errors
    /// [`WireError::Field`].
    pub fn optional_number<T: TryFrom<i64>>(&mut self) -> Result<Option<T>, WireError> {
        self.next_if(|value| T::try_from(value.as_int()?).ok())
    }

    /// The next field, true or false.
    ///
    /// # Errors
    /// [`WireError::Field`].
    pub fn bool(&mut self) -> Result<bool, WireError> {
        self.require(|value| match value {
            Value::Bool(bool) => Some(*bool),
            _ => None,
        })
    }

    /// Text of at most [`TEXT_MAX_BYTES`].
    ///
    /// # Errors
    /// [`WireError::Field`].
    pub fn text(&mut self) -> Result<String, WireError> {
        self.require(text)
    }

    /// As [`text`](Self::text), or null.
    ///
    /// # Errors
    /// [`WireError::Field`].
    pub fn optional_text(&mut self) -> Result<Option<String>, WireError> {
        self.next_if(text)
    }

    /// The next field, `N` bytes.
    ///
    /// # Errors
    /// [`WireError::Field`].
    pub fn bytes<const N: usize>(&mut self) -> Result<[u8; N], WireError> {
        self.require(|value| value.as_bytes()?.try_into().ok())
    }

    /// As [`bytes`](Self::bytes), or null.
    ///
    /// # Errors
    /// [`WireError::Field`].
    pub fn optional_bytes<const N: usize>(&mut self) -> Result<Option<[u8; N]>, WireError> {
        self.next_if(|value| value.as_bytes()?.try_into().ok())
    }

    /// The next field, at most `max` bytes.
    ///
    /// # Errors
    /// [`WireError::Field`].
    pub fn bytes_up_to(&mut self, max: usize) -> Result<Vec<u8>, WireError> {
        self.require(|value| {
            let bytes = value.as_bytes()?;
            (bytes.len() <= max).then(|| bytes.to_vec())
        })
    }

    /// A member of a closed list by its number.
    ///
    /// # Errors
    /// [`WireError::Field`].
    pub fn member<T>(&mut self, find: fn(u8) -> Option<T>) -> Result<T, WireError> {
        self.require(|value| find(u8::try_from(value.as_int()?).ok()?))
    }

    /// An array inside, read with `read` to its end.
    ///
    /// # Errors
    /// [`WireError`].
    pub fn inner<T>(
        &mut self,
        read: impl FnOnce(&mut Fields<'a>) -> Result<T, WireError>,
    ) -> Result<T, WireError> {
        let mut inner = self.require(Fields::of)?;
        let record = read(&mut inner)?;
        inner.finish()?;
        Ok(record)
    }

    /// As [`inner`](Self::inner), or null.
    ///
    /// # Errors
    /// [`WireError`].
    pub fn optional_inner<T>(
        &mut self,
        read: impl FnOnce(&mut Fields<'a>) -> Result<T, WireError>,
    ) -> Result<Option<T>, WireError> {
        let Some(mut inner) = self.next_if(Fields::of)? else {
            return Ok(None);
        };
        let record = read(&mut inner)?;
        inner.finish()?;
        Ok(Some(record))
    }

    /// An array of up to `max` entries, each read with `read`.
    ///
    /// # Errors
    /// [`WireError`].
    pub fn list<T>(
        &mut self,
        max: usize,
        mut read: impl FnMut(&mut Fields<'a>) -> Result<T, WireError>,
    ) -> Result<Vec<T>, WireError> {
        let mut inner = self.require(Fields::of)?;
        if inner.items.len() > max {
            return Err(self.wrong());
        }
        let mut entries = Vec::with_capacity(inner.items.len());
        while inner.finish().is_err() {
            entries.push(read(&mut inner)?);
        }
        Ok(entries)
    }
}

fn text(value: &Value<'_>) -> Option<String> {
    let text = value.as_text()?;
    (text.len() <= TEXT_MAX_BYTES).then(|| text.to_owned())
}

/// An integer.
#[must_use]
pub fn int<'v>(number: impl Into<i64>) -> Value<'v> {
    Value::Int(number.into())
}

/// An integer, or null.
#[must_use]
pub fn optional_int<'v>(number: Option<impl Into<i64>>) -> Value<'v> {
    number.map_or(Value::Null, int)
}

/// Text, or null.
#[must_use]
pub fn optional_text(text: Option<&str>) -> Value<'_> {
    text.map_or(Value::Null, Value::from)
}

/// Bytes.
#[must_use]
pub fn bytes(bytes: &[u8]) -> Value<'_> {
    Value::Bytes(Cow::Borrowed(bytes))
}

/// Bytes, or null.
#[must_use]
pub fn optional_bytes<const N: usize>(given: Option<&[u8; N]>) -> Value<'_> {
    given.map_or(Value::Null, |given| bytes(given))
}

/// An array of what `write` makes of each entry.
#[must_use]
pub fn list<'v, T>(entries: &'v [T], write: impl Fn(&'v T) -> Value<'v>) -> Value<'v> {
    Value::Array(entries.iter().map(write).collect())
}
