use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use cryptoki::types::AuthPin;
use zeroize::Zeroizing;

use super::error::TokenError;

/// Longer than what tokens take.
const SIZE_MAX_BYTES: usize = 255;

/// The PIN of a token's user. `Debug` does not show it, and it is wiped when dropped.
///
/// There is no way to give it as an argument of a program, where every user of the machine reads
/// it.
#[derive(Clone)]
pub struct Pin(AuthPin);

impl Pin {
    /// Takes a PIN of 1 to 255 bytes of UTF-8; one line end after it is not part of it.
    ///
    /// # Errors
    /// [`TokenError::PinMalformed`].
    pub fn new(pin: &[u8]) -> Result<Self, TokenError> {
        let text = std::str::from_utf8(pin).map_err(|_| TokenError::PinMalformed)?;
        let text = text.strip_suffix('\n').unwrap_or(text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        let fits = (1..=SIZE_MAX_BYTES).contains(&text.len());
        if !fits || text.contains(['\n', '\r', '\0']) {
            return Err(TokenError::PinMalformed);
        }
        Ok(Self(AuthPin::new(text.into())))
    }

    /// Reads a PIN from a file, which only its owner should be able to read.
    ///
    /// # Errors
    /// [`TokenError::PinRead`], [`TokenError::PinMalformed`].
    pub fn from_file(path: &Path) -> Result<Self, TokenError> {
        let failed = |error: std::io::Error| TokenError::PinRead { kind: error.kind() };
        // Of full length from the start: a buffer that grows leaves copies behind.
        let mut bytes = Zeroizing::new(vec![0; SIZE_MAX_BYTES + 3]);
        let mut file = File::open(path).map_err(failed)?;
        let mut length = 0;
        while let Some(rest) = bytes.get_mut(length..).filter(|rest| !rest.is_empty()) {
            match file.read(rest).map_err(failed)? {
                0 => break,
                read => length += read,
            }
        }
        Self::new(bytes.get(..length).unwrap_or_default())
    }

    pub(super) const fn secret(&self) -> &AuthPin {
        &self.0
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_one_line() {
        for good in [&b"1234"[..], b"1234\n", b"1234\r\n", b" ", "пин".as_bytes()] {
            assert!(Pin::new(good).is_ok(), "{good:?}");
        }
        let long = [b'1'; 256];
        for bad in [
            &b""[..],
            b"\n",
            b"1234\n\n",
            b"12\n34",
            b"12\0",
            &[0xff],
            &long,
        ] {
            assert_eq!(Pin::new(bad).unwrap_err(), TokenError::PinMalformed);
        }
    }

    #[test]
    fn a_pin_is_never_shown() {
        let pin = Pin::new(b"secret-pin-4711").unwrap();
        assert_eq!(format!("{pin:?}"), "Pin(…)");
    }

    #[test]
    fn a_file_is_read_no_further_than_a_pin_is_long() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "4711\n").unwrap();
        assert!(Pin::from_file(file.path()).is_ok());
        std::fs::write(file.path(), vec![b'1'; 1 << 20]).unwrap();
        let refused = Pin::from_file(file.path()).unwrap_err();
        assert_eq!(refused, TokenError::PinMalformed);
        let missing = Pin::from_file(Path::new("no such file")).unwrap_err();
        assert_eq!(missing.code(), "signer.pin-read");
    }
}
