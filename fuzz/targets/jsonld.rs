//! JSON-LD to RDF and its canonical form, with contexts that the document brings along.
#![no_main]

use cleanbill_jsonld::{Form, Limits, to_dataset};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { hash_work_max: 20_000, ..Limits::DEFAULT };
    let Ok(document) = serde_json::from_slice(bytes) else { return };
    let Ok(dataset) = to_dataset(&document, &(), &limits) else { return };
    let Ok(text) = dataset.canonicalise(Form::Rdfc10, &limits) else { return };
    assert_eq!(text.lines().count(), dataset.quads().len());
});
