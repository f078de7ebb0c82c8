//! A delta: what changed since a filter or since the delta before.

use cleanbill_crypto::sha256;

use super::bytes::Fields;
use super::limits::Limits;
use super::{NationalError, Tip};
use crate::KeyHash;

/// The first bytes of a delta.
const MAGIC: &[u8; 8] = b"cbdelta\n";
/// The format that is read and written.
const FORMAT: u8 = 1;

/// The first 12 bytes of a look-up key.
///
/// Enough in a delta: whoever builds one checks that no other pass of the universe shares them,
/// and a key from outside meets one of n entries with probability n / 2⁹⁶.
pub type ShortKey = [u8; 12];

/// Cuts a look-up key to what deltas hold.
#[must_use]
pub const fn short_key(key: &KeyHash) -> ShortKey {
    let [short @ .., _, _, _, _] = *key;
    short
}

/// What changed from one version to a later one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delta {
    /// Version of the filter or delta that this goes on from.
    pub base_version: u32,
    /// SHA-256 of the bytes of that filter or delta.
    pub base_digest: [u8; 32],
    /// The version after it, greater than `base_version`.
    pub version: u32,
    /// When it was made, Unix seconds.
    pub issued_at: i64,
    /// Passes that are revoked from here on; ascending, each once.
    pub revoke: Vec<ShortKey>,
    /// Passes that are no longer revoked; ascending, each once, none of them in `revoke`.
    pub restore: Vec<ShortKey>,
}

impl Delta {
    /// Reads the one delta that `bytes` are.
    ///
    /// # Errors
    /// What is wrong with the bytes, see [`NationalError`].
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, NationalError> {
        let mut fields = Fields::new(bytes);
        let delta = Self::take(&mut fields, limits)?;
        fields.finish()?;
        Ok(delta)
    }

    /// Reads deltas that follow one another in one file, oldest first; none is a file too.
    ///
    /// # Errors
    /// What is wrong with the bytes, see [`NationalError`].
    pub fn parse_all(bytes: &[u8], limits: &Limits) -> Result<Vec<Self>, NationalError> {
        let mut fields = Fields::new(bytes);
        let mut deltas = Vec::new();
        while fields.left() > 0 {
            if deltas.len() >= limits.deltas_max {
                return Err(NationalError::TooMany {
                    what: "deltas",
                    count: deltas.len() + 1,
                    count_max: limits.deltas_max,
                });
            }
            deltas.push(Self::take(&mut fields, limits)?);
        }
        Ok(deltas)
    }

    fn take(fields: &mut Fields<'_>, limits: &Limits) -> Result<Self, NationalError> {
        fields.start(MAGIC, FORMAT)?;
        let base_version = fields.version("base_version")?;
        let base_digest = fields.array()?;
        let version = fields.version("version")?;
        let issued_at = fields.time("issued_at")?;
        let (revoke, restore) = (fields.u32()? as usize, fields.u32()? as usize);
        let count = revoke.saturating_add(restore);
        if count > limits.delta_entries_max {
            return Err(NationalError::TooMany {
                what: "entries",
                count,
                count_max: limits.delta_entries_max,
            });
        }
        let delta = Self {
            base_version,
            base_digest,
            version,
            issued_at,
            revoke: keys(fields, revoke)?,
            restore: keys(fields, restore)?,
        };
        delta.check()?;
        Ok(delta)
    }

    /// Writes the delta.
    ///
    /// # Errors
    /// What a reader would refuse.
    pub fn encode(&self) -> Result<Vec<u8>, NationalError> {
        self.check()?;
        let count = |keys: &[ShortKey]| {
            u32::try_from(keys.len()).map_err(|_| NationalError::Field { field: "count" })
        };
        let mut bytes = Vec::with_capacity(70 + 12 * (self.revoke.len() + self.restore.len()));
        bytes.extend(MAGIC);
        bytes.push(FORMAT);
        bytes.extend(self.base_version.to_le_bytes());
        bytes.extend(self.base_digest);
        bytes.extend(self.version.to_le_bytes());
        bytes.extend(self.issued_at.to_le_bytes());
        bytes.extend(count(&self.revoke)?.to_le_bytes());
        bytes.extend(count(&self.restore)?.to_le_bytes());
        bytes.extend(self.revoke.as_flattened());
        bytes.extend(self.restore.as_flattened());
        Ok(bytes)
    }

    /// Version and digest, which the next delta names.
    ///
    /// # Errors
    /// What [`Self::encode`] refuses.
    pub fn tip(&self) -> Result<Tip, NationalError> {
        Ok(Tip {
            version: self.version,
            digest: sha256(&self.encode()?),
            issued_at: self.issued_at,
        })
    }

    fn check(&self) -> Result<(), NationalError> {
        if self.base_version == 0 || self.version <= self.base_version {
            return Err(NationalError::Field { field: "version" });
        }
        if !(0..=super::TIME_MAX).contains(&self.issued_at) {
            return Err(NationalError::Field { field: "issued_at" });
        }
        ascending("revoked keys", &self.revoke)?;
        ascending("restored keys", &self.restore)?;
        match (self.restore.iter()).any(|key| self.revoke.binary_search(key).is_ok()) {
            true => Err(NationalError::Contradiction),
            false => Ok(()),
        }
    }
}

/// Reads `count` keys; the bytes are there before anything is allocated for them.
fn keys(fields: &mut Fields<'_>, count: usize) -> Result<Vec<ShortKey>, NationalError> {
    let bytes = fields.take(count.saturating_mul(size_of::<ShortKey>()))?;
    let (keys, _) = bytes.as_chunks();
    Ok(keys.to_vec())
}

fn ascending(what: &'static str, keys: &[ShortKey]) -> Result<(), NationalError> {
    let pairs = keys.iter().zip(keys.iter().skip(1));
    match pairs.enumerate().find(|(_, (one, next))| one >= next) {
        None => Ok(()),
        Some((index, _)) => Err(NationalError::Order {
            what,
            at: index + 1,
        }),
    }
}
