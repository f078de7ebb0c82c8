use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;

use super::{ReadSeek, Source, SourceError, SourceFault};

/// Most names of one folder that are read.
const NAMES_MAX: usize = 1_000_000;

/// A folder on this machine.
#[derive(Clone, Debug)]
pub struct FolderSource(PathBuf);

impl FolderSource {
    /// The folder, which need not be there.
    #[must_use]
    pub fn new(folder: impl AsRef<Path>) -> Self {
        Self(folder.as_ref().to_owned())
    }

    /// The file at this path, to be read; `None` if there is none.
    ///
    /// # Errors
    /// [`SourceError`].
    pub fn file(&self, path: &str) -> Result<Option<File>, SourceError> {
        match File::open(self.0.join(path)) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(path, &error)),
        }
    }
}

impl Source for FolderSource {
    fn fetch(&self, path: &str, size_max_bytes: u64) -> Result<Option<Vec<u8>>, SourceError> {
        let Some(file) = self.file(path)? else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        file.take(size_max_bytes.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|error| failed(path, &error))?;
        if bytes.len() as u64 > size_max_bytes {
            let fault = SourceFault::TooLarge { size_max_bytes };
            return Err(SourceError::new(path, fault));
        }
        Ok(Some(bytes))
    }

    fn open(
        &self,
        path: &str,
        size_max_bytes: u64,
    ) -> Result<Option<Box<dyn ReadSeek>>, SourceError> {
        let Some(file) = self.file(path)? else {
            return Ok(None);
        };
        let length = file.metadata().map_err(|error| failed(path, &error))?.len();
        if length > size_max_bytes {
            let fault = SourceFault::TooLarge { size_max_bytes };
            return Err(SourceError::new(path, fault));
        }
        Ok(Some(Box::new(file)))
    }

    fn list(&self, folder: &str) -> Result<Option<Vec<String>>, SourceError> {
        let entries = match std::fs::read_dir(self.0.join(folder)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Some(Vec::new())),
            Err(error) => return Err(failed(folder, &error)),
        };
        let mut names = Vec::new();
        for entry in entries.take(NAMES_MAX) {
            let entry = entry.map_err(|error| failed(folder, &error))?;
            names.extend(entry.file_name().into_string().ok());
        }
        names.sort_unstable();
        Ok(Some(names))
    }

    fn concurrency(&self) -> usize {
        available_parallelism().map_or(1, usize::from)
    }
}

fn failed(path: &str, error: &std::io::Error) -> SourceError {
    SourceError::new(path, SourceFault::Io(error.kind()))
}
