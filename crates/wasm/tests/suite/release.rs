//! A release is taken if it is the one in the ledger that everybody sees, and no other.

use cleanbill_crypto::sha256;
use cleanbill_ledger::TlogProof;
use cleanbill_ledger::leaf::{Leaf, Release};
use cleanbill_ledger::receipt::Receipt;
use cleanbill_testkit::FixedLedger;
use cleanbill_wasm::answer;
use serde_json::{Value, json};

use crate::world::{ISSUED, World, time};

const FILE: &[u8] = br#"{"check/index.html": "00"}"#;

/// The receipt of an entry that says `leaf`.
fn receipt_of(ledger: &mut FixedLedger, leaf: &Leaf, cosigned_by: &[u32]) -> TlogProof {
    let leaf = leaf.encode();
    let index = ledger.put(&leaf);
    let receipt = Receipt {
        leaf,
        slot: None,
        secret: None,
    };
    let at: Vec<(u32, i64)> = cosigned_by.iter().map(|w| (*w, time(ISSUED))).collect();
    TlogProof {
        extra: Some(receipt.encode()),
        index,
        hashes: ledger.inclusion(index),
        checkpoint: ledger.cosigned_by(&at).to_text(),
    }
}

fn release(target: &str, file: &[u8]) -> Leaf {
    Leaf::Release(Release {
        version: "1.2.3".to_owned(),
        target: target.to_owned(),
        file: sha256(file),
    })
}

fn ask(world: &World, demonstration: bool, file: &[u8], proof: &str) -> Value {
    let mut open = world.open();
    open["demonstration"] = demonstration.into();
    let mut checker = None;
    let mut one = |request: Value, beside: &[u8]| {
        let request = serde_json::to_vec(&request).unwrap();
        let told = answer(&mut checker, &request, beside);
        serde_json::from_str::<Value>(&told).unwrap()
    };
    let opened = one(open, &world.set);
    assert!(opened["error"].is_null(), "{opened}");
    one(
        json!({"ask": "release", "target": "door", "receipt": proof}),
        file,
    )
}

fn code(world: &World, file: &[u8], proof: &TlogProof) -> Value {
    ask(world, false, file, &proof.to_text())["error"]["code"].take()
}

#[test]
fn g06_a_release_is_one_that_everybody_sees() {
    let mut ledger = FixedLedger::new(&[1, 2, 3], 2);
    let world = World::ledgered(&mut ledger);
    let good = receipt_of(&mut ledger, &release("door", FILE), &[1, 2]);
    let told = ask(&world, false, FILE, &good.to_text());
    assert_eq!(
        told["ok"],
        json!({"version": "1.2.3", "index": 4, "cosigned_at": time(ISSUED)})
    );
    assert_eq!(code(&world, b"another", &good), "release.other-file");
    let home = receipt_of(&mut ledger, &release("home", FILE), &[1, 2]);
    assert_eq!(code(&world, FILE, &home), "release.other-target");
    let one = receipt_of(&mut ledger, &release("door", FILE), &[1]);
    assert_eq!(code(&world, FILE, &one), "ledger-policy.quorum");
    let moved = TlogProof { index: 0, ..good };
    assert_eq!(code(&world, FILE, &moved), "ledger-proof.length");
    // The entry of the set itself is in the ledger too.
    let first = Leaf::parse(&ledger.leaf(3)).unwrap();
    let other = receipt_of(&mut ledger, &first, &[1, 2]);
    assert_eq!(code(&world, FILE, &other), "release.not-release");
}

#[test]
fn g06_a_release_in_another_ledger_is_none() {
    let world = World::ledgered(&mut FixedLedger::new(&[1, 2, 3], 2));
    let mut theirs = FixedLedger::new(&[4, 5, 6], 2);
    let proof = receipt_of(&mut theirs, &release("door", FILE), &[4, 5, 6]);
    assert_eq!(code(&world, FILE, &proof), "ledger-policy.quorum");
}

#[test]
fn without_a_ledger_or_a_receipt_nothing_is_a_release() {
    let mut ledger = FixedLedger::new(&[1, 2, 3], 2);
    let world = World::ledgered(&mut ledger);
    let told = ask(&world, false, FILE, "no proof");
    assert_eq!(told["error"]["code"], "ledger-proof.text");
    let proof = receipt_of(&mut ledger, &release("door", FILE), &[1, 2]);
    let told = ask(&World::new(), false, FILE, &proof.to_text());
    assert_eq!(told["error"]["code"], "wasm.no-ledger");
}
