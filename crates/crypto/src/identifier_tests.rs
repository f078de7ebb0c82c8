//! Algorithm identifiers: what is written is read, what is tolerated, what is refused.

use proptest::prelude::*;

use super::*;

const ALL: [CertificateAlgorithm; 10] = [
    CertificateAlgorithm::Ecdsa(Hash::Sha256),
    CertificateAlgorithm::Ecdsa(Hash::Sha384),
    CertificateAlgorithm::Ecdsa(Hash::Sha512),
    CertificateAlgorithm::RsaPkcs1(Hash::Sha256),
    CertificateAlgorithm::RsaPkcs1(Hash::Sha384),
    CertificateAlgorithm::RsaPkcs1(Hash::Sha512),
    CertificateAlgorithm::RsaPss(Hash::Sha256),
    CertificateAlgorithm::RsaPss(Hash::Sha384),
    CertificateAlgorithm::RsaPss(Hash::Sha512),
    CertificateAlgorithm::Ed25519,
];

/// `SEQUENCE { oid, parameters }`.
fn identifier(oid: &[u8], parameters: &[u8]) -> Vec<u8> {
    der::element(SEQUENCE, &[&der::element(OID, &[oid]), parameters])
}

fn null() -> Vec<u8> {
    der::element(NULL, &[])
}

#[test]
fn what_is_written_is_read() {
    for algorithm in ALL {
        assert_eq!(
            CertificateAlgorithm::from_der(&algorithm.to_der()),
            Ok(algorithm)
        );
    }
}

#[test]
fn known_encodings() {
    let ecdsa_sha256 = [0x30, 0x0a, 6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2];
    assert_eq!(
        CertificateAlgorithm::Ecdsa(Hash::Sha256).to_der(),
        ecdsa_sha256
    );
    let rsa_sha256 = [
        0x30, 0x0d, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 0x0b, 5, 0,
    ];
    assert_eq!(
        CertificateAlgorithm::RsaPkcs1(Hash::Sha256).to_der(),
        rsa_sha256
    );
    // As `openssl req -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32 -sha256` writes it.
    let pss_sha256 = [
        0x30, 0x41, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a, 0x30, 0x34,
        0xa0, 0x0f, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01,
        0x05, 0x00, 0xa1, 0x1c, 0x30, 0x1a, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01,
        0x01, 0x08, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01,
        0x05, 0x00, 0xa2, 0x03, 0x02, 0x01, 0x20,
    ];
    assert_eq!(
        CertificateAlgorithm::RsaPss(Hash::Sha256).to_der(),
        pss_sha256
    );
}

#[test]
fn null_after_ecdsa_and_nothing_after_rsa_are_tolerated() {
    for hash in Hash::ALL {
        assert_eq!(
            CertificateAlgorithm::from_der(&identifier(&hash.ecdsa_oid(), &null())),
            Ok(CertificateAlgorithm::Ecdsa(hash))
        );
        assert_eq!(
            CertificateAlgorithm::from_der(&identifier(&hash.pkcs1_oid(), &[])),
            Ok(CertificateAlgorithm::RsaPkcs1(hash))
        );
    }
}

#[test]
fn other_parameters_are_refused() {
    let number = der::unsigned(&[1]);
    for oid in [
        &Hash::Sha256.ecdsa_oid()[..],
        &Hash::Sha256.pkcs1_oid(),
        ED25519,
    ] {
        assert_eq!(
            CertificateAlgorithm::from_der(&identifier(oid, &number)),
            Err(AlgorithmError::Parameters)
        );
    }
    assert_eq!(
        CertificateAlgorithm::from_der(&identifier(ED25519, &null())),
        Err(AlgorithmError::Parameters)
    );
}

#[test]
fn other_algorithms_and_other_bytes_are_refused() {
    // ecdsa-with-SHA1, sha1WithRSAEncryption, ecdsa-with-SHA224, a key's identifier.
    let ecdsa_sha1 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x01];
    let ecdsa_sha224 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x01];
    for oid in [&ecdsa_sha1[..], &pkcs1(5), &ecdsa_sha224, EC_PUBLIC_KEY] {
        assert_eq!(
            CertificateAlgorithm::from_der(&identifier(oid, &[])),
            Err(AlgorithmError::Unknown)
        );
    }
    let good = CertificateAlgorithm::Ed25519.to_der();
    let trailing = [&good[..], &[0]].concat();
    let two_parameters = identifier(&Hash::Sha256.pkcs1_oid(), &[null(), null()].concat());
    let no_oid = identifier(&[], &[]);
    for bad in [
        &[][..],
        &good[1..],
        &good[..4],
        &trailing,
        &two_parameters,
        &no_oid,
    ] {
        assert_eq!(
            CertificateAlgorithm::from_der(bad),
            Err(AlgorithmError::Malformed)
        );
    }
}

/// The four fields of `RSASSA-PSS-params`, each replaceable.
struct Pss {
    hash: Vec<u8>,
    generator: Vec<u8>,
    salt: Vec<u8>,
    trailer: Vec<u8>,
}

impl Pss {
    fn sha256() -> Self {
        let hash = identifier(&Hash::Sha256.oid(), &null());
        Self {
            generator: der::element(context(1), &[&identifier(MGF1, &hash)]),
            hash: der::element(context(0), &[&hash]),
            salt: der::element(context(2), &[&der::unsigned(&[32])]),
            trailer: Vec::new(),
        }
    }

    fn read(&self) -> Result<CertificateAlgorithm, AlgorithmError> {
        let fields = [&self.hash[..], &self.generator, &self.salt, &self.trailer].concat();
        let parameters = der::element(SEQUENCE, &[&fields]);
        CertificateAlgorithm::from_der(&identifier(RSASSA_PSS, &parameters))
    }
}

#[test]
fn pss_spellings_of_the_same() {
    let expected = Ok(CertificateAlgorithm::RsaPss(Hash::Sha256));
    assert_eq!(Pss::sha256().read(), expected);
    let trailer = der::element(context(3), &[&der::unsigned(&[1])]);
    assert_eq!(
        Pss {
            trailer,
            ..Pss::sha256()
        }
        .read(),
        expected,
        "explicit default"
    );
    let hash = identifier(&Hash::Sha256.oid(), &[]);
    let absent = Pss {
        generator: der::element(context(1), &[&identifier(MGF1, &hash)]),
        hash: der::element(context(0), &[&hash]),
        ..Pss::sha256()
    };
    assert_eq!(absent.read(), expected, "hash without NULL");
}

#[test]
fn pss_parameters_that_mean_something_else_are_refused() {
    let refused = Err(AlgorithmError::PssParameters);
    let sha384 = identifier(&Hash::Sha384.oid(), &null());
    let sha1 = identifier(&[0x2b, 0x0e, 0x03, 0x02, 0x1a], &null());
    let salt = |octets: &[u8]| der::element(context(2), &[&der::unsigned(octets)]);
    let cases = [
        (
            "no hash: SHA-1",
            Pss {
                hash: Vec::new(),
                ..Pss::sha256()
            },
        ),
        (
            "SHA-1",
            Pss {
                hash: der::element(context(0), &[&sha1]),
                ..Pss::sha256()
            },
        ),
        (
            "no generator: MGF1 with SHA-1",
            Pss {
                generator: Vec::new(),
                ..Pss::sha256()
            },
        ),
        (
            "MGF1 with another hash",
            Pss {
                generator: der::element(context(1), &[&identifier(MGF1, &sha384)]),
                ..Pss::sha256()
            },
        ),
        (
            "no salt length: 20",
            Pss {
                salt: Vec::new(),
                ..Pss::sha256()
            },
        ),
        (
            "salt of 20",
            Pss {
                salt: salt(&[20]),
                ..Pss::sha256()
            },
        ),
        (
            "salt of 288",
            Pss {
                salt: salt(&[1, 32]),
                ..Pss::sha256()
            },
        ),
        (
            "no salt",
            Pss {
                salt: salt(&[0]),
                ..Pss::sha256()
            },
        ),
        (
            "trailer field 2",
            Pss {
                trailer: der::element(context(3), &[&der::unsigned(&[2])]),
                ..Pss::sha256()
            },
        ),
        (
            "fifth field",
            Pss {
                trailer: der::element(context(4), &[&null()]),
                ..Pss::sha256()
            },
        ),
    ];
    for (name, case) in cases {
        assert_eq!(case.read(), refused, "{name}");
    }
    assert_eq!(
        CertificateAlgorithm::from_der(&identifier(RSASSA_PSS, &[])),
        refused,
        "absent"
    );
    assert_eq!(
        CertificateAlgorithm::from_der(&identifier(RSASSA_PSS, &null())),
        refused,
        "NULL"
    );
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes: Vec<u8>) {
        let _ = CertificateAlgorithm::from_der(&bytes);
    }

    #[test]
    fn one_changed_byte_never_panics_nor_reads_as_trailing(
        at in 0_usize..67,
        value: u8,
        which in 0_usize..ALL.len(),
    ) {
        let mut der = ALL[which].to_der();
        if let Some(byte) = der.get_mut(at) {
            *byte = value;
        }
        if let Ok(algorithm) = CertificateAlgorithm::from_der(&der) {
            prop_assert!(ALL.contains(&algorithm));
        }
    }
}
