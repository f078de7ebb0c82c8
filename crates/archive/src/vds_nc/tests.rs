use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use cleanbill_crypto::{KeyError, KeyKind, Scheme, Signer, VerifyError};
use cleanbill_testkit::FixedKey;
use cleanbill_x509::{Profile, Subject, Template, build_certificate};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

/// Number of the authority's key, and of the signer's.
const AUTHORITY: u32 = 1;
const SIGNER: u32 = 2;

fn certificate(country: &str) -> Vec<u8> {
    let (authority, signer) = (FixedKey::new(AUTHORITY), FixedKey::new(SIGNER));
    let subject = |name| Subject {
        country,
        organization: None,
        common_name: name,
    };
    let authority_template = Template {
        serial: &[1],
        subject: subject("Authority"),
        not_before: 1_600_000_000,
        not_after: 1_900_000_000,
        profile: Profile::Authority,
    };
    let root = build_certificate(&authority_template, &authority).unwrap();
    let root = cleanbill_x509::parse_certificate(&root).unwrap();
    let template = Template {
        serial: &[2],
        subject: subject("Signer"),
        not_before: 1_600_000_000,
        not_after: 1_900_000_000,
        profile: Profile::Signer {
            authority: &root,
            public_key: signer.public_key(),
            usage: cleanbill_x509::DccUsage::ANY,
        },
    };
    build_certificate(&template, &authority).unwrap()
}

fn vaccination() -> Value {
    json!({
        "hdr": {"t": "icao.vacc", "v": 1, "is": "UTO"},
        "msg": {
            "uvci": "VB0009990012",
            "pid": {"n": "TESTER  ANNA", "dob": "1979-03-31", "sex": "F", "i": "L898902C3"},
            "ve": [{
                "des": "XM68M6", "nam": "Comirnaty", "dis": "RA01.0",
                "vd": [
                    {"dvc": "2021-06-01", "seq": 1, "ctr": "UTO", "adm": "Clinic", "lot": "A1"},
                    {"dvc": "2021-07-01", "seq": 2, "ctr": "UTO", "adm": "Clinic", "lot": "B2"}
                ]
            }]
        }
    })
}

fn test() -> Value {
    json!({
        "hdr": {"t": "icao.test", "v": 1, "is": "UTO"},
        "msg": {
            "utci": "T32994",
            "pid": {"n": "TESTER  ANNA", "dob": "1979-03-31", "dt": "P", "dn": "L898902C3"},
            "sp": {"spn": "Laboratory", "ctr": "UTO", "cd": {"p": "+0", "e": "l@x", "a": "X 1"}},
            "dat": {"sc": "2021-11-22T08:00:00Z", "ri": "2021-11-22T12:00:00Z"},
            "tr": {"m": "nasopharyngeal", "tc": "molecular(PCR)", "r": "negative"}
        }
    })
}

fn sealed_with(data: &Value, certificate: &[u8]) -> Value {
    let signed = canonical_json(data).unwrap();
    let signature = FixedKey::new(SIGNER).sign(signed.as_bytes()).unwrap();
    json!({"data": data, "sig": {
        "alg": "ES256",
        "cer": URL_SAFE.encode(certificate),
        "sigvl": URL_SAFE.encode(signature),
    }})
}

fn sealed(data: &Value) -> Value {
    sealed_with(data, &certificate("UT"))
}

fn read(seal: &Value) -> Result<VdsNc, VdsNcError> {
    VdsNc::parse(&seal.to_string(), &Limits::default())
}

#[test]
fn a_vaccination_is_read_and_verified_up_to_the_authority() {
    let seal = read(&sealed(&vaccination())).unwrap();
    assert_eq!(seal.verify(), Ok(()));
    assert_eq!(
        seal.verify_signer(FixedKey::new(AUTHORITY).public_key()),
        Ok(())
    );
    let other = seal.verify_signer(FixedKey::new(3).public_key());
    assert_eq!(other, Err(ChainError::Signature(VerifyError::Invalid)));
    assert_eq!(seal.check_country(), Ok(()));
    assert_eq!(seal.findings(), []);
    assert_eq!(seal.id(), Some("VB0009990012"));
    let Proof::Vaccinations(entries) = seal.proof() else {
        panic!("vaccinations");
    };
    let numbers: Vec<_> = entries[0].doses.iter().map(|dose| dose.number).collect();
    assert_eq!(numbers, [Some(1), Some(2)]);
    let shown = format!("{seal:?} {:?} {:?}", seal.holder(), seal.proof());
    assert!(
        !shown.contains("TESTER") && !shown.contains("2021"),
        "{shown}"
    );
}

#[test]
fn a_test_is_read_and_verified() {
    let seal = read(&sealed(&test())).unwrap();
    assert_eq!(seal.verify(), Ok(()));
    assert_eq!(seal.findings(), []);
    assert_eq!(seal.holder().document.as_deref(), Some("L898902C3"));
    let Proof::Test(test) = seal.proof() else {
        panic!("a test");
    };
    assert_eq!(test.result.as_deref(), Some("negative"));
    assert_eq!(test.kind.as_deref(), Some("molecular(PCR)"));
}

#[test]
fn white_space_and_order_change_nothing_and_a_value_does() {
    let sealed = sealed(&vaccination());
    let spread = serde_json::to_string_pretty(&sealed).unwrap();
    let seal = VdsNc::parse(&spread, &Limits::default()).unwrap();
    assert_eq!(seal.verify(), Ok(()));
    let changed = spread.replace("\"seq\": 2", "\"seq\": 3");
    let seal = VdsNc::parse(&changed, &Limits::default()).unwrap();
    let invalid = Err(SealSignatureError::Signature(VerifyError::Invalid));
    assert_eq!(seal.verify(), invalid);
}

#[test]
fn a_certificate_of_one_country_does_not_speak_for_another() {
    let seal = read(&sealed_with(&vaccination(), &certificate("AU"))).unwrap();
    assert_eq!(seal.verify(), Ok(()));
    assert_eq!(seal.check_country(), Err(VdsNcError::Country));
}

#[test]
fn another_form_is_refused_by_name() {
    let good = sealed(&vaccination());
    let with = |pointer: &str, value: Value| {
        let mut seal = good.clone();
        *seal.pointer_mut(pointer).unwrap() = value;
        read(&seal).map(|_| ())
    };
    for (pointer, value, error) in [
        ("/data", json!(1), VdsNcError::Header),
        ("/sig", json!(1), VdsNcError::NotSeal),
        ("/data/hdr/t", json!("icao.visa"), VdsNcError::Type),
        ("/data/hdr/t", json!(1), VdsNcError::Header),
        ("/data/hdr/v", json!(2), VdsNcError::Version { version: 2 }),
        ("/data/hdr/is", json!(null), VdsNcError::Header),
        ("/data/msg", json!([]), VdsNcError::Header),
        ("/sig/alg", json!("RS256"), VdsNcError::Algorithm),
        ("/sig/cer", json!(null), VdsNcError::NoCertificate),
        ("/sig/sigvl", json!(null), VdsNcError::NoSignature),
        ("/sig/sigvl", json!("?"), VdsNcError::Base64),
        ("/data/msg/uvci", json!(u64::MAX), VdsNcError::NotCanonical),
    ] {
        assert_eq!(with(pointer, value), Err(error), "{pointer}");
    }
    let garbage = with("/sig/cer", json!("AAAA"));
    assert!(matches!(garbage, Err(VdsNcError::Certificate(_))));
    let many = vec![json!({}); 65];
    let (actual, max) = (65, 64);
    let error = VdsNcError::TooMany { actual, max };
    assert_eq!(with("/data/msg/ve", json!(many)), Err(error));
    assert!(matches!(
        VdsNc::parse("{}", &Limits::default()),
        Err(VdsNcError::NotSeal)
    ));
    let twice = r#"{"data":{},"data":{},"sig":{}}"#;
    assert!(matches!(
        VdsNc::parse(twice, &Limits::default()),
        Err(VdsNcError::Json(_))
    ));
}

#[test]
fn what_departs_from_the_profile_is_read_and_noted() {
    let mut data = vaccination();
    let message = data.get_mut("msg").unwrap();
    message["pid"]["dob"] = json!("31.03.1979");
    message["ve"][0]["vd"][0]["seq"] = json!("1");
    message["ve"][0]["vd"][0]["ctr"] = json!("Utopia");
    message["ve"][0].as_object_mut().unwrap().remove("des");
    message.as_object_mut().unwrap().remove("uvci");
    let seal = read(&sealed(&data)).unwrap();
    assert_eq!(seal.verify(), Ok(()), "odd, and signed so");
    let mut found: Vec<_> = seal
        .findings()
        .iter()
        .map(|f| (f.field.name(), f.code()))
        .collect();
    found.sort_unstable();
    let expected = [
        ("ctr", "vds-nc.field-form"),
        ("pid.dob", "vds-nc.field-form"),
        ("uvci", "vds-nc.field-missing"),
        ("vd.seq", "vds-nc.field-type"),
        ("ve.des", "vds-nc.field-missing"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_signature_has_one_length_and_one_curve() {
    let mut seal = sealed(&vaccination());
    seal["sig"]["alg"] = json!("ES384");
    let error = read(&seal).unwrap().verify();
    let expected = SealSignatureError::Signature(VerifyError::AlgorithmMismatch {
        scheme: Scheme::EcdsaFixed(Hash::Sha384),
        key: KeyKind::P256,
    });
    assert_eq!(error, Err(expected));
    seal["sig"]["alg"] = json!("ES256");
    seal["sig"]["sigvl"] = json!("AAAA");
    let (expected, actual) = (64, 3);
    let error = SealSignatureError::Signature(VerifyError::SignatureLength { expected, actual });
    assert_eq!(read(&seal).unwrap().verify(), Err(error));
}

/// Made by openssl, `tests/data/make.sh`: authority and signer write out their curve.
const WRITTEN_OUT: [(&str, &[u8], Hash); 3] = [
    (
        include_str!("../../tests/data/explicit-p256.json"),
        include_bytes!("../../tests/data/explicit-p256-csca.pem"),
        Hash::Sha256,
    ),
    (
        include_str!("../../tests/data/explicit-p384.json"),
        include_bytes!("../../tests/data/explicit-p384-csca.pem"),
        Hash::Sha384,
    ),
    (
        include_str!("../../tests/data/explicit-p521.json"),
        include_bytes!("../../tests/data/explicit-p521-csca.pem"),
        Hash::Sha512,
    ),
];

#[test]
fn a_curve_may_be_written_out_and_es512_is_verified() {
    for (seal, authority, hash) in WRITTEN_OUT {
        let seal = VdsNc::parse(seal, &Limits::default()).unwrap();
        assert_eq!((seal.hash(), seal.findings()), (hash, &[][..]));
        assert_eq!(seal.verify(), Ok(()), "{hash:?}");
        let block = &cleanbill_x509::parse_pem(authority).unwrap()[0];
        let authority = cleanbill_x509::parse_certificate(&block.der).unwrap();
        let key = authority.travel_document_key().unwrap();
        assert_eq!(seal.verify_signer(&key), Ok(()), "{hash:?}");
        assert_eq!(authority.public_key(), Err(KeyError::ExplicitCurve));
        let other = FixedKey::new(AUTHORITY);
        assert!(seal.verify_signer(other.public_key()).is_err());
    }
}

/// CVE-2020-0601: with a generator of their own choice, anybody has a private key for this key.
#[test]
fn a_curve_with_another_generator_is_refused_by_name() {
    for (text, _, _) in WRITTEN_OUT {
        let mut seal: Value = serde_json::from_str(text).unwrap();
        let good = read(&seal).unwrap();
        let width = good.signature().len() / 2;
        let mut certificate = good.signer().der().to_vec();
        // The generator is the first uncompressed point of the key; the key itself comes after.
        let point = [0x04, u8::try_from(2 * width + 1).unwrap(), 0x04];
        let long = [0x04, 0x81, u8::try_from(2 * width + 1).unwrap(), 0x04];
        let point = if width > 63 { &long[..] } else { &point };
        let at = certificate
            .windows(point.len())
            .position(|found| found == point);
        certificate[at.unwrap() + point.len()] ^= 1;
        seal["sig"]["cer"] = json!(URL_SAFE.encode(&certificate));
        let error = read(&seal).unwrap().verify().unwrap_err();
        assert_eq!(error.code(), "key.curve-parameters");
    }
}

proptest! {
    #[test]
    fn any_message_is_a_seal_or_an_error(text in r#"[\[\]{}:,"a-z0-9]{0,60}"#) {
        let _ = VdsNc::parse(&text, &Limits::default());
        let seal = format!(
            r#"{{"data":{{"hdr":{{"t":"icao.vacc","v":1,"is":"UTO"}},"msg":{text}}},"sig":{{}}}}"#
        );
        let _ = VdsNc::parse(&seal, &Limits::default());
    }
}
