//! What may be shown: no number below 10, and none that others give away.
//!
//! The numbers of a table count groups that share nobody and leave nobody out, and each is 0 or at
//! least 10. Every sum and difference of them that counts anybody counts whole groups, so it is 0
//! or at least 10 too. A 0 says of at least 10 holders that this happens to none of them.

use super::rows::finest;
use super::{Flip, Row, Share, Tally};

/// Smallest number that is shown, beside 0 (guarantee G14).
pub const CELL_MIN: u64 = 10;

/// From so many holders on a table says that those who lose are fewer than 10. With fewer holders
/// the others could be fewer than 10 too, and then a sum of 18 would give both away.
const TELLING_MIN: u64 = 2 * CELL_MIN;

/// One or more flips counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// [`Flip::Loses`].
    Loses,
    /// [`Flip::InDoubt`].
    InDoubt,
    /// [`Flip::StaysIn`].
    StaysIn,
    /// [`Flip::Gains`].
    Gains,
    /// [`Flip::StaysOut`].
    StaysOut,
    /// Loses or in doubt.
    Losing,
    /// Loses, in doubt or stays in.
    InBefore,
    /// Gains or stays out.
    OutBefore,
    /// All but loses and in doubt.
    NotLosing,
    /// Every flip.
    Any,
}

impl Column {
    /// The flips counted.
    #[must_use]
    pub const fn flips(self) -> &'static [Flip] {
        match self {
            Self::Loses => &[Flip::Loses],
            Self::InDoubt => &[Flip::InDoubt],
            Self::StaysIn => &[Flip::StaysIn],
            Self::Gains => &[Flip::Gains],
            Self::StaysOut => &[Flip::StaysOut],
            Self::Losing => &[Flip::Loses, Flip::InDoubt],
            Self::InBefore => &[Flip::Loses, Flip::InDoubt, Flip::StaysIn],
            Self::OutBefore => &[Flip::Gains, Flip::StaysOut],
            Self::NotLosing => &[Flip::StaysIn, Flip::Gains, Flip::StaysOut],
            Self::Any => &Flip::ALL,
        }
    }

    /// The name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Loses => "loses",
            Self::InDoubt => "in-doubt",
            Self::StaysIn => "stays-in",
            Self::Gains => "gains",
            Self::StaysOut => "stays-out",
            Self::Losing => "loses-or-in-doubt",
            Self::InBefore => "in-before",
            Self::OutBefore => "out-before",
            Self::NotLosing => "not-losing",
            Self::Any => "any",
        }
    }
}

/// Ways to split all flips, the finest first; the first that shows no small number is taken.
const SPLITS: [&[Column]; 8] = [
    &[
        Column::Loses,
        Column::InDoubt,
        Column::StaysIn,
        Column::Gains,
        Column::StaysOut,
    ],
    &[
        Column::Losing,
        Column::StaysIn,
        Column::Gains,
        Column::StaysOut,
    ],
    &[
        Column::Loses,
        Column::InDoubt,
        Column::StaysIn,
        Column::OutBefore,
    ],
    &[Column::Losing, Column::StaysIn, Column::OutBefore],
    &[Column::Losing, Column::NotLosing],
    &[Column::InBefore, Column::Gains, Column::StaysOut],
    &[Column::InBefore, Column::OutBefore],
    &[Column::Any],
];

/// A row and the number in each column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Who is counted.
    pub row: Row,
    /// One number a column, each 0 or at least [`CELL_MIN`].
    pub counts: Vec<u64>,
}

impl Counted {
    /// All holders of the row.
    #[must_use]
    pub fn passes(&self) -> u64 {
        sum(self.counts.iter().copied())
    }
}

/// Counts that may be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    columns: &'static [Column],
    rows: Vec<Counted>,
    few_lose: bool,
}

impl Table {
    /// What may be shown of exact counts. Fewer than 10 holders give a table without rows.
    #[must_use]
    pub fn of(tally: &Tally) -> Self {
        let passes = tally.sum(|_| true);
        let count = |row: &Row, column: Column| {
            tally.sum(|cell| row.contains(cell) && column.flips().contains(&cell.flip))
        };
        let is_safe = |row: &Row, columns: &[Column]| {
            let mut counts = columns.iter().map(|column| count(row, *column));
            counts.all(|count| count == 0 || count >= CELL_MIN)
        };
        let columns = SPLITS.iter().find(|split| is_safe(&Row::ALL, split));
        let Some(columns) = columns.filter(|_| passes >= CELL_MIN) else {
            return Self {
                columns: &[],
                rows: Vec::new(),
                few_lose: false,
            };
        };
        let rows = finest(&|row: &Row| is_safe(row, columns));
        let counted = rows.into_iter().map(|row| Counted {
            row,
            counts: columns.iter().map(|column| count(&row, *column)).collect(),
        });
        let losing = count(&Row::ALL, Column::Losing);
        Self {
            columns,
            rows: counted.filter(|row| row.passes() > 0).collect(),
            few_lose: (1..CELL_MIN).contains(&losing) && passes >= TELLING_MIN,
        }
    }

    /// The columns; none if fewer than 10 holders were counted.
    #[must_use]
    pub const fn columns(&self) -> &'static [Column] {
        self.columns
    }

    /// The rows, which share nobody; those without anybody are left out.
    #[must_use]
    pub fn rows(&self) -> &[Counted] {
        &self.rows
    }

    /// Whether some lose, or are in doubt, and they are fewer than 10.
    #[must_use]
    pub const fn few_lose(&self) -> bool {
        self.few_lose
    }

    /// The sum of each column.
    #[must_use]
    pub fn totals(&self) -> Vec<u64> {
        let column = |index: usize| {
            let counts = self.rows.iter().filter_map(|row| row.counts.get(index));
            sum(counts.copied())
        };
        (0..self.columns.len()).map(column).collect()
    }

    /// All holders; `None` if they are fewer than 10.
    #[must_use]
    pub fn passes(&self) -> Option<u64> {
        let passes = sum(self.rows.iter().map(Counted::passes));
        (passes >= CELL_MIN).then_some(passes)
    }

    /// The share of holders that lose, or are in doubt. It is had from what the table shows alone,
    /// so that a decision on it tells nothing more: where the number is hidden, it is the greatest
    /// that it can be.
    #[must_use]
    pub fn share_losing(&self) -> Share {
        let Some(passes) = self.passes() else {
            return Share::WHOLE;
        };
        let shown = |flip: Flip| {
            let is_losing = |column: &Column| {
                column.flips().contains(&flip)
                    && column
                        .flips()
                        .iter()
                        .all(|f| Column::Losing.flips().contains(f))
            };
            self.columns.iter().any(is_losing)
        };
        let losing = if shown(Flip::Loses) && shown(Flip::InDoubt) {
            let totals = self.columns.iter().zip(self.totals());
            let losing = totals.filter(|(column, _)| {
                let flips = column.flips();
                flips.contains(&Flip::Loses) || flips.contains(&Flip::InDoubt)
            });
            sum(losing.map(|(_, total)| total))
        } else if self.few_lose {
            CELL_MIN - 1
        } else {
            passes
        };
        Share {
            part: losing,
            of: passes,
        }
    }
}

fn sum(counts: impl Iterator<Item = u64>) -> u64 {
    counts.fold(0, u64::saturating_add)
}
