//! A ledger of leaves, what is published of it, and a host that hands it in.

use std::collections::BTreeMap;

use cleanbill_ledger::leaf::{Leaf, Release};
use cleanbill_ledger::receipt::Receipt;
use cleanbill_ledger::{
    Checkpoint, Grower, KeyUse, LedgerPolicy, PolicyWitness, SignedCheckpoint, TlogProof,
    VerifierKey, cosign, inclusion_path, leaf_hash, root_of,
};
use cleanbill_testkit::FixedEdKey;
use cleanbill_wasm_ledger::{Verification, answer};
use serde_json::{Value, json};

pub(crate) const NOW: i64 = 1_780_000_000;
const ORIGIN: &str = "ledger.example/xa";
const LOG: u32 = 70;

/// What is published, by path below the ledger.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// A log with witnesses 1, 2 and 3, two of which are enough.
#[derive(Clone)]
pub(crate) struct Ledger {
    pub(crate) log: u32,
    pub(crate) witnesses: Vec<u32>,
    pub(crate) quorum: usize,
    pub(crate) entries: Vec<Vec<u8>>,
}

impl Ledger {
    pub(crate) fn new(size: usize) -> Self {
        Self {
            log: LOG,
            witnesses: vec![1, 2, 3],
            quorum: 2,
            entries: (0..size).map(leaf).collect(),
        }
    }

    pub(crate) fn policy(&self) -> LedgerPolicy {
        let log = FixedEdKey::new(self.log);
        let log = VerifierKey::of_signer(ORIGIN, KeyUse::Log, &log).unwrap();
        let witnesses: Vec<_> = self
            .witnesses
            .iter()
            .map(|number| witness(*number))
            .collect();
        LedgerPolicy::threshold(&log, None, &witnesses, self.quorum).unwrap()
    }

    pub(crate) fn signed(&self) -> SignedCheckpoint {
        let hashes: Vec<_> = self.entries.iter().map(|entry| leaf_hash(entry)).collect();
        self.signed_as(self.entries.len() as u64, root_of(&hashes))
    }

    pub(crate) fn signed_as(&self, size: u64, root: [u8; 32]) -> SignedCheckpoint {
        let checkpoint = Checkpoint {
            origin: ORIGIN.to_owned(),
            size,
            root,
            extensions: Vec::new(),
        };
        SignedCheckpoint::sign(checkpoint, &FixedEdKey::new(self.log)).unwrap()
    }

    pub(crate) fn cosigned_by(&self, witnesses: &[u32], at: i64) -> SignedCheckpoint {
        cosigned(self.signed(), witnesses, at)
    }

    pub(crate) fn note(&self) -> String {
        self.cosigned_by(&self.witnesses, NOW - 60).to_text()
    }

    /// All that a host would have of it.
    pub(crate) fn files(&self) -> Files {
        let tiles = Grower::empty().append(&self.entries).unwrap();
        let mut files: Files = tiles
            .into_iter()
            .map(|(tile, bytes)| (tile.path(), bytes))
            .collect();
        for path in ["cosigned", "checkpoint"] {
            files.insert(path.to_owned(), self.note().into_bytes());
        }
        files
    }

    pub(crate) fn receipt(&self, index: usize) -> String {
        let hashes: Vec<_> = self.entries.iter().map(|entry| leaf_hash(entry)).collect();
        let receipt = Receipt {
            leaf: self.entries[index].clone(),
            slot: None,
            secret: None,
        };
        let proof = TlogProof {
            extra: Some(receipt.encode()),
            index: index as u64,
            hashes: inclusion_path(&hashes, index).unwrap(),
            checkpoint: self.note(),
        };
        proof.to_text()
    }

    pub(crate) fn begin(&self) -> Value {
        json!({ "ask": "begin", "policy": self.policy().to_text(), "clock": NOW })
    }
}

pub(crate) fn leaf(number: usize) -> Vec<u8> {
    let release = Release {
        version: format!("1.{number}"),
        target: "check".to_owned(),
        file: leaf_hash(&number.to_be_bytes()),
    };
    Leaf::Release(release).encode()
}

pub(crate) fn cosigned(signed: SignedCheckpoint, by: &[u32], at: i64) -> SignedCheckpoint {
    by.iter().fold(signed, |signed, number| {
        let name = witness_name(*number);
        let line = cosign(&signed, &name, at, &FixedEdKey::new(*number)).unwrap();
        signed.with_cosignature(line).unwrap()
    })
}

fn witness_name(number: u32) -> String {
    format!("witness-{number}.example")
}

fn witness(number: u32) -> PolicyWitness {
    let (name, key) = (witness_name(number), FixedEdKey::new(number));
    PolicyWitness {
        key: VerifierKey::of_signer(&name, KeyUse::Witness, &key).unwrap(),
        name: format!("W{number}"),
        url: None,
    }
}

/// What a host was asked for, and what came of it.
pub(crate) struct Run {
    /// What was wanted before each file, the wanted one first.
    pub(crate) wanted: Vec<Vec<String>>,
    pub(crate) report: Value,
}

impl Run {
    /// The outcome of a check, and the code of its finding.
    pub(crate) fn check(&self, name: &str) -> (String, String) {
        let checks = self.report["checks"].as_array().unwrap();
        let check = checks.iter().find(|check| check["name"] == name).unwrap();
        told(check)
    }

    pub(crate) fn finding(&self, name: &str) -> &Value {
        let checks = self.report["checks"].as_array().unwrap();
        let check = checks.iter().find(|check| check["name"] == name).unwrap();
        &check["finding"]["params"]
    }

    pub(crate) fn receipt(&self, number: usize) -> (String, String) {
        told(&self.report["receipts"][number])
    }

    pub(crate) fn verdict(&self) -> &str {
        self.report["verdict"].as_str().unwrap()
    }
}

fn told(check: &Value) -> (String, String) {
    let code = check["finding"]["code"].as_str().unwrap_or_default();
    let code = code.strip_prefix("ledger-verify.").unwrap_or(code);
    (
        check["outcome"].as_str().unwrap().to_owned(),
        code.to_owned(),
    )
}

/// Asks; the answer.
pub(crate) fn ask(state: &mut Option<Verification>, request: &Value, file: &[u8]) -> Value {
    let request = serde_json::to_vec(request).unwrap();
    serde_json::from_str(&answer(state, &request, file)).unwrap()
}

/// Verifies what a host has.
pub(crate) fn run(begin: &Value, files: &Files) -> Run {
    let mut state = None;
    let mut told = ask(&mut state, begin, b"");
    let mut wanted = Vec::new();
    loop {
        let names = told["ok"]["wanted"]
            .as_array()
            .unwrap_or_else(|| panic!("{told}"));
        let names: Vec<String> = names
            .iter()
            .map(|wanted| wanted["path"].as_str().unwrap().to_owned())
            .collect();
        let Some(path) = names.first() else {
            break;
        };
        let file = files.get(path);
        let take = json!({ "ask": "take", "path": path, "found": file.is_some() });
        told = ask(
            &mut state,
            &take,
            file.map(Vec::as_slice).unwrap_or_default(),
        );
        wanted.push(names);
    }
    let report = ask(&mut state, &json!({ "ask": "report" }), b"")["ok"].take();
    Run { wanted, report }
}
