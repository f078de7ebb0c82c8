//! The ring on the disk: replaced as a whole, by one process at a time.

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use super::form::SIZE_MAX_BYTES;
use crate::SealError;
use crate::kek::owner_only;

pub(super) fn read(path: &Path) -> Result<Vec<u8>, SealError> {
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => SealError::RingMissing,
        kind => SealError::RingRead { kind },
    };
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(SIZE_MAX_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    Ok(bytes)
}

/// Writes beside, flushes, and renames over: when this returns, the ring survives a power cut.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), SealError> {
    let replace = || {
        let beside = with_suffix(path, ".new");
        match fs::remove_file(&beside) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut options = File::options();
        // A new file, so that its mode is ours and not that of what lay there.
        options.write(true).create_new(true);
        owner_only(&mut options);
        let mut file = options.open(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)?;
        sync_folder(path)
    };
    replace().map_err(|error: std::io::Error| SealError::RingWrite { kind: error.kind() })
}

/// Held while the ring is changed. A file of its own: the ring is replaced, and a lock on a file
/// that was replaced locks nothing.
pub(super) fn lock(path: &Path) -> Result<File, SealError> {
    let failed = |error: std::io::Error| SealError::RingWrite { kind: error.kind() };
    let mut options = File::options();
    options.create(true).truncate(false).write(true);
    owner_only(&mut options);
    let lock = options.open(with_suffix(path, ".lock")).map_err(failed)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(SealError::RingInUse),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

/// A rename is on the disk only when its folder is.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}
