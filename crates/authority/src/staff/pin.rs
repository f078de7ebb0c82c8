//! The founding act's hash in a file outside the database: what nobody who can write rows can
//! replace.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use super::token::{parse_hex, to_hex};
use crate::AuthorityError;

/// Longer files hold no hash.
const SIZE_MAX_BYTES: u64 = 1_024;

/// The hash; `None` where there is no such file.
pub(crate) fn read(path: &Path) -> Result<Option<[u8; 32]>, AuthorityError> {
    let size = match fs::metadata(path) {
        Ok(found) => found.len(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(_) => return Err(AuthorityError::Pin),
    };
    if size > SIZE_MAX_BYTES {
        return Err(AuthorityError::Pin);
    }
    let text = fs::read_to_string(path).map_err(|_| AuthorityError::Pin)?;
    let hash = parse_hex(text.trim()).ok_or(AuthorityError::Pin)?;
    Ok(Some(hash))
}

/// Writes the hash, whole or not at all, and never over another.
pub(super) fn write(path: &Path, hash: &[u8; 32]) -> Result<(), AuthorityError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    let new = Path::new(&name);
    let written = (|| {
        let mut file = File::create(new)?;
        writeln!(file, "{}", to_hex(hash))?;
        file.sync_all()?;
        // A link, unlike a rename, takes no other file's place.
        fs::hard_link(new, path)?;
        fs::remove_file(new)?;
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    })();
    written.map_err(|_: std::io::Error| AuthorityError::Pin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_pinned_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("founding");
        assert_eq!(read(&path), Ok(None));
        write(&path, &[0xa7; 32]).unwrap();
        assert_eq!(read(&path), Ok(Some([0xa7; 32])));
        assert_eq!(write(&path, &[1; 32]), Err(AuthorityError::Pin));
        assert_eq!(read(&path), Ok(Some([0xa7; 32])));
        fs::write(&path, "a7").unwrap();
        assert_eq!(read(&path), Err(AuthorityError::Pin));
    }
}
