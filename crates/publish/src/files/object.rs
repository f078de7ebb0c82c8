//! Single files at a destination, for what is no signed set: the public ledger's.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::destination::{PART_BYTES, Write, fault};
use super::{Destination, FilesError, StoreFault};

/// Parts of a file that are on their way at a time.
const PARTS_AT_ONCE: usize = 2;

impl Destination {
    /// The file at `path`; `None` if there is none. At most 32 MiB.
    ///
    /// # Errors
    /// [`FilesError::Store`].
    pub async fn fetch(&self, path: &str) -> Result<Option<Vec<u8>>, FilesError> {
        Ok(self.read(path).await?.map(|found| found.bytes))
    }

    /// Writes a file that never changes; one with these bytes may be there already.
    ///
    /// # Errors
    /// [`FilesError::Other`] if another one is there; [`FilesError::Store`].
    pub async fn put(&self, path: &str, bytes: &[u8]) -> Result<(), FilesError> {
        if self.write(path, bytes, Write::New).await? {
            return Ok(());
        }
        match self.read(path).await? {
            Some(found) if found.bytes == bytes => Ok(()),
            _ => Err(FilesError::Other {
                path: path.to_owned(),
            }),
        }
    }

    /// Copies a file of any size, in parts, to a path that names it by its `digest`, its SHA-256. A
    /// file of its size that is there already is taken for it: nobody else writes such names.
    ///
    /// # Errors
    /// [`FilesError::Store`]: with [`StoreFault::Changed`] if the file is not what the digest says,
    /// and then nothing is written. [`FilesError::Other`] if one of another size is there.
    pub async fn put_file(
        &self,
        path: &str,
        file: &Path,
        digest: &[u8; 32],
    ) -> Result<(), FilesError> {
        let failed = |fault| FilesError::Store {
            path: path.to_owned(),
            fault,
        };
        let unread = |error: std::io::Error| failed(StoreFault::Io(error.kind()));
        let mut from = File::open(file).map_err(unread)?;
        let size = from.metadata().map_err(unread)?.len();
        match self.size(path).await? {
            None => {}
            Some(found) if found == size => return Ok(()),
            Some(_) => {
                return Err(FilesError::Other {
                    path: path.to_owned(),
                });
            }
        }
        let mut to = self.parts(path).await?;
        let mut seen = Sha256::new();
        let mut part = vec![0; PART_BYTES];
        let broken = loop {
            match from.read(&mut part) {
                Ok(0) if seen.clone().finalize().as_slice() == digest => break None,
                Ok(0) => break Some(failed(StoreFault::Changed)),
                Ok(read) => {
                    let part = part.get(..read).unwrap_or_default();
                    seen.update(part);
                    if let Err(error) = to.wait_for_capacity(PARTS_AT_ONCE).await {
                        break Some(fault(path, &error));
                    }
                    to.write(part);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => break Some(unread(error)),
            }
        };
        if let Some(broken) = broken {
            // What was sent is no file yet; a store forgets it by itself if this fails.
            let _ = to.abort().await;
            return Err(broken);
        }
        let done = to.finish().await;
        done.map_err(|error| fault(path, &error))?;
        Ok(())
    }

    /// Writes a file over `old`, or where there was none.
    ///
    /// # Errors
    /// [`FilesError::Crossed`] if another one is there; [`FilesError::Store`].
    pub async fn replace(
        &self,
        path: &str,
        bytes: &[u8],
        old: Option<&[u8]>,
    ) -> Result<(), FilesError> {
        let found = self.read(path).await?;
        let is_old = found.as_ref().map(|found| found.bytes.as_slice()) == old;
        // A crash may have come between our writing and our knowing.
        let is_new = found.as_ref().is_some_and(|found| found.bytes == bytes);
        if is_new {
            return Ok(());
        }
        let over = Write::Over(found.map(|found| found.version));
        if is_old && self.write(path, bytes, over).await? {
            Ok(())
        } else {
            Err(FilesError::Crossed)
        }
    }

    /// Removes all files whose names begin with `folder` and a slash.
    ///
    /// # Errors
    /// [`FilesError::Store`].
    pub async fn discard(&self, folder: &str) -> Result<(), FilesError> {
        for path in self.names(folder).await? {
            self.remove(&path).await?;
        }
        Ok(())
    }
}
