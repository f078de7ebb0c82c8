use thiserror::Error;

use super::State;
use cleanbill_cose::record::WireError;

/// Why something is not filed, or a filing cannot go on so. Says nothing of what was filed.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FilingError {
    /// There is nothing in it.
    #[error("there is nothing to file")]
    Empty,
    /// Longer than is taken.
    #[error("at most {max} bytes are taken, and these are more")]
    TooLong {
        /// The most that is taken.
        max: usize,
    },
    /// A text with control characters, or not in UTF-8.
    #[error("a text is UTF-8 without control characters")]
    Text,
    /// A document of a kind that is not taken, or whose bytes are not of the kind that it says.
    #[error("the document is no PDF, PNG, JPEG or plain text, or not whole")]
    Document,
    /// A name of a region that none has.
    #[error("this is no region")]
    Addressee,
    /// A follow code that is mistyped.
    #[error("the code is mistyped")]
    Code,
    /// A record that is not in its form.
    #[error("the record cannot be read: {0}")]
    Record(#[from] WireError),
    /// A challenge that was not given here, or is not in its form.
    #[error("this challenge was not given here")]
    Challenge,
    /// A challenge of another time.
    #[error("the challenge ran out")]
    ChallengeOver,
    /// The work is not done, or was done for something else.
    #[error("the work was not done for this")]
    Work,
    /// The work was used before.
    #[error("the work was used before")]
    WorkUsed,
    /// A step that does not follow.
    #[error("a filing that is {} cannot go on so", .from.name())]
    State {
        /// Where it stands.
        from: State,
    },
    /// The answer is put off by none or more days than may be.
    #[error("an answer is put off by 1 to 30 days, before it is due")]
    Extension,
    /// Whoever filed it did not ask for it to be shown, or it was removed.
    #[error("it is not to be shown")]
    NotShown,
    /// The clock is behind what was done before.
    #[error("the clock is behind the last step")]
    ClockBehind,
    /// Steps that no filing takes.
    #[error("the steps of the filing contradict one another at step {step}")]
    History {
        /// Which one, from 1.
        step: usize,
    },
}

impl FilingError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "filing.empty",
            Self::TooLong { .. } => "filing.too-long",
            Self::Text => "filing.text",
            Self::Document => "filing.document",
            Self::Addressee => "filing.addressee",
            Self::Code => "filing.code",
            Self::Record(error) => error.code(),
            Self::Challenge => "filing.challenge",
            Self::ChallengeOver => "filing.challenge-over",
            Self::Work => "filing.work",
            Self::WorkUsed => "filing.work-used",
            Self::State { .. } => "filing.state",
            Self::Extension => "filing.extension",
            Self::NotShown => "filing.not-shown",
            Self::ClockBehind => "filing.clock-behind",
            Self::History { .. } => "filing.history",
        }
    }
}
