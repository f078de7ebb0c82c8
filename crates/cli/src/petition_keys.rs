//! The private keys of petitions: files in the data folder, apart from the database.
//!
//! ```text
//! DATA/petitions/NAME.key    both primes, hexadecimal; owner only
//! ```

use std::path::PathBuf;
use std::sync::Arc;

use cleanbill_forum::petitions::{PetitionKeys, PetitionsError, Randomness};
use cleanbill_redress::petition::{KEY_SECRET_BYTES, OperatorKey, PetitionId};

use crate::atomic::{self, Access};
use crate::bundle::read_bounded;
use crate::entropy;
use crate::hex::{hex, unhex};
use crate::home::Home;

/// Longest file of a key: its digits, and the end of the line.
const FILE_MAX_BYTES: u64 = 2 * KEY_SECRET_BYTES as u64 + 2;

/// The folder of the keys.
#[derive(Debug, Clone)]
pub(crate) struct FileKeys(PathBuf);

impl FileKeys {
    pub(crate) fn of(home: &Home) -> Self {
        Self(home.folder().join("petitions"))
    }

    fn path(&self, petition: &PetitionId) -> PathBuf {
        self.0.join(format!("{petition}.key"))
    }
}

impl PetitionKeys for FileKeys {
    fn key(&self, petition: &PetitionId) -> Result<Arc<OperatorKey>, PetitionsError> {
        let file = read_bounded(&self.path(petition), FILE_MAX_BYTES);
        let file = file.map_err(|_| PetitionsError::KeyMissing)?;
        let secret = unhex(&file).ok_or(PetitionsError::KeyMissing)?;
        let key = OperatorKey::from_secret(&secret).map_err(|_| PetitionsError::KeyMissing)?;
        Ok(Arc::new(key))
    }

    fn keep(&self, petition: &PetitionId, key: &OperatorKey) -> Result<(), PetitionsError> {
        let text = format!("{}\n", hex(&key.to_secret()));
        let written = atomic::write(&self.path(petition), text.as_bytes(), Access::Secret);
        written.map_err(|_| PetitionsError::KeyMissing)
    }
}

/// The operating system's randomness.
#[derive(Debug, Clone, Copy)]
pub(crate) struct System;

impl Randomness for System {
    fn fill(&self, bytes: &mut [u8]) {
        entropy::fill(bytes);
    }
}
