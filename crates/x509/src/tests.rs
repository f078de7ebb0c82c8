//! Certificates put together element by element: each tolerance, and what is refused beside it.

use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::der::tag;
use crate::extensions::oid;
use crate::usage::{MISTAKEN_ARC, SPECIFIED_ARC};
use crate::writer::{bit_string, element, sequence};
use crate::*;

/// id-ecPublicKey, prime256v1 and ecdsa-with-SHA256, as AlgorithmIdentifier elements.
const EC_P256: [&[u8]; 2] = [
    &[0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01],
    &[0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07],
];
const ECDSA_SHA256: &[u8] = &[0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
/// nonRepudiation is all that a key may be used for here.
const OTHER_USAGE: &[u8] = &[0x03, 0x02, 0x06, 0x40];

/// The parts of a certificate that the tests vary.
struct Parts {
    version: Vec<u8>,
    serial: Vec<u8>,
    algorithm: Vec<u8>,
    outer_algorithm: Option<Vec<u8>>,
    times: Vec<u8>,
    extensions: Vec<Vec<u8>>,
    after: Vec<u8>,
    signature: Vec<u8>,
}

impl Default for Parts {
    fn default() -> Self {
        let time = element(tag::UTC_TIME, &[b"210601000000Z"]);
        Self {
            version: element(tag::constructed(0), &[&[2, 1, 2]]),
            serial: element(tag::INTEGER, &[&[1]]),
            algorithm: sequence(&[ECDSA_SHA256]),
            outer_algorithm: None,
            times: [time.clone(), time].concat(),
            extensions: Vec::new(),
            after: Vec::new(),
            signature: bit_string(&[1, 2, 3]),
        }
    }
}

impl Parts {
    fn with(extensions: impl IntoIterator<Item = Vec<u8>>) -> Self {
        Self {
            extensions: extensions.into_iter().collect(),
            ..Self::default()
        }
    }

    fn der(&self) -> Vec<u8> {
        let spki = sequence(&[&sequence(&EC_P256), &bit_string(&[4])]);
        let list = sequence(&[&self.extensions.concat()]);
        let tbs = sequence(&[
            &self.version,
            &self.serial,
            &self.algorithm,
            &sequence(&[]),
            &sequence(&[&self.times]),
            &sequence(&[]),
            &spki,
            &element(tag::constructed(3), &[&list]),
            &self.after,
        ]);
        let outer = self.outer_algorithm.as_ref().unwrap_or(&self.algorithm);
        sequence(&[&tbs, outer, &self.signature])
    }

    fn parse(&self) -> Result<Certificate, X509Error> {
        parse_certificate(&self.der())
    }

    /// The deviations of a certificate that is read.
    fn deviations(&self) -> Vec<Deviation> {
        self.parse().unwrap().deviations().to_vec()
    }
}

fn extension(oid: &[u8], value: &[u8]) -> Vec<u8> {
    sequence(&[
        &element(tag::OID, &[oid]),
        &element(tag::OCTET_STRING, &[value]),
    ])
}

fn extension_with_flag(oid: &[u8], critical: u8, value: &[u8]) -> Vec<u8> {
    let flag = [tag::BOOLEAN, 1, critical];
    sequence(&[
        &element(tag::OID, &[oid]),
        &flag,
        &element(tag::OCTET_STRING, &[value]),
    ])
}

fn purposes(oids: &[&[u8]]) -> Vec<u8> {
    let list: Vec<Vec<u8>> = oids.iter().map(|oid| element(tag::OID, &[oid])).collect();
    extension(oid::EXTENDED_KEY_USAGE, &sequence(&[&list.concat()]))
}

#[test]
fn a_plain_certificate_shows_no_deviation() {
    let certificate = Parts::default().parse().unwrap();
    assert_eq!(certificate.deviations(), []);
    assert_eq!(certificate.dcc_usage(), DccUsage::ANY);
    assert_eq!(
        (certificate.serial(), certificate.signature()),
        (&[1][..], &[1, 2, 3][..])
    );
    assert_eq!(certificate.not_before(), 1_622_505_600);
    assert_eq!(certificate.key_usage(), None);
    assert!(!certificate.is_ca());
    assert!(
        certificate
            .der()
            .windows(certificate.tbs().len())
            .any(|w| w == certificate.tbs())
    );
    assert_eq!(certificate.kid(), certificate.thumbprint()[..8]);
}

#[test]
fn a_default_that_is_written_out_is_tolerated() {
    let ca_false = extension(oid::BASIC_CONSTRAINTS, &[0x30, 3, 1, 1, 0]);
    let certificate = Parts::with([ca_false]).parse().unwrap();
    assert_eq!(certificate.deviations(), [Deviation::ExplicitDefault]);
    assert!(!certificate.is_ca());

    let not_critical = extension_with_flag(oid::KEY_USAGE, 0, OTHER_USAGE);
    assert_eq!(
        Parts::with([not_critical]).deviations(),
        [Deviation::ExplicitDefault]
    );

    let version = element(tag::constructed(0), &[&[2, 1, 0]]);
    let version_1 = Parts {
        version,
        ..Parts::default()
    };
    assert_eq!(version_1.deviations(), [Deviation::ExplicitDefault]);

    // A BOOLEAN that is neither of DER's two is not.
    let odd = Parts::with([extension(oid::BASIC_CONSTRAINTS, &[0x30, 3, 1, 1, 1])]);
    assert!(matches!(
        odd.parse(),
        Err(X509Error::Der(DerError::Content { .. }))
    ));
}

#[test]
fn usages_of_either_arc_are_read() {
    let usage = |oids: &[&[u8]]| {
        let certificate = Parts::with([purposes(oids)]).parse().unwrap();
        (certificate.dcc_usage(), certificate.deviations().to_vec())
    };
    let test = [SPECIFIED_ARC, &[1]].concat();
    let recovery = [MISTAKEN_ARC, &[3]].concat();
    let unknown = [MISTAKEN_ARC, &[4]].concat();
    assert_eq!(usage(&[&test]), (DccUsage::TEST, vec![]));
    assert_eq!(
        usage(&[&recovery]),
        (DccUsage::RECOVERY, vec![Deviation::MistakenUsageArc])
    );
    let both = DccUsage::TEST.union(DccUsage::RECOVERY);
    assert_eq!(usage(&[&test, &unknown, &recovery]).0, both);
    assert_eq!(usage(&[&unknown, &[0x2a]]), (DccUsage::ANY, vec![]));
    assert_eq!(
        usage(&[]),
        (DccUsage::ANY, vec![Deviation::EmptyExtendedKeyUsage])
    );
}

#[test]
fn null_parameters_and_odd_serial_numbers_are_tolerated() {
    let null = Parts {
        algorithm: sequence(&[ECDSA_SHA256, &[5, 0]]),
        ..Parts::default()
    };
    assert_eq!(null.deviations(), [Deviation::EcdsaNullParameters]);
    assert!(null.parse().unwrap().algorithm().is_ok());
    for (serial, expected) in [
        (&[0x80][..], vec![Deviation::NegativeSerial]),
        (&[0x00, 0x01], vec![Deviation::NonMinimalSerial]),
        (
            &[0xff, 0x80],
            vec![Deviation::NegativeSerial, Deviation::NonMinimalSerial],
        ),
        (&[0x00, 0x80], vec![]),
        (&[0x00], vec![]),
    ] {
        let parts = Parts {
            serial: element(tag::INTEGER, &[serial]),
            ..Parts::default()
        };
        assert_eq!(parts.deviations(), expected);
        assert_eq!(parts.parse().unwrap().serial(), serial);
    }
}

#[test]
fn an_early_generalized_time_is_tolerated() {
    let time = |text: &[u8]| element(tag::GENERALIZED_TIME, &[text]);
    let times = [time(b"20210601000000Z"), time(b"20500101000000Z")].concat();
    let early = Parts {
        times,
        ..Parts::default()
    };
    assert_eq!(early.deviations(), [Deviation::EarlyGeneralizedTime]);
    assert_eq!(early.parse().unwrap().not_before(), 1_622_505_600);
    let times = time(b"20500101000000Z").repeat(2);
    assert_eq!(
        Parts {
            times,
            ..Parts::default()
        }
        .deviations(),
        []
    );
}

#[test]
fn versions_algorithms_and_periods_are_read_but_not_judged() {
    for version in [vec![], element(tag::constructed(0), &[&[2, 1, 1]])] {
        assert_eq!(
            Parts {
                version,
                ..Parts::default()
            }
            .deviations(),
            []
        );
    }
    // sha1WithRSAEncryption
    let sha1 = [6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 5, 5, 0];
    let sha1 = Parts {
        algorithm: sequence(&[&sha1]),
        ..Parts::default()
    }
    .parse()
    .unwrap();
    assert!(sha1.algorithm().is_err());
    assert!(matches!(
        sha1.check_issued_by(&sha1),
        Err(ChainError::Algorithm(_))
    ));
    // The point of the test key is none.
    let plain = Parts::default().parse().unwrap();
    assert!(matches!(
        plain.check_issued_by(&plain),
        Err(ChainError::Key(_))
    ));
}

#[test]
fn an_unknown_critical_extension_is_read_but_breaks_the_chain() {
    let plain = Parts::default().parse().unwrap();
    let critical = Parts::with([extension_with_flag(&[0x2a, 0x03], 0xff, &[5, 0])]);
    let critical = critical.parse().unwrap();
    for (leaf, issuer) in [(&plain, &critical), (&critical, &plain)] {
        assert_eq!(
            leaf.check_issued_by(issuer),
            Err(ChainError::UnknownCriticalExtension)
        );
    }
    let known = Parts::with([extension_with_flag(oid::KEY_USAGE, 0xff, OTHER_USAGE)]);
    let known = known.parse().unwrap();
    assert_eq!(plain.check_issued_by(&known), Err(ChainError::NotAuthority));
    assert!(matches!(
        known.check_issued_by(&plain),
        Err(ChainError::Key(_))
    ));
}

#[test]
fn what_is_not_a_certificate_is_refused() {
    let refused = |parts: Parts| parts.parse().unwrap_err();
    let version = element(tag::constructed(0), &[&[2, 1, 3]]);
    assert_eq!(
        refused(Parts {
            version,
            ..Parts::default()
        }),
        X509Error::Version
    );
    let outer_algorithm = Some(sequence(&[ECDSA_SHA256, &[5, 0]]));
    assert_eq!(
        refused(Parts {
            outer_algorithm,
            ..Parts::default()
        }),
        X509Error::AlgorithmsDiffer
    );
    let times = element(tag::UTC_TIME, &[b"210601000000"]).repeat(2);
    assert_eq!(
        refused(Parts {
            times,
            ..Parts::default()
        }),
        X509Error::Time
    );
    let key_usage = extension(oid::KEY_USAGE, OTHER_USAGE);
    let twice = [key_usage.clone(), key_usage];
    assert_eq!(refused(Parts::with(twice)), X509Error::DuplicateExtension);
    let many = (0..33).map(|arc| extension(&[0x2a, arc], &[]));
    assert_eq!(refused(Parts::with(many)), X509Error::TooMany { max: 32 });

    let structure = |parts: Parts| assert!(matches!(parts.parse(), Err(X509Error::Der(_))));
    structure(Parts {
        serial: vec![2, 0],
        ..Parts::default()
    });
    structure(Parts {
        after: vec![5, 0],
        ..Parts::default()
    });
    structure(Parts {
        signature: vec![3, 2, 1, 2],
        ..Parts::default()
    });
    structure(Parts::with([extension(oid::KEY_USAGE, &[3, 2, 8, 1])]));
    structure(Parts::with([extension(
        oid::KEY_USAGE,
        &[3, 2, 6, 0x40, 5, 0],
    )]));
    let mut trailing = Parts::default().der();
    trailing.push(0);
    assert!(matches!(
        parse_certificate(&trailing),
        Err(X509Error::Der(_))
    ));
    assert_eq!(
        parse_certificate(&[0x30; 16_385]),
        Err(X509Error::TooLarge {
            actual: 16_385,
            max: 16_384
        })
    );
}

#[test]
fn codes_are_unique() {
    let at = 0;
    let codes = [
        DerError::Truncated { at }.code(),
        DerError::Tag {
            expected: 0,
            found: 0,
            at,
        }
        .code(),
        DerError::Length { at }.code(),
        DerError::LongTag { at }.code(),
        DerError::Trailing { at }.code(),
        DerError::TooDeep { at }.code(),
        DerError::Content { at }.code(),
        X509Error::TooLarge { actual: 0, max: 0 }.code(),
        X509Error::Version.code(),
        X509Error::AlgorithmsDiffer.code(),
        X509Error::Time.code(),
        X509Error::DuplicateExtension.code(),
        X509Error::TooMany { max: 0 }.code(),
        ChainError::UnknownIssuer.code(),
        ChainError::NotYetValid { not_before: 0 }.code(),
        ChainError::Expired { not_after: 0 }.code(),
        ChainError::AuthorityNotYetValid { not_before: 0 }.code(),
        ChainError::AuthorityExpired { not_after: 0 }.code(),
        ChainError::NotAuthority.code(),
        ChainError::UnknownCriticalExtension.code(),
        ChainError::Algorithm(cleanbill_crypto::AlgorithmError::Unknown).code(),
        ChainError::Key(cleanbill_crypto::KeyError::Malformed).code(),
        ChainError::Signature(cleanbill_crypto::VerifyError::Invalid).code(),
        BuildError::Serial.code(),
        BuildError::Country.code(),
        BuildError::Name.code(),
        BuildError::Validity.code(),
        BuildError::ForeignSigner.code(),
        BuildError::NotAuthority.code(),
        BuildError::Sign(cleanbill_crypto::SignError::Failed).code(),
        CmsError::TooLarge { actual: 0, max: 0 }.code(),
        CmsError::Encoding(DerError::Length { at }).code(),
        CmsError::NotSignedData.code(),
        CmsError::SignerCount.code(),
        CmsError::TooManyCertificates { max: 0 }.code(),
        CmsError::Certificate(X509Error::Version).code(),
        CmsError::SignerMissing.code(),
        CmsError::ContentDiffers.code(),
        CmsError::DigestAlgorithm.code(),
        CmsError::Digest.code(),
        CmsError::Algorithm(cleanbill_crypto::AlgorithmError::Unknown).code(),
        CmsError::Key(cleanbill_crypto::KeyError::Malformed).code(),
        CmsError::Signature(cleanbill_crypto::VerifyError::Invalid).code(),
        PemError::TooLarge { actual: 0, max: 0 }.code(),
        PemError::TooMany { max: 0 }.code(),
        PemError::NoBlock.code(),
        PemError::NotEnded { line: 0 }.code(),
        PemError::NotBase64 { line: 0 }.code(),
        Deviation::ExplicitDefault.code(),
        Deviation::EmptyExtendedKeyUsage.code(),
        Deviation::EcdsaNullParameters.code(),
        Deviation::NegativeSerial.code(),
        Deviation::NonMinimalSerial.code(),
        Deviation::EarlyGeneralizedTime.code(),
        Deviation::MistakenUsageArc.code(),
    ];
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
}

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = parse_certificate(&bytes);
        let _ = parse_signed_message(&bytes);
    }

    #[test]
    fn a_mutated_certificate_never_panics(
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..4),
        cut in proptest::option::of(any::<proptest::sample::Index>()),
    ) {
        let mut der = Parts::with([
            purposes(&[&[SPECIFIED_ARC, &[1]].concat()]),
            extension(oid::BASIC_CONSTRAINTS, &[0x30, 3, 1, 1, 0]),
            extension(oid::KEY_USAGE, OTHER_USAGE),
            extension(oid::SUBJECT_KEY_ID, &[4, 1, 7]),
            extension(oid::AUTHORITY_KEY_ID, &[0x30, 3, 0x80, 1, 7]),
        ])
        .der();
        for (index, byte) in changes {
            let position = index.index(der.len());
            der[position] = byte;
        }
        if let Some(cut) = cut {
            der.truncate(cut.index(der.len()));
        }
        if let Ok(certificate) = parse_certificate(&der) {
            let _ = (certificate.public_key(), certificate.check_issued_by(&certificate));
            prop_assert_eq!(certificate.der(), der);
        }
    }
}
