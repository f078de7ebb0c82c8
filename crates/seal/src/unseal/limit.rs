//! How many records somebody may open: token buckets over the clock of the access entries.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use cleanbill_issuer::registry::{AccessRow, HolderId, OfficerId, Shard};
use cleanbill_issuer::staff::Purpose;

use crate::SealError;

/// How many records one officer may open, and one holder of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenLimits {
    /// In a minute; above 0.
    pub per_minute: u32,
    /// In an hour; above 0.
    pub per_hour: u32,
}

impl Default for OpenLimits {
    /// 60 a minute and 600 an hour: more than a desk serves.
    fn default() -> Self {
        Self {
            per_minute: 60,
            per_hour: 600,
        }
    }
}

/// Whose looks are counted together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Looker {
    Officer(OfficerId),
    /// A holder's own looks are counted apart from everybody else's.
    Holder(Shard, HolderId),
}

/// A bucket that fills evenly. One look is `window_secs` parts, so that all sums are whole.
#[derive(Clone, Copy)]
struct Bucket {
    parts: u64,
}

#[derive(Clone, Copy)]
struct Rate {
    count: u64,
    window_secs: u64,
}

impl Rate {
    const fn full(self) -> Bucket {
        Bucket {
            parts: self.count * self.window_secs,
        }
    }

    fn refill(self, bucket: Bucket, elapsed_secs: u64) -> Bucket {
        let parts = bucket
            .parts
            .saturating_add(elapsed_secs.saturating_mul(self.count));
        Bucket {
            parts: parts.min(self.full().parts),
        }
    }

    /// How long until there is a whole look; 0 if there is one.
    fn wait_secs(self, bucket: Bucket) -> u64 {
        let missing = self.window_secs.saturating_sub(bucket.parts);
        missing.div_ceil(self.count.max(1))
    }

    const fn take(self, bucket: Bucket) -> Bucket {
        Bucket {
            parts: bucket.parts.saturating_sub(self.window_secs),
        }
    }
}

struct State {
    minute: Bucket,
    hour: Bucket,
    at: i64,
}

/// After so many lookers those whose buckets are full again are forgotten.
const LOOKERS_KEPT: usize = 65_536;

pub(super) struct Limiter {
    minute: Rate,
    hour: Rate,
    states: Mutex<BTreeMap<Looker, State>>,
}

impl Limiter {
    pub(super) fn new(limits: OpenLimits) -> Self {
        let rate = |count: u32, window_secs| Rate {
            count: count.max(1).into(),
            window_secs,
        };
        Self {
            minute: rate(limits.per_minute, 60),
            hour: rate(limits.per_hour, 3_600),
            states: Mutex::new(BTreeMap::new()),
        }
    }

    /// Takes one look, at the time of the access entry.
    pub(super) fn take(&self, shard: Shard, access: &AccessRow) -> Result<(), SealError> {
        let looker = match access.purpose {
            Purpose::Own => Looker::Holder(shard, access.holder),
            _ => Looker::Officer(access.officer),
        };
        let mut states = self.states.lock().unwrap_or_else(PoisonError::into_inner);
        if states.len() >= LOOKERS_KEPT && !states.contains_key(&looker) {
            // An hour fills every bucket.
            states.retain(|_, state| access.at.saturating_sub(state.at) < 3_600);
        }
        let state = states.entry(looker).or_insert(State {
            minute: self.minute.full(),
            hour: self.hour.full(),
            at: access.at,
        });
        // A clock that goes backwards fills nothing, and nothing twice when it comes back.
        let elapsed_secs = u64::try_from(access.at.saturating_sub(state.at)).unwrap_or(0);
        state.at = state.at.max(access.at);
        state.minute = self.minute.refill(state.minute, elapsed_secs);
        state.hour = self.hour.refill(state.hour, elapsed_secs);
        let wait_secs = self.minute.wait_secs(state.minute);
        let wait_secs = wait_secs.max(self.hour.wait_secs(state.hour));
        if wait_secs > 0 {
            return Err(SealError::RateLimited {
                retry_after_secs: u32::try_from(wait_secs).unwrap_or(u32::MAX),
            });
        }
        state.minute = self.minute.take(state.minute);
        state.hour = self.hour.take(state.hour);
        Ok(())
    }
}
