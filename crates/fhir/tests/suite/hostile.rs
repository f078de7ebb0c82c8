use core::ops::ControlFlow;
use std::io::{self, BufReader, Read};

use cleanbill_fhir::{FhirError, Limits, Statements, read_bundle, read_ndjson};
use proptest::prelude::*;
use serde_json::json;

use crate::support::{bundle, immunization, observation, patient, read_with};

fn tight() -> Limits {
    Limits {
        entry_bytes_max: 2_000,
        entries_max: 3,
        depth_max: 10,
        ..Limits::default()
    }
}

/// Says the start, then one byte for ever: whoever keeps it all runs out of memory.
struct Endless(io::Chain<&'static [u8], io::Repeat>);

impl Endless {
    fn new(start: &'static str, byte: u8) -> Self {
        Self(start.as_bytes().chain(io::repeat(byte)))
    }
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

#[test]
fn endless_input_ends() {
    for (start, byte) in [
        ("", b' '),
        ("", b'['),
        ("{\"", b'a'),
        ("{\"a\":\"", b'a'),
        ("{\"a\":", b'['),
        ("{\"a\":", b'1'),
        ("{\"resourceType\":\"", b'B'),
        ("{\"type\":", b' '),
        ("{\"entry\":[", b' '),
        ("{\"entry\":[", b'['),
        ("{\"entry\":[\"", b'a'),
        ("{\"entry\":[{},{\"fullUrl\":\"", b'a'),
        ("{\"resourceType\":\"Bundle\",\"type\":\"batch\"}", b' '),
    ] {
        let input = Endless::new(start, byte);
        let read = read_bundle(input, &tight(), |_| ControlFlow::Continue(()));
        let error = read.unwrap_err();
        let is_bounded = matches!(
            error,
            FhirError::TooLarge { max: 2_000, .. } | FhirError::Malformed { .. }
        );
        assert!(is_bounded, "{start} {error:?}");
        let lines = BufReader::new(Endless::new(start, byte));
        let read = read_ndjson(lines, &tight(), |_| ControlFlow::Continue(()));
        assert_eq!(
            read,
            Err(FhirError::TooLarge {
                entries: 0,
                max: 2_000
            })
        );
    }
}

#[test]
fn a_long_bundle_of_short_entries_is_read() {
    let limits = Limits {
        entry_bytes_max: 2_000,
        ..Limits::default()
    };
    let entries = vec![patient(); 100];
    let json = bundle("batch", &entries).to_string();
    assert!(json.len() > 10 * limits.entry_bytes_max);
    let (kind, read) = read_with(&json, &limits);
    assert!(kind.is_ok() && read.len() == 100 && read.iter().all(Result::is_ok));
}

#[test]
fn entries_are_counted_and_measured() {
    let (refused, read) = read_with(&bundle("batch", &vec![json!({}); 4]).to_string(), &tight());
    assert_eq!(
        (refused, read.len()),
        (Err(FhirError::TooManyEntries { max: 3 }), 3)
    );
    let long = json!({"fullUrl": "x".repeat(3_000)});
    let (refused, _) = read_with(&bundle("batch", &[json!({}), long]).to_string(), &tight());
    assert_eq!(
        refused,
        Err(FhirError::TooLarge {
            entries: 1,
            max: 2_000
        })
    );
    let lines = "{}\n{}\n{}\n{}\n";
    let refused = read_ndjson(lines.as_bytes(), &tight(), |_| ControlFlow::Continue(()));
    assert_eq!(refused, Err(FhirError::TooManyEntries { max: 3 }));
}

#[test]
fn entries_do_not_nest_for_ever() {
    let deep = format!("{}{}", "[".repeat(500), "]".repeat(500));
    let json = format!(r#"{{"resourceType":"Bundle","type":"batch","entry":[{{"a":{deep}}}]}}"#);
    let (kind, entries) = read_with(&json, &tight());
    assert!(kind.is_ok());
    assert_eq!(entries[0].as_ref().unwrap_err().code(), "json.too-deep");
}

#[test]
fn what_is_cut_or_followed_is_refused() {
    let json = bundle("batch", &[patient()]).to_string();
    for length in 0..json.len() {
        let Some(cut) = json.get(..length) else {
            continue;
        };
        assert!(read_with(cut, &Limits::default()).0.is_err(), "{length}");
    }
    for behind in ["{}", "x", ","] {
        let (refused, _) = read_with(&(json.clone() + behind), &Limits::default());
        assert_eq!(refused, Err(FhirError::Malformed { entries: 1 }));
    }
}

/// All of the way, whatever comes of it.
fn go(bytes: &[u8]) {
    let limits = tight();
    let mut statements = Statements::new(&limits);
    let mut each = |entry: Result<cleanbill_fhir::Entry, FhirError>| {
        let _ = entry.map(|entry| statements.add(entry));
        ControlFlow::Continue(())
    };
    let _ = read_bundle(bytes, &limits, &mut each);
    let _ = read_ndjson(bytes, &limits, &mut each);
    statements.finish().for_each(drop);
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes: Vec<u8>) {
        go(&bytes);
    }

    #[test]
    fn bent_bundles_never_panic(
        changes in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..4),
    ) {
        let entries = [patient(), immunization(), observation()];
        let mut json = bundle("batch", &entries).to_string().into_bytes();
        for (at, to) in changes {
            let at = at % json.len();
            json[at] = to;
        }
        go(&json);
    }

    #[test]
    fn exchanged_members_never_panic(
        which in 0..3_usize,
        name in "[a-z]{2,12}|name|status|patient|code|id|birthDate|given|protocolApplied",
        value in "null|true|-1|\"[a-z]{0,5}\"|\\[\\]|\\{\\}|\\[null\\]|\\[\\[1\\]\\]",
    ) {
        let mut entry = [patient(), immunization(), observation()][which].clone();
        entry["resource"][name] = value.parse().unwrap();
        go(bundle("batch", &[entry]).to_string().as_bytes());
    }
}
