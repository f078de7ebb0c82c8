use cleanbill_fhir::{
    Code, EventFacts, Export, ExportKind, Limits, PersonFacts, Resource, TestFacts,
    VaccinationFacts, WriteError, write_bundle,
};
use proptest::prelude::*;
use serde_json::Value;

use crate::support::{read, read_with, statements};

fn export<'a>(kind: ExportKind, person: &'a PersonFacts, events: &'a [EventFacts]) -> Export<'a> {
    Export {
        kind,
        id: [0xab; 16],
        timestamp: "2021-06-01T12:00:00Z",
        author: "Health Office",
        title: "What is known",
        person,
        events,
    }
}

fn person() -> PersonFacts {
    PersonFacts {
        family: Some("Doe".to_owned()),
        given: Some("Jane Ann".to_owned()),
        birth_date: Some("1980".to_owned()),
        identifiers: vec![("urn:oid:1.2".to_owned(), "7".to_owned())],
    }
}

fn vaccine() -> VaccinationFacts {
    let code = Code {
        system: "http://hl7.org/fhir/sid/cvx".into(),
        code: "207".into(),
    };
    VaccinationFacts {
        vaccine: vec![code],
        date: "2021-05".to_owned(),
        ..Default::default()
    }
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    let (person, events) = (person(), [EventFacts::Vaccination(vaccine())]);
    let written = write_bundle(&export(ExportKind::Collection, &person, &events)).unwrap();
    let expected: Value = serde_json::json!({
        "resourceType": "Bundle",
        "identifier": {
            "system": "urn:ietf:rfc:3986",
            "value": "urn:uuid:abababab-abab-8bab-abab-abababababab",
        },
        "type": "collection",
        "timestamp": "2021-06-01T12:00:00Z",
        "entry": [
            {
                "fullUrl": "urn:uuid:abababab-abab-8bab-abab-abababababa9",
                "resource": {
                    "resourceType": "Patient",
                    "name": [{"use": "official", "family": "Doe", "given": ["Jane Ann"]}],
                    "birthDate": "1980",
                    "identifier": [{"system": "urn:oid:1.2", "value": "7"}],
                },
            },
            {
                "fullUrl": "urn:uuid:abababab-abab-8bab-abab-abababababa8",
                "resource": {
                    "resourceType": "Immunization",
                    "status": "completed",
                    "vaccineCode": {
                        "coding": [{"system": "http://hl7.org/fhir/sid/cvx", "code": "207"}],
                    },
                    "patient": {"reference": "urn:uuid:abababab-abab-8bab-abab-abababababa9"},
                    "occurrenceDateTime": "2021-05",
                },
            },
        ],
    });
    assert_eq!(written.parse::<Value>().unwrap(), expected);
    let again = write_bundle(&export(ExportKind::Collection, &person, &events)).unwrap();
    assert_eq!(written, again);
}

#[test]
fn a_document_begins_with_its_composition() {
    let (person, events) = (person(), [EventFacts::Vaccination(vaccine())]);
    let written = write_bundle(&export(ExportKind::Document, &person, &events)).unwrap();
    let json: Value = written.parse().unwrap();
    let composition = &json["entry"][0]["resource"];
    for name in [
        "status", "type", "subject", "date", "author", "title", "section",
    ] {
        assert!(!composition[name].is_null(), "{name}");
    }
    let event = &json["entry"][2]["fullUrl"];
    assert_eq!(&composition["section"][0]["entry"][0]["reference"], event);
    assert_eq!(
        &composition["subject"]["reference"],
        &json["entry"][1]["fullUrl"]
    );
    let entries = read(&json);
    let first = entries[0].as_ref().unwrap().resource.as_ref().unwrap();
    assert!(matches!(first, Resource::Composition(composition) if composition.status == "final"));
    let empty = write_bundle(&export(ExportKind::Document, &PersonFacts::default(), &[])).unwrap();
    let empty: Value = empty.parse().unwrap();
    assert!(empty["entry"][0]["resource"].get("section").is_none());
    assert_eq!(
        empty["entry"][1]["resource"],
        serde_json::json!({"resourceType": "Patient"})
    );
}

#[test]
fn what_is_no_fhir_is_not_written() {
    let refuse = |person: &PersonFacts, event: VaccinationFacts| {
        let events = [EventFacts::Vaccination(event)];
        write_bundle(&export(ExportKind::Collection, person, &events)).unwrap_err()
    };
    let dated = |date: &str| VaccinationFacts {
        date: date.to_owned(),
        ..vaccine()
    };
    let index = 0;
    assert_eq!(
        refuse(&person(), dated("04.05.2021")),
        WriteError::EventDate { index }
    );
    assert_eq!(
        refuse(&person(), dated("")),
        WriteError::EventDate { index }
    );
    let nothing = VaccinationFacts {
        vaccine: Vec::new(),
        ..vaccine()
    };
    assert_eq!(refuse(&person(), nothing), WriteError::NoCode { index });
    let of_two = VaccinationFacts {
        doses: Some("2".to_owned()),
        ..vaccine()
    };
    assert_eq!(
        refuse(&person(), of_two),
        WriteError::NoDoseNumber { index }
    );
    let born = PersonFacts {
        birth_date: Some("1980-5".to_owned()),
        ..person()
    };
    assert_eq!(refuse(&born, vaccine()), WriteError::BirthDate);
    let person = person();
    let mut export = export(ExportKind::Collection, &person, &[]);
    export.timestamp = "2021-06-01";
    assert_eq!(write_bundle(&export), Err(WriteError::Timestamp));
    let many = vec![EventFacts::Test(TestFacts::default()); 60_001];
    (export.timestamp, export.events) = ("2021-06-01T12:00:00Z", &many);
    let error = WriteError::TooMany {
        count: 60_001,
        max: 60_000,
    };
    assert_eq!(write_bundle(&export), Err(error));
}

fn codes() -> impl Strategy<Value = Vec<Code>> {
    let code = ("\\PC{1,20}", "\\PC{1,10}").prop_map(|(system, code)| Code { system, code });
    proptest::collection::vec(code, 1..4)
}

fn date() -> impl Strategy<Value = String> {
    "[12][0-9]{3}(-0[1-9](-[12][0-9](T[01][0-9]:[0-5][0-9]:[0-5][0-9](Z|\\+02:00))?)?)?"
}

prop_compose! {
    fn vaccinations()(
        (vaccine, diseases, date) in (codes(), proptest::option::of(codes()), date()),
        [lot, manufacturer, facility] in
            proptest::array::uniform3(proptest::option::of("\\PC{1,9}")),
        (dose, doses) in ("[0-9]{1,3}|\\PC{1,5}", proptest::option::of("[1-9]|\\PC{1,5}")),
    ) -> VaccinationFacts {
        let diseases = diseases.unwrap_or_default();
        let dose = Some(dose);
        VaccinationFacts { vaccine, diseases, date, lot, manufacturer, dose, doses, facility }
    }
}

fn events() -> impl Strategy<Value = Vec<EventFacts>> {
    let test = (codes(), codes(), date(), proptest::option::of("\\PC{1,9}")).prop_map(
        |(test, result, date, facility)| {
            EventFacts::Test(TestFacts {
                test,
                result,
                date,
                facility,
            })
        },
    );
    let event = prop_oneof![vaccinations().prop_map(EventFacts::Vaccination), test];
    proptest::collection::vec(event, 0..5)
}

proptest! {
    #[test]
    fn what_is_written_is_read(
        id: [u8; 16],
        family in proptest::option::of("\\PC{1,12}"),
        given in proptest::option::of("\\PC{1,12}"),
        birth_date in proptest::option::of("[12][0-9]{3}(-1[0-2])?"),
        identifiers in proptest::collection::vec(("\\PC{1,9}", "\\PC{1,9}"), 0..3),
        events in events(),
        is_document: bool,
    ) {
        let person = PersonFacts { family, given, birth_date, identifiers };
        let kind = if is_document { ExportKind::Document } else { ExportKind::Collection };
        let export = Export { id, ..export(kind, &person, &events) };
        let written = write_bundle(&export).unwrap();
        let (kind, entries) = read_with(&written, &Limits::default());
        prop_assert!(kind.is_ok());
        let statements = statements(entries);
        prop_assert_eq!(statements.len(), events.len());
        for (statement, event) in statements.into_iter().zip(&events) {
            let statement = statement.unwrap();
            prop_assert!(statement.event == *event);
            prop_assert!(statement.person == person);
        }
    }
}
