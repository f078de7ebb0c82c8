//! Why a witness does not start, or gives no answer.

use std::io::ErrorKind;

use cleanbill_ledger::NoteError;

/// Why a witness does not start, or cannot remember.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WitnessError {
    /// What it remembers cannot be read or written.
    #[error("what the witness remembers cannot be read or written: {kind}")]
    Folder {
        /// What the system says.
        kind: ErrorKind,
    },
    /// Another witness works in this folder.
    #[error("another witness works in this folder")]
    Busy,
    /// What it remembers of a log is not what it wrote.
    #[error("what the witness remembers of {log} is damaged")]
    Damaged {
        /// The log's origin, or the file's name where that is not known.
        log: String,
    },
    /// What it remembers of a log is gone.
    #[error("what the witness remembered of {log} is gone")]
    Lost {
        /// The log's origin, or the file's name where that is not known.
        log: String,
    },
    /// No key of a log, with or without its origin.
    #[error("not a log's key, with @ and an origin if its name is not that: {error}")]
    Log {
        /// What is wrong with the key.
        error: NoteError,
    },
    /// A name or a key that no witness can have.
    #[error("not a name or a key that a witness can have: {error}")]
    Key {
        /// What is wrong with it.
        error: NoteError,
    },
    /// The key of a log is also the witness's own.
    #[error("the log {log} has the witness's own key")]
    OwnKey {
        /// The log's origin.
        log: String,
    },
    /// The port cannot be listened on.
    #[error("the address cannot be listened on: {kind}")]
    Listen {
        /// What the system says.
        kind: ErrorKind,
    },
}

impl WitnessError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Folder { .. } => "witness.folder",
            Self::Busy => "witness.busy",
            Self::Damaged { .. } => "witness.damaged",
            Self::Lost { .. } => "witness.lost",
            Self::Log { .. } => "witness.log",
            Self::Key { .. } => "witness.key",
            Self::OwnKey { .. } => "witness.own-key",
            Self::Listen { .. } => "witness.listen",
        }
    }
}

impl From<std::io::Error> for WitnessError {
    fn from(error: std::io::Error) -> Self {
        Self::Folder { kind: error.kind() }
    }
}

/// Why a witness gave no cosignature.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AskError {
    /// No address of a witness: `http` or `https`, no name, password, query or fragment.
    #[error("not the address of a witness")]
    Address,
    /// Plain HTTP is for witnesses on this machine only.
    #[error("a witness elsewhere is asked by https")]
    PlainHttp,
    /// The client could not be made.
    #[error("no client for HTTP could be made")]
    Client,
    /// Nobody answers there.
    #[error("the witness cannot be reached")]
    Unreachable,
    /// The answer took too long.
    #[error("the witness is too slow")]
    TooSlow,
    /// The connection broke.
    #[error("the connection to the witness broke")]
    Broken,
    /// The answer leads elsewhere, which is not followed.
    #[error("the witness sends elsewhere")]
    Redirect,
    /// The answer is longer than any can be.
    #[error("the witness's answer is longer than {max} bytes")]
    TooLarge {
        /// The most that is read, in bytes.
        max: usize,
    },
    /// The witness has cosigned a tree of another size last. 409.
    #[error("the witness has cosigned a tree of {size} leaves last")]
    Conflict {
        /// That size.
        size: u64,
    },
    /// The witness does not know the log. 404.
    #[error("the witness does not know the log")]
    UnknownLog,
    /// The witness does not trust the log's signature. 403.
    #[error("the witness does not trust the log's signature")]
    Forbidden,
    /// The witness is not shown that the tree only grew. 422.
    #[error("the witness is not shown that the log only grew")]
    Inconsistent,
    /// Another answer.
    #[error("the witness answers with status {status}")]
    Status {
        /// The status.
        status: u16,
    },
    /// The answer is not what a witness says.
    #[error("the witness's answer is not one")]
    Malformed,
}

impl AskError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Address => "witness-ask.address",
            Self::PlainHttp => "witness-ask.plain-http",
            Self::Client => "witness-ask.client",
            Self::Unreachable => "witness-ask.unreachable",
            Self::TooSlow => "witness-ask.too-slow",
            Self::Broken => "witness-ask.broken",
            Self::Redirect => "witness-ask.redirect",
            Self::TooLarge { .. } => "witness-ask.too-large",
            Self::Conflict { .. } => "witness-ask.conflict",
            Self::UnknownLog => "witness-ask.unknown-log",
            Self::Forbidden => "witness-ask.forbidden",
            Self::Inconsistent => "witness-ask.inconsistent",
            Self::Status { .. } => "witness-ask.status",
            Self::Malformed => "witness-ask.malformed",
        }
    }
}
