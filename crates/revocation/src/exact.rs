//! An exact list of look-up keys: our own format, for what no filter covers yet.
//!
//! ```text
//! list = "cbexact" %x01
//!        issued_at:i64                    ; Unix seconds
//!        kids:u16 kids × (size:u8 kid)    ; whom it covers: 1–64 bytes, ascending, each once
//!        keys:u32 keys × key              ; SHA-256(identifier)[:16], ascending, each once
//! ```
//!
//! Integers are big-endian, nothing may follow, and there is one encoding for each content. All
//! passes of those kids are covered; how old a list may be is for the set to say that it comes in.

use crate::{Answer, KeyHash, Limits, Mechanism, Subject};

const MAGIC: &[u8; 8] = b"cbexact\x01";
const KID_MAX_BYTES: usize = 64;

/// A sorted list of revoked look-up keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExactList {
    issued_at: i64,
    kids: Vec<Vec<u8>>,
    keys: Vec<KeyHash>,
}

/// Why bytes are no exact list.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExactError {
    /// Other bytes at the start.
    #[error("not an exact revocation list")]
    Magic,
    /// Fewer bytes than the list says that it has.
    #[error("the exact revocation list is cut")]
    Cut,
    /// Bytes after the last key.
    #[error("{bytes} bytes follow the exact revocation list")]
    Trailing {
        /// How many.
        bytes: usize,
    },
    /// A kid is empty or longer than 64 bytes.
    #[error("a key identifier of {bytes} bytes in the exact revocation list")]
    Kid {
        /// Its length in bytes.
        bytes: usize,
    },
    /// Kids or keys do not ascend, or one is there twice.
    #[error("the exact revocation list is not sorted")]
    Order,
    /// More than [`Limits::kids_max`] or [`Limits::exact_keys_max`].
    #[error("{actual} entries in the exact revocation list, more than {max}")]
    TooMany {
        /// How many there are, or are claimed.
        actual: usize,
        /// The most allowed.
        max: usize,
    },
}

impl ExactError {
    /// Stable code of the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Magic => "revocation.exact.magic",
            Self::Cut => "revocation.exact.cut",
            Self::Trailing { .. } => "revocation.exact.trailing",
            Self::Kid { .. } => "revocation.exact.kid",
            Self::Order => "revocation.exact.order",
            Self::TooMany { .. } => "revocation.exact.too-many",
        }
    }
}

impl ExactList {
    /// Makes a list; order and repetition do not matter.
    ///
    /// # Errors
    /// [`ExactError::Kid`], [`ExactError::TooMany`].
    pub fn new(
        issued_at: i64,
        mut kids: Vec<Vec<u8>>,
        mut keys: Vec<KeyHash>,
        limits: &Limits,
    ) -> Result<Self, ExactError> {
        kids.sort_unstable();
        kids.dedup();
        keys.sort_unstable();
        keys.dedup();
        let list = Self {
            issued_at,
            kids,
            keys,
        };
        list.check(limits)?;
        Ok(list)
    }

    fn check(&self, limits: &Limits) -> Result<(), ExactError> {
        check_count(self.kids.len(), limits.kids_max.min(u16::MAX.into()))?;
        check_count(self.keys.len(), limits.exact_keys_max)?;
        let bytes = self.kids.iter().map(Vec::len);
        let wrong = bytes
            .into_iter()
            .find(|len| !(1..=KID_MAX_BYTES).contains(len));
        wrong.map_or(Ok(()), |bytes| Err(ExactError::Kid { bytes }))
    }

    /// Reads all of `bytes`.
    ///
    /// # Errors
    /// [`ExactError`].
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, ExactError> {
        let mut rest = bytes.strip_prefix(MAGIC).ok_or(ExactError::Magic)?;
        let issued_at = i64::from_be_bytes(take(&mut rest)?);
        let count = usize::from(u16::from_be_bytes(take(&mut rest)?));
        check_count(count, limits.kids_max)?;
        let mut kids = Vec::new();
        for _ in 0..count {
            let [len] = take(&mut rest)?;
            let (kid, after) = rest.split_at_checked(len.into()).ok_or(ExactError::Cut)?;
            kids.push(kid.to_vec());
            rest = after;
        }
        let count = u32::from_be_bytes(take(&mut rest)?) as usize;
        check_count(count, limits.exact_keys_max)?;
        let (keys, after) = rest.as_chunks::<16>();
        let (keys, trailing) = keys.split_at_checked(count).ok_or(ExactError::Cut)?;
        let bytes = trailing.as_flattened().len() + after.len();
        if bytes > 0 {
            return Err(ExactError::Trailing { bytes });
        }
        if !ascends(&kids) || !ascends(keys) {
            return Err(ExactError::Order);
        }
        let keys = keys.to_vec();
        let list = Self {
            issued_at,
            kids,
            keys,
        };
        list.check(limits)?;
        Ok(list)
    }

    /// Writes what [`parse`](Self::parse) reads.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend_from_slice(&self.issued_at.to_be_bytes());
        out.extend_from_slice(&(self.kids.len() as u16).to_be_bytes());
        for kid in &self.kids {
            out.push(kid.len() as u8);
            out.extend_from_slice(kid);
        }
        out.extend_from_slice(&(self.keys.len() as u32).to_be_bytes());
        out.extend_from_slice(self.keys.as_flattened());
        out
    }

    /// When the list was made, in Unix seconds.
    #[must_use]
    pub const fn issued_at(&self) -> i64 {
        self.issued_at
    }

    /// The kids whose passes it covers, ascending.
    #[must_use]
    pub fn kids(&self) -> &[Vec<u8>] {
        &self.kids
    }

    /// The keys, ascending.
    #[must_use]
    pub fn keys(&self) -> &[KeyHash] {
        &self.keys
    }
}

impl Mechanism for ExactList {
    fn name(&self) -> &'static str {
        "exact-list"
    }

    fn look_up(&self, subject: &Subject<'_>, _at: i64) -> Answer {
        let kid = self
            .kids
            .binary_search_by(|kid| kid.as_slice().cmp(subject.kid));
        match subject.handle() {
            Some(key) if kid.is_ok() => {
                if self.keys.binary_search(&key).is_ok() {
                    Answer::Revoked
                } else {
                    Answer::NotRevoked
                }
            }
            _ => Answer::NotCovered,
        }
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], ExactError> {
    let (head, tail) = rest.split_first_chunk().ok_or(ExactError::Cut)?;
    *rest = tail;
    Ok(*head)
}

fn check_count(actual: usize, max: usize) -> Result<(), ExactError> {
    if actual > max {
        return Err(ExactError::TooMany { actual, max });
    }
    Ok(())
}

fn ascends<T: Ord>(items: &[T]) -> bool {
    items.is_sorted_by(|one, next| one < next)
}
