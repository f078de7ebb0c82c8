//! Keys that sign passes: their counters, held against the passes in the ledger.

use std::collections::{BTreeMap, VecDeque};

use cleanbill_ledger::leaf::{KeyEnd, Opening, SignerCounter, Subject};
use serde::{Deserialize, Serialize};

use super::acts::Declared;
use super::week_of;
use crate::finding::CountFinding;
use crate::finding::hex;
use crate::findings::Findings;

/// How far a counter may be ahead of the passes that it signed: a block that was reserved, for each
/// key, and what a crash lost of one.
const AHEAD_MAX: u64 = 1_024;
/// A day's signatures of one key that nobody asks about, however few others have.
const DAY_USUAL: u64 = 20_000;
/// How many times the median a day's signatures of one key may be.
const TIMES_MAX: u64 = 10;
/// Most samples that a median is taken of.
const SAMPLES_MAX: usize = 400;
/// Fewest samples that a median is worth something of.
const SAMPLES_MIN: usize = 14;
/// Most days whose totals are remembered.
const DAYS_MAX: usize = 60;

/// A key's counter.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Counter {
    pub(crate) kid: [u8; 8],
    certificate: [u8; 32],
    pub(crate) day: i32,
    pub(crate) signatures: u64,
    pub(crate) ended: bool,
}

/// The keys, and what they come to.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Keys {
    counters: Vec<Counter>,
    declared: Vec<Declared>,
    /// Slots of all batches.
    slots: u64,
    /// Passes that openings told.
    passes: u64,
    /// Signatures of all keys by the end of a day.
    #[serde(with = "crate::pairs")]
    totals: BTreeMap<i32, u64>,
    /// Growth of a key on a day.
    samples: VecDeque<u64>,
    /// Whether passes before what was read are not known, so that no total is compared.
    #[serde(skip)]
    pub(crate) is_blind: bool,
}

impl Keys {
    /// The counters, in the order in which they began.
    pub(crate) fn counters(&self) -> &[Counter] {
        &self.counters
    }

    /// Slots of all batches, passes that openings told.
    pub(crate) const fn passes(&self) -> (u64, u64) {
        (self.slots, self.passes)
    }

    pub(crate) fn declare(&mut self, key: Declared) {
        self.declared.push(key);
    }

    /// Whether an act declared a key of this identifier.
    pub(crate) fn declares(&self, kid: &[u8; 8]) -> bool {
        self.declared.iter().any(|(declared, _)| declared == kid)
    }

    pub(crate) fn add_slots(&mut self, _day: i32, slots: u32) {
        self.slots = self.slots.saturating_add(slots.into());
    }

    fn total(&self) -> u64 {
        let counts = self.counters.iter().map(|counter| counter.signatures);
        counts.fold(0, u64::saturating_add)
    }

    /// How many signatures more than passes there may be.
    fn ahead_max(&self) -> u64 {
        AHEAD_MAX.saturating_mul(self.counters.len() as u64)
    }

    /// A counter at the end of a day.
    pub(crate) fn count(&mut self, told: &SignerCounter, findings: &mut Findings) {
        let (kid, day) = (|| hex(&told.kid), told.day);
        let same =
            |held: &&mut Counter| (held.kid, held.certificate) == (told.kid, told.certificate);
        let growth = match self.counters.iter_mut().find(same) {
            Some(held) => {
                let (before, after) = (held.signatures, told.signatures);
                if after < before {
                    let kid = kid();
                    findings.push(CountFinding::CounterBack { kid, before, after });
                    return;
                }
                let signatures = after - before;
                if held.ended && signatures > 0 {
                    let kid = kid();
                    findings.push(CountFinding::KeyAfterEnd { kid, signatures });
                }
                (held.signatures, held.day) = (after, day);
                signatures
            }
            None => {
                self.counters.push(Counter {
                    kid: told.kid,
                    certificate: told.certificate,
                    day,
                    signatures: told.signatures,
                    ended: false,
                });
                told.signatures
            }
        };
        self.sample(&told.kid, day, growth, findings);
        let (signatures, slots) = (self.total(), self.slots);
        self.totals.insert(day, signatures);
        while self.totals.len() > DAYS_MAX {
            self.totals.pop_first();
        }
        // Each pass is in a batch before it is handed over, and this leaf comes after the day.
        if !self.is_blind && signatures > slots.saturating_add(self.ahead_max()) {
            findings.push(CountFinding::SigningOutside {
                day,
                signatures,
                slots,
            });
        }
    }

    fn sample(&mut self, kid: &[u8; 8], day: i32, growth: u64, findings: &mut Findings) {
        if growth > DAY_USUAL && self.samples.len() >= SAMPLES_MIN {
            let samples: Vec<u64> = self.samples.iter().copied().collect();
            let usual = median(&samples);
            if growth > usual.saturating_mul(TIMES_MAX) {
                findings.push(CountFinding::KeyTooMany {
                    kid: hex(kid),
                    day,
                    signatures: growth,
                    usual,
                });
            }
        }
        if self.samples.len() >= SAMPLES_MAX {
            self.samples.pop_front();
        }
        self.samples.push_back(growth);
    }

    /// The passes that an opening tells, for whoever judges nothing by them.
    pub(crate) fn add_opened(&mut self, opening: &Opening) {
        if opening.subject == Subject::Passes {
            let told = opening.sums.iter().map(|sum| sum.total);
            self.passes = told.fold(self.passes, u64::saturating_add);
        }
    }

    /// The passes of a week, and of those before that were still hidden.
    pub(crate) fn opened(
        &mut self,
        week: i32,
        passes: u64,
        is_told: bool,
        findings: &mut Findings,
    ) {
        self.passes = self.passes.saturating_add(passes);
        let day = week.saturating_add(6);
        // A week of fewer than ten passes is told later.
        let totals = self.totals.range(..=day).next_back();
        let totals = totals.filter(|(on, _)| **on == day && is_told && !self.is_blind);
        let Some((_, signatures)) = totals else {
            return;
        };
        let (signatures, passes) = (*signatures, self.passes);
        if signatures > passes.saturating_add(self.ahead_max()) {
            findings.push(CountFinding::MoreSignatures {
                day,
                signatures,
                passes,
            });
        }
        if signatures < passes {
            findings.push(CountFinding::FewerSignatures {
                day,
                signatures,
                passes,
            });
        }
    }

    /// The Monday of the last week up to `until` that has to be opened, since keys signed ten
    /// passes or more that no opening told.
    pub(crate) fn unopened(&self, opened: Option<i32>, until: i32) -> Option<i32> {
        let least = self
            .passes
            .saturating_add(self.ahead_max())
            .saturating_add(10);
        let sundays = self
            .totals
            .iter()
            .filter(|(day, _)| week_of(**day) + 6 == **day);
        sundays
            .rev()
            .filter(|(day, signatures)| **day <= until && **signatures >= least)
            .map(|(day, _)| *day - 6)
            .next()
            .filter(|week| opened.is_none_or(|opened| opened < *week))
    }

    pub(crate) fn end(&mut self, end: &KeyEnd) {
        let mut held = self.counters.iter_mut();
        let same = |held: &&mut Counter| (held.kid, held.certificate) == (end.kid, end.certificate);
        if let Some(held) = held.find(same) {
            held.ended = true;
        }
    }

    /// Keys that nobody declared.
    pub(crate) fn finish(&self, findings: &mut Findings) {
        for counter in &self.counters {
            let key = (counter.kid, counter.certificate);
            if counter.signatures > 0 && !self.is_blind && !self.declared.contains(&key) {
                let kid = hex(&counter.kid);
                findings.push(CountFinding::KeyUndeclared { kid });
            }
        }
    }
}

/// The one in the middle; 0 of none.
pub(crate) fn median(samples: &[u64]) -> u64 {
    let mut sorted = samples.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or(0)
}
