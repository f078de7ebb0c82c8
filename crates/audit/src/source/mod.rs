//! Where what an authority publishes is read from: a folder, or an address.

mod folder;
mod http;

use std::io::{ErrorKind, Read, Seek};
use std::time::Duration;

use thiserror::Error;

pub use folder::FolderSource;
pub use http::HttpSource;

/// Something that is read from the start, more than once.
pub trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

/// Where published files are read from. Several threads ask at once, each for one file.
pub trait Source: Sync {
    /// One file, whole; `None` if there is none.
    ///
    /// # Errors
    /// [`SourceError`], also for a file of more than `size_max_bytes`.
    fn fetch(&self, path: &str, size_max_bytes: u64) -> Result<Option<Vec<u8>>, SourceError>;

    /// One file that may be too large for the memory; `None` if there is none.
    ///
    /// # Errors
    /// [`SourceError`], also for a file of more than `size_max_bytes`.
    fn open(
        &self,
        path: &str,
        size_max_bytes: u64,
    ) -> Result<Option<Box<dyn ReadSeek>>, SourceError>;

    /// The names of the files in a folder; `None` if the source cannot tell.
    ///
    /// # Errors
    /// [`SourceError`].
    fn list(&self, folder: &str) -> Result<Option<Vec<String>>, SourceError>;

    /// How many files are asked for at once.
    fn concurrency(&self) -> usize;
}

/// How much, and for how long, a hostile server is listened to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Longest wait for a connection.
    pub connect_timeout: Duration,
    /// Longest silence of the server.
    pub read_timeout: Duration,
    /// Longest time for one file that is held in memory: 17 MB at 19 kB/s.
    pub file_timeout: Duration,
    /// Longest time for a file that goes to the disk.
    pub stream_timeout: Duration,
    /// Most requests at once.
    pub concurrency: usize,
}

impl Limits {
    /// The limits in force.
    pub const DEFAULT: Self = Self {
        connect_timeout: Duration::from_secs(10),
        read_timeout: Duration::from_secs(20),
        file_timeout: Duration::from_secs(15 * 60),
        stream_timeout: Duration::from_secs(6 * 60 * 60),
        concurrency: 8,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Why a file could not be read. Nothing follows from it about the authority but that.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{path}: {fault}")]
pub struct SourceError {
    /// Which file.
    pub path: String,
    /// What went wrong.
    pub fault: SourceFault,
}

/// What went wrong with one file, or with the source itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SourceFault {
    /// Neither a folder nor an address that may be fetched from.
    #[error("neither a folder nor an https address without user, query and fragment")]
    Address,
    /// `http` to another machine.
    #[error("http without encryption is for this machine only")]
    PlainHttp,
    /// A certificate authority that was given is no certificate in PEM.
    #[error("the certificate authority is no certificate in PEM")]
    Authority,
    /// The client cannot be started.
    #[error("no encrypted connection can be made from this machine")]
    Client,
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
    /// It cannot be read, or not be kept for as long as it is looked at.
    #[error("{0}")]
    Io(ErrorKind),
}

impl SourceError {
    pub(crate) fn new(path: &str, fault: SourceFault) -> Self {
        Self {
            path: path.to_owned(),
            fault,
        }
    }

    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.fault.code()
    }
}

impl SourceFault {
    /// The stable code of this fault.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Address => "audit-source.address",
            Self::PlainHttp => "audit-source.plain-http",
            Self::Authority => "audit-source.authority",
            Self::Client => "audit-source.client",
            Self::Unreachable => "audit-source.unreachable",
            Self::TooSlow => "audit-source.too-slow",
            Self::Broken => "audit-source.broken",
            Self::Redirect => "audit-source.redirect",
            Self::Status { .. } => "audit-source.status",
            Self::TooLarge { .. } => "audit-source.too-large",
            Self::Io(_) => "audit-source.io",
        }
    }
}

/// What a text names: an address if it has a scheme, else a folder. `authorities` are certificates
/// in PEM that are believed besides those of the system.
///
/// # Errors
/// [`SourceError`].
pub fn source_of(
    text: &str,
    authorities: &[u8],
    limits: &Limits,
) -> Result<Box<dyn Source>, SourceError> {
    if text.contains("://") {
        return Ok(Box::new(HttpSource::new(text, authorities, limits)?));
    }
    if text.is_empty() {
        return Err(SourceError::new(text, SourceFault::Address));
    }
    Ok(Box::new(FolderSource::new(text)))
}
