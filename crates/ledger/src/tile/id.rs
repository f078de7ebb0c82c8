//! The name of a tile.

use core::fmt;

use super::{TILE_LEVEL_MAX, TILE_WIDTH};
use crate::error::TileError;
use crate::text::parse_decimal;

/// The longest path: `tile/entries/`, 7 groups of an index and their slashes, `.p/255`.
const PATH_SIZE_MAX_BYTES: usize = 64;

/// What lies in a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TileKind {
    /// Hashes of 32 bytes: of leaves at level 0, of full tiles of the level below above it.
    Hashes {
        /// The level, 0 to 63.
        level: u8,
    },
    /// Entries themselves: a bundle.
    Entries,
}

/// The name of a tile: of which kind it is, where it stands, how wide it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TileId {
    /// What lies in it.
    pub kind: TileKind,
    /// Its number in its level, from 0.
    pub index: u64,
    /// How many hashes or entries it holds: 1 to 255 if it is partial, 256 if it is full.
    pub width: u16,
}

impl TileId {
    /// The bundle that holds entry `index` in a tree of `size`; `None` if the tree has no such
    /// entry.
    #[must_use]
    pub const fn of_entry(index: u64, size: u64) -> Option<Self> {
        if index >= size {
            return None;
        }
        Some(Self::in_tree(TileKind::Entries, index >> 8, size))
    }

    /// The tile as a tree has it whose hashes at this level, or entries, are `count`.
    pub(super) const fn in_tree(kind: TileKind, index: u64, count: u64) -> Self {
        let after = count.saturating_sub(index << 8);
        let width = if after < TILE_WIDTH as u64 {
            after as u16
        } else {
            TILE_WIDTH
        };
        Self { kind, index, width }
    }

    /// Whether it has all of its 256 hashes or entries, and will never be another.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.width == TILE_WIDTH
    }

    /// The same tile once it is full.
    #[must_use]
    pub const fn full(self) -> Self {
        Self {
            kind: self.kind,
            index: self.index,
            width: TILE_WIDTH,
        }
    }

    /// The path below a log's prefix, such as `tile/0/x001/x234/067` or `tile/entries/000.p/12`.
    #[must_use]
    pub fn path(&self) -> String {
        self.to_string()
    }

    /// Reads a [`path`](Self::path), which is written in one way only.
    ///
    /// # Errors
    /// [`TileError::Path`].
    pub fn parse(path: &str) -> Result<Self, TileError> {
        Some(path)
            .filter(|path| path.len() <= PATH_SIZE_MAX_BYTES)
            .and_then(parse)
            .filter(|id| id.path() == path)
            .ok_or(TileError::Path)
    }

    /// Whether such a tile can be.
    pub(super) const fn is_possible(&self) -> bool {
        let level = match self.kind {
            TileKind::Hashes { level } => level,
            TileKind::Entries => 0,
        };
        level <= TILE_LEVEL_MAX && self.width >= 1 && self.width <= TILE_WIDTH
    }
}

fn parse(path: &str) -> Option<TileId> {
    let (kind, rest) = path.strip_prefix("tile/")?.split_once('/')?;
    let kind = match kind {
        "entries" => TileKind::Entries,
        level => TileKind::Hashes {
            level: parse_decimal(level).and_then(|level| u8::try_from(level).ok())?,
        },
    };
    let (groups, width) = match rest.split_once(".p/") {
        Some((groups, width)) => (
            groups,
            parse_decimal(width)
                .and_then(|width| u16::try_from(width).ok())
                .filter(|width| *width < TILE_WIDTH)?,
        ),
        None => (rest, TILE_WIDTH),
    };
    let mut index = 0u64;
    for group in groups.split('/') {
        let digits = group.strip_prefix('x').unwrap_or(group);
        if digits.len() != 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        index = index.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
    }
    let id = TileId { kind, index, width };
    id.is_possible().then_some(id)
}

impl fmt::Display for TileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            TileKind::Hashes { level } => write!(f, "tile/{level}/")?,
            TileKind::Entries => f.write_str("tile/entries/")?,
        }
        let mut rest = self.index / 1000;
        let mut before = String::new();
        while rest > 0 {
            before = format!("x{:03}/{before}", rest % 1000);
            rest /= 1000;
        }
        write!(f, "{before}{:03}", self.index % 1000)?;
        if self.width < TILE_WIDTH {
            write!(f, ".p/{}", self.width)?;
        }
        Ok(())
    }
}
