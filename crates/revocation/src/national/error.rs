//! Why a filter, a delta or a chain of them is refused.

use thiserror::Error;

/// Why bytes are not a national filter or not a delta over one.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NationalError {
    /// Longer than [`Limits`](super::Limits) allow.
    #[error("{size_bytes} bytes are longer than the {size_max_bytes} allowed")]
    TooLong {
        /// What was given.
        size_bytes: usize,
        /// What is allowed.
        size_max_bytes: usize,
    },
    /// The first eight bytes are not those of the format.
    #[error("the first bytes are not those of a national filter or delta")]
    Magic,
    /// A later format than this reader knows.
    #[error("format {found} is not known")]
    Format {
        /// The format's number.
        found: u8,
    },
    /// The bytes end inside a field or before what the header announces.
    #[error("the bytes end at {at}, inside a field")]
    Truncated {
        /// How many bytes there are.
        at: usize,
    },
    /// Bytes follow the last field.
    #[error("{count} bytes follow the last field")]
    TrailingBytes {
        /// How many.
        count: usize,
    },
    /// A field of the header has a value that the format excludes.
    #[error("the field {field} is out of range")]
    Field {
        /// The field's name in the grammar.
        field: &'static str,
    },
    /// More entries than [`Limits`](super::Limits) allow.
    #[error("{count} {what} are more than the {count_max} allowed")]
    TooMany {
        /// Of what, in the plural.
        what: &'static str,
        /// What was announced.
        count: usize,
        /// What is allowed.
        count_max: usize,
    },
    /// Entries that must ascend, each once, do not.
    #[error("the {what} do not ascend at entry {at}")]
    Order {
        /// Of what, in the plural.
        what: &'static str,
        /// Index of the entry that is not greater than the one before it.
        at: usize,
    },
    /// A delta both revokes and restores one key.
    #[error("a delta revokes and restores the same key")]
    Contradiction,
}

impl NationalError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "national.too-long",
            Self::Magic => "national.magic",
            Self::Format { .. } => "national.format",
            Self::Truncated { .. } => "national.truncated",
            Self::TrailingBytes { .. } => "national.trailing-bytes",
            Self::Field { .. } => "national.field",
            Self::TooMany { .. } => "national.too-many",
            Self::Order { .. } => "national.order",
            Self::Contradiction => "national.contradiction",
        }
    }
}

/// Why a filter or delta does not follow what is in force.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ChainError {
    /// What is offered is not newer than what is in force.
    #[error("version {offered} is not newer than version {current}, which is in force")]
    Rollback {
        /// The version in force.
        current: u32,
        /// The version offered.
        offered: u32,
    },
    /// A delta in between is missing.
    #[error("the delta goes on from version {base}, but version {current} is in force")]
    Gap {
        /// The version in force.
        current: u32,
        /// The version that the delta goes on from.
        base: u32,
    },
    /// The delta goes on from another filter or delta than the one in force.
    #[error("the delta goes on from something else than version {current}, which is in force")]
    WrongBase {
        /// The version in force.
        current: u32,
    },
    /// The delta was issued before what it goes on from.
    #[error("the delta was issued before version {current}, which it goes on from")]
    TimeGoesBack {
        /// The version in force.
        current: u32,
    },
    /// The newest version is older than one that was in force here before.
    #[error("version {offered} is older than version {floor}, which was in force before")]
    BelowFloor {
        /// The highest version remembered.
        floor: u32,
        /// The version offered.
        offered: u32,
    },
    /// All deltas together have more entries than [`Limits`](super::Limits) allow.
    #[error("the deltas come to more than {count_max} entries")]
    OverlayTooLong {
        /// What is allowed.
        count_max: usize,
    },
    /// A filter or delta of the chain cannot be read.
    #[error(transparent)]
    Read(#[from] NationalError),
}

impl ChainError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Rollback { .. } => "national.rollback",
            Self::Gap { .. } => "national.gap",
            Self::WrongBase { .. } => "national.wrong-base",
            Self::TimeGoesBack { .. } => "national.time-goes-back",
            Self::BelowFloor { .. } => "national.below-floor",
            Self::OverlayTooLong { .. } => "national.overlay-too-long",
            Self::Read(error) => error.code(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique() {
        let what = "epochs";
        let read = [
            NationalError::TooLong {
                size_bytes: 2,
                size_max_bytes: 1,
            },
            NationalError::Magic,
            NationalError::Format { found: 2 },
            NationalError::Truncated { at: 0 },
            NationalError::TrailingBytes { count: 1 },
            NationalError::Field { field: "version" },
            NationalError::TooMany {
                what,
                count: 2,
                count_max: 1,
            },
            NationalError::Order { what, at: 1 },
            NationalError::Contradiction,
        ];
        let (current, offered, floor, base) = (5, 4, 5, 6);
        let chain = [
            ChainError::Rollback { current, offered },
            ChainError::Gap { current, base },
            ChainError::WrongBase { current },
            ChainError::TimeGoesBack { current },
            ChainError::BelowFloor { floor, offered },
            ChainError::OverlayTooLong { count_max: 1 },
        ];
        let mut codes: Vec<_> = read.iter().map(NationalError::code).collect();
        codes.extend(chain.iter().map(ChainError::code));
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
        assert!(codes.iter().all(|code| code.starts_with("national.")));
        assert_eq!(
            ChainError::from(NationalError::Magic).code(),
            "national.magic"
        );
    }
}
