//! Files that have to be gone.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::error::CliError;

/// Overwrites a file once and removes it; one that is not there is gone already. Flash storage and
/// file systems that copy on write keep older blocks for a while all the same: what matters there
/// is that the disk was encrypted, and that no backup has the file.
pub(super) fn wipe(path: &Path) -> Result<(), CliError> {
    let wipe = || {
        let mut file = File::options().write(true).open(path)?;
        let length = usize::try_from(file.metadata()?.len()).unwrap_or(0);
        file.write_all(&vec![0; length.min(1 << 20)])?;
        file.sync_all()?;
        fs::remove_file(path)?;
        match path.parent().filter(|_| cfg!(unix)) {
            Some(folder) => File::open(folder)?.sync_all(),
            None => Ok(()),
        }
    };
    match wipe() {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other.map_err(|error| CliError::Write {
            path: path.into(),
            kind: error.kind(),
        }),
    }
}
