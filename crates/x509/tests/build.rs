//! Certificates of our own: read back, checked as a chain, and given to openssl.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod support;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use cleanbill_crypto::{Algorithm, Signer};
use cleanbill_x509::{
    BuildError, ChainError, DccUsage, Profile, Subject, Template, build_certificate, check_chain,
    parse_certificate, render_pem,
};
use support::{BEGINNING, END, TestSigner, authority, authority_template, signer};

#[test]
fn what_is_built_is_read_back() {
    for algorithm in Algorithm::ALL {
        let (root, leaf) = (
            TestSigner::new(algorithm),
            TestSigner::new(Algorithm::Es256),
        );
        let csca = authority("National CSCA", &root);
        assert!(csca.is_ca() && csca.is_self_issued());
        assert_eq!(csca.subject().country(), Some("XA"));
        assert_eq!(csca.subject().common_name(), Some("National CSCA"));
        assert_eq!(csca.serial(), [0, 0x80, 1, 2, 3, 4, 5, 6, 7]);
        assert_eq!((csca.not_before(), csca.not_after()), (BEGINNING, END));
        assert_eq!(csca.public_key().unwrap(), *root.public_key());
        assert!(csca.key_usage().unwrap().key_cert_sign());
        assert_eq!(csca.check_issued_by(&csca), Ok(()), "{algorithm}");

        for bits in 1..=7 {
            let usage = DccUsage::from_bits(bits).unwrap();
            let dsc = signer(usage, leaf.public_key(), &csca, &root);
            assert_eq!(dsc.dcc_usage(), usage);
            assert!(!dsc.is_ca() && !dsc.is_self_issued());
            assert!(dsc.key_usage().unwrap().digital_signature());
            assert!(!dsc.key_usage().unwrap().key_cert_sign());
            assert_eq!(dsc.authority_key_id(), csca.subject_key_id());
            assert_eq!(dsc.public_key().unwrap(), *leaf.public_key());
            assert_eq!(dsc.deviations(), []);
            assert_eq!(
                check_chain(&dsc, std::slice::from_ref(&csca), BEGINNING),
                Ok(0)
            );
        }
    }
}

#[test]
fn a_key_that_messages_are_encrypted_to_signs_nothing() {
    let (root, key) = (
        TestSigner::new(Algorithm::Es256),
        TestSigner::new(Algorithm::Ps256),
    );
    let authority = authority("Validation service", &root);
    let template = Template {
        profile: Profile::Encryption {
            authority: &authority,
            public_key: key.public_key(),
        },
        ..authority_template("Encryption")
    };
    let built = build_certificate(&template, &root).unwrap();
    let built = parse_certificate(&built).unwrap();
    let usage = built.key_usage().unwrap();
    assert!(usage.key_encipherment());
    assert!(!usage.digital_signature() && !usage.key_cert_sign() && !built.is_ca());
    assert_eq!(built.public_key().unwrap(), *key.public_key());
    assert_eq!(built.check_issued_by(&authority), Ok(()));
    assert_eq!(built.authority_key_id(), authority.subject_key_id());
    let foreign = build_certificate(&template, &key);
    assert_eq!(foreign, Err(BuildError::ForeignSigner));
}

#[test]
fn a_chain_that_does_not_hold_says_why() {
    let (root, other, leaf) = (
        TestSigner::new(Algorithm::Es256),
        TestSigner::new(Algorithm::Es256),
        TestSigner::new(Algorithm::Es256),
    );
    let csca = authority("National CSCA", &root);
    let dsc = signer(DccUsage::ANY, leaf.public_key(), &csca, &root);
    let namesake = authority("National CSCA", &other);
    let stranger = authority("Another CSCA", &other);
    let chain = |authorities: &[_], at| check_chain(&dsc, authorities, at);

    assert_eq!(chain(&[], BEGINNING), Err(ChainError::UnknownIssuer));
    assert_eq!(
        chain(std::slice::from_ref(&stranger), BEGINNING),
        Err(ChainError::UnknownIssuer)
    );
    let one_namesake = chain(&[namesake.clone(), stranger.clone()], BEGINNING);
    assert!(
        matches!(one_namesake, Err(ChainError::Signature(_))),
        "{one_namesake:?}"
    );
    assert_eq!(chain(&[stranger, namesake, csca.clone()], END), Ok(2));
    assert_eq!(
        chain(std::slice::from_ref(&csca), BEGINNING - 1),
        Err(ChainError::NotYetValid {
            not_before: BEGINNING
        })
    );
    assert_eq!(
        chain(std::slice::from_ref(&csca), END + 1),
        Err(ChainError::Expired { not_after: END })
    );
    let under_a_leaf = check_chain(&dsc, std::slice::from_ref(&dsc), BEGINNING);
    assert_eq!(under_a_leaf, Err(ChainError::UnknownIssuer));
}

#[test]
fn an_authority_must_be_one_and_in_its_period() {
    let root = TestSigner::new(Algorithm::Es256);
    let short = Template {
        not_after: BEGINNING + 10,
        ..authority_template("CSCA")
    };
    let short = parse_certificate(&build_certificate(&short, &root).unwrap()).unwrap();
    let dsc = signer(DccUsage::TEST, root.public_key(), &short, &root);
    assert_eq!(
        check_chain(&dsc, std::slice::from_ref(&short), BEGINNING + 11),
        Err(ChainError::AuthorityExpired {
            not_after: BEGINNING + 10
        })
    );
    let late = Template {
        not_before: BEGINNING + 10,
        ..authority_template("CSCA")
    };
    let late = parse_certificate(&build_certificate(&late, &root).unwrap()).unwrap();
    assert_eq!(
        check_chain(&dsc, &[late], BEGINNING),
        Err(ChainError::AuthorityNotYetValid {
            not_before: BEGINNING + 10
        })
    );

    // A signer that has the name of an authority, and its key, but not its calling.
    let subject = Subject {
        country: "XA",
        organization: Some("Ministry"),
        common_name: "CSCA",
    };
    let pretender = Template {
        subject,
        profile: Profile::Signer {
            authority: &short,
            public_key: root.public_key(),
            usage: DccUsage::ANY,
        },
        ..authority_template("")
    };
    let pretender = parse_certificate(&build_certificate(&pretender, &root).unwrap()).unwrap();
    assert_eq!(
        dsc.check_issued_by(&pretender),
        Err(ChainError::NotAuthority)
    );
    let under_pretender = Template {
        profile: Profile::Signer {
            authority: &pretender,
            public_key: root.public_key(),
            usage: DccUsage::ANY,
        },
        ..authority_template("Signer")
    };
    assert_eq!(
        build_certificate(&under_pretender, &root),
        Err(BuildError::NotAuthority)
    );
}

#[test]
fn a_template_that_cannot_be_stated_is_refused() {
    let root = TestSigner::new(Algorithm::Es256);
    let refused = |template: Template<'_>| build_certificate(&template, &root).unwrap_err();
    let good = authority_template("CSCA");
    for serial in [&[][..], &[0, 0], &[0x80; 20], &[1; 21]] {
        assert_eq!(
            refused(Template {
                serial,
                ..good.clone()
            }),
            BuildError::Serial
        );
    }
    for serial in [&[1][..], &[0x7f; 20], &[0x80; 19], &[0, 0, 0, 0xff]] {
        assert!(
            build_certificate(
                &Template {
                    serial,
                    ..good.clone()
                },
                &root
            )
            .is_ok()
        );
    }
    for country in ["", "X", "xa", "XAB", "X1", "Ä"] {
        let subject = Subject {
            country,
            ..good.subject
        };
        assert_eq!(
            refused(Template {
                subject,
                ..good.clone()
            }),
            BuildError::Country
        );
    }
    for common_name in ["", &"x".repeat(65)] {
        let subject = Subject {
            common_name,
            ..good.subject
        };
        assert_eq!(
            refused(Template {
                subject,
                ..good.clone()
            }),
            BuildError::Name
        );
    }
    for (not_before, not_after) in [
        (1, 0),
        (i64::MIN, 0),
        (0, i64::MAX),
        (-631_152_001, 0),
        (0, 253_402_300_800),
    ] {
        let template = Template {
            not_before,
            not_after,
            ..good.clone()
        };
        assert_eq!(refused(template), BuildError::Validity);
    }

    let csca = authority("CSCA", &TestSigner::new(Algorithm::Es256));
    let profile = Profile::Signer {
        authority: &csca,
        public_key: root.public_key(),
        usage: DccUsage::ANY,
    };
    assert_eq!(
        refused(Template { profile, ..good }),
        BuildError::ForeignSigner
    );
}

#[test]
fn openssl_agrees_with_what_is_built() {
    if Command::new("openssl").arg("version").output().is_err() {
        println!("skipped: openssl not found");
        return;
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    for algorithm in Algorithm::ALL {
        let root = TestSigner::new(algorithm);
        let csca = authority("National CSCA", &root);
        let dsc = signer(DccUsage::TEST, root.public_key(), &csca, &root);
        let write = |name: &str, der: &[u8]| {
            let path = folder.join(format!("{algorithm}-{name}.pem"));
            let mut file = std::fs::File::create(&path).unwrap();
            file.write_all(render_pem("CERTIFICATE", der).as_bytes())
                .unwrap();
            path
        };
        let (csca_path, dsc_path) = (write("csca", csca.der()), write("dsc", dsc.der()));
        let attime = (BEGINNING + 1).to_string();
        let verified = openssl(&[
            "verify".as_ref(),
            "-x509_strict".as_ref(),
            "-attime".as_ref(),
            attime.as_ref(),
            "-CAfile".as_ref(),
            &csca_path,
            &dsc_path,
        ]);
        assert!(verified.contains(": OK"), "{algorithm}: {verified}");

        let text = openssl(&[
            "x509".as_ref(),
            "-noout".as_ref(),
            "-text".as_ref(),
            "-in".as_ref(),
            &dsc_path,
        ]);
        for expected in [
            "Version: 3 (0x2)",
            "80:01:02:03:04:05:06:07",
            "Issuer: C = XA, O = Ministry, CN = National CSCA",
            "Subject: C = XA, CN = Signer 1",
            "Not Before: Jun  1 00:00:00 2021 GMT",
            "Not After : Jun  1 00:00:00 2055 GMT",
            "X509v3 Basic Constraints: critical\n                CA:FALSE",
            "X509v3 Key Usage: critical\n                Digital Signature\n",
            "1.3.6.1.4.1.1847.2021.1.1\n",
        ] {
            assert!(text.contains(expected), "{expected} is not in\n{text}");
        }
    }
}

fn openssl(arguments: &[&Path]) -> String {
    let output = Command::new("openssl").args(arguments).output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    String::from_utf8_lossy(&text).into_owned()
}
