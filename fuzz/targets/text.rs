//! The whole way of a text, mangled ones included: a verdict, never `authentic` without a signer.
#![no_main]

use cleanbill_trust::TrustStore;
use cleanbill_verifier::{DoorVerdict, Verdict, Verifier};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let trust = TrustStore::default();
    let report = Verifier::new(&trust).verify(text, 1_637_344_800);
    let verdict = report.verdict();
    assert!(matches!(verdict, Verdict::Refused | Verdict::Undetermined));
    assert!(report.reason().is_some());
    assert_eq!(DoorVerdict::new(&report, None).name, None);
});
