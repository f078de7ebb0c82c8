//! aws-lc-rs, the backend wherever there is an operating system.

use std::sync::OnceLock;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::signature::{self as lc, ParsedPublicKey, UnparsedPublicKey, VerificationAlgorithm};

use crate::algorithm::{Curve, Hash, Scheme};
use crate::backend::{Aead, KeyMaterial, Verifier};
use crate::ecdsa;
use crate::error::KeyError;

/// A public key held by aws-lc-rs.
///
/// The key is parsed once for the algorithm that its passes are signed with, and an RSA key once
/// more when it first verifies a blind signature. Other algorithms over the same key (certificates,
/// and the rare ES256 over P-384) parse it anew each time.
pub struct AwsLc {
    parsed: ParsedPublicKey,
    /// The same RSA key for PSS with SHA-384; `None` inside if it cannot be parsed so.
    blind: OnceLock<Option<ParsedPublicKey>>,
    /// What `parsed` verifies.
    native: Scheme,
    family: Family,
}

#[derive(Clone, Copy)]
enum Family {
    Ec(Curve),
    Rsa,
    Ed25519,
}

impl Verifier for AwsLc {
    fn new(key: &KeyMaterial<'_>) -> Result<Self, KeyError> {
        let (parsed, native, family) = match *key {
            KeyMaterial::Ec { curve, point } => {
                let (algorithm, native) = native_ecdsa(curve);
                let parsed = ParsedPublicKey::new(algorithm, point)
                    .map_err(|_| KeyError::Point { curve })?;
                (parsed, native, Family::Ec(curve))
            }
            KeyMaterial::Rsa { modulus, exponent } => {
                let parsed = lc::RsaPublicKeyComponents {
                    n: modulus,
                    e: exponent,
                }
                .to_parsed_public_key(&lc::RSA_PSS_2048_8192_SHA256)
                .map_err(|_| KeyError::RsaModulus)?;
                (parsed, Scheme::RsaPss(Hash::Sha256), Family::Rsa)
            }
            KeyMaterial::Ed25519(key) => {
                let parsed = ParsedPublicKey::new(&lc::ED25519, key)
                    .map_err(|_| KeyError::Ed25519Encoding)?;
                (parsed, Scheme::Ed25519, Family::Ed25519)
            }
        };
        Ok(Self {
            parsed,
            blind: OnceLock::new(),
            native,
            family,
        })
    }

    fn decompress(curve: Curve, point: &[u8]) -> Result<Vec<u8>, KeyError> {
        let refused = KeyError::Point { curve };
        let parsed =
            ParsedPublicKey::new(native_ecdsa(curve).0, point).map_err(|_| refused.clone())?;
        let spki: PublicKeyX509Der<'_> = parsed.as_der().map_err(|_| refused.clone())?;
        // A SubjectPublicKeyInfo ends with the point.
        let spki = spki.as_ref();
        let length = 1 + 2 * curve.coordinate_bytes();
        let start = spki.len().checked_sub(length).ok_or(refused)?;
        Ok(spki.split_at(start).1.to_vec())
    }

    fn verify(&self, scheme: Scheme, message: &[u8], signature: &[u8]) -> Option<bool> {
        if scheme == self.native {
            return Some(self.parsed.verify_sig(message, signature).is_ok());
        }
        let verify = |algorithm: &'static dyn VerificationAlgorithm, signature: &[u8]| {
            UnparsedPublicKey::new(algorithm, &self.parsed)
                .verify(message, signature)
                .is_ok()
        };
        let valid = match (self.family, scheme) {
            (Family::Ec(curve), Scheme::EcdsaDer(hash)) => {
                verify(ecdsa_der(curve, hash), signature)
            }
            (Family::Ec(curve), Scheme::EcdsaFixed(hash)) => ecdsa::fixed_to_der(signature)
                .is_some_and(|signature| verify(ecdsa_der(curve, hash), &signature)),
            (Family::Rsa, Scheme::RsaPss(Hash::Sha384)) => self
                .blind
                .get_or_init(|| {
                    let algorithm = &lc::RSA_PSS_2048_8192_SHA384;
                    ParsedPublicKey::new(algorithm, self.parsed.as_ref()).ok()
                })
                .as_ref()
                .is_some_and(|key| key.verify_sig(message, signature).is_ok()),
            (Family::Rsa, Scheme::RsaPss(hash)) => verify(rsa_pss(hash), signature),
            (Family::Rsa, Scheme::RsaPkcs1(hash)) => verify(rsa_pkcs1(hash), signature),
            _ => return None,
        };
        Some(valid)
    }
}

impl Aead for AwsLc {
    fn seal(
        key: &[u8; 32],
        nonce: &[u8; 12],
        associated: &[u8],
        plaintext: &[u8],
    ) -> Option<Vec<u8>> {
        let mut bytes = plaintext.to_vec();
        aes_256_gcm(key)?
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(*nonce),
                Aad::from(associated),
                &mut bytes,
            )
            .ok()?;
        Some(bytes)
    }

    fn open(
        key: &[u8; 32],
        nonce: &[u8; 12],
        associated: &[u8],
        ciphertext: &[u8],
        tag: &[u8; 16],
    ) -> Option<Vec<u8>> {
        let mut plaintext = vec![0; ciphertext.len()];
        aes_256_gcm(key)?
            .open_separate_gather(
                Nonce::assume_unique_for_key(*nonce),
                Aad::from(associated),
                ciphertext,
                tag,
                &mut plaintext,
            )
            .ok()?;
        Some(plaintext)
    }
}

fn aes_256_gcm(key: &[u8; 32]) -> Option<LessSafeKey> {
    UnboundKey::new(&AES_256_GCM, key)
        .ok()
        .map(LessSafeKey::new)
}

/// The algorithm that passes on this curve are signed with (P-521 signs certificates only).
fn native_ecdsa(curve: Curve) -> (&'static lc::EcdsaVerificationAlgorithm, Scheme) {
    match curve {
        Curve::P256 => (
            &lc::ECDSA_P256_SHA256_FIXED,
            Scheme::EcdsaFixed(Hash::Sha256),
        ),
        Curve::P384 => (
            &lc::ECDSA_P384_SHA384_FIXED,
            Scheme::EcdsaFixed(Hash::Sha384),
        ),
        Curve::P521 => (&lc::ECDSA_P521_SHA512_ASN1, Scheme::EcdsaDer(Hash::Sha512)),
    }
}

fn ecdsa_der(curve: Curve, hash: Hash) -> &'static lc::EcdsaVerificationAlgorithm {
    match (curve, hash) {
        (Curve::P256, Hash::Sha256) => &lc::ECDSA_P256_SHA256_ASN1,
        (Curve::P256, Hash::Sha384) => &lc::ECDSA_P256_SHA384_ASN1,
        (Curve::P256, Hash::Sha512) => &lc::ECDSA_P256_SHA512_ASN1,
        (Curve::P384, Hash::Sha256) => &lc::ECDSA_P384_SHA256_ASN1,
        (Curve::P384, Hash::Sha384) => &lc::ECDSA_P384_SHA384_ASN1,
        (Curve::P384, Hash::Sha512) => &lc::ECDSA_P384_SHA512_ASN1,
        (Curve::P521, Hash::Sha256) => &lc::ECDSA_P521_SHA256_ASN1,
        (Curve::P521, Hash::Sha384) => &lc::ECDSA_P521_SHA384_ASN1,
        (Curve::P521, Hash::Sha512) => &lc::ECDSA_P521_SHA512_ASN1,
    }
}

fn rsa_pss(hash: Hash) -> &'static lc::RsaParameters {
    match hash {
        Hash::Sha256 => &lc::RSA_PSS_2048_8192_SHA256,
        Hash::Sha384 => &lc::RSA_PSS_2048_8192_SHA384,
        Hash::Sha512 => &lc::RSA_PSS_2048_8192_SHA512,
    }
}

fn rsa_pkcs1(hash: Hash) -> &'static lc::RsaParameters {
    match hash {
        Hash::Sha256 => &lc::RSA_PKCS1_2048_8192_SHA256,
        Hash::Sha384 => &lc::RSA_PKCS1_2048_8192_SHA384,
        Hash::Sha512 => &lc::RSA_PKCS1_2048_8192_SHA512,
    }
}
