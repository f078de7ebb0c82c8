//! Why the ledger does not go on.

use cleanbill_ledger::batch::BatchError;
use cleanbill_ledger::{NoteError, PolicyError, TileError};
use cleanbill_publish::files::FilesError;
use cleanbill_store::StoreError;
use thiserror::Error;

/// Why the ledger does not go on. Nothing is lost by it: leaves wait.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SequencerError {
    /// The registry.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Where the ledger is published.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// A checkpoint that cannot be read, or not be signed.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// A tile that cannot be read or written.
    #[error(transparent)]
    Tile(#[from] TileError),
    /// A batch that cannot be made or read.
    #[error(transparent)]
    Batch(#[from] BatchError),
    /// The published checkpoint is not one of this log.
    #[error("what is published there is not of this log: {0}")]
    OtherLog(PolicyError),
    /// More is published than the registry knows: a backup was restored.
    #[error("{published} entries are published, and the registry knows of {held}")]
    Behind {
        /// Entries under the published checkpoint.
        published: u64,
        /// Entries in the registry.
        held: u64,
    },
    /// What is published has other entries than the registry.
    #[error("what is published is another ledger than the registry's, at {size} entries")]
    TwoTrees {
        /// Entries under the published checkpoint.
        size: u64,
    },
    /// The registry knows of a checkpoint that is not there.
    #[error("{published} entries were published, and no checkpoint is there")]
    Gone {
        /// Entries under the checkpoint that was published.
        published: u64,
    },
    /// A published file is not what its name says, or not there.
    #[error("the published file {path} is not there, or not what its name says")]
    Damaged {
        /// Which file.
        path: String,
    },
}

impl SequencerError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Store(error) => error.code(),
            Self::Files(error) => error.code(),
            Self::Note(error) => error.code(),
            Self::Tile(error) => error.code(),
            Self::Batch(error) => error.code(),
            Self::OtherLog(_) => "sequencer.other-log",
            Self::Behind { .. } => "sequencer.behind",
            Self::TwoTrees { .. } => "sequencer.two-trees",
            Self::Gone { .. } => "sequencer.gone",
            Self::Damaged { .. } => "sequencer.damaged",
        }
    }
}
