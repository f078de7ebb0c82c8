//! Why there is no update.

use std::io::ErrorKind;

use cleanbill_ledger::TileError;
use cleanbill_trust::set::{Digest, Floor, SetError};
use thiserror::Error;

/// Why nothing newer was fetched. What is installed is as it was.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum UpdateError {
    /// Neither a folder nor an address that may be fetched from: `https`, without user, query and
    /// fragment.
    #[error("neither a folder nor an https address without user, query and fragment")]
    Source,
    /// `http` to another machine.
    #[error("http without encryption is for this machine only")]
    PlainHttp,
    /// A certificate authority that was given is no certificate in PEM.
    #[error("the certificate authority is no certificate in PEM")]
    Authority,
    /// The client cannot be started: the system has no certificate authorities, say.
    #[error("no encrypted connection can be made from this machine")]
    Client,
    /// A file cannot be fetched.
    #[error("{path}: {fault}")]
    Fetch {
        /// Which file.
        path: String,
        /// What went wrong.
        fault: FetchFault,
    },
    /// A tile of the ledger is not what it should be, or does not fit the others.
    #[error("a tile of the ledger is not right: {error}")]
    Tile {
        /// What is wrong.
        error: TileError,
    },
    /// What was fetched is not right.
    #[error(transparent)]
    Set(#[from] SetError),
    /// Another set under the version that is installed: two were signed, one of them in secret.
    #[error("version {version} is installed, and what is published under it is another set")]
    SameVersion {
        /// The version.
        version: Floor,
    },
}

impl UpdateError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Source => "update.source",
            Self::PlainHttp => "update.plain-http",
            Self::Authority => "update.authority",
            Self::Client => "update.client",
            Self::Fetch { fault, .. } => fault.code(),
            Self::Tile { error } => error.code(),
            Self::Set(error) => error.code(),
            Self::SameVersion { .. } => "update.same-version",
        }
    }
}

/// What went wrong with one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FetchFault {
    /// It is not there.
    #[error("it is not there")]
    NotFound,
    /// The server cannot be reached, or its certificate is not right.
    #[error("the server cannot be reached, or its certificate is not right")]
    Unreachable,
    /// The server is silent, or too slow.
    #[error("the server is too slow")]
    TooSlow,
    /// The answer breaks off, or is no HTTP.
    #[error("the answer breaks off, or is none")]
    Broken,
    /// The server points elsewhere; nobody follows.
    #[error("the server points elsewhere, and nobody follows")]
    Redirect,
    /// The server answers with an error.
    #[error("the server answers with status {status}")]
    Status {
        /// Its number (RFC 9110 §15).
        status: u16,
    },
    /// It is longer than it may be.
    #[error("it is longer than {size_max_bytes} bytes")]
    TooLarge {
        /// How long it may be.
        size_max_bytes: u64,
    },
    /// It is not what its name says.
    #[error("it is not what its name says, but {found}")]
    OtherContent {
        /// Its SHA-256.
        found: Digest,
    },
    /// The folder cannot be read.
    #[error("{0}")]
    Io(ErrorKind),
}

impl FetchFault {
    /// The stable code of this fault.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "update.not-found",
            Self::Unreachable => "update.unreachable",
            Self::TooSlow => "update.too-slow",
            Self::Broken => "update.broken",
            Self::Redirect => "update.redirect",
            Self::Status { .. } => "update.status",
            Self::TooLarge { .. } => "update.too-large",
            Self::OtherContent { .. } => "update.other-content",
            Self::Io(_) => "update.io",
        }
    }
}
