//! What the leaves come to, one after another: sums, days, officers, sets, counters.

mod acts;
mod clock;
mod filings;
mod keys;
mod sets;
mod sums;
mod tally;

use std::collections::BTreeMap;

use cleanbill_issuer::caps::Caps;
use cleanbill_ledger::leaf::{Announcement, Leaf, Opening, Subject, Summary, Witnesses};
use cleanbill_ledger::table::Table;
use cleanbill_ledger::{Hash, LedgerPolicy};
use cleanbill_trust::ledger::WITNESS_NOTICE_SECS;
use cleanbill_trust::set::RootPins;
use cleanbill_webauthn::RelyingParty;
use serde::{Deserialize, Serialize};

pub(crate) use acts::Acts;
pub(crate) use clock::Clock;
pub(crate) use filings::Filings;
pub(crate) use keys::{Counter, Keys};
pub(crate) use sets::{Sets, given_set};
pub(crate) use sums::{Sums, week_of};
pub(crate) use tally::Tally;

use crate::finding::LeafFinding;
use crate::findings::Findings;
use crate::log::{Entry, Watched};
use crate::read::Read;
use crate::source::{Source, SourceError};

/// Seconds of a day.
pub(crate) const DAY_SECS: i64 = 86_400;
/// How long after its end a week may stay closed, in days.
const OPEN_WITHIN_DAYS: i32 = 14;

/// What the leaves are judged by.
pub(crate) struct Context<'a> {
    /// Where the files lie.
    pub(crate) source: &'a dyn Source,
    /// The log and its witnesses.
    pub(crate) policy: &'a LedgerPolicy,
    /// The roots that sets may be signed under; the first set's if none are given.
    pub(crate) pins: Option<RootPins>,
    /// Whose passkeys count; those that the founding act names if none are given.
    pub(crate) rps: Vec<RelyingParty>,
    /// The hash of the founding act, where it is known.
    pub(crate) founding: Option<Hash>,
    /// How much may be taken away a day.
    pub(crate) caps: Caps,
    /// Whether every filter is built again, or the newest alone.
    pub(crate) all_filters: bool,
    /// The first leaf that is walked.
    pub(crate) from: u64,
    /// Whether everything before it is known.
    pub(crate) past: bool,
    /// When the audited tree was cosigned, Unix seconds; else this machine's time.
    pub(crate) at: i64,
}

/// What the leaves come to so far, and what an audit of those that follow needs of it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Book {
    pub(crate) clock: Clock,
    pub(crate) sums: Sums,
    pub(crate) acts: Acts,
    pub(crate) sets: Sets,
    pub(crate) keys: Keys,
    #[serde(default)]
    pub(crate) filings: Filings,
    pub(crate) tally: Tally,
    /// By number of the subject: the first and the last day that were counted.
    #[serde(with = "crate::pairs")]
    days: BTreeMap<u8, (i32, i32)>,
    /// By number of the subject: the Monday of the last week that was opened.
    #[serde(with = "crate::pairs")]
    weeks: BTreeMap<u8, i32>,
    /// What was announced: digest of the document, when it came into the ledger at the earliest.
    pub(crate) announced: Vec<Announced>,
    /// Openings of one subject and week, which follow one another.
    #[serde(skip)]
    pending: Option<(u64, Opening)>,
    /// Changes of witnesses: the policy that ends, and the one that follows.
    pub(crate) witnesses: Vec<(Hash, Hash)>,
}

/// An announcement.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Announced {
    pub(crate) index: u64,
    pub(crate) document: Hash,
    /// It came into the ledger no earlier than this, Unix seconds.
    pub(crate) known_at: i64,
    pub(crate) starts_at: i64,
    pub(crate) urgent: bool,
    pub(crate) is_policy: bool,
    pub(crate) gained: Option<u64>,
    pub(crate) lost: Option<u64>,
}

impl Book {
    /// Takes the next leaf in.
    pub(crate) fn take(
        &mut self,
        entry: Entry<Read>,
        context: &Context<'_>,
        watched: &mut Watched,
        findings: &mut Findings,
    ) -> Result<(), SourceError> {
        let index = entry.index;
        for finding in entry.read.findings {
            findings.push(finding);
        }
        self.tally.leaf(entry.read.leaf.as_ref());
        let Some(leaf) = entry.read.leaf else {
            return Ok(());
        };
        if !self.continues(&leaf) {
            self.open(context, findings);
        }
        self.clock.look(index, &leaf, context.at, findings);
        match &leaf {
            Leaf::Batch(batch) => {
                self.keys.add_slots(batch.day, batch.slots);
                self.sums.add_batch(batch.day, batch.count.clone());
            }
            Leaf::Act(act) => {
                if let Some(declared) = self.acts.take(index, act, context, findings) {
                    self.keys.declare(declared);
                }
            }
            Leaf::BlindedAct(act) => self.acts.take_blinded(index, act, context, findings),
            Leaf::Summary(summary) => {
                self.summary(index, summary, entry.read.table.as_ref(), findings);
            }
            Leaf::Opening(opening) => match &mut self.pending {
                Some((_, pending)) => pending.sums.extend_from_slice(&opening.sums),
                None => self.pending = Some((index, opening.clone())),
            },
            Leaf::SignerCounter(counter) => self.keys.count(counter, findings),
            Leaf::Publication(publication) => {
                self.sets
                    .publication(index, publication, context, watched, findings)?;
            }
            Leaf::Revocations(list) => {
                self.sets.list(index, list);
                let day = self.clock.day();
                self.tally
                    .revoked(day, list.edition, list.passes, &self.acts, findings);
                self.acts.touched = 0;
            }
            Leaf::Document(document) => self.sets.document(index, document),
            Leaf::Announcement(told) => self.announcement(index, told, context, findings),
            Leaf::Witnesses(change) => self.change(index, change, context, findings),
            Leaf::KeyEnd(end) => self.keys.end(end),
            Leaf::Filing(filing) => self.filings.file(index, filing),
            Leaf::FilingAnswer(answer) => self.filings.answer(index, answer, context, findings),
            Leaf::Removal(removal) => self.filings.remove(index, removal, context, findings),
            // Of a release there is nothing to check here; what is new is unknown.
            _ => {}
        }
        Ok(())
    }

    fn summary(
        &mut self,
        index: u64,
        summary: &Summary,
        table: Option<&Table>,
        findings: &mut Findings,
    ) {
        let (subject, day) = (summary.subject, summary.day);
        let Some(before) = self.next_day(subject, day) else {
            let before = self.last_day(subject).unwrap_or(day);
            findings.push(LeafFinding::DayOrder { index, day, before });
            return;
        };
        if day > before + 1 {
            let day = before + 1;
            findings.push(LeafFinding::DayMissing { subject, day });
        }
        if let Some(table) = table {
            self.sums.add_table(table);
            self.tally.table(table);
        }
    }

    /// A day of tables: the one before it; `None` if it, or a later one, was told already.
    pub(crate) fn next_day(&mut self, subject: Subject, day: i32) -> Option<i32> {
        let days = self.days.entry(subject.number()).or_insert((day, day - 1));
        let before = days.1;
        (day > before).then(|| {
            days.1 = day;
            before
        })
    }

    fn last_day(&self, subject: Subject) -> Option<i32> {
        self.days.get(&subject.number()).map(|(_, last)| *last)
    }

    /// Whether a leaf is one more part of an opening that has too many sums for one.
    fn continues(&self, leaf: &Leaf) -> bool {
        match (&self.pending, leaf) {
            (Some((_, pending)), Leaf::Opening(next)) => {
                (pending.subject, pending.week) == (next.subject, next.week)
            }
            _ => false,
        }
    }

    /// Opens what was told of a week, once all of it is read.
    fn open(&mut self, context: &Context<'_>, findings: &mut Findings) {
        let Some((index, opening)) = self.pending.take() else {
            return;
        };
        let (subject, week) = (opening.subject, opening.week);
        let before = self.weeks.insert(subject.number(), week);
        let last = self.days.get(&subject.number()).map(|days| days.1);
        // Batches have no tables: their week is over once the clock says so.
        let last = last
            .filter(|_| subject != Subject::Passes)
            .unwrap_or(self.clock.day() - 1);
        let is_monday = week_of(week) == week;
        if !is_monday || before.is_some_and(|before| before >= week) || last < week + 6 {
            findings.push(LeafFinding::OpeningOrder {
                index,
                subject,
                week,
            });
        }
        for sum in self.sums.open(&opening) {
            if context.past {
                findings.push(LeafFinding::Opening {
                    index,
                    subject,
                    what: sum.what,
                    region: sum.region.clone(),
                });
            }
        }
        self.tally.opening(&opening);
        if subject == Subject::Passes {
            let opened = opening.sums.iter().map(|sum| sum.total).sum();
            self.keys
                .opened(week, opened, !opening.sums.is_empty(), findings);
        }
    }

    pub(crate) fn announcement(
        &mut self,
        index: u64,
        told: &Announcement,
        context: &Context<'_>,
        findings: &mut Findings,
    ) {
        let known_at = self.clock.seen();
        let hours = told.starts_at.saturating_sub(known_at).div_euclid(3_600);
        let hours_min = notice_secs(told.urgent) / 3_600;
        if known_at > 0 && known_at <= context.at && hours < hours_min {
            findings.push(LeafFinding::AnnouncedLate {
                index,
                hours,
                hours_min,
            });
        }
        self.announced.push(Announced {
            index,
            document: told.document,
            known_at,
            starts_at: told.starts_at,
            urgent: told.urgent,
            is_policy: told.kind == cleanbill_ledger::leaf::DocumentKind::Policies,
            gained: told.gained,
            lost: told.lost,
        });
    }

    fn change(
        &mut self,
        index: u64,
        change: &Witnesses,
        context: &Context<'_>,
        findings: &mut Findings,
    ) {
        let known_at = self.clock.seen();
        let notice = change.from.saturating_sub(known_at);
        if known_at > 0 && known_at <= context.at && notice < WITNESS_NOTICE_SECS {
            let days = notice.div_euclid(DAY_SECS);
            findings.push(LeafFinding::WitnessesLate { index, days });
        }
        self.witnesses.push((change.old, change.new));
    }

    /// What is missing at the end.
    pub(crate) fn finish(&mut self, context: &Context<'_>, findings: &mut Findings) {
        self.open(context, findings);
        self.sums.flush();
        let today = i32::try_from(context.at.div_euclid(DAY_SECS)).unwrap_or(i32::MAX);
        for (number, (_, last)) in &self.days {
            let Some(subject) = Subject::from_number(*number) else {
                continue;
            };
            // Yesterday is counted some time today.
            if *last < today - 2 {
                let day = last + 1;
                findings.push(LeafFinding::DayMissing { subject, day });
            }
        }
        // Of hidden counts nobody can say that they come to ten; but keys tell of passes.
        let opened = self.weeks.get(&Subject::Passes.number()).copied();
        if let Some(week) = self.keys.unopened(opened, today - OPEN_WITHIN_DAYS) {
            let subject = Subject::Passes;
            findings.push(LeafFinding::OpeningMissing { subject, week });
        }
        self.sets
            .untold_removals(&self.keys, &self.acts, context, findings);
        self.acts.finish(context, findings);
        self.keys.finish(findings);
        self.tally.finish(findings);
    }
}

/// How long before it is in force a change has to be told, in seconds.
pub(crate) const fn notice_secs(urgent: bool) -> i64 {
    match urgent {
        true => cleanbill_policy::URGENT_NOTICE_SECS,
        false => cleanbill_policy::NOTICE_SECS,
    }
}
