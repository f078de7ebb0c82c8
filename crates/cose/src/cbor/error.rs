use thiserror::Error;

/// Why bytes are not one well-formed CBOR data item within the limits (RFC 8949 §5.3.1).
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CborError {
    /// Longer than [`Limits::size_max_bytes`](crate::Limits::size_max_bytes).
    #[error("CBOR of {size_bytes} bytes is longer than the limit of {size_max_bytes}")]
    TooLong {
        /// What came.
        size_bytes: usize,
        /// What is allowed.
        size_max_bytes: usize,
    },
    /// The bytes end inside an item.
    #[error("CBOR ends too early, at byte {position}")]
    Truncated {
        /// Offset of the item that is cut, in bytes.
        position: usize,
    },
    /// A byte sequence that RFC 8949 does not allow, or text that is not UTF-8.
    #[error("CBOR is malformed at byte {position}")]
    Malformed {
        /// Offset in bytes.
        position: usize,
    },
    /// Another type stands where the grammar wants this one.
    #[error("CBOR at byte {position} has an unexpected type")]
    UnexpectedType {
        /// Offset in bytes.
        position: usize,
    },
    /// Nested deeper than [`Limits::depth_max`](crate::Limits::depth_max).
    #[error("CBOR nests deeper than {depth_max}")]
    TooDeep {
        /// What is allowed.
        depth_max: usize,
    },
    /// More data items than [`Limits::items_max`](crate::Limits::items_max).
    #[error("CBOR has more than {items_max} items")]
    TooManyItems {
        /// What is allowed.
        items_max: usize,
    },
    /// A map names the same key twice (RFC 8949 §5.6).
    #[error("a CBOR map names a key twice, at byte {position}")]
    DuplicateKey {
        /// Offset of the map in bytes.
        position: usize,
    },
    /// Bytes follow the one item that should be all.
    #[error("bytes follow the CBOR item, from byte {position}")]
    TrailingBytes {
        /// Offset of the first byte too many.
        position: usize,
    },
    /// A map key is neither an integer nor text; nothing that this project reads has others.
    #[error("a CBOR map key is neither integer nor text, at byte {position}")]
    KeyType {
        /// Offset of the key in bytes.
        position: usize,
    },
    /// An integer outside −2⁶³ … 2⁶³−1.
    #[error("a CBOR integer does not fit 64 bits, at byte {position}")]
    IntegerRange {
        /// Offset in bytes.
        position: usize,
    },
}

impl CborError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "cbor.too-long",
            Self::Truncated { .. } => "cbor.truncated",
            Self::Malformed { .. } => "cbor.malformed",
            Self::UnexpectedType { .. } => "cbor.unexpected-type",
            Self::TooDeep { .. } => "cbor.too-deep",
            Self::TooManyItems { .. } => "cbor.too-many-items",
            Self::DuplicateKey { .. } => "cbor.duplicate-key",
            Self::TrailingBytes { .. } => "cbor.trailing-bytes",
            Self::KeyType { .. } => "cbor.key-type",
            Self::IntegerRange { .. } => "cbor.integer-range",
        }
    }
}
