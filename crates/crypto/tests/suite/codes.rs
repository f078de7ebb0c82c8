//! Error codes are stable words that nothing else uses.

use std::collections::BTreeSet;

use cleanbill_crypto::{
    AeadError, AlgorithmError, Curve, Hash, KeyError, KeyKind, Scheme, SignError, VerifyError,
};

#[test]
fn codes_are_unique_and_well_formed() {
    let key = KeyKind::P256;
    let scheme = Scheme::EcdsaFixed(Hash::Sha256);
    let curve = Curve::P521;
    let codes = [
        KeyError::Malformed.code(),
        KeyError::TrailingBytes { count: 1 }.code(),
        KeyError::UnknownAlgorithm.code(),
        KeyError::Parameters.code(),
        KeyError::UnknownCurve.code(),
        KeyError::ExplicitCurve.code(),
        KeyError::CurveParameters { curve }.code(),
        KeyError::UnsupportedCurve { curve }.code(),
        KeyError::NotElliptic.code(),
        KeyError::Point { curve }.code(),
        KeyError::RsaSize {
            bits: 1024,
            min: 2048,
            max: 4096,
        }
        .code(),
        KeyError::RsaModulus.code(),
        KeyError::RsaExponent.code(),
        KeyError::Ed25519Encoding.code(),
        KeyError::Ed25519SmallOrder.code(),
        VerifyError::AlgorithmMismatch { scheme, key }.code(),
        VerifyError::SignatureLength {
            expected: 64,
            actual: 63,
        }
        .code(),
        VerifyError::Invalid.code(),
        VerifyError::Unsupported { scheme, key }.code(),
        AlgorithmError::Malformed.code(),
        AlgorithmError::Unknown.code(),
        AlgorithmError::Parameters.code(),
        AlgorithmError::PssParameters.code(),
        AeadError::NotAuthentic.code(),
        AeadError::Failed.code(),
        SignError::KeyUnavailable.code(),
        SignError::Refused.code(),
        SignError::Device { code: 5 }.code(),
        SignError::Malformed.code(),
        SignError::Failed.code(),
    ];
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
    for code in codes {
        let (stage, word) = code.split_once('.').unwrap();
        for part in [stage, word] {
            assert!(!part.is_empty(), "{code}");
            assert!(
                part.bytes()
                    .all(|b| b == b'-' || b.is_ascii_lowercase() || b.is_ascii_digit()),
                "{code}"
            );
        }
    }
}
