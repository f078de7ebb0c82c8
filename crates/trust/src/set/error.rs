//! Why a set is refused.

use std::fmt;

use thiserror::Error;

use super::{CLOCK_SKEW_MAX_SECS, Digest, Fault, Floor, LIFETIME_MIN_SECS, TargetType};

/// A part of a signed set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// The file as a whole.
    File,
    /// A root, its message or its document.
    Root,
    /// The manifest, its message or its document.
    Manifest,
    /// The target of this type.
    Target(TargetType),
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => f.write_str("file"),
            Self::Root => f.write_str("root"),
            Self::Manifest => f.write_str("manifest"),
            Self::Target(kind) => write!(f, "target {kind}"),
        }
    }
}

/// Why a signed set is refused. Each variant names its rule; none is about a pass or a person.
///
/// Only [`SetError::FromTheFuture`] and [`SetError::Expired`] speak of time, and only after every
/// signature was found right: a wrong clock is never called a wrong signature.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SetError {
    /// Larger than [`Limits::size_max_bytes`](super::Limits::size_max_bytes).
    #[error("a set of {size_bytes} bytes is larger than the limit of {size_max_bytes}")]
    TooLarge {
        /// What came.
        size_bytes: usize,
        /// What is allowed.
        size_max_bytes: usize,
    },
    /// The file is something else, from its first bytes on.
    #[error("this is not a signed set")]
    NotASet,
    /// The format's number is one that this version does not read.
    #[error("the {part} has format {found}, which needs another version of this program")]
    UnsupportedFormat {
        /// Where.
        part: Part,
        /// The number found.
        found: i64,
    },
    /// The file ends before the set does.
    #[error("the set is cut short")]
    Truncated,
    /// A part is not what the grammar says, or not in its one encoding.
    #[error("the {part} is malformed: {fault}")]
    Malformed {
        /// Where.
        part: Part,
        /// What is wrong there.
        fault: Fault,
    },
    /// A document has a field that must be understood and is not: newer than this program.
    #[error("the {part} has field {label}, which needs another version of this program")]
    UnknownField {
        /// Where.
        part: Part,
        /// The field's label, 0 or above.
        label: i64,
    },
    /// None of the set's roots is pinned: another authority's set, or roots after the pinned one
    /// are all that it carries.
    #[error("the set is of an unknown root, {found}")]
    UnknownRoot {
        /// The fingerprint of the set's newest root.
        found: Digest,
    },
    /// Roots do not follow one another in steps of 1 (TUF §5.3.5).
    #[error("root version {found} stands where {expected} should")]
    RootGap {
        /// The version that comes next.
        expected: u32,
        /// The version that is there.
        found: u32,
    },
    /// Too few of the signatures that a part needs are right (TUF §5.3.4): for a root, k of its own
    /// keys and k of the root before it.
    #[error("the {part} has {valid} of {required} signatures that it needs")]
    WrongSignature {
        /// The root or the manifest.
        part: Part,
        /// Distinct keys with a right signature.
        valid: usize,
        /// How many are needed.
        required: usize,
    },
    /// The newest root does not name the key that is to have signed the manifest.
    #[error("the manifest is by a publication key that the root does not name, {found}")]
    UnknownPublicationKey {
        /// The key's digest, as the manifest states it.
        found: Digest,
    },
    /// The manifest's life is not within that of the publication key.
    #[error("the manifest's life is outside that of its publication key, {not_before}–{not_after}")]
    PublicationKeyOutsideValidity {
        /// First second of the key, Unix seconds.
        not_before: i64,
        /// Last second of the key, Unix seconds.
        not_after: i64,
    },
    /// Older than what this verifier has already seen (TUF §5.3.5, §5.4.3).
    #[error("the set has version {found}, older than {floor} which was seen before")]
    VersionRollback {
        /// The versions of this set.
        found: Floor,
        /// The versions that were seen.
        floor: Floor,
    },
    /// Lives shorter than [`LIFETIME_MIN_SECS`] (guarantee G02).
    #[error("the {part} lives {lifetime_secs} s, and {LIFETIME_MIN_SECS} is the least")]
    LifetimeTooShort {
        /// The root or the manifest.
        part: Part,
        /// From issue to expiry, in seconds.
        lifetime_secs: i64,
    },
    /// Issued more than [`CLOCK_SKEW_MAX_SECS`] after `now`.
    #[error(
        "this data ({part}) is newer than your clock, by more than {CLOCK_SKEW_MAX_SECS} s: check \
         the clock"
    )]
    FromTheFuture {
        /// The root or the manifest.
        part: Part,
        /// When it was issued, Unix seconds.
        issued_at: i64,
        /// What the clock says, Unix seconds.
        now: i64,
    },
    /// Past its last second; or the clock is ahead.
    #[error("this data ({part}) has expired by your clock: load newer data, or check the clock")]
    Expired {
        /// The root or the manifest.
        part: Part,
        /// Its last second, Unix seconds.
        expires_at: i64,
        /// What the clock says, Unix seconds.
        now: i64,
    },
    /// The manifest lists a type that must be understood and is not.
    #[error("the set has {kind}, which needs another version of this program")]
    UnknownCriticalTarget {
        /// The type.
        kind: TargetType,
    },
    /// The manifest lists one type twice, or not in ascending order.
    #[error("target {kind} is listed twice or out of order")]
    TargetOrder {
        /// The type that may not follow the one before it.
        kind: TargetType,
    },
    /// A listed target is not in the file.
    #[error("target {kind} is missing")]
    MissingTarget {
        /// The first that is missing.
        kind: TargetType,
    },
    /// The file has targets that the manifest does not list.
    #[error("the set has {count} targets that are not listed")]
    UnlistedTarget {
        /// How many.
        count: usize,
    },
    /// A part is not the one that the manifest lists: other bytes, or another size.
    #[error("the {part} is not the one that the manifest lists")]
    DigestMismatch {
        /// The roots or a target.
        part: Part,
    },
    /// The set holds no target of the type that was asked for.
    #[error("the set has no {kind}")]
    NoSuchTarget {
        /// The type.
        kind: TargetType,
    },
}

impl SetError {
    /// The stable code of this error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "set.too-large",
            Self::NotASet => "set.not-a-set",
            Self::UnsupportedFormat { .. } => "set.unsupported-format",
            Self::Truncated => "set.truncated",
            Self::Malformed { .. } => "set.malformed",
            Self::UnknownField { .. } => "set.unknown-field",
            Self::UnknownRoot { .. } => "set.unknown-root",
            Self::RootGap { .. } => "set.root-gap",
            Self::WrongSignature { .. } => "set.wrong-signature",
            Self::UnknownPublicationKey { .. } => "set.unknown-publication-key",
            Self::PublicationKeyOutsideValidity { .. } => "set.publication-key-outside-validity",
            Self::VersionRollback { .. } => "set.version-rollback",
            Self::LifetimeTooShort { .. } => "set.lifetime-too-short",
            Self::FromTheFuture { .. } => "set.from-the-future",
            Self::Expired { .. } => "set.expired",
            Self::UnknownCriticalTarget { .. } => "set.unknown-critical-target",
            Self::TargetOrder { .. } => "set.target-order",
            Self::MissingTarget { .. } => "set.missing-target",
            Self::UnlistedTarget { .. } => "set.unlisted-target",
            Self::DigestMismatch { .. } => "set.digest-mismatch",
            Self::NoSuchTarget { .. } => "set.no-such-target",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_are_unique_and_named_after_the_set() {
        let kind = || TargetType::DCC_SIGNERS;
        let part = || Part::Root;
        let found = Digest::of(b"");
        let floor = Floor::default();
        let (size_bytes, size_max_bytes) = (2, 1);
        let (not_before, not_after, issued_at, expires_at, now) = (0, 0, 0, 0, 0);
        #[rustfmt::skip]
        let all = [
            SetError::TooLarge { size_bytes, size_max_bytes },
            SetError::NotASet,
            SetError::UnsupportedFormat { part: part(), found: 2 },
            SetError::Truncated,
            Fault::Header.of(part()),
            SetError::UnknownField { part: part(), label: 9 },
            SetError::UnknownRoot { found },
            SetError::RootGap { expected: 2, found: 3 },
            SetError::WrongSignature { part: part(), valid: 1, required: 2 },
            SetError::UnknownPublicationKey { found },
            SetError::PublicationKeyOutsideValidity { not_before, not_after },
            SetError::VersionRollback { found: floor, floor },
            SetError::LifetimeTooShort { part: part(), lifetime_secs: 1 },
            SetError::FromTheFuture { part: part(), issued_at, now },
            SetError::Expired { part: part(), expires_at, now },
            SetError::UnknownCriticalTarget { kind: kind() },
            SetError::TargetOrder { kind: kind() },
            SetError::MissingTarget { kind: kind() },
            SetError::UnlistedTarget { count: 1 },
            SetError::DigestMismatch { part: part() },
            SetError::NoSuchTarget { kind: kind() },
        ];
        let codes: BTreeSet<_> = all.iter().map(SetError::code).collect();
        assert_eq!(codes.len(), all.len());
        assert!(codes.iter().all(|code| code.starts_with("set.")));
        let texts: BTreeSet<_> = all.iter().map(ToString::to_string).collect();
        assert_eq!(texts.len(), all.len());
    }
}
