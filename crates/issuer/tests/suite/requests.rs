//! What a request may say, and by which name it is refused.

use cleanbill_hcert::dcc::EntryKind;
use cleanbill_issuer::{PassRequest, RequestError};

pub(crate) const VACCINATION: &str = r#"{
  "name": {"surname": "Mustermann", "forename": "Erika"},
  "birth_date": "1964-08-12",
  "vaccination": {
    "disease": "840539006", "vaccine": "1119349007", "product": "EU/1/20/1528",
    "manufacturer": "ORG-100030215", "dose": 2, "doses": 2, "date": "2021-06-11"
  }
}"#;

pub(crate) const TEST: &str = r#"{
  "name": {"surname": "Mustermann", "forename": "Erika"},
  "birth_date": "1964-08-12",
  "test": {
    "type": "LP6464-4", "name": "Example assay", "sampled_at": "2021-09-01T10:30:00+02:00",
    "result": "260415000", "centre": "Harbour test centre"
  }
}"#;

pub(crate) const RECOVERY: &str = r#"{
  "name": {"surname": "Mustermann", "forename": "Erika"},
  "birth_date": "1964-08-12",
  "recovery": {"first_positive": "2021-05-01"}
}"#;

pub(crate) const EXEMPTION: &str = r#"{
  "name": {"surname": "Mustermann", "forename": "Erika"},
  "birth_date": "1964-08-12",
  "exemption": {"valid_from": "2021-09-01", "valid_until": "2022-02-28"}
}"#;

pub(crate) fn parse(json: &str) -> PassRequest {
    PassRequest::from_json(json.as_bytes()).unwrap()
}

/// Code and field of the refusal of `json` after a replacement that has to hit.
fn refusal_of(json: &str, from: &str, to: &str) -> (&'static str, &'static str) {
    assert!(json.contains(from), "{from}");
    let error = PassRequest::from_json(json.replacen(from, to, 1).as_bytes()).unwrap_err();
    (error.code(), error.field().map_or("", |field| field.name()))
}

fn check(json: &str, cases: &[(&str, &str, &str, &str)]) {
    for (from, to, code, field) in cases {
        assert_eq!(
            refusal_of(json, from, to),
            (*code, *field),
            "{from} -> {to}"
        );
    }
}

#[test]
fn each_ground_is_read() {
    for (json, ground) in [
        (VACCINATION, EntryKind::Vaccination),
        (TEST, EntryKind::Test),
        (RECOVERY, EntryKind::Recovery),
        (EXEMPTION, EntryKind::Exemption),
    ] {
        assert_eq!(parse(json).ground(), ground);
    }
}

#[test]
fn both_forms_say_the_same() {
    let dcc = br#"{
      "ver": "1.3.0", "nam": {"fn": "Mustermann", "gn": "Erika"}, "dob": "1964-08-12",
      "v": [{"tg": "840539006", "vp": "1119349007", "mp": "EU/1/20/1528", "ma": "ORG-100030215",
             "dn": 2, "sd": 2, "dt": "2021-06-11"}]
    }"#;
    assert_eq!(PassRequest::from_dcc_json(dcc), Ok(parse(VACCINATION)));
}

#[test]
fn what_the_authority_sets_cannot_be_asked_for() {
    for member in [r#""is": "Me""#, r#""ci": "URN:UVCI:01:XX:1#1""#] {
        let dcc = format!(
            r#"{{"nam": {{"fnt": "A"}}, "dob": "", "r": [{{"fr": "2021-05-01", {member}}}]}}"#
        );
        let error = PassRequest::from_dcc_json(dcc.as_bytes()).unwrap_err();
        assert_eq!(error.code(), "issue.set-by-authority");
    }
}

#[test]
fn the_document_itself_is_checked() {
    let code = |json: &[u8]| PassRequest::from_json(json).unwrap_err().code();
    assert_eq!(code(b""), "issue.json");
    assert_eq!(code(b"{}x"), "issue.json");
    assert_eq!(code(b"\xff"), "issue.json");
    assert_eq!(code(&b"[".repeat(10_000)), "issue.json");
    assert_eq!(code(&b" ".repeat(40_000)), "issue.request-too-long");
    assert_eq!(code(b"[]"), "issue.type");
    assert_eq!(code(b"{}"), "issue.missing");
    let twice = VACCINATION.replacen("\"dose\": 2", "\"dose\": 1, \"dose\": 2", 1);
    assert_eq!(code(twice.as_bytes()), "issue.json");
}

#[test]
fn unknown_members_are_named_if_they_look_like_names() {
    let member = |json: String| match PassRequest::from_json(json.as_bytes()).unwrap_err() {
        RequestError::UnknownField { group, member } => (group.name(), member),
        other => panic!("{other}"),
    };
    let with =
        |text: &str| VACCINATION.replacen("\"dose\": 2", &format!("\"{text}\": 1, \"dose\": 2"), 1);
    assert_eq!(
        member(with("diagnosis")),
        ("vaccination", Some("diagnosis".to_owned()))
    );
    assert_eq!(member(with("Erika Mustermann")), ("vaccination", None));
    let at_top = VACCINATION.replacen("\"birth_date\"", "\"v\": [], \"birth_date\"", 1);
    assert_eq!(member(at_top), ("the request", Some("v".to_owned())));
}

#[test]
fn exactly_one_ground_is_asked_for() {
    let json = VACCINATION.replacen(
        "\"vaccination\"",
        "\"recovery\": {\"first_positive\": \"2021-05-01\"}, \"vaccination\"",
        1,
    );
    let code = |json: &str| PassRequest::from_json(json.as_bytes()).unwrap_err().code();
    assert_eq!(code(&json), "issue.many-grounds");
    assert_eq!(
        code(r#"{"name": {"surname": "A"}, "birth_date": ""}"#),
        "issue.no-ground"
    );
    let two =
        br#"{"nam": {"fnt": "A"}, "dob": "", "r": [{"fr": "2021-05-01"}, {"fr": "2021-05-01"}]}"#;
    assert_eq!(
        PassRequest::from_dcc_json(two),
        Err(RequestError::ManyGrounds)
    );
}

#[test]
fn a_person_is_checked() {
    let long = format!("\"{}\"", "x".repeat(81));
    check(
        VACCINATION,
        &[
            (
                "\"surname\": \"Mustermann\", \"forename\": \"Erika\"",
                "",
                "issue.missing",
                "name.surname",
            ),
            ("\"Mustermann\"", "7", "issue.type", "name.surname"),
            (
                "\"Mustermann\"",
                &long,
                "issue.field-too-long",
                "name.surname",
            ),
            (
                "\"Mustermann\"",
                "\"Muster\u{202e}nnam\"",
                "issue.forbidden-character",
                "name.surname",
            ),
            (
                "\"Mustermann\"",
                "\"Muster\\u0000mann\"",
                "issue.forbidden-character",
                "name.surname",
            ),
            (
                "\"Erika\"",
                "\"慧\"",
                "issue.transliteration",
                "name.forename",
            ),
            (
                "\"Erika\"",
                "\"'\"",
                "issue.transliteration-length",
                "name.forename",
            ),
            (
                "\"Erika\"",
                "\"Erika\", \"forename_standardised\": \"Erika\"",
                "issue.standardised",
                "name.forename_standardised",
            ),
            (
                "\"Erika\"",
                "\"Erika\", \"forename_standardised\": \"ERIKA<\"",
                "issue.standardised",
                "name.forename_standardised",
            ),
            (
                "\"Erika\"",
                "\"Erika\", \"language\": \"german\"",
                "issue.language",
                "name.language",
            ),
            ("\"1964-08-12\"", "null", "issue.missing", "birth_date"),
            (
                "\"1964-08-12\"",
                "\"1964-02-30\"",
                "issue.date",
                "birth_date",
            ),
            (
                "\"1964-08-12\"",
                "\"12.08.1964\"",
                "issue.date",
                "birth_date",
            ),
            (
                "\"1964-08-12\"",
                "\"1864-08-12\"",
                "issue.date",
                "birth_date",
            ),
        ],
    );
}

#[test]
fn the_holders_own_spelling_wins() {
    let json = VACCINATION.replacen("\"Erika\"", "\"慧\", \"forename_standardised\": \"HUI\"", 1);
    let request = parse(&json);
    assert_eq!(request.name().forename.as_deref(), Some("慧"));
    assert_eq!(request.name().forename_standardised.as_deref(), Some("HUI"));
    assert_eq!(
        request.name().surname_standardised.as_deref(),
        Some("MUSTERMANN")
    );
}

#[test]
fn one_name_is_enough() {
    let request = parse(&VACCINATION.replacen(", \"forename\": \"Erika\"", "", 1));
    assert_eq!(request.name().forename, None);
    assert_eq!(request.name().forename_standardised, None);
}

#[test]
fn a_vaccination_is_checked() {
    check(
        VACCINATION,
        &[
            (
                "\"dose\": 2",
                "\"dose\": 0",
                "issue.count",
                "vaccination.dose",
            ),
            (
                "\"dose\": 2",
                "\"dose\": -1",
                "issue.count",
                "vaccination.dose",
            ),
            (
                "\"dose\": 2",
                "\"dose\": 100",
                "issue.count",
                "vaccination.dose",
            ),
            (
                "\"dose\": 2",
                "\"dose\": 2.0",
                "issue.type",
                "vaccination.dose",
            ),
            (
                "\"dose\": 2",
                "\"dose\": \"2\"",
                "issue.type",
                "vaccination.dose",
            ),
            ("\"doses\": 2, ", "", "issue.missing", "vaccination.doses"),
            (
                "\"EU/1/20/1528\"",
                "\" \"",
                "issue.missing",
                "vaccination.product",
            ),
            (
                "\"1119349007\"",
                "null",
                "issue.missing",
                "vaccination.vaccine",
            ),
            (
                "\"2021-06-11\"",
                "\"2021-06-31\"",
                "issue.date",
                "vaccination.date",
            ),
            (
                "\"2021-06-11\"",
                "\"2021-06-11\", \"country\": \"xx\"",
                "issue.country",
                "vaccination.country",
            ),
            (
                "\"2021-06-11\"",
                "\"2021-06-11\", \"country\": \"XXX\"",
                "issue.country",
                "vaccination.country",
            ),
        ],
    );
}

#[test]
fn a_test_is_checked() {
    check(
        TEST,
        &[
            (
                "\"LP6464-4\"",
                "\"antigen\"",
                "issue.value-set",
                "test.type",
            ),
            (
                "\"260415000\"",
                "\"negative\"",
                "issue.value-set",
                "test.result",
            ),
            ("+02:00", "", "issue.time", "test.sampled_at"),
            (
                "2021-09-01T",
                "2021-09-31T",
                "issue.time",
                "test.sampled_at",
            ),
            (
                "\"Example assay\"",
                "\"\u{200b}\"",
                "issue.forbidden-character",
                "test.name",
            ),
        ],
    );
}

#[test]
fn recovery_and_exemption_are_checked() {
    let first = "\"first_positive\": \"2021-05-01\"";
    let before = format!("{first}, \"valid_from\": \"2021-04-30\"");
    let undated = format!("{first}, \"valid_until\": \"later\"");
    check(
        RECOVERY,
        &[
            (first, "", "issue.missing", "recovery.first_positive"),
            (first, &before, "issue.order", "recovery.valid_from"),
            (first, &undated, "issue.date", "recovery.valid_until"),
        ],
    );
    check(
        EXEMPTION,
        &[
            (
                "\"2022-02-28\"",
                "\"2021-08-31\"",
                "issue.order",
                "exemption.valid_until",
            ),
            (
                "\"2022-02-28\"",
                "\"2022-02-28\", \"layout\": 2",
                "issue.version",
                "exemption.layout",
            ),
            (
                "\"2022-02-28\"",
                "\"2022-02-28\", \"diagnosis\": \"x\"",
                "issue.unknown-field",
                "exemption",
            ),
        ],
    );
}

#[test]
fn only_versions_of_the_schema_are_taken() {
    let code = |version: &str| {
        let dcc = format!(
            r#"{{"ver": "{version}", "nam": {{"fnt": "A"}}, "dob": "",
                 "r": [{{"fr": "2021-05-01"}}]}}"#
        );
        PassRequest::from_dcc_json(dcc.as_bytes()).map_err(|error| error.code())
    };
    for good in ["1.0.0", "1.2.1", "1.3.3"] {
        assert!(code(good).is_ok(), "{good}");
    }
    for bad in ["", "1", "1.4.0", "2.0.0", "1.3", "1.3.0.0", "v1.3.0"] {
        assert_eq!(code(bad), Err("issue.version"), "{bad}");
    }
}

#[test]
fn nothing_of_the_person_is_shown() {
    let debug = format!("{:?}", parse(VACCINATION));
    assert_eq!(debug, "PassRequest { ground: Vaccination, .. }");
    let json = VACCINATION.replacen("\"Mustermann\"", "\"Muster7mann\"", 1);
    let error = PassRequest::from_json(json.as_bytes()).unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("Muster"), "{shown}");
}
