//! Which signatures are accepted, and which are refused before the arithmetic.

use aws_lc_rs::signature as lc;
use cleanbill_crypto::ecdsa::{der_to_fixed, fixed_to_der};
use cleanbill_crypto::{
    Algorithm, CertificateAlgorithm, Curve, Hash, Verifier, VerifyError, VerifyingKey,
};

use super::signers::{self, MESSAGE, Signed};

over_both_backends!(
    every_algorithm_verifies,
    any_flipped_bit_is_noticed,
    another_key_does_not_verify,
    algorithm_and_key_must_go_together,
    length_is_checked_first,
    der_is_no_signature_of_a_message,
    r_and_s_out_of_range_are_invalid,
    both_signs_of_s_are_valid,
    certificates_verify,
    certificate_algorithm_and_key_must_go_together,
    restricted_keys_keep_their_restriction,
    ed25519_s_must_be_reduced,
);

/// The order of P-256 (SP 800-186, section 3.2.1.3).
const N: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];

fn key<V: Verifier>(signed: &Signed) -> VerifyingKey<V> {
    VerifyingKey::from_spki_der(&signed.spki).unwrap()
}

fn every_algorithm_verifies<V: Verifier>() {
    for signed in signers::all() {
        let result = key::<V>(signed).verify(signed.algorithm, MESSAGE, &signed.signature);
        assert_eq!(result, Ok(()), "{}", signed.algorithm);
    }
}

fn any_flipped_bit_is_noticed<V: Verifier>() {
    for signed in signers::all() {
        let key = key::<V>(signed);
        for at in [0, 1, signed.signature.len() / 2, signed.signature.len() - 1] {
            let mut signature = signed.signature.clone();
            signature[at] ^= 1;
            let result = key.verify(signed.algorithm, MESSAGE, &signature);
            assert_eq!(
                result,
                Err(VerifyError::Invalid),
                "{} byte {at}",
                signed.algorithm
            );
        }
        for message in [&MESSAGE[1..], b"", b"another"] {
            let result = key.verify(signed.algorithm, message, &signed.signature);
            assert_eq!(result, Err(VerifyError::Invalid), "{}", signed.algorithm);
        }
    }
}

fn another_key_does_not_verify<V: Verifier>() {
    let (spki, _) = signers::ecdsa(&lc::ECDSA_P256_SHA256_FIXED_SIGNING);
    let other = VerifyingKey::<V>::from_spki_der(&spki).unwrap();
    let result = other.verify(Algorithm::Es256, MESSAGE, &signers::ES256.signature);
    assert_eq!(result, Err(VerifyError::Invalid));
}

fn algorithm_and_key_must_go_together<V: Verifier>() {
    for signed in signers::all() {
        let key = key::<V>(signed);
        for algorithm in Algorithm::ALL {
            let result = key.verify(algorithm, MESSAGE, &signed.signature);
            let expected = match (algorithm, key.kind().signature_bytes()) {
                (same, _) if same == signed.algorithm => Ok(()),
                // Both hashes are legal with P-384: the algorithm fits, the signature does not.
                (Algorithm::Es256 | Algorithm::Es384, 96) => Err(VerifyError::Invalid),
                _ => Err(VerifyError::AlgorithmMismatch {
                    scheme: algorithm.scheme(),
                    key: key.kind(),
                }),
            };
            assert_eq!(result, expected, "{algorithm} with {key:?}");
        }
    }
}

fn length_is_checked_first<V: Verifier>() {
    for signed in signers::all() {
        let key = key::<V>(signed);
        let expected = signed.signature.len();
        let long = [&signed.signature[..], &[0]].concat();
        let padded = [&[0], &signed.signature[..]].concat();
        for wrong in [
            &[][..],
            &signed.signature[1..],
            &long,
            &padded,
            &[0; 65_536],
        ] {
            assert_eq!(
                key.verify(signed.algorithm, MESSAGE, wrong),
                Err(VerifyError::SignatureLength {
                    expected,
                    actual: wrong.len()
                }),
            );
        }
    }
}

fn der_is_no_signature_of_a_message<V: Verifier>() {
    let der = fixed_to_der(&signers::ES256.signature).unwrap();
    assert!(matches!(
        key::<V>(&signers::ES256).verify(Algorithm::Es256, MESSAGE, &der),
        Err(VerifyError::SignatureLength { expected: 64, .. })
    ));
}

fn r_and_s_out_of_range_are_invalid<V: Verifier>() {
    let key = key::<V>(&signers::ES256);
    let (r, s) = signers::ES256.signature.split_at(32);
    let mut beyond = N;
    beyond[31] += 1;
    for bad in [[0; 32], N, beyond, [0xff; 32]] {
        for halves in [[&bad, s], [r, &bad], [&bad, &bad]] {
            let fixed = halves.concat();
            let result = key.verify(Algorithm::Es256, MESSAGE, &fixed);
            assert_eq!(result, Err(VerifyError::Invalid), "{bad:02x?}");
            let der = fixed_to_der(&fixed).unwrap();
            let algorithm = CertificateAlgorithm::Ecdsa(Hash::Sha256);
            let result = key.verify_certificate(algorithm, MESSAGE, &der);
            assert_eq!(result, Err(VerifyError::Invalid), "{bad:02x?} in DER");
        }
    }
}

/// Neither JOSE nor COSE asks for the smaller s; a signature is no identifier.
fn both_signs_of_s_are_valid<V: Verifier>() {
    let (r, s) = signers::ES256.signature.split_at(32);
    let mut borrow = false;
    let mut negated: Vec<u8> = N
        .iter()
        .zip(s)
        .rev()
        .map(|(&n, &s)| {
            let (once, under) = n.overflowing_sub(s);
            let (twice, under_again) = once.overflowing_sub(u8::from(borrow));
            borrow = under || under_again;
            twice
        })
        .collect();
    negated.reverse();
    let twin = [r, &negated].concat();
    assert_ne!(twin, signers::ES256.signature);
    assert_eq!(
        key::<V>(&signers::ES256).verify(Algorithm::Es256, MESSAGE, &twin),
        Ok(())
    );
}

fn certificates_verify<V: Verifier>() {
    for (signed, hash) in [
        (&*signers::ES256, Hash::Sha256),
        (&*signers::ES384, Hash::Sha384),
        (&*signers::ES256_P384, Hash::Sha256),
    ] {
        let key = key::<V>(signed);
        let der = fixed_to_der(&signed.signature).unwrap();
        let algorithm = CertificateAlgorithm::Ecdsa(hash);
        assert_eq!(CertificateAlgorithm::from(signed.algorithm), algorithm);
        assert_eq!(key.verify_certificate(algorithm, MESSAGE, &der), Ok(()));
        assert_eq!(
            key.verify_certificate(algorithm, b"", &der),
            Err(VerifyError::Invalid)
        );
        for bad in [
            &[][..],
            &[0x30],
            &[der.clone(), vec![0]].concat(),
            &signed.signature,
        ] {
            let result = key.verify_certificate(algorithm, MESSAGE, bad);
            assert_eq!(result, Err(VerifyError::Invalid), "{bad:02x?}");
        }
    }
    let rsa = key::<V>(&signers::PS256);
    let encodings: [(&'static dyn lc::RsaEncoding, _); 6] = [
        (
            &lc::RSA_PKCS1_SHA256,
            CertificateAlgorithm::RsaPkcs1(Hash::Sha256),
        ),
        (
            &lc::RSA_PKCS1_SHA384,
            CertificateAlgorithm::RsaPkcs1(Hash::Sha384),
        ),
        (
            &lc::RSA_PKCS1_SHA512,
            CertificateAlgorithm::RsaPkcs1(Hash::Sha512),
        ),
        (
            &lc::RSA_PSS_SHA256,
            CertificateAlgorithm::RsaPss(Hash::Sha256),
        ),
        (
            &lc::RSA_PSS_SHA384,
            CertificateAlgorithm::RsaPss(Hash::Sha384),
        ),
        (
            &lc::RSA_PSS_SHA512,
            CertificateAlgorithm::RsaPss(Hash::Sha512),
        ),
    ];
    for (encoding, algorithm) in encodings {
        let signature = signers::rsa(encoding);
        for (_, tried) in encodings {
            let result = rsa.verify_certificate(tried, MESSAGE, &signature);
            let expected = if tried == algorithm {
                Ok(())
            } else {
                Err(VerifyError::Invalid)
            };
            assert_eq!(result, expected, "{algorithm:?} as {tried:?}");
        }
    }
    let ed25519 = key::<V>(&signers::EDDSA);
    let signature = &signers::EDDSA.signature;
    let result = ed25519.verify_certificate(CertificateAlgorithm::Ed25519, MESSAGE, signature);
    assert_eq!(result, Ok(()));
}

fn certificate_algorithm_and_key_must_go_together<V: Verifier>() {
    let algorithms = [
        CertificateAlgorithm::Ecdsa(Hash::Sha256),
        CertificateAlgorithm::RsaPkcs1(Hash::Sha256),
        CertificateAlgorithm::RsaPss(Hash::Sha256),
        CertificateAlgorithm::Ed25519,
    ];
    let keys = [
        (&*signers::ES256, 0..1),
        (&*signers::PS256, 1..3),
        (&*signers::EDDSA, 3..4),
    ];
    for (signed, fitting) in keys {
        let key = key::<V>(signed);
        for (at, algorithm) in algorithms.into_iter().enumerate() {
            let mismatch = VerifyError::AlgorithmMismatch {
                scheme: algorithm.scheme(),
                key: key.kind(),
            };
            let result = key.verify_certificate(algorithm, MESSAGE, &signed.signature);
            assert_eq!(
                result == Err(mismatch),
                !fitting.contains(&at),
                "{algorithm:?} {key:?}"
            );
        }
    }
}

fn restricted_keys_keep_their_restriction<V: Verifier>() {
    let pkcs1 = signers::rsa(&lc::RSA_PKCS1_SHA256);
    let pss384 = signers::rsa(&lc::RSA_PSS_SHA384);
    let check = |key: &VerifyingKey<V>, algorithm, signature: &[u8]| {
        key.verify_certificate(algorithm, MESSAGE, signature)
    };
    let refused = |algorithm: CertificateAlgorithm, key: &VerifyingKey<V>| {
        Err(VerifyError::AlgorithmMismatch {
            scheme: algorithm.scheme(),
            key: key.kind(),
        })
    };
    let pss_only = VerifyingKey::<V>::from_spki_der(&super::keys::pss_spki(false)).unwrap();
    let algorithm = CertificateAlgorithm::RsaPkcs1(Hash::Sha256);
    assert_eq!(
        check(&pss_only, algorithm, &pkcs1),
        refused(algorithm, &pss_only)
    );
    let algorithm = CertificateAlgorithm::RsaPss(Hash::Sha384);
    assert_eq!(check(&pss_only, algorithm, &pss384), Ok(()));
    let sha256_only = VerifyingKey::<V>::from_spki_der(&super::keys::pss_spki(true)).unwrap();
    assert_eq!(
        check(&sha256_only, algorithm, &pss384),
        refused(algorithm, &sha256_only)
    );
}

/// S + L in place of S, which RFC 8032, section 5.1.7, forbids.
fn ed25519_s_must_be_reduced<V: Verifier>() {
    const L: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
        0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut signature = signers::EDDSA.signature.clone();
    let mut carry = 0;
    for (byte, l) in signature[32..].iter_mut().zip(L) {
        let sum = u16::from(*byte) + u16::from(l) + carry;
        *byte = sum as u8;
        carry = sum >> 8;
    }
    let result = key::<V>(&signers::EDDSA).verify(Algorithm::EdDsa, MESSAGE, &signature);
    assert_eq!(result, Err(VerifyError::Invalid));
}

/// FIPS 180-4, the digests of the empty string and of its example of one block.
#[test]
fn sha256_is_that_of_the_standard() {
    let start = |bytes: &[u8]| cleanbill_crypto::sha256(bytes)[..4].to_vec();
    assert_eq!(start(b""), [0xe3, 0xb0, 0xc4, 0x42]);
    assert_eq!(start(b"abc"), [0xba, 0x78, 0x16, 0xbf]);
}

#[test]
fn the_fixtures_have_both_forms() {
    let der = fixed_to_der(&signers::ES384.signature).unwrap();
    assert_eq!(
        der_to_fixed(Curve::P384, &der).as_ref(),
        Some(&signers::ES384.signature)
    );
}
