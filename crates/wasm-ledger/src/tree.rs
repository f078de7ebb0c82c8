//! Every entry of a tree and every tile of hashes, one file at a time.

use std::collections::{BTreeMap, VecDeque};

use cleanbill_ledger::leaf::Leaf;
use cleanbill_ledger::{
    Checkpoint, Frontier, Grower, Hash, TILE_WIDTH, TileId, TileKind, leaf_hash, parse_bundle,
};

use crate::Finding;
use crate::asked::Asked;
use crate::watched::{Basis, Watched};

/// How many files are named ahead, so that a host may fetch them meanwhile.
const AHEAD: usize = 8;

/// The first of some things, and how many there are.
#[derive(Clone, Debug)]
struct First<T> {
    first: Option<T>,
    count: u64,
}

impl<T> Default for First<T> {
    fn default() -> Self {
        Self {
            first: None,
            count: 0,
        }
    }
}

impl<T> First<T> {
    fn push(&mut self, one: T) {
        self.first.get_or_insert(one);
        self.count += 1;
    }
}

/// The tree of a checkpoint, as the published files make it. Entries are hashed and make tiles, as
/// they did for the log ([`Grower`]); what is published has to be those tiles, and that root.
pub(crate) struct Tree {
    size: u64,
    root: Hash,
    grower: Grower,
    /// The tree by what the tiles of hashes say of the entries.
    told: Frontier,
    /// The next bundle.
    number: u64,
    asked: Option<Asked>,
    /// The tiles that the entries made, until they were held against the published ones.
    due: VecDeque<(TileId, Vec<u8>)>,
    watched: Watched,
    /// Leaves by the number and the name of their type.
    counts: BTreeMap<u8, (&'static str, u64)>,
    unreadable: First<u64>,
    missing: First<String>,
    odd: First<String>,
    edited_tiles: First<String>,
    edited_entries: First<u64>,
    /// Whether a bundle could not be read, so that nothing after it can be placed.
    is_broken: bool,
}

impl Tree {
    pub(crate) fn new(checkpoint: &Checkpoint, mut watched: Watched) -> Self {
        let (grower, told) = (Grower::empty(), Frontier::new());
        watched.at(Basis::Entries, 0, || grower.root());
        watched.at(Basis::Tiles, 0, || told.root());
        let mut tree = Self {
            size: checkpoint.size,
            root: checkpoint.root,
            grower,
            told,
            number: 0,
            asked: None,
            due: VecDeque::new(),
            watched,
            counts: BTreeMap::new(),
            unreadable: First::default(),
            missing: First::default(),
            odd: First::default(),
            edited_tiles: First::default(),
            edited_entries: First::default(),
            is_broken: false,
        };
        tree.go_on();
        tree
    }

    /// How many entries were read.
    pub(crate) const fn read(&self) -> u64 {
        self.grower.size()
    }

    pub(crate) fn is_done(&self) -> bool {
        self.asked.is_none()
    }

    /// The file that is wanted next, and after it those that will be, as far as that is known.
    pub(crate) fn wanted(&self) -> Vec<TileId> {
        let Some(asked) = &self.asked else {
            return Vec::new();
        };
        // The first of the tiles that are due is the one that is asked for, or else a bundle is.
        let is_bundle = asked.tile.kind == TileKind::Entries;
        let due = self.due.iter().skip(usize::from(!is_bundle));
        let due = due.map(|(tile, _)| *tile);
        let first = self.number + u64::from(is_bundle);
        let hashes = is_bundle.then(|| self.tile(TileKind::Hashes { level: 0 }, self.number));
        let later = (first..).take(AHEAD).flat_map(|number| {
            let hashes = self.tile(TileKind::Hashes { level: 0 }, number);
            [self.tile(TileKind::Entries, number), hashes]
        });
        let ahead = hashes.into_iter().chain(due).chain(later);
        let ahead = ahead.filter(|tile| tile.width > 0);
        [asked.file].into_iter().chain(ahead).take(AHEAD).collect()
    }

    /// Takes the file that is wanted next; `None` if it is not there.
    pub(crate) fn take(&mut self, bytes: Option<&[u8]>) {
        let Some(asked) = &mut self.asked else {
            return;
        };
        if bytes.is_none() && asked.widen() {
            return;
        }
        let asked = *asked;
        if bytes.is_none() {
            self.missing.push(asked.tile.path());
        }
        match asked.tile.kind {
            TileKind::Entries => self.take_bundle(asked, bytes),
            TileKind::Hashes { .. } => self.take_tile(asked, bytes),
        }
        self.go_on();
    }

    /// What is asked for next.
    fn go_on(&mut self) {
        let bundle = self.tile(TileKind::Entries, self.number);
        let bundle = Some(bundle).filter(|tile| tile.width > 0 && !self.is_broken);
        let due = self.due.front().map(|(tile, _)| *tile);
        self.asked = due.or(bundle).map(Asked::new);
    }

    /// The tile as the whole tree has it; 0 wide if it has none.
    const fn tile(&self, kind: TileKind, index: u64) -> TileId {
        let shift = match kind {
            TileKind::Hashes { level } => 8 * level as u32,
            TileKind::Entries => 0,
        };
        let count = match self.size.checked_shr(shift) {
            Some(count) => count,
            None => 0,
        };
        let rest = count.saturating_sub(index.saturating_mul(TILE_WIDTH as u64));
        let width = if rest < TILE_WIDTH as u64 {
            rest as u16
        } else {
            TILE_WIDTH
        };
        TileId { kind, index, width }
    }

    fn take_bundle(&mut self, asked: Asked, bytes: Option<&[u8]>) {
        let entries = bytes.map(|bytes| parse_bundle(bytes, asked.file.width));
        let Some(Ok(mut entries)) = entries else {
            if entries.is_some() {
                self.odd.push(asked.file.path());
            }
            self.is_broken = true;
            return;
        };
        entries.truncate(usize::from(asked.tile.width));
        for (index, entry) in (self.grower.size()..).zip(&entries) {
            self.look(index, entry);
        }
        let mut rest = entries.as_slice();
        while !rest.is_empty() {
            let size = self.grower.size();
            let until = self.watched.next_root(size).map(|next| next - size);
            let until = until.and_then(|until| usize::try_from(until).ok());
            let (now, later) = rest.split_at(until.unwrap_or(rest.len()).min(rest.len()));
            // No entry of a bundle is too long, and no size of a checkpoint too large.
            let made = self.grower.append(now).unwrap_or_default();
            for (tile, bytes) in made {
                if tile.kind != TileKind::Entries && tile == self.tile(tile.kind, tile.index) {
                    self.due.push_back((tile, bytes));
                }
            }
            let (grower, size) = (&self.grower, self.grower.size());
            self.watched.at(Basis::Entries, size, || grower.root());
            rest = later;
        }
        self.number += 1;
    }

    /// Looks at an entry by itself.
    fn look(&mut self, index: u64, entry: &[u8]) {
        self.watched
            .leaf(Basis::Entries, index, || leaf_hash(entry));
        match Leaf::parse(entry) {
            Ok(leaf) => {
                let kind = leaf.leaf_type();
                self.counts
                    .entry(kind.number())
                    .or_insert((kind.name(), 0))
                    .1 += 1;
            }
            Err(_) => self.unreadable.push(index),
        }
    }

    /// Holds a published tile against the one that the entries make.
    fn take_tile(&mut self, asked: Asked, bytes: Option<&[u8]>) {
        let Some((tile, made)) = self.due.pop_front() else {
            return;
        };
        let told = bytes.and_then(|bytes| asked.hashes(bytes));
        match told {
            None if bytes.is_some() => self.odd.push(asked.file.path()),
            Some(told) if told != made => self.edited_tiles.push(tile.path()),
            _ => {}
        }
        if tile.kind != (TileKind::Hashes { level: 0 }) {
            return;
        }
        let (told, _) = told.unwrap_or(&made).as_chunks::<32>();
        let (made, _) = made.as_chunks::<32>();
        for (told, made) in told.iter().zip(made) {
            let index = self.told.size();
            if told != made {
                self.edited_entries.push(index);
            }
            self.watched.leaf(Basis::Tiles, index, || *told);
            self.told.push(*told);
            let tree = &self.told;
            self.watched.at(Basis::Tiles, index + 1, || tree.root());
        }
    }

    /// What comes to the root of the checkpoint: the entries; or what the tiles say of them, if an
    /// entry was edited. `None` if neither does, or not everything was read.
    pub(crate) fn basis(&self) -> Option<Basis> {
        if self.grower.size() == self.size && self.grower.root() == self.root {
            return Some(Basis::Entries);
        }
        let is_told = self.told.size() == self.size && self.told.root() == self.root;
        is_told.then_some(Basis::Tiles)
    }

    /// That the entries and tiles are those of the checkpoint; if not, what is wrong.
    pub(crate) fn check_entries(&self) -> Result<(), Finding> {
        if !self.is_done() {
            return Err(Finding::Unfinished);
        }
        if let Some(path) = self.odd.first.clone() {
            return Err(Finding::OddFile { path });
        }
        let basis = self.basis();
        if !self.is_broken && basis != Some(Basis::Entries) {
            let (index, count) = (self.edited_entries.first, self.edited_entries.count);
            return Err(match (basis, index) {
                (Some(Basis::Tiles), Some(index)) => Finding::EditedEntry { index, count },
                _ => Finding::Root { size: self.size },
            });
        }
        if let Some(path) = self.edited_tiles.first.clone() {
            let count = self.edited_tiles.count;
            return Err(Finding::EditedTile { path, count });
        }
        match self.missing.first.clone() {
            Some(path) => Err(Finding::MissingFile {
                path,
                count: self.missing.count,
            }),
            None => Ok(()),
        }
    }

    /// That every entry is a leaf.
    pub(crate) fn check_leaves(&self) -> Result<(), Finding> {
        if let Some(index) = self.unreadable.first {
            let count = self.unreadable.count;
            return Err(Finding::UnreadableEntry { index, count });
        }
        match self.grower.size() == self.size {
            true => Ok(()),
            false => Err(Finding::Unfinished),
        }
    }

    /// That the tree begins with one that was shown before.
    pub(crate) fn check_begins_with(&self, shown: &Checkpoint) -> Result<(), Finding> {
        let (known, found) = (shown.size, self.size);
        if known > found {
            return Err(Finding::Rollback { known, found });
        }
        if known == found {
            return match shown.root == self.root {
                true => Ok(()),
                false => Err(Finding::SplitView { size: known }),
            };
        }
        let basis = self.basis().ok_or(Finding::NotProven)?;
        let root = self.watched.root_at(basis, known);
        match root.ok_or(Finding::NotProven)? == shown.root {
            true => Ok(()),
            false => Err(Finding::TwoTrees { known, found }),
        }
    }

    /// That the leaf with this hash is where it was promised to be.
    pub(crate) fn check_leaf(&self, index: u64, hash: &Hash) -> Result<(), Finding> {
        if index >= self.size {
            return Err(Finding::OmittedEntry { index });
        }
        let basis = self.basis().ok_or(Finding::NotProven)?;
        match self.watched.leaf_at(basis, index) == Some(*hash) {
            true => Ok(()),
            false => Err(Finding::OmittedEntry { index }),
        }
    }

    /// How many leaves there are of each type, by its name, in the order of their numbers.
    pub(crate) fn counts(&self) -> impl Iterator<Item = (&'static str, u64)> {
        self.counts.values().copied()
    }
}
