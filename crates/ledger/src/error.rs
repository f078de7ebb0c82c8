//! Why a text of a log, or a proof, is refused.

use cleanbill_crypto::SignError;

use crate::policy::PolicyError;
use crate::tile::TileId;

/// Why a proof does not hold.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The tree has no leaf of this index.
    #[error("the tree has {size} leaves and none at index {index}")]
    Index {
        /// The index asked for.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// The older tree is larger than the newer one.
    #[error("a tree of {old} leaves cannot have become one of {new}")]
    Sizes {
        /// The size of the older tree.
        old: u64,
        /// The size of the newer tree.
        new: u64,
    },
    /// More or fewer hashes than a proof between these places has.
    #[error("the proof has not as many hashes as it needs")]
    Length,
    /// Another root comes out: this is not the entry, not the place, or not the tree.
    #[error("the proof leads to another root")]
    Root,
    /// No text of a proof (C2SP tlog-proof).
    #[error("line {line} is not what a proof of logging has there")]
    Text {
        /// The line, from 1.
        line: usize,
    },
    /// Longer than a proof may be.
    #[error("{actual} bytes, at most {max} are read")]
    TooLong {
        /// The length found, in bytes.
        actual: usize,
        /// The most that is read, in bytes.
        max: usize,
    },
    /// The checkpoint of a proof is none.
    #[error("the proof's checkpoint: {0}")]
    Checkpoint(NoteError),
    /// The checkpoint of a proof does not satisfy the policy.
    #[error("{0}")]
    Policy(#[from] PolicyError),
}

impl ProofError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Index { .. } => "ledger-proof.index",
            Self::Sizes { .. } => "ledger-proof.sizes",
            Self::Length => "ledger-proof.length",
            Self::Root => "ledger-proof.root",
            Self::Text { .. } => "ledger-proof.text",
            Self::TooLong { .. } => "ledger-proof.too-long",
            Self::Checkpoint(error) => error.code(),
            Self::Policy(error) => error.code(),
        }
    }
}

/// Why a tile, or what should come out of tiles, is refused.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TileError {
    /// No name of a tile (C2SP tlog-tiles, Merkle Tree).
    #[error("not the path of a tile")]
    Path,
    /// A tile of hashes that is not as long as its name says.
    #[error("a tile of {actual} bytes, where its name says {expected}")]
    Size {
        /// The length that the name says, in bytes.
        expected: usize,
        /// The length found, in bytes.
        actual: usize,
    },
    /// Not as many entries, each with its length, as the name says.
    #[error("not a bundle of as many entries as its name says")]
    Bundle,
    /// An entry is longer than its length of two bytes can say.
    #[error("an entry of {actual} bytes, at most {max} fit")]
    EntryTooLong {
        /// The length of the entry, in bytes.
        actual: usize,
        /// The most that fits, in bytes.
        max: usize,
    },
    /// More than the 256 entries of a bundle.
    #[error("more than 256 entries for a bundle")]
    TooManyEntries,
    /// A tile that is needed is not there.
    #[error("{id} is missing")]
    Missing {
        /// Its name.
        id: TileId,
    },
    /// The tree has no leaf, or no tile, of this index.
    #[error("a tree of {size} leaves has nothing at index {index}")]
    Index {
        /// The index asked for.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// The older tree is larger than the newer one, or that one larger than trees get.
    #[error("no tree of {old} leaves becomes one of {new}")]
    Sizes {
        /// The size of the older tree.
        old: u64,
        /// The size of the newer tree.
        new: u64,
    },
    /// Entries that do not hash to what the tile of hashes has.
    #[error("these are not the entries that the tile of hashes speaks of")]
    Entries,
}

impl TileError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Path => "ledger-tile.path",
            Self::Size { .. } => "ledger-tile.size",
            Self::Bundle => "ledger-tile.bundle",
            Self::EntryTooLong { .. } => "ledger-tile.entry-too-long",
            Self::TooManyEntries => "ledger-tile.too-many-entries",
            Self::Missing { .. } => "ledger-tile.missing",
            Self::Index { .. } => "ledger-tile.index",
            Self::Sizes { .. } => "ledger-tile.sizes",
            Self::Entries => "ledger-tile.entries",
        }
    }
}

/// Why a signed note, a key of one, or a checkpoint is refused.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Longer than a note may be.
    #[error("{actual} bytes, at most {max} are read")]
    TooLong {
        /// The length found, in bytes.
        actual: usize,
        /// The most that is read, in bytes.
        max: usize,
    },
    /// Not UTF-8, or with control characters other than newline (C2SP signed-note, Format).
    #[error("not the characters of a note")]
    Characters,
    /// No text with a blank line and at least one signature after it (C2SP signed-note, Format).
    #[error("not a text with signatures after a blank line")]
    Shape,
    /// A signature line that is none (C2SP signed-note, Signatures).
    #[error("not a signature line")]
    SignatureLine,
    /// More signatures than are read.
    #[error("more than {max} signatures")]
    TooManySignatures {
        /// The most that are read.
        max: usize,
    },
    /// The text is no checkpoint (C2SP tlog-checkpoint, Note text).
    #[error("line {line} is not what a checkpoint has there")]
    Checkpoint {
        /// The line, from 1.
        line: usize,
    },
    /// No key as `name+hash+base64`, Ed25519, of a log or a witness.
    #[error("not a verifier key of a log or a witness")]
    Key,
    /// The hash in a verifier key is not that of its name and key.
    #[error("the hash in the verifier key is not that of its name and key")]
    KeyHash,
    /// A name that no key can have (C2SP signed-note, Format).
    #[error("not a name that a key can have")]
    Name,
    /// A key of a log where one of a witness is needed, or the other way round.
    #[error("the key is for another kind of signature")]
    KeyUse,
    /// No signature by this key.
    #[error("no signature by this key")]
    NotSigned,
    /// A signature by this key that does not verify.
    #[error("a signature by this key does not verify")]
    Signature,
    /// A time that no cosignature can have (C2SP tlog-cosignature, Format).
    #[error("not a time that a cosignature can have")]
    Time,
    /// The signer does not sign with Ed25519.
    #[error("the signer does not sign with Ed25519")]
    Algorithm,
    /// The signer gave no signature.
    #[error("{0}")]
    Sign(#[from] SignError),
}

impl NoteError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "ledger-note.too-long",
            Self::Characters => "ledger-note.characters",
            Self::Shape => "ledger-note.shape",
            Self::SignatureLine => "ledger-note.signature-line",
            Self::TooManySignatures { .. } => "ledger-note.too-many-signatures",
            Self::Checkpoint { .. } => "ledger-note.checkpoint",
            Self::Key => "ledger-note.key",
            Self::KeyHash => "ledger-note.key-hash",
            Self::Name => "ledger-note.name",
            Self::KeyUse => "ledger-note.key-use",
            Self::NotSigned => "ledger-note.not-signed",
            Self::Signature => "ledger-note.signature",
            Self::Time => "ledger-note.time",
            Self::Algorithm => "ledger-note.algorithm",
            Self::Sign(error) => error.code(),
        }
    }
}
