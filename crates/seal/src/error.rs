use std::io::ErrorKind;

use thiserror::Error;

/// Why something cannot be sealed, opened or looked up. Holds no key and no personal data.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SealError {
    /// The file of the key-encryption key cannot be read.
    #[error("the key-encryption key cannot be read: {kind}")]
    KekRead {
        /// What the system says.
        kind: ErrorKind,
    },
    /// The file of the key-encryption key cannot be written, or is there already.
    #[error("the key-encryption key cannot be written: {kind}")]
    KekWrite {
        /// What the system says.
        kind: ErrorKind,
    },
    /// Not 64 hexadecimal digits.
    #[error("the file of the key-encryption key does not hold 64 hexadecimal digits")]
    KekMalformed,
    /// Others than its owner may read the file.
    #[error("others than its owner may read the key-encryption key: file mode {mode:03o}")]
    KekExposed {
        /// The permission bits that the file has.
        mode: u32,
    },
    /// The token that holds the key-encryption key did not do its part.
    #[error("the token that holds the key-encryption key failed: {cause}")]
    KekFailed {
        /// The token's own code.
        cause: &'static str,
    },
    /// The ring was wrapped by another key-encryption key.
    #[error("the key ring belongs to another key-encryption key")]
    WrongKek,
    /// There is no ring.
    #[error("there is no key ring")]
    RingMissing,
    /// The ring cannot be read.
    #[error("the key ring cannot be read: {kind}")]
    RingRead {
        /// What the system says.
        kind: ErrorKind,
    },
    /// The ring cannot be written.
    #[error("the key ring cannot be written: {kind}")]
    RingWrite {
        /// What the system says.
        kind: ErrorKind,
    },
    /// A ring is there already: a new one would make all that it sealed unreadable.
    #[error("there is a key ring already")]
    RingExists,
    /// Another process is writing the ring.
    #[error("another process is changing the key ring")]
    RingInUse,
    /// Not the canonical CBOR of a ring, or cut short.
    #[error("the key ring is malformed")]
    RingMalformed,
    /// A ring of a version that is not known.
    #[error("the key ring has version {version}")]
    RingVersion {
        /// What it says.
        version: i64,
    },
    /// The ring was changed after it was written: an entry swapped, added or taken out.
    #[error("the key ring was altered")]
    RingAltered,
    /// The ring on the disk has become another since it was opened.
    #[error("the key ring on the disk is another than the one that was opened")]
    RingChanged,
    /// The ring has as many epochs as it may.
    #[error("the key ring already has {epochs_max} epochs")]
    TooManyEpochs {
        /// What is allowed.
        epochs_max: usize,
    },
    /// The newest epoch cannot be retired.
    #[error("epoch {epoch} is in use")]
    EpochInUse {
        /// Which.
        epoch: i32,
    },
    /// The ring has no key of this epoch: it was retired, or the ring is older than the row.
    #[error("the key ring has no epoch {epoch}")]
    UnknownEpoch {
        /// What the row says.
        epoch: i32,
    },
    /// The ring was made by an older program and has no key for this yet.
    #[error("the ring has no key for this purpose yet")]
    NoPurposeKey,
    /// The sealed bytes are not what was sealed for this row: changed, moved from another row,
    /// table or shard, or sealed under another key.
    #[error("the sealed bytes do not belong to this row, or were changed")]
    NotAuthentic,
    /// More than a record may have.
    #[error("a record is longer than {size_max_bytes} bytes")]
    TooLong {
        /// What is allowed.
        size_max_bytes: usize,
    },
    /// The person's data key is gone: their record was erased.
    #[error("the data key is gone: the record was erased")]
    Erased,
    /// This officer looks at too many records.
    #[error("too many records opened; the next one in {retry_after_secs} seconds")]
    RateLimited {
        /// How long to wait, seconds.
        retry_after_secs: u32,
    },
    /// No public id of this kind. The same for all that is wrong with it.
    #[error("no such id")]
    UnknownId,
    /// No collection code. The same for all that is wrong with it.
    #[error("no such code")]
    UnknownCode,
    /// An internal key is not one: they are above 0.
    #[error("an internal key is not above 0")]
    InternalKey,
    /// The cryptographic library failed.
    #[error("the cryptographic library failed")]
    Failed,
}

impl SealError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::KekRead { .. } => "seal.kek-read",
            Self::KekWrite { .. } => "seal.kek-write",
            Self::KekMalformed => "seal.kek-malformed",
            Self::KekExposed { .. } => "seal.kek-exposed",
            Self::KekFailed { .. } => "seal.kek-failed",
            Self::WrongKek => "seal.wrong-kek",
            Self::RingMissing => "seal.ring-missing",
            Self::RingRead { .. } => "seal.ring-read",
            Self::RingWrite { .. } => "seal.ring-write",
            Self::RingExists => "seal.ring-exists",
            Self::RingInUse => "seal.ring-in-use",
            Self::RingMalformed => "seal.ring-malformed",
            Self::RingVersion { .. } => "seal.ring-version",
            Self::RingAltered => "seal.ring-altered",
            Self::RingChanged => "seal.ring-changed",
            Self::TooManyEpochs { .. } => "seal.too-many-epochs",
            Self::EpochInUse { .. } => "seal.epoch-in-use",
            Self::UnknownEpoch { .. } => "seal.unknown-epoch",
            Self::NoPurposeKey => "seal.no-purpose-key",
            Self::NotAuthentic => "seal.not-authentic",
            Self::TooLong { .. } => "seal.too-long",
            Self::Erased => "seal.erased",
            Self::RateLimited { .. } => "seal.rate-limited",
            Self::UnknownId => "seal.unknown-id",
            Self::UnknownCode => "seal.unknown-code",
            Self::InternalKey => "seal.internal-key",
            Self::Failed => "seal.failed",
        }
    }

    /// What whoever runs the authority, or asks it, can do about it.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::KekRead { .. } => {
                "give the path of the key-encryption key, readable by this user"
            }
            Self::KekWrite { .. } => {
                "give a path where no file is, in a folder that can be written"
            }
            Self::KekMalformed => "restore the key-encryption key from its safe",
            Self::KekExposed { .. } => "chmod 600 the file, and think about who may have read it",
            Self::KekFailed { .. } => {
                "see that the token is there and logged in to; nothing changed, and nothing is lost"
            }
            Self::WrongKek => "give the key-encryption key that this ring was made with",
            Self::RingMissing => "make one with `cleanbill init`, or restore it from a backup",
            Self::RingRead { .. } | Self::RingWrite { .. } => {
                "see that the folder of the ring belongs to this user and has room"
            }
            Self::RingExists => "use it; nothing that it sealed can be read without it",
            Self::RingInUse => "try again when the other process is done",
            Self::RingMalformed | Self::RingAltered => "restore the ring from a backup",
            Self::RingVersion { .. } => {
                "use the version of cleanbill that wrote it, or a later one"
            }
            Self::RingChanged => "open the ring again",
            Self::TooManyEpochs { .. } => "wrap the data keys again, and retire old epochs",
            Self::EpochInUse { .. } => "begin a new epoch and wrap the data keys again, first",
            Self::UnknownEpoch { .. } => {
                "open the ring again; if it stays, restore the newest ring"
            }
            Self::NoPurposeKey => "start the service once with the key-encryption key at hand",
            Self::NotAuthentic => "treat the database as tampered with; restore the row",
            Self::TooLong { .. } => "leave out what a record has no field for",
            Self::Erased => "nothing can bring it back; enter the person anew",
            Self::RateLimited { .. } => "wait; a list of persons is a job, not many looks",
            Self::UnknownId | Self::UnknownCode => "see that it was copied without mistake",
            Self::InternalKey | Self::Failed => "report this: it is a defect",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_each_has_a_remedy() {
        let kind = ErrorKind::Other;
        let errors = [
            SealError::KekRead { kind },
            SealError::KekWrite { kind },
            SealError::KekMalformed,
            SealError::KekExposed { mode: 0o644 },
            SealError::KekFailed { cause: "x" },
            SealError::WrongKek,
            SealError::RingMissing,
            SealError::RingRead { kind },
            SealError::RingWrite { kind },
            SealError::RingExists,
            SealError::RingInUse,
            SealError::RingMalformed,
            SealError::RingVersion { version: 2 },
            SealError::RingAltered,
            SealError::RingChanged,
            SealError::TooManyEpochs { epochs_max: 1 },
            SealError::EpochInUse { epoch: 1 },
            SealError::UnknownEpoch { epoch: 1 },
            SealError::NoPurposeKey,
            SealError::NotAuthentic,
            SealError::TooLong { size_max_bytes: 1 },
            SealError::Erased,
            SealError::RateLimited {
                retry_after_secs: 1,
            },
            SealError::UnknownId,
            SealError::UnknownCode,
            SealError::InternalKey,
            SealError::Failed,
        ];
        let mut codes: Vec<_> = errors.iter().map(SealError::code).collect();
        assert!(codes.iter().all(|code| code.starts_with("seal.")));
        assert!(errors.iter().all(|error| !error.remedy().is_empty()));
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), errors.len());
    }
}
