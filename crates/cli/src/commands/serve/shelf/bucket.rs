//! The published files of an authority that publishes to a bucket, read from there.

use std::fs::File;
use std::io::{Cursor, Seek, Write};

use cleanbill_audit::{ReadSeek, Source, SourceError, SourceFault};
use cleanbill_publish::files::{Destination, FilesError, StoreFault};
use cleanbill_server::PublishedFiles;
use tokio::runtime::Handle;

use super::LEDGER;

/// The longest file that is read from a bucket: as long as a destination reads any.
const SIZE_MAX_BYTES: u64 = 32 << 20;
/// Files that are asked for at once.
const CONCURRENCY: usize = 8;

/// What is published in a bucket. It is read by threads that may wait, and never by those that
/// answer.
pub(super) struct Bucket {
    pub(super) ledger: Destination,
    /// The prefix around the ledger's, if it is one for what is published.
    pub(super) sets: Option<Destination>,
    pub(super) runtime: Handle,
}

impl Bucket {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        let within = path.strip_prefix(LEDGER);
        let (from, rest) = match within.and_then(|rest| rest.strip_prefix('/')) {
            Some(rest) => (&self.ledger, rest),
            None => match &self.sets {
                Some(sets) => (sets, path),
                None => return Ok(None),
            },
        };
        let read = self.runtime.block_on(from.fetch(rest));
        read.map_err(|error| SourceError {
            path: path.to_owned(),
            fault: fault(&error),
        })
    }
}

fn fault(error: &FilesError) -> SourceFault {
    match error {
        FilesError::Store {
            fault: StoreFault::TooLarge,
            ..
        } => SourceFault::TooLarge {
            size_max_bytes: SIZE_MAX_BYTES,
        },
        _ => SourceFault::Unreachable,
    }
}

impl Source for Bucket {
    fn fetch(&self, path: &str, size_max_bytes: u64) -> Result<Option<Vec<u8>>, SourceError> {
        let bytes = self.read(path)?;
        match bytes {
            Some(bytes) if bytes.len() as u64 > size_max_bytes => Err(SourceError {
                path: path.to_owned(),
                fault: SourceFault::TooLarge { size_max_bytes },
            }),
            bytes => Ok(bytes),
        }
    }

    fn open(
        &self,
        path: &str,
        size_max_bytes: u64,
    ) -> Result<Option<Box<dyn ReadSeek>>, SourceError> {
        let bytes = self.fetch(path, size_max_bytes)?;
        Ok(bytes.map(|bytes| Box::new(Cursor::new(bytes)) as Box<dyn ReadSeek>))
    }

    fn list(&self, _folder: &str) -> Result<Option<Vec<String>>, SourceError> {
        Ok(None)
    }

    fn concurrency(&self) -> usize {
        CONCURRENCY
    }
}

impl PublishedFiles for Bucket {
    fn file(&self, path: &str) -> Result<Option<File>, SourceError> {
        let Some(bytes) = self.read(path)? else {
            return Ok(None);
        };
        let kept = || {
            let mut file = tempfile::tempfile()?;
            file.write_all(&bytes)?;
            file.rewind()?;
            Ok(file)
        };
        kept()
            .map(Some)
            .map_err(|error: std::io::Error| SourceError {
                path: path.to_owned(),
                fault: SourceFault::Io(error.kind()),
            })
    }

    fn as_source(&self) -> &dyn Source {
        self
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn a_bucket_is_read_like_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("ledger")).unwrap();
        std::fs::write(folder.path().join("ledger/policy"), "policy").unwrap();
        std::fs::write(folder.path().join("index.json"), "{}").unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().build().unwrap();
        let at = |folder: &std::path::Path| Destination::read_only(folder).unwrap();
        let mut bucket = Bucket {
            ledger: at(&folder.path().join("ledger")),
            sets: Some(at(folder.path())),
            runtime: runtime.handle().clone(),
        };
        for (path, whole) in [("ledger/policy", "policy"), ("index.json", "{}")] {
            assert_eq!(bucket.fetch(path, 6).unwrap().unwrap(), whole.as_bytes());
            let mut text = String::new();
            let mut file = bucket.file(path).unwrap().unwrap();
            file.read_to_string(&mut text).unwrap();
            assert_eq!(text, whole);
        }
        let too_large = bucket.fetch("ledger/policy", 5).unwrap_err();
        assert_eq!(too_large.code(), "audit-source.too-large");
        assert_eq!(bucket.fetch("ledger/checkpoint", 5), Ok(None));
        bucket.sets = None;
        assert_eq!(bucket.fetch("index.json", 6), Ok(None));
    }
}
