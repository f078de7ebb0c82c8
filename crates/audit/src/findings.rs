//! What was found, each thing once, and no more of one kind than anybody reads.

use std::collections::BTreeMap;

use crate::finding::{Finding, Severity};

/// Most findings of one code that are kept; the others are counted.
const KEPT_MAX: usize = 200;

/// What was found so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Findings {
    kept: Vec<Finding>,
    count: BTreeMap<&'static str, u64>,
}

impl Findings {
    /// Adds a finding, unless it is there already.
    pub(crate) fn push(&mut self, finding: impl Into<Finding>) {
        let finding = finding.into();
        let count = self.count.entry(finding.code()).or_default();
        if *count >= KEPT_MAX as u64 {
            *count = count.saturating_add(1);
        } else if !self.kept.contains(&finding) {
            *count += 1;
            self.kept.push(finding);
        }
    }

    /// The gravest.
    pub(crate) fn gravest(&self) -> Option<Severity> {
        self.kept.iter().map(Finding::severity).max()
    }

    /// The findings, the gravest first, and how many there are of each code.
    pub(crate) fn finish(mut self) -> (Vec<Finding>, BTreeMap<&'static str, u64>) {
        self.kept
            .sort_by_key(|finding| std::cmp::Reverse(finding.severity()));
        (self.kept, self.count)
    }
}
