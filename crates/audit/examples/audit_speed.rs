//! How long an audit takes: makes a log of so many leaves in a folder, then reads all of it.
//!
//! ```text
//! cargo run --release -p cleanbill-audit --example audit_speed -- [LEAVES] [BATCHES] [FOLDER]
//! ```
//!
//! Of the leaves `BATCHES` are batches of 16 slots, each with its file; the others are counters of
//! keys, for which there is nothing to fetch. Then a day is added, and audited by what the first
//! audit remembered.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement that cannot be made has failed"
)]

use std::path::{Path, PathBuf};
use std::time::Instant;

use cleanbill_audit::{FolderSource, Request, State, audit};
use cleanbill_crypto::sha256;
use cleanbill_issuer::caps::Caps;
use cleanbill_ledger::batch::{Batch, batch_path};
use cleanbill_ledger::count::{BlindingKey, CountCommitment};
use cleanbill_ledger::leaf::{BatchLeaf, Leaf, SignerCounter};
use cleanbill_ledger::table::batch_blinding;
use cleanbill_ledger::{
    Checkpoint, Grower, KeyUse, LedgerPolicy, PolicyWitness, SignedCheckpoint, VerifierKey, cosign,
};
use cleanbill_testkit::FixedEdKey;

const ORIGIN: &str = "speed.example";
const NOW: i64 = 1_800_000_000;
const DAY: i32 = 20_833;
/// Leaves that are added at once.
const PORTION: u64 = 65_536;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = |default: u64| {
        let text = arguments.next();
        text.map_or(default, |text| text.parse().expect("a number"))
    };
    let (leaves, batches) = (number(10_000_000), number(100_000));
    let folder = arguments.next().map(PathBuf::from);
    let made = tempfile::tempdir().expect("a folder");
    let folder = folder.unwrap_or_else(|| made.path().to_owned());
    let begun = Instant::now();
    let mut grower = Grower::empty();
    grow(&folder, &mut grower, leaves, batches);
    seal(&folder, &grower);
    let took = begun.elapsed().as_secs_f64();
    println!("made {leaves} leaves, {batches} of them batches: {took:.1} s");
    let state = run(&folder, None, "all of it");
    grow(&folder, &mut grower, leaves / 365, batches / 365);
    seal(&folder, &grower);
    run(&folder, Some(state), "the day after");
}

fn run(folder: &Path, state: Option<State>, what: &str) -> State {
    let source = FolderSource::new(folder);
    let begun = Instant::now();
    let audited = audit(Request {
        source: &source,
        policy: Some(policy()),
        roots: None,
        since: None,
        state,
        compared: Vec::new(),
        sets: Vec::new(),
        rps: Vec::new(),
        founding: None,
        caps: Caps::default(),
        all_filters: false,
        now: NOW + 60,
        progress: &|_, _| {},
    });
    let audited = audited.expect("an audit");
    let tree = audited.report.tree.as_ref().expect("a tree");
    let (read, took) = (tree.size - tree.from, begun.elapsed().as_secs_f64());
    println!(
        "{what}: {read} leaves in {took:.1} s, {:.0} a second; {} findings; most memory {} MB",
        read as f64 / took,
        audited.report.findings.len(),
        peak_kib() / 1_024
    );
    audited.state.expect("every leaf was read")
}

/// The most memory that this process had, in KiB, where the system tells.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    number.unwrap_or(0)
}

fn grow(folder: &Path, grower: &mut Grower, leaves: u64, batches: u64) {
    let blinding = BlindingKey::new([7; 32]);
    let (first, every) = (grower.size(), leaves / batches.max(1));
    let mut done = 0;
    while done < leaves {
        let count = PORTION.min(leaves - done);
        let entries: Vec<Vec<u8>> = (first + done..first + done + count)
            .map(
                |index| match index.is_multiple_of(every.max(1)) && batches > 0 {
                    true => batch(folder, index, &blinding).encode(),
                    false => counter(index).encode(),
                },
            )
            .collect();
        for (id, bytes) in grower.append(entries).expect("tiles") {
            write(folder, &format!("ledger/{}", id.path()), &bytes);
        }
        done += count;
    }
}

fn batch(folder: &Path, index: u64, key: &BlindingKey) -> Leaf {
    let mut next = index << 16;
    let mut fill = |bytes: &mut [u8]| {
        next += 1;
        bytes.copy_from_slice(&sha256(&next.to_be_bytes()));
    };
    let batch = Batch::new([], &mut fill).expect("a batch");
    let root = batch.root();
    write(
        folder,
        &format!("ledger/{}", batch_path(&root)),
        &batch.to_bytes(),
    );
    Leaf::Batch(BatchLeaf {
        day: DAY,
        root,
        slots: 16,
        count: CountCommitment::new(0, &batch_blinding(key, &root)),
    })
}

const fn counter(_index: u64) -> Leaf {
    Leaf::SignerCounter(SignerCounter {
        kid: *b"speed-01",
        certificate: [9; 32],
        day: DAY,
        signatures: 0,
    })
}

fn write(folder: &Path, path: &str, bytes: &[u8]) {
    let path = folder.join(path);
    if let Err(error) = std::fs::write(&path, bytes) {
        assert_eq!(error.kind(), std::io::ErrorKind::NotFound, "{error}");
        let parent = path.parent().expect("a folder");
        std::fs::create_dir_all(parent).expect("a folder");
        std::fs::write(&path, bytes).expect("a file");
    }
}

fn policy() -> LedgerPolicy {
    let log = VerifierKey::of_signer(ORIGIN, KeyUse::Log, &FixedEdKey::new(1)).expect("a key");
    let witness = |number: u32| {
        let name = format!("w{number}.example");
        let key = FixedEdKey::new(number);
        PolicyWitness {
            key: VerifierKey::of_signer(&name, KeyUse::Witness, &key).expect("a key"),
            name: format!("W{number}"),
            url: None,
        }
    };
    LedgerPolicy::threshold(&log, None, &[witness(2), witness(3)], 2).expect("a policy")
}

fn seal(folder: &Path, grower: &Grower) {
    let tree = Checkpoint {
        origin: ORIGIN.to_owned(),
        size: grower.size(),
        root: grower.root(),
        extensions: Vec::new(),
    };
    let signed = SignedCheckpoint::sign(tree, &FixedEdKey::new(1)).expect("a checkpoint");
    let signed = [2, 3].into_iter().fold(signed, |signed, number| {
        let name = format!("w{number}.example");
        let line = cosign(&signed, &name, NOW, &FixedEdKey::new(number)).expect("a line");
        signed.with_cosignature(line).expect("room for a line")
    });
    write(folder, "ledger/cosigned", signed.to_text().as_bytes());
    write(folder, "ledger/checkpoint", signed.to_text().as_bytes());
    write(folder, "ledger/policy", policy().to_text().as_bytes());
}
