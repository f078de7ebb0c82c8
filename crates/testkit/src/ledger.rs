use cleanbill_ledger::{
    Checkpoint, Grower, Hash, KeyUse, LedgerPolicy, PolicyWitness, SignedCheckpoint, TlogProof,
    VerifierKey, consistency_path, cosign, inclusion_path, leaf_hash, root_of,
};

use crate::FixedEdKey;

/// The log's key; those of the witnesses follow.
const LOG: u32 = 10_000;

/// A public ledger in memory: a log, and witnesses that cosign whatever they are asked to. A clone
/// is a second tree of the same log.
#[derive(Clone)]
pub struct FixedLedger {
    origin: String,
    witnesses: Vec<u32>,
    quorum: usize,
    entries: Vec<Vec<u8>>,
}

impl FixedLedger {
    /// A ledger with the witnesses of these numbers, so many of which are enough. It begins with
    /// three leaves, so that no proof is empty.
    #[must_use]
    pub fn new(witnesses: &[u32], quorum: usize) -> Self {
        Self {
            origin: "ledger.example/xa".to_owned(),
            witnesses: witnesses.to_vec(),
            quorum,
            entries: (0..3_u8).map(|number| vec![number]).collect(),
        }
    }

    /// The same log with other witnesses.
    #[must_use]
    pub fn with_witnesses(&self, witnesses: &[u32], quorum: usize) -> Self {
        Self {
            witnesses: witnesses.to_vec(),
            quorum,
            ..self.clone()
        }
    }

    /// The policy that verifiers pin.
    #[must_use]
    pub fn policy(&self) -> LedgerPolicy {
        let log = FixedEdKey::new(LOG);
        let log = VerifierKey::of_signer(&self.origin, KeyUse::Log, &log).expect("a key");
        let witnesses: Vec<PolicyWitness> = self.witnesses.iter().copied().map(witness).collect();
        LedgerPolicy::threshold(&log, None, &witnesses, self.quorum).expect("a policy")
    }

    /// Appends a leaf, and gives its number.
    pub fn put(&mut self, leaf: &[u8]) -> u64 {
        self.entries.push(leaf.to_vec());
        self.entries.len() as u64 - 1
    }

    /// The leaf with this number.
    #[must_use]
    pub fn leaf(&self, index: u64) -> Vec<u8> {
        self.entries.get(index as usize).expect("a leaf").clone()
    }

    /// How many leaves it has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.entries.len() as u64
    }

    /// The tree as it is.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            origin: self.origin.clone(),
            size: self.size(),
            root: root_of(&self.hashes()),
            extensions: Vec::new(),
        }
    }

    /// The checkpoint, signed by the log and by all witnesses at `at` (Unix seconds).
    #[must_use]
    pub fn cosigned(&self, at: i64) -> SignedCheckpoint {
        let all: Vec<(u32, i64)> = self.witnesses.iter().map(|number| (*number, at)).collect();
        self.cosigned_by(&all)
    }

    /// The checkpoint, signed by the log and by these witnesses, each at its time.
    #[must_use]
    pub fn cosigned_by(&self, witnesses: &[(u32, i64)]) -> SignedCheckpoint {
        let signed = SignedCheckpoint::sign(self.checkpoint(), &FixedEdKey::new(LOG));
        let signed = signed.expect("a checkpoint");
        witnesses.iter().fold(signed, |signed, (number, at)| {
            let name = witness_name(*number);
            let line = cosign(&signed, &name, *at, &witness_key(*number)).expect("a line");
            signed.with_cosignature(line).expect("room for a line")
        })
    }

    /// The proof that the leaf with this number is in the tree.
    #[must_use]
    pub fn inclusion(&self, index: u64) -> Vec<Hash> {
        inclusion_path(&self.hashes(), index as usize).expect("a leaf")
    }

    /// The proof that the tree begins with the one of `old` leaves.
    #[must_use]
    pub fn consistency(&self, old: u64) -> Vec<Hash> {
        consistency_path(&self.hashes(), old as usize).expect("a smaller tree")
    }

    /// A proof of a leaf, the leaf beside it, cosigned by all at `at`.
    #[must_use]
    pub fn proof(&self, index: u64, at: i64) -> TlogProof {
        TlogProof {
            extra: self.entries.get(index as usize).cloned(),
            index,
            hashes: self.inclusion(index),
            checkpoint: self.cosigned(at).to_text(),
        }
    }

    /// The tiles of the tree as they are published, by their paths below `ledger/`.
    #[must_use]
    pub fn tiles(&self) -> Vec<(String, Vec<u8>)> {
        let tiles = Grower::empty().append(&self.entries).expect("tiles");
        let named = |(tile, bytes): (cleanbill_ledger::TileId, Vec<u8>)| (tile.path(), bytes);
        tiles.into_iter().map(named).collect()
    }

    fn hashes(&self) -> Vec<Hash> {
        self.entries.iter().map(|entry| leaf_hash(entry)).collect()
    }
}

fn witness(number: u32) -> PolicyWitness {
    let name = witness_name(number);
    let key = VerifierKey::of_signer(&name, KeyUse::Witness, &witness_key(number)).expect("a key");
    PolicyWitness {
        name: format!("W{number}"),
        key,
        url: None,
    }
}

fn witness_name(number: u32) -> String {
    format!("witness-{number}.example")
}

fn witness_key(number: u32) -> FixedEdKey {
    FixedEdKey::new(LOG + 1 + number)
}
