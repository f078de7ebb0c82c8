//! Where published files come from.

use std::fs::File;

use cleanbill_audit::{FolderSource, Source, SourceError};

/// What an authority publishes, laid out as an audit reads it: the ledger under `ledger/`, signed
/// sets beside it.
pub trait PublishedFiles: Source + Send {
    /// The file at a path, to be read from its start; `None` if there is none.
    ///
    /// # Errors
    /// [`SourceError`].
    fn file(&self, path: &str) -> Result<Option<File>, SourceError>;

    /// The same, as audits read it.
    fn as_source(&self) -> &dyn Source;
}

impl PublishedFiles for FolderSource {
    fn file(&self, path: &str) -> Result<Option<File>, SourceError> {
        Self::file(self, path)
    }

    fn as_source(&self) -> &dyn Source {
        self
    }
}
