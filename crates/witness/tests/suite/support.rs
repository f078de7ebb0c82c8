//! Logs, and witnesses of them.

use std::sync::Arc;

use cleanbill_ledger::{
    AddCheckpoint, Checkpoint, Hash, KeyUse, SignedCheckpoint, VerifierKey, consistency_path,
    leaf_hash, root_of,
};
use cleanbill_testkit::FixedEdKey;
use cleanbill_witness::{Clock, Disk, Folder, Witness, WitnessError, WitnessedLog};
use tempfile::TempDir;

pub(crate) const ORIGIN: &str = "ledger.example/north";
pub(crate) const NAME: &str = "witness.example/w1";
pub(crate) const NOW: i64 = 1_790_000_000;

/// Where the two histories of the log part.
pub(crate) const FORK: u64 = 5;

struct Still;

impl Clock for Still {
    fn now(&self) -> i64 {
        NOW
    }
}

pub(crate) fn log_key() -> FixedEdKey {
    FixedEdKey::new(0)
}

pub(crate) fn log() -> WitnessedLog {
    let key = VerifierKey::new(ORIGIN, KeyUse::Log, &log_key().public_bytes()).unwrap();
    WitnessedLog::new(key).unwrap()
}

pub(crate) fn witness_vkey() -> VerifierKey {
    let bytes = FixedEdKey::new(1).public_bytes();
    VerifierKey::new(NAME, KeyUse::Witness, &bytes).unwrap()
}

pub(crate) fn open(disk: Arc<dyn Disk>) -> Result<Witness, WitnessError> {
    let signer = Box::new(FixedEdKey::new(1));
    Witness::open(NAME, signer, &[log()], disk, Box::new(Still))
}

pub(crate) fn in_folder(folder: &TempDir) -> Result<Witness, WitnessError> {
    open(Arc::new(Folder::open(folder.path())?))
}

/// A history: `true` is the honest one, `false` another from [`FORK`] on.
pub(crate) fn leaves(honest: bool, size: u64) -> Vec<Hash> {
    let leaf = |index| {
        let side = if honest || index < FORK {
            "leaf"
        } else {
            "fork"
        };
        leaf_hash(format!("{side} {index}").as_bytes())
    };
    (0..size).map(leaf).collect()
}

pub(crate) fn signed(honest: bool, size: u64) -> SignedCheckpoint {
    let checkpoint = Checkpoint {
        origin: ORIGIN.to_owned(),
        size,
        root: root_of(&leaves(honest, size)),
        extensions: Vec::new(),
    };
    SignedCheckpoint::sign(checkpoint, &log_key()).unwrap()
}

pub(crate) fn request(honest: bool, old: u64, new: u64) -> AddCheckpoint {
    let proof = consistency_path(&leaves(honest, new), old as usize);
    AddCheckpoint {
        old_size: old,
        proof: proof.unwrap_or_default(),
        checkpoint: signed(honest, new),
    }
}

pub(crate) fn body(honest: bool, old: u64, new: u64) -> Vec<u8> {
    request(honest, old, new).to_text().into_bytes()
}
