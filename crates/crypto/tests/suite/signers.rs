//! Signatures to verify, made by aws-lc-rs; what it does not make, by RustCrypto.

use std::sync::LazyLock;

use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{self as lc, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RsaKeyPair};
use cleanbill_crypto::Algorithm;
use p384::ecdsa::signature::hazmat::PrehashSigner;

/// A key with a signature by it.
pub(crate) struct Signed {
    pub(crate) algorithm: Algorithm,
    pub(crate) spki: Vec<u8>,
    pub(crate) signature: Vec<u8>,
}

/// What every [`Signed`] signed.
pub(crate) const MESSAGE: &[u8] = b"a clean bill of health";

pub(crate) static ES256: LazyLock<Signed> = LazyLock::new(|| {
    let (spki, signature) = ecdsa(&lc::ECDSA_P256_SHA256_FIXED_SIGNING);
    Signed {
        algorithm: Algorithm::Es256,
        spki,
        signature,
    }
});

pub(crate) static ES384: LazyLock<Signed> = LazyLock::new(|| {
    let (spki, signature) = ecdsa(&lc::ECDSA_P384_SHA384_FIXED_SIGNING);
    Signed {
        algorithm: Algorithm::Es384,
        spki,
        signature,
    }
});

/// ES256 by a key on P-384, as some passes have it.
pub(crate) static ES256_P384: LazyLock<Signed> = LazyLock::new(|| {
    let key = p384::ecdsa::SigningKey::from_slice(&[0x17; 48]).unwrap();
    let signature: p384::ecdsa::Signature = key
        .sign_prehash(&cleanbill_crypto::sha256(MESSAGE))
        .unwrap();
    let point = key.verifying_key().to_sec1_point(false);
    let spki = [super::keys::EC_P384_PREFIX, point.as_bytes()].concat();
    Signed {
        algorithm: Algorithm::Es256,
        spki,
        signature: signature.to_bytes().to_vec(),
    }
});

pub(crate) static PS256: LazyLock<Signed> = LazyLock::new(|| {
    let signature = rsa(&lc::RSA_PSS_SHA256);
    Signed {
        algorithm: Algorithm::Ps256,
        spki: spki(RSA.public_key()),
        signature,
    }
});

pub(crate) static EDDSA: LazyLock<Signed> = LazyLock::new(|| {
    let key = Ed25519KeyPair::from_seed_unchecked(&[0x42; 32]).unwrap();
    let signature = key.sign(MESSAGE).as_ref().to_vec();
    Signed {
        algorithm: Algorithm::EdDsa,
        spki: spki(key.public_key()),
        signature,
    }
});

pub(crate) fn all() -> [&'static Signed; 5] {
    [&ES256, &ES384, &ES256_P384, &PS256, &EDDSA]
}

static RSA: LazyLock<RsaKeyPair> =
    LazyLock::new(|| RsaKeyPair::generate(KeySize::Rsa2048).unwrap());

/// A signature of [`MESSAGE`] by the key of [`PS256`].
pub(crate) fn rsa(encoding: &'static dyn lc::RsaEncoding) -> Vec<u8> {
    let mut signature = vec![0; RSA.public_modulus_len()];
    RSA.sign(encoding, &SystemRandom::new(), MESSAGE, &mut signature)
        .unwrap();
    signature
}

/// `RSAPublicKey` of the key of [`PS256`].
pub(crate) fn rsa_public_key() -> Vec<u8> {
    RSA.public_key().as_ref().to_vec()
}

/// A fresh key's SubjectPublicKeyInfo and signature of [`MESSAGE`].
pub(crate) fn ecdsa(algorithm: &'static lc::EcdsaSigningAlgorithm) -> (Vec<u8>, Vec<u8>) {
    let key = EcdsaKeyPair::generate(algorithm).unwrap();
    let signature = key.sign(&SystemRandom::new(), MESSAGE).unwrap();
    (spki(key.public_key()), signature.as_ref().to_vec())
}

fn spki(key: &impl AsDer<PublicKeyX509Der<'static>>) -> Vec<u8> {
    key.as_der().unwrap().as_ref().to_vec()
}
