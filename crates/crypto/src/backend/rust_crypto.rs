//! RustCrypto, the backend in WebAssembly; RSA is our own there.

mod rsa;

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, KeyInit};
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use sha2::{Digest, Sha256, Sha384, Sha512};

use self::rsa::RsaKey;
use crate::algorithm::{Curve, Hash, Scheme};
use crate::backend::{Aead, KeyMaterial, Verifier};
use crate::error::KeyError;

/// A public key held by RustCrypto. P-521 is not supported.
pub struct RustCrypto(Key);

enum Key {
    P256(p256::ecdsa::VerifyingKey),
    P384(p384::ecdsa::VerifyingKey),
    Rsa(RsaKey),
    Ed25519(ed25519_dalek::VerifyingKey),
}

impl Verifier for RustCrypto {
    fn new(key: &KeyMaterial<'_>) -> Result<Self, KeyError> {
        let key = match *key {
            KeyMaterial::Ec { curve, point } => {
                let refused = |_| KeyError::Point { curve };
                match curve {
                    Curve::P256 => p256::ecdsa::VerifyingKey::from_sec1_bytes(point)
                        .map(Key::P256)
                        .map_err(refused)?,
                    Curve::P384 => p384::ecdsa::VerifyingKey::from_sec1_bytes(point)
                        .map(Key::P384)
                        .map_err(refused)?,
                    Curve::P521 => return Err(KeyError::UnsupportedCurve { curve }),
                }
            }
            KeyMaterial::Rsa { modulus, exponent } => {
                RsaKey::new(modulus, exponent).map(Key::Rsa)?
            }
            KeyMaterial::Ed25519(key) => ed25519_dalek::VerifyingKey::from_bytes(key)
                .map(Key::Ed25519)
                .map_err(|_| KeyError::Ed25519Encoding)?,
        };
        Ok(Self(key))
    }

    fn decompress(curve: Curve, point: &[u8]) -> Result<Vec<u8>, KeyError> {
        let refused = |_| KeyError::Point { curve };
        match curve {
            Curve::P256 => p256::ecdsa::VerifyingKey::from_sec1_bytes(point)
                .map(|key| key.to_sec1_point(false).as_bytes().to_vec())
                .map_err(refused),
            Curve::P384 => p384::ecdsa::VerifyingKey::from_sec1_bytes(point)
                .map(|key| key.to_sec1_point(false).as_bytes().to_vec())
                .map_err(refused),
            Curve::P521 => Err(KeyError::UnsupportedCurve { curve }),
        }
    }

    fn verify(&self, scheme: Scheme, message: &[u8], signature: &[u8]) -> Option<bool> {
        let valid = match (&self.0, scheme) {
            (Key::P256(key), Scheme::EcdsaFixed(hash)) => {
                let signature = p256::ecdsa::Signature::from_slice(signature).ok();
                prehashed(key, hash, message, signature)
            }
            (Key::P256(key), Scheme::EcdsaDer(hash)) => {
                let signature = p256::ecdsa::Signature::from_der(signature).ok();
                prehashed(key, hash, message, signature)
            }
            (Key::P384(key), Scheme::EcdsaFixed(hash)) => {
                let signature = p384::ecdsa::Signature::from_slice(signature).ok();
                prehashed(key, hash, message, signature)
            }
            (Key::P384(key), Scheme::EcdsaDer(hash)) => {
                let signature = p384::ecdsa::Signature::from_der(signature).ok();
                prehashed(key, hash, message, signature)
            }
            (Key::Rsa(key), Scheme::RsaPss(hash)) => key.verify_pss(hash, message, signature),
            (Key::Rsa(key), Scheme::RsaPkcs1(hash)) => key.verify_pkcs1(hash, message, signature),
            (Key::Ed25519(key), Scheme::Ed25519) => ed25519_dalek::Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify(message, &signature).is_ok()),
            _ => return None,
        };
        Some(valid)
    }
}

impl Aead for RustCrypto {
    fn seal(
        key: &[u8; 32],
        nonce: &[u8; 12],
        associated: &[u8],
        plaintext: &[u8],
    ) -> Option<Vec<u8>> {
        let payload = Payload {
            msg: plaintext,
            aad: associated,
        };
        let cipher = Aes256Gcm::new(key.into());
        cipher.encrypt(nonce.into(), payload).ok()
    }

    fn open(
        key: &[u8; 32],
        nonce: &[u8; 12],
        associated: &[u8],
        ciphertext: &[u8],
        tag: &[u8; 16],
    ) -> Option<Vec<u8>> {
        let payload = Payload {
            msg: &[ciphertext, tag].concat(),
            aad: associated,
        };
        let cipher = Aes256Gcm::new(key.into());
        cipher.decrypt(nonce.into(), payload).ok()
    }
}

/// Hashes and verifies ECDSA; `None` is a signature that could not even be read.
fn prehashed<S>(
    key: &impl PrehashVerifier<S>,
    hash: Hash,
    message: &[u8],
    signature: Option<S>,
) -> bool {
    signature.is_some_and(|signature| {
        key.verify_prehash(&digest(hash, message), &signature)
            .is_ok()
    })
}

fn digest(hash: Hash, message: &[u8]) -> Vec<u8> {
    match hash {
        Hash::Sha256 => Sha256::digest(message).to_vec(),
        Hash::Sha384 => Sha384::digest(message).to_vec(),
        Hash::Sha512 => Sha512::digest(message).to_vec(),
    }
}
