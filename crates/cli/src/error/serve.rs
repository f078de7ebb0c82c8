use std::path::PathBuf;

use cleanbill_authority::AuthorityError;
use cleanbill_seal::SealError;
use cleanbill_server::{SiteError, StartError};
use cleanbill_store::StoreError;
use thiserror::Error;

/// Why the service does not start, or broke off.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum ServeError {
    #[error("{error} [{code}]", code = error.code())]
    Seal { error: SealError },
    #[error("{error} [{code}]", code = error.code())]
    Store { error: StoreError },
    #[error("{error} [{code}]", code = error.code())]
    Authority { error: AuthorityError },
    #[error("{error} [{code}]", code = error.code())]
    Start { error: StartError },
    #[error("the database has records, and the key ring that sealed them is not there")]
    RingLost,
    #[error("there is a registry, and no key store that opens it")]
    KeysLost,
    #[error("the registry is older than its key store: it was restored, and not made ready")]
    OlderThanKeys,
    #[error("the records of this registry were purged: no pass comes from it any more")]
    Purged,
    #[error("this is no database in files: PostgreSQL has its own backups")]
    NotOneFile,
    #[error("{path} is there already", path = path.display())]
    BackupThere { path: PathBuf },
    #[error("{path} is no backup of this kind", path = path.display())]
    NotABackup { path: PathBuf },
    #[error("{path} is not as it was when the backup was made", path = path.display())]
    Altered { path: PathBuf },
    #[error("{path} is there already, and is not written over", path = path.display())]
    RegistryThere { path: PathBuf },
    #[error("{folder}: {error} [{code}]", folder = folder.display(), code = error.code())]
    Site { folder: PathBuf, error: SiteError },
    #[error("there are no pages in {folder}", folder = folder.display())]
    NoPages { folder: PathBuf },
    #[error("check_listen is no address")]
    CheckListen,
    #[error("utc_offset is none")]
    Offset,
    #[error("the service could not be given threads")]
    Threads,
}

impl ServeError {
    /// What to do about it.
    pub(crate) const fn hint(&self) -> &'static str {
        match self {
            Self::Seal { error } => error.remedy(),
            Self::Store { error } => match error {
                StoreError::Address => "--database sqlite:PATH or postgres://…",
                StoreError::NewerSchema { .. } => "use the newer program that wrote it",
                StoreError::Full | StoreError::Disk => "make room on the disk",
                StoreError::ReadOnly => "name the primary, or promote this replica",
                _ => "see that the database runs, and lets this user in",
            },
            Self::Authority { error } => match error {
                AuthorityError::NotPinned => {
                    "restore the file `founding` of the data folder: without it nobody knows who \
                     founded this authority"
                }
                _ => "the code says more: docs/ERROR_CODES.md",
            },
            Self::Start { error } => error.remedy(),
            Self::Site { error, .. } => error.remedy(),
            Self::NoPages { .. } => {
                "give a folder that web/build/build.mjs made, with door/ and home/ in it"
            }
            Self::CheckListen => "write check_listen = \"127.0.0.1:8081\", or \"off\"",
            Self::KeysLost => "restore the key store from its backup: `cleanbill restore --keys`",
            Self::OlderThanKeys => "`cleanbill restore --recovered`, once",
            Self::NotOneFile => "pg_basebackup and archived logs, as OPERATIONS.md shows",
            Self::BackupThere { .. } => "name a folder that is not there yet",
            Self::NotABackup { .. } => "give a folder that `cleanbill backup` made",
            Self::Altered { .. } => "take another backup; this one was changed or is damaged",
            Self::RegistryThere { .. } => "restore into another folder, or move this one away",
            Self::Purged => {
                "`cleanbill ledger run` keeps the ledger going, and `cleanbill publish` the sets"
            }
            Self::RingLost => "restore seal/ring of the data folder from its backup",
            Self::Offset => "write utc_offset = \"+03:00\"",
            Self::Threads => "look at the limits of this user",
        }
    }
}

impl From<SealError> for ServeError {
    fn from(error: SealError) -> Self {
        Self::Seal { error }
    }
}

impl From<StoreError> for ServeError {
    fn from(error: StoreError) -> Self {
        Self::Store { error }
    }
}

impl From<AuthorityError> for ServeError {
    fn from(error: AuthorityError) -> Self {
        Self::Authority { error }
    }
}

impl From<StartError> for ServeError {
    fn from(error: StartError) -> Self {
        Self::Start { error }
    }
}
