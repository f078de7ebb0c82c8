//! The clock of a story, which the ledger goes by too.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// What time it is in the story, Unix seconds.
pub(in super::super) struct Today(Arc<AtomicI64>);

impl Today {
    pub(in super::super) fn from(begun_at: i64) -> Self {
        Self(Arc::new(AtomicI64::new(begun_at)))
    }

    /// It goes forward only.
    pub(in super::super) fn set(&self, now: i64) {
        self.0.fetch_max(now, Ordering::Relaxed);
    }

    pub(super) fn now(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }

    /// Later by some seconds, in which something was done.
    pub(super) fn next(&self) -> i64 {
        self.0.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// For whoever goes by it.
    pub(in super::super) fn clock(&self) -> impl Fn() -> i64 + Send + Sync + 'static {
        let now = self.0.clone();
        move || now.load(Ordering::Relaxed)
    }
}
