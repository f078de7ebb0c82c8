//! The public board: how many appeals, how they ended, how late. No cell below ten.

use std::collections::BTreeMap;

use cleanbill_ledger::count::CELL_MIN;
use cleanbill_redress::case::{CaseKind, CaseState, Outcome};
use cleanbill_store::CaseCount;

use crate::{Authority, AuthorityError};

/// Open appeals of a kind and an age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenCell {
    /// What they are against.
    pub kind: CaseKind,
    /// How old, in bands of 15 days: 0 below 15 days, … at most 9.
    pub age_band: u8,
    /// How many; never fewer than ten.
    pub count: i64,
}

/// Appeals of a kind that ended in one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndedCell {
    /// What they were against.
    pub kind: CaseKind,
    /// How they ended.
    pub state: CaseState,
    /// How they were decided.
    pub outcome: Option<Outcome>,
    /// How many; never fewer than ten.
    pub count: i64,
}

/// The public board. Cells of fewer than ten are left out, and there are no sums that tell them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AppealBoard {
    /// Open ones, by kind and age.
    pub open: Vec<OpenCell>,
    /// Those that ended, by kind and end.
    pub ended: Vec<EndedCell>,
    /// Open past their date; `None` where they are some, and fewer than ten.
    pub overdue: Option<i64>,
    /// Ended past their date: lapsed, or decided late; `None` as above.
    pub late: Option<i64>,
}

impl Authority {
    /// The public board at `now`.
    ///
    /// # Errors
    /// [`AuthorityError::Store`].
    pub async fn appeal_board(&self, now: i64) -> Result<AppealBoard, AuthorityError> {
        Ok(board(&self.inner.store.appeal_counts(now).await?))
    }
}

fn board(counts: &[CaseCount]) -> AppealBoard {
    let mut open: BTreeMap<(CaseKind, u8), i64> = BTreeMap::new();
    let mut ended: BTreeMap<(CaseKind, CaseState, Option<Outcome>), i64> = BTreeMap::new();
    let (mut overdue, mut late) = (0, 0);
    for cell in counts {
        let is_open = cell.state.is_open();
        if is_open {
            *open.entry((cell.kind, cell.age_band)).or_default() += cell.count;
        } else {
            *ended
                .entry((cell.kind, cell.state, cell.outcome))
                .or_default() += cell.count;
        }
        match (cell.overdue, is_open) {
            (true, true) => overdue += cell.count,
            (true, false) => late += cell.count,
            _ => {}
        }
    }
    let open = open.into_iter().filter(|(_, count)| is_told(*count));
    let ended = ended.into_iter().filter(|(_, count)| is_told(*count));
    let told = |count: i64| Some(count).filter(|count| *count == 0 || is_told(*count));
    AppealBoard {
        open: open
            .map(|((kind, age_band), count)| OpenCell {
                kind,
                age_band,
                count,
            })
            .collect(),
        ended: ended
            .map(|((kind, state, outcome), count)| EndedCell {
                kind,
                state,
                outcome,
                count,
            })
            .collect(),
        overdue: told(overdue),
        late: told(late),
    }
}

fn is_told(count: i64) -> bool {
    count >= i64::from(CELL_MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(state: CaseState, overdue: bool, count: i64) -> CaseCount {
        CaseCount {
            kind: CaseKind::Act,
            state,
            outcome: (state == CaseState::Decided).then_some(Outcome::Upheld),
            age_band: 2,
            overdue,
            count,
        }
    }

    #[test]
    fn g12_no_cell_below_ten_is_told() {
        let few = [
            cell(CaseState::Filed, true, 9),
            cell(CaseState::Decided, false, 9),
            cell(CaseState::Lapsed, true, 9),
        ];
        assert_eq!(board(&few), AppealBoard::default());
        let more = [
            cell(CaseState::Filed, true, 6),
            cell(CaseState::Extended, false, 6),
            cell(CaseState::Lapsed, true, 10),
        ];
        let told = board(&more);
        assert_eq!((told.open.len(), told.open[0].count), (1, 12));
        assert_eq!(told.ended[0].state, CaseState::Lapsed);
        assert_eq!((told.overdue, told.late), (None, Some(10)));
        assert_eq!((board(&[]).overdue, board(&[]).late), (Some(0), Some(0)));
    }
}
