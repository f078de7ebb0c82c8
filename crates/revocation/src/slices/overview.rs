//! Which kids have revocations, and how they are divided.

use cleanbill_order::Arrange;
use serde_json::Value;

use super::{Coordinates, SlicesError};
use crate::{HashType, KeyHash, Limits, json};

/// How the hashes of a kid are divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// Into 16 chunks: up to 100,000 hashes.
    Point,
    /// Into 16 partitions of 16 chunks: up to 1,600,000 hashes.
    Vector,
    /// Into 256 partitions of 16 chunks.
    Coordinate,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Self; 3] = [Self::Point, Self::Vector, Self::Coordinate];

    /// The name in the distributor's JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Point => "POINT",
            Self::Vector => "VECTOR",
            Self::Coordinate => "COORDINATE",
        }
    }

    /// Where a hash belongs: its leading hex digits.
    #[must_use]
    pub const fn coordinates(self, hash: &KeyHash) -> Coordinates {
        let [first_byte, second_byte, ..] = *hash;
        let (first, second, third) = (first_byte >> 4, first_byte & 0x0f, second_byte >> 4);
        let (x, y, chunk) = match self {
            Self::Point => (None, None, first),
            Self::Vector => (Some(first), None, second),
            Self::Coordinate => (Some(first), Some(second), third),
        };
        Coordinates { x, y, chunk }
    }

    /// Whether partitions in this mode have these coordinates.
    pub(super) const fn fits(self, coordinates: &Coordinates) -> bool {
        let has = (coordinates.x.is_some(), coordinates.y.is_some());
        matches!(
            (self, has),
            (Self::Point, (false, false))
                | (Self::Vector, (true, false))
                | (Self::Coordinate, (true, true))
        )
    }
}

/// A kid that has revocations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KidOverview {
    /// The key identifier.
    pub kid: Vec<u8>,
    /// How its hashes are divided.
    pub mode: Mode,
    /// What was hashed, ascending, each once.
    pub hash_types: Vec<HashType>,
    /// When the last of its revocations expires, in Unix seconds.
    pub expires_at: i64,
    /// When it changed last, in Unix seconds.
    pub updated_at: i64,
}

/// Reads the answer to `GET /lists`. Members that are not known are ignored.
///
/// # Errors
/// [`SlicesError`].
pub fn parse_overview(bytes: &[u8], limits: &Limits) -> Result<Vec<KidOverview>, SlicesError> {
    let list = json::parse(bytes, limits.json_size_max_bytes)?;
    let items = list.as_array().ok_or(SlicesError::Members)?;
    let (actual, max) = (items.len(), limits.kids_max);
    if actual > max {
        return Err(SlicesError::TooMany { actual, max });
    }
    let kids: Result<Vec<_>, _> = items.iter().map(kid_overview).collect();
    let kids = kids?;
    let mut sorted: Vec<&[u8]> = kids.iter().map(|kid| kid.kid.as_slice()).collect();
    sorted.arrange();
    if sorted
        .windows(2)
        .any(|pair| matches!(pair, [one, next] if one == next))
    {
        return Err(SlicesError::DuplicateKid);
    }
    Ok(kids)
}

fn kid_overview(item: &Value) -> Result<KidOverview, SlicesError> {
    let text = |name| json::text(item, name).ok_or(SlicesError::Members);
    let instant = |name| json::instant(text(name)?).ok_or(SlicesError::Instant);
    let mode = text("mode")?;
    let mode = Mode::ALL.into_iter().find(|one| one.name() == mode);
    let hash_types = item.get("hashTypes").and_then(Value::as_array);
    let hash_type = |name: &Value| {
        let name = name.as_str().ok_or(SlicesError::Members)?;
        HashType::from_name(name).ok_or(SlicesError::HashType)
    };
    let hash_types = hash_types.ok_or(SlicesError::Members)?.iter();
    let hash_types: Result<Vec<_>, _> = hash_types.map(hash_type).collect();
    let mut hash_types = hash_types?;
    hash_types.arrange();
    hash_types.dedup();
    Ok(KidOverview {
        kid: json::kid(text("kid")?).ok_or(SlicesError::Kid)?,
        mode: mode.ok_or(SlicesError::Mode)?,
        hash_types,
        expires_at: instant("expires")?,
        updated_at: instant("lastUpdated")?,
    })
}
