//! The clock, held against what it said before and against time that nobody sets.
//!
//! Sessions, objection periods and key epochs follow the clock. One that was turned would end a
//! period that somebody still has, or date an act before the one it answers: until it is right
//! again, or somebody starts the service anew and so says that it is, nothing is decided by it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::{Clock, ServerError};

/// How far the clock may be behind the newest time that was seen, seconds. Within it time stands
/// still, so that no act is dated before the one that this process wrote last.
const BEHIND_MAX_SECS: i64 = 60;
/// How far the clock may run ahead of the machine's own time between two looks, seconds.
const AHEAD_MAX_SECS: i64 = 3_600;

/// A clock that says when it is wrong. Cheap to clone.
#[derive(Clone)]
pub struct SteadyClock(Arc<Inner>);

struct Inner {
    clock: Arc<dyn Clock>,
    seen: Mutex<Seen>,
}

#[derive(Clone, Copy)]
struct Seen {
    /// The newest time, Unix seconds.
    newest: i64,
    /// What the clock said at the last look at which it was right.
    wall: i64,
    /// The machine's own time at that look.
    elapsed: Duration,
}

impl std::fmt::Debug for SteadyClock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SteadyClock").finish_non_exhaustive()
    }
}

impl SteadyClock {
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        let wall = clock.now();
        let seen = Seen {
            newest: wall,
            wall,
            elapsed: clock.elapsed(),
        };
        Self(Arc::new(Inner {
            clock,
            seen: Mutex::new(seen),
        }))
    }

    /// It was this time before, Unix seconds: the newest entry says so.
    pub(crate) fn saw(&self, at: i64) {
        let mut seen = self.0.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.newest = seen.newest.max(at);
    }

    /// Now, Unix seconds; never before what it gave already.
    ///
    /// # Errors
    /// [`ServerError::ClockBehind`], [`ServerError::ClockAhead`].
    pub fn now(&self) -> Result<i64, ServerError> {
        let mut seen = self.0.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let (wall, elapsed) = (self.0.clock.now(), self.0.clock.elapsed());
        if wall < seen.newest.saturating_sub(BEHIND_MAX_SECS) {
            return Err(ServerError::ClockBehind);
        }
        let passed = elapsed.saturating_sub(seen.elapsed).as_secs();
        let passed = i64::try_from(passed).unwrap_or(i64::MAX);
        let expected = seen.wall.saturating_add(passed);
        if wall > expected.saturating_add(AHEAD_MAX_SECS) {
            return Err(ServerError::ClockAhead);
        }
        *seen = Seen {
            newest: seen.newest.max(wall),
            wall,
            elapsed,
        };
        Ok(seen.newest)
    }

    /// The newest time that was seen, whatever the clock says.
    pub(crate) fn newest(&self) -> i64 {
        let seen = self.0.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.newest
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

    use super::*;

    #[derive(Default)]
    struct Hands(AtomicI64, AtomicU64);

    impl Clock for Hands {
        fn now(&self) -> i64 {
            self.0.load(Ordering::Relaxed)
        }

        fn elapsed(&self) -> Duration {
            Duration::from_secs(self.1.load(Ordering::Relaxed))
        }
    }

    #[test]
    fn a_clock_that_was_turned_is_named_until_it_is_right() {
        let hands = Arc::new(Hands::default());
        hands.0.store(10_000, Ordering::Relaxed);
        let steady = SteadyClock::new(hands.clone());
        let at = |wall: i64, elapsed: u64| {
            hands.0.store(wall, Ordering::Relaxed);
            hands.1.store(elapsed, Ordering::Relaxed);
            steady.now()
        };
        assert_eq!(at(10_005, 5), Ok(10_005));
        // Set back a little: time stands still. Set back more: it is wrong.
        assert_eq!(at(9_990, 6), Ok(10_005));
        assert_eq!(at(9_944, 7), Err(ServerError::ClockBehind));
        assert_eq!(at(10_010, 8), Ok(10_010));
        // An hour ahead of the machine's own time is too much, however long that was.
        assert_eq!(at(10_010 + 3_700, 108), Ok(13_710));
        assert_eq!(at(13_710 + 3_701, 208), Err(ServerError::ClockAhead));
        assert_eq!(at(13_810, 208), Ok(13_810));
        // A month between two looks is no jump where the machine counted it too.
        assert_eq!(at(13_810 + 2_592_000, 2_592_208), Ok(2_605_810));
        steady.saw(2_605_900);
        assert_eq!(at(2_605_811, 2_592_209), Err(ServerError::ClockBehind));
    }
}
