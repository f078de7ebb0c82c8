//! Counts that lead to nobody.

use maud::{Markup, html};

use crate::frame::Frame;

/// Smallest count that is told (G14).
const FLOOR: u64 = 10;

/// A count as the public may know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// None, or ten and more.
    Told(u64),
    /// One to nine: how many is not told.
    Below,
}

impl Count {
    /// What may be told of a count.
    #[must_use]
    pub const fn of(count: u64) -> Self {
        if count == 0 || count >= FLOOR {
            Self::Told(count)
        } else {
            Self::Below
        }
    }

    pub(crate) fn markup(self, frame: &Frame<'_>) -> Markup {
        match self {
            Self::Told(count) => html! { (count) },
            Self::Below => html! { (frame.wording.below(10)) },
        }
    }
}
