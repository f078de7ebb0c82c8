//! FHIR bundles and lines, to statements; what is stated is written and read again.
#![no_main]

use std::ops::ControlFlow;

use cleanbill_fhir::{
    Export, ExportKind, Limits, Statement, Statements, read_bundle, read_ndjson, write_bundle,
};

fn read(bytes: &[u8], as_lines: bool) -> Vec<Statement> {
    let few = Limits { people_max: 8, pending_max: 8, ..Limits::default() };
    let limits = Limits { entry_bytes_max: 1 << 14, ..few };
    let mut statements = Statements::new(&limits);
    let mut found = Vec::new();
    let each = |entry: Result<cleanbill_fhir::Entry, cleanbill_fhir::FhirError>| {
        found.extend(entry.ok().and_then(|entry| statements.add(entry).ok().flatten()));
        ControlFlow::Continue(())
    };
    let result = match as_lines {
        true => read_ndjson(bytes, &limits, each),
        false => read_bundle(bytes, &limits, each),
    };
    found.extend(statements.finish().filter_map(Result::ok));
    if result.is_err() { Vec::new() } else { found }
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for as_lines in [false, true] {
        for statement in read(bytes, as_lines) {
            let events = [statement.event];
            let export = Export {
                kind: ExportKind::Document,
                id: [1; 16],
                timestamp: "2021-06-01T12:00:00Z",
                author: "author",
                title: "title",
                person: &statement.person,
                events: &events,
            };
            let Ok(written) = write_bundle(&export) else { continue };
            let again = read(written.as_bytes(), false);
            let [again] = again.as_slice() else { panic!("written and not read") };
            assert!(again.event == events[0]);
        }
    }
});
