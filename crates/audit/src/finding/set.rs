use cleanbill_trust::set::Floor;
use thiserror::Error;

use super::Severity;

/// About signed sets, and what they hold.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SetFinding {
    /// A set that the ledger tells of is not published.
    #[error("set {version}, which leaf {index} tells of, is not published")]
    Missing {
        /// The set's version.
        version: Floor,
        /// The leaf.
        index: u64,
    },
    /// What is published is another set than the ledger tells of.
    #[error("set {version} is not the one that leaf {index} tells of")]
    Edited {
        /// The set's version.
        version: Floor,
        /// The leaf.
        index: u64,
    },
    /// A set that cannot be opened.
    #[error("set {name} cannot be opened [{cause}]")]
    Unreadable {
        /// Version or file.
        name: String,
        /// The code of what is wrong.
        cause: &'static str,
    },
    /// A set that the ledger does not tell of.
    #[error("set {name} is not in the ledger")]
    Unledgered {
        /// Version or file.
        name: String,
    },
    /// Two sets of one version.
    #[error("leaf {index} tells of a second set {version}")]
    Twice {
        /// The set's version.
        version: Floor,
        /// The leaf.
        index: u64,
    },
    /// The head that is handed out is not the newest set's.
    #[error("the set that is handed out is {found}, and the newest in the ledger is {newest}")]
    Head {
        /// What `current.cbset` is.
        found: Floor,
        /// The newest.
        newest: Floor,
    },
    /// The set's own evidence does not hold.
    #[error("set {version} does not prove that it is in the ledger [{cause}]")]
    Evidence {
        /// The set's version.
        version: Floor,
        /// The code of what is wrong.
        cause: &'static str,
    },
    /// A target of a set that the ledger does not tell of.
    #[error("the target {kind} of set {version} has no leaf")]
    TargetUnledgered {
        /// The set's version.
        version: Floor,
        /// The target's type.
        kind: String,
    },
    /// A document that the ledger tells of and no set has.
    #[error("the document {digest}, which leaf {index} tells of, is not published")]
    DocumentMissing {
        /// Its SHA-256, in hexadecimal.
        digest: String,
        /// The leaf.
        index: u64,
    },
    /// A set takes passes away, and the ledger has no list of them.
    #[error("set {version} has a filter, and the ledger no list of its edition {edition}")]
    ListMissing {
        /// The set's version.
        version: Floor,
        /// Version of the filter.
        edition: u32,
    },
    /// A filter that is not built from what is published.
    #[error("the filter of edition {edition} is not what universe and list come to [{cause}]")]
    FilterDiffers {
        /// Version of the filter.
        edition: u32,
        /// The code of what is wrong.
        cause: &'static str,
    },
    /// A pass that is refused at the door, and is not in the ledger's list.
    #[error("edition {edition} takes away the pass {handle}, which is not in the list [{place}]")]
    ExtraHandle {
        /// Version of the filter.
        edition: u32,
        /// Its handle, in hexadecimal.
        handle: String,
        /// Where: filter, universe, exact list.
        place: &'static str,
    },
    /// A pass that is in the ledger's list, and is not refused.
    #[error("edition {edition} does not take away the pass {handle}, which is in the list")]
    HandleMissing {
        /// Version of the filter.
        edition: u32,
        /// Its handle, in hexadecimal.
        handle: String,
    },
    /// A policy that tightens, and no leaf announced it.
    #[error("the policy {id} tightens, and the ledger has no announcement of it")]
    Unannounced {
        /// Id and version.
        id: String,
    },
    /// A policy that says to have been announced before its announcement came into the ledger.
    #[error("the policy {id} was announced {hours} hours after the time that it says")]
    AnnouncementBackDated {
        /// Id and version.
        id: String,
        /// By how much.
        hours: i64,
    },
    /// A key was taken off the list of signers, and no act withdrew it within a day.
    #[error("set {version} takes off our key {kid}, and no act withdrew it within a day")]
    WithdrawalMissing {
        /// The set's version.
        version: Floor,
        /// Key identifier, in hexadecimal.
        kid: String,
    },
    /// No root was given, so whichever signed the newest set was believed.
    #[error("the root was taken from the published set itself: {fingerprint}")]
    RootFromSource {
        /// Its fingerprint.
        fingerprint: String,
    },
}

impl SetFinding {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "audit.set-missing",
            Self::Edited { .. } => "audit.set-edited",
            Self::Unreadable { .. } => "audit.set-unreadable",
            Self::Unledgered { .. } => "audit.set-unledgered",
            Self::Twice { .. } => "audit.set-twice",
            Self::Head { .. } => "audit.set-head",
            Self::Evidence { .. } => "audit.set-evidence",
            Self::TargetUnledgered { .. } => "audit.target-unledgered",
            Self::DocumentMissing { .. } => "audit.document-missing",
            Self::ListMissing { .. } => "audit.list-missing",
            Self::FilterDiffers { .. } => "audit.filter-differs",
            Self::ExtraHandle { .. } => "audit.extra-handle",
            Self::HandleMissing { .. } => "audit.handle-missing",
            Self::Unannounced { .. } => "audit.unannounced",
            Self::AnnouncementBackDated { .. } => "audit.announcement-back-dated",
            Self::WithdrawalMissing { .. } => "audit.withdrawal-missing",
            Self::RootFromSource { .. } => "audit.root-from-source",
        }
    }

    /// How much it weighs.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        match self {
            Self::RootFromSource { .. } => Severity::Note,
            Self::Head { .. } => Severity::Anomaly,
            Self::Missing { .. }
            | Self::TargetUnledgered { .. }
            | Self::DocumentMissing { .. }
            | Self::ListMissing { .. }
            | Self::HandleMissing { .. }
            | Self::WithdrawalMissing { .. }
            | Self::Unannounced { .. } => Severity::Omission,
            _ => Severity::Proof,
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::Missing { .. } | Self::DocumentMissing { .. } | Self::ListMissing { .. } => {
                "Ask the authority for it, in public"
            }
            Self::Unledgered { .. } => {
                "Keep the file and who showed it: verifiers that pin the ledger refuse it"
            }
            Self::ExtraHandle { .. } => {
                "Publish the handle: its holder is turned away and nobody signed for it"
            }
            Self::Head { .. } => "Look again in an hour: the newest set may be on its way",
            Self::RootFromSource { .. } => {
                "Compare the fingerprint with what verifiers pin, and give it: --root PIN"
            }
            Self::Unreadable { .. } => "Compare the pinned root (--root PIN), then keep the file",
            _ => "Keep the set and the leaf, and ask the authority in public",
        }
    }
}
