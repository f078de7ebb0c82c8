//! Files in a folder, each of them whole at any time.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::Builder;
use thiserror::Error;

/// Why a file is not in its folder.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FolderError {
    /// The name is empty, starts with a dot, or has other characters than `a`–`z`, `0`–`9`, `-`
    /// and `.`.
    #[error("not a name for a published file")]
    Name,
    /// The file cannot be written.
    #[error("{path} cannot be written: {kind}", path = path.display())]
    Write {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        kind: ErrorKind,
    },
}

impl FolderError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Name => "publish.name",
            Self::Write { .. } => "publish.write",
        }
    }
}

/// Writes `bytes` beside the file `name` of `folder`, flushes them to the disk and renames: whoever
/// reads has the old file or the new one. The folder is made if there is none.
///
/// # Errors
/// [`FolderError`]; the old file is then as it was.
pub fn write_file(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, FolderError> {
    let allowed = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.');
    if name.is_empty() || name.starts_with('.') || !name.bytes().all(allowed) {
        return Err(FolderError::Name);
    }
    let path = folder.join(name);
    match write(folder, &path, bytes) {
        Ok(()) => Ok(path),
        Err(error) => Err(FolderError::Write {
            path,
            kind: error.kind(),
        }),
    }
}

fn write(folder: &Path, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut builder = Builder::new();
    builder.prefix(".publish-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o644));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    // A rename is on the disk only when its folder is.
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_or_stays_whole() {
        let folder = tempfile::tempdir().unwrap();
        let new = folder.path().join("new");
        write_file(&new, "filter.v1", b"old").unwrap();
        let path = write_file(&new, "filter.v1", b"newer").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"newer");
        // A folder stands where the file should go.
        let error = write_file(folder.path(), "new", b"x").unwrap_err();
        assert_eq!(error.code(), "publish.write");
        assert_eq!(fs::read(&path).unwrap(), b"newer");
        assert_eq!(
            fs::read_dir(&new).unwrap().count(),
            1,
            "nothing is left beside it"
        );
    }

    #[test]
    fn a_name_leads_nowhere_else() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["", ".", "..", ".a", "a/b", "../a", "A", "a b", "a\\b"] {
            let error = write_file(folder.path(), name, b"x").unwrap_err();
            assert_eq!(error.code(), "publish.name", "{name}");
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
