//! Where the backends differ, all of it. Neither accepts a signature that the other calls invalid.

use aws_lc_rs::signature as lc;
use cleanbill_crypto::backend::{AwsLc, RustCrypto};
use cleanbill_crypto::{
    Algorithm, CertificateAlgorithm, Curve, Hash, KeyError, KeyKind, KeyMaterial, Scheme, Verifier,
    VerifyError, VerifyingKey, ecdsa,
};

use super::signers::{self, MESSAGE};

/// P-521 signs no passes; certificates with it are verified natively only.
#[test]
fn p521_is_native_only() {
    let (spki, signature) = signers::ecdsa(&lc::ECDSA_P521_SHA512_ASN1_SIGNING);
    let native = VerifyingKey::<AwsLc>::from_spki_der(&spki).unwrap();
    assert_eq!(native.kind(), KeyKind::P521);
    assert_eq!(native.to_spki_der(), spki);
    for hash in Hash::ALL {
        let result =
            native.verify_certificate(CertificateAlgorithm::Ecdsa(hash), MESSAGE, &signature);
        let expected = if hash == Hash::Sha512 {
            Ok(())
        } else {
            Err(VerifyError::Invalid)
        };
        assert_eq!(result, expected);
    }
    let fixed = ecdsa::der_to_fixed(Curve::P521, &signature).unwrap();
    let jose = |hash| native.verify_jose_ecdsa(hash, MESSAGE, &fixed);
    assert_eq!(jose(Hash::Sha512), Ok(()), "ES512");
    for hash in [Hash::Sha256, Hash::Sha384] {
        let (scheme, key) = (Scheme::EcdsaFixed(hash), KeyKind::P521);
        let expected = VerifyError::AlgorithmMismatch { scheme, key };
        assert_eq!(jose(hash), Err(expected));
    }
    let refused = KeyError::UnsupportedCurve { curve: Curve::P521 };
    assert_eq!(
        VerifyingKey::<RustCrypto>::from_spki_der(&spki).unwrap_err(),
        refused
    );
    let point = &spki[spki.len() - 133..];
    let compressed = [&[2 + point[132] % 2], &point[1..67]].concat();
    let native_again = VerifyingKey::<AwsLc>::from_ec_point(KeyKind::P521, &compressed);
    assert_eq!(native_again.unwrap(), native);
    let other = VerifyingKey::<RustCrypto>::from_ec_point(KeyKind::P521, &compressed);
    assert_eq!(other.unwrap_err(), refused);
}

/// aws-lc-rs keeps the 32 bytes of an Ed25519 key until it verifies, RustCrypto decodes the point
/// at once: a key that is no point is refused by one, and verifies nothing with the other.
#[test]
fn ed25519_keys_off_the_curve_are_noticed_late_by_aws_lc() {
    let no_point = (2..=u8::MAX)
        .map(|low| {
            let mut key = [0; 32];
            key[0] = low;
            key
        })
        .find(|key| ed25519_dalek::VerifyingKey::from_bytes(key).is_err())
        .unwrap();
    let refused = VerifyingKey::<RustCrypto>::from_ed25519(&no_point);
    assert_eq!(refused.unwrap_err(), KeyError::Ed25519Encoding);
    let late = VerifyingKey::<AwsLc>::from_ed25519(&no_point).unwrap();
    for signature in [&[0; 64][..], &signers::EDDSA.signature] {
        let result = late.verify(Algorithm::EdDsa, MESSAGE, signature);
        assert_eq!(result, Err(VerifyError::Invalid));
    }
}

/// The rules above the backends refuse such pairs; a backend asked all the same says that it cannot
/// tell, and never that the signature is bad or good.
#[test]
fn backends_do_not_judge_what_they_do_not_know() {
    fn run<V: Verifier>() {
        let key = V::new(&KeyMaterial::Ed25519(
            signers::EDDSA.spki.last_chunk().unwrap(),
        ))
        .unwrap();
        for hash in Hash::ALL {
            for scheme in [
                Scheme::EcdsaFixed(hash),
                Scheme::EcdsaDer(hash),
                Scheme::RsaPss(hash),
            ] {
                assert_eq!(key.verify(scheme, MESSAGE, &signers::EDDSA.signature), None);
            }
        }
        assert_eq!(
            key.verify(Scheme::Ed25519, MESSAGE, &signers::EDDSA.signature),
            Some(true)
        );
        assert_eq!(
            key.verify(Scheme::Ed25519, b"", &signers::EDDSA.signature),
            Some(false)
        );
    }
    run::<AwsLc>();
    run::<RustCrypto>();
}
