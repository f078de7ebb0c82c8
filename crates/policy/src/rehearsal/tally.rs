//! The exact counts, which nobody is shown.

use std::collections::BTreeMap;
use std::fmt;

use cleanbill_health::Ground;

use super::{AgeBand, Flip};

/// What a holder is counted under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// The pass's ground; `None` if it says no event, or several.
    pub ground: Option<Ground>,
    /// The holder's age.
    pub ages: AgeBand,
    /// What the change means for them.
    pub flip: Flip,
}

/// Exact counts. Neither `Debug` nor anything else shows them: see [`Table`](super::Table).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Tally(BTreeMap<Cell, u64>);

impl Tally {
    /// Counts one holder.
    pub fn add(&mut self, cell: Cell) {
        self.add_many(cell, 1);
    }

    /// Counts so many holders.
    pub fn add_many(&mut self, cell: Cell, count: u64) {
        let sum = self.0.entry(cell).or_default();
        *sum = sum.saturating_add(count);
    }

    /// Both together.
    #[must_use]
    pub fn merged(mut self, other: &Self) -> Self {
        for (cell, count) in &other.0 {
            self.add_many(*cell, *count);
        }
        self
    }

    pub(super) fn sum(&self, is_counted: impl Fn(&Cell) -> bool) -> u64 {
        let cells = self.0.iter().filter(|(cell, _)| is_counted(cell));
        cells.fold(0, |sum, (_, count)| sum.saturating_add(*count))
    }
}

impl fmt::Debug for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tally(..)")
    }
}
