//! The list itself (section 4).

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_cose::cbor::{Value as Cbor, parse_value, write_deterministic};
use cleanbill_jose::json;
use serde_json::{Map, Value as Json};

use crate::inflate::{deflate, inflate};
use crate::{Bits, Limits, Status, StatusListError};

/// How deep JSON and CBOR may be nested. A list is one object of plain members, and a token wraps
/// it once; the rest is for claims that are not known here.
pub(crate) const DEPTH_MAX: usize = 8;

/// Statuses of so many tokens, each at its index.
///
/// `Debug` shows how many, not which.
#[derive(Clone, PartialEq, Eq)]
pub struct StatusList {
    bits: Bits,
    bytes: Vec<u8>,
}

impl StatusList {
    /// A list in which every token is valid. The number of entries is rounded up to whole bytes.
    ///
    /// # Errors
    /// [`StatusListError::ListTooLarge`].
    pub fn new(bits: Bits, entries: u64, limits: &Limits) -> Result<Self, StatusListError> {
        let max = limits.list_size_max_bytes;
        let bytes = entries.div_ceil(u64::from(bits.per_byte()));
        match usize::try_from(bytes) {
            Ok(bytes) if bytes <= max => Ok(Self {
                bits,
                bytes: vec![0; bytes],
            }),
            _ => Err(StatusListError::ListTooLarge { max }),
        }
    }

    /// Decompresses `lst`.
    ///
    /// # Errors
    /// [`StatusListError::Compression`], [`StatusListError::ListTooLarge`].
    pub fn from_compressed(
        bits: Bits,
        stream: &[u8],
        limits: &Limits,
    ) -> Result<Self, StatusListError> {
        let bytes = inflate(stream, limits.list_size_max_bytes)?;
        Ok(Self { bits, bytes })
    }

    /// The zlib stream of `lst`, at level 9. Deterministic; other implementations of zlib may
    /// write another stream for the same list.
    #[must_use]
    pub fn to_compressed(&self) -> Vec<u8> {
        deflate(&self.bytes)
    }

    /// Reads `{"bits": 1, "lst": "base64url"}` (section 4.2).
    ///
    /// # Errors
    /// [`StatusListError`]: not such JSON, or not such a list.
    pub fn parse_json(bytes: &[u8], limits: &Limits) -> Result<Self, StatusListError> {
        let value = json::parse(bytes, limits.token_size_max_bytes, DEPTH_MAX)?;
        Self::from_json(&value, limits)
    }

    pub(crate) fn from_json(value: &Json, limits: &Limits) -> Result<Self, StatusListError> {
        let width = value.get("bits").and_then(Json::as_i64);
        let lst = value.get("lst").and_then(Json::as_str);
        let (Some(width), Some(lst)) = (width, lst) else {
            return Err(StatusListError::NotList);
        };
        let bits = Bits::from_width(width).ok_or(StatusListError::Bits { bits: width })?;
        let stream = URL_SAFE_NO_PAD.decode(lst);
        Self::from_compressed(bits, &stream.map_err(|_| StatusListError::Base64)?, limits)
    }

    /// Writes what [`parse_json`](Self::parse_json) reads, without white space.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.json_value().to_string()
    }

    pub(crate) fn json_value(&self) -> Json {
        let lst = URL_SAFE_NO_PAD.encode(self.to_compressed());
        let members = [
            ("bits".to_owned(), Json::from(self.bits.width())),
            ("lst".to_owned(), Json::from(lst)),
        ];
        Json::Object(Map::from_iter(members))
    }

    /// Reads `{"bits": 1, "lst": h'…'}` (section 4.3).
    ///
    /// # Errors
    /// [`StatusListError`]: not such CBOR, or not such a list.
    pub fn parse_cbor(bytes: &[u8], limits: &Limits) -> Result<Self, StatusListError> {
        Self::from_cbor(&parse_value(bytes, &cbor_limits(limits))?, limits)
    }

    pub(crate) fn from_cbor(value: &Cbor<'_>, limits: &Limits) -> Result<Self, StatusListError> {
        let width = value.member("bits").and_then(Cbor::as_int);
        let lst = value.member("lst").and_then(Cbor::as_bytes);
        let (Some(width), Some(lst)) = (width, lst) else {
            return Err(StatusListError::NotList);
        };
        let bits = Bits::from_width(width).ok_or(StatusListError::Bits { bits: width })?;
        Self::from_compressed(bits, lst, limits)
    }

    /// Writes what [`parse_cbor`](Self::parse_cbor) reads, in the draft's order of members.
    #[must_use]
    pub fn to_cbor(&self) -> Vec<u8> {
        const MAP_OF_TWO: u8 = 0xa2;
        let lst = self.to_compressed();
        let mut out = vec![MAP_OF_TWO];
        write_deterministic(&Cbor::from("bits"), &mut out);
        write_deterministic(&Cbor::from(i64::from(self.bits.width())), &mut out);
        write_deterministic(&Cbor::from("lst"), &mut out);
        write_deterministic(&Cbor::from(lst.as_slice()), &mut out);
        out
    }

    /// How many bits an entry has.
    #[must_use]
    pub const fn bits(&self) -> Bits {
        self.bits
    }

    /// How many entries there are; a multiple of those that a byte holds.
    #[must_use]
    pub fn entries(&self) -> u64 {
        self.bytes.len() as u64 * u64::from(self.bits.per_byte())
    }

    /// The bytes of the list, not compressed.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The status of the token with this index.
    ///
    /// # Errors
    /// [`StatusListError::OutOfRange`].
    pub fn status(&self, index: u64) -> Result<Status, StatusListError> {
        let (byte, shift) = self.place(index);
        let byte = byte.and_then(|byte| self.bytes.get(byte));
        let byte = *byte.ok_or(self.out_of_range())?;
        Ok(Status::from_value(byte >> shift & self.bits.value_max()))
    }

    /// Sets the status of the token with this index.
    ///
    /// # Errors
    /// [`StatusListError::OutOfRange`], [`StatusListError::Value`].
    pub fn set(&mut self, index: u64, status: Status) -> Result<(), StatusListError> {
        let (value, max) = (status.value(), self.bits.value_max());
        if value > max {
            return Err(StatusListError::Value { value });
        }
        let out_of_range = self.out_of_range();
        let (byte, shift) = self.place(index);
        let byte = byte.and_then(|byte| self.bytes.get_mut(byte));
        let byte = byte.ok_or(out_of_range)?;
        *byte = *byte & !(max << shift) | value << shift;
        Ok(())
    }

    /// The byte of an entry, and how far the entry is from its lowest bit (section 4.1: from the
    /// least significant bit on).
    fn place(&self, index: u64) -> (Option<usize>, u8) {
        let per_byte = u64::from(self.bits.per_byte());
        let shift = (index % per_byte) as u8 * self.bits.width();
        (usize::try_from(index / per_byte).ok(), shift)
    }

    fn out_of_range(&self) -> StatusListError {
        StatusListError::OutOfRange {
            entries: self.entries(),
        }
    }
}

impl fmt::Debug for StatusList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StatusList")
            .field("bits", &self.bits)
            .field("entries", &self.entries())
            .finish_non_exhaustive()
    }
}

/// Room for a list, and for the few claims around it.
pub(crate) fn cbor_limits(limits: &Limits) -> cleanbill_cose::Limits {
    cleanbill_cose::Limits {
        size_max_bytes: limits.token_size_max_bytes,
        depth_max: DEPTH_MAX,
        ..cleanbill_cose::Limits::default()
    }
}
