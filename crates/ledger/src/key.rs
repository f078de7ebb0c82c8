//! Keys of logs and witnesses, as texts (C2SP signed-note, Verifier keys).

use core::fmt;

use cleanbill_crypto::{Algorithm, KeyKind, PublicKey, Signer, sha256};

use crate::error::NoteError;
use crate::note::{NoteSignature, is_key_name};
use crate::text::{parse_base64, render_base64};

/// The longest name of a key, in bytes: what a cosigner's name may have (C2SP tlog-cosignature,
/// `cosigner_name<1..2^8-1>`).
pub const KEY_NAME_SIZE_MAX_BYTES: usize = 255;

/// What a key signs, and so how: one key in two uses has two identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyUse {
    /// A log's: Ed25519 over the note's text, type 0x01 (C2SP signed-note).
    Log,
    /// A witness's: timestamped, Ed25519, type 0x04 (C2SP tlog-cosignature).
    Witness,
}

impl KeyUse {
    /// The signature type identifier byte.
    #[must_use]
    pub const fn type_byte(self) -> u8 {
        match self {
            Self::Log => 0x01,
            Self::Witness => 0x04,
        }
    }
}

/// The public key of a log or a witness with its name: `name+hash+base64`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    key_use: KeyUse,
    bytes: [u8; 32],
    key: PublicKey,
}

impl VerifierKey {
    /// A key of this name, for this use, from an Ed25519 public key (RFC 8032, section 5.1.5).
    ///
    /// # Errors
    /// [`NoteError::Name`] for a name that is empty, longer than [`KEY_NAME_SIZE_MAX_BYTES`], or
    /// has spaces, a plus or control characters; [`NoteError::Key`] for a key that is not safe.
    pub fn new(name: &str, key_use: KeyUse, key: &[u8; 32]) -> Result<Self, NoteError> {
        if !is_key_name(name) || name.len() > KEY_NAME_SIZE_MAX_BYTES {
            return Err(NoteError::Name);
        }
        Ok(Self {
            name: name.to_owned(),
            key_use,
            bytes: *key,
            key: PublicKey::from_ed25519(key).map_err(|_| NoteError::Key)?,
        })
    }

    /// The key with which a signer's signatures verify.
    ///
    /// # Errors
    /// [`NoteError::Name`]; [`NoteError::Algorithm`] for a signer that does not sign with Ed25519.
    pub fn of_signer(name: &str, key_use: KeyUse, signer: &dyn Signer) -> Result<Self, NoteError> {
        let public = signer.public_key();
        if signer.algorithm() != Algorithm::EdDsa || public.kind() != KeyKind::Ed25519 {
            return Err(NoteError::Algorithm);
        }
        // The key is the last of its SubjectPublicKeyInfo (RFC 8410, section 4).
        let bytes = public.to_spki_der().last_chunk::<32>();
        Self::new(name, key_use, bytes.ok_or(NoteError::Algorithm)?)
    }

    /// Reads `name+hash+base64`, the hash as eight small hexadecimal digits.
    ///
    /// # Errors
    /// [`NoteError::Key`], [`NoteError::KeyHash`], [`NoteError::Name`].
    pub fn parse(text: &str) -> Result<Self, NoteError> {
        let (name, rest) = text.split_once('+').ok_or(NoteError::Key)?;
        let (hash, encoded) = rest.split_once('+').ok_or(NoteError::Key)?;
        // 44 characters: the type and 32 bytes. Nothing longer is decoded.
        let bytes = Some(encoded)
            .filter(|encoded| encoded.len() == 44)
            .and_then(parse_base64)
            .ok_or(NoteError::Key)?;
        let (key_use, key) = match bytes.split_first() {
            Some((0x01, key)) => (KeyUse::Log, key),
            Some((0x04, key)) => (KeyUse::Witness, key),
            _ => return Err(NoteError::Key),
        };
        let key: &[u8; 32] = key.try_into().map_err(|_| NoteError::Key)?;
        let parsed = Self::new(name, key_use, key)?;
        if parsed.hash() != hash {
            return Err(NoteError::KeyHash);
        }
        Ok(parsed)
    }

    /// The name of the key.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it signs.
    #[must_use]
    pub const fn key_use(&self) -> KeyUse {
        self.key_use
    }

    /// The identifier of the key: the first bytes of the SHA-256 digest of
    /// `name ‖ 0x0A ‖ type ‖ key`.
    #[must_use]
    pub fn key_id(&self) -> [u8; 4] {
        let digest = sha256(
            &[
                self.name.as_bytes(),
                b"\n",
                &[self.key_use.type_byte()],
                &self.bytes,
            ]
            .concat(),
        );
        let [a, b, c, d, ..] = digest;
        [a, b, c, d]
    }

    /// The Ed25519 public key (RFC 8032, section 5.1.5).
    #[must_use]
    pub const fn key_bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    /// The public key.
    #[must_use]
    pub const fn public_key(&self) -> &PublicKey {
        &self.key
    }

    /// Whether a signature claims to be by this key.
    #[must_use]
    pub fn names(&self, signature: &NoteSignature) -> bool {
        self.name == signature.name && self.key_id() == signature.key_id
    }

    /// Verifies a bare signature of 64 bytes.
    pub(crate) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), NoteError> {
        self.key
            .verify(Algorithm::EdDsa, message, signature)
            .map_err(|_| NoteError::Signature)
    }

    fn hash(&self) -> String {
        format!("{:08x}", u32::from_be_bytes(self.key_id()))
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = vec![self.key_use.type_byte()];
        bytes.extend_from_slice(&self.bytes);
        let encoded = render_base64(&bytes);
        write!(f, "{}+{}+{encoded}", self.name, self.hash())
    }
}
