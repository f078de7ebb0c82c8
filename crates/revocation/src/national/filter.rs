//! The filter: read, written, asked.

use cleanbill_crypto::sha256;

use super::bytes::Fields;
use super::coverage::Coverage;
use super::limits::Limits;
use super::ribbon::{Equation, SPAN, Seed, Stage};
use super::{NationalError, Tip};
use crate::{Answer, KeyHash, Mechanism, Subject};

/// The first bytes of a filter.
const MAGIC: &[u8; 8] = b"cbfilter";
/// The format that is read and written.
const FORMAT: u8 = 1;
/// Most columns of the approximate ribbon: one revocation in four billion passes.
pub const COLUMNS_MAX: u8 = 32;
/// The name of the mechanism in reports.
pub(super) const NAME: &str = "national-filter";

/// What a filter consists of: all that its bytes say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterParts {
    /// 1 and up; every filter and every delta of an authority has the next.
    pub version: u32,
    /// When it was built, Unix seconds.
    pub issued_at: i64,
    /// SHA-256 of the universe file that it was built from.
    pub universe: [u8; 32],
    /// How many passes of the universe are revoked.
    pub revoked: u64,
    /// Which passes it answers for.
    pub coverage: Coverage,
    /// Bits that the approximate ribbon has for each row: a pass that is not revoked comes through
    /// with probability 2^-columns.
    pub columns: u8,
    /// How often the exact ribbon could not be solved before.
    pub attempt: u8,
    /// The approximate ribbon: `columns` words for each 64 rows, the first column's first.
    pub approximate: Vec<u64>,
    /// The exact ribbon, 64 rows a word.
    pub exact: Vec<u64>,
}

impl FilterParts {
    /// Writes the filter.
    ///
    /// # Errors
    /// [`NationalError::Field`] for what the format excludes, where a reader would refuse it.
    pub fn encode(&self) -> Result<Vec<u8>, NationalError> {
        let blocks = match self.columns {
            0 if self.approximate.is_empty() => 0,
            columns => (self.approximate.len())
                .checked_div(columns.into())
                .filter(|blocks| blocks * usize::from(columns) == self.approximate.len())
                .ok_or(field("columns"))?,
        };
        let mut bytes = Vec::with_capacity(8 * (self.approximate.len() + self.exact.len()) + 1024);
        bytes.extend(MAGIC);
        bytes.push(FORMAT);
        bytes.extend(self.version.to_le_bytes());
        bytes.extend(self.issued_at.to_le_bytes());
        bytes.extend(self.universe);
        bytes.extend(self.revoked.to_le_bytes());
        bytes.extend([self.columns, self.attempt]);
        bytes.extend(rows_of(blocks)?.to_le_bytes());
        bytes.extend(rows_of(self.exact.len())?.to_le_bytes());
        self.coverage.encode(&mut bytes)?;
        for word in self.approximate.iter().chain(&self.exact) {
            bytes.extend(word.to_le_bytes());
        }
        let limits = Limits {
            filter_size_max_bytes: usize::MAX,
            epochs_max: usize::MAX,
            ..Limits::DEFAULT
        };
        Self::parse(&bytes, &limits).map(|_| bytes)
    }

    fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, NationalError> {
        if bytes.len() > limits.filter_size_max_bytes {
            return Err(NationalError::TooLong {
                size_bytes: bytes.len(),
                size_max_bytes: limits.filter_size_max_bytes,
            });
        }
        let mut fields = Fields::new(bytes);
        fields.start(MAGIC, FORMAT)?;
        let version = fields.version("version")?;
        let issued_at = fields.time("issued_at")?;
        let universe = fields.array()?;
        let revoked = fields.u64()?;
        let (columns, attempt) = (fields.u8()?, fields.u8()?);
        let approximate_rows = rows(fields.u32()?, "approximate_rows")?;
        let exact_rows = rows(fields.u32()?, "exact_rows")?;
        if columns > COLUMNS_MAX || (columns == 0) != (approximate_rows == 0) {
            return Err(field("columns"));
        }
        let coverage = Coverage::parse(&mut fields, limits)?;
        let issued = coverage.issued().ok_or(field("issued"))?;
        if revoked > issued || (revoked == 0) != (exact_rows == 0) {
            return Err(field("revoked"));
        }
        if revoked == 0 && columns != 0 {
            return Err(field("columns"));
        }
        let approximate_words = u64::from(approximate_rows / 64) * u64::from(columns);
        let exact_words = u64::from(exact_rows / 64);
        // Nothing is allocated before the bytes are known to be there, all of them and no more.
        let wanted = 8 * (approximate_words + exact_words);
        let left = fields.left();
        if (left as u64) < wanted {
            return Err(NationalError::Truncated { at: bytes.len() });
        }
        let approximate = words(fields.take(8 * approximate_words as usize)?);
        let exact = words(fields.take(8 * exact_words as usize)?);
        fields.finish()?;
        Ok(Self {
            version,
            issued_at,
            universe,
            revoked,
            coverage,
            columns,
            attempt,
            approximate,
            exact,
        })
    }
}

/// The national filter in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NationalFilter {
    parts: FilterParts,
    digest: [u8; 32],
    approximate: Ribbon,
    exact: Ribbon,
}

impl NationalFilter {
    /// Reads a filter, copying it once. A filter that is read answers every question; whether it
    /// is *right* is what its signature and its universe file are for.
    ///
    /// # Errors
    /// What is wrong with the bytes, see [`NationalError`].
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, NationalError> {
        let parts = FilterParts::parse(bytes, limits)?;
        let blocks = parts
            .approximate
            .len()
            .checked_div(parts.columns.into())
            .unwrap_or(0);
        Ok(Self {
            digest: sha256(bytes),
            approximate: Ribbon {
                seed: Seed::new(&parts.universe, Stage::Approximate, 0),
                rows: rows_of(blocks)?,
            },
            exact: Ribbon {
                seed: Seed::new(&parts.universe, Stage::Exact, parts.attempt),
                rows: rows_of(parts.exact.len())?,
            },
            parts,
        })
    }

    /// Version and digest, which the first delta over this filter names.
    #[must_use]
    pub const fn tip(&self) -> Tip {
        Tip {
            version: self.parts.version,
            digest: self.digest,
            issued_at: self.parts.issued_at,
        }
    }

    /// When it was built, Unix seconds.
    #[must_use]
    pub const fn issued_at(&self) -> i64 {
        self.parts.issued_at
    }

    /// Which passes it answers for.
    #[must_use]
    pub const fn coverage(&self) -> &Coverage {
        &self.parts.coverage
    }

    /// All that its bytes say.
    #[must_use]
    pub const fn parts(&self) -> &FilterParts {
        &self.parts
    }

    /// Whether the key of a pass *of the universe* is revoked. For any other key the answer is
    /// random: use [`Mechanism::look_up`], which asks the coverage first.
    #[must_use]
    pub fn holds(&self, key: &KeyHash) -> bool {
        if self.parts.exact.is_empty() {
            return false;
        }
        let columns = usize::from(self.parts.columns);
        let first = self.approximate.equation(key);
        if first.any_sum(&self.parts.approximate, columns) {
            return false;
        }
        let second = self.exact.equation(key);
        second.any_sum(&self.parts.exact, 1)
    }
}

impl Mechanism for NationalFilter {
    fn name(&self) -> &'static str {
        NAME
    }

    fn look_up(&self, subject: &Subject<'_>, _at: i64) -> Answer {
        match covered_key(&self.parts.coverage, subject) {
            None => Answer::NotCovered,
            Some(key) if self.holds(&key) => Answer::Revoked,
            Some(_) => Answer::NotRevoked,
        }
    }
}

/// The look-up key of a pass that is covered.
pub(super) fn covered_key(coverage: &Coverage, subject: &Subject<'_>) -> Option<KeyHash> {
    match coverage.covers(subject) {
        true => subject.handle(),
        false => None,
    }
}

/// What a key's equation in one ribbon depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ribbon {
    seed: Seed,
    rows: u32,
}

impl Ribbon {
    fn equation(&self, key: &KeyHash) -> Equation {
        Equation::new(key, &self.seed, self.rows)
    }
}

fn words(bytes: &[u8]) -> Vec<u64> {
    let (words, _) = bytes.as_chunks::<8>();
    words.iter().map(|word| u64::from_le_bytes(*word)).collect()
}

/// A number of rows: none, or a multiple of 64 that an equation fits into.
fn rows(rows: u32, name: &'static str) -> Result<u32, NationalError> {
    match rows == 0 || (rows >= SPAN && rows.is_multiple_of(64)) {
        true => Ok(rows),
        false => Err(field(name)),
    }
}

fn rows_of(blocks: usize) -> Result<u32, NationalError> {
    let rows = blocks
        .checked_mul(64)
        .and_then(|rows| u32::try_from(rows).ok());
    rows.ok_or(field("rows"))
}

const fn field(field: &'static str) -> NationalError {
    NationalError::Field { field }
}
