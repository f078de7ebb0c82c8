use thiserror::Error;

use crate::act::ActError;
use crate::approval::ApprovalError;
use crate::caps::CapScope;
use crate::ruling::RulingError;

/// Why an act publishes nothing, or not what its rows say.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PublishError {
    /// The act itself: hash, content, course.
    #[error(transparent)]
    Act(#[from] ActError),
    /// Who signed it.
    #[error(transparent)]
    Approval(#[from] ApprovalError),
    /// The holder objected, and no decision that verifies says that it stands (G08, G09).
    #[error(transparent)]
    Ruling(#[from] RulingError),
    /// It takes no passes away.
    #[error("the act takes no passes away")]
    Kind,
    /// It is not in force, and should not be yet.
    #[error("the act is not in force")]
    NotEffective,
    /// It was signed at a time that is still to come.
    #[error("the act was signed in the future")]
    Future,
    /// The same act lies there a second time.
    #[error("the same act was published already in this run")]
    Twice,
    /// The passes given are not those that were signed.
    #[error("the passes are not those that were signed")]
    Touched,
    /// A cap is used up; the act waits for another day, or for ever.
    #[error("the cap of the {} is used up", .scope.name())]
    Cap {
        /// Whose cap.
        scope: CapScope,
    },
    /// It was undone by a restoration that verifies.
    #[error("the act was undone")]
    Undone,
    /// Its notice bears a time at which an earlier run saw no notice; it takes effect a whole
    /// objection period after that run.
    #[error("the notice was written after the time that it bears")]
    BackDated {
        /// When it takes effect, Unix seconds.
        until: i64,
    },
    /// When it takes effect is not what an earlier run saw; the later time counts.
    #[error("the time at which the act takes effect was changed after it was fixed")]
    Moved,
    /// An earlier run saw it, and it lies there no more.
    #[error("the act was there in an earlier run, and is gone")]
    Vanished,
    /// It verified in an earlier run, and does so no more.
    #[error("the act verified in an earlier run, and does so no more")]
    Changed,
    /// It was undone in an earlier run, and the restoration is gone. It stays undone.
    #[error("the act was undone, and the restoration is gone")]
    RestorationGone,
}

impl PublishError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Act(error) => error.code(),
            Self::Approval(error) => error.code(),
            Self::Ruling(error) => error.code(),
            Self::Kind => "publisher.kind",
            Self::NotEffective => "publisher.not-effective",
            Self::Future => "publisher.future",
            Self::Twice => "publisher.twice",
            Self::Touched => "publisher.touched",
            Self::Cap { .. } => "publisher.cap",
            Self::Undone => "publisher.undone",
            Self::BackDated { .. } => "publisher.back-dated",
            Self::Moved => "publisher.moved",
            Self::Vanished => "publisher.vanished",
            Self::Changed => "publisher.changed",
            Self::RestorationGone => "publisher.restoration-gone",
        }
    }

    /// Whether somebody has to look at it: all but an act that waits for its time, or was undone.
    #[must_use]
    pub const fn is_alarm(&self) -> bool {
        !matches!(self, Self::NotEffective | Self::Undone)
    }
}
