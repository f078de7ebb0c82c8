//! Proofs of logging, and the receipts that they carry.
#![no_main]

use cleanbill_ledger::receipt::Receipt;
use cleanbill_ledger::{LedgerPolicy, TlogProof};

const POLICY: &str = "log example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n\
    quorum none\n";

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Ok(proof) = TlogProof::parse(text.as_bytes()) else {
        return;
    };
    assert_eq!(proof.to_text(), text);
    let policy = LedgerPolicy::parse(POLICY).expect("a policy");
    let _ = proof.verify(b"entry", &policy);
    if let Ok(receipt) = Receipt::of(&proof) {
        assert_eq!(proof.extra, Some(receipt.encode()));
        let _ = Receipt::check(&proof, Some(&[7; 32]), &policy);
    }
});
