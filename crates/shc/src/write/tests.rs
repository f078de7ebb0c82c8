use cleanbill_testkit::FixedKey;
use proptest::prelude::*;

use super::*;
use crate::{Card, Document, IssuerKey, Limits, Question, examine, examine_keys};

const ISSUER: &str = "https://health.example.org/cards";
const AT: i64 = 1_700_000_000;

fn content(doses: usize) -> Content {
    let dose = |index: usize| Immunization {
        status: Some("completed".into()),
        vaccine: vec![Coding {
            system: "http://hl7.org/fhir/sid/cvx".into(),
            code: "208".into(),
        }],
        occurrence: Some(format!("2021-0{}-04", index + 1)),
        lot_number: Some(format!("LOT{index}")),
        performer: Some("Central clinic".into()),
        dose_number: Some(index as u32 + 1),
        series_doses: Some(2),
        ..Immunization::default()
    };
    Content {
        patients: vec![Patient {
            family: Some("Example".into()),
            given: vec!["Zoë \"Z\"".into()],
            birth_date: Some("1980-05-04".into()),
            ..Patient::default()
        }],
        immunizations: (0..doses).map(dose).collect(),
        ..Content::default()
    }
}

fn draft(content: &Content) -> Draft<'_> {
    Draft {
        issuer: ISSUER,
        not_before: AT,
        expires_at: None,
        rid: Some("MKyCxh7p6uQ"),
        content,
    }
}

#[test]
fn what_is_written_is_read_verifies_and_has_no_finding() {
    let (content, signer) = (content(3), FixedKey::new(7));
    let mut draft = draft(&content);
    draft.expires_at = Some(AT + 1);
    let jws = write_card(&draft, &signer).unwrap();
    let code = code_text(&jws).unwrap();
    let card = Card::parse(&code).unwrap();
    assert_eq!(card.verify(signer.public_key()), Ok(()));
    assert_eq!(card.issuer(), ISSUER);
    assert_eq!(
        (card.not_before(), card.expires_at()),
        (Some(AT), Some(AT + 1))
    );
    assert_eq!(card.rid().as_deref(), Some("MKyCxh7p6uQ"));
    assert_eq!(card.content(), content);
    let keys = [IssuerKey {
        issuer: Some(ISSUER.to_owned()),
        kid: kid(signer.public_key()).unwrap(),
        key: signer.public_key().clone(),
    }];
    let question = Question {
        at: Some(AT),
        keys: &keys,
        ..Question::default()
    };
    assert_eq!(examine(Document::Codes(&[&code]), &question).findings, []);
    let file = file_json(&[jws]);
    assert_eq!(examine(Document::File(&file), &question).findings, []);
}

#[test]
fn tests_and_illnesses_are_written_too() {
    let coding = |system: &str, code: &str| {
        vec![Coding {
            system: system.into(),
            code: code.into(),
        }]
    };
    let content = Content {
        immunizations: Vec::new(),
        observations: vec![Observation {
            status: Some("final".into()),
            code: coding("http://loinc.org", "94500-6"),
            value: coding("http://snomed.info/sct", "260415000"),
            effective: Some("2021-11-08T10:30:00Z".into()),
            performer: Some("Central laboratory".into()),
            ..Observation::default()
        }],
        conditions: vec![Condition {
            clinical_status: coding(
                "http://terminology.hl7.org/CodeSystem/condition-clinical",
                "resolved",
            ),
            code: coding("http://snomed.info/sct", "840539006"),
            onset: Some("2021-10-01".into()),
            ..Condition::default()
        }],
        ..content(0)
    };
    let jws = write_card(&draft(&content), &FixedKey::new(7)).unwrap();
    assert_eq!(Card::parse(&jws).unwrap().content(), content);
    assert_eq!(
        examine(Document::Jws(&jws), &Question::default()).findings,
        []
    );
}

#[test]
fn what_would_be_a_finding_is_not_written() {
    let (one, none, many) = (content(1), content(0), content(9));
    let nobody = Content {
        patients: Vec::new(),
        ..content(1)
    };
    let with = |change: &dyn Fn(&mut Draft<'_>)| {
        let mut draft = draft(&one);
        change(&mut draft);
        write_card(&draft, &FixedKey::new(7)).unwrap_err().code()
    };
    for issuer in [
        "http://example.org",
        "https://example.org/",
        "https://",
        "https://a b",
        "",
    ] {
        assert_eq!(
            with(&|draft| draft.issuer = issuer),
            "shc.write.issuer",
            "{issuer}"
        );
    }
    assert_eq!(
        with(&|draft| draft.expires_at = Some(AT)),
        "shc.write.times"
    );
    assert_eq!(
        with(&|draft| draft.rid = Some("not base64url")),
        "shc.write.rid"
    );
    let write = |content: &Content| write_card(&draft(content), &FixedKey::new(7));
    assert_eq!(write(&none), Err(WriteError::Empty));
    assert_eq!(write(&nobody), Err(WriteError::Patients { actual: 0 }));
    // Compression takes names that differ.
    let mut large = many;
    for (index, dose) in large.immunizations.iter_mut().enumerate() {
        let noise: String = (0_u32..120)
            .map(|i| char::from(b'0' + ((i.wrapping_mul(2_654_435_761) >> (8 + index)) % 70) as u8))
            .collect();
        dose.performer = Some(noise);
    }
    assert_eq!(write(&large).unwrap_err().code(), "shc.write.too-large");
}

#[test]
fn keys_are_published_without_findings() {
    let jwk = jwk_json(FixedKey::new(7).public_key(), Some(3)).unwrap();
    let set = json!({"keys": [jwk]}).to_string();
    assert_eq!(
        examine_keys(&set, Some(ISSUER), Some(AT), &Limits::DEFAULT),
        []
    );
    let private = set.replace("\"alg\"", "\"d\":\"AA\",\"alg\"");
    let found = examine_keys(&private, None, None, &Limits::DEFAULT);
    let codes: Vec<_> = found
        .iter()
        .map(|finding| finding.kind.public_code())
        .collect();
    assert_eq!(codes, ["INVALID_KEY_PRIVATE"]);
    let ed = cleanbill_testkit::FixedEdKey::new(7);
    assert_eq!(kid(ed.public_key()), Err(WriteError::Key));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_name_comes_back(family in "\\PC{1,40}", given in "\\PC{1,20}") {
        let mut content = content(1);
        content.patients[0].family = Some(family);
        content.patients[0].given = vec![given];
        let jws = write_card(&draft(&content), &FixedKey::new(7)).unwrap();
        prop_assert_eq!(Card::parse(&jws).unwrap().content(), content);
    }
}
