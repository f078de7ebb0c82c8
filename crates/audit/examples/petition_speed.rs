//! How long a recount takes, beside the bare verification of the same signatures in the same run.
//!
//! ```text
//! cargo run --release -p cleanbill-audit --example petition_speed -- [SIGNATURES]
//! ```
//!
//! The signatures are made by aws-lc-rs, as ordinary RSASSA-PSS: a blind signature that was
//! finalized is nothing else. They lie in a folder in batches of 4,096, under a ledger.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a measurement that cannot be made has failed"
)]

use std::path::Path;
use std::thread::{available_parallelism, scope};
use std::time::Instant;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    KeyPair as _, ParsedPublicKey, RSA_PSS_2048_8192_SHA384, RSA_PSS_SHA384, RsaKeyPair,
};
use cleanbill_audit::{CountRequest, FolderSource, count_petitions};
use cleanbill_crypto::sha256;
use cleanbill_ledger::leaf::{self, Leaf, Signatures, Threshold, VoucherCount, Vouchers};
use cleanbill_ledger::object::{object_digest, object_path};
use cleanbill_ledger::{
    Checkpoint, Grower, KeyUse, LedgerPolicy, PolicyWitness, SignedCheckpoint, VerifierKey, cosign,
};
use cleanbill_redress::petition::{Batch, Petition, PetitionId, Signature};
use cleanbill_testkit::FixedEdKey;

const ORIGIN: &str = "speed.example";
const NOW: i64 = 1_800_000_000;
const DAY: i32 = 20_833;
/// Signatures of a batch.
const BATCH: usize = 4_096;
/// What stands before what is signed, as `redress::petition` has it.
const DOMAIN: &[u8] = b"cleanbill petition signature 1";

fn main() {
    let count = std::env::args().nth(1).map(|text| text.parse());
    let count: usize = count.map_or(1_000_000, |count| count.expect("a number"));
    let cores = available_parallelism().map_or(1, usize::from);
    let key = RsaKeyPair::generate(KeySize::Rsa2048).expect("a key");
    let petition = petition(&key);
    let begun = Instant::now();
    let signatures = sign(&key, petition.id(), count, cores);
    let took = begun.elapsed().as_secs_f64();
    println!("made {count} signatures in {took:.1} s");
    let folder = tempfile::tempdir().expect("a folder");
    publish(folder.path(), &petition, &signatures);
    let bare = bare(&key, petition.id(), &signatures, cores);
    println!(
        "bare verification, {cores} threads: {bare:.2} s, {:.0} a second",
        count as f64 / bare
    );
    let source = FolderSource::new(folder.path());
    let begun = Instant::now();
    let counted = count_petitions(&CountRequest {
        source: &source,
        policy: Some(policy()),
        only: None,
        now: NOW + 60,
        progress: &|_, _| {},
    });
    let took = begun.elapsed().as_secs_f64();
    let counted = counted.expect("a count");
    assert!(counted.holds(), "{:?} {:?}", counted.findings, counted.log);
    assert_eq!(counted.counted[0].signatures, count as u64);
    println!(
        "recount, {cores} threads: {took:.2} s, {:.0} a second; ratio {:.2}",
        count as f64 / took,
        took / bare
    );
}

fn petition(key: &RsaKeyPair) -> Petition {
    // RSAPublicKey of PKCS #1 in DER: two lengths and a zero, the modulus, the exponent.
    let modulus = &key.public_key().as_ref()[9..9 + 256];
    let leaf = leaf::Petition {
        epoch: 1,
        text: [1; 32],
        modulus: modulus.try_into().expect("256 bytes"),
        regions: vec!["XX".to_owned()],
        thresholds: vec![Threshold {
            signatures: 100_000,
            answer_days: 30,
        }],
        opens: DAY,
        closes: DAY + 30,
    };
    Petition::of_leaf(leaf).expect("a petition")
}

fn message(petition: PetitionId, signature: &Signature) -> Vec<u8> {
    [
        &signature.randomizer,
        DOMAIN,
        &petition.0,
        &signature.serial,
    ]
    .concat()
}

fn sign(key: &RsaKeyPair, petition: PetitionId, count: usize, cores: usize) -> Vec<Signature> {
    let one = |number: usize| {
        let mut signature = Signature {
            serial: sha256(&number.to_be_bytes()),
            randomizer: sha256(&[&number.to_be_bytes(), &b"r"[..]].concat()),
            signature: [0; 256],
        };
        let message = message(petition, &signature);
        let random = SystemRandom::new();
        key.sign(&RSA_PSS_SHA384, &random, &message, &mut signature.signature)
            .expect("a signature");
        signature
    };
    scope(|scope| {
        let threads: Vec<_> = (0..cores)
            .map(|first| scope.spawn(move || (first..count).step_by(cores).map(one).collect()))
            .collect();
        let made = threads.into_iter().map(|thread| thread.join());
        made.flat_map(|made: Result<Vec<Signature>, _>| made.expect("signatures"))
            .collect()
    })
}

/// How long the verification alone takes, of messages that lie ready.
fn bare(key: &RsaKeyPair, petition: PetitionId, signatures: &[Signature], cores: usize) -> f64 {
    let der = key.public_key().as_ref();
    let key = ParsedPublicKey::new(&RSA_PSS_2048_8192_SHA384, der).expect("a key");
    let messages: Vec<Vec<u8>> = signatures
        .iter()
        .map(|one| message(petition, one))
        .collect();
    let all: Vec<_> = signatures.iter().zip(&messages).collect();
    let begun = Instant::now();
    scope(|scope| {
        for part in all.chunks(all.len().div_ceil(cores)) {
            let key = &key;
            scope.spawn(move || {
                for (signature, message) in part {
                    key.verify_sig(message, &signature.signature)
                        .expect("a signature that verifies");
                }
            });
        }
    });
    begun.elapsed().as_secs_f64()
}

fn publish(folder: &Path, petition: &Petition, signatures: &[Signature]) {
    let counts = VoucherCount::told("XX", signatures.len() as u64, signatures.len() as u64);
    let mut leaves = vec![
        Leaf::Petition(petition.leaf().clone()),
        Leaf::Vouchers(Vouchers {
            epoch: 1,
            day: DAY,
            regions: vec![counts],
        }),
    ];
    for part in signatures.chunks(BATCH) {
        let batch = Batch::new(petition.id(), part.to_vec()).expect("a batch");
        let object = batch.encode();
        let digest = object_digest(&object);
        write(folder, &format!("ledger/{}", object_path(&digest)), &object);
        leaves.push(Leaf::Signatures(Signatures {
            petition: petition.id().0,
            day: DAY,
            batch: digest,
            count: u32::try_from(part.len()).expect("a short batch"),
        }));
    }
    let mut grower = Grower::empty();
    let entries: Vec<_> = leaves.iter().map(Leaf::encode).collect();
    for (id, bytes) in grower.append(entries).expect("tiles") {
        write(folder, &format!("ledger/{}", id.path()), &bytes);
    }
    seal(folder, &grower);
}

fn policy() -> LedgerPolicy {
    let log = VerifierKey::of_signer(ORIGIN, KeyUse::Log, &FixedEdKey::new(1)).expect("a key");
    let witnesses: Vec<_> = (2..4)
        .map(|number| PolicyWitness {
            name: format!("W{number}"),
            key: VerifierKey::of_signer(
                &format!("w{number}.example"),
                KeyUse::Witness,
                &FixedEdKey::new(number),
            )
            .expect("a key"),
            url: None,
        })
        .collect();
    LedgerPolicy::threshold(&log, None, &witnesses, 2).expect("a policy")
}

fn seal(folder: &Path, grower: &Grower) {
    let tree = Checkpoint {
        origin: ORIGIN.to_owned(),
        size: grower.size(),
        root: grower.root(),
        extensions: Vec::new(),
    };
    let mut signed = SignedCheckpoint::sign(tree, &FixedEdKey::new(1)).expect("a checkpoint");
    for number in 2..4 {
        let name = format!("w{number}.example");
        let line = cosign(&signed, &name, NOW, &FixedEdKey::new(number)).expect("a cosignature");
        signed = signed.with_cosignature(line).expect("a line more");
    }
    write(folder, "ledger/policy", policy().to_text().as_bytes());
    for path in ["ledger/cosigned", "ledger/checkpoint"] {
        write(folder, path, signed.to_text().as_bytes());
    }
}

fn write(folder: &Path, path: &str, bytes: &[u8]) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, bytes).expect("a file");
}
