//! Tables: the counts of a day, none of them below ten.
//!
//! ```text
//! table = [1, subject, day, [row, …]]            rows ascending by what and region, each once
//! row   = [what, region, [[[detail, …], count], …], rest]
//! ```
//!
//! | subject | what | detail |
//! |---|---|---|
//! | issuance | ground | office, class of the exemption |
//! | acts | kind of the act | reason, legal basis, region of the second office |
//! | looks | purpose | role |
//!
//! A count of ten or more is told. All others of a row, and those of nobody, are one hidden count,
//! the *rest*. A day's table has a row for everything in every region, whether or not anything
//! happened: so that a row is there says nothing. Sums of rests are told by week and region, once
//! they are ten or more ([`Opening`](crate::leaf::Opening)).

use std::collections::BTreeMap;

use cleanbill_cose::Limits;
use cleanbill_cose::cbor::Value;
use cleanbill_cose::record::{
    Fields, WireError, bytes, encode_record, int, list, parse_record_within,
};

use crate::count::{Blinding, BlindingKey, CELL_MIN, CountCommitment};
use crate::leaf::Subject;

const LAYOUT: i64 = 1;
/// Largest table in bytes: 100 regions, 30 rows each, 10,000 offices.
pub const TABLE_MAX_BYTES: usize = 4 << 20;
/// Most rows of a table.
const ROWS_MAX: usize = 16_384;
/// Most cells of a row.
const CELLS_MAX: usize = 16_384;
/// Most texts of a detail.
const DETAILS_MAX: usize = 4;

/// The counts of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What is counted.
    pub subject: Subject,
    /// Which day: days since 1970-01-01.
    pub day: i32,
    /// The counts, ascending by what and region.
    pub rows: Vec<Row>,
}

/// The counts of one ground, kind or purpose in one region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Number of the ground, the kind of act, or the purpose.
    pub what: u8,
    /// The region.
    pub region: String,
    /// The counts that are told, ascending by detail.
    pub cells: Vec<Cell>,
    /// All others together, hidden.
    pub rest: CountCommitment,
}

/// A count that is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Office; or reason, legal basis and region of the second office; or role.
    pub detail: Vec<String>,
    /// How many, at least ten.
    pub count: u64,
}

/// Counts as they are, before any of them is hidden: by what and region, and then by detail.
pub type Counts = BTreeMap<(u8, String), BTreeMap<Vec<String>, u64>>;

/// What the rests of a table come to, by what and region: kept by whoever opens them later.
pub type Rests = BTreeMap<(u8, String), u64>;

impl Table {
    /// The table of these counts, which hides those below ten. `counts` has an entry for every row
    /// that the table is to have, an empty one where nothing happened.
    #[must_use]
    pub fn new(subject: Subject, day: i32, counts: &Counts, key: &BlindingKey) -> (Self, Rests) {
        let mut rests = Rests::new();
        let mut rows = Vec::with_capacity(counts.len());
        for ((what, region), counts) in counts {
            let mut rest = 0_u64;
            let mut cells = Vec::new();
            for (detail, count) in counts {
                if *count >= u64::from(CELL_MIN) {
                    cells.push(Cell {
                        detail: detail.clone(),
                        count: *count,
                    });
                } else {
                    rest = rest.saturating_add(*count);
                }
            }
            let blinding = rest_blinding(key, subject, day, *what, region);
            rows.push(Row {
                what: *what,
                region: region.clone(),
                cells,
                rest: CountCommitment::new(rest, &blinding),
            });
            rests.insert((*what, region.clone()), rest);
        }
        (Self { subject, day, rows }, rests)
    }

    /// The object that is published: canonical CBOR.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        encode_record(vec![
            int(LAYOUT),
            int(self.subject.number()),
            int(self.day),
            list(&self.rows, |row| {
                Value::Array(vec![
                    int(row.what),
                    row.region.as_str().into(),
                    list(&row.cells, |cell| {
                        Value::Array(vec![
                            list(&cell.detail, |detail| detail.as_str().into()),
                            int(i64::try_from(cell.count).unwrap_or(i64::MAX)),
                        ])
                    }),
                    bytes(row.rest.as_bytes()),
                ])
            }),
        ])
    }

    /// Reads a table, within [`TABLE_MAX_BYTES`].
    ///
    /// # Errors
    /// [`WireError`]: not canonical, a count below ten, rows or cells twice or out of order.
    pub fn parse(object: &[u8]) -> Result<Self, WireError> {
        let limits = Limits {
            size_max_bytes: TABLE_MAX_BYTES,
            depth_max: 8,
            items_max: 1 << 20,
        };
        parse_record_within(object, &limits, Self::read, Self::encode)
    }

    fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        if fields.int()? != LAYOUT {
            return Err(fields.wrong());
        }
        let subject = fields.member(Subject::from_number)?;
        let day = fields.number()?;
        let rows = fields.list(ROWS_MAX, |item| item.inner(Row::read))?;
        let ascending = rows.windows(2).all(|pair| match pair {
            [a, b] => (a.what, &a.region) < (b.what, &b.region),
            _ => true,
        });
        if ascending {
            Ok(Self { subject, day, rows })
        } else {
            Err(fields.wrong())
        }
    }
}

impl Row {
    fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        let (what, region) = (fields.number()?, fields.text()?);
        let cells = fields.list(CELLS_MAX, |item| item.inner(Cell::read))?;
        let ascending = cells.windows(2).all(|pair| match pair {
            [a, b] => a.detail < b.detail,
            _ => true,
        });
        if !ascending {
            return Err(fields.wrong());
        }
        let rest = CountCommitment::from_bytes(fields.bytes()?).ok_or_else(|| fields.wrong())?;
        Ok(Self {
            what,
            region,
            cells,
            rest,
        })
    }
}

impl Cell {
    fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        let detail = fields.list(DETAILS_MAX, Fields::text)?;
        let count = fields.number()?;
        if count < u64::from(CELL_MIN) {
            return Err(fields.wrong());
        }
        Ok(Self { detail, count })
    }
}

/// The blinding of the rest of a row.
#[must_use]
pub fn rest_blinding(
    key: &BlindingKey,
    subject: Subject,
    day: i32,
    what: u8,
    region: &str,
) -> Blinding {
    let name = encode_record(vec![
        "rest".into(),
        int(subject.number()),
        int(day),
        int(what),
        region.into(),
    ]);
    key.blinding(&name)
}

/// The blinding of the number of passes in the batch that is this entry of the log.
#[must_use]
pub fn batch_blinding(key: &BlindingKey, root: &[u8; 32]) -> Blinding {
    key.blinding(&encode_record(vec!["batch".into(), bytes(root)]))
}

#[cfg(test)]
mod tests;
