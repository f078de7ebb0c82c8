//! Where the slices are kept.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Debug;

use cleanbill_crypto::sha256;

use super::{SlicesError, read_archive};
use crate::Limits;

/// A SHA-256.
pub type Digest = [u8; 32];

/// The port through which slices come: memory, files, a data base.
pub trait SliceSource: Send + Sync + Debug {
    /// The bytes with this SHA-256, if they are there. They are hashed again before they count.
    fn slice(&self, digest: &Digest) -> Option<Cow<'_, [u8]>>;
}

/// Slices in memory.
#[derive(Clone, Debug, Default)]
pub struct MemorySlices {
    slices: BTreeMap<Digest, Vec<u8>>,
}

impl MemorySlices {
    /// No slice.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps a slice, and gives its name.
    pub fn insert(&mut self, bytes: Vec<u8>) -> Digest {
        let digest = sha256(&bytes);
        self.slices.insert(digest, bytes);
        digest
    }

    /// Keeps all slices of an archive, and says how many there were.
    ///
    /// # Errors
    /// [`SlicesError`] of [`read_archive`].
    pub fn insert_archive(&mut self, gzip: &[u8], limits: &Limits) -> Result<usize, SlicesError> {
        let slices = read_archive(gzip, limits)?;
        let count = slices.len();
        for slice in slices {
            self.insert(slice);
        }
        Ok(count)
    }
}

impl SliceSource for MemorySlices {
    fn slice(&self, digest: &Digest) -> Option<Cow<'_, [u8]>> {
        self.slices
            .get(digest)
            .map(|bytes| Cow::Borrowed(bytes.as_slice()))
    }
}
