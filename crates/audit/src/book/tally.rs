//! What is counted for the report, of told cells and opened sums alone: none below ten.

use std::collections::BTreeMap;

use cleanbill_issuer::act::{ActKind, Reason};
use cleanbill_ledger::leaf::{Leaf, Opening, Subject};
use cleanbill_ledger::table::Table;
use serde::{Deserialize, Serialize};

use super::keys::median;
use super::{Acts, week_of};
use crate::finding::{ActFinding, CountFinding};
use crate::findings::Findings;

/// Most days that are drawn.
const DAYS_MAX: usize = 400;
/// How many times the median of four weeks a day's revocations may be.
const BURST_TIMES: u64 = 3;
/// The share of the nation's cap below which a day's revocations are no burst, in percent.
const BURST_SHARE: u64 = 20;
/// Days that a median is taken of.
const WEEKS_4: i32 = 28;
/// The ground of exemptions.
const EXEMPTION: u8 = 4;
/// Fewest exemptions of four weeks whose share is looked at.
const EXEMPTIONS_MIN: u64 = 100;

/// Counts for the report.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Tally {
    /// Leaves by type.
    #[serde(with = "crate::pairs")]
    pub(crate) leaves: BTreeMap<String, u64>,
    /// Health events by ground: told in tables, or opened as sums.
    #[serde(with = "crate::pairs")]
    pub(crate) grounds: BTreeMap<u8, u64>,
    /// By office, told in tables alone.
    #[serde(with = "crate::pairs")]
    pub(crate) offices: BTreeMap<String, u64>,
    /// By class of exemption.
    #[serde(with = "crate::pairs")]
    pub(crate) exemptions: BTreeMap<String, u64>,
    /// By day and ground, told in tables alone.
    #[serde(with = "crate::pairs")]
    pub(crate) days: BTreeMap<i32, BTreeMap<u8, u64>>,
    /// Revocations by Monday of the week and reason, told in tables alone; `""` for sums.
    #[serde(with = "crate::pairs")]
    pub(crate) revocations: BTreeMap<(i32, String), u64>,
    /// Passes taken away by day, from the lists.
    #[serde(with = "crate::pairs")]
    pub(crate) taken: BTreeMap<i32, u64>,
    /// Looks at records, by purpose.
    #[serde(with = "crate::pairs")]
    pub(crate) looks: BTreeMap<u8, u64>,
    /// The list before: edition, passes, day.
    list: Option<(u32, u64, i32)>,
    /// What the nation's cap is, for what is a burst.
    pub(crate) nation_cap: u64,
}

impl Tally {
    /// A leaf, whatever it says.
    pub(crate) fn leaf(&mut self, leaf: Option<&Leaf>) {
        let name = leaf.map_or("unreadable", |leaf| leaf.leaf_type().name());
        if let Some(count) = self.leaves.get_mut(name) {
            *count += 1;
        } else {
            self.leaves.insert(name.to_owned(), 1);
        }
    }

    /// The told cells of a day.
    pub(crate) fn table(&mut self, table: &Table) {
        for row in &table.rows {
            for cell in &row.cells {
                let first = cell.detail.first().map_or("", String::as_str);
                match table.subject {
                    Subject::Issuance => {
                        add(&mut self.grounds, row.what, cell.count);
                        add(&mut self.offices, first.to_owned(), cell.count);
                        let day = self.days.entry(table.day).or_default();
                        add(day, row.what, cell.count);
                        if row.what == EXEMPTION
                            && let Some(class) = cell.detail.get(1)
                        {
                            add(&mut self.exemptions, class.clone(), cell.count);
                        }
                    }
                    Subject::Acts if row.what == ActKind::Revoke.number() => {
                        let reason = reason_name(first);
                        let week = (week_of(table.day), reason);
                        add(&mut self.revocations, week, cell.count);
                    }
                    Subject::Looks => add(&mut self.looks, row.what, cell.count),
                    _ => {}
                }
            }
        }
        while self.days.len() > DAYS_MAX {
            self.days.pop_first();
        }
    }

    /// The opened sums of a week.
    pub(crate) fn opening(&mut self, opening: &Opening) {
        for sum in &opening.sums {
            match opening.subject {
                Subject::Issuance => add(&mut self.grounds, sum.what, sum.total),
                Subject::Acts if sum.what == ActKind::Revoke.number() => {
                    let week = (opening.week, String::new());
                    add(&mut self.revocations, week, sum.total);
                }
                Subject::Looks => add(&mut self.looks, sum.what, sum.total),
                _ => {}
            }
        }
    }

    /// A list of passes that are taken away.
    pub(crate) fn revoked(
        &mut self,
        day: i32,
        edition: u32,
        passes: u64,
        acts: &Acts,
        findings: &mut Findings,
    ) {
        // The first list has what was taken away before there was a ledger, or before the start.
        let Some((_, before, last)) = self.list.replace((edition, passes, day)) else {
            return;
        };
        let added = passes.saturating_sub(before);
        add(&mut self.taken, day, added);
        let days = u64::try_from(day.saturating_sub(last)).unwrap_or(0).max(1);
        let max = self
            .nation_cap
            .saturating_mul(days)
            .saturating_add(acts.touched);
        if self.nation_cap > 0 && added > max {
            findings.push(ActFinding::NationCap {
                edition,
                added,
                max,
            });
        }
    }

    /// Forgets days that nobody draws any more.
    pub(crate) fn bound(&mut self) {
        while self.taken.len() > DAYS_MAX {
            self.taken.pop_first();
        }
    }

    /// What looks wrong at the end.
    pub(crate) fn finish(&mut self, findings: &mut Findings) {
        self.bound();
        let least = self.nation_cap.saturating_mul(BURST_SHARE) / 100;
        for (day, passes) in &self.taken {
            let before: Vec<u64> = (1..=WEEKS_4)
                .map(|ago| self.taken.get(&(day - ago)).copied().unwrap_or(0))
                .collect();
            let usual = median(&before);
            if *passes > least && *passes > usual.saturating_mul(BURST_TIMES) {
                findings.push(CountFinding::Burst {
                    day: *day,
                    passes: *passes,
                    usual,
                });
            }
        }
        self.exemption_share(findings);
    }

    fn exemption_share(&self, findings: &mut Findings) {
        let Some(last) = self.days.keys().next_back().copied() else {
            return;
        };
        let share = |from: i32, until: i32| {
            let days = self.days.range(from..until).map(|(_, grounds)| grounds);
            let (mut exemptions, mut all) = (0_u64, 0_u64);
            for grounds in days {
                exemptions += grounds.get(&EXEMPTION).copied().unwrap_or(0);
                all += grounds.values().sum::<u64>();
            }
            (
                exemptions,
                (exemptions * 1_000).checked_div(all).unwrap_or(0),
            )
        };
        let middle = last - WEEKS_4 + 1;
        let ((count, now), (_, before)) =
            (share(middle, last + 1), share(middle - WEEKS_4, middle));
        let is_known = self.days.range(..middle).next().is_some();
        if is_known && count >= EXEMPTIONS_MIN && now * 2 > before * 3 {
            findings.push(CountFinding::ExemptionShare { now, before });
        }
    }
}

fn add<K: Ord>(counts: &mut BTreeMap<K, u64>, key: K, count: u64) {
    let held = counts.entry(key).or_default();
    *held = held.saturating_add(count);
}

/// The name of a reason; what is none is not repeated in a report.
fn reason_name(name: &str) -> String {
    Reason::from_name(name)
        .map_or("other", Reason::name)
        .to_owned()
}
