//! Writing files so that the old one stays whole if the new one cannot be.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use tempfile::Builder;

use crate::error::CliError;

/// Who may read a file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Everybody whom the folder lets in.
    Public,
    /// Its owner alone: keys.
    Secret,
}

/// Writes beside the file, flushes it to the disk, then renames over it. Missing folders are made.
pub(crate) fn write(path: &Path, bytes: &[u8], access: Access) -> Result<(), CliError> {
    write_beside(path, bytes, access).map_err(|error| CliError::Write {
        path: path.into(),
        kind: error.kind(),
    })
}

fn write_beside(path: &Path, bytes: &[u8], access: Access) -> std::io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder)?;
    let mut file = builder(access).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    sync_folder(folder)
}

fn builder(access: Access) -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(".cleanbill-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = match access {
            Access::Public => 0o644,
            Access::Secret => 0o600,
        };
        builder.permissions(fs::Permissions::from_mode(mode));
    }
    #[cfg(not(unix))]
    let _ = access;
    builder
}

/// Makes a folder for its owner alone, and those that it lies in.
pub(crate) fn make_folder(path: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(path)
}

/// Leaves a file to its owner alone.
pub(crate) fn own(file: &File) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.set_permissions(fs::Permissions::from_mode(0o600))?;
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}

/// A rename is on the disk only when its folder is.
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_written_leaves_the_old_one_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/file");
        write(&path, b"old", Access::Public).unwrap();
        write(&path, b"newer", Access::Public).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"newer");
        // A folder stands where the file should go.
        let blocked = folder.path().join("new");
        assert!(matches!(
            write(&blocked, b"x", Access::Public),
            Err(CliError::Write { .. })
        ));
        assert_eq!(fs::read(&path).unwrap(), b"newer");
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), 1, "nothing is left beside it");
    }

    #[cfg(unix)]
    #[test]
    fn keys_are_their_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key.pem");
        write(&path, b"secret", Access::Secret).unwrap();
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
}
