//! The documents of a set: maps from integer labels to values, read strictly.

use cleanbill_cose::cbor::{Key, Value, encode_deterministic};

use super::form::parse_deterministic;
use super::{Fault, LIFETIME_MIN_SECS, Part, SetError};

/// The labels that root and manifest share.
pub(super) const FORMAT: i64 = 1;
pub(super) const VERSION: i64 = 2;
pub(super) const ISSUED_AT: i64 = 3;
pub(super) const EXPIRES_AT: i64 = 4;

/// 9999-12-31T23:59:59Z, the last second that RFC 3339 can write.
const LATEST_SECS: i64 = 253_402_300_799;

/// The fields of a document that nobody has taken yet.
///
/// A label of 0 or above must be understood, so a new one refuses the set in older versions; one
/// below 0 may be ignored. That is the room in which format 1 can grow.
pub(super) struct Fields<'b> {
    entries: Vec<(i64, Value<'b>)>,
    part: Part,
}

impl<'b> Fields<'b> {
    /// Reads a document of the one format there is.
    pub(super) fn parse(bytes: &'b [u8], part: Part) -> Result<Self, SetError> {
        let document = parse_deterministic(bytes).map_err(|fault| fault.of(part.clone()))?;
        let Value::Map(entries) = document else {
            return Err(Fault::NotFields.of(part));
        };
        let labelled = |(key, value)| match key {
            Key::Int(label) => Some((label, value)),
            Key::Text(_) => None,
        };
        let entries: Option<Vec<_>> = entries.into_iter().map(labelled).collect();
        let Some(entries) = entries else {
            return Err(Fault::NotFields.of(part));
        };
        let mut fields = Self { entries, part };
        match fields.int(FORMAT)? {
            super::file::FORMAT => Ok(fields),
            found => {
                let part = fields.part;
                Err(SetError::UnsupportedFormat { part, found })
            }
        }
    }

    pub(super) fn part(&self) -> Part {
        self.part.clone()
    }

    /// The error for a field that is missing or invalid.
    pub(super) fn invalid(&self, label: i64) -> SetError {
        Fault::Field { label }.of(self.part())
    }

    /// The value of a field, if it is there.
    pub(super) fn take(&mut self, label: i64) -> Option<Value<'b>> {
        let index = self.entries.iter().position(|(key, _)| *key == label)?;
        Some(self.entries.swap_remove(index).1)
    }

    pub(super) fn int(&mut self, label: i64) -> Result<i64, SetError> {
        let value = self.take(label).as_ref().and_then(Value::as_int);
        value.ok_or_else(|| self.invalid(label))
    }

    /// A version: 1 or more.
    pub(super) fn version(&mut self) -> Result<u32, SetError> {
        let version = u32::try_from(self.int(VERSION)?).ok();
        version
            .filter(|version| *version > 0)
            .ok_or_else(|| self.invalid(VERSION))
    }

    /// Issue and expiry, far enough apart.
    pub(super) fn life(&mut self) -> Result<(i64, i64), SetError> {
        let mut time = |label| {
            let secs = self.int(label)?;
            (0..=LATEST_SECS)
                .contains(&secs)
                .then_some(secs)
                .ok_or_else(|| self.invalid(label))
        };
        let (issued_at, expires_at) = (time(ISSUED_AT)?, time(EXPIRES_AT)?);
        let lifetime_secs = expires_at - issued_at;
        if lifetime_secs < LIFETIME_MIN_SECS {
            return Err(SetError::LifetimeTooShort {
                part: self.part(),
                lifetime_secs,
            });
        }
        Ok((issued_at, expires_at))
    }

    /// The items of an array of at most `max`.
    pub(super) fn items(
        &mut self,
        label: i64,
        what: &'static str,
        max: usize,
    ) -> Result<Vec<Value<'b>>, SetError> {
        match self.take(label) {
            Some(Value::Array(items)) if items.len() <= max => Ok(items),
            Some(Value::Array(_)) => Err(Fault::TooMany { what, max }.of(self.part())),
            _ => Err(self.invalid(label)),
        }
    }

    /// Asserts that nothing is left that would have to be understood.
    pub(super) fn finish(self) -> Result<(), SetError> {
        let critical = self.entries.iter().map(|(label, _)| *label);
        match critical.filter(|label| *label >= 0).min() {
            Some(label) => {
                let part = self.part;
                Err(SetError::UnknownField { part, label })
            }
            None => Ok(()),
        }
    }
}

/// The fields that every document begins with, for [`encode`].
pub(super) fn head(version: u32, issued_at: i64, expires_at: i64) -> Vec<(i64, Value<'static>)> {
    vec![
        (FORMAT, Value::Int(super::file::FORMAT)),
        (VERSION, Value::Int(i64::from(version))),
        (ISSUED_AT, Value::Int(issued_at)),
        (EXPIRES_AT, Value::Int(expires_at)),
    ]
}

/// Writes a document.
pub(super) fn encode(fields: Vec<(i64, Value<'_>)>) -> Vec<u8> {
    let entries = fields.into_iter().map(|(label, v)| (Key::Int(label), v));
    encode_deterministic(&Value::Map(entries.collect()))
}
