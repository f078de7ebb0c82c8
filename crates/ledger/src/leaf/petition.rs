//! Leaves of petitions: what is put to signature, how many may sign, what was signed.

use cleanbill_cose::cbor::Value;
use cleanbill_cose::record::{Fields, WireError, bytes, int, list};

use crate::hash::Hash;

/// Length of a petition's RSA modulus and of each signature under it, in bytes (ADR 0026).
pub const MODULUS_BYTES: usize = 256;
/// Most thresholds of a petition.
pub const THRESHOLDS_MAX: usize = 8;
/// Most regions of a petition or an epoch.
pub const REGIONS_MAX: usize = 512;
/// Most days within which an answer is owed.
pub const ANSWER_DAYS_MAX: u16 = 365;
/// Counts of vouchers are told in steps of so many, rounded up: no step is less than ten people.
pub const VOUCHER_STEP: u64 = 10;
/// Most signatures of a batch.
pub const SIGNATURES_MAX: u32 = 65_536;

/// A petition is put to signature. Its hash is its name, so nothing of it can change later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Petition {
    /// The epoch: who gets a voucher of this one can sign all petitions of it.
    pub epoch: u32,
    /// SHA-256 of the text, which lies at `object/TEXT`.
    pub text: Hash,
    /// The RSA key that signatures are made under: its modulus, of 2,048 bits; the exponent is
    /// 65,537. No other petition has it.
    pub modulus: [u8; MODULUS_BYTES],
    /// The regions whose vouchers count, in order.
    pub regions: Vec<String>,
    /// At how many signatures an answer is owed, in ascending order.
    pub thresholds: Vec<Threshold>,
    /// The first day on which signatures are taken, days since 1970-01-01.
    pub opens: i32,
    /// The last such day.
    pub closes: i32,
}

/// So many signatures are owed an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Threshold {
    /// How many signatures, at least 1.
    pub signatures: u64,
    /// Within how many days after they are reached, 1 to [`ANSWER_DAYS_MAX`].
    pub answer_days: u16,
}

/// How many vouchers of an epoch there are, and how many of them were exchanged, by region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vouchers {
    /// The epoch.
    pub epoch: u32,
    /// On which day that was counted, days since 1970-01-01.
    pub day: i32,
    /// By region, in order, each once.
    pub regions: Vec<VoucherCount>,
}

/// The vouchers of a region: at most so many, rounded up to the next ten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoucherCount {
    /// The region.
    pub region: String,
    /// Handed out, and not replaced by another.
    pub issued_max: u64,
    /// Of these, exchanged for blind signatures.
    pub exchanged_max: u64,
}

/// A batch of signatures is public: it lies at `object/BATCH`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signatures {
    /// What was signed: the name of the petition.
    pub petition: Hash,
    /// On which day they were released, days since 1970-01-01.
    pub day: i32,
    /// SHA-256 of the batch.
    pub batch: Hash,
    /// How many are in it, 1 to [`SIGNATURES_MAX`].
    pub count: u32,
}

impl Petition {
    pub(super) fn fields(&self) -> Vec<Value<'_>> {
        vec![
            int(self.epoch),
            bytes(&self.text),
            bytes(&self.modulus),
            list(&self.regions, |region| region.as_str().into()),
            list(&self.thresholds, |threshold| {
                let days = i64::from(threshold.answer_days);
                Value::Array(vec![number(threshold.signatures), int(days)])
            }),
            int(self.opens),
            int(self.closes),
        ]
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        let (epoch, text) = (fields.number()?, fields.bytes()?);
        let modulus: [u8; MODULUS_BYTES] = fields.bytes()?;
        let is_whole = matches!(modulus, [high, .., low] if high >= 0x80 && low % 2 == 1);
        if !is_whole {
            return Err(fields.wrong());
        }
        let regions = fields.list(REGIONS_MAX, Fields::text)?;
        if regions.is_empty() || !ascends(&regions, |region| region) {
            return Err(fields.wrong());
        }
        let thresholds = fields.list(THRESHOLDS_MAX, |fields| fields.inner(Threshold::read))?;
        if thresholds.is_empty() || !ascends(&thresholds, |threshold| &threshold.signatures) {
            return Err(fields.wrong());
        }
        let (opens, closes) = (fields.number()?, fields.number()?);
        if closes < opens {
            return Err(fields.wrong());
        }
        Ok(Self {
            epoch,
            text,
            modulus,
            regions,
            thresholds,
            opens,
            closes,
        })
    }
}

impl Threshold {
    fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        let (signatures, answer_days) = (fields.number()?, fields.number()?);
        if signatures == 0 || !(1..=ANSWER_DAYS_MAX).contains(&answer_days) {
            return Err(fields.wrong());
        }
        Ok(Self {
            signatures,
            answer_days,
        })
    }
}

impl Vouchers {
    pub(super) fn fields(&self) -> Vec<Value<'_>> {
        vec![
            int(self.epoch),
            int(self.day),
            list(&self.regions, |count| {
                Value::Array(vec![
                    count.region.as_str().into(),
                    number(count.issued_max),
                    number(count.exchanged_max),
                ])
            }),
        ]
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        let (epoch, day) = (fields.number()?, fields.number()?);
        let regions = fields.list(REGIONS_MAX, |fields| fields.inner(VoucherCount::read))?;
        if regions.is_empty() || !ascends(&regions, |count| &count.region) {
            return Err(fields.wrong());
        }
        Ok(Self {
            epoch,
            day,
            regions,
        })
    }
}

impl VoucherCount {
    /// What is told of so many: rounded up to the next ten, and never less than ten.
    #[must_use]
    pub fn told(region: &str, issued: u64, exchanged: u64) -> Self {
        let up = |count: u64| {
            let steps = count.div_ceil(VOUCHER_STEP).max(1);
            steps.saturating_mul(VOUCHER_STEP)
        };
        Self {
            region: region.to_owned(),
            issued_max: up(issued.max(exchanged)),
            exchanged_max: up(exchanged),
        }
    }

    fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        let (region, issued_max, exchanged_max) =
            (fields.text()?, fields.number()?, fields.number()?);
        let is_told = |count: u64| count > 0 && count.is_multiple_of(VOUCHER_STEP);
        if !is_told(issued_max) || !is_told(exchanged_max) || exchanged_max > issued_max {
            return Err(fields.wrong());
        }
        Ok(Self {
            region,
            issued_max,
            exchanged_max,
        })
    }
}

impl Signatures {
    pub(super) fn fields(&self) -> Vec<Value<'_>> {
        vec![
            bytes(&self.petition),
            int(self.day),
            bytes(&self.batch),
            int(self.count),
        ]
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        let (petition, day, batch) = (fields.bytes()?, fields.number()?, fields.bytes()?);
        let count = fields.number()?;
        if !(1..=SIGNATURES_MAX).contains(&count) {
            return Err(fields.wrong());
        }
        Ok(Self {
            petition,
            day,
            batch,
            count,
        })
    }
}

/// Whether each entry is above the one before.
fn ascends<T, K: Ord + ?Sized>(entries: &[T], key: impl Fn(&T) -> &K) -> bool {
    entries.is_sorted_by(|left, right| key(left) < key(right))
}

/// A count as CBOR's signed integers hold it.
fn number<'v>(count: u64) -> Value<'v> {
    int(i64::try_from(count).unwrap_or(i64::MAX))
}
