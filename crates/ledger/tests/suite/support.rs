//! A log and its witnesses.

use cleanbill_ledger::{
    Checkpoint, Hash, KeyUse, LedgerPolicy, PolicyWitness, SignedCheckpoint, VerifierKey, cosign,
    leaf_hash, root_of,
};
use cleanbill_testkit::FixedEdKey;

pub(crate) const ORIGIN: &str = "ledger.example/north";

/// The log's key.
pub(crate) fn log_key() -> FixedEdKey {
    FixedEdKey::new(0)
}

pub(crate) fn log_vkey() -> VerifierKey {
    VerifierKey::new(ORIGIN, KeyUse::Log, &log_key().public_bytes()).unwrap()
}

/// The key of witness 1, 2, …
pub(crate) fn witness_key(number: u32) -> FixedEdKey {
    FixedEdKey::new(number)
}

pub(crate) fn witness_name(number: u32) -> String {
    format!("witness.example/w{number}")
}

pub(crate) fn witness_vkey(number: u32) -> VerifierKey {
    let key = witness_key(number).public_bytes();
    VerifierKey::new(&witness_name(number), KeyUse::Witness, &key).unwrap()
}

/// `count` of the witnesses `1..=total`.
pub(crate) fn policy(count: usize, total: u32) -> LedgerPolicy {
    let witnesses: Vec<PolicyWitness> = (1..=total)
        .map(|number| PolicyWitness {
            name: format!("w{number}"),
            key: witness_vkey(number),
            url: None,
        })
        .collect();
    LedgerPolicy::threshold(&log_vkey(), None, &witnesses, count).unwrap()
}

pub(crate) fn entry(index: u64) -> Vec<u8> {
    format!("entry {index}").into_bytes()
}

pub(crate) fn leaves(size: u64) -> Vec<Hash> {
    (0..size).map(|index| leaf_hash(&entry(index))).collect()
}

pub(crate) fn checkpoint(size: u64) -> Checkpoint {
    Checkpoint {
        origin: ORIGIN.to_owned(),
        size,
        root: root_of(&leaves(size)),
        extensions: Vec::new(),
    }
}

pub(crate) fn signed(size: u64) -> SignedCheckpoint {
    SignedCheckpoint::sign(checkpoint(size), &log_key()).unwrap()
}

/// With the cosignature of a witness at a time.
pub(crate) fn cosigned(signed: SignedCheckpoint, number: u32, at: i64) -> SignedCheckpoint {
    let line = cosign(&signed, &witness_name(number), at, &witness_key(number)).unwrap();
    signed.with_cosignature(line).unwrap()
}
