//! Whether the disk takes what is written, as the last writes found it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::StoreError;

/// How long a refusal is told when nothing was tried since. Then the next write finds out.
const TOLD: Duration = Duration::from_secs(30);

/// The last refusal of the disk, until a write goes through.
///
/// Asking the disk for a little does not tell: a full one has room for a page and not for a pass.
#[derive(Clone, Default)]
pub(crate) struct Refusal(Arc<Mutex<Option<(StoreError, Instant)>>>);

impl Refusal {
    /// A change of rows, through or not.
    pub(crate) fn note<T>(&self, outcome: Result<T, StoreError>) -> Result<T, StoreError> {
        let outcome = self.note_failure(outcome);
        if outcome.is_ok() {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
        outcome
    }

    /// A change that is too small to say that there is room.
    pub(crate) fn note_failure<T>(&self, outcome: Result<T, StoreError>) -> Result<T, StoreError> {
        if let Err(error @ (StoreError::Full | StoreError::Disk | StoreError::ReadOnly)) = &outcome
        {
            let refusal = Some((error.clone(), Instant::now()));
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = refusal;
        }
        outcome
    }

    /// What is to be told.
    pub(crate) fn standing(&self) -> Result<(), StoreError> {
        self.standing_at(Instant::now())
    }

    fn standing_at(&self, now: Instant) -> Result<(), StoreError> {
        match &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Some((error, at)) if now.duration_since(*at) < TOLD => Err(error.clone()),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_told_until_a_write_goes_through_or_for_a_while() {
        let refusal = Refusal::default();
        let full = || Err::<(), _>(StoreError::Full);
        refusal.note(full()).unwrap_err();
        assert_eq!(refusal.standing(), Err(StoreError::Full));
        refusal.note_failure(Ok(())).unwrap();
        assert_eq!(refusal.standing(), Err(StoreError::Full));
        refusal.note(Ok(())).unwrap();
        assert_eq!(refusal.standing(), Ok(()));
        refusal.note(full()).unwrap_err();
        assert_eq!(refusal.standing_at(Instant::now() + TOLD), Ok(()));
        let other = Refusal::default();
        other.note(Err::<(), _>(StoreError::KeyUsed)).unwrap_err();
        assert_eq!(other.standing(), Ok(()));
    }
}
