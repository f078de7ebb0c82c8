//! A filter and the deltas over it, in an order that never goes back.

use std::cmp::Ordering;

use cleanbill_order::Arrange;

use super::delta::{Delta, ShortKey, short_key};
use super::filter::{NAME, covered_key};
use super::limits::Limits;
use super::{ChainError, NationalFilter, Tip};
use crate::{Answer, KeyHash, Mechanism, Subject};

/// A filter with the deltas that were applied over it.
///
/// What a delta says of a pass goes before what the filter says, and a later delta before an
/// earlier one. Coverage stays the filter's: a delta says nothing of passes that it does not cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    filter: NationalFilter,
    /// The newest word on each key; ascending, each once.
    overlay: Vec<(ShortKey, Change)>,
    tip: Tip,
    entries_max: usize,
}

/// What the newest delta that names a pass says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Revoked,
    Restored,
}

impl Chain {
    /// A filter without deltas.
    #[must_use]
    pub const fn new(filter: NationalFilter, limits: &Limits) -> Self {
        Self {
            tip: filter.tip(),
            filter,
            overlay: Vec::new(),
            entries_max: limits.overlay_entries_max,
        }
    }

    /// Reads a filter and the file of deltas over it, and refuses what is older than the highest
    /// version that was in force here before, `floor` (0 if none was).
    ///
    /// # Errors
    /// What is wrong with the bytes, what a delta does not fit, or [`ChainError::BelowFloor`].
    pub fn open(
        filter: &[u8],
        deltas: &[u8],
        floor: u32,
        limits: &Limits,
    ) -> Result<Self, ChainError> {
        let mut chain = Self::new(NationalFilter::parse(filter, limits)?, limits);
        for delta in &Delta::parse_all(deltas, limits)? {
            chain.apply(delta)?;
        }
        match chain.tip.version {
            offered if offered < floor => Err(ChainError::BelowFloor { floor, offered }),
            _ => Ok(chain),
        }
    }

    /// Applies the delta that goes on from what is in force.
    ///
    /// # Errors
    /// [`ChainError::Rollback`] for one that was applied or is older, [`ChainError::Gap`] if one
    /// before it is missing, [`ChainError::WrongBase`] if it goes on from something else,
    /// [`ChainError::TimeGoesBack`], [`ChainError::OverlayTooLong`]. The chain stays as it was.
    pub fn apply(&mut self, delta: &Delta) -> Result<(), ChainError> {
        let current = self.tip.version;
        if delta.version <= current {
            return Err(ChainError::Rollback {
                current,
                offered: delta.version,
            });
        }
        match delta.base_version.cmp(&current) {
            Ordering::Greater => {
                return Err(ChainError::Gap {
                    current,
                    base: delta.base_version,
                });
            }
            Ordering::Equal if delta.base_digest == self.tip.digest => {}
            _ => return Err(ChainError::WrongBase { current }),
        }
        if delta.issued_at < self.tip.issued_at {
            return Err(ChainError::TimeGoesBack { current });
        }
        let tip = delta.tip()?;
        let overlay = laid_over(&self.overlay, &changes(delta));
        if overlay.len() > self.entries_max {
            return Err(ChainError::OverlayTooLong {
                count_max: self.entries_max,
            });
        }
        self.overlay = overlay;
        self.tip = tip;
        Ok(())
    }

    /// Puts a newer filter in place of this one and all of its deltas.
    ///
    /// # Errors
    /// [`ChainError::Rollback`] unless its version is higher than what is in force,
    /// [`ChainError::TimeGoesBack`] if it was built before. The chain stays as it was.
    pub fn replace(&mut self, filter: NationalFilter) -> Result<(), ChainError> {
        let (current, offered) = (self.tip, filter.tip());
        if offered.version <= current.version {
            return Err(ChainError::Rollback {
                current: current.version,
                offered: offered.version,
            });
        }
        if offered.issued_at < current.issued_at {
            return Err(ChainError::TimeGoesBack {
                current: current.version,
            });
        }
        self.tip = offered;
        self.filter = filter;
        self.overlay = Vec::new();
        Ok(())
    }

    /// Version, digest and age of what is in force: the newest delta, or the filter if there is
    /// none.
    #[must_use]
    pub const fn tip(&self) -> Tip {
        self.tip
    }

    /// When what is in force was made, Unix seconds.
    #[must_use]
    pub const fn issued_at(&self) -> i64 {
        self.tip.issued_at
    }

    /// Whether it says of the pass with this key that it is revoked. Only to be asked about passes
    /// of its universe: about others it answers at random.
    #[must_use]
    pub fn holds(&self, key: &KeyHash) -> bool {
        let short = short_key(key);
        let found = self
            .overlay
            .binary_search_by(|(entry, _)| entry.cmp(&short));
        let change = found.ok().and_then(|at| self.overlay.get(at));
        match change {
            Some((_, change)) => *change == Change::Revoked,
            None => self.filter.holds(key),
        }
    }

    /// The filter below the deltas.
    #[must_use]
    pub const fn filter(&self) -> &NationalFilter {
        &self.filter
    }
}

impl Mechanism for Chain {
    fn name(&self) -> &'static str {
        NAME
    }

    fn look_up(&self, subject: &Subject<'_>, _at: i64) -> Answer {
        let Some(key) = covered_key(self.filter.coverage(), subject) else {
            return Answer::NotCovered;
        };
        match self.holds(&key) {
            true => Answer::Revoked,
            false => Answer::NotRevoked,
        }
    }
}

/// The changes of a delta, ascending by key.
fn changes(delta: &Delta) -> Vec<(ShortKey, Change)> {
    let revoked = delta.revoke.iter().map(|key| (*key, Change::Revoked));
    let restored = delta.restore.iter().map(|key| (*key, Change::Restored));
    let mut changes: Vec<_> = revoked.chain(restored).collect();
    changes.arrange_by(|(one, _), (other, _)| one.cmp(other));
    changes
}

/// Both lists as one, ascending by key; where both name a key, the newer one is heard.
fn laid_over(
    older: &[(ShortKey, Change)],
    newer: &[(ShortKey, Change)],
) -> Vec<(ShortKey, Change)> {
    let mut merged = Vec::with_capacity(older.len() + newer.len());
    let (mut older, mut newer) = (older.iter().peekable(), newer.iter().peekable());
    loop {
        let order = match (older.peek(), newer.peek()) {
            (Some(old), Some(new)) => old.0.cmp(&new.0),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return merged,
        };
        let next = match order {
            Ordering::Less => older.next(),
            Ordering::Greater => newer.next(),
            Ordering::Equal => {
                older.next();
                newer.next()
            }
        };
        merged.extend(next);
    }
}
