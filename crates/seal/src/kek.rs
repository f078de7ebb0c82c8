//! The key-encryption key: the one secret that no backup holds.

use std::fmt;
use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

use aws_lc_rs::digest::{SHA256, digest};
use zeroize::Zeroizing;

use crate::SealError;
use crate::aead::{Aead, NONCE_BYTES, Randomness, Secret, WRAPPED_BYTES, draw, draw_secret};

/// What wraps the keys of a ring. In a file ([`FileKek`]), or in a token that never lets it out.
///
/// Both calls bind `purpose`: what was wrapped for one purpose must not unwrap for another (with
/// PKCS#11: `CKM_AES_GCM` with the purpose as additional data).
pub trait Kek: Send + Sync {
    /// Tells one key from another, and nothing of what it is.
    fn id(&self) -> [u8; 8];

    /// Wraps a key: 12 bytes of `nonce`, 32 sealed, 16 of tag.
    ///
    /// # Errors
    /// [`SealError::KekFailed`], [`SealError::Failed`].
    fn wrap(
        &self,
        purpose: &[u8],
        key: &[u8; 32],
        nonce: [u8; NONCE_BYTES],
    ) -> Result<[u8; WRAPPED_BYTES], SealError>;

    /// Unwraps a key.
    ///
    /// # Errors
    /// [`SealError::RingAltered`] where it was not wrapped for this purpose;
    /// [`SealError::KekFailed`].
    fn unwrap(
        &self,
        purpose: &[u8],
        wrapped: &[u8; WRAPPED_BYTES],
    ) -> Result<Zeroizing<[u8; 32]>, SealError>;
}

/// A key-encryption key in a file that only its owner may read: 64 hexadecimal digits.
///
/// Wiped from memory when it is dropped; `Debug` shows its id only.
pub struct FileKek {
    id: [u8; 8],
    aead: Aead,
}

/// 64 digits, and room for the end of a line.
const FILE_MAX_BYTES: u64 = 66;

impl FileKek {
    /// Of 32 random bytes.
    ///
    /// # Errors
    /// [`SealError::Failed`].
    pub fn new(key: &[u8; 32]) -> Result<Self, SealError> {
        let mut input = Zeroizing::new([0; 47]);
        let (label, rest) = input.split_at_mut(15);
        label.copy_from_slice(b"cleanbill kek 1");
        rest.copy_from_slice(key);
        let hash = digest(&SHA256, input.as_slice());
        let id = hash.as_ref().first_chunk().ok_or(SealError::Failed)?;
        Ok(Self {
            id: *id,
            aead: Aead::new(key)?,
        })
    }

    /// Draws a key and writes it to a new file that only its owner may read.
    ///
    /// # Errors
    /// [`SealError::KekWrite`], also where there is a file already.
    pub fn create(path: &Path, randomness: Randomness<'_>) -> Result<Self, SealError> {
        let key = draw_secret(randomness);
        let written = |error: std::io::Error| SealError::KekWrite { kind: error.kind() };
        let mut options = File::options();
        options.write(true).create_new(true);
        owner_only(&mut options);
        let mut file = options.open(path).map_err(written)?;
        file.write_all(hex(&key).as_bytes()).map_err(written)?;
        file.sync_all().map_err(written)?;
        Self::new(&key)
    }

    /// Reads the key from its file.
    ///
    /// # Errors
    /// [`SealError::KekRead`]; [`SealError::KekExposed`] where others may read the file;
    /// [`SealError::KekMalformed`].
    pub fn open(path: &Path) -> Result<Self, SealError> {
        let failed = |error: std::io::Error| SealError::KekRead { kind: error.kind() };
        let file = File::open(path).map_err(failed)?;
        check_owner_only(&file)?;
        let mut text = Zeroizing::new(String::with_capacity(128));
        match file.take(FILE_MAX_BYTES + 1).read_to_string(&mut text) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::InvalidData => {
                return Err(SealError::KekMalformed);
            }
            Err(error) => return Err(failed(error)),
        }
        Self::new(&*unhex(text.trim_end()).ok_or(SealError::KekMalformed)?)
    }
}

impl Kek for FileKek {
    fn id(&self) -> [u8; 8] {
        self.id
    }

    fn wrap(
        &self,
        purpose: &[u8],
        key: &[u8; 32],
        nonce: [u8; NONCE_BYTES],
    ) -> Result<[u8; WRAPPED_BYTES], SealError> {
        self.aead.wrap(purpose, key, nonce)
    }

    fn unwrap(
        &self,
        purpose: &[u8],
        wrapped: &[u8; WRAPPED_BYTES],
    ) -> Result<Zeroizing<[u8; 32]>, SealError> {
        self.aead
            .unwrap(purpose, wrapped)
            .ok_or(SealError::RingAltered)
    }
}

impl fmt::Debug for FileKek {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileKek")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// Wraps `key` with a nonce drawn for it.
pub(crate) fn wrap(
    kek: &dyn Kek,
    purpose: &[u8],
    key: &[u8; 32],
    randomness: Randomness<'_>,
) -> Result<[u8; WRAPPED_BYTES], SealError> {
    kek.wrap(purpose, key, draw(randomness))
}

#[cfg(unix)]
pub(crate) fn owner_only(options: &mut std::fs::OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600);
}

#[cfg(not(unix))]
pub(crate) fn owner_only(_: &mut std::fs::OpenOptions) {}

#[cfg(unix)]
fn check_owner_only(file: &File) -> Result<(), SealError> {
    use std::os::unix::fs::PermissionsExt;
    let failed = |error: std::io::Error| SealError::KekRead { kind: error.kind() };
    let mode = file.metadata().map_err(failed)?.permissions().mode() & 0o777;
    if mode & 0o077 == 0 {
        Ok(())
    } else {
        Err(SealError::KekExposed { mode })
    }
}

#[cfg(not(unix))]
fn check_owner_only(_: &File) -> Result<(), SealError> {
    Ok(())
}

fn hex(key: &Secret) -> Zeroizing<String> {
    // Room from the start: text that grows leaves copies behind.
    let mut text = Zeroizing::new(String::with_capacity(65));
    let digits = Zeroizing::new(base16ct::lower::encode_string(key.as_slice()));
    text.push_str(&digits);
    text.push('\n');
    text
}

fn unhex(text: &str) -> Option<Secret> {
    let mut key = Zeroizing::new([0; 32]);
    let read = base16ct::mixed::decode(text, key.as_mut_slice())
        .ok()?
        .len();
    (read == 32).then_some(key)
}
