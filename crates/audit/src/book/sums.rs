//! Hidden counts, added up until they are opened.

use std::collections::BTreeMap;

use cleanbill_ledger::count::CountCommitment;
use cleanbill_ledger::leaf::{OpenedSum, Opening, Subject};
use cleanbill_ledger::table::Table;
use serde::{Deserialize, Serialize};

/// How many batches are added up at once: adding one by one costs an inversion each.
const PENDING_MAX: usize = 256;

/// The Monday of a day's week, both in days since 1970-01-01, a Thursday.
pub(crate) const fn week_of(day: i32) -> i32 {
    day.saturating_sub((day.wrapping_add(3)).rem_euclid(7))
}

/// Whose sum: number of the subject, ground or kind or purpose, region, Monday of the week.
type Name = (u8, u8, String, i32);

/// The hidden counts that no opening has told yet, by subject, what, region and week.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Sums {
    #[serde(with = "crate::pairs")]
    hidden: BTreeMap<Name, Hidden>,
    #[serde(skip)]
    pending: Vec<(i32, CountCommitment)>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(into = "[u8; 32]", try_from = "[u8; 32]")]
struct Hidden(CountCommitment);

impl From<Hidden> for [u8; 32] {
    fn from(hidden: Hidden) -> Self {
        *hidden.0.as_bytes()
    }
}

impl TryFrom<[u8; 32]> for Hidden {
    type Error = &'static str;

    fn try_from(bytes: [u8; 32]) -> Result<Self, Self::Error> {
        CountCommitment::from_bytes(bytes)
            .map(Self)
            .ok_or("not a hidden count")
    }
}

impl Sums {
    /// The rests of a day.
    pub(crate) fn add_table(&mut self, table: &Table) {
        let week = week_of(table.day);
        for row in &table.rows {
            let name = (table.subject.number(), row.what, row.region.clone(), week);
            self.add(name, &row.rest);
        }
    }

    /// The passes of a batch.
    pub(crate) fn add_batch(&mut self, day: i32, passes: CountCommitment) {
        self.pending.push((week_of(day), passes));
        if self.pending.len() >= PENDING_MAX {
            self.flush();
        }
    }

    /// Adds up what is still to be added.
    pub(crate) fn flush(&mut self) {
        let mut weeks: BTreeMap<i32, Vec<CountCommitment>> = BTreeMap::new();
        for (week, passes) in self.pending.drain(..) {
            weeks.entry(week).or_default().push(passes);
        }
        for (week, passes) in weeks {
            let name = (Subject::Passes.number(), 0, String::new(), week);
            self.add(name, &passes.iter().sum());
        }
    }

    fn add(&mut self, name: Name, count: &CountCommitment) {
        match self.hidden.get_mut(&name) {
            Some(sum) => sum.0 = [&sum.0, count].into_iter().sum(),
            None => {
                self.hidden.insert(name, Hidden(count.clone()));
            }
        }
    }

    /// Opens the sums of a week, those of one region first; gives those that do not open.
    pub(crate) fn open<'o>(&mut self, opening: &'o Opening) -> Vec<&'o OpenedSum> {
        self.flush();
        let regions = opening.sums.iter().filter(|sum| sum.region.is_some());
        let all = opening.sums.iter().filter(|sum| sum.region.is_none());
        regions
            .chain(all)
            .filter(|sum| !self.opens(opening, sum))
            .collect()
    }

    fn opens(&mut self, opening: &Opening, sum: &OpenedSum) -> bool {
        let (subject, week) = (opening.subject.number(), opening.week);
        let of_sum = |name: &Name| {
            let (one, what, region, of) = name;
            let same = (*one, *what) == (subject, sum.what);
            same && match &sum.region {
                Some(wanted) => region == wanted && *of == week,
                None => *of <= week,
            }
        };
        let opened: Vec<Name> = self
            .hidden
            .keys()
            .filter(|name| of_sum(name))
            .cloned()
            .collect();
        let hidden: Vec<CountCommitment> = opened
            .iter()
            .filter_map(|name| self.hidden.remove(name))
            .map(|hidden| hidden.0)
            .collect();
        let total: CountCommitment = hidden.iter().sum();
        !hidden.is_empty() && total.opens_to(sum.total, &sum.blinding)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_mondays() {
        // 1970-01-01 was a Thursday; 2026-11-23 is a Monday.
        for (day, monday) in [
            (0, -3),
            (3, -3),
            (4, 4),
            (-3, -3),
            (-4, -10),
            (20_780, 20_780),
        ] {
            assert_eq!(week_of(day), monday, "{day}");
        }
    }
}
