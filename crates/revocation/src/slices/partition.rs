//! Which slices a kid has.

use cleanbill_order::Arrange;
use serde_json::{Map, Value};

use super::{Digest, SlicesError};
use crate::filter::FilterKind;
use crate::{Limits, json};

/// Where a chunk belongs: hex digits, 0 to 15.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Coordinates {
    /// The first digit of the hash, in modes with partitions.
    pub x: Option<u8>,
    /// The second digit, in `COORDINATE` mode.
    pub y: Option<u8>,
    /// The digit after those.
    pub chunk: u8,
}

/// A slice that there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SliceReference {
    /// When it no longer counts, in Unix seconds.
    pub expires_at: i64,
    /// What filter it is.
    pub kind: FilterKind,
    /// Its name: the SHA-256 of its bytes.
    pub digest: Digest,
}

/// A part of a kid's hashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    /// The key identifier.
    pub kid: Vec<u8>,
    /// The chunks with their slices, in the order of their digits.
    pub chunks: Vec<(Coordinates, Vec<SliceReference>)>,
}

/// Reads the answer to `GET /lists/‹kid›/partitions`. Members that are not known are ignored.
///
/// # Errors
/// [`SlicesError`]; above all for a kind of slice that is not known, without which the rest would
/// be taken for everything.
pub fn parse_partitions(bytes: &[u8], limits: &Limits) -> Result<Vec<Partition>, SlicesError> {
    let list = json::parse(bytes, limits.json_size_max_bytes)?;
    let items = list.as_array().ok_or(SlicesError::Members)?;
    items.iter().map(partition).collect()
}

fn partition(item: &Value) -> Result<Partition, SlicesError> {
    let kid = json::text(item, "kid").ok_or(SlicesError::Members)?;
    let (x, y) = (coordinate(item, "x")?, coordinate(item, "y")?);
    let chunks = item.get("chunks").and_then(Value::as_object);
    let mut parsed = Vec::new();
    for (chunk, slices) in chunks.ok_or(SlicesError::Members)? {
        let chunk = digit(chunk)?;
        let slices = slices.as_object().ok_or(SlicesError::Members)?;
        parsed.push((Coordinates { x, y, chunk }, references(slices)?));
    }
    parsed.arrange_by(|(one, _), (other, _)| one.cmp(other));
    Ok(Partition {
        kid: json::kid(kid).ok_or(SlicesError::Kid)?,
        chunks: parsed,
    })
}

fn coordinate(item: &Value, name: &str) -> Result<Option<u8>, SlicesError> {
    match item.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => digit(text).map(Some),
        Some(_) => Err(SlicesError::Coordinates),
    }
}

fn digit(text: &str) -> Result<u8, SlicesError> {
    match text.as_bytes() {
        [byte @ b'0'..=b'9'] => Ok(byte - b'0'),
        [byte @ b'a'..=b'f'] => Ok(byte - b'a' + 10),
        [byte @ b'A'..=b'F'] => Ok(byte - b'A' + 10),
        _ => Err(SlicesError::Coordinates),
    }
}

/// `{"‹when it expires›": {"type", "version", "hash"}, …}`.
fn references(slices: &Map<String, Value>) -> Result<Vec<SliceReference>, SlicesError> {
    let reference = |(expires, slice): (&String, &Value)| {
        let text = |name| json::text(slice, name).ok_or(SlicesError::Members);
        Ok(SliceReference {
            expires_at: json::instant(expires).ok_or(SlicesError::Instant)?,
            kind: FilterKind::from_name(text("type")?).ok_or(SlicesError::SliceKind)?,
            digest: digest(text("hash")?)?,
        })
    };
    slices.iter().map(reference).collect()
}

fn digest(text: &str) -> Result<Digest, SlicesError> {
    let mut digest = Digest::default();
    if text.len() != 2 * digest.len() {
        return Err(SlicesError::Digest);
    }
    for (byte, pair) in digest.iter_mut().zip(text.as_bytes().chunks(2)) {
        let pair = std::str::from_utf8(pair).map_err(|_| SlicesError::Digest)?;
        let [high, low] = [pair.get(..1), pair.get(1..)].map(|text| text.map(digit));
        let (Some(Ok(high)), Some(Ok(low))) = (high, low) else {
            return Err(SlicesError::Digest);
        };
        *byte = high << 4 | low;
    }
    Ok(digest)
}
