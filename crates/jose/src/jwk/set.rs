//! JWK Sets (RFC 7517, section 5).

use core::cell::Cell;
use core::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;

use super::{Jwk, JwkError, SetError};
use crate::json::{self, JsonError};
use crate::limits::Limits;

/// A set of keys, each read on its own.
#[derive(Clone, Debug)]
pub struct JwkSet {
    keys: Vec<Result<Jwk, JwkError>>,
}

impl JwkSet {
    /// Reads a JWK Set. Members other than `keys` are ignored.
    ///
    /// # Errors
    /// [`SetError`], if there is no set. A key that cannot be read is an entry of
    /// [`entries`](Self::entries) and no error.
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, SetError> {
        let text = json::text(bytes, limits.set_bytes_max)?;
        let fault = Cell::new(None);
        let reader = SetReader {
            keys_max: limits.keys_max,
            fault: &fault,
        };
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let keys = deserializer
            .deserialize_any(reader)
            .and_then(|keys| deserializer.end().map(|()| keys))
            .map_err(|error| match fault.get() {
                Some(fault) => fault,
                None if error.is_data() => SetError::NotSet,
                None => SetError::Json(JsonError::Malformed),
            })?;
        let read = |key: &RawValue| Jwk::parse(key.get().as_bytes(), limits);
        Ok(Self {
            keys: keys.into_iter().map(read).collect(),
        })
    }

    /// What became of every key, in the order of the set.
    pub fn entries(&self) -> &[Result<Jwk, JwkError>] {
        &self.keys
    }

    /// The keys that could be read, in the order of the set.
    pub fn keys(&self) -> impl Iterator<Item = &Jwk> {
        self.keys.iter().filter_map(|key| key.as_ref().ok())
    }

    /// Every key with this identifier; identifiers need not be unique.
    pub fn with_kid(&self, kid: &str) -> impl Iterator<Item = &Jwk> {
        self.keys().filter(move |key| key.kid() == Some(kid))
    }
}

/// Takes the array `keys` out of an object, each key as the text that it is.
#[derive(Clone, Copy)]
struct SetReader<'a> {
    keys_max: usize,
    /// Why reading failed, where serde's own error would not say.
    fault: &'a Cell<Option<SetError>>,
}

impl SetReader<'_> {
    fn fail<E: serde::de::Error>(self, fault: SetError) -> E {
        self.fault.set(Some(fault));
        E::custom(fault)
    }
}

impl<'de> Visitor<'de> for SetReader<'_> {
    type Value = Vec<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JWK Set")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut keys = None;
        while let Some(name) = access.next_key::<String>()? {
            if name != "keys" {
                access.next_value::<IgnoredAny>()?;
            } else if keys
                .replace(access.next_value_seed(KeysReader(self))?)
                .is_some()
            {
                return Err(self.fail(SetError::Json(JsonError::DuplicateMember)));
            }
        }
        keys.ok_or_else(|| A::Error::missing_field("keys"))
    }
}

struct KeysReader<'a>(SetReader<'a>);

impl<'de> DeserializeSeed<'de> for KeysReader<'_> {
    type Value = Vec<&'de RawValue>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for KeysReader<'_> {
    type Value = Vec<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of keys")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let max = self.0.keys_max;
        let mut keys = Vec::new();
        while let Some(key) = access.next_element()? {
            if keys.len() == max {
                return Err(self.0.fail(SetError::TooManyKeys { max }));
            }
            keys.push(key);
        }
        Ok(keys)
    }
}
