//! Arbitrary and slightly wrong bytes: nothing panics, and the backends agree.

use cleanbill_crypto::backend::{AwsLc, RustCrypto};
use cleanbill_crypto::{Algorithm, CertificateAlgorithm, KeyKind, VerifyError, VerifyingKey};
use proptest::prelude::*;

use super::signers::{self, MESSAGE};

type BothKeys = (VerifyingKey<AwsLc>, VerifyingKey<RustCrypto>);

/// The key, if both backends read it; they have to agree.
fn read_by_both(spki: &[u8]) -> Result<Option<BothKeys>, TestCaseError> {
    let native = VerifyingKey::<AwsLc>::from_spki_der(spki);
    let portable = VerifyingKey::<RustCrypto>::from_spki_der(spki);
    match (native, portable) {
        (Ok(native), Ok(portable)) => {
            prop_assert_eq!(native.kind(), portable.kind());
            prop_assert_eq!(native.to_spki_der(), portable.to_spki_der());
            Ok(Some((native, portable)))
        }
        (Err(native), Err(portable)) => {
            prop_assert_eq!(native, portable);
            Ok(None)
        }
        // See `divergence`.
        (Ok(native), Err(_)) => {
            prop_assert!(matches!(native.kind(), KeyKind::P521 | KeyKind::Ed25519));
            Ok(None)
        }
        (Err(error), Ok(_)) => Err(TestCaseError::fail(format!(
            "only natively refused: {error}"
        ))),
    }
}

/// The canonical form of the key at a point, if both backends take it; they have to agree.
fn point_of_both(kind: KeyKind, sec1: &[u8]) -> Result<Option<Vec<u8>>, TestCaseError> {
    let native = VerifyingKey::<AwsLc>::from_ec_point(kind, sec1);
    let portable = VerifyingKey::<RustCrypto>::from_ec_point(kind, sec1);
    if kind != KeyKind::P521 {
        prop_assert_eq!(native.is_ok(), portable.is_ok());
    }
    if let (Ok(native), Ok(portable)) = (&native, &portable) {
        prop_assert_eq!(native.to_spki_der(), portable.to_spki_der());
    }
    Ok(native.ok().map(|key| key.to_spki_der().to_vec()))
}

proptest! {
    #[test]
    fn arbitrary_keys(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(read_by_both(&bytes)?.is_none());
        for kind in [KeyKind::P256, KeyKind::P384, KeyKind::P521, KeyKind::Ed25519] {
            // Half of all x are those of a point, so a compressed one is guessed now and then.
            let is_compressed = matches!(bytes.first(), Some(2 | 3));
            prop_assert!(is_compressed || point_of_both(kind, &bytes)?.is_none());
        }
    }

    #[test]
    fn arbitrary_compressed_points(sign in 2..=3_u8, x: [u8; 48]) {
        for (kind, width) in [(KeyKind::P256, 32), (KeyKind::P384, 48)] {
            let bytes = [&[sign], &x[..width]].concat();
            if let Some(spki) = point_of_both(kind, &bytes)? {
                let uncompressed = &spki[spki.len() - 2 * width..];
                prop_assert_eq!(&uncompressed[..width], &x[..width]);
                prop_assert_eq!(uncompressed[2 * width - 1] & 1, sign & 1);
            }
        }
    }

    #[test]
    fn keys_with_a_changed_byte(which in 0..5_usize, at: prop::sample::Index, value: u8) {
        let signed = signers::all()[which];
        let mut spki = signed.spki.clone();
        let at = at.index(spki.len());
        let same = spki[at] == value;
        spki[at] = value;
        if let Some((native, portable)) = read_by_both(&spki)? {
            let native = native.verify(signed.algorithm, MESSAGE, &signed.signature);
            let portable = portable.verify(signed.algorithm, MESSAGE, &signed.signature);
            prop_assert_eq!(&native, &portable);
            prop_assert_eq!(native.is_ok(), same);
        }
    }

    #[test]
    fn arbitrary_rsa_components(modulus: Vec<u8>, exponent: Vec<u8>) {
        prop_assert!(VerifyingKey::<AwsLc>::from_rsa_components(&modulus, &exponent).is_err());
        prop_assert!(VerifyingKey::<RustCrypto>::from_rsa_components(&modulus, &exponent).is_err());
    }

    #[test]
    fn arbitrary_ed25519_keys(
        key: [u8; 32],
        signature in proptest::collection::vec(any::<u8>(), 64),
    ) {
        let native = VerifyingKey::<AwsLc>::from_ed25519(&key).unwrap();
        let portable = VerifyingKey::<RustCrypto>::from_ed25519(&key);
        prop_assert!(native.verify(Algorithm::EdDsa, MESSAGE, &signature).is_err());
        prop_assert!(portable.is_err()
            || portable.unwrap().verify(Algorithm::EdDsa, MESSAGE, &signature).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn arbitrary_signatures(
        which in 0..5_usize,
        message: Vec<u8>,
        mut signature in proptest::collection::vec(any::<u8>(), 256),
        der: Vec<u8>,
    ) {
        let signed = signers::all()[which];
        let native = VerifyingKey::<AwsLc>::from_spki_der(&signed.spki).unwrap();
        let portable = VerifyingKey::<RustCrypto>::from_spki_der(&signed.spki).unwrap();
        signature.truncate(signed.signature.len());
        let result = native.verify(signed.algorithm, &message, &signature);
        prop_assert_eq!(&result, &Err(VerifyError::Invalid));
        prop_assert_eq!(&result, &portable.verify(signed.algorithm, &message, &signature));
        let algorithm = CertificateAlgorithm::from(signed.algorithm);
        let result = native.verify_certificate(algorithm, &message, &der);
        prop_assert!(result.is_err());
        prop_assert_eq!(result, portable.verify_certificate(algorithm, &message, &der));
    }
}
