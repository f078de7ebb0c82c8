//! What an audit has to say: as data, as JSON, as one page.

mod html;
mod plot;

use std::collections::BTreeMap;

use cleanbill_issuer::caps::day_of;
use cleanbill_ledger::LedgerPolicy;
use cleanbill_trust::set::Digest;
use serde::Serialize;

use crate::book::{Book, DAY_SECS};
use crate::finding::{Finding, SetFinding, Severity, hex};
use crate::findings::Findings;
use crate::log::Heads;

/// What an audit has to say. No count of people in it is below ten.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The log's origin.
    pub origin: String,
    /// The tree that was audited; `None` if none was found.
    pub tree: Option<Tree>,
    /// What was found, the gravest first.
    #[serde(serialize_with = "findings")]
    pub findings: Vec<Finding>,
    /// How many findings there are of each code, also of those that are not listed.
    pub finding_counts: BTreeMap<&'static str, u64>,
    /// Leaves by type.
    pub leaves: BTreeMap<String, u64>,
    /// Health events by ground, as far as they may be told.
    pub grounds: BTreeMap<&'static str, u64>,
    /// Health events by office, where there were ten or more on a day.
    pub offices: BTreeMap<String, u64>,
    /// Exemptions by class, likewise.
    pub exemptions: BTreeMap<String, u64>,
    /// Health events by day and ground, likewise.
    pub days: BTreeMap<String, BTreeMap<&'static str, u64>>,
    /// Revocations by week and reason, likewise; "opened" is the sum of what was not told by day.
    pub revocations: Vec<RevocationLine>,
    /// Passes taken away by day, from the lists.
    pub taken_away: BTreeMap<String, u64>,
    /// Looks at records by purpose, as far as they may be told.
    pub looks: BTreeMap<&'static str, u64>,
    /// Policies of the newest set.
    pub policies: Vec<PolicyLine>,
    /// What was announced.
    pub announcements: Vec<AnnouncementLine>,
    /// Keys that sign passes.
    pub keys: Vec<KeyLine>,
    /// Passes that openings told, and slots that batches have.
    pub passes: Passes,
    /// Offices that are open, and officers that serve.
    pub staff: StaffCounts,
    /// What was filed, and what waits for its answer.
    pub filings: FilingCounts,
}

/// The audited tree.
#[derive(Clone, Debug, Serialize)]
pub struct Tree {
    /// How many leaves it has.
    pub size: u64,
    /// Its root, in hexadecimal.
    pub root: String,
    /// When it was cosigned, Unix seconds.
    pub cosigned_at: Option<i64>,
    /// By whom.
    pub witnesses: Vec<String>,
    /// The first leaf that was read.
    pub from: u64,
    /// Whether every leaf from there on was read.
    pub whole: bool,
}

/// Passes and slots.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Passes {
    /// Passes that openings told.
    pub opened: u64,
    /// Slots of all batches: passes, acts and padding.
    pub slots: u64,
}

/// What anybody filed: each is a leaf of its own, so that anybody can count them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FilingCounts {
    /// How many were filed.
    pub filed: u64,
    /// How many were answered.
    pub answered: u64,
    /// How many of them too late.
    pub late: u64,
    /// How many wait beyond their day, by region; "" for the authority as a whole.
    pub overdue: BTreeMap<String, u64>,
}

/// How many there are.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct StaffCounts {
    /// Offices that are open.
    pub offices: usize,
    /// Officers that serve.
    pub officers: usize,
}

/// Revocations of a week for a reason.
#[derive(Clone, Debug, Serialize)]
pub struct RevocationLine {
    /// The Monday of the week.
    pub week: String,
    /// The reason, or "opened".
    pub reason: String,
    /// How many.
    pub count: u64,
}

/// A policy of the newest set.
#[derive(Clone, Debug, Serialize)]
pub struct PolicyLine {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// Its English title.
    pub title: String,
    /// Where it holds.
    pub region: String,
    /// At which kinds of place.
    pub places: Vec<&'static str>,
    /// From when on, Unix seconds.
    pub from: i64,
    /// Until when, Unix seconds.
    pub until: i64,
    /// Whether it holds now.
    pub in_force: bool,
    /// Which consecutive one it is.
    pub extension: u16,
    /// Whether it lets in fewer people than the one before it.
    pub tighter: bool,
    /// When its announcement came into the ledger at the earliest, Unix seconds.
    pub announced_at: Option<i64>,
}

/// A change of rules or policies that was announced.
#[derive(Clone, Debug, Serialize)]
pub struct AnnouncementLine {
    /// Its leaf.
    pub leaf: u64,
    /// SHA-256 of what changes, in hexadecimal.
    pub document: String,
    /// Whether a policy changes; else rules.
    pub is_policy: bool,
    /// When it came into the ledger at the earliest, Unix seconds.
    pub known_at: i64,
    /// From when on it is in force, Unix seconds.
    pub starts_at: i64,
    /// Days between the two.
    pub notice_days: i64,
    /// Whether the short notice was claimed.
    pub urgent: bool,
    /// How many people it lets in that were kept out.
    pub gained: Option<u64>,
    /// How many it keeps out that were let in.
    pub lost: Option<u64>,
}

/// A key that signs passes.
#[derive(Clone, Debug, Serialize)]
pub struct KeyLine {
    /// Its identifier, in hexadecimal.
    pub kid: String,
    /// The last day that was counted.
    pub day: String,
    /// Its signatures.
    pub signatures: u64,
    /// Whether it ended.
    pub ended: bool,
}

/// What was audited.
pub(crate) struct Seen<'a> {
    pub(crate) policy: &'a LedgerPolicy,
    pub(crate) heads: &'a Heads,
    pub(crate) from: u64,
    pub(crate) is_whole: bool,
    pub(crate) root: Option<Digest>,
    pub(crate) at: i64,
}

impl Report {
    /// The gravest of the findings.
    #[must_use]
    pub fn gravest(&self) -> Option<Severity> {
        self.findings.iter().map(Finding::severity).max()
    }

    /// The report as JSON, one object.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Texts, numbers and lists; this does not fail.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// The report as one page that needs nothing beside it.
    #[must_use]
    pub fn to_html(&self) -> String {
        html::page(self)
    }

    /// Of a log that shows no tree.
    pub(crate) fn without_tree(policy: &LedgerPolicy, findings: Findings) -> Self {
        Self::of(policy, None, &Book::default(), Vec::new(), findings)
    }

    pub(crate) fn new(
        seen: &Seen<'_>,
        book: &Book,
        policies: Vec<PolicyLine>,
        mut findings: Findings,
    ) -> Self {
        if let Some(root) = seen.root {
            let fingerprint = root.to_string();
            findings.push(SetFinding::RootFromSource { fingerprint });
        }
        let checkpoint = &seen.heads.audited.checkpoint;
        let tree = Tree {
            size: checkpoint.size,
            root: hex(&checkpoint.root),
            cosigned_at: seen.heads.cosigned_at,
            witnesses: seen.heads.witnesses.clone(),
            from: seen.from,
            whole: seen.is_whole,
        };
        let mut report = Self::of(seen.policy, Some(tree), book, policies, findings);
        report.staff = staff(book, seen.at);
        report.filings.overdue = book.filings.overdue(day_of(seen.at));
        report
    }

    fn of(
        policy: &LedgerPolicy,
        tree: Option<Tree>,
        book: &Book,
        policies: Vec<PolicyLine>,
        findings: Findings,
    ) -> Self {
        let tally = &book.tally;
        let (findings, finding_counts) = findings.finish();
        let (slots, opened) = book.keys.passes();
        let days = tally
            .days
            .iter()
            .map(|(day, grounds)| (date(*day), by_ground(grounds)));
        let revocations = tally
            .revocations
            .iter()
            .map(|((week, reason), count)| RevocationLine {
                week: date(*week),
                reason: match reason.as_str() {
                    "" => "opened".to_owned(),
                    reason => reason.to_owned(),
                },
                count: *count,
            });
        let taken = tally.taken.iter().map(|(day, count)| (date(*day), *count));
        Self {
            origin: policy.origin().to_owned(),
            tree,
            findings,
            finding_counts,
            leaves: tally.leaves.clone(),
            grounds: by_ground(&tally.grounds),
            offices: tally.offices.clone(),
            exemptions: tally.exemptions.clone(),
            days: days.collect(),
            revocations: revocations.collect(),
            taken_away: taken.collect(),
            looks: looks(&tally.looks),
            policies,
            announcements: announcements(book),
            keys: keys(book),
            passes: Passes { opened, slots },
            staff: StaffCounts::default(),
            filings: FilingCounts {
                filed: book.filings.filed,
                answered: book.filings.answered,
                late: book.filings.late,
                overdue: BTreeMap::new(),
            },
        }
    }
}

fn keys(book: &Book) -> Vec<KeyLine> {
    let line = |counter: &crate::book::Counter| KeyLine {
        kid: hex(&counter.kid),
        day: date(counter.day),
        signatures: counter.signatures,
        ended: counter.ended,
    };
    book.keys.counters().iter().map(line).collect()
}

fn announcements(book: &Book) -> Vec<AnnouncementLine> {
    let line = |told: &crate::book::Announced| AnnouncementLine {
        leaf: told.index,
        document: hex(&told.document),
        is_policy: told.is_policy,
        known_at: told.known_at,
        starts_at: told.starts_at,
        notice_days: told
            .starts_at
            .saturating_sub(told.known_at)
            .div_euclid(DAY_SECS),
        urgent: told.urgent,
        gained: told.gained,
        lost: told.lost,
    };
    book.announced.iter().map(line).collect()
}

fn staff(book: &Book, at: i64) -> StaffCounts {
    let Some(staff) = book.acts.staff() else {
        return StaffCounts::default();
    };
    let open = staff.offices().filter(|office| office.closed_at.is_none());
    let serving = staff
        .officers()
        .filter(|(number, _)| staff.roles_at(*number, at).next().is_some());
    StaffCounts {
        offices: open.count(),
        officers: serving.count(),
    }
}

fn by_ground(counts: &BTreeMap<u8, u64>) -> BTreeMap<&'static str, u64> {
    let mut named = BTreeMap::new();
    for (ground, count) in counts {
        let name = match ground {
            1 => "vaccination",
            2 => "test",
            3 => "recovery",
            4 => "exemption",
            _ => "other",
        };
        *named.entry(name).or_default() += count;
    }
    named
}

fn looks(counts: &BTreeMap<u8, u64>) -> BTreeMap<&'static str, u64> {
    use cleanbill_issuer::staff::Purpose;
    let mut named = BTreeMap::new();
    for (purpose, count) in counts {
        let name = Purpose::from_number(*purpose).map_or("other", Purpose::name);
        *named.entry(name).or_default() += count;
    }
    named
}

/// A finding as JSON has it.
#[derive(Serialize)]
struct Told {
    code: &'static str,
    severity: &'static str,
    sentence: String,
    remedy: &'static str,
}

fn findings<S: serde::Serializer>(findings: &[Finding], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(findings.iter().map(|finding| Told {
        code: finding.code(),
        severity: finding.severity().name(),
        sentence: finding.to_string(),
        remedy: finding.remedy(),
    }))
}

/// A day since 1970-01-01 as a date.
pub(crate) fn date(day: i32) -> String {
    let at = i64::from(day).saturating_mul(DAY_SECS);
    let text = time(at);
    text.split('T').next().unwrap_or(&text).to_owned()
}

/// Unix seconds in UTC.
pub(crate) fn time(at: i64) -> String {
    jiff::Timestamp::from_second(at).map_or_else(|_| at.to_string(), |time| time.to_string())
}
