//! Resources as the specification shapes them, and what comes of them.

use core::ops::ControlFlow;

use cleanbill_fhir::{
    BundleType, Entry, FhirError, Limits, Statement, StatementError, Statements, read_bundle,
};
use serde_json::{Value, json};

pub(crate) type Entries = Vec<Result<Entry, FhirError>>;

pub(crate) fn read_with(json: &str, limits: &Limits) -> (Result<BundleType, FhirError>, Entries) {
    let mut entries = Vec::new();
    let summary = read_bundle(json.as_bytes(), limits, |entry| {
        entries.push(entry);
        ControlFlow::Continue(())
    });
    (summary.map(|summary| summary.bundle_type.unwrap()), entries)
}

pub(crate) fn read(json: &Value) -> Entries {
    let (summary, entries) = read_with(&json.to_string(), &Limits::default());
    summary.unwrap();
    entries
}

pub(crate) fn statements(entries: Entries) -> Vec<Result<Statement, StatementError>> {
    let mut statements = Statements::new(&Limits::default());
    let mut found: Vec<_> = entries
        .into_iter()
        .filter_map(|entry| statements.add(entry.unwrap()).transpose())
        .collect();
    found.extend(statements.finish());
    found
}

/// The one statement, or error, of these entries.
pub(crate) fn only(entries: &[Value]) -> Result<Statement, StatementError> {
    let mut found = statements(read(&bundle("collection", entries)));
    assert_eq!(found.len(), 1);
    found.remove(0)
}

pub(crate) fn bundle(kind: &str, entries: &[Value]) -> Value {
    json!({"resourceType": "Bundle", "type": kind, "entry": entries})
}

pub(crate) fn patient() -> Value {
    json!({
        "fullUrl": "urn:uuid:a",
        "resource": {
            "resourceType": "Patient",
            "id": "p1",
            "identifier": [
                {"system": "urn:oid:1.2.3", "value": "0815"},
                {"use": "old", "system": "urn:oid:1.2.3", "value": "0814"},
                {"value": "no system"},
            ],
            "name": [
                {"use": "maiden", "family": "Roe", "given": ["Jane"]},
                {"use": "official", "family": "Doe", "given": ["Jane", null, "Ann"]},
            ],
            "birthDate": "1980-05",
            "photo": [{"data": "AAAA"}],
        },
    })
}

pub(crate) fn immunization() -> Value {
    json!({
        "fullUrl": "urn:uuid:b",
        "resource": {
            "resourceType": "Immunization",
            "id": "i1",
            "status": "completed",
            "vaccineCode": {
                "coding": [
                    {"system": "http://hl7.org/fhir/sid/cvx", "code": "207"},
                    {"code": "without system"},
                    {"system": "http://snomed.info/sct", "code": "1119349007"},
                ],
                "text": "a vaccine",
            },
            "patient": {"reference": "urn:uuid:a"},
            "occurrenceDateTime": "2021-05-04",
            "lotNumber": "L-1",
            "manufacturer": {"display": "Maker"},
            "performer": [{"actor": {"reference": "urn:uuid:o"}}],
            "protocolApplied": [{
                "targetDisease": [{
                    "coding": [{"system": "http://snomed.info/sct", "code": "840539006"}],
                }],
                "doseNumberPositiveInt": 2,
                "seriesDosesString": "2",
            }],
        },
    })
}

pub(crate) fn observation() -> Value {
    json!({
        "fullUrl": "urn:uuid:c",
        "resource": {
            "resourceType": "Observation",
            "id": "t1",
            "status": "final",
            "code": {"coding": [{"system": "http://loinc.org", "code": "94500-6"}]},
            "subject": {"reference": "urn:uuid:a"},
            "effectiveDateTime": "2021-05-04T10:00:00+02:00",
            "valueCodeableConcept": {
                "coding": [{"system": "http://snomed.info/sct", "code": "260415000"}],
            },
            "performer": [{"display": "Laboratory"}],
        },
    })
}

pub(crate) fn organization() -> Value {
    json!({
        "fullUrl": "urn:uuid:o",
        "resource": {"resourceType": "Organization", "name": "Clinic"},
    })
}

pub(crate) fn with(mut entry: Value, pointer: &str, name: &str, value: Value) -> Value {
    entry.pointer_mut(pointer).unwrap()[name] = value;
    entry
}

pub(crate) fn without(mut entry: Value, name: &str) -> Value {
    entry["resource"].as_object_mut().unwrap().remove(name);
    entry
}
