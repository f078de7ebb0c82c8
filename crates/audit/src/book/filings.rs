//! What was filed, and whether it was answered in time.

use std::collections::{BTreeMap, BTreeSet};

use cleanbill_ledger::leaf::{
    Done, EXTEND_BY_DAYS_MAX, Filing, FilingAnswer, FilingClass, Removal,
};
use serde::{Deserialize, Serialize};

use super::Context;
use crate::finding::FilingFinding;
use crate::findings::Findings;

/// A filing that waits for its answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Waiting {
    /// The last day on which an answer is in time.
    due: i32,
    /// Whether it was put off.
    is_extended: bool,
    /// The region; empty for the authority as a whole.
    region: String,
}

/// Filings and answers so far.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Filings {
    /// Runs of leaves that are filings: the first, and the one after the last. Of each whether what
    /// is in it is sealed, so that no removal is told of it.
    #[serde(with = "crate::pairs")]
    runs: BTreeMap<u64, (u64, bool)>,
    #[serde(with = "crate::pairs")]
    waiting: BTreeMap<u64, Waiting>,
    removed: BTreeSet<u64>,
    /// How many were filed.
    pub(crate) filed: u64,
    /// How many were answered.
    pub(crate) answered: u64,
    /// How many of them too late.
    pub(crate) late: u64,
}

impl Filings {
    /// Something was filed.
    pub(crate) fn file(&mut self, index: u64, filing: &Filing) {
        self.filed += 1;
        let waiting = Waiting {
            due: filing.due,
            is_extended: false,
            region: filing.region.clone().unwrap_or_default(),
        };
        self.waiting.insert(index, waiting);
        let is_sealed = filing.class == FilingClass::Sealed;
        match self.runs.range_mut(..=index).next_back() {
            Some((_, (end, sealed))) if *end == index && *sealed == is_sealed => *end = index + 1,
            _ => drop(self.runs.insert(index, (index + 1, is_sealed))),
        }
    }

    /// It was answered, or put off.
    pub(crate) fn answer(
        &mut self,
        index: u64,
        answer: &FilingAnswer,
        context: &Context<'_>,
        findings: &mut Findings,
    ) {
        let filing = answer.filing;
        let mut wrong = |why| {
            if context.past || filing >= context.from {
                findings.push(FilingFinding::Answer { index, filing, why });
            }
        };
        if self.is_filed(filing).is_none() {
            return wrong("it is no filing");
        }
        let Some(waiting) = self.waiting.get_mut(&filing) else {
            return wrong("it was answered before");
        };
        match answer.done {
            Done::Answered(_) => {
                self.answered += 1;
                self.late += u64::from(answer.day > waiting.due);
                self.waiting.remove(&filing);
            }
            Done::Extended { .. } if waiting.is_extended => wrong("it was put off before"),
            Done::Extended { due, .. } => {
                let latest = waiting.due.saturating_add(EXTEND_BY_DAYS_MAX);
                if due <= waiting.due || due > latest || answer.day > waiting.due {
                    return wrong("it is put off for too long, or too late");
                }
                waiting.due = due;
                waiting.is_extended = true;
            }
        }
    }

    /// It is not shown.
    pub(crate) fn remove(
        &mut self,
        index: u64,
        removal: &Removal,
        context: &Context<'_>,
        findings: &mut Findings,
    ) {
        let filing = removal.filing;
        let why = match self.is_filed(filing) {
            None => "it is no filing",
            Some(true) => "it is sealed, and nobody was to see it",
            Some(false) if self.removed.insert(filing) => return,
            Some(false) => "it was removed before",
        };
        if context.past || filing >= context.from {
            findings.push(FilingFinding::Removal { index, filing, why });
        }
    }

    /// Filings whose day has passed without an answer, by region; empty for the authority.
    pub(crate) fn overdue(&self, today: i32) -> BTreeMap<String, u64> {
        let mut overdue = BTreeMap::new();
        for waiting in self.waiting.values().filter(|waiting| waiting.due < today) {
            *overdue.entry(waiting.region.clone()).or_default() += 1;
        }
        overdue
    }

    /// Whether a leaf is a filing, and whether that is sealed.
    fn is_filed(&self, index: u64) -> Option<bool> {
        let (_, (end, is_sealed)) = self.runs.range(..=index).next_back()?;
        (index < *end).then_some(*is_sealed)
    }
}
