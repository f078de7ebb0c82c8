//! Single files at a destination, for what is no signed set: the public ledger's.

use super::destination::Write;
use super::{Destination, FilesError};

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
