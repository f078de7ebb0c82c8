use cleanbill_ledger::{EMPTY_ROOT, Frontier, Hash, TREE_SIZE_MAX, root_of};
use serde::{Deserialize, Serialize};

/// How many levels of tiles a tree can have.
const LEVELS_MAX: usize = 8;

/// The right edge of a tree: of each level of tiles the last one, if it is not full.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Edge {
    size: u64,
    levels: Vec<Vec<Hash>>,
}

impl Edge {
    /// The edge of a tree of `size`, if that is how many hashes each level has.
    pub(crate) fn from_levels(size: u64, levels: Vec<Vec<Hash>>) -> Option<Self> {
        let edge = Self { size, levels };
        edge.is_sound().then_some(edge)
    }

    /// Whether each level has as many hashes as the size says.
    pub(crate) fn is_sound(&self) -> bool {
        let wanted = |level: usize| ((self.size >> (8 * level)) & 0xff) as usize;
        self.size <= TREE_SIZE_MAX
            && self.levels.len() <= LEVELS_MAX
            && (0..LEVELS_MAX)
                .all(|level| self.levels.get(level).map_or(0, Vec::len) == wanted(level))
    }

    /// How many leaves there are.
    pub(crate) const fn size(&self) -> u64 {
        self.size
    }

    /// The hashes of the last tile of each level.
    pub(crate) fn levels(&self) -> &[Vec<Hash>] {
        &self.levels
    }

    /// Adds the hash of a leaf. Each tile above the lowest level that gets full is told: its level,
    /// its index, its hashes.
    pub(crate) fn push(&mut self, leaf: Hash, full: &mut dyn FnMut(u8, u64, &[Hash])) {
        self.size += 1;
        let (mut hash, mut count) = (leaf, self.size);
        for level in 0..LEVELS_MAX {
            if self.levels.len() <= level {
                self.levels.push(Vec::new());
            }
            let Some(tile) = self.levels.get_mut(level) else {
                return;
            };
            tile.push(hash);
            if tile.len() < 256 {
                return;
            }
            count >>= 8;
            if level > 0 {
                full(level as u8, count - 1, tile);
            }
            hash = root_of(tile);
            tile.clear();
        }
    }

    /// The root of the tree.
    pub(crate) fn root(&self) -> Hash {
        let mut roots = Vec::new();
        for level in self.levels.iter().rev() {
            let mut frontier = Frontier::new();
            level.iter().for_each(|hash| frontier.push(*hash));
            roots.extend_from_slice(frontier.hashes());
        }
        Frontier::from_parts(self.size, roots).map_or(EMPTY_ROOT, |frontier| frontier.root())
    }
}

#[cfg(test)]
mod tests {
    use cleanbill_ledger::leaf_hash;

    use super::*;

    #[test]
    fn the_root_is_that_of_the_tree_at_every_size() {
        let leaves: Vec<Hash> = (0..70_000_u32)
            .map(|n| leaf_hash(&n.to_be_bytes()))
            .collect();
        let (mut edge, mut frontier) = (Edge::default(), Frontier::new());
        let mut full = Vec::new();
        for (number, leaf) in leaves.iter().enumerate() {
            if number < 1_000 || number % 997 == 0 || (65_530..65_540).contains(&number) {
                assert_eq!(edge.root(), frontier.root(), "{number}");
                assert!(edge.is_sound());
            }
            edge.push(*leaf, &mut |level, index, hashes| {
                full.push((level, index, hashes.len()));
            });
            frontier.push(*leaf);
        }
        assert_eq!(edge.root(), frontier.root());
        assert_eq!(full, [(1, 0, 256)]);
        let again = Edge::from_levels(edge.size(), edge.levels().to_vec());
        assert_eq!(again, Some(edge.clone()));
        assert_eq!(
            Edge::from_levels(edge.size() + 1, edge.levels().to_vec()),
            None
        );
    }
}
