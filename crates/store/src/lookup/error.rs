use thiserror::Error;

/// Why the bytes of a sorted run are not used. Names positions and lengths, never a hash.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RunError {
    /// A chunk has a length that no chunk has.
    #[error("a chunk of a sorted run has {len_bytes} bytes")]
    ChunkLength {
        /// Its length.
        len_bytes: usize,
    },
    /// The entries of a chunk, or the chunks of a run, are not in order.
    #[error("a sorted run is out of order")]
    Unordered,
    /// A filter has a length that no filter of so many entries has.
    #[error("the filter of a sorted run of {entries} entries has {len_bytes} bytes")]
    FilterLength {
        /// What the run says.
        entries: u64,
        /// The filter's length.
        len_bytes: usize,
    },
    /// More entries than a run may have.
    #[error("a sorted run has more than {entries_max} entries")]
    TooMany {
        /// What is allowed.
        entries_max: usize,
    },
    /// No entries at all: such a run is not kept.
    #[error("a sorted run without entries")]
    Empty,
    /// Two entries have one hash, and their kind is one of which that cannot be.
    #[error("two entries of a sorted run have one hash")]
    Duplicate,
}

impl RunError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ChunkLength { .. } => "lookup.chunk-length",
            Self::Unordered => "lookup.unordered",
            Self::FilterLength { .. } => "lookup.filter-length",
            Self::TooMany { .. } => "lookup.too-many",
            Self::Empty => "lookup.empty",
            Self::Duplicate => "lookup.duplicate",
        }
    }
}
