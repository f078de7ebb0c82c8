//! What petitions need of the machine.

use std::fmt::Debug;
use std::sync::Arc;

use cleanbill_redress::petition::{OperatorKey, PetitionId};

use super::PetitionsError;

/// The machine's randomness.
pub trait Randomness: Send + Sync + Debug {
    /// Fills all of it with random bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// Where the private keys of petitions are kept: apart from the database.
pub trait PetitionKeys: Send + Sync + Debug {
    /// The key of a petition.
    ///
    /// # Errors
    /// [`PetitionsError::KeyMissing`].
    fn key(&self, petition: &PetitionId) -> Result<Arc<OperatorKey>, PetitionsError>;

    /// Keeps a new key.
    ///
    /// # Errors
    /// [`PetitionsError::KeyMissing`] where it cannot be kept.
    fn keep(&self, petition: &PetitionId, key: &OperatorKey) -> Result<(), PetitionsError>;
}
