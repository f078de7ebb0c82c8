//! What several test files need: software signers, and where the corpora are.
#![allow(dead_code, reason = "each test file uses a part")]

use std::path::PathBuf;

use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{self, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RsaKeyPair};
use cleanbill_crypto::{Algorithm, KeyKind, PublicKey, SignError, Signer};
use cleanbill_x509::{
    Certificate, DccUsage, Profile, Subject, Template, build_certificate, parse_certificate,
};

/// 2021-06-01T00:00:00Z.
pub(crate) const BEGINNING: i64 = 1_622_505_600;
/// 2055-06-01T00:00:00Z, a GeneralizedTime.
pub(crate) const END: i64 = 2_695_420_800;

enum Pair {
    Ec(EcdsaKeyPair),
    Rsa(RsaKeyPair),
    Ed(Ed25519KeyPair),
}

/// A key made for one test.
pub(crate) struct TestSigner {
    algorithm: Algorithm,
    pair: Pair,
    public_key: PublicKey,
}

impl TestSigner {
    pub(crate) fn new(algorithm: Algorithm) -> Self {
        let (pair, public_key) = match algorithm {
            Algorithm::Es256 => ec(&signature::ECDSA_P256_SHA256_FIXED_SIGNING, KeyKind::P256),
            Algorithm::Es384 => ec(&signature::ECDSA_P384_SHA384_FIXED_SIGNING, KeyKind::P384),
            Algorithm::Ps256 => {
                let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
                let spki: PublicKeyX509Der<'_> = pair.public_key().as_der().unwrap();
                let key = PublicKey::from_spki_der(spki.as_ref()).unwrap();
                (Pair::Rsa(pair), key)
            }
            _ => {
                let pair = Ed25519KeyPair::generate().unwrap();
                let point = pair.public_key().as_ref().try_into().unwrap();
                let key = PublicKey::from_ed25519(point).unwrap();
                (Pair::Ed(pair), key)
            }
        };
        Self {
            algorithm,
            pair,
            public_key,
        }
    }
}

fn ec(algorithm: &'static signature::EcdsaSigningAlgorithm, kind: KeyKind) -> (Pair, PublicKey) {
    let pair = EcdsaKeyPair::generate(algorithm).unwrap();
    let key = PublicKey::from_ec_point(kind, pair.public_key().as_ref()).unwrap();
    (Pair::Ec(pair), key)
}

impl Signer for TestSigner {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        let random = SystemRandom::new();
        match &self.pair {
            Pair::Ec(pair) => Ok(pair.sign(&random, message).unwrap().as_ref().to_vec()),
            Pair::Ed(pair) => Ok(pair.sign(message).as_ref().to_vec()),
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&signature::RSA_PSS_SHA256, &random, message, &mut signature)
                    .unwrap();
                Ok(signature)
            }
        }
    }
}

/// The template of an authority called `common_name`.
pub(crate) fn authority_template(common_name: &str) -> Template<'_> {
    Template {
        subject: Subject {
            country: "XA",
            organization: Some("Ministry"),
            common_name,
        },
        serial: &[0, 0x80, 1, 2, 3, 4, 5, 6, 7],
        not_before: BEGINNING,
        not_after: END,
        profile: Profile::Authority,
    }
}

/// An authority called `common_name`, self-signed.
pub(crate) fn authority(common_name: &str, signer: &dyn Signer) -> Certificate {
    let der = build_certificate(&authority_template(common_name), signer).unwrap();
    parse_certificate(&der).unwrap()
}

/// A signer of passes under that authority.
pub(crate) fn signer(
    usage: DccUsage,
    public_key: &PublicKey,
    authority: &Certificate,
    issuer: &dyn Signer,
) -> Certificate {
    let template = Template {
        subject: Subject {
            country: "XA",
            organization: None,
            common_name: "Signer 1",
        },
        profile: Profile::Signer {
            authority,
            public_key,
            usage,
        },
        ..authority_template("")
    };
    parse_certificate(&build_certificate(&template, issuer).unwrap()).unwrap()
}

/// The folder of the corpora, if it is there; says so in one line if it is not.
pub(crate) fn corpora() -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpora");
    let folder = std::env::var_os("CLEANBILL_CORPORA").map_or_else(|| beside.into(), PathBuf::from);
    if folder.is_dir() {
        Some(folder)
    } else {
        println!("skipped: corpora not found");
        None
    }
}
