//! How often somebody may ask: one bucket each, which fills evenly, by the caller's clock.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::AuthorityError;

/// After so many askers, those whose buckets are full again are forgotten.
const ASKERS_KEPT: usize = 65_536;

/// So many a minute for each asker.
pub(crate) struct Rate {
    per_minute: u64,
    /// What is left, in sixtieths, and as of when.
    left: Mutex<BTreeMap<[u8; 16], (u64, i64)>>,
}

impl Rate {
    pub(crate) fn new(per_minute: u32) -> Self {
        Self {
            per_minute: u64::from(per_minute.max(1)),
            left: Mutex::new(BTreeMap::new()),
        }
    }

    /// Takes one of this asker's.
    pub(crate) fn take(&self, asker: [u8; 16], now: i64) -> Result<(), AuthorityError> {
        let full = self.per_minute * 60;
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        if left.len() >= ASKERS_KEPT && !left.contains_key(&asker) {
            left.retain(|_, (_, at)| now.saturating_sub(*at) < 60);
            // More askers than that within a minute are one crowd, and share a bucket.
            if left.len() >= ASKERS_KEPT {
                let (parts, at) = left.entry([0; 16]).or_insert((full, now));
                return take_one(parts, at, full, self.per_minute, now);
            }
        }
        let (parts, at) = left.entry(asker).or_insert((full, now));
        take_one(parts, at, full, self.per_minute, now)
    }
}

fn take_one(
    parts: &mut u64,
    at: &mut i64,
    full: u64,
    per_minute: u64,
    now: i64,
) -> Result<(), AuthorityError> {
    // A clock that goes backwards fills nothing, and nothing twice when it comes back.
    let elapsed_secs = u64::try_from(now.saturating_sub(*at)).unwrap_or(0);
    *at = (*at).max(now);
    *parts = parts
        .saturating_add(elapsed_secs.saturating_mul(per_minute))
        .min(full);
    match parts.checked_sub(60) {
        Some(rest) => {
            *parts = rest;
            Ok(())
        }
        None => {
            let wait_secs = (60 - *parts).div_ceil(per_minute);
            Err(AuthorityError::RateLimited {
                retry_after_secs: u32::try_from(wait_secs).unwrap_or(u32::MAX),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_asker_has_a_bucket_that_fills_evenly() {
        let rate = Rate::new(2);
        let took = |asker, now| rate.take([asker; 16], now).is_ok();
        assert_eq!([took(1, 0), took(1, 0), took(1, 0)], [true, true, false]);
        assert!(took(2, 0));
        assert!(!took(1, 29));
        assert!(took(1, 30));
        assert!(!took(1, 30));
        // The clock goes back and comes again.
        assert!(!took(1, -1_000));
        assert!(!took(1, 31));
        assert!(took(1, 60));
    }
}
