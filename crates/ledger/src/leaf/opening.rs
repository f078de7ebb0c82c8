//! Hidden counts, opened once they add up to ten.

use cleanbill_cose::cbor::Value;
use cleanbill_cose::record::{Fields, WireError, bytes, int, list, optional_text};

use super::Subject;
use crate::count::{Blinding, CELL_MIN};

/// Most sums of one opening.
const SUMS_MAX: usize = 1_024;

/// Sums of the counts that the tables (or batches) of a week hide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// What is counted.
    pub subject: Subject,
    /// The first of the seven days, a Monday.
    pub week: i32,
    /// The sums, ascending by what and region.
    pub sums: Vec<OpenedSum>,
}

/// A sum and what opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedSum {
    /// Ground, kind of act or purpose, as in the rows of the table; 0 for batches.
    pub what: u8,
    /// The region whose week it is. `None`: all regions that were not opened on their own, in this
    /// week and in those before that are still hidden.
    pub region: Option<String>,
    /// The sum: at least [`CELL_MIN`].
    pub total: u64,
    /// The sum of the blindings.
    pub blinding: Blinding,
}

impl Opening {
    pub(super) fn fields(&self) -> Vec<Value<'_>> {
        vec![
            int(self.subject.number()),
            int(self.week),
            list(&self.sums, |sum| {
                Value::Array(vec![
                    int(sum.what),
                    optional_text(sum.region.as_deref()),
                    int(i64::try_from(sum.total).unwrap_or(i64::MAX)),
                    bytes(sum.blinding.as_bytes()),
                ])
            }),
        ]
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        let subject = fields.member(Subject::from_number)?;
        let week = fields.number()?;
        let sums = fields.list(SUMS_MAX, |item| item.inner(OpenedSum::read))?;
        // A sum that is told twice would be one that is not told.
        let in_order = sums.windows(2).all(|pair| match pair {
            [a, b] => (a.what, &a.region) < (b.what, &b.region),
            _ => true,
        });
        if in_order {
            Ok(Self {
                subject,
                week,
                sums,
            })
        } else {
            Err(fields.wrong())
        }
    }
}

impl OpenedSum {
    fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        let (what, region) = (fields.number()?, fields.optional_text()?);
        let total: u64 = fields.number()?;
        if total < u64::from(CELL_MIN) {
            return Err(fields.wrong());
        }
        let blinding = Blinding::from_bytes(fields.bytes()?).ok_or_else(|| fields.wrong())?;
        Ok(Self {
            what,
            region,
            total,
            blinding,
        })
    }
}
