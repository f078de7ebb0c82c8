//! Every entry from where the walk begins to the end of the tree: fetched, hashed and read by
//! several threads, and handed on in order.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use cleanbill_ledger::{
    BUNDLE_SIZE_MAX_BYTES, Hash, TileError, TileId, TileKind, leaf_hash, parse_bundle,
};

use super::tiles::{fetch_tile, hashes_of};
use super::{Edge, PREFIX, Watched};
use crate::finding::LogFinding;
use crate::findings::Findings;
use crate::source::{Source, SourceError};

/// How many bundles may be read ahead of the one that is handed on. The largest has 16 MiB.
const AHEAD: u64 = 16;
/// Entries of a bundle.
const WIDTH: u64 = 256;

/// Where the walk goes.
pub(crate) struct Walk<'a> {
    /// Where the files lie.
    pub(crate) source: &'a dyn Source,
    /// The tree that is known already.
    pub(crate) start: Edge,
    /// How many leaves there are in the end.
    pub(crate) size: u64,
    /// The root that they should come to.
    pub(crate) root: Hash,
}

/// An entry of the log, and what one of the threads made of it.
pub(crate) struct Entry<T> {
    /// Its place.
    pub(crate) index: u64,
    /// What it was read as.
    pub(crate) read: T,
}

/// What is made of an entry by itself, by several threads at once.
pub(crate) type ReadEntry<'r, T> = dyn Fn(u64, &[u8]) -> Result<T, SourceError> + Sync + 'r;

/// What becomes of an entry, in the order of the log.
pub(crate) type Take<'t, T> =
    dyn FnMut(Entry<T>, &mut Watched, &mut Findings) -> Result<(), SourceError> + 't;

/// What a walk came to.
pub(crate) struct Walked {
    /// The edge at the end.
    pub(crate) edge: Edge,
    /// Whether every entry was read, and all of them come to the root.
    pub(crate) whole: bool,
}

/// What a thread made of a bundle.
struct Bundle<T> {
    hashes: Vec<Hash>,
    /// The hashes that the tile above says, where they are others.
    told: Option<Vec<Hash>>,
    entries: Vec<Entry<T>>,
    findings: Vec<LogFinding>,
    is_there: bool,
}

/// Walks. `read` makes of an entry what does not depend on those before it; `take` gets them in
/// their order.
///
/// # Errors
/// [`SourceError`]; the walk ends there.
pub(crate) fn walk<T: Send>(
    walk: &Walk<'_>,
    watched: &mut Watched,
    findings: &mut Findings,
    read: &ReadEntry<'_, T>,
    take: &mut Take<'_, T>,
) -> Result<Walked, SourceError> {
    let first = walk.start.size() / WIDTH;
    let end = walk.size.div_ceil(WIDTH);
    let line = Line::new(first);
    thread::scope(|scope| {
        let workers = walk.source.concurrency().min(AHEAD as usize).max(1);
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(number) = line.next(end) {
                    let bundle = bundle(walk, number, read);
                    line.put(number, bundle);
                }
            });
        }
        let walked = Pace::new(walk).go(first..end, &line, watched, findings, take);
        line.stop();
        walked
    })
}

/// The one that takes bundles in their order.
struct Pace<'a> {
    walk: &'a Walk<'a>,
    edge: Edge,
    /// The edge by what tiles say, from the first entry on that says otherwise.
    told: Option<Edge>,
    odd_leaves: Vec<u64>,
    odd_tiles: Vec<String>,
    missing: Vec<String>,
}

impl<'a> Pace<'a> {
    fn new(walk: &'a Walk<'a>) -> Self {
        Self {
            walk,
            edge: walk.start.clone(),
            told: None,
            odd_leaves: Vec::new(),
            odd_tiles: Vec::new(),
            missing: Vec::new(),
        }
    }

    fn go<T>(
        mut self,
        numbers: std::ops::Range<u64>,
        line: &Line<T>,
        watched: &mut Watched,
        findings: &mut Findings,
        take: &mut Take<'_, T>,
    ) -> Result<Walked, SourceError> {
        let mut whole = true;
        self.look(watched, findings);
        for number in numbers {
            let mut bundle = line.take(number)?;
            for finding in bundle.findings.drain(..) {
                findings.push(finding);
            }
            if !bundle.is_there {
                whole = false;
                break;
            }
            self.push(number, bundle, watched, findings, take)?;
        }
        if whole {
            self.check_edge()?;
            whole = self.judge(findings);
        }
        Ok(Walked {
            edge: self.edge,
            whole,
        })
    }

    /// Takes the entries of a bundle in, each with its hash.
    fn push<T>(
        &mut self,
        number: u64,
        bundle: Bundle<T>,
        watched: &mut Watched,
        findings: &mut Findings,
        take: &mut Take<'_, T>,
    ) -> Result<(), SourceError> {
        let known = self.walk.start.size().saturating_sub(number * WIDTH) as usize;
        let (hashes, told) = (bundle.hashes, bundle.told);
        if told.is_some() && self.told.is_none() {
            self.told = Some(self.edge.clone());
        }
        let mut full: Vec<(u8, u64, Vec<Hash>)> = Vec::new();
        let new = hashes.iter().enumerate().skip(known);
        for ((at, hash), entry) in new.zip(bundle.entries) {
            let said = told.as_ref().and_then(|told| told.get(at)).unwrap_or(hash);
            if said != hash {
                self.odd_leaves.push(entry.index);
            }
            watched.leaf(entry.index, hash, findings);
            self.edge.push(*hash, &mut |level, index, hashes| {
                full.push((level, index, hashes.to_vec()));
            });
            if let Some(told) = &mut self.told {
                told.push(*said, &mut |_, _, _| {});
            }
            // What it says may be about the tree that it is the last leaf of.
            take(entry, watched, findings)?;
            self.look(watched, findings);
        }
        if told.is_some() {
            let width = hashes.len() as u16;
            self.odd_tiles.push(id(0, number, width).path());
        }
        for (level, index, hashes) in full {
            self.check_tile(id(level, index, 256), &hashes)?;
        }
        Ok(())
    }

    fn look(&self, watched: &mut Watched, findings: &mut Findings) {
        let size = self.edge.size();
        if watched.next_root(size) == Some(size) {
            watched.at(size, &self.edge.root(), self.walk.size, findings);
        }
    }

    /// The partial tiles above the lowest level.
    fn check_edge(&mut self) -> Result<(), SourceError> {
        let edge = self.edge.clone();
        let levels = edge.levels().iter().enumerate().skip(1);
        for (level, hashes) in levels.filter(|(_, hashes)| !hashes.is_empty()) {
            let index = edge.size() >> (8 * (level + 1));
            self.check_tile(id(level as u8, index, hashes.len() as u16), hashes)?;
        }
        Ok(())
    }

    fn check_tile(&mut self, id: TileId, hashes: &[Hash]) -> Result<(), SourceError> {
        match hashes_of(self.walk.source, id)? {
            Ok(found) if found == hashes => {}
            Err(TileError::Missing { .. }) => self.missing.push(id.path()),
            _ => self.odd_tiles.push(id.path()),
        }
        Ok(())
    }

    /// Whether the entries come to the root; if not, what was edited.
    fn judge(&mut self, findings: &mut Findings) -> bool {
        let tiles = std::mem::take(&mut self.odd_tiles);
        for path in std::mem::take(&mut self.missing) {
            let path = format!("{PREFIX}{path}");
            findings.push(LogFinding::MissingTile { path });
        }
        if self.edge.root() == self.walk.root {
            for path in tiles {
                let path = format!("{PREFIX}{path}");
                findings.push(LogFinding::EditedTile { path });
            }
            return true;
        }
        findings.push(LogFinding::Root {
            size: self.walk.size,
        });
        let told = self.told.as_ref().map(Edge::root);
        if told == Some(self.walk.root) {
            for index in std::mem::take(&mut self.odd_leaves) {
                findings.push(LogFinding::EditedLeaf { index });
            }
        } else {
            for path in tiles {
                let path = format!("{PREFIX}{path}");
                findings.push(LogFinding::EditedTile { path });
            }
        }
        false
    }
}

const fn id(level: u8, index: u64, width: u16) -> TileId {
    TileId {
        kind: TileKind::Hashes { level },
        index,
        width,
    }
}

/// Reads a bundle, and the tile of the hashes of its entries.
fn bundle<T>(
    walk: &Walk<'_>,
    number: u64,
    read: &ReadEntry<'_, T>,
) -> Result<Bundle<T>, SourceError> {
    let width = (walk.size - number * WIDTH).min(WIDTH) as u16;
    let wanted = TileId {
        kind: TileKind::Entries,
        index: number,
        width,
    };
    let mut made = Bundle {
        hashes: Vec::with_capacity(usize::from(width)),
        told: None,
        entries: Vec::with_capacity(usize::from(width)),
        findings: Vec::new(),
        is_there: false,
    };
    let Some((found, bytes)) = fetch_tile(walk.source, wanted, BUNDLE_SIZE_MAX_BYTES)? else {
        let path = format!("{PREFIX}{}", wanted.path());
        made.findings.push(LogFinding::MissingTile { path });
        return Ok(made);
    };
    let entries = match parse_bundle(&bytes, found.width) {
        Ok(entries) => entries,
        Err(error) => {
            let path = format!("{PREFIX}{}", found.path());
            let cause = error.code();
            made.findings.push(LogFinding::OddTile { path, cause });
            return Ok(made);
        }
    };
    made.is_there = true;
    for (at, entry) in entries.iter().take(usize::from(width)).enumerate() {
        made.hashes.push(leaf_hash(entry));
        let index = number * WIDTH + at as u64;
        if index >= walk.start.size() {
            let read = read(index, entry)?;
            made.entries.push(Entry { index, read });
        }
    }
    match hashes_of(walk.source, id(0, number, width))? {
        Ok(told) if told == made.hashes => {}
        Ok(told) => made.told = Some(told),
        Err(error) => {
            let path = format!("{PREFIX}{}", id(0, number, width).path());
            made.findings.push(match error {
                TileError::Missing { .. } => LogFinding::MissingTile { path },
                error => LogFinding::OddTile {
                    path,
                    cause: error.code(),
                },
            });
        }
    }
    Ok(made)
}

/// Hands bundles from the threads that read to the one that takes them, in order, and keeps the
/// former from running ahead.
struct Line<T> {
    state: Mutex<State<T>>,
    moved: Condvar,
}

struct State<T> {
    next: u64,
    taken: u64,
    stopped: bool,
    ready: BTreeMap<u64, Result<Bundle<T>, SourceError>>,
}

impl<T> Line<T> {
    const fn new(first: u64) -> Self {
        Self {
            state: Mutex::new(State {
                next: first,
                taken: first,
                stopped: false,
                ready: BTreeMap::new(),
            }),
            moved: Condvar::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next bundle that nobody reads yet, once it is not too far ahead.
    fn next(&self, end: u64) -> Option<u64> {
        let mut state = self.lock();
        loop {
            if state.stopped || state.next >= end {
                return None;
            }
            if state.next < state.taken + AHEAD {
                let number = state.next;
                state.next += 1;
                return Some(number);
            }
            state = self
                .moved
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn put(&self, number: u64, bundle: Result<Bundle<T>, SourceError>) {
        self.lock().ready.insert(number, bundle);
        self.moved.notify_all();
    }

    fn take(&self, number: u64) -> Result<Bundle<T>, SourceError> {
        let mut state = self.lock();
        loop {
            if let Some(bundle) = state.ready.remove(&number) {
                state.taken = number + 1;
                self.moved.notify_all();
                return bundle;
            }
            state = self
                .moved
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn stop(&self) {
        self.lock().stopped = true;
        self.moved.notify_all();
    }
}
