//! What the publisher remembers itself, outside the registry: whoever can write rows cannot write
//! here.
//!
//! ```text
//! memory = "cbmemory" %x01 founding:32 looked_at:i64 *( size:u32 record ) digest:32
//! record = [hash, kind, body, signed day, effective at, not before, fate, since, draws,
//!           ? objection]
//! draws  = [* [scope, key, amount]]
//! objection = [at, ruled]
//! ```
//!
//! Integers are big-endian; `looked_at` is −1 before the first run; a record is canonical CBOR, in
//! the order of the hashes, each once; the digest is SHA-256 of all before it.

use std::collections::BTreeMap;

use cleanbill_cose::cbor::Value;
use cleanbill_crypto::sha256;
use thiserror::Error;

use crate::act::{ActKind, Body};
use cleanbill_cose::closed_list;
use cleanbill_cose::record::{
    Fields, WireError, bytes, encode_record, int, list, optional_int, parse_record,
};

const MAGIC: &[u8; 9] = b"cbmemory\x01";
/// Most bytes of a record: a body of 64 handles or keys, and six draws.
const RECORD_MAX_BYTES: usize = 16_384;
/// Most draws of one act: two officers, one pair, two regions, one nation.
const DRAWS_MAX: usize = 8;
/// Most bytes of whose cap it is: the names of two offices.
const KEY_MAX_BYTES: usize = 1_024;
/// Most bytes of the body that is remembered.
const BODY_MAX_BYTES: usize = 8_192;

closed_list! {
    /// What became of an act in the runs before.
    Fate {
        /// Notice was seen; it waits for its time.
        Waiting = 1, "waiting";
        /// It is published.
        Published = 2, "published";
        /// It was undone, for good.
        Undone = 3, "undone";
    }
}

/// What an act used of one cap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draw {
    pub(super) scope: u8,
    pub(super) key: String,
    pub(super) amount: i64,
}

/// That the holder objected to an act, as it was first seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Objection {
    /// When, Unix seconds.
    pub(super) at: i64,
    /// Whether a reviewer's signed decision that the act stands was seen.
    pub(super) is_ruled: bool,
}

/// An act that was verified in an earlier run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    pub(super) body: Body,
    pub(super) signed_day: i32,
    pub(super) effective_at: i64,
    pub(super) not_before: i64,
    pub(super) fate: Fate,
    pub(super) since: Option<i32>,
    pub(super) draws: Vec<Draw>,
    pub(super) objection: Option<Objection>,
}

impl Remembered {
    /// What it takes away.
    #[must_use]
    pub const fn body(&self) -> &Body {
        &self.body
    }

    /// What became of it.
    #[must_use]
    pub const fn fate(&self) -> Fate {
        self.fate
    }

    /// The day on which it was first published, since 1970-01-01.
    #[must_use]
    pub const fn since(&self) -> Option<i32> {
        self.since
    }

    /// When it takes effect, as it was first seen; Unix seconds.
    #[must_use]
    pub const fn not_before(&self) -> i64 {
        self.not_before
    }
}

/// Why bytes are no memory of a publisher.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MemoryError {
    /// Other bytes at the start, or bytes that were changed.
    #[error("the publisher's memory is damaged")]
    Damaged,
    /// A record of it cannot be read.
    #[error(transparent)]
    Record(#[from] WireError),
    /// It is of another authority: of one that others founded.
    #[error("the publisher's memory is of an authority that was founded by another act")]
    OtherAuthority,
    /// The clock is behind the run before this one.
    #[error("the clock is behind the last run of the publisher")]
    Clock,
}

impl MemoryError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Damaged => "publisher.memory-damaged",
            Self::Record(error) => error.code(),
            Self::OtherAuthority => "publisher.other-authority",
            Self::Clock => "publisher.clock-behind",
        }
    }
}

/// What the publisher remembers: which acts it has seen and published, and when. So that rows that
/// are back-dated, changed or deleted are found, and nothing that was published comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Memory {
    pub(super) founding: [u8; 32],
    pub(super) looked_at: Option<i64>,
    pub(super) acts: BTreeMap<[u8; 32], Remembered>,
}

impl Memory {
    /// That of a publisher which never ran, of the authority with this founding act.
    #[must_use]
    pub const fn new(founding: [u8; 32]) -> Self {
        Self {
            founding,
            looked_at: None,
            acts: BTreeMap::new(),
        }
    }

    /// When the run before this one looked at the registry, Unix seconds.
    #[must_use]
    pub const fn looked_at(&self) -> Option<i64> {
        self.looked_at
    }

    /// The act of this hash, if it was seen and verified.
    #[must_use]
    pub fn act(&self, hash: &[u8; 32]) -> Option<&Remembered> {
        self.acts.get(hash)
    }

    /// All acts that were seen and verified, by hash.
    pub fn acts(&self) -> impl Iterator<Item = (&[u8; 32], &Remembered)> {
        self.acts.iter()
    }

    /// Makes sure that it is of the authority with this founding act, and that the clock has not
    /// gone back since the last run.
    ///
    /// # Errors
    /// [`MemoryError::OtherAuthority`], [`MemoryError::Clock`].
    pub fn check(&self, founding: &[u8; 32], now: i64) -> Result<(), MemoryError> {
        if self.founding != *founding {
            return Err(MemoryError::OtherAuthority);
        }
        let ahead = now.saturating_add(super::CLOCK_SKEW_MAX_SECS);
        match self.looked_at {
            Some(before) if before > ahead => Err(MemoryError::Clock),
            _ => Ok(()),
        }
    }

    /// As the bytes of a file.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend_from_slice(&self.founding);
        out.extend_from_slice(&self.looked_at.unwrap_or(-1).to_be_bytes());
        for (hash, act) in &self.acts {
            let record = act.encode(hash);
            out.extend_from_slice(
                &u32::try_from(record.len())
                    .unwrap_or(u32::MAX)
                    .to_be_bytes(),
            );
            out.extend(record);
        }
        let digest = sha256(&out);
        out.extend_from_slice(&digest);
        out
    }

    /// Reads what [`encode`](Self::encode) wrote.
    ///
    /// # Errors
    /// [`MemoryError`].
    pub fn parse(file: &[u8]) -> Result<Self, MemoryError> {
        let (content, digest) = file.split_last_chunk::<32>().ok_or(MemoryError::Damaged)?;
        if sha256(content) != *digest {
            return Err(MemoryError::Damaged);
        }
        let mut rest = content.strip_prefix(MAGIC).ok_or(MemoryError::Damaged)?;
        let founding: [u8; 32] = take(&mut rest)?;
        let looked_at = i64::from_be_bytes(take(&mut rest)?);
        let mut memory = Self {
            founding,
            looked_at: (looked_at >= 0).then_some(looked_at),
            acts: BTreeMap::new(),
        };
        while !rest.is_empty() {
            let size = u32::from_be_bytes(take(&mut rest)?);
            let size = usize::try_from(size).unwrap_or(usize::MAX);
            if size > RECORD_MAX_BYTES {
                return Err(MemoryError::Damaged);
            }
            let (record, after) = rest.split_at_checked(size).ok_or(MemoryError::Damaged)?;
            rest = after;
            let (hash, act) = parse_record(record, read, |(hash, act)| act.encode(hash))?;
            if memory
                .acts
                .last_key_value()
                .is_some_and(|(last, _)| *last >= hash)
            {
                return Err(MemoryError::Damaged);
            }
            memory.acts.insert(hash, act);
        }
        Ok(memory)
    }
}

impl Remembered {
    fn encode(&self, hash: &[u8; 32]) -> Vec<u8> {
        let body = self.body.encode();
        let mut fields = vec![
            bytes(hash),
            int(self.body.kind().number()),
            bytes(&body),
            int(self.signed_day),
            int(self.effective_at),
            int(self.not_before),
            int(self.fate.number()),
            optional_int(self.since),
            list(&self.draws, |draw| {
                Value::Array(vec![
                    int(draw.scope),
                    bytes(draw.key.as_bytes()),
                    int(draw.amount),
                ])
            }),
        ];
        // Files of before acts could be contested have no such field.
        fields.extend(self.objection.map(|objection| {
            Value::Array(vec![int(objection.at), Value::Bool(objection.is_ruled)])
        }));
        encode_record(fields)
    }
}

fn read(fields: &mut Fields<'_>) -> Result<([u8; 32], Remembered), WireError> {
    let hash = fields.bytes()?;
    let kind = fields.member(ActKind::from_number)?;
    let body = fields.bytes_up_to(BODY_MAX_BYTES)?;
    let act = Remembered {
        body: Body::parse(kind, &body)?,
        signed_day: fields.number()?,
        effective_at: fields.int()?,
        not_before: fields.int()?,
        fate: fields.member(Fate::from_number)?,
        since: fields.optional_number()?,
        draws: fields.list(DRAWS_MAX, |fields| {
            fields.inner(|fields| {
                Ok(Draw {
                    scope: fields.number()?,
                    key: String::from_utf8(fields.bytes_up_to(KEY_MAX_BYTES)?)
                        .map_err(|_| fields.wrong())?,
                    amount: fields.int()?,
                })
            })
        })?,
        objection: if fields.finish().is_ok() {
            None
        } else {
            Some(fields.inner(|fields| {
                Ok(Objection {
                    at: fields.int()?,
                    is_ruled: fields.bool()?,
                })
            })?)
        },
    };
    Ok((hash, act))
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], MemoryError> {
    let (head, tail) = rest.split_first_chunk().ok_or(MemoryError::Damaged)?;
    *rest = tail;
    Ok(*head)
}
