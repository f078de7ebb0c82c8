//! Which public keys are read, which are refused, and why.

use cleanbill_crypto::{Algorithm, Curve, KeyError, KeyKind, PublicKey, Verifier, VerifyingKey};

use super::signers::{self, MESSAGE};

/// Everything of a SubjectPublicKeyInfo before an uncompressed point, by curve.
pub(crate) const EC_P256_PREFIX: &[u8] =
    b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\
      \x07\x03\x42\x00";
pub(crate) const EC_P384_PREFIX: &[u8] =
    b"\x30\x76\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x22\x03\x62\
      \x00";
const ED25519_PREFIX: &[u8] = b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00";

const X_ON_CURVE: u8 = 5;
const X_OFF_CURVE: u8 = 1;

const RSA_ENCRYPTION: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01";
const RSASSA_PSS: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a";
const NULL: &[u8] = b"\x05\x00";

over_both_backends!(
    every_kind_is_read_and_written_back,
    compressed_points_are_the_same_keys,
    points_off_the_curve_are_refused,
    other_forms_of_points_are_refused,
    only_named_curves_are_read,
    the_structure_is_strict,
    rsa_without_null_is_tolerated,
    rsa_numbers_are_bounded,
    leading_zeros_of_rsa_components_are_ignored,
    pss_keys_are_read,
    ed25519_keys_of_small_order_are_refused,
    ed25519_takes_no_parameters,
    debug_shows_the_kind_only,
);

fn key<V: Verifier>(spki: &[u8]) -> Result<KeyKind, KeyError> {
    VerifyingKey::<V>::from_spki_der(spki).map(|key| key.kind())
}

/// DER with a length of one or three bytes, as keys need.
fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap().to_be_bytes();
    match length {
        [0, short @ ..=0x7f] => [&[tag, short], content].concat(),
        [0, long] => [&[tag, 0x81, long], content].concat(),
        [high, low] => [&[tag, 0x82, high, low], content].concat(),
    }
}

fn spki(identifier: &[u8], key: &[u8]) -> Vec<u8> {
    let bits = der(3, &[&[0], key].concat());
    der(0x30, &[der(0x30, identifier), bits].concat())
}

fn every_kind_is_read_and_written_back<V: Verifier>() {
    let kinds = [
        (&*signers::ES256, KeyKind::P256),
        (&*signers::ES384, KeyKind::P384),
        (&*signers::PS256, KeyKind::Rsa { bits: 2048 }),
        (&*signers::EDDSA, KeyKind::Ed25519),
    ];
    for (signed, kind) in kinds {
        let key = VerifyingKey::<V>::from_spki_der(&signed.spki).unwrap();
        assert_eq!(key.kind(), kind);
        assert_eq!(
            key.to_spki_der(),
            signed.spki,
            "aws-lc writes the canonical form"
        );
        assert_eq!(key, key.clone());
    }
}

fn compressed_points_are_the_same_keys<V: Verifier>() {
    for (signed, kind) in [
        (&*signers::ES256, KeyKind::P256),
        (&*signers::ES384, KeyKind::P384),
    ] {
        let key = VerifyingKey::<V>::from_spki_der(&signed.spki).unwrap();
        let width = kind.curve().unwrap().coordinate_bytes();
        let point = &signed.spki[signed.spki.len() - 2 * width - 1..];
        let sign = 2 + point.last().unwrap() % 2;
        let compressed = [&[sign], &point[1..=width]].concat();
        let same = VerifyingKey::<V>::from_ec_point(kind, &compressed).unwrap();
        assert_eq!(same, key);
        assert_eq!(
            same.verify(signed.algorithm, MESSAGE, &signed.signature),
            Ok(())
        );
        let negated = [&[sign ^ 1], &point[1..=width]].concat();
        assert_ne!(
            VerifyingKey::<V>::from_ec_point(kind, &negated).unwrap(),
            key
        );
    }
}

fn points_off_the_curve_are_refused<V: Verifier>() {
    let refused = KeyError::Point { curve: Curve::P256 };
    let mut moved = signers::ES256.spki.clone();
    *moved.last_mut().unwrap() ^= 1;
    assert_eq!(key::<V>(&moved), Err(refused.clone()));
    // x³ − 3x + b is a square for X_ON_CURVE and not for X_OFF_CURVE.
    for (x, expected) in [
        (X_ON_CURVE, Ok(KeyKind::P256)),
        (X_OFF_CURVE, Err(refused.clone())),
    ] {
        let compressed = [&[2][..], &[0; 31], &[x]].concat();
        let result = VerifyingKey::<V>::from_ec_point(KeyKind::P256, &compressed);
        assert_eq!(result.map(|key| key.kind()), expected, "x = {x}");
    }
    // Coordinates not reduced modulo p.
    let beyond = [&[4][..], &[0xff; 64]].concat();
    let beyond = VerifyingKey::<V>::from_ec_point(KeyKind::P256, &beyond).map(|key| key.kind());
    assert_eq!(beyond, Err(refused.clone()));
    let zero = [&[4][..], &[0; 64]].concat();
    let zero = VerifyingKey::<V>::from_ec_point(KeyKind::P256, &zero).map(|key| key.kind());
    assert_eq!(zero, Err(refused));
}

fn other_forms_of_points_are_refused<V: Verifier>() {
    let point = signers::ES256.spki[EC_P256_PREFIX.len()..].to_vec();
    let parity = point.last().unwrap() % 2;
    let hybrid = [&[6 + parity], &point[1..]].concat();
    let long = [&point[..], &[0]].concat();
    let cases = [
        ("empty", &[][..]),
        ("infinity", &[0]),
        ("hybrid", &hybrid),
        ("without 04", &point[1..]),
        ("short", &point[..64]),
        ("long", &long),
        ("wrong tag", &[5; 33]),
    ];
    for (name, sec1) in cases {
        let result = VerifyingKey::<V>::from_ec_point(KeyKind::P256, sec1).map(|key| key.kind());
        assert_eq!(
            result,
            Err(KeyError::Point { curve: Curve::P256 }),
            "{name}"
        );
    }
    let other_curve = VerifyingKey::<V>::from_ec_point(KeyKind::P384, &point);
    assert_eq!(
        other_curve.unwrap_err(),
        KeyError::Point { curve: Curve::P384 }
    );
    for kind in [KeyKind::Ed25519, KeyKind::Rsa { bits: 2048 }] {
        let no_curve = VerifyingKey::<V>::from_ec_point(kind, &point);
        assert_eq!(no_curve.unwrap_err(), KeyError::NotElliptic);
    }
}

fn only_named_curves_are_read<V: Verifier>() {
    let point = &signers::ES256.spki[EC_P256_PREFIX.len()..];
    let ec = b"\x06\x07\x2a\x86\x48\xce\x3d\x02\x01";
    let with = |parameters: &[u8]| key::<V>(&spki(&[&ec[..], parameters].concat(), point));
    assert_eq!(
        with(b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07"),
        Ok(KeyKind::P256)
    );
    assert_eq!(
        with(b"\x06\x05\x2b\x81\x04\x00\x0a"),
        Err(KeyError::UnknownCurve),
        "secp256k1"
    );
    assert_eq!(with(b"\x30\x03\x02\x01\x01"), Err(KeyError::ExplicitCurve));
    let broken = spki(&[&ec[..], b"\x30\x03\x02\x01\x01"].concat(), point);
    let travel = VerifyingKey::<V>::from_travel_spki_der(&broken);
    assert_eq!(travel.unwrap_err(), KeyError::Parameters);
    let named = VerifyingKey::<V>::from_travel_spki_der(&signers::ES256.spki);
    assert_eq!(named.unwrap().kind(), KeyKind::P256);
    assert_eq!(with(NULL), Err(KeyError::Parameters), "implicitCurve");
    assert_eq!(with(b""), Err(KeyError::Parameters));
}

fn the_structure_is_strict<V: Verifier>() {
    let good = &signers::ES256.spki;
    let trailing = [&good[..], &[0, 0]].concat();
    assert_eq!(
        key::<V>(&trailing),
        Err(KeyError::TrailingBytes { count: 2 })
    );
    let mut unused_bits = good.clone();
    unused_bits[EC_P256_PREFIX.len() - 1] = 1;
    assert_eq!(key::<V>(&unused_bits), Err(KeyError::Malformed));
    for length in 0..good.len() {
        assert_eq!(
            key::<V>(&good[..length]),
            Err(KeyError::Malformed),
            "{length}"
        );
    }
    let three_parts = der(0x30, &[&good[2..], NULL].concat());
    assert_eq!(key::<V>(&three_parts), Err(KeyError::Malformed));
    let no_bits = der(0x30, &[&good[2..23], b"\x03\x00"].concat());
    assert_eq!(key::<V>(&no_bits), Err(KeyError::Malformed));
    let dsa = b"\x06\x07\x2a\x86\x48\xce\x38\x04\x01";
    assert_eq!(
        key::<V>(&spki(dsa, &[2, 1, 3])),
        Err(KeyError::UnknownAlgorithm)
    );
}

fn rsa_without_null_is_tolerated<V: Verifier>() {
    let read = VerifyingKey::<V>::from_spki_der(&spki(RSA_ENCRYPTION, &signers::rsa_public_key()));
    assert_eq!(read.unwrap().to_spki_der(), signers::PS256.spki);
    let other = [RSA_ENCRYPTION, b"\x30\x00"].concat();
    assert_eq!(
        key::<V>(&spki(&other, &signers::rsa_public_key())),
        Err(KeyError::Parameters)
    );
}

/// An odd number of this many bits.
fn odd(bits: usize) -> Vec<u8> {
    let mut number = vec![0x5a; bits.div_ceil(8)];
    let top = (bits - 1) % 8;
    number[0] = 1 << top;
    *number.last_mut().unwrap() |= 1;
    number
}

fn rsa_numbers_are_bounded<V: Verifier>() {
    const F4: &[u8] = &[1, 0, 1];
    let rsa =
        |n: &[u8], e: &[u8]| VerifyingKey::<V>::from_rsa_components(n, e).map(|key| key.kind());
    for bits in [2048_u16, 2049, 2055, 2056, 3072, 4095, 4096] {
        assert_eq!(rsa(&odd(usize::from(bits)), F4), Ok(KeyKind::Rsa { bits }));
    }
    for bits in [1, 512, 1024, 2047, 4097, 8192, 1 << 20] {
        let refused = KeyError::RsaSize {
            bits,
            min: 2048,
            max: 4096,
        };
        assert_eq!(rsa(&odd(bits), F4), Err(refused));
    }
    assert_eq!(
        rsa(&[], F4),
        Err(KeyError::RsaSize {
            bits: 0,
            min: 2048,
            max: 4096
        })
    );
    let mut even = odd(2048);
    *even.last_mut().unwrap() ^= 1;
    assert_eq!(rsa(&even, F4), Err(KeyError::RsaModulus));
    for e in [&[3][..], &[17], F4, &[0xff; 4]] {
        assert_eq!(
            rsa(&odd(2048), e),
            Ok(KeyKind::Rsa { bits: 2048 }),
            "{e:02x?}"
        );
    }
    for e in [
        &[][..],
        &[0],
        &[1],
        &[2],
        &[1, 0, 0],
        &[1, 0, 0, 0, 1],
        &odd(2048),
    ] {
        assert_eq!(rsa(&odd(2048), e), Err(KeyError::RsaExponent), "{e:02x?}");
    }
}

fn leading_zeros_of_rsa_components_are_ignored<V: Verifier>() {
    let plain = VerifyingKey::<V>::from_rsa_components(&odd(2048), &[1, 0, 1]).unwrap();
    let padded = [&[0; 3], &odd(2048)[..]].concat();
    assert_eq!(
        VerifyingKey::from_rsa_components(&padded, &[0, 1, 0, 1]).unwrap(),
        plain
    );
}

/// SHA-256, MGF1 with SHA-256, salt of 32.
const PSS_SHA256: &[u8] =
    b"\x30\x34\xa0\x0f\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\xa1\x1c\x30\x1a\
      \x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x08\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\
      \x01\x05\x00\xa2\x03\x02\x01\x20";

/// The key of [`signers::PS256`] as id-RSASSA-PSS, restricted to SHA-256 or not.
pub(crate) fn pss_spki(restricted: bool) -> Vec<u8> {
    let parameters = if restricted { PSS_SHA256 } else { &[] };
    spki(
        &[RSASSA_PSS, parameters].concat(),
        &signers::rsa_public_key(),
    )
}

fn pss_keys_are_read<V: Verifier>() {
    for restricted in [false, true] {
        let der = pss_spki(restricted);
        let key = VerifyingKey::<V>::from_spki_der(&der).unwrap();
        assert_eq!(key.kind(), KeyKind::Rsa { bits: 2048 });
        assert_eq!(key.to_spki_der(), der);
        assert_ne!(
            key.to_spki_der(),
            signers::PS256.spki,
            "the restriction is kept"
        );
        let signature = &signers::PS256.signature;
        assert_eq!(key.verify(Algorithm::Ps256, MESSAGE, signature), Ok(()));
    }
    let sha1 = [RSASSA_PSS, b"\x30\x00"].concat();
    assert_eq!(
        key::<V>(&spki(&sha1, &signers::rsa_public_key())),
        Err(KeyError::Parameters)
    );
}

fn ed25519_keys_of_small_order_are_refused<V: Verifier>() {
    let mut identity = [0; 32];
    identity[0] = 1;
    let mut minus_one = [0xff; 32];
    minus_one[0] = 0xec;
    minus_one[31] = 0x7f;
    for small in [[0; 32], identity, minus_one] {
        for sign in [0, 0x80] {
            let mut point = small;
            point[31] |= sign;
            assert_eq!(
                key::<V>(&[ED25519_PREFIX, &point].concat()),
                Err(KeyError::Ed25519SmallOrder)
            );
        }
    }
    assert_eq!(
        key::<V>(&[ED25519_PREFIX, &[0xff; 32]].concat()),
        Err(KeyError::Ed25519Encoding)
    );
}

fn ed25519_takes_no_parameters<V: Verifier>() {
    let point = &signers::EDDSA.spki[ED25519_PREFIX.len()..];
    let oid = b"\x06\x03\x2b\x65\x70";
    assert_eq!(key::<V>(&spki(oid, point)), Ok(KeyKind::Ed25519));
    assert_eq!(
        key::<V>(&spki(&[&oid[..], NULL].concat(), point)),
        Err(KeyError::Parameters)
    );
    assert_eq!(
        key::<V>(&spki(oid, &point[1..])),
        Err(KeyError::Ed25519Encoding)
    );
}

fn debug_shows_the_kind_only<V: Verifier>() {
    let key = VerifyingKey::<V>::from_spki_der(&signers::EDDSA.spki).unwrap();
    assert_eq!(format!("{key:?}"), "PublicKey(Ed25519)");
}

#[test]
fn public_keys_are_shared_between_threads() {
    fn shareable<T: Send + Sync + Clone>() {}
    shareable::<PublicKey>();
}
