use std::borrow::Cow;

use cleanbill_order::Arrange;
use minicbor::data::Type;
use minicbor::decode::{Decoder, Error};

use super::{CborError, Key, Value};
use crate::Limits;

/// Reads exactly one data item from all of `bytes`.
///
/// # Errors
/// [`CborError`]: malformed, truncated, beyond the limits, duplicate keys, trailing bytes.
pub fn parse_value<'b>(bytes: &'b [u8], limits: &Limits) -> Result<Value<'b>, CborError> {
    let mut reader = Reader::new(bytes, limits)?;
    let value = reader.value()?;
    reader.finish()?;
    Ok(value)
}

/// A cursor over bounded CBOR. Counts the items it has read against
/// [`Limits::items_max`], so that one budget covers a whole message.
pub struct Reader<'b> {
    decoder: Decoder<'b>,
    depth_max: usize,
    items_max: usize,
    items: usize,
}

impl<'b> Reader<'b> {
    /// A reader at the start of `bytes`.
    ///
    /// # Errors
    /// [`CborError::TooLong`].
    pub fn new(bytes: &'b [u8], limits: &Limits) -> Result<Self, CborError> {
        if bytes.len() > limits.size_max_bytes {
            return Err(CborError::TooLong {
                size_bytes: bytes.len(),
                size_max_bytes: limits.size_max_bytes,
            });
        }
        Ok(Self {
            decoder: Decoder::new(bytes),
            depth_max: limits.depth_max,
            items_max: limits.items_max,
            items: 0,
        })
    }

    /// Offset of the next byte.
    #[must_use]
    pub fn position(&self) -> usize {
        self.decoder.position()
    }

    /// Asserts that everything was read.
    ///
    /// # Errors
    /// [`CborError::TrailingBytes`].
    pub fn finish(&self) -> Result<(), CborError> {
        let position = self.position();
        if position == self.decoder.input().len() {
            Ok(())
        } else {
            Err(CborError::TrailingBytes { position })
        }
    }

    /// The number of the tag that stands next, which is consumed; `None` if none does.
    ///
    /// # Errors
    /// [`CborError::Truncated`], [`CborError::Malformed`].
    pub fn tag(&mut self) -> Result<Option<u64>, CborError> {
        if self.datatype()? == Type::Tag {
            self.decoder
                .tag()
                .map(|tag| Some(tag.as_u64()))
                .map_err(|e| self.error(&e))
        } else {
            Ok(None)
        }
    }

    /// The head of an array of exactly `len` items.
    ///
    /// # Errors
    /// [`CborError::UnexpectedType`] for anything else, also an array of indefinite length.
    pub fn array_of(&mut self, len: u64) -> Result<(), CborError> {
        let position = self.position();
        match self.decoder.array() {
            Ok(Some(found)) if found == len => Ok(()),
            Ok(_) => Err(CborError::UnexpectedType { position }),
            Err(error) => Err(self.error(&error)),
        }
    }

    /// The length of the array that stands next; its head is consumed.
    ///
    /// # Errors
    /// [`CborError::UnexpectedType`] for anything else, also an array of indefinite length;
    /// [`CborError::TooManyItems`] if the budget cannot hold it.
    pub fn array_len(&mut self) -> Result<u64, CborError> {
        let position = self.position();
        let len = self.decoder.array().map_err(|e| self.error(&e))?;
        let len = len.ok_or(CborError::UnexpectedType { position })?;
        if len > self.items_max as u64 {
            return Err(CborError::TooManyItems {
                items_max: self.items_max,
            });
        }
        Ok(len)
    }

    /// A definite byte string, borrowed.
    ///
    /// # Errors
    /// [`CborError::UnexpectedType`] for anything else.
    pub fn bytes(&mut self) -> Result<&'b [u8], CborError> {
        self.decoder.bytes().map_err(|e| self.error(&e))
    }

    /// One data item with all that it contains.
    ///
    /// # Errors
    /// As [`parse_value`], without the check for trailing bytes.
    pub fn value(&mut self) -> Result<Value<'b>, CborError> {
        self.value_at(0)
    }

    fn value_at(&mut self, depth: usize) -> Result<Value<'b>, CborError> {
        if depth > self.depth_max {
            return Err(CborError::TooDeep {
                depth_max: self.depth_max,
            });
        }
        self.count_item()?;
        let position = self.position();
        match self.datatype()? {
            Type::U8
            | Type::U16
            | Type::U32
            | Type::U64
            | Type::I8
            | Type::I16
            | Type::I32
            | Type::I64
            | Type::Int => self.int().map(Value::Int),
            Type::Bytes => self.bytes().map(|bytes| Value::Bytes(Cow::Borrowed(bytes))),
            Type::BytesIndef => self
                .chunked_bytes()
                .map(|bytes| Value::Bytes(Cow::Owned(bytes))),
            Type::String => self.text().map(|text| Value::Text(Cow::Borrowed(text))),
            Type::StringIndef => self
                .chunked_text()
                .map(|text| Value::Text(Cow::Owned(text))),
            Type::Array | Type::ArrayIndef => self.array(depth),
            Type::Map | Type::MapIndef => self.map(depth),
            Type::Tag => {
                let tag = self.decoder.tag().map_err(|e| self.error(&e))?;
                let inner = self.value_at(depth + 1)?;
                Ok(Value::Tag(tag.as_u64(), Box::new(inner)))
            }
            Type::Bool => self
                .decoder
                .bool()
                .map(Value::Bool)
                .map_err(|e| self.error(&e)),
            Type::Null => self
                .decoder
                .null()
                .map(|()| Value::Null)
                .map_err(|e| self.error(&e)),
            Type::Undefined => self
                .decoder
                .undefined()
                .map(|()| Value::Undefined)
                .map_err(|e| self.error(&e)),
            Type::F16 | Type::F32 | Type::F64 => self
                .decoder
                .f64()
                .map(Value::Float)
                .map_err(|e| self.error(&e)),
            Type::Simple | Type::Break | Type::Unknown(_) => Err(CborError::Malformed { position }),
        }
    }

    fn array(&mut self, depth: usize) -> Result<Value<'b>, CborError> {
        let len = self.decoder.array().map_err(|e| self.error(&e))?;
        let mut items = Vec::new();
        while self.more(len, items.len())? {
            items.push(self.value_at(depth + 1)?);
        }
        Ok(Value::Array(items))
    }

    fn map(&mut self, depth: usize) -> Result<Value<'b>, CborError> {
        let position = self.position();
        let len = self.decoder.map().map_err(|e| self.error(&e))?;
        let mut entries: Vec<(Key<'b>, Value<'b>)> = Vec::new();
        while self.more(len, entries.len())? {
            let key = self.key()?;
            let value = self.value_at(depth + 1)?;
            entries.push((key, value));
        }
        if has_duplicate(&entries) {
            return Err(CborError::DuplicateKey { position });
        }
        Ok(Value::Map(entries))
    }

    /// Whether another element follows; consumes the break of an indefinite container.
    fn more(&mut self, len: Option<u64>, seen: usize) -> Result<bool, CborError> {
        if let Some(len) = len {
            return Ok((seen as u64) < len);
        }
        if self.datatype()? == Type::Break {
            self.decoder.set_position(self.position() + 1);
            return Ok(false);
        }
        Ok(true)
    }

    fn key(&mut self) -> Result<Key<'b>, CborError> {
        self.count_item()?;
        let position = self.position();
        match self.datatype()? {
            Type::String => self.text().map(|text| Key::Text(Cow::Borrowed(text))),
            Type::StringIndef => self.chunked_text().map(|text| Key::Text(Cow::Owned(text))),
            Type::U8
            | Type::U16
            | Type::U32
            | Type::U64
            | Type::I8
            | Type::I16
            | Type::I32
            | Type::I64
            | Type::Int => self.int().map(Key::Int),
            _ => Err(CborError::KeyType { position }),
        }
    }

    fn int(&mut self) -> Result<i64, CborError> {
        let position = self.position();
        let int = self.decoder.int().map_err(|e| self.error(&e))?;
        i64::try_from(int).map_err(|_| CborError::IntegerRange { position })
    }

    fn text(&mut self) -> Result<&'b str, CborError> {
        self.decoder.str().map_err(|e| self.error(&e))
    }

    /// Chunks add up to no more than the input's own length.
    fn chunked_text(&mut self) -> Result<String, CborError> {
        let position = self.position();
        let mut whole = String::new();
        for chunk in self
            .decoder
            .str_iter()
            .map_err(|e| classify(&e, position))?
        {
            whole.push_str(chunk.map_err(|e| classify(&e, position))?);
        }
        Ok(whole)
    }

    fn chunked_bytes(&mut self) -> Result<Vec<u8>, CborError> {
        let position = self.position();
        let mut whole = Vec::new();
        for chunk in self
            .decoder
            .bytes_iter()
            .map_err(|e| classify(&e, position))?
        {
            whole.extend_from_slice(chunk.map_err(|e| classify(&e, position))?);
        }
        Ok(whole)
    }

    fn datatype(&self) -> Result<Type, CborError> {
        self.decoder.datatype().map_err(|e| self.error(&e))
    }

    fn count_item(&mut self) -> Result<(), CborError> {
        self.items += 1;
        if self.items > self.items_max {
            return Err(CborError::TooManyItems {
                items_max: self.items_max,
            });
        }
        Ok(())
    }

    fn error(&self, error: &Error) -> CborError {
        classify(error, self.position())
    }
}

fn classify(error: &Error, position: usize) -> CborError {
    let position = error.position().unwrap_or(position);
    if error.is_end_of_input() {
        CborError::Truncated { position }
    } else if error.is_type_mismatch() {
        CborError::UnexpectedType { position }
    } else {
        CborError::Malformed { position }
    }
}

/// Small maps, which all real ones are, are compared in place; large ones by sorted reference.
fn has_duplicate(entries: &[(Key<'_>, Value<'_>)]) -> bool {
    const IN_PLACE_MAX: usize = 16;
    if entries.len() <= IN_PLACE_MAX {
        let mut rest = entries;
        while let [(key, _), tail @ ..] = rest {
            if tail.iter().any(|(other, _)| other == key) {
                return true;
            }
            rest = tail;
        }
        return false;
    }
    let mut keys: Vec<&Key<'_>> = entries.iter().map(|(key, _)| key).collect();
    keys.arrange();
    keys.windows(2).any(|pair| matches!(pair, [a, b] if a == b))
}
