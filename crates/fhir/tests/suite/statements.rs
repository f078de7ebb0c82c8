use core::ops::ControlFlow;

use cleanbill_fhir::{
    Code, EventFacts, Limits, StatementError, Statements, TestFacts, VaccinationFacts, read_ndjson,
};
use serde_json::{Value, json};

use crate::support::{
    bundle, immunization, observation, only, organization, patient, read, statements, with, without,
};

fn code(system: &str, code: &str) -> Code {
    Code {
        system: system.to_owned(),
        code: code.to_owned(),
    }
}

#[test]
fn a_dose_is_stated_with_its_person() {
    let statement = only(&[patient(), organization(), immunization()]).unwrap();
    assert_eq!(
        (statement.index, statement.resource_id.as_deref()),
        (2, Some("i1"))
    );
    let person = &statement.person;
    assert_eq!(person.family.as_deref(), Some("Doe"));
    assert_eq!(person.given.as_deref(), Some("Jane Ann"));
    assert_eq!(person.birth_date.as_deref(), Some("1980-05"));
    assert_eq!(
        person.identifiers,
        [("urn:oid:1.2.3".to_owned(), "0815".to_owned())]
    );
    let expected = VaccinationFacts {
        vaccine: vec![
            code("http://hl7.org/fhir/sid/cvx", "207"),
            code("http://snomed.info/sct", "1119349007"),
        ],
        diseases: vec![code("http://snomed.info/sct", "840539006")],
        date: "2021-05-04".to_owned(),
        lot: Some("L-1".to_owned()),
        manufacturer: Some("Maker".to_owned()),
        dose: Some("2".to_owned()),
        doses: Some("2".to_owned()),
        facility: Some("Clinic".to_owned()),
    };
    assert!(statement.event == EventFacts::Vaccination(expected));
}

#[test]
fn a_test_is_stated_with_its_result() {
    let statement = only(&[patient(), observation()]).unwrap();
    let expected = TestFacts {
        test: vec![code("http://loinc.org", "94500-6")],
        result: vec![code("http://snomed.info/sct", "260415000")],
        date: "2021-05-04T10:00:00+02:00".to_owned(),
        facility: Some("Laboratory".to_owned()),
    };
    assert!(statement.event == EventFacts::Test(expected));
}

#[test]
fn people_may_come_after_their_events() {
    let statement = only(&[immunization(), observation_of_nobody(), patient()]);
    assert_eq!(statement.unwrap().person.family.as_deref(), Some("Doe"));
}

/// A resource that gives no statement and no error.
fn observation_of_nobody() -> Value {
    json!({"resource": {"resourceType": "Basic", "subject": {"reference": "urn:uuid:a"}}})
}

#[test]
fn what_does_not_count_is_not_stated() {
    let subpotent = with(immunization(), "/resource", "isSubpotent", json!(true));
    let modifier = json!([{"url": "urn:x", "valueBoolean": true}]);
    let status = |entry: Value, status: &str| with(entry, "/resource", "status", json!(status));
    let index = 1;
    for (entry, error) in [
        (
            status(immunization(), "not-done"),
            StatementError::Status { index },
        ),
        (
            status(immunization(), "entered-in-error"),
            StatementError::Status { index },
        ),
        (
            status(immunization(), "Completed"),
            StatementError::Status { index },
        ),
        (
            status(observation(), "preliminary"),
            StatementError::Status { index },
        ),
        (
            status(observation(), "entered-in-error"),
            StatementError::Status { index },
        ),
        (
            status(observation(), "cancelled"),
            StatementError::Status { index },
        ),
        (subpotent, StatementError::Subpotent { index }),
        (
            with(
                immunization(),
                "/resource",
                "modifierExtension",
                modifier.clone(),
            ),
            StatementError::Modified { index },
        ),
        (
            with(
                observation(),
                "/resource",
                "implicitRules",
                json!("urn:rules"),
            ),
            StatementError::Modified { index },
        ),
        (
            without(immunization(), "occurrenceDateTime"),
            StatementError::NoDate { index },
        ),
        (
            without(observation(), "effectiveDateTime"),
            StatementError::NoDate { index },
        ),
        (
            without(observation(), "valueCodeableConcept"),
            StatementError::NoCode { index },
        ),
        (
            without(observation(), "subject"),
            StatementError::NoPerson { index },
        ),
        (
            with(
                immunization(),
                "/resource",
                "vaccineCode",
                json!({"text": "a vaccine"}),
            ),
            StatementError::NoCode { index },
        ),
        (
            with(
                immunization(),
                "/resource",
                "patient",
                json!({"display": "Jane"}),
            ),
            StatementError::NoPerson { index },
        ),
        (
            with(
                immunization(),
                "/resource",
                "patient",
                json!({"reference": "urn:uuid:z"}),
            ),
            StatementError::UnknownPerson { index },
        ),
        (
            with(
                immunization(),
                "/resource",
                "patient",
                json!({"reference": "urn:uuid:o"}),
            ),
            StatementError::UnknownPerson { index },
        ),
    ] {
        let mut all = Statements::new(&Limits::default());
        let entries = read(&bundle("collection", &[patient(), entry]));
        let mut found: Vec<_> = entries
            .into_iter()
            .map(|entry| all.add(entry.unwrap()))
            .collect();
        let refused = match found.pop().unwrap() {
            Ok(_) => all.finish().next().unwrap().unwrap_err(),
            Err(error) => error,
        };
        assert_eq!(refused, error);
    }
    for person in [
        with(patient(), "/resource", "active", json!(false)),
        with(patient(), "/resource", "modifierExtension", modifier),
    ] {
        // Whichever comes first.
        assert!(only(&[immunization(), person.clone()]).is_err());
        let mut all = Statements::new(&Limits::default());
        let entries = read(&bundle("collection", &[person, immunization()]));
        let found: Vec<_> = entries
            .into_iter()
            .map(|entry| all.add(entry.unwrap()))
            .collect();
        assert!(matches!(found[0], Ok(None)) && found[1].is_err());
    }
}

#[test]
fn deletions_are_passed_over() {
    let deleted = with(immunization(), "", "request", json!({"method": "DELETE"}));
    let entries = read(&bundle("transaction", &[patient(), deleted]));
    assert!(statements(entries).is_empty());
    let put = with(immunization(), "", "request", json!({"method": "PUT"}));
    assert_eq!(
        statements(read(&bundle("transaction", &[patient(), put]))).len(),
        1
    );
}

#[test]
fn references_are_to_the_entry_that_they_name() {
    let at = |mut entry: Value, url: &str| {
        entry["fullUrl"] = json!(url);
        entry
    };
    let to = |reference: &str| {
        with(
            immunization(),
            "/resource",
            "patient",
            json!({"reference": reference}),
        )
    };
    let here = || at(patient(), "https://a.example/fhir/Patient/p1");
    let event = "https://a.example/fhir/Immunization/i1";
    for reference in [
        "Patient/p1",
        "Patient/p1/_history/3",
        "https://a.example/fhir/Patient/p1",
        "https://a.example/fhir/Patient/p1/_history/1",
    ] {
        assert!(
            only(&[here(), at(to(reference), event)]).is_ok(),
            "{reference}"
        );
    }
    // The same type and id on another server is another person.
    let foreign = "https://b.example/fhir/Immunization/i1";
    let unknown = Err(StatementError::UnknownPerson { index: 1 });
    assert!(only(&[here(), at(to("Patient/p1"), foreign)]) == unknown);
    assert!(only(&[here(), at(to("https://b.example/fhir/Patient/p1"), event)]) == unknown);
    assert!(only(&[here(), at(to("Patient/p2"), event)]) == unknown);
    assert!(only(&[here(), at(to("p1"), event)]) == unknown);
}

#[test]
fn nobody_goes_by_the_name_of_another() {
    let other = with(patient(), "/resource", "id", json!("p2"));
    let same_id = with(patient(), "", "fullUrl", json!("urn:uuid:other"));
    for second in [patient(), other, same_id] {
        let mut all = Statements::new(&Limits::default());
        let entries = read(&bundle("collection", &[patient(), second]));
        let found: Vec<_> = entries
            .into_iter()
            .map(|entry| all.add(entry.unwrap()))
            .collect();
        assert_eq!(found[1], Err(StatementError::PersonTwice { index: 1 }));
    }
    // An event between them is the first one's; one after them, or before both, is nobody's.
    let mut all = Statements::new(&Limits::default());
    let entries = [patient(), immunization(), patient(), immunization()];
    let found: Vec<_> = read(&bundle("collection", &entries))
        .into_iter()
        .map(|entry| all.add(entry.unwrap()))
        .collect();
    assert!(matches!(found[1], Ok(Some(_))));
    assert_eq!(found[3], Err(StatementError::PersonTwice { index: 3 }));
    let mut all = Statements::new(&Limits::default());
    for entry in read(&bundle(
        "collection",
        &[immunization(), patient(), patient()],
    )) {
        let given = all.add(entry.unwrap());
        assert!(!matches!(given, Ok(Some(_))));
    }
    let late: Vec<_> = all.finish().collect();
    assert_eq!(late, [Err(StatementError::PersonTwice { index: 0 })]);
}

#[test]
fn memory_is_bounded() {
    let limits = Limits {
        people_max: 1,
        pending_max: 1,
        ..Limits::default()
    };
    let mut all = Statements::new(&limits);
    let person = |id: &str| {
        let entry = with(patient(), "/resource", "id", json!(id));
        with(entry, "", "fullUrl", json!(format!("urn:uuid:{id}")))
    };
    let of = |id: &str| {
        let reference = json!({"reference": format!("urn:uuid:{id}")});
        with(immunization(), "/resource", "patient", reference)
    };
    let all_of_them = [person("1"), person("2"), of("3"), of("4")];
    let entries = read(&bundle("batch", &all_of_them));
    let found: Vec<_> = entries
        .into_iter()
        .map(|entry| all.add(entry.unwrap()))
        .collect();
    assert_eq!(found[1], Err(StatementError::TooManyPeople { max: 1 }));
    assert_eq!((found[0].is_ok(), found[2].is_ok()), (true, true));
    assert_eq!(found[3], Err(StatementError::TooManyPending { max: 1 }));
}

#[test]
fn lines_refer_by_type_and_id() {
    let event = with(
        immunization(),
        "/resource",
        "patient",
        json!({"reference": "Patient/p1"}),
    );
    let lines = format!("{}\n{}\n", event["resource"], patient()["resource"]);
    let mut all = Statements::new(&Limits::default());
    read_ndjson(lines.as_bytes(), &Limits::default(), |entry| {
        assert_eq!(all.add(entry.unwrap()), Ok(None));
        ControlFlow::Continue(())
    })
    .unwrap();
    let found: Vec<_> = all.finish().collect();
    assert_eq!(
        found[0].as_ref().unwrap().person.family.as_deref(),
        Some("Doe")
    );
}

#[test]
fn debug_tells_nothing_of_a_person() {
    let entries = read(&bundle(
        "collection",
        &[patient(), immunization(), observation()],
    ));
    let mut shown = format!("{entries:?}");
    shown += &format!("{:?}", entries[0].as_ref().unwrap().resource);
    let statements = statements(entries);
    shown += &format!("{statements:?}");
    let statement = statements[0].as_ref().unwrap();
    shown += &format!("{:?} {:?}", statement.person, statement.event);
    for secret in [
        "Doe",
        "Jane",
        "1980",
        "0815",
        "2021",
        "207",
        "L-1",
        "94500",
        "260415000",
    ] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}
