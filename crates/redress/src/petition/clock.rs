//! From when to when a petition is open, and by when it is answered: pure functions of days.
//!
//! ```text
//! petition   announced ─ first day ─▶ open ─ last day ─▶ closed
//! threshold  waiting ─ reached ─▶ owed ─ answered ─▶ answered
//!               │ closed             └ due day passed ─▶ overdue ─ answered late ─▶ answered
//!               ▼
//!            not reached
//! ```
//!
//! What is counted is what was released, so that everybody's clock shows the same. Days are UTC.

use super::{Petition, PetitionError};

/// How long after the last day of a petition its last batch may be released, in days.
pub const LAST_RELEASE_DAYS: i32 = 2;

/// Where a petition stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// It can be read, and not be signed yet.
    Announced,
    /// It can be signed.
    Open,
    /// It can no longer be signed.
    Closed,
}

impl Phase {
    /// The phase on a day.
    #[must_use]
    pub const fn of(petition: &Petition, day: i32) -> Self {
        let leaf = petition.leaf();
        if day < leaf.opens {
            Self::Announced
        } else if day <= leaf.closes {
            Self::Open
        } else {
            Self::Closed
        }
    }

    /// The name in JSON and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}

/// Where the answer to a threshold stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockState {
    /// It is not reached, and can be.
    Waiting,
    /// It was not reached in time.
    NotReached,
    /// It is reached; the answer is owed.
    Owed,
    /// The answer is owed since before its due day.
    Overdue,
    /// It was answered on this day.
    Answered {
        /// Days since 1970-01-01.
        day: i32,
        /// Whether that was after the due day.
        late: bool,
    },
}

impl ClockState {
    /// The name in JSON and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::NotReached => "not-reached",
            Self::Owed => "owed",
            Self::Overdue => "overdue",
            Self::Answered { .. } => "answered",
        }
    }
}

/// The clock of one threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerClock {
    /// How many signatures it needs.
    pub signatures: u64,
    /// On which day they were reached.
    pub reached: Option<i32>,
    /// The last day on which an answer is in time.
    pub due: Option<i32>,
    /// Where it stands.
    pub state: ClockState,
}

/// The clocks of a petition's thresholds on `today`, from how many signatures were released on
/// which day (`released`, in order), and from the days on which it was answered. An answer is one
/// to every threshold that was reached by then.
///
/// # Errors
/// [`PetitionError::DayBehind`] for days that go back, or that have not come.
pub fn clocks(
    petition: &Petition,
    released: &[(i32, u64)],
    answers: &[i32],
    today: i32,
) -> Result<Vec<AnswerClock>, PetitionError> {
    let days = released.iter().map(|(day, _)| *day);
    let is_known = |mut days: Box<dyn Iterator<Item = i32> + '_>| {
        let mut last = i32::MIN;
        days.all(|day| {
            let follows = day >= last && day <= today;
            last = day;
            follows
        })
    };
    if !is_known(Box::new(days)) || !is_known(Box::new(answers.iter().copied())) {
        return Err(PetitionError::DayBehind);
    }
    let last = petition.leaf().closes.saturating_add(LAST_RELEASE_DAYS);
    let is_over = today > last;
    let thresholds = petition.leaf().thresholds.iter();
    let clock = |threshold: &cleanbill_ledger::leaf::Threshold| {
        let mut sum = 0_u64;
        let reached = released.iter().find_map(|(day, count)| {
            sum = sum.saturating_add(*count);
            (sum >= threshold.signatures).then_some(*day)
        });
        let due = reached.map(|day| day.saturating_add(i32::from(threshold.answer_days)));
        AnswerClock {
            signatures: threshold.signatures,
            reached,
            due,
            state: state_of(reached.zip(due), answers, is_over, today),
        }
    };
    Ok(thresholds.map(clock).collect())
}

fn state_of(reached: Option<(i32, i32)>, answers: &[i32], is_over: bool, today: i32) -> ClockState {
    let Some((reached, due)) = reached else {
        return match is_over {
            true => ClockState::NotReached,
            false => ClockState::Waiting,
        };
    };
    let answer = answers.iter().copied().find(|day| *day >= reached);
    match answer {
        Some(day) => ClockState::Answered {
            day,
            late: day > due,
        },
        None if today > due => ClockState::Overdue,
        None => ClockState::Owed,
    }
}
