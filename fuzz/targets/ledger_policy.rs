//! Policies, and checkpoints under them: a policy, `---`, a signed checkpoint.
#![no_main]

use cleanbill_ledger::{LedgerPolicy, SignedCheckpoint};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (policy, checkpoint) = text.split_once("---\n").unwrap_or((text, ""));
    let Ok(policy) = LedgerPolicy::parse(policy) else {
        return;
    };
    let again = LedgerPolicy::parse(&policy.to_text()).expect("what is written is read");
    assert_eq!(again, policy);
    assert_eq!(again.digest(), policy.digest());
    assert!(policy.quorum_min() <= policy.witnesses().len());
    if let Ok(signed) = SignedCheckpoint::parse(checkpoint.as_bytes()) {
        if let Ok(cosigned) = policy.verify(&signed) {
            assert!(cosigned.witnesses.len() >= policy.quorum_min());
        }
    }
});
