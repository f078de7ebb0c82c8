//! Signed sets and the signers in them.
#![no_main]

use cleanbill_trust::set::{Digest, Floor, RootPins, SignedSet, parse_signers};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let pins = RootPins::from(Digest::from([7; 32]));
    assert!(SignedSet::open(bytes, &pins, Floor::default(), 1_800_000_000).is_err());
    if let Ok(store) = parse_signers(bytes) {
        store.signers().iter().for_each(|signer| drop(signer.public_key().cloned()));
    }
});
