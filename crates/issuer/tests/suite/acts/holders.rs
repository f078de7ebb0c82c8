//! What is known of a holder: written in one way, found by name, shown to nobody.

use cleanbill_hcert::dcc::{EntryKind, PersonName};
use cleanbill_issuer::PassRequest;
use cleanbill_issuer::holder::{
    DOCUMENTS_MAX, DocumentHash, DocumentKind, EventRecord, PersonRecord, changes, match_keys,
};

use crate::requests::{EXEMPTION, RECOVERY, TEST, VACCINATION};

fn person(surname: &str, forename: &str, birth: &str) -> PersonRecord {
    let name = PersonName {
        surname: Some(surname.to_owned()),
        forename: Some(forename.to_owned()),
        ..PersonName::default()
    };
    PersonRecord::new(name, birth, Some("de")).unwrap()
}

fn finds(asked: &PersonRecord, holder: &PersonRecord) -> bool {
    let keys = holder.match_keys();
    asked.match_keys().iter().any(|key| keys.contains(key))
}

#[test]
fn records_read_back() {
    let document = DocumentHash::of(DocumentKind::Passport, "XX", "C01X 00T47", [7; 16]).unwrap();
    let person = person("Müller", "Änne", "1971-08")
        .with_document(document)
        .unwrap();
    assert_eq!(PersonRecord::parse(&person.encode()), Ok(person.clone()));
    for cut in 0..person.encode().len() {
        assert!(PersonRecord::parse(&person.encode()[..cut]).is_err());
    }
    for (json, lot) in [
        (VACCINATION, Some("L-1")),
        (TEST, None),
        (RECOVERY, None),
        (EXEMPTION, None),
    ] {
        let request = PassRequest::from_json(json.as_bytes()).unwrap();
        let event = EventRecord::of(&request, lot, Some("row 17")).unwrap();
        assert_eq!(EventRecord::parse(&event.encode()), Ok(event.clone()));
        // Person and event give the request again that they came from.
        let person = PersonRecord::of(&request, Some("uk"));
        assert_eq!(event.request(&person).unwrap(), request);
        assert_eq!(event.ground(), request.ground());
        assert_eq!(event.lot(), lot);
        assert!(PersonRecord::parse(&event.encode()).is_err());
        assert!(EventRecord::parse(&person.encode()).is_err());
    }
}

#[test]
fn only_a_vaccine_has_a_lot() {
    let request = PassRequest::from_json(TEST.as_bytes()).unwrap();
    let error = EventRecord::of(&request, Some("L-1"), None).unwrap_err();
    assert_eq!(error.code(), "issue.unknown-field");
    let request = PassRequest::from_json(VACCINATION.as_bytes()).unwrap();
    let long = "x".repeat(81);
    let error = EventRecord::of(&request, Some(&long), None).unwrap_err();
    assert_eq!(error.code(), "issue.field-too-long");
}

#[test]
fn a_holder_is_found_as_people_type() {
    let holder = person("Müller-Lüdenscheidt", "Anna Maria", "1971-08-12");
    for (surname, forename) in [
        ("müller lüdenscheidt", "anna maria"),
        ("MULLER LUDENSCHEIDT", "ANNA MARIA"),
        ("Mueller-Luedenscheidt", "Anna Maria"),
        ("Anna Maria", "Müller Lüdenscheidt"),
    ] {
        assert!(
            finds(&person(surname, forename, "1971-08-12"), &holder),
            "{surname}"
        );
        assert!(!finds(&person(surname, forename, "1971-08-13"), &holder));
    }
    assert!(!finds(
        &person("Müller", "Anna Maria", "1971-08-12"),
        &holder
    ));
    // One word is not two: what stands between words counts as a border.
    assert!(!finds(
        &person("Müller Lüden", "Scheidt Anna Maria", "1971-08-12"),
        &holder
    ));
    let greek = person("Παπαδόπουλος", "Γιώργος", "1960");
    assert!(finds(&person("ΠΑΠΑΔΟΠΟΥΛΟΣ", "ΓΙΩΡΓΟΣ", "1960"), &greek));
    let latin = greek.name();
    let asked = person(
        latin.surname_standardised.as_deref().unwrap(),
        latin.forename_standardised.as_deref().unwrap(),
        "1960",
    );
    assert!(finds(&asked, &greek));
    assert_eq!(
        match_keys(&PersonName::default(), "1960"),
        Vec::<Vec<u8>>::new()
    );
}

#[test]
fn documents_are_recognised_and_not_read() {
    let (kind, number) = (DocumentKind::Passport, "c01x-00t47");
    let document = DocumentHash::of(kind, "XX", "C01X00T47", [7; 16]).unwrap();
    assert!(document.matches(kind, "xx", number));
    assert!(!document.matches(DocumentKind::IdentityCard, "XX", number));
    assert!(!document.matches(kind, "XY", number));
    assert!(!document.matches(kind, "XX", "C01X00T48"));
    let salted = DocumentHash::of(kind, "XX", number, [8; 16]).unwrap();
    assert_ne!(document.hash, salted.hash);
    assert!(DocumentHash::of(kind, "XXX", number, [7; 16]).is_none());
    assert!(DocumentHash::of(kind, "XX", " - ", [7; 16]).is_none());
    assert!(DocumentHash::of(kind, "XX", &"1".repeat(41), [7; 16]).is_none());
    let mut full = person("A", "B", "");
    for _ in 0..DOCUMENTS_MAX {
        full = full.with_document(document.clone()).unwrap();
    }
    assert!(full.with_document(document).is_none());
}

#[test]
fn corrections_name_the_fields() {
    let (before, after) = (
        person("Muller", "Anna", "1971"),
        person("Müller", "Anna", "1971-08"),
    );
    let names: Vec<_> = changes(&before, &after)
        .iter()
        .map(|field| field.name())
        .collect();
    assert_eq!(
        names,
        ["name.surname", "name.surname_standardised", "birth_date"]
    );
    assert_eq!(changes(&before, &before), []);
    let request = |json: &str| PassRequest::from_json(json.as_bytes()).unwrap();
    let event = |json: &str, lot| EventRecord::of(&request(json), lot, None).unwrap();
    let wrong = event(VACCINATION, Some("L-1"));
    let right = event(
        &VACCINATION.replace("2021-06-11", "2021-06-12"),
        Some("L-2"),
    );
    let names: Vec<_> = wrong
        .changes(&right)
        .iter()
        .map(|field| field.name())
        .collect();
    assert_eq!(names, ["vaccination.date", "vaccination.lot"]);
    let names: Vec<_> = wrong
        .changes(&event(TEST, None))
        .iter()
        .map(|f| f.name())
        .collect();
    assert_eq!(names, ["vaccination"]);
}

#[test]
fn nothing_of_them_is_shown() {
    let holder = person("Geheim", "Anna", "1971-08-12");
    let request = PassRequest::from_json(VACCINATION.as_bytes()).unwrap();
    let event = EventRecord::of(&request, Some("LOT-42"), Some("row 17")).unwrap();
    let document = DocumentHash::of(DocumentKind::Passport, "XX", "C01", [7; 16]).unwrap();
    let shown = format!("{holder:?} {event:?} {document:?}");
    for secret in [
        "Geheim",
        "GEHEIM",
        "Anna",
        "1971",
        "LOT",
        "row",
        "2021",
        "1119349007",
    ] {
        assert!(!shown.contains(secret), "{shown}");
    }
    assert_eq!(event.ground(), EntryKind::Vaccination);
}
