//! Token buckets, in bounded memory.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How often something may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// In the long run, a minute; at least 1.
    pub per_minute: u32,
    /// At once; at least 1.
    pub burst: u32,
}

impl Rate {
    /// So many a minute, and so many at once.
    #[must_use]
    pub const fn new(per_minute: u32, burst: u32) -> Self {
        Self { per_minute, burst }
    }
}

/// One token, so that a millisecond's share of the slowest rate is a whole number.
const TOKEN: u64 = 60_000;
/// How many buckets are kept.
pub(crate) const BUCKETS_MAX: usize = 65_536;
/// How often at most all buckets are looked through for full ones.
const SWEEP_MILLIS: u64 = 1_000;

#[derive(Clone, Copy)]
struct Bucket {
    tokens: u64,
    at_millis: u64,
}

/// A bucket for each key. Full ones are forgotten; when there are too many that are not, all
/// newcomers share one, so that inventing keys empties that and nothing else.
pub(crate) struct Buckets<K> {
    rate: Rate,
    buckets_max: usize,
    state: Mutex<State<K>>,
}

struct State<K> {
    buckets: HashMap<K, Bucket>,
    shared: Bucket,
    swept_millis: u64,
}

impl<K: Eq + Hash> Buckets<K> {
    pub(crate) fn new(rate: Rate, buckets_max: usize) -> Self {
        let full = Bucket {
            tokens: u64::from(rate.burst.max(1)) * TOKEN,
            at_millis: 0,
        };
        Self {
            rate,
            buckets_max,
            state: Mutex::new(State {
                buckets: HashMap::new(),
                shared: full,
                swept_millis: 0,
            }),
        }
    }

    fn full(&self) -> u64 {
        u64::from(self.rate.burst.max(1)) * TOKEN
    }

    fn refilled(&self, bucket: Bucket, now_millis: u64) -> Bucket {
        let since = now_millis.saturating_sub(bucket.at_millis);
        let gained = since.saturating_mul(self.rate.per_minute.max(1).into());
        Bucket {
            tokens: bucket.tokens.saturating_add(gained).min(self.full()),
            at_millis: now_millis.max(bucket.at_millis),
        }
    }

    /// Takes a token.
    ///
    /// # Errors
    /// Seconds until there is one, at least 1.
    pub(crate) fn take(&self, key: K, elapsed: Duration) -> Result<(), u64> {
        let now_millis = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.buckets.len() >= self.buckets_max && !state.buckets.contains_key(&key) {
            self.sweep(&mut state, now_millis);
        }
        let full = Bucket {
            tokens: self.full(),
            at_millis: now_millis,
        };
        let has_room = state.buckets.len() < self.buckets_max;
        let State {
            buckets, shared, ..
        } = &mut *state;
        let bucket = match has_room || buckets.contains_key(&key) {
            true => buckets.entry(key).or_insert(full),
            false => shared,
        };
        *bucket = self.refilled(*bucket, now_millis);
        match bucket.tokens.checked_sub(TOKEN) {
            Some(left) => {
                bucket.tokens = left;
                Ok(())
            }
            None => {
                let per_second = u64::from(self.rate.per_minute.max(1)) * 1_000;
                Err((TOKEN - bucket.tokens).div_ceil(per_second).max(1))
            }
        }
    }

    fn sweep(&self, state: &mut State<K>, now_millis: u64) {
        if now_millis < state.swept_millis.saturating_add(SWEEP_MILLIS) {
            return;
        }
        state.swept_millis = now_millis;
        let full = self.full();
        state
            .buckets
            .retain(|_, bucket| self.refilled(*bucket, now_millis).tokens < full);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn secs(secs: u64) -> Duration {
        Duration::from_secs(secs)
    }

    #[test]
    fn a_burst_and_then_one_at_a_time() {
        let buckets = Buckets::new(Rate::new(60, 3), 10);
        for _ in 0..3 {
            assert_eq!(buckets.take(1, secs(5)), Ok(()));
        }
        assert_eq!(buckets.take(1, secs(5)), Err(1));
        assert_eq!(buckets.take(2, secs(5)), Ok(()));
        assert_eq!(buckets.take(1, secs(6)), Ok(()));
        assert_eq!(buckets.take(1, secs(6)), Err(1));
        // A clock that stands still or goes back gives nothing.
        assert_eq!(buckets.take(1, secs(0)), Err(1));
        assert_eq!(buckets.take(1, Duration::MAX), Ok(()));
    }

    #[test]
    fn how_long_to_wait_is_enough() {
        let buckets = Buckets::new(Rate::new(2, 1), 10);
        assert_eq!(buckets.take(1, secs(0)), Ok(()));
        assert_eq!(buckets.take(1, secs(0)), Err(30));
        assert_eq!(buckets.take(1, secs(29)), Err(1));
        assert_eq!(buckets.take(1, secs(30)), Ok(()));
    }

    #[test]
    fn invented_keys_take_no_memory_and_nobody_elses_tokens() {
        let buckets = Buckets::new(Rate::new(60, 2), 100);
        assert_eq!(buckets.take(0, secs(10)), Ok(()));
        let mut refused = 0;
        for key in 1..10_000 {
            refused += u32::from(buckets.take(key, secs(10)).is_err());
        }
        // 99 found room, two more shared a bucket.
        assert_eq!(refused, 10_000 - 1 - 99 - 2);
        assert_eq!(buckets.state.lock().unwrap().buckets.len(), 100);
        assert_eq!(buckets.take(0, secs(10)), Ok(()));
        // Full ones are forgotten.
        assert_eq!(buckets.take(20_000, secs(20)), Ok(()));
        assert_eq!(buckets.state.lock().unwrap().buckets.len(), 1);
    }
}
