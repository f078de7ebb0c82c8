//! The public ledger: leaves, and the C2SP transparency log that they lie in.
//!
//! A log is a list of entries that only grows. Whoever holds one of its checkpoints, signed by the
//! log and cosigned by witnesses that saw nothing else, can prove that an entry is in it, and that
//! nothing before was changed. The texts and files are those of <https://c2sp.org>:
//! [`SignedCheckpoint`] (tlog-checkpoint, signed-note), [`cosign`] (tlog-cosignature),
//! [`LedgerPolicy`] (tlog-policy), [`TlogProof`] (tlog-proof), tiles (tlog-tiles), and what a
//! witness decides, [`judge`] (tlog-witness). Hashes and proofs are those of RFC 6962.
//!
//! All of it is read as from an enemy: within named limits, in one form only, without a panic.
//! Nothing here reads a clock, draws randomness, or reads and writes files.

pub mod batch;
mod checkpoint;
pub mod commitment;
mod cosignature;
pub mod count;
mod error;
mod hash;
mod key;
pub mod leaf;
mod merkle;
mod note;
pub mod object;
mod policy;
mod proof;
pub mod receipt;
pub mod release;
pub mod table;
mod text;
mod tile;
mod witness;

pub use checkpoint::{Checkpoint, EXTENSIONS_MAX, ORIGIN_SIZE_MAX_BYTES, SignedCheckpoint};
pub use cosignature::{cosign, verify_cosignature};
pub use error::{NoteError, ProofError, TileError};
pub use hash::{EMPTY_ROOT, Hash, leaf_hash, node_hash};
pub use key::{KEY_NAME_SIZE_MAX_BYTES, KeyUse, VerifierKey};
pub use merkle::{
    Frontier, PROOF_HASHES_MAX, TREE_SIZE_MAX, consistency_path, inclusion_path, root_of,
    verify_consistency, verify_inclusion,
};
pub use note::{NOTE_SIGNATURES_MAX, NOTE_SIZE_MAX_BYTES, Note, NoteSignature};
pub use policy::{
    Cosigned, GROUPS_MAX, LedgerPolicy, POLICY_SIZE_MAX_BYTES, PolicyError, PolicyTextError,
    PolicyWitness, WITNESSES_MAX,
};
pub use proof::{EXTRA_SIZE_MAX_BYTES, TLOG_PROOF_SIZE_MAX_BYTES, TlogProof};
pub use tile::{
    BUNDLE_SIZE_MAX_BYTES, ENTRY_SIZE_MAX_BYTES, Grower, TILE_LEVEL_MAX, TILE_SIZE_MAX_BYTES,
    TILE_WIDTH, TileId, TileKind, TileSet, encode_bundle, leaf_hashes, parse_bundle,
    prove_consistency, prove_inclusion, root_from, tiles_between, tiles_for_consistency,
    tiles_for_inclusion, tiles_for_root, tiles_of,
};
pub use witness::{ADD_CHECKPOINT_SIZE_MAX_BYTES, AddCheckpoint, Judgement, Seen, judge};
