use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::case::{Case, cases};
use super::outcome::{Judgement, Outcome};

/// The counts of one folder, or of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Row {
    /// Cases.
    pub cases: usize,
    /// Flags of these cases; the other counts add up to it.
    pub flags: usize,
    /// Flags that are as expected.
    pub passed: usize,
    /// Flags that were not judged.
    pub skipped: usize,
    /// Flags where we and the corpus differ, for a known reason.
    pub divergent: usize,
    /// Flags that are not as expected.
    pub failed: usize,
    /// Flags that are as expected, although the ledger says otherwise.
    pub succeeded: usize,
}

/// What came of a run over the corpora. `Display` is the table, with everything that did not pass
/// named below it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    folders: BTreeMap<String, Row>,
    /// How often each reason excused a flag: heading, flag and reason.
    excuses: BTreeMap<(&'static str, String, String), usize>,
    /// Case, flag and what is wrong.
    unexpected: Vec<String>,
}

/// Judges every case below this folder, on all cores.
///
/// # Panics
/// If judging a case panicked, which is a defect that no corpus excuses.
#[must_use]
pub fn run_all(corpora: &Path) -> Summary {
    let cases = cases(corpora);
    let next = AtomicUsize::new(0);
    let judged = Mutex::new(Vec::with_capacity(cases.len()));
    let work = || {
        while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            let judgements = case.judge();
            if let Ok(mut judged) = judged.lock() {
                judged.push((case, judgements));
            }
        }
    };
    thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        for _ in 0..cores {
            scope.spawn(work);
        }
    });
    let mut judged = judged.into_inner().unwrap_or_default();
    judged.sort_by(|(a, _), (b, _)| a.id().cmp(b.id()));
    let mut summary = Summary::default();
    for (case, judgements) in &judged {
        summary.add(case, judgements);
    }
    summary
}

impl Summary {
    /// The counts of every folder, by its name.
    #[must_use]
    pub const fn folders(&self) -> &BTreeMap<String, Row> {
        &self.folders
    }

    /// The counts of all folders together.
    #[must_use]
    pub fn total(&self) -> Row {
        self.folders.values().fold(Row::default(), |sum, row| Row {
            cases: sum.cases + row.cases,
            flags: sum.flags + row.flags,
            passed: sum.passed + row.passed,
            skipped: sum.skipped + row.skipped,
            divergent: sum.divergent + row.divergent,
            failed: sum.failed + row.failed,
            succeeded: sum.succeeded + row.succeeded,
        })
    }

    /// Whether nothing unexpected happened.
    #[must_use]
    pub const fn is_good(&self) -> bool {
        self.unexpected.is_empty()
    }

    fn add(&mut self, case: &Case, judgements: &[Judgement]) {
        let row = self.folders.entry(case.folder().to_owned()).or_default();
        row.cases += 1;
        for Judgement { flag, outcome } in judgements {
            row.flags += 1;
            let mut excuse = |heading, reason: &str| {
                let key = (heading, flag.to_string(), reason.to_owned());
                *self.excuses.entry(key).or_default() += 1;
            };
            match outcome {
                Outcome::Pass => row.passed += 1,
                Outcome::Skip(reason) => {
                    row.skipped += 1;
                    excuse("skip", reason);
                }
                Outcome::Divergence(reason) => {
                    row.divergent += 1;
                    excuse("divergence", reason);
                }
                Outcome::UnexpectedFailure { .. } => row.failed += 1,
                Outcome::UnexpectedSuccess => row.succeeded += 1,
            }
            if outcome.is_unexpected() {
                self.unexpected
                    .push(format!("{} {flag}: {outcome}", case.id()));
            }
        }
    }
}

/// What an unexpected outcome is told as; the others tell themselves by their reason.
impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pass => f.write_str("as expected"),
            Self::Skip(reason) => write!(f, "skipped: {reason}"),
            Self::Divergence(reason) => write!(f, "known divergence: {reason}"),
            Self::UnexpectedFailure { expected, found } => {
                write!(f, "expected {expected}, found {found}")
            }
            Self::UnexpectedSuccess => f.write_str("as expected; its exception is to be removed"),
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<22} {:>6} {:>6} {:>6} {:>6} {:>10} {:>11} {:>11}",
            "folder", "cases", "flags", "pass", "skip", "divergence", "unexp. fail", "unexp. pass"
        )?;
        for (folder, row) in &self.folders {
            write_row(f, folder, row)?;
        }
        write_row(f, "in all", &self.total())?;
        if !self.excuses.is_empty() {
            writeln!(f)?;
        }
        for ((heading, flag, reason), count) in &self.excuses {
            writeln!(f, "{count:>5} {heading:<10} {flag:<25} {reason}")?;
        }
        for unexpected in &self.unexpected {
            writeln!(f, "unexpected: {unexpected}")?;
        }
        let total = self.total();
        write!(
            f,
            "\n{} passed, {} failed, {} skipped",
            total.passed,
            total.failed + total.succeeded,
            total.skipped + total.divergent
        )
    }
}

fn write_row(f: &mut fmt::Formatter<'_>, name: &str, row: &Row) -> fmt::Result {
    let Row {
        cases,
        flags,
        passed,
        skipped,
        divergent,
        failed,
        succeeded,
    } = row;
    writeln!(
        f,
        "{name:<22} {cases:>6} {flags:>6} {passed:>6} {skipped:>6} {divergent:>10} {failed:>11} \
         {succeeded:>11}"
    )
}
