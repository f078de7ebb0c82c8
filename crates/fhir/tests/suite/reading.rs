use core::ops::ControlFlow;
use std::io::{self, Read};

use cleanbill_fhir::{
    BundleType, FhirError, Limits, Path, Resource, Step, read_bundle, read_ndjson,
};
use serde_json::json;

use crate::support::{bundle, immunization, observation, patient, read, read_with, with, without};

#[test]
fn members_of_the_bundle_come_in_any_order() {
    let entry = patient();
    for json in [
        format!(r#"{{"resourceType":"Bundle","type":"batch","entry":[{entry}]}}"#),
        format!(r#"{{"entry":[{entry}],"type":"batch","resourceType":"Bundle"}}"#),
        format!(
            r#"{{"meta":{{"a":[1]}},"type":"batch","total":1,"entry":[{entry}],"link":[],
            "resourceType":"Bundle"}} "#
        ),
    ] {
        let (kind, entries) = read_with(&json, &Limits::default());
        assert_eq!(kind, Ok(BundleType::Batch));
        let entry = entries[0].as_ref().unwrap();
        assert_eq!(
            (entry.index, entry.full_url.as_deref()),
            (0, Some("urn:uuid:a"))
        );
        assert!(matches!(entry.resource, Some(Resource::Patient(_))));
    }
}

#[test]
fn only_bundles_of_data_are_read() {
    for kind in [
        "document",
        "collection",
        "transaction",
        "batch",
        "searchset",
    ] {
        assert!(
            read_with(&bundle(kind, &[]).to_string(), &Limits::default())
                .0
                .is_ok()
        );
    }
    for kind in [
        "message",
        "history",
        "batch-response",
        "transaction-response",
        "",
        "Document",
    ] {
        let (refused, _) = read_with(&bundle(kind, &[]).to_string(), &Limits::default());
        assert_eq!(refused, Err(FhirError::BundleType), "{kind}");
    }
    for other in [
        r#"{"resourceType":"Patient","type":"batch"}"#,
        "{}",
        r#"{"type":"batch"}"#,
    ] {
        let (refused, _) = read_with(other, &Limits::default());
        assert_eq!(refused, Err(FhirError::NotBundle), "{other}");
    }
    let empty = r#"{"resourceType":"Bundle","type":"searchset","total":0}"#;
    assert_eq!(
        read_with(empty, &Limits::default()).0,
        Ok(BundleType::Searchset)
    );
}

#[test]
fn one_bad_entry_leaves_the_others_alone() {
    let bad = with(patient(), "/resource", "birthDate", json!(1980));
    let entries = read(&bundle("batch", &[patient(), bad, observation()]));
    assert!(entries[0].is_ok() && entries[2].is_ok());
    let error = entries[1].as_ref().unwrap_err();
    let path = Path(vec![
        Step::Member("entry"),
        Step::Item(1),
        Step::Member("resource"),
        Step::Member("birthDate"),
    ]);
    assert_eq!(error, &FhirError::Type { path });
    assert_eq!(
        error.to_string(),
        "entry[1].resource.birthDate has another type"
    );
}

#[test]
fn errors_say_where() {
    let number = json!([{"doseNumberPositiveInt": 0}]);
    for (entry, says) in [
        (
            without(immunization(), "status"),
            "entry[0].resource.status is missing",
        ),
        (
            without(observation(), "code"),
            "entry[0].resource.code is missing",
        ),
        (
            without(patient(), "resourceType"),
            "entry[0].resource.resourceType is missing",
        ),
        (
            with(patient(), "/resource/name/1", "given", json!(["a", 2])),
            "entry[0].resource.name[1].given[1] has another type",
        ),
        (
            with(immunization(), "/resource", "protocolApplied", number),
            "entry[0].resource.protocolApplied[0].doseNumberPositiveInt has another type",
        ),
        (
            with(
                patient(),
                "/resource/name/0",
                "family",
                json!("x".repeat(3000)),
            ),
            "entry[0].resource.name[0].family is longer than 2048 bytes",
        ),
        (
            with(patient(), "/resource", "name", json!(vec![json!({}); 257])),
            "entry[0].resource.name has more than 256 items",
        ),
        (json!([]), "entry[0] has another type"),
        (
            json!({"resource": "x"}),
            "entry[0].resource has another type",
        ),
    ] {
        let entries = read(&bundle("batch", &[entry]));
        assert_eq!(entries[0].as_ref().unwrap_err().to_string(), says);
    }
}

#[test]
fn a_deletion_has_no_resource() {
    let entry = json!({"request": {"method": "DELETE", "url": "Patient/1"}});
    let entries = read(&bundle("transaction", &[entry]));
    let entry = entries[0].as_ref().unwrap();
    assert_eq!(
        (entry.method.as_deref(), entry.resource.is_none()),
        (Some("DELETE"), true)
    );
}

#[test]
fn members_are_given_once() {
    let entry = patient().to_string();
    let twice = entry.replacen(r#""birthDate""#, r#""birthDate":"1981","birthDate""#, 1);
    let json = format!(r#"{{"resourceType":"Bundle","type":"batch","entry":[{twice}]}}"#);
    let (kind, entries) = read_with(&json, &Limits::default());
    assert!(kind.is_ok());
    assert_eq!(
        entries[0].as_ref().unwrap_err().code(),
        "json.duplicate-member"
    );
    for (name, member) in [
        ("type", r#""type":"batch""#),
        ("entry", r#""entry":[]"#),
        ("resourceType", r#""resourceTyp\u0065":"Bundle""#),
    ] {
        let json = format!(r#"{{"resourceType":"Bundle","type":"batch","entry":[],{member}}}"#);
        let (refused, _) = read_with(&json, &Limits::default());
        assert_eq!(refused, Err(FhirError::DuplicateMember { name }));
    }
}

#[test]
fn the_callback_may_stop() {
    let json = bundle("batch", &[patient(), observation(), immunization()]).to_string();
    let mut seen = 0;
    let summary = read_bundle(json.as_bytes(), &Limits::default(), |_| {
        seen += 1;
        if seen == 2 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    let summary = summary.unwrap();
    assert_eq!((seen, summary.entries, summary.is_stopped), (2, 2, true));
}

#[test]
fn lines_are_resources() {
    let lines = format!(
        "{}\n\n{}\r\n{{\"resourceType\":1}}\n{}",
        patient()["resource"],
        immunization()["resource"],
        observation()["resource"]
    );
    let mut codes = Vec::new();
    let summary = read_ndjson(lines.as_bytes(), &Limits::default(), |entry| {
        codes.push(
            entry
                .map(|entry| entry.index)
                .map_err(|error| error.to_string()),
        );
        ControlFlow::Continue(())
    });
    assert_eq!(summary.unwrap().entries, 4);
    let says = "[2].resourceType has another type".to_owned();
    assert_eq!(codes, [Ok(0), Ok(1), Err(says), Ok(3)]);
    let mut seen = 0;
    let stopped = read_ndjson(lines.as_bytes(), &Limits::default(), |_| {
        seen += 1;
        ControlFlow::Break(())
    });
    let stopped = stopped.unwrap();
    assert_eq!((seen, stopped.entries, stopped.is_stopped), (1, 1, true));
}

/// Gives its bytes one by one, then fails.
struct Failing(&'static [u8]);

impl Read for Failing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some((first, rest)) = self.0.split_first() else {
            return Err(io::ErrorKind::ConnectionReset.into());
        };
        self.0 = rest;
        buffer[0] = *first;
        Ok(1)
    }
}

#[test]
fn a_failing_source_is_not_called_bad_json() {
    let source = Failing(br#"{"resourceType":"Bundle","entry":[{"fullUrl":"#);
    let read = read_bundle(source, &Limits::default(), |_| ControlFlow::Continue(()));
    assert_eq!(
        read,
        Err(FhirError::Read {
            kind: io::ErrorKind::ConnectionReset
        })
    );
}
