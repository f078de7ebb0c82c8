//! How a pass is sealed for the service.

use aes_gcm::aead::consts::U16;
use aes_gcm::aead::{Aead, KeyInit};
use aes_gcm::aes::Aes256;
use aes_gcm::{AesGcm, Key};
use cleanbill_crypto::{Algorithm, Curve, KeyKind, PublicKey, Signer, ecdsa};
use zeroize::Zeroizing;

use crate::{Limits, SchemeError, ValidationRequest};

/// Length of the key that a pass is encrypted under, in bytes.
pub const CONTENT_KEY_BYTES: usize = 32;
/// Length of a nonce in bytes: what the reference services generate and take.
pub const NONCE_BYTES: usize = 16;
/// `sigAlg`: ECDSA on P-256 with SHA-256, in DER.
pub const SIGNATURE_ALGORITHM: &str = "SHA256withECDSA";

/// What a subject's pass is encrypted with besides the key. The key is used once, so that no pair
/// of both ever comes again.
pub type Nonce = [u8; NONCE_BYTES];
/// The key that a pass is encrypted under: drawn for one message, wiped when dropped.
pub type ContentKey = Zeroizing<[u8; CONTENT_KEY_BYTES]>;

type Cipher = AesGcm<Aes256, U16>;

/// How a pass is encrypted (`encScheme`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EncryptionScheme {
    /// AES-256-GCM with a nonce of 16 bytes, its key under RSAES-OAEP with SHA-256 and MGF1 with
    /// SHA-256.
    RsaOaepSha256AesGcm,
}

impl EncryptionScheme {
    /// The name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::RsaOaepSha256AesGcm => "RSAOAEPWithSHA256AESGCM",
        }
    }

    /// The scheme of this name.
    ///
    /// # Errors
    /// [`SchemeError::Unauthenticated`] for the reference services' other one, AES-CBC: whoever
    /// carries the message could change it and learn from the answers. [`SchemeError::Unknown`].
    pub fn of_name(name: &str) -> Result<Self, SchemeError> {
        match name {
            "RSAOAEPWithSHA256AESGCM" => Ok(Self::RsaOaepSha256AesGcm),
            "RSAOAEPWithSHA256AESCBC" => Err(SchemeError::Unauthenticated),
            _ => Err(SchemeError::Unknown),
        }
    }
}

/// Encrypts a key to the service: RSAES-OAEP with SHA-256, MGF1 with SHA-256, no label (RFC 8017,
/// section 7.1). An implementation draws its own randomness.
pub trait KeyWrap {
    /// The identifier of the service's key.
    fn kid(&self) -> &str;

    /// The key, encrypted.
    ///
    /// # Errors
    /// [`SchemeError::Wrap`].
    fn wrap(&self, key: &[u8; CONTENT_KEY_BYTES]) -> Result<Vec<u8>, SchemeError>;
}

/// The other side: decrypts what [`KeyWrap`] made.
pub trait KeyUnwrap {
    /// The key, decrypted with the service's key of this identifier.
    ///
    /// # Errors
    /// [`SchemeError::UnknownKey`], [`SchemeError::Closed`].
    fn unwrap(&self, kid: &str, wrapped: &[u8]) -> Result<ContentKey, SchemeError>;
}

/// The public key of a wallet: on P-256, SPKI in DER.
///
/// # Errors
/// [`SchemeError::WalletKey`].
pub fn wallet_key(spki: &[u8]) -> Result<PublicKey, SchemeError> {
    let key = PublicKey::from_spki_der(spki).map_err(|_| SchemeError::WalletKey)?;
    match key.kind() {
        KeyKind::P256 => Ok(key),
        _ => Err(SchemeError::WalletKey),
    }
}

/// Encrypts and signs the text of a pass. `key` is fresh for this message, `nonce` is the
/// subject's, `wallet` the one-time key that was registered for it.
///
/// # Errors
/// [`SchemeError`].
pub fn seal_pass(
    pass: &str,
    key: &ContentKey,
    nonce: &Nonce,
    service: &dyn KeyWrap,
    wallet: &dyn Signer,
) -> Result<ValidationRequest, SchemeError> {
    let max = Limits::default().pass_bytes_max;
    if pass.len() > max {
        return Err(SchemeError::TooLong { max });
    }
    if wallet.algorithm() != Algorithm::Es256 {
        return Err(SchemeError::WalletKey);
    }
    let sealed =
        Cipher::new(&Key::<Cipher>::from(**key)).encrypt(&(*nonce).into(), pass.as_bytes());
    let signature = wallet.sign(pass.as_bytes())?;
    let signature = ecdsa::fixed_to_der(&signature).ok_or(SchemeError::Signature)?;
    Ok(ValidationRequest {
        kid: service.kid().to_owned(),
        sealed: sealed.map_err(|_| SchemeError::Closed)?,
        wrapped_key: service.wrap(key)?,
        signature,
        scheme: EncryptionScheme::RsaOaepSha256AesGcm.name().to_owned(),
        signature_algorithm: SIGNATURE_ALGORITHM.to_owned(),
    })
}

/// Opens a sealed pass. Who sent it is not known yet: see [`verify_pass_signature`].
///
/// Which of key, nonce and content was wrong is not told: whoever guesses learns nothing.
///
/// # Errors
/// [`SchemeError`].
pub fn open_pass(
    request: &ValidationRequest,
    nonce: &Nonce,
    service: &dyn KeyUnwrap,
    limits: &Limits,
) -> Result<Zeroizing<String>, SchemeError> {
    EncryptionScheme::of_name(&request.scheme)?;
    if request.signature_algorithm != SIGNATURE_ALGORITHM {
        return Err(SchemeError::SignatureAlgorithm);
    }
    let key = service.unwrap(&request.kid, &request.wrapped_key)?;
    let cipher = Cipher::new(&Key::<Cipher>::from(*key));
    let opened = cipher.decrypt(&(*nonce).into(), request.sealed.as_slice());
    let opened = Zeroizing::new(opened.map_err(|_| SchemeError::Closed)?);
    if opened.len() > limits.pass_bytes_max {
        let max = limits.pass_bytes_max;
        return Err(SchemeError::TooLong { max });
    }
    let text = core::str::from_utf8(&opened).map_err(|_| SchemeError::NotText)?;
    Ok(Zeroizing::new(text.to_owned()))
}

/// Whether the pass was signed with the key that was registered for the subject.
///
/// # Errors
/// [`SchemeError::Signature`].
pub fn verify_pass_signature(
    pass: &str,
    signature_der: &[u8],
    wallet: &PublicKey,
) -> Result<(), SchemeError> {
    let fixed = ecdsa::der_to_fixed(Curve::P256, signature_der).ok_or(SchemeError::Signature)?;
    let verified = wallet.verify(Algorithm::Es256, pass.as_bytes(), &fixed);
    verified.map_err(|_| SchemeError::Signature)
}

#[cfg(test)]
#[path = "scheme_tests.rs"]
mod tests;
