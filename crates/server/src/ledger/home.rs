//! The first page of the ledger, and how to get all of it.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use cleanbill_audit::{AnnouncementLine, KeyLine, PolicyLine, Report, RevocationLine};
use cleanbill_pages::{
    ChangeShown, EntryLine, FiguresShown, FilingsShown, KeyShown, LedgerShown, Place, PolicyShown,
    TreeShown, WeekShown,
};
use jiff::civil::Date;

use super::entries::latest;
use super::{Counting, has_verify, ledger};
use crate::ServerError;
use crate::app::App;
use crate::public::{Appeals, Asked, answer};

/// Most weeks that are shown: half a year.
const WEEKS_MAX: usize = 26;
/// Most lines of a list: the newest, or the largest.
const LINES_MAX: usize = 100;

/// The first page of the ledger.
pub(super) async fn show(State(app): State<App>, asked: Asked) -> Response {
    let frame = asked.frame(Place::Ledger);
    let page = async {
        let counting = ledger(&app)?;
        let counted = counting.counted(app.now(), app.clock.elapsed()).await?;
        let entries = latest(counting, &counted).await?;
        let lines = entries.iter().map(|(index, leaf)| EntryLine {
            index: *index,
            leaf: leaf.as_ref(),
        });
        let appeals = Appeals::of(&app).await?;
        let root = cleanbill_trust::set::Digest::from(counted.root).to_string();
        let report = &counted.report;
        let tree = report.tree.as_ref();
        let drawn = Drawn::of(report);
        let weeks = shown_weeks(&drawn.weeks);
        let revocations = shown_weeks(&drawn.revocations);
        Ok::<_, ServerError>(frame.ledger(&LedgerShown {
            tree: TreeShown {
                origin: &report.origin,
                size: counted.size,
                counted: counted.entries,
                is_sound: counted.is_whole,
                root: &root,
                cosigned_at: tree.and_then(|tree| tree.cosigned_at),
                witnesses: tree.map_or(&[], |tree| tree.witnesses.as_slice()),
                newest: counted.newest,
                is_demonstration: tree.is_none_or(|tree| tree.witnesses.is_empty()),
            },
            latest: &lines.collect::<Vec<_>>(),
            figures: drawn.shown(report, &weeks, &revocations),
            appeals: appeals.shown(),
            has_verify: has_verify(&app),
        }))
    };
    answer(&frame, page.await)
}

/// How to get all of it.
pub(super) async fn download(State(app): State<App>, asked: Asked) -> Response {
    let frame = asked.frame(Place::Ledger);
    let address = app.settings.origins.first().map_or("", String::as_str);
    let page = ledger(&app).map(|_: &Counting| frame.download(address, has_verify(&app)));
    answer(&frame, page)
}

/// Counts by name.
type Counts<'a> = Vec<(&'a str, u64)>;

/// The figures of a report in the order in which they are shown.
struct Drawn<'a> {
    grounds: Counts<'a>,
    weeks: Vec<(i32, Counts<'a>)>,
    offices: Counts<'a>,
    exemptions: Counts<'a>,
    reasons: Counts<'a>,
    revocations: Vec<(i32, Counts<'a>)>,
    taken: Counts<'a>,
    looks: Counts<'a>,
    policies: Vec<PolicyShown<'a>>,
    changes: Vec<ChangeShown>,
    keys: Vec<KeyShown<'a>>,
    kinds: Counts<'a>,
    overdue: u64,
}

impl<'a> Drawn<'a> {
    fn of(report: &'a Report) -> Self {
        let mut taken = in_order(report.taken_away.iter());
        taken.reverse();
        taken.truncate(LINES_MAX);
        let policies = report.policies.iter().take(LINES_MAX).map(policy);
        let changes = report
            .announcements
            .iter()
            .rev()
            .take(LINES_MAX)
            .map(change);
        Self {
            grounds: by_size(in_order(report.grounds.iter())),
            weeks: weeks(report),
            offices: by_size(in_order(report.offices.iter())),
            exemptions: by_size(in_order(report.exemptions.iter())),
            reasons: by_size(reasons(&report.revocations)),
            revocations: revocations(&report.revocations),
            taken,
            looks: by_size(in_order(report.looks.iter())),
            policies: policies.collect(),
            changes: changes.collect(),
            keys: report.keys.iter().map(key).collect(),
            kinds: by_size(in_order(report.leaves.iter())),
            overdue: report.filings.overdue.values().sum(),
        }
    }
}

impl Drawn<'_> {
    fn shown<'s>(
        &'s self,
        report: &'s Report,
        weeks: &'s [WeekShown<'s>],
        revocations: &'s [WeekShown<'s>],
    ) -> FiguresShown<'s> {
        FiguresShown {
            grounds: &self.grounds,
            weeks,
            offices: &self.offices,
            exemptions: &self.exemptions,
            passes: (report.passes.opened, report.passes.slots),
            reasons: &self.reasons,
            revocations,
            taken: &self.taken,
            looks: &self.looks,
            policies: &self.policies,
            changes: &self.changes,
            filings: FilingsShown {
                filed: report.filings.filed,
                answered: report.filings.answered,
                late: report.filings.late,
                overdue: self.overdue,
            },
            keys: &self.keys,
            kinds: &self.kinds,
        }
    }
}

fn shown_weeks<'a>(weeks: &'a [(i32, Counts<'a>)]) -> Vec<WeekShown<'a>> {
    let shown = weeks.iter().map(|(week, counts)| WeekShown {
        week: *week,
        counts,
    });
    shown.collect()
}

fn in_order<'a, K: AsRef<str> + 'a>(counts: impl Iterator<Item = (&'a K, &'a u64)>) -> Counts<'a> {
    counts
        .map(|(name, count)| (name.as_ref(), *count))
        .collect()
}

/// The largest first.
fn by_size(mut counts: Counts<'_>) -> Counts<'_> {
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.truncate(LINES_MAX);
    counts
}

/// The last weeks, added up of their days.
fn weeks(report: &Report) -> Vec<(i32, Counts<'_>)> {
    let mut weeks: BTreeMap<i32, BTreeMap<&str, u64>> = BTreeMap::new();
    for (day, grounds) in &report.days {
        let Some(day) = day_of(day) else { continue };
        let week = weeks.entry(day - (day + 3).rem_euclid(7)).or_default();
        for (ground, count) in grounds {
            *week.entry(ground).or_default() += count;
        }
    }
    last_of(weeks)
}

fn revocations(lines: &[RevocationLine]) -> Vec<(i32, Counts<'_>)> {
    let mut weeks: BTreeMap<i32, BTreeMap<&str, u64>> = BTreeMap::new();
    for line in lines {
        let Some(week) = day_of(&line.week) else {
            continue;
        };
        let count = weeks
            .entry(week)
            .or_default()
            .entry(&line.reason)
            .or_default();
        *count += line.count;
    }
    last_of(weeks)
}

fn last_of<'a>(weeks: BTreeMap<i32, BTreeMap<&'a str, u64>>) -> Vec<(i32, Counts<'a>)> {
    let old = weeks.len().saturating_sub(WEEKS_MAX);
    let last = weeks.into_iter().skip(old);
    last.map(|(week, counts)| (week, counts.into_iter().collect()))
        .collect()
}

fn reasons(lines: &[RevocationLine]) -> Counts<'_> {
    let mut reasons: BTreeMap<&str, u64> = BTreeMap::new();
    for line in lines {
        *reasons.entry(&line.reason).or_default() += line.count;
    }
    reasons.into_iter().collect()
}

/// The day of a date, since 1970-01-01.
fn day_of(date: &str) -> Option<i32> {
    let date: Date = date.parse().ok()?;
    let since = date.since(Date::constant(1970, 1, 1)).ok()?;
    Some(since.get_days())
}

fn policy(line: &PolicyLine) -> PolicyShown<'_> {
    PolicyShown {
        title: &line.title,
        version: line.version,
        region: &line.region,
        places: &line.places,
        from: line.from,
        until: line.until,
        in_force: line.in_force,
        extension: line.extension,
    }
}

fn change(line: &AnnouncementLine) -> ChangeShown {
    ChangeShown {
        index: line.leaf,
        is_policy: line.is_policy,
        known_at: line.known_at,
        starts_at: line.starts_at,
        notice_days: line.notice_days,
        urgent: line.urgent,
        gained: line.gained,
        lost: line.lost,
    }
}

fn key(line: &KeyLine) -> KeyShown<'_> {
    KeyShown {
        kid: &line.kid,
        day: &line.day,
        signatures: line.signatures,
        ended: line.ended,
    }
}
