//! What an audit finds.

mod act;
mod count;
mod filing;
mod leaf;
mod log;
mod set;

use thiserror::Error;

/// Bytes in hexadecimal, as paths name them.
pub(crate) use base16ct::lower::encode_string as hex;

pub use act::ActFinding;
pub use count::CountFinding;
pub use filing::FilingFinding;
pub use leaf::LeafFinding;
pub use log::{LogFinding, Shown};
pub use set::SetFinding;

/// How much a finding weighs. Where several fit, the greatest counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something that whoever reads should know.
    Note,
    /// It looks wrong, and there may be a reason for it: somebody has to ask.
    Anomaly,
    /// Something is not published that has to be.
    Omission,
    /// Signed or published bytes prove that the authority did what it must not.
    Proof,
}

impl Severity {
    /// The name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Anomaly => "anomaly",
            Self::Omission => "omission",
            Self::Proof => "proof",
        }
    }
}

/// One thing that an audit found.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Finding {
    /// About the log: checkpoints, tiles, roots.
    #[error(transparent)]
    Log(#[from] LogFinding),
    /// About a leaf, or what it names.
    #[error(transparent)]
    Leaf(#[from] LeafFinding),
    /// About acts and who signed them.
    #[error(transparent)]
    Act(#[from] ActFinding),
    /// About signed sets and what they hold.
    #[error(transparent)]
    Set(#[from] SetFinding),
    /// About what counts come to.
    #[error(transparent)]
    Count(#[from] CountFinding),
    /// About what was filed, and what became of it.
    #[error(transparent)]
    Filing(#[from] FilingFinding),
}

impl Finding {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Log(finding) => finding.code(),
            Self::Leaf(finding) => finding.code(),
            Self::Act(finding) => finding.code(),
            Self::Set(finding) => finding.code(),
            Self::Count(finding) => finding.code(),
            Self::Filing(finding) => finding.code(),
        }
    }

    /// How much it weighs.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        match self {
            Self::Log(finding) => finding.severity(),
            Self::Leaf(finding) => finding.severity(),
            Self::Act(finding) => finding.severity(),
            Self::Set(finding) => finding.severity(),
            Self::Count(finding) => finding.severity(),
            Self::Filing(finding) => finding.severity(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::Log(finding) => finding.remedy(),
            Self::Leaf(finding) => finding.remedy(),
            Self::Act(finding) => finding.remedy(),
            Self::Set(finding) => finding.remedy(),
            Self::Count(finding) => finding.remedy(),
            Self::Filing(finding) => finding.remedy(),
        }
    }
}
