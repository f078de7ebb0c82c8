//! Whether a change may be made without notice.

use std::fmt;

use crate::NOTICE_SECS;

/// A part of a whole, exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The part.
    pub part: u64,
    /// The whole.
    pub of: u64,
}

impl Share {
    /// All of it: what is assumed where nothing is known.
    pub const WHOLE: Self = Self { part: 1, of: 1 };

    /// Whether it is more than so many millionths.
    #[must_use]
    pub const fn exceeds(self, millionths: u32) -> bool {
        self.part as u128 * 1_000_000 > self.of as u128 * millionths as u128
    }

    /// In millionths, rounded up; of nothing, none.
    #[must_use]
    pub fn millionths(self) -> u64 {
        let part = u128::from(self.part) * 1_000_000;
        let share = part.div_ceil(u128::from(self.of.max(1)));
        u64::try_from(share).unwrap_or(u64::MAX)
    }
}

impl fmt::Display for Share {
    /// In percent with four places, rounded up.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = self.millionths();
        write!(f, "{}.{:04} %", share / 10_000, share % 10_000)
    }
}

/// Whether a change may be made (guarantee G14).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Not more holders lose than the threshold allows.
    Within,
    /// More holders lose than the threshold allows, and that was announced in time.
    Announced,
    /// More holders lose than the threshold allows, and that was not announced.
    Unannounced,
    /// More holders lose than the threshold allows, and that was announced too late.
    ShortNotice {
        /// Seconds between the announcement and the start; negative if it came after.
        notice_secs: i64,
    },
}

impl Decision {
    /// Whether the change may be made.
    #[must_use]
    pub const fn is_allowed(self) -> bool {
        matches!(self, Self::Within | Self::Announced)
    }

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Within => "rehearsal.within",
            Self::Announced => "rehearsal.announced",
            Self::Unannounced => "rehearsal.unannounced",
            Self::ShortNotice { .. } => "rehearsal.short-notice",
        }
    }
}

/// Decides on a change by which `losing` lose: above the threshold (in millionths) it needs an
/// announcement (Unix seconds) [`NOTICE_SECS`] before it takes effect (Unix seconds).
#[must_use]
pub const fn decide(
    losing: Share,
    threshold_millionths: u32,
    announced_at: Option<i64>,
    takes_effect_at: i64,
) -> Decision {
    if !losing.exceeds(threshold_millionths) {
        return Decision::Within;
    }
    let Some(announced_at) = announced_at else {
        return Decision::Unannounced;
    };
    let notice_secs = takes_effect_at.saturating_sub(announced_at);
    if notice_secs < NOTICE_SECS {
        return Decision::ShortNotice { notice_secs };
    }
    Decision::Announced
}
