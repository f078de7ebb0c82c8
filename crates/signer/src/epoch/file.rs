//! The counter on the disk: four lines of text, replaced as a whole.

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use base16ct::lower::encode_string as hex;
use cleanbill_crypto::sha256;

use super::counter::Tally;
use super::error::EpochError;

/// Longer than any counter is.
const SIZE_MAX_BYTES: u64 = 512;
const MAGIC: &str = "cleanbill signature counter 1";

/// What the file of a tally says.
fn render(kid: [u8; 8], tally: Tally) -> String {
    let body = format!(
        "{MAGIC}\nkid {}\nreserved {}\nreturned {}\n",
        hex(&kid),
        tally.reserved,
        tally.returned
    );
    let digest = hex(&sha256(body.as_bytes()));
    format!("{body}sha256 {digest}\n")
}

/// Reads exactly what [`render`] writes; the digest is against damage, not against forgers.
fn parse(text: &str) -> Option<([u8; 8], Tally)> {
    let mut lines = text.lines();
    let mut field = |name: &str| lines.next()?.strip_prefix(name)?.strip_prefix(' ');
    field("cleanbill")?;
    let kid = kid_from_hex(field("kid")?)?;
    let tally = Tally {
        reserved: field("reserved")?.parse().ok()?,
        returned: field("returned")?.parse().ok()?,
    };
    let sound = tally.returned <= tally.reserved && render(kid, tally) == text;
    sound.then_some((kid, tally))
}

/// The tally of the key `kid`.
pub(super) fn read(path: &Path, kid: [u8; 8]) -> Result<Tally, EpochError> {
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => EpochError::CounterMissing,
        kind => EpochError::CounterRead { kind },
    };
    let mut text = String::new();
    let file = File::open(path).map_err(failed)?;
    match file.take(SIZE_MAX_BYTES).read_to_string(&mut text) {
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::InvalidData => {
            return Err(EpochError::CounterMalformed);
        }
        Err(error) => return Err(failed(error)),
    }
    let (found, tally) = parse(&text).ok_or(EpochError::CounterMalformed)?;
    if found == kid {
        Ok(tally)
    } else {
        Err(EpochError::CounterForeign)
    }
}

/// Writes beside, flushes, and renames over: when this returns, the tally survives a power cut.
pub(super) fn write(path: &Path, kid: [u8; 8], tally: Tally) -> Result<(), EpochError> {
    let replace = || {
        let beside = with_suffix(path, ".new");
        let mut file = File::create(&beside)?;
        file.write_all(render(kid, tally).as_bytes())?;
        file.sync_all()?;
        fs::rename(&beside, path)?;
        sync_folder(path)
    };
    replace().map_err(|error: std::io::Error| EpochError::CounterWrite { kind: error.kind() })
}

/// The lock of a counter. It is a file of its own: the counter is replaced, and a lock on a file
/// that was replaced locks nothing.
pub(super) fn lock(path: &Path) -> Result<File, EpochError> {
    let failed = |kind| EpochError::CounterWrite { kind };
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(with_suffix(path, ".lock"))
        .map_err(|error| failed(error.kind()))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(EpochError::CounterInUse),
        Err(TryLockError::Error(error)) => Err(failed(error.kind())),
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

/// 16 digits; anything odd fails the comparison with what would have been written.
fn kid_from_hex(text: &str) -> Option<[u8; 8]> {
    let number = u64::from_str_radix(text, 16).ok()?;
    Some(number.to_be_bytes())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(kid: [u8; 8], reserved: u64, part: u64) {
            let tally = Tally { reserved, returned: part.min(reserved) };
            prop_assert_eq!(parse(&render(kid, tally)), Some((kid, tally)));
        }

        #[test]
        fn no_changed_byte_is_overlooked(at in 0usize..100, with: u8) {
            let tally = Tally { reserved: 12_000, returned: 963 };
            let text = render([7; 8], tally);
            let mut bytes = text.clone().into_bytes();
            let at = at % bytes.len();
            bytes[at] = with;
            if let Ok(changed) = String::from_utf8(bytes) {
                prop_assert_eq!(parse(&changed).is_some(), changed == text);
            }
        }

        #[test]
        fn arbitrary_text_never_panics(text: String) {
            prop_assert_eq!(parse(&text), None);
        }
    }

    #[test]
    fn more_cannot_be_given_back_than_was_taken() {
        let odd = Tally {
            reserved: 1,
            returned: 2,
        };
        assert_eq!(parse(&render([7; 8], odd)), None);
    }
}
