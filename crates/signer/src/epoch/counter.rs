use std::fmt;
use std::fs::File;
use std::num::NonZeroU64;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::error::EpochError;
use super::file;

/// How many signatures are counted in one write to the disk.
///
/// A counter that a crash left behind is too high by less than this. Default 1,000, so that the
/// flush, some milliseconds, costs a signature some microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block(NonZeroU64);

impl Block {
    /// Each signature is flushed by itself: for programs that make one.
    pub const ONE: Self = Self(NonZeroU64::MIN);

    /// A block of this many signatures; `None` for 0.
    #[must_use]
    pub const fn new(signatures: u64) -> Option<Self> {
        match NonZeroU64::new(signatures) {
            Some(signatures) => Some(Self(signatures)),
            None => None,
        }
    }
}

impl Default for Block {
    fn default() -> Self {
        Self(NonZeroU64::MIN.saturating_add(999))
    }
}

/// What a counter has on the disk. Both numbers only ever grow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Signatures that were reserved before any of them was made.
    pub reserved: u64,
    /// Of these, the ones that a signer gave back unused when it closed.
    pub returned: u64,
}

impl Tally {
    /// How many signatures the key gave at most: exactly as many, unless a signer is at work with
    /// the counter, or one was stopped in the middle of a block, or the key failed to sign.
    #[must_use]
    pub const fn signatures(self) -> u64 {
        self.reserved.saturating_sub(self.returned)
    }
}

/// The durable count of one key's signatures, held by one process at a time.
///
/// Dropping it gives back what was reserved and not used, as [`close`](Self::close) does.
pub struct SignatureCounter {
    path: PathBuf,
    kid: [u8; 8],
    block: Block,
    state: Mutex<State>,
    /// Held as long as the counter is.
    _lock: File,
}

struct State {
    /// What is on the disk.
    tally: Tally,
    /// How many of the reserved ones are still to be given.
    left: u64,
    /// Nothing is given any more: the file is not what was written last.
    ended: Option<EpochError>,
}

impl SignatureCounter {
    /// Begins the counter of a new key at 0.
    ///
    /// # Errors
    /// [`EpochError::CounterExists`], [`EpochError::CounterInUse`],
    /// [`EpochError::CounterWrite`].
    pub fn create(path: &Path, kid: [u8; 8]) -> Result<(), EpochError> {
        let _lock = file::lock(path)?;
        match file::read(path, kid) {
            Err(EpochError::CounterMissing) => file::write(path, kid, Tally::default()),
            _ => Err(EpochError::CounterExists),
        }
    }

    /// Opens the counter of the key `kid`, and locks it.
    ///
    /// `floor` is how many signatures are known to have been made, such as the length of the list
    /// of issued handles of this epoch; 0 if nothing is known. Only by it is an older file
    /// recognised that was put in the place of the newest while no signer ran.
    ///
    /// # Errors
    /// [`EpochError`] of the counter.
    pub fn open(path: &Path, kid: [u8; 8], block: Block, floor: u64) -> Result<Self, EpochError> {
        // A missing counter is said, and its lock is not made.
        file::read(path, kid)?;
        let lock = file::lock(path)?;
        let tally = file::read(path, kid)?;
        let counter = Self {
            path: path.into(),
            kid,
            block,
            state: Mutex::new(State {
                tally,
                left: 0,
                ended: None,
            }),
            _lock: lock,
        };
        counter.check_floor(floor)?;
        Ok(counter)
    }

    /// What the counter of the key `kid` has on the disk; locks nothing.
    ///
    /// # Errors
    /// [`EpochError`] of the counter.
    pub fn read(path: &Path, kid: [u8; 8]) -> Result<Tally, EpochError> {
        file::read(path, kid)
    }

    /// Counts one signature, which may then be made. Up to `signatures_max` are counted; `number`
    /// is the epoch's, for the error.
    ///
    /// # Errors
    /// [`EpochError`]: then nothing may be signed.
    pub fn count(&self, number: u32, signatures_max: u64) -> Result<(), EpochError> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        self.check_writable_again(&mut state)?;
        if let Some(ended) = &state.ended {
            return Err(ended.clone());
        }
        if state.left == 0 {
            let given = state.tally.signatures();
            let block = self.block.0.get().min(signatures_max.saturating_sub(given));
            if block == 0 {
                return Err(EpochError::CapReached {
                    number,
                    signatures_max,
                });
            }
            self.reserve(&mut state, block)?;
        }
        state.left -= 1;
        Ok(())
    }

    /// Checks that one more signature could be counted: the file is as it was left, can be written,
    /// and the cap is not reached. Counts nothing.
    ///
    /// # Errors
    /// As [`count`](Self::count).
    pub fn check(&self, number: u32, signatures_max: u64) -> Result<(), EpochError> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        self.check_writable_again(&mut state)?;
        if let Some(ended) = &state.ended {
            return Err(ended.clone());
        }
        if state.left == 0 && state.tally.signatures() >= signatures_max {
            return Err(EpochError::CapReached {
                number,
                signatures_max,
            });
        }
        self.check_untouched(&mut state)?;
        file::write(&self.path, self.kid, state.tally)
    }

    /// Checks that no fewer signatures were counted than are known to have been made: an older file
    /// was put in the place of the newest otherwise.
    ///
    /// # Errors
    /// [`EpochError::CounterRolledBack`].
    pub fn check_floor(&self, floor: u64) -> Result<(), EpochError> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let found = state.tally.signatures();
        if found < floor {
            return Err(EpochError::CounterRolledBack { found, floor });
        }
        Ok(())
    }

    fn reserve(&self, state: &mut State, block: u64) -> Result<(), EpochError> {
        self.check_untouched(state)?;
        let next = Tally {
            reserved: state.tally.reserved.saturating_add(block),
            ..state.tally
        };
        file::write(&self.path, self.kid, next).inspect_err(|error| {
            // It may have been written all the same: the next count reads it again.
            state.ended = Some(error.clone());
        })?;
        state.tally = next;
        state.left = block;
        Ok(())
    }

    /// A disk that was full may have room again. What the file says by now is either what it said
    /// before or what it was to say: both are no lower than what was signed, and of what was
    /// reserved nothing was given. Anything else was written by somebody else.
    fn check_writable_again(&self, state: &mut State) -> Result<(), EpochError> {
        if !matches!(state.ended, Some(EpochError::CounterWrite { .. })) {
            return Ok(());
        }
        let found = file::read(&self.path, self.kid)?;
        let block = found.reserved.checked_sub(state.tally.reserved);
        let is_ours = found.returned == state.tally.returned
            && block.is_some_and(|block| block <= self.block.0.get());
        if is_ours {
            state.tally = found;
            state.left = 0;
            state.ended = None;
        } else {
            state.ended = Some(EpochError::CounterChanged);
        }
        Ok(())
    }

    /// The file has to say what was last written here.
    fn check_untouched(&self, state: &mut State) -> Result<(), EpochError> {
        let found = file::read(&self.path, self.kid);
        let outcome = match found {
            Ok(tally) if tally == state.tally => return Ok(()),
            Ok(_) => EpochError::CounterChanged,
            Err(error) => error,
        };
        state.ended = Some(outcome.clone());
        Err(outcome)
    }

    /// Gives back what was reserved and not used. Nothing is counted afterwards.
    ///
    /// # Errors
    /// [`EpochError`]: the counter then stays too high, which is safe.
    pub fn close(self) -> Result<Tally, EpochError> {
        self.give_back()
    }

    fn give_back(&self) -> Result<Tally, EpochError> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ended) = &state.ended {
            return Err(ended.clone());
        }
        if state.left > 0 {
            self.check_untouched(&mut state)?;
            let returned = state.tally.returned.saturating_add(state.left);
            let tally = Tally {
                returned,
                ..state.tally
            };
            state.left = 0;
            file::write(&self.path, self.kid, tally)?;
            state.tally = tally;
        }
        Ok(state.tally)
    }
}

impl Drop for SignatureCounter {
    fn drop(&mut self) {
        // If it fails, the counter stays too high.
        self.give_back().ok();
    }
}

impl fmt::Debug for SignatureCounter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignatureCounter")
            .field("kid", &self.kid)
            .field("block", &self.block)
            .finish_non_exhaustive()
    }
}
