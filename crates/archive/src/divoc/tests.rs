use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use cleanbill_crypto::Signer;
use cleanbill_testkit::FixedEdKey;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::zip::tests::pack;
use super::*;

const HEADER: &str = r#"{"alg":"EdDSA","b64":false,"crit":["b64"]}"#;

fn unsigned() -> Value {
    json!({
        "@context": [
            "https://www.w3.org/2018/credentials/v1",
            "https://cowin.gov.in/credentials/vaccination/v2"
        ],
        "type": ["VerifiableCredential", "ProofOfVaccinationCredential"],
        "credentialSubject": {
            "type": "Person", "id": "did:Passport:X1", "refId": "1", "name": "Anna Tester",
            "gender": "Female", "age": "42", "dob": "1979-03-31", "nationality": "Utopian",
            "address": {"streetAddress": "", "district": "D", "addressCountry": "UT"}
        },
        "issuer": "https://issuer.example/",
        "issuanceDate": "2021-07-01T10:00:00.000Z",
        "evidence": [{
            "id": "https://issuer.example/vaccine/1", "type": ["Vaccination"],
            "certificateId": "1", "batch": "A1", "vaccine": "COVISHIELD", "icd11Code": "XM97T2",
            "manufacturer": "Serum Institute of India", "date": "2021-07-01T09:00:00.000Z",
            "effectiveStart": "2021-07-01", "effectiveUntil": "2022-07-01",
            "dose": 2, "totalDoses": 2,
            "verifier": {"name": "Nurse"},
            "facility": {"name": "Clinic", "address": {"addressCountry": "UT"}}
        }],
        "nonTransferable": "true",
        "proof": {
            "type": "Ed25519Signature2018", "created": "2021-07-01T10:00:00Z",
            "verificationMethod": "did:utopia:health", "proofPurpose": "assertionMethod",
            "jws": format!("{}..AAAA", URL_SAFE_NO_PAD.encode(HEADER))
        }
    })
}

fn read(certificate: &Value) -> Result<Divoc, DivocError> {
    Divoc::parse(&certificate.to_string(), &Limits::default())
}

/// Signs what the reader says has to be signed.
fn signed(mut certificate: Value) -> Value {
    let message = read(&certificate).unwrap().signed().to_vec();
    let signature = FixedEdKey::new(1).sign(&message).unwrap();
    let header = URL_SAFE_NO_PAD.encode(HEADER);
    let jws = format!("{header}..{}", URL_SAFE_NO_PAD.encode(signature));
    certificate["proof"]["jws"] = jws.into();
    certificate
}

fn verdict(certificate: &Value) -> Result<(), VerifyError> {
    read(certificate)
        .unwrap()
        .verify(FixedEdKey::new(1).public_key())
}

#[test]
fn every_packing_gives_the_same_certificate() {
    let certificate = signed(unsigned());
    let text = certificate.to_string();
    let archive = pack(text.as_bytes(), true);
    let expected = read(&certificate).unwrap();
    assert_eq!(expected.verify(FixedEdKey::new(1).public_key()), Ok(()));
    let other = expected.verify(FixedEdKey::new(2).public_key());
    assert_eq!(other, Err(VerifyError::Invalid));
    for code in [
        format!("B64:{}", STANDARD.encode(&archive)),
        STANDARD.encode(&archive),
        archive.iter().map(|byte| char::from(*byte)).collect(),
        text,
    ] {
        let found = Divoc::parse(&code, &Limits::default());
        assert_eq!(found.as_ref(), Ok(&expected), "{}", code.len());
    }
    for odd in [
        "",
        "B64:",
        "B64:!",
        "UEsDBA",
        "PK\u{3}\u{4}\u{100}",
        "a ticket",
        "[]",
    ] {
        assert!(Divoc::parse(odd, &Limits::default()).is_err(), "{odd}");
    }
    let shown = format!(
        "{expected:?} {:?} {:?}",
        expected.subject(),
        expected.evidence()
    );
    assert!(
        !shown.contains("Anna") && !shown.contains("2021"),
        "{shown}"
    );
}

#[test]
fn every_value_is_signed() {
    let good = signed(unsigned());
    assert_eq!(verdict(&good), Ok(()));
    for pointer in [
        "/credentialSubject/name",
        "/credentialSubject/dob",
        "/credentialSubject/id",
        "/credentialSubject/refId",
        "/credentialSubject/address/district",
        "/issuanceDate",
        "/evidence/0/date",
        "/evidence/0/vaccine",
        "/evidence/0/icd11Code",
        "/evidence/0/effectiveUntil",
        "/evidence/0/dose",
        "/evidence/0/facility/name",
        "/proof/created",
        "/proof/verificationMethod",
    ] {
        let mut changed = good.clone();
        let is_reference = pointer.ends_with("/id") || pointer.ends_with("Method");
        let value = if is_reference {
            "did:utopia:other"
        } else {
            "2020-01-01T00:00:00Z"
        };
        *changed.pointer_mut(pointer).unwrap() = json!(value);
        assert_eq!(verdict(&changed), Err(VerifyError::Invalid), "{pointer}");
    }
}

#[test]
fn values_of_one_name_can_be_exchanged_and_what_is_concluded_stays() {
    let mut certificate = unsigned();
    certificate["evidence"][0]["dose"] = json!(1);
    let good = signed(certificate);
    let mut swapped = good.clone();
    for (one, other) in [
        ("dose", "totalDoses"),
        ("vaccine", "manufacturer"),
        ("date", "effectiveUntil"),
    ] {
        swapped["evidence"][0][one] = good["evidence"][0][other].clone();
        swapped["evidence"][0][other] = good["evidence"][0][one].clone();
    }
    assert_eq!(verdict(&swapped), Ok(()), "the same statements");
    for certificate in [good, swapped] {
        let read = read(&certificate).unwrap();
        let [evidence] = read.evidence() else {
            panic!("one dose");
        };
        assert_eq!(evidence.doses(), None);
        assert_eq!(evidence.day(), Some("2021-07-01T09:00:00.000Z"));
        assert!(evidence.identifiers().any(|value| value == "COVISHIELD"));
    }
    let read = read(&signed(unsigned())).unwrap();
    assert_eq!(read.evidence()[0].doses(), Some((2, 2)));
}

#[test]
fn what_could_read_differently_than_it_is_signed_is_refused() {
    let with = |pointer: &str, value: Value| {
        let mut certificate = unsigned();
        *certificate.pointer_mut(pointer).unwrap() = value;
        read(&certificate).map(|_| ())
    };
    let proof = |part| Err(DivocError::Proof { part });
    for (pointer, value, expected) in [
        (
            "/evidence/0/dose",
            json!({"@value": 2}),
            Err(DivocError::Keyword),
        ),
        (
            "/@context/1",
            json!({"name": "x:y"}),
            Err(DivocError::NotCertificate),
        ),
        (
            "/@context",
            json!("https://www.w3.org/2018/credentials/v1"),
            Err(DivocError::NotCertificate),
        ),
        (
            "/credentialSubject",
            json!([]),
            Err(DivocError::NotCertificate),
        ),
        ("/evidence", json!({}), Err(DivocError::NotCertificate)),
        (
            "/evidence/0/id",
            json!("did:Passport:X1"),
            Err(DivocError::SharedId),
        ),
        ("/proof", json!([]), Err(DivocError::NotCertificate)),
        (
            "/proof/type",
            json!("RsaSignature2018"),
            proof(ProofPart::Type),
        ),
        (
            "/proof/proofPurpose",
            json!("authentication"),
            proof(ProofPart::Purpose),
        ),
        (
            "/proof/verificationMethod",
            json!(""),
            proof(ProofPart::Method),
        ),
        ("/proof/jws", json!("a.b.c"), proof(ProofPart::Signature)),
    ] {
        assert_eq!(with(pointer, value), expected, "{pointer}");
    }
    let unknown = with("/@context/1", json!("https://example.org/v1"));
    assert!(matches!(unknown, Err(DivocError::JsonLd(_))), "{unknown:?}");
    let mut unsaid = unsigned();
    unsaid["credentialSubject"]["title"] = json!("Dr");
    assert!(
        matches!(read(&unsaid), Err(DivocError::JsonLd(_))),
        "not signed, so not read"
    );
    for header in [
        r#"{"alg":"none","b64":false,"crit":["b64"]}"#,
        r#"{"alg":"ES256","b64":false,"crit":["b64"]}"#,
        r#"{"alg":"EdDSA","b64":true,"crit":["b64"]}"#,
        r#"{"alg":"EdDSA","b64":false}"#,
        r#"{"alg":"EdDSA","b64":false,"crit":["b64","x"]}"#,
    ] {
        let jws = format!("{}..AAAA", URL_SAFE_NO_PAD.encode(header));
        assert_eq!(
            with("/proof/jws", jws.into()),
            proof(ProofPart::Header),
            "{header}"
        );
    }
}

#[test]
fn a_test_is_read_and_its_sample_is_the_earliest_of_its_times() {
    let mut certificate = unsigned();
    certificate["@context"][1] = json!("https://cowin.gov.in/credentials/testCertificate/v1");
    certificate["type"][1] = json!("ProofOfTestCertificateCredential");
    certificate["credentialSubject"]
        .as_object_mut()
        .unwrap()
        .remove("age");
    certificate["evidence"] = json!([{
        "id": "https://issuer.example/test/1", "type": "TestDetails", "certificateId": "2",
        "testType": "RT-PCR", "disease": "COVID-19", "result": "Negative",
        "sampleCollectionTimestamp": "2021-07-01T09:00:00.000Z",
        "resultTimestamp": "2021-07-01T15:00:00.000Z",
        "facility": {"name": "L", "address": {"addressCountry": "UT"}}
    }]);
    let good = signed(certificate);
    let read = read(&good).unwrap();
    assert_eq!(read.verify(FixedEdKey::new(1).public_key()), Ok(()));
    let [evidence @ Evidence::Test(test)] = read.evidence() else {
        panic!("one test");
    };
    assert_eq!(evidence.day(), Some("2021-07-01T09:00:00.000Z"));
    assert_eq!(test.result.as_deref(), Some("Negative"));
    assert!(evidence.identifiers().any(|value| value == "RT-PCR"));
}

#[test]
fn work_is_bounded() {
    let long = format!("B64:{}", "A".repeat(10_000));
    assert!(matches!(
        Divoc::parse(&long, &Limits::default()),
        Err(DivocError::TooLong { .. })
    ));
    // A bomb: a kilobyte that unpacks to a megabyte.
    let bomb = format!("B64:{}", STANDARD.encode(pack(&vec![b' '; 1 << 20], true)));
    let max = Limits::default().inflated_max_bytes;
    let error = DivocError::Zip(ZipError::TooLarge { max });
    assert_eq!(
        Divoc::parse(&bomb, &Limits::default()).map(|_| ()),
        Err(error)
    );
    let mut many = unsigned();
    many["evidence"] = json!(vec![json!({}); 65]);
    let (actual, max) = (65, 64);
    assert_eq!(
        read(&many).map(|_| ()),
        Err(DivocError::TooMany { actual, max })
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_a_certificate_or_an_error(text: String) {
        for prefix in ["", "B64:", "PK\u{3}\u{4}", "{"] {
            let _ = Divoc::parse(&format!("{prefix}{text}"), &Limits::default());
        }
    }
}
