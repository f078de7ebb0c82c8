use std::fmt;
use std::sync::{Mutex, PoisonError};

use cleanbill_crypto::{Algorithm, PublicKey, SignError, Signer};

use super::Epoch;
use super::counter::{SignatureCounter, Tally};
use super::error::EpochError;

/// A signer that signs within its epoch only, and counts before it signs.
pub struct CountingSigner<S> {
    signer: S,
    epoch: Epoch,
    counter: SignatureCounter,
    clock: Box<dyn Fn() -> i64 + Send + Sync>,
    refusal: Mutex<Option<EpochError>>,
}

impl<S: Signer> CountingSigner<S> {
    /// Binds a key to its epoch and counter. `clock` gives Unix seconds; that `signer` holds the
    /// key of the epoch's certificate is the caller's to see to.
    pub fn new(
        signer: S,
        epoch: Epoch,
        counter: SignatureCounter,
        clock: impl Fn() -> i64 + Send + Sync + 'static,
    ) -> Self {
        Self {
            signer,
            epoch,
            counter,
            clock: Box::new(clock),
            refusal: Mutex::new(None),
        }
    }

    /// The epoch that is signed in.
    pub const fn epoch(&self) -> &Epoch {
        &self.epoch
    }

    /// The key, for what is not signing.
    pub const fn key(&self) -> &S {
        &self.signer
    }

    /// Why the epoch refused the last signature; `None` if it gave it. The port says no more than
    /// [`SignError::Refused`].
    pub fn refusal(&self) -> Option<EpochError> {
        let refusal = self.refusal.lock();
        refusal.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether the epoch would admit a signature at `now`, Unix seconds. Counts nothing.
    ///
    /// # Errors
    /// [`EpochError`].
    pub fn check(&self, now: i64) -> Result<(), EpochError> {
        self.epoch.check_time(now)?;
        self.counter
            .check(self.epoch.number, self.epoch.signatures_max)
    }

    /// Checks that no fewer signatures were counted than are known to have been made.
    ///
    /// # Errors
    /// [`EpochError::CounterRolledBack`].
    pub fn check_floor(&self, floor: u64) -> Result<(), EpochError> {
        self.counter.check_floor(floor)
    }

    /// Gives back what was reserved and not used.
    ///
    /// # Errors
    /// [`EpochError`]: the counter then stays too high, which is safe.
    pub fn close(self) -> Result<Tally, EpochError> {
        self.counter.close()
    }

    fn admit(&self) -> Result<(), EpochError> {
        self.epoch.check_time((self.clock)())?;
        let Epoch {
            number,
            signatures_max,
            ..
        } = self.epoch;
        self.counter.count(number, signatures_max)
    }
}

impl<S: Signer> Signer for CountingSigner<S> {
    fn algorithm(&self) -> Algorithm {
        self.signer.algorithm()
    }

    fn public_key(&self) -> &PublicKey {
        self.signer.public_key()
    }

    /// Counts, then signs. A signature that the key then fails to give stays counted.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        let admitted = self.admit();
        let refusal = admitted.clone().err();
        *self.refusal.lock().unwrap_or_else(PoisonError::into_inner) = refusal;
        admitted.map_err(|_| SignError::Refused)?;
        self.signer.sign(message)
    }
}

impl<S> fmt::Debug for CountingSigner<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CountingSigner")
            .field("epoch", &self.epoch.number)
            .field("counter", &self.counter)
            .finish_non_exhaustive()
    }
}
