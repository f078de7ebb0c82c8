use serde::Serialize;
use serde_json::Value;

use crate::Fault;

/// What became of one question about a ledger. "Bad" and "could not be checked" are never merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It was proven.
    Passed,
    /// It was refuted, by signed or published bytes.
    Failed,
    /// It could not be checked.
    Undetermined,
    /// There was nothing to check.
    Skipped,
}

/// Why something was not proven. The same as `cleanbill audit` finds, as far as it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Finding {
    /// There is no checkpoint at all.
    NoCheckpoint,
    /// A checkpoint is not the log's, or not as the policy asks: by the code of what is wrong.
    Refused {
        /// Of the note, or of the policy.
        cause: &'static str,
    },
    /// Too few witnesses cosigned.
    Quorum {
        /// How many witnesses of the policy did.
        found: usize,
        /// The fewest that satisfy it.
        min: usize,
    },
    /// Too few witnesses would be enough, and nobody said that this is a demonstration.
    FewWitnesses {
        /// How many.
        quorum: usize,
    },
    /// Nobody independent watches: a demonstration.
    Demonstration,
    /// Nothing was cosigned for long, so that what came since is not seen.
    Stale {
        /// How long.
        hours: i64,
    },
    /// Cosigned after the time of this device.
    Future {
        /// How far ahead, in seconds.
        secs: i64,
    },
    /// Another policy than the one that is remembered, which the checkpoint does not satisfy.
    KeysChanged,
    /// A file of the log is not there.
    MissingFile {
        /// The first one.
        path: String,
        /// How many.
        count: u64,
    },
    /// A file of the log is not of the size or form that its name says.
    OddFile {
        /// The first one.
        path: String,
    },
    /// A tile is not what lies below it.
    EditedTile {
        /// The first one.
        path: String,
        /// How many.
        count: u64,
    },
    /// An entry is not what its hash in the cosigned tree says.
    EditedEntry {
        /// The first one.
        index: u64,
        /// How many.
        count: u64,
    },
    /// The entries come to another root.
    Root {
        /// Leaves of the cosigned tree.
        size: u64,
    },
    /// An entry is no leaf of the schema.
    UnreadableEntry {
        /// The first one.
        index: u64,
        /// How many.
        count: u64,
    },
    /// A larger tree was shown before.
    Rollback {
        /// Leaves that were shown.
        known: u64,
        /// Leaves that are published.
        found: u64,
    },
    /// Two trees of one size.
    SplitView {
        /// Leaves of both.
        size: u64,
    },
    /// The larger tree does not begin with the smaller one.
    TwoTrees {
        /// Leaves of the smaller one.
        known: u64,
        /// Leaves of the larger one.
        found: u64,
    },
    /// What a receipt promises is not where it was promised to be.
    OmittedEntry {
        /// Its place.
        index: u64,
    },
    /// A receipt proves nothing: by the code of what is wrong.
    ProvesNothing {
        /// Of the proof, the receipt, or the policy.
        cause: &'static str,
    },
    /// What it would be held against was not proven itself.
    NotProven,
    /// The files were not read to the end.
    Unfinished,
    /// Nothing is remembered: this is the first time.
    FirstTime,
    /// No newer checkpoint is published.
    NoNewer,
}

impl Finding {
    /// What it means for what was asked.
    #[must_use]
    pub const fn outcome(&self) -> Outcome {
        match self {
            Self::Demonstration | Self::FirstTime | Self::NoNewer => Outcome::Skipped,
            Self::NoCheckpoint
            | Self::Stale { .. }
            | Self::Future { .. }
            | Self::KeysChanged
            | Self::MissingFile { .. }
            | Self::ProvesNothing { .. }
            | Self::NotProven
            | Self::Unfinished => Outcome::Undetermined,
            Self::Refused { .. }
            | Self::Quorum { .. }
            | Self::FewWitnesses { .. }
            | Self::OddFile { .. }
            | Self::EditedTile { .. }
            | Self::EditedEntry { .. }
            | Self::Root { .. }
            | Self::UnreadableEntry { .. }
            | Self::Rollback { .. }
            | Self::SplitView { .. }
            | Self::TwoTrees { .. }
            | Self::OmittedEntry { .. } => Outcome::Failed,
        }
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoCheckpoint => "ledger-verify.no-checkpoint",
            Self::Refused { .. } => "ledger-verify.refused",
            Self::Quorum { .. } => "ledger-verify.quorum",
            Self::FewWitnesses { .. } => "ledger-verify.few-witnesses",
            Self::Demonstration => "ledger-verify.demonstration",
            Self::Stale { .. } => "ledger-verify.stale",
            Self::Future { .. } => "ledger-verify.future",
            Self::KeysChanged => "ledger-verify.keys-changed",
            Self::MissingFile { .. } => "ledger-verify.missing-file",
            Self::OddFile { .. } => "ledger-verify.odd-file",
            Self::EditedTile { .. } => "ledger-verify.edited-tile",
            Self::EditedEntry { .. } => "ledger-verify.edited-entry",
            Self::Root { .. } => "ledger-verify.root",
            Self::UnreadableEntry { .. } => "ledger-verify.unreadable-entry",
            Self::Rollback { .. } => "ledger-verify.rollback",
            Self::SplitView { .. } => "ledger-verify.split-view",
            Self::TwoTrees { .. } => "ledger-verify.two-trees",
            Self::OmittedEntry { .. } => "ledger-verify.omitted-entry",
            Self::ProvesNothing { .. } => "ledger-verify.proves-nothing",
            Self::NotProven => "ledger-verify.not-proven",
            Self::Unfinished => "ledger-verify.unfinished",
            Self::FirstTime => "ledger-verify.first-time",
            Self::NoNewer => "ledger-verify.no-newer",
        }
    }

    /// As it is told outside.
    #[must_use]
    pub fn fault(&self) -> Fault {
        Fault {
            code: self.code(),
            params: self.params().into_iter().collect(),
        }
    }

    /// What a sentence about it fills in.
    fn params(&self) -> Vec<(&'static str, Value)> {
        let sizes = |known: u64, found: u64| vec![("known", known.into()), ("found", found.into())];
        match self {
            Self::Refused { cause } | Self::ProvesNothing { cause } => {
                vec![("cause", (*cause).into())]
            }
            Self::Quorum { found, min } => vec![("found", (*found).into()), ("min", (*min).into())],
            Self::FewWitnesses { quorum } => vec![("quorum", (*quorum).into())],
            Self::Stale { hours } => vec![("hours", (*hours).into())],
            Self::Future { secs } => vec![("secs", (*secs).into())],
            Self::MissingFile { path, count } | Self::EditedTile { path, count } => {
                vec![("path", path.as_str().into()), ("count", (*count).into())]
            }
            Self::OddFile { path } => vec![("path", path.as_str().into())],
            Self::EditedEntry { index, count } | Self::UnreadableEntry { index, count } => {
                vec![("index", (*index).into()), ("count", (*count).into())]
            }
            Self::Root { size } | Self::SplitView { size } => vec![("size", (*size).into())],
            Self::Rollback { known, found } | Self::TwoTrees { known, found } => {
                sizes(*known, *found)
            }
            Self::OmittedEntry { index } => vec![("index", (*index).into())],
            _ => Vec::new(),
        }
    }
}
