use std::io::ErrorKind;

use cleanbill_revocation::national::NationalError;
use thiserror::Error;

/// Why a universe file cannot be read or written, or no filter or delta built from it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PublishError {
    /// The universe file cannot be read or written.
    #[error("the universe file cannot be read or written: {kind}")]
    Io {
        /// What the system says.
        kind: ErrorKind,
    },
    /// The first bytes are not those of a universe file of a format that is known.
    #[error("not a universe file of a known format")]
    NotAUniverse,
    /// The universe file ends early.
    #[error("the universe file ends early")]
    Truncated,
    /// Bytes follow the last record.
    #[error("bytes follow the last record of the universe file")]
    TrailingBytes,
    /// A field has a value that the format excludes.
    #[error("the field {field} is out of range")]
    Field {
        /// The field's name in the grammar.
        field: &'static str,
    },
    /// Epochs that do not ascend by kid, or keys that do not ascend in an epoch.
    #[error("the {what} do not ascend at number {at}")]
    Order {
        /// Of what, in the plural.
        what: &'static str,
        /// Index of the one that is not greater than the one before it.
        at: u64,
    },
    /// An epoch has other numbers of records than its header says.
    #[error("an epoch has other numbers of records than its header says")]
    Count,
    /// A key is revoked in one epoch and in force in another.
    #[error("a key is revoked in one epoch and in force in another")]
    Conflict,
    /// The universe file changed while it was read.
    #[error("the universe file changed while it was read")]
    Changed,
    /// The exact ribbon could not be solved in any attempt. Does not happen by chance.
    #[error("the ribbon could not be solved in {attempts} attempts")]
    Unsolvable {
        /// How often it was tried.
        attempts: u32,
    },
    /// A universe is too large for the format.
    #[error("the universe is too large for a filter")]
    TooLarge,
    /// The filter that was built does not say of each pass what the universe says.
    #[error("the filter is wrong about {wrong} passes of its universe")]
    Wrong {
        /// About how many.
        wrong: u64,
    },
    /// An epoch of the older universe is missing in the newer one, or is not the same.
    #[error("the universes do not have the same passes")]
    OtherPasses,
    /// Two passes of the universe share the twelve bytes by which a delta would name one of them;
    /// a new filter is needed instead.
    #[error("two passes share the key by which a delta would name one of them")]
    ShortKeyCollision,
    /// What was built cannot be written in its format.
    #[error(transparent)]
    Encode(#[from] NationalError),
}

impl PublishError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Io { .. } => "universe.io",
            Self::NotAUniverse => "universe.format",
            Self::Truncated => "universe.truncated",
            Self::TrailingBytes => "universe.trailing-bytes",
            Self::Field { .. } => "universe.field",
            Self::Order { .. } => "universe.order",
            Self::Count => "universe.count",
            Self::Conflict => "universe.conflict",
            Self::Changed => "universe.changed",
            Self::Unsolvable { .. } => "publish.unsolvable",
            Self::TooLarge => "publish.too-large",
            Self::Wrong { .. } => "publish.wrong",
            Self::OtherPasses => "publish.other-passes",
            Self::ShortKeyCollision => "publish.short-key-collision",
            Self::Encode(error) => error.code(),
        }
    }
}

impl From<std::io::Error> for PublishError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::UnexpectedEof => Self::Truncated,
            kind => Self::Io { kind },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique() {
        let io = |kind: ErrorKind| PublishError::from(std::io::Error::from(kind));
        let errors = [
            io(ErrorKind::PermissionDenied),
            PublishError::NotAUniverse,
            io(ErrorKind::UnexpectedEof),
            PublishError::TrailingBytes,
            PublishError::Field { field: "kid" },
            PublishError::Order {
                what: "keys",
                at: 1,
            },
            PublishError::Count,
            PublishError::Conflict,
            PublishError::Changed,
            PublishError::Unsolvable { attempts: 1 },
            PublishError::TooLarge,
            PublishError::Wrong { wrong: 1 },
            PublishError::OtherPasses,
            PublishError::ShortKeyCollision,
            PublishError::Encode(NationalError::Magic),
        ];
        let mut codes: Vec<_> = errors.iter().map(PublishError::code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), errors.len());
    }
}
