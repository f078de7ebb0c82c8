use thiserror::Error;

use super::Role;
use crate::act::{ActError, ActKind};
use crate::approval::ApprovalError;

/// Why an act makes no office and no officer.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StaffError {
    /// The act itself.
    #[error(transparent)]
    Act(#[from] ActError),
    /// Who signed it.
    #[error(transparent)]
    Approval(#[from] ApprovalError),
    /// The founding act that is known from outside is not there.
    #[error("the founding act is not there")]
    NoFounding,
    /// There is a second founding act.
    #[error("an authority is founded once")]
    SecondFounding,
    /// The founders are not of two offices with a head each, or one has no key.
    #[error("founders are of at least two offices with a head each, and each has a key")]
    Founders,
    /// The act is of a kind that makes no officers.
    #[error("an act of the kind {} makes no officers", .kind.name())]
    Kind {
        /// The kind.
        kind: ActKind,
    },
    /// The act is not in force.
    #[error("the act is not in force")]
    NotEffective,
    /// An office of that name was opened before.
    #[error("an office of that name was opened before")]
    OfficeTwice,
    /// There is no such office, or it is closed.
    #[error("there is no open office of that name")]
    NoOffice,
    /// Nobody has that role in an office of that kind.
    #[error("nobody is {} in an office of that kind", .role.name())]
    Role {
        /// The role.
        role: Role,
    },
    /// The key is somebody's already.
    #[error("the key is or was an officer's")]
    KeyTwice,
    /// An officer without a key can sign nothing.
    #[error("the officer is appointed without a key")]
    NoKey,
    /// The officer holds an appointment; it ends first.
    #[error("the officer holds an appointment already")]
    AppointedTwice,
    /// The officer holds no such appointment.
    #[error("the officer holds no such appointment")]
    NotAppointed,
    /// The row says something else than the act that it names.
    #[error("the row says something else than signed acts do")]
    Row,
}

impl StaffError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Act(error) => error.code(),
            Self::Approval(error) => error.code(),
            Self::NoFounding => "staff.no-founding",
            Self::SecondFounding => "staff.second-founding",
            Self::Founders => "staff.founders",
            Self::Kind { .. } => "staff.kind",
            Self::NotEffective => "staff.not-effective",
            Self::OfficeTwice => "staff.office-twice",
            Self::NoOffice => "staff.no-office",
            Self::Role { .. } => "staff.role",
            Self::KeyTwice => "staff.key-twice",
            Self::NoKey => "staff.no-key",
            Self::AppointedTwice => "staff.appointed-twice",
            Self::NotAppointed => "staff.not-appointed",
            Self::Row => "staff.row",
        }
    }
}
