//! Signed sets, the signers in them, and what they prove of their ledger.
#![no_main]

use cleanbill_trust::ledger::{encode_changes, read_changes};
use cleanbill_trust::set::{
    Digest, Floor, LedgerEvidence, RootPins, SignedSet, parse_signers,
};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let pins = RootPins::from(Digest::from([7; 32]));
    assert!(SignedSet::open(bytes, &pins, Floor::default(), 1_800_000_000).is_err());
    if let Ok(store) = parse_signers(bytes) {
        store.signers().iter().for_each(|signer| drop(signer.public_key().cloned()));
    }
    let evidence = LedgerEvidence {
        checkpoint: Vec::new(),
        inclusion_proof: bytes.to_vec(),
    };
    if let Some(inclusion) = evidence.inclusion() {
        assert_eq!(LedgerEvidence::new(Vec::new(), &inclusion), evidence);
    }
    if let Some(changes) = read_changes(bytes) {
        assert_eq!(read_changes(&encode_changes(&changes)).as_ref(), Some(&changes));
    }
});
