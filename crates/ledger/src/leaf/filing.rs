//! Leaves about what anybody filed with the authority, and what became of it (G06).
//!
//! A filing is named by its place in the log: two of the same content on one day are the same
//! bytes, and still two filings.

use cleanbill_cose::cbor::Value;
use cleanbill_cose::record::{
    Fields, WireError, bytes, int, optional_bytes, optional_int, optional_text,
};

use super::{ExtensionReason, FilingClass, FilingStep, RemovalReason};
use crate::hash::Hash;

/// Within how many days what was filed has to be answered.
pub const ANSWER_WITHIN_DAYS: i32 = 30;
/// By how many days that is put off at the most, once.
pub const EXTEND_BY_DAYS_MAX: i32 = 30;
/// Longest name of a region, bytes.
const REGION_MAX_BYTES: usize = 80;

/// Something was filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filing {
    /// What it is.
    pub class: FilingClass,
    /// The region that it is addressed to; `None` for the authority as a whole.
    pub region: Option<String>,
    /// The day on which it came.
    pub day: i32,
    /// The last day on which an answer is in time.
    pub due: i32,
    /// SHA-256 of the content; of what is sealed,
    /// [`commit_filing`](crate::commitment::commit_filing) over it.
    pub commitment: Hash,
}

/// What the authority did about a filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilingAnswer {
    /// The number of the filing's leaf in the log.
    pub filing: u64,
    /// The day.
    pub day: i32,
    /// What was done.
    pub done: Done,
}

/// An answer, or a later day for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It was answered: SHA-256 of the answer; to what was sealed,
    /// [`commit_answer`](crate::commitment::commit_answer) over it.
    Answered(Hash),
    /// The answer takes longer.
    Extended {
        /// The last day on which an answer is in time from now on.
        due: i32,
        /// Why.
        reason: ExtensionReason,
    },
}

/// What was filed is not shown to the public, though whoever filed it asked for that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removal {
    /// The number of the filing's leaf in the log.
    pub filing: u64,
    /// The day.
    pub day: i32,
    /// Why.
    pub reason: RemovalReason,
}

impl Filing {
    pub(super) fn fields(&self) -> Vec<Value<'_>> {
        vec![
            int(self.class.number()),
            optional_text(self.region.as_deref()),
            int(self.day),
            int(self.due),
            bytes(&self.commitment),
        ]
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        let class = fields.member(FilingClass::from_number)?;
        let region = fields.optional_text()?;
        let length = region.as_ref().map_or(1, String::len);
        if length == 0 || length > REGION_MAX_BYTES {
            return Err(fields.wrong());
        }
        let (day, due) = (fields.number()?, fields.number()?);
        // Nobody gives themselves more time than there is.
        if days_between(day, due) != i64::from(ANSWER_WITHIN_DAYS) {
            return Err(fields.wrong());
        }
        Ok(Self {
            class,
            region,
            day,
            due,
            commitment: fields.bytes()?,
        })
    }
}

impl FilingAnswer {
    pub(super) fn fields(&self) -> Vec<Value<'_>> {
        let (step, due, reason, answer) = match &self.done {
            Done::Answered(answer) => (FilingStep::Answered, None, None, Some(answer)),
            Done::Extended { due, reason } => {
                (FilingStep::Extended, Some(*due), Some(*reason), None)
            }
        };
        vec![
            number(self.filing),
            int(self.day),
            int(step.number()),
            optional_int(due),
            optional_int(reason.map(ExtensionReason::number)),
            optional_bytes(answer),
        ]
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        let (filing, day) = (fields.number()?, fields.number()?);
        let step = fields.member(FilingStep::from_number)?;
        let due = fields.optional_number()?;
        let reason = fields.optional_number()?.map(ExtensionReason::from_number);
        let reason = reason
            .map(|known| known.ok_or_else(|| fields.wrong()))
            .transpose()?;
        let done = match (step, due, reason, fields.optional_bytes()?) {
            (FilingStep::Answered, None, None, Some(answer)) => Done::Answered(answer),
            (FilingStep::Extended, Some(due), Some(reason), None) => Done::Extended { due, reason },
            _ => return Err(fields.wrong()),
        };
        Ok(Self { filing, day, done })
    }
}

impl Removal {
    pub(super) fn fields(&self) -> Vec<Value<'_>> {
        vec![
            number(self.filing),
            int(self.day),
            int(self.reason.number()),
        ]
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        Ok(Self {
            filing: fields.number()?,
            day: fields.number()?,
            reason: fields.member(RemovalReason::from_number)?,
        })
    }
}

fn number<'v>(index: u64) -> Value<'v> {
    int(i64::try_from(index).unwrap_or(i64::MAX))
}

fn days_between(from: i32, until: i32) -> i64 {
    i64::from(until) - i64::from(from)
}
