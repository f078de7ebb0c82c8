use cleanbill_issuer::registry::LookupKind;
use thiserror::Error;

use crate::lookup::RunError;

/// Why the store did not do what it was asked. Says which table, and nothing of what is in it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The address is neither `sqlite:` nor `postgres:`, or cannot be read.
    #[error("the address of the database cannot be read")]
    Address,
    /// The database cannot be reached: it is stopped, or a connection broke. Whether a commit that
    /// was under way came through is not known; a repeated request is recognised by its
    /// idempotency key, and a job by its progress.
    #[error("the database cannot be reached")]
    Unavailable,
    /// The disk that the database lies on is full. Nothing was written.
    #[error("the disk that the database lies on is full")]
    Full,
    /// The disk that the database lies on does not take what is written: a quota or a limit is
    /// reached, or it fails. Nothing was written.
    #[error("the disk that the database lies on does not take what is written")]
    Disk,
    /// The database only reads: a replica, or one that was set so. Nothing was written.
    #[error("the database takes no writes: a replica, or set so")]
    ReadOnly,
    /// Others wrote the same rows at the same time, again and again.
    #[error("the transaction gave way to others {attempts} times")]
    Busy {
        /// How often it was tried.
        attempts: u32,
    },
    /// The database may not be read or written by this program.
    #[error("the database refuses this program")]
    Permission,
    /// The schema is newer than this program.
    #[error("the schema is at version {found}, this program knows {known}")]
    NewerSchema {
        /// The version in the database.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// A migration of the schema did not go through; the schema is as before.
    #[error("migration {version} did not go through")]
    Migration {
        /// Its version.
        version: i64,
    },
    /// An act came without its leaf, or with two (G06).
    #[error("an act has not exactly one leaf")]
    NoLeaf,
    /// An act about a holder, or a look at a record, came without an access entry (G11).
    #[error("an access entry is missing")]
    NoAccess,
    /// An act is not signed by two officers of two offices (G07).
    #[error("an act goes on without the signatures of two offices")]
    TwoOffices,
    /// A forgery is not signed by an independent reviewer (G07).
    #[error("an act goes on without a reviewer's signature")]
    Reviewer,
    /// An appeal is decided without a signed decision (G09).
    #[error("an appeal is decided without a decision that somebody signed")]
    NoDecision,
    /// What is written stays (G10).
    #[error("a row that was written is not changed or deleted")]
    AppendOnly,
    /// A value breaks a constraint of the table: a missing reason, an impossible number.
    #[error("a row of {table} breaks a constraint")]
    Constraint {
        /// Which table; empty where the database did not say.
        table: &'static str,
    },
    /// A row of this key is there already.
    #[error("a row of {table} is there already")]
    Conflict {
        /// Which table; empty where the database did not say.
        table: &'static str,
    },
    /// The hash leads somewhere already: a handle, a document or an imported record that is known.
    #[error("the {} is known already", kind.name())]
    LookupTaken {
        /// What leads there.
        kind: LookupKind,
    },
    /// The transaction would pass a cap (G07). Nothing was written.
    #[error("cap {scope} is reached")]
    CapReached {
        /// The number of the scope.
        scope: u8,
    },
    /// Somebody else moved the job on, or it is not running.
    #[error("the job was moved on by somebody else")]
    JobMoved,
    /// The idempotency key was used before; its answer is there to be read.
    #[error("the idempotency key was used before")]
    KeyUsed,
    /// A row does not read as what it should be.
    #[error("column {column} of {table} cannot be read")]
    Unreadable {
        /// Which table.
        table: &'static str,
        /// Number of the column, from 0.
        column: usize,
    },
    /// A sorted run of look-up hashes is damaged, or would be too large.
    #[error(transparent)]
    Lookup(#[from] RunError),
    /// More was asked for at once than is given.
    #[error("at most {most} at once")]
    TooMany {
        /// What is allowed.
        most: usize,
    },
    /// The database gave an error that has no name here.
    #[error("the database failed with {}", DatabaseCode(code))]
    Database {
        /// Its code: SQLSTATE, or the number that SQLite gives, as text and filled up with zeros.
        code: [u8; 5],
    },
}

struct DatabaseCode<'a>(&'a [u8; 5]);

impl std::fmt::Display for DatabaseCode<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let code = std::str::from_utf8(self.0).unwrap_or_default();
        f.write_str(code.trim_end_matches('\0'))
    }
}

impl StoreError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Address => "store.address",
            Self::Unavailable => "store.unavailable",
            Self::Full => "store.full",
            Self::Disk => "store.disk",
            Self::ReadOnly => "store.read-only",
            Self::Busy { .. } => "store.busy",
            Self::Permission => "store.permission",
            Self::NewerSchema { .. } => "store.newer-schema",
            Self::Migration { .. } => "store.migration",
            Self::NoLeaf => "store.no-leaf",
            Self::NoAccess => "store.no-access",
            Self::TwoOffices => "store.two-offices",
            Self::Reviewer => "store.reviewer",
            Self::NoDecision => "store.no-decision",
            Self::AppendOnly => "store.append-only",
            Self::Constraint { .. } => "store.constraint",
            Self::Conflict { .. } => "store.conflict",
            Self::LookupTaken { .. } => "store.lookup-taken",
            Self::CapReached { .. } => "store.cap-reached",
            Self::JobMoved => "store.job-moved",
            Self::KeyUsed => "store.key-used",
            Self::Unreadable { .. } => "store.unreadable",
            Self::Lookup(error) => error.code(),
            Self::TooMany { .. } => "store.too-many",
            Self::Database { .. } => "store.database",
        }
    }

    /// Whether the same transaction may well go through when it is tried again.
    pub(crate) const fn gives_way(&self) -> bool {
        matches!(self, Self::Busy { .. })
    }
}
