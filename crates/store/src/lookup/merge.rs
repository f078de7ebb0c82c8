//! Merging runs, a chunk of each in memory at a time.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use super::run::{Chunk, Run, entries, split};
use super::{CHUNK_ENTRIES, ENTRIES_MAX, Entry, Filter, RunError};

/// What a merge asks of its caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Give the next chunk of this input, or say that it has no more ([`Merge::feed`]).
    Feed(usize),
    /// Keep this chunk of the new run.
    Keep(Chunk),
    /// All is merged; [`Merge::finish`] gives the rest of the new run.
    Done,
}

/// What one input has to give.
#[derive(Default)]
struct Input {
    waiting: VecDeque<Entry>,
    last: Option<Entry>,
    is_over: bool,
}

/// A merge of several runs into one. It reads and writes nothing itself:
///
/// ```text
/// loop { match merge.step() { Feed(input) => merge.feed(input, next chunk of it)?,
///                             Keep(chunk) => write it,  Done => break } }
/// ```
pub struct Merge {
    inputs: Vec<Input>,
    /// The lowest waiting entry of each input that has one.
    heads: BinaryHeap<Reverse<(Entry, usize)>>,
    /// Inputs of which nothing is waiting.
    hungry: Vec<usize>,
    pending: Vec<Entry>,
    /// The number of the next chunk.
    part: i32,
    last: Option<Entry>,
    hashes: Vec<[u8; 16]>,
}

impl Merge {
    /// Of runs with these numbers of entries, as their rows say.
    ///
    /// # Errors
    /// [`RunError::TooMany`] if the new run would have more than [`ENTRIES_MAX`].
    pub fn new(entries: &[u64]) -> Result<Self, RunError> {
        let sum = entries.iter().fold(0_u64, |sum, n| sum.saturating_add(*n));
        let room = usize::try_from(sum).unwrap_or(usize::MAX);
        if room > ENTRIES_MAX {
            return Err(RunError::TooMany {
                entries_max: ENTRIES_MAX,
            });
        }
        Ok(Self {
            inputs: entries.iter().map(|_| Input::default()).collect(),
            heads: BinaryHeap::with_capacity(entries.len()),
            hungry: (0..entries.len()).collect(),
            pending: Vec::with_capacity(CHUNK_ENTRIES),
            part: 0,
            last: None,
            hashes: Vec::with_capacity(room),
        })
    }

    /// What is to be done next.
    pub fn step(&mut self) -> Step {
        loop {
            if let Some(input) = self.hungry.last() {
                return Step::Feed(*input);
            }
            if self.pending.len() >= CHUNK_ENTRIES {
                break;
            }
            let Some(Reverse((entry, input))) = self.heads.pop() else {
                break;
            };
            self.advance(input);
            // The same entry in two runs is kept once.
            if self.last != Some(entry) {
                self.last = Some(entry);
                self.hashes.push(split(&entry).0);
                self.pending.push(entry);
            }
        }
        let Some(chunk) = Chunk::new(&self.pending, self.part) else {
            return Step::Done;
        };
        self.pending.clear();
        self.part += 1;
        Step::Keep(chunk)
    }

    /// The next chunk of an input, in its order, or `None` when it has no more.
    ///
    /// # Errors
    /// [`RunError::ChunkLength`]; [`RunError::Unordered`] if it is not above what came before;
    /// [`RunError::TooMany`] if the inputs hold more than their rows said and than a run may have.
    /// The merge is to be given up then.
    pub fn feed(&mut self, input: usize, chunk: Option<&[u8]>) -> Result<(), RunError> {
        let Some(state) = self.inputs.get_mut(input) else {
            return Ok(());
        };
        match chunk {
            None => state.is_over = true,
            Some(chunk) => {
                for entry in entries(chunk)? {
                    if state.last.is_some_and(|last| last >= *entry) {
                        return Err(RunError::Unordered);
                    }
                    state.last = Some(*entry);
                    state.waiting.push_back(*entry);
                }
            }
        }
        if self.hashes.len() > ENTRIES_MAX {
            return Err(RunError::TooMany {
                entries_max: ENTRIES_MAX,
            });
        }
        if self.hungry.last() == Some(&input) {
            self.hungry.pop();
            self.advance(input);
        }
        Ok(())
    }

    /// The number of entries and the filter of the new run.
    ///
    /// # Errors
    /// [`RunError::Empty`], [`RunError::TooMany`].
    pub fn finish(self) -> Result<(u64, Filter), RunError> {
        if self.hashes.is_empty() {
            return Err(RunError::Empty);
        }
        if self.hashes.len() > ENTRIES_MAX {
            return Err(RunError::TooMany {
                entries_max: ENTRIES_MAX,
            });
        }
        let mut filter = Filter::with_room(self.hashes.len());
        for hash in &self.hashes {
            filter.add(hash);
        }
        Ok((self.hashes.len() as u64, filter))
    }

    /// Puts the next entry of an input among the heads, or notes that it needs a chunk.
    fn advance(&mut self, input: usize) {
        let Some(state) = self.inputs.get_mut(input) else {
            return;
        };
        match state.waiting.pop_front() {
            Some(entry) => self.heads.push(Reverse((entry, input))),
            None if !state.is_over => self.hungry.push(input),
            None => {}
        }
    }
}

/// Merges runs that are in memory.
///
/// # Errors
/// Those of [`Merge`].
pub fn merge(runs: &[Run]) -> Result<Run, RunError> {
    let entries: Vec<u64> = runs.iter().map(|run| run.entries).collect();
    let mut merge = Merge::new(&entries)?;
    let mut inputs: Vec<_> = runs.iter().map(|run| run.chunks.iter()).collect();
    let mut chunks = Vec::new();
    loop {
        match merge.step() {
            Step::Feed(input) => {
                let next = inputs.get_mut(input).and_then(Iterator::next);
                merge.feed(input, next.map(|chunk| chunk.entries.as_slice()))?;
            }
            Step::Keep(chunk) => chunks.push(chunk),
            Step::Done => break,
        }
    }
    let (entries, filter) = merge.finish()?;
    Ok(Run {
        entries,
        filter,
        chunks,
    })
}

/// What the row of a run says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunSize {
    /// Its number.
    pub run: i64,
    /// How often its entries were merged.
    pub level: i16,
    /// How many entries.
    pub entries: u64,
}

/// Runs that are to become one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergePlan {
    /// The level of the new run.
    pub level: i16,
    /// Two to eight runs, the smallest first.
    pub runs: Vec<RunSize>,
}

/// So many runs of one level are merged.
const RUNS_MERGED: usize = 8;

/// Which runs to merge next: eight of the lowest level that has as many, or as many of these as fit
/// in a run. `None` if there is nothing to do.
///
/// A run that is more than half full is left as it is: any two of the others fit together, so
/// that all but seven runs a level end up more than half full.
#[must_use]
pub fn plan_merge(runs: &[RunSize]) -> Option<MergePlan> {
    let entries_max = ENTRIES_MAX as u64;
    let mut open: Vec<RunSize> = runs
        .iter()
        .filter(|run| run.entries <= entries_max / 2)
        .copied()
        .collect();
    open.sort_unstable_by_key(|run| (run.level, run.entries, run.run));
    let levels = open.chunk_by(|one, other| one.level == other.level);
    let level = levels
        .into_iter()
        .find(|level| level.len() >= RUNS_MERGED)?;
    let mut sum = 0_u64;
    let fitting = level.iter().take(RUNS_MERGED).take_while(|run| {
        sum = sum.saturating_add(run.entries);
        sum <= entries_max
    });
    let runs: Vec<RunSize> = fitting.copied().collect();
    let level = runs.first()?.level.saturating_add(1);
    Some(MergePlan { level, runs })
}
