//! SMART Health Cards: whole ones as text, and payloads and bundles as they are after inflating.
#![no_main]

use cleanbill_health::Record;
use cleanbill_shc::{Card, Document, Limits, Profile, Question, examine, examine_keys};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(card) = Card::parse(text) {
        let record = Record::from(&card);
        assert!(record.events.len() <= text.len());
        let _ = (card.rid(), card.types().count(), card.key_id(), format!("{card:?}"));
    }
    let question = Question {
        at: Some(1_700_000_000),
        profile: Some(Profile::UsaCovid19Immunization),
        ..Question::default()
    };
    for document in [
        Document::Jws(text),
        Document::Payload(text),
        Document::FhirBundle(text),
        Document::File(text),
        Document::FhirParameters(text),
    ] {
        let found = examine(document, &question);
        assert!(found.findings.len() <= Limits::DEFAULT.findings_max);
    }
    let _ = examine_keys(text, Some("https://example.org"), Some(0), &Limits::DEFAULT);
    let _ = cleanbill_shc::detect(text, &Limits::DEFAULT);
});
