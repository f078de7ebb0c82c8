use std::fmt;

use cleanbill_trust::set::Floor;
use thiserror::Error;

use super::Severity;

/// To whom a tree was shown that is held against the published one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// To this auditor, in the audit before.
    Remembered,
    /// To everybody: the newest checkpoint, which need not have its cosignatures yet.
    Newest,
    /// To a verifier or wallet that exported its checkpoint.
    Compared {
        /// The file's name.
        name: String,
    },
    /// To whoever installed a signed set, which carries its checkpoint.
    Set {
        /// The set's version.
        version: Floor,
    },
    /// To whoever holds a receipt.
    Receipt {
        /// The file's name.
        name: String,
    },
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Remembered => f.write_str("the remembered checkpoint"),
            Self::Newest => f.write_str("the newest published checkpoint"),
            Self::Compared { name } => write!(f, "the checkpoint {name}"),
            Self::Set { version } => write!(f, "the checkpoint in set {version}"),
            Self::Receipt { name } => write!(f, "the receipt {name}"),
        }
    }
}

/// About the log: its checkpoints, tiles and roots.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LogFinding {
    /// A published checkpoint is not the log's.
    #[error("{path} is not a checkpoint of this log [{cause}]")]
    Checkpoint {
        /// Where it lies.
        path: &'static str,
        /// The code of what is wrong.
        cause: &'static str,
    },
    /// A line in the name of a witness whose key did not make it.
    #[error("{path} bears a cosignature in the name of {witness} that is forged")]
    ForgedCosignature {
        /// Where it lies.
        path: String,
        /// The name of the witness's key.
        witness: String,
    },
    /// Too few witnesses cosigned.
    #[error("{found} witnesses of the policy cosigned, and {min} is the least")]
    Quorum {
        /// How many did.
        found: usize,
        /// The fewest that satisfy the policy.
        min: usize,
    },
    /// A tree was shown that is larger than the published one.
    #[error(
        "{shown} has {known} leaves, and what is published has {found}: leaves were taken back"
    )]
    Rollback {
        /// To whom.
        shown: Shown,
        /// Leaves that were shown.
        known: u64,
        /// Leaves that are published.
        found: u64,
    },
    /// Two trees of one size.
    #[error("{shown} is of another tree of {size} leaves than the published one")]
    SplitView {
        /// To whom.
        shown: Shown,
        /// Leaves in both.
        size: u64,
    },
    /// The published tree does not begin with one that was shown.
    #[error("the published tree of {found} leaves does not begin with the {known} of {shown}")]
    TwoTrees {
        /// To whom.
        shown: Shown,
        /// Leaves that were shown.
        known: u64,
        /// Leaves that are published.
        found: u64,
    },
    /// A receipt's entry is not where it was promised to be.
    #[error("leaf {index}, which the receipt {name} promises, is not in the published tree")]
    OmittedEntry {
        /// The file's name.
        name: String,
        /// Its place.
        index: u64,
    },
    /// What was given to compare proves nothing.
    #[error("{shown} says nothing about this log [{cause}]")]
    ProvesNothing {
        /// Which.
        shown: Shown,
        /// The code of what is wrong.
        cause: &'static str,
    },
    /// The entries come to another root than the one that witnesses cosigned.
    #[error("the published entries are not those of the cosigned tree of {size} leaves")]
    Root {
        /// Leaves.
        size: u64,
    },
    /// An entry that is not what the tile of hashes says of it.
    #[error("leaf {index} was edited: it is not what its hash in the tree says")]
    EditedLeaf {
        /// The leaf.
        index: u64,
    },
    /// A tile that is not what the tiles or entries below it come to.
    #[error("{path} was edited: it is not what lies below it")]
    EditedTile {
        /// The tile.
        path: String,
    },
    /// A tile or bundle that is not there.
    #[error("{path} is not there")]
    MissingTile {
        /// The tile.
        path: String,
    },
    /// A tile or bundle that is not of the size that its name says.
    #[error("{path} is not what its name says [{cause}]")]
    OddTile {
        /// The tile.
        path: String,
        /// The code of what is wrong.
        cause: &'static str,
    },
    /// Nothing was cosigned for long.
    #[error("nothing was cosigned for {hours} hours")]
    Stale {
        /// How long.
        hours: i64,
    },
    /// Cosigned in the future.
    #[error("the checkpoint was cosigned {secs} s after this machine's time")]
    Future {
        /// How far ahead.
        secs: i64,
    },
    /// Nobody said which log and witnesses are believed, so the source was asked.
    #[error("which log and which witnesses are believed was taken from the source itself")]
    PolicyFromSource,
    /// The published policy is another one.
    #[error("the published policy is not the one that is believed here")]
    OtherPolicy,
    /// Fewer than two witnesses suffice.
    #[error("{quorum} witnesses are enough for this ledger: nobody else need have seen it")]
    FewWitnesses {
        /// How many.
        quorum: usize,
    },
}

impl LogFinding {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Checkpoint { .. } => "audit.checkpoint",
            Self::ForgedCosignature { .. } => "audit.forged-cosignature",
            Self::Quorum { .. } => "audit.quorum",
            Self::Rollback { .. } => "audit.rollback",
            Self::SplitView { .. } => "audit.split-view",
            Self::TwoTrees { .. } => "audit.two-trees",
            Self::OmittedEntry { .. } => "audit.omitted-entry",
            Self::ProvesNothing { .. } => "audit.proves-nothing",
            Self::Root { .. } => "audit.root",
            Self::EditedLeaf { .. } => "audit.edited-leaf",
            Self::EditedTile { .. } => "audit.edited-tile",
            Self::MissingTile { .. } => "audit.missing-tile",
            Self::OddTile { .. } => "audit.odd-tile",
            Self::Stale { .. } => "audit.stale",
            Self::Future { .. } => "audit.future",
            Self::PolicyFromSource => "audit.policy-from-source",
            Self::OtherPolicy => "audit.other-policy",
            Self::FewWitnesses { .. } => "audit.few-witnesses",
        }
    }

    /// How much it weighs.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        match self {
            Self::ProvesNothing { .. } | Self::PolicyFromSource => Severity::Note,
            Self::Stale { .. }
            | Self::Future { .. }
            | Self::OtherPolicy
            | Self::FewWitnesses { .. } => Severity::Anomaly,
            Self::Quorum { .. } | Self::MissingTile { .. } => Severity::Omission,
            _ => Severity::Proof,
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::Checkpoint { .. } | Self::ForgedCosignature { .. } => {
                "Keep the file, and ask the witnesses what they signed"
            }
            Self::Quorum { .. } => "Look again in an hour; until then nothing of it takes effect",
            Self::Rollback { .. }
            | Self::SplitView { .. }
            | Self::TwoTrees { .. }
            | Self::OmittedEntry { .. } => {
                "Publish both: the signatures under them prove that the log shows two histories"
            }
            Self::ProvesNothing { .. } => "Compare a checkpoint of this log, with its signature",
            Self::Root { .. }
            | Self::EditedLeaf { .. }
            | Self::EditedTile { .. }
            | Self::MissingTile { .. }
            | Self::OddTile { .. } => {
                "Fetch it again from another copy; if it stays so, publish it beside the checkpoint"
            }
            Self::Stale { .. } => "Ask the authority and its witnesses why",
            Self::Future { .. } => "Check this machine's clock first",
            Self::PolicyFromSource => "Give the policy that you got by another way: --policy FILE",
            Self::OtherPolicy => {
                "Look for the change of witnesses in the ledger, 30 days before it took effect"
            }
            Self::FewWitnesses { .. } => "Outside demonstrations there are two at the least",
        }
    }
}
