//! Where a witness remembers: files that are replaced whole.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use crate::error::WitnessError;

/// A folder of small files, each of them whole at any time. A port, so that a test can fail at it.
pub trait Disk: Send + Sync {
    /// The bytes of a file, `None` if there is none; an error beyond `size_max_bytes`.
    ///
    /// # Errors
    /// What the system says.
    fn read(&self, name: &str, size_max_bytes: u64) -> io::Result<Option<Vec<u8>>>;

    /// Puts bytes in the place of a file. When this returns, the new file is on the disk, and
    /// stays there through a power cut; on an error the old or the new one is.
    ///
    /// # Errors
    /// What the system says.
    fn replace(&self, name: &str, bytes: &[u8]) -> io::Result<()>;

    /// The names of all files.
    ///
    /// # Errors
    /// What the system says.
    fn names(&self) -> io::Result<Vec<String>>;
}

/// A folder of the file system, held by one witness.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// Held as long as this lives: two witnesses with one key would cosign two trees.
    _lock: File,
}

impl Folder {
    /// Opens a folder, which is made if there is none, and holds it.
    ///
    /// # Errors
    /// [`WitnessError::Folder`]; [`WitnessError::Busy`] if another process holds it.
    pub fn open(path: &Path) -> Result<Self, WitnessError> {
        fs::create_dir_all(path)?;
        let mut options = File::options();
        options.create(true).truncate(false).write(true);
        let lock = options.open(path.join(".lock"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self {
                path: path.into(),
                _lock: lock,
            }),
            Err(fs::TryLockError::WouldBlock) => Err(WitnessError::Busy),
            Err(fs::TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

/// The bytes of a file, `None` if there is none; an error beyond `size_max_bytes`.
pub(crate) fn read_file(path: &Path, size_max_bytes: u64) -> io::Result<Option<Vec<u8>>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    file.take(size_max_bytes.saturating_add(1))
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > size_max_bytes {
        return Err(ErrorKind::FileTooLarge.into());
    }
    Ok(Some(bytes))
}

impl Disk for Folder {
    fn read(&self, name: &str, size_max_bytes: u64) -> io::Result<Option<Vec<u8>>> {
        read_file(&self.path.join(name), size_max_bytes)
    }

    fn replace(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut file: NamedTempFile = Builder::new().prefix(".new-").tempfile_in(&self.path)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        let renamed = file.persist(self.path.join(name));
        renamed.map_err(|error| error.error)?;
        // A rename is on the disk only when its folder is.
        if cfg!(unix) {
            File::open(&self.path)?.sync_all()?;
        }
        Ok(())
    }

    fn names(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.path)? {
            // What is not text is none of ours.
            if let Ok(name) = entry?.file_name().into_string() {
                names.push(name);
            }
        }
        Ok(names)
    }
}
