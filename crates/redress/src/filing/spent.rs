//! Work that was used: remembered for as long as its challenge counts, and no longer.

use std::collections::BTreeSet;

use super::{Challenge, FilingError};

/// The nonces that were used in the last two windows, and at most so many a window: the bound of
/// the memory is also a bound of what is filed.
#[derive(Debug, Default)]
pub struct Spent {
    /// The window of the newer set.
    window: u32,
    newer: BTreeSet<[u8; 16]>,
    older: BTreeSet<[u8; 16]>,
    most: usize,
}

impl Spent {
    /// Remembers at most so many a window.
    #[must_use]
    pub const fn new(most: usize) -> Self {
        Self {
            window: 0,
            newer: BTreeSet::new(),
            older: BTreeSet::new(),
            most,
        }
    }

    /// Uses a challenge that was verified. `false` if there is no room: then it is not used.
    ///
    /// # Errors
    /// [`FilingError::WorkUsed`]; [`FilingError::ChallengeOver`] for one whose window is forgotten.
    pub fn spend(&mut self, challenge: &Challenge) -> Result<bool, FilingError> {
        let window = challenge.window();
        match window.checked_sub(self.window) {
            Some(0) => {}
            Some(1) => {
                self.older = std::mem::take(&mut self.newer);
                self.window = window;
            }
            Some(_) => {
                self.older.clear();
                self.newer.clear();
                self.window = window;
            }
            None if self.window - window == 1 => {}
            None => return Err(FilingError::ChallengeOver),
        }
        let is_newer = window == self.window;
        let set = if is_newer {
            &mut self.newer
        } else {
            &mut self.older
        };
        if set.contains(&challenge.nonce) {
            return Err(FilingError::WorkUsed);
        }
        if set.len() >= self.most {
            return Ok(false);
        }
        set.insert(challenge.nonce);
        Ok(true)
    }

    /// How many are remembered.
    #[must_use]
    pub fn len(&self) -> usize {
        self.newer.len() + self.older.len()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
