//! Why a policy, or a checkpoint under one, is refused.

use crate::error::NoteError;

/// Why a text is no policy.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyTextError {
    /// Longer than a policy may be.
    #[error("{actual} bytes, at most {max} are read")]
    TooLong {
        /// The length found, in bytes.
        actual: usize,
        /// The most that is read, in bytes.
        max: usize,
    },
    /// Control characters other than tab and newline, or a last line without its newline.
    #[error("line {line} has characters that a policy has not, or does not end")]
    Characters {
        /// The line, from 1.
        line: usize,
    },
    /// No line that a policy has.
    #[error("line {line} is none that a policy has")]
    Line {
        /// The line, from 1.
        line: usize,
    },
    /// A key that is none, or one of a log where one of a witness should be, or the other way
    /// round.
    #[error("line {line}: {error}")]
    Key {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        error: NoteError,
    },
    /// A key that stands in the policy already, whatever it is called; or the log's as a witness's.
    #[error("line {line} repeats a key")]
    KeyTwice {
        /// The line, from 1.
        line: usize,
    },
    /// A name that is taken, or `none`.
    #[error("line {line} gives a name that is taken")]
    NameTaken {
        /// The line, from 1.
        line: usize,
    },
    /// A name that no line before gave.
    #[error("line {line} names what no line before it defines")]
    NameUnknown {
        /// The line, from 1.
        line: usize,
    },
    /// A name that is a member of a group already.
    #[error("line {line} lists a member that is in a group already")]
    MemberTwice {
        /// The line, from 1.
        line: usize,
    },
    /// A threshold below 1 or above the number of members.
    #[error("line {line} has a threshold that its members cannot make up")]
    Threshold {
        /// The line, from 1.
        line: usize,
    },
    /// More witnesses or groups than are read.
    #[error("line {line}: more witnesses or groups than are read")]
    TooMany {
        /// The line, from 1.
        line: usize,
    },
    /// A second log or quorum.
    #[error("line {line} repeats the log or the quorum")]
    Repeated {
        /// The line, from 1.
        line: usize,
    },
    /// No log, or no quorum.
    #[error("the policy has no log or no quorum")]
    Incomplete,
}

impl PolicyTextError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "ledger-policy.too-long",
            Self::Characters { .. } => "ledger-policy.characters",
            Self::Line { .. } => "ledger-policy.line",
            Self::Key { error, .. } => error.code(),
            Self::KeyTwice { .. } => "ledger-policy.key-twice",
            Self::NameTaken { .. } => "ledger-policy.name-taken",
            Self::NameUnknown { .. } => "ledger-policy.name-unknown",
            Self::MemberTwice { .. } => "ledger-policy.member-twice",
            Self::Threshold { .. } => "ledger-policy.threshold",
            Self::TooMany { .. } => "ledger-policy.too-many",
            Self::Repeated { .. } => "ledger-policy.repeated",
            Self::Incomplete => "ledger-policy.incomplete",
        }
    }
}

/// Why a checkpoint does not satisfy a policy.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// A checkpoint of another log.
    #[error("the checkpoint is of another log")]
    Origin,
    /// The log did not sign it.
    #[error("the log's signature: {0}")]
    Log(NoteError),
    /// A cosignature by a witness of the policy that does not verify.
    #[error("a witness's cosignature: {0}")]
    Witness(NoteError),
    /// Too few witnesses, or not the right ones, cosigned it.
    #[error("{found} witnesses cosigned, which is not the quorum of at least {min}")]
    Quorum {
        /// How many witnesses of the policy cosigned.
        found: usize,
        /// The fewest that satisfy the policy.
        min: usize,
    },
}

impl PolicyError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Origin => "ledger-policy.origin",
            Self::Log(error) | Self::Witness(error) => error.code(),
            Self::Quorum { .. } => "ledger-policy.quorum",
        }
    }
}
