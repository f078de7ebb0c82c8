use cleanbill_ledger::{
    Checkpoint, TileId, TileSet, prove_consistency, tiles_for_consistency, verify_consistency,
};

use crate::Finding;
use crate::asked::Asked;

/// That the newest tree, which need not have its cosignatures yet, goes on from the cosigned one:
/// by the few tiles that prove it.
pub(crate) struct Newer {
    old: Checkpoint,
    new: Checkpoint,
    /// What is still asked for, the next one last.
    left: Vec<TileId>,
    asked: Option<Asked>,
    tiles: TileSet,
    wrong: Option<Finding>,
}

impl Newer {
    pub(crate) fn new(old: Checkpoint, new: Checkpoint) -> Self {
        let mut left = tiles_for_consistency(old.size, new.size);
        left.reverse();
        let asked = left.pop().map(Asked::new);
        Self {
            old,
            new,
            left,
            asked,
            tiles: TileSet::new(),
            wrong: None,
        }
    }

    pub(crate) const fn is_done(&self) -> bool {
        self.asked.is_none()
    }

    pub(crate) fn wanted(&self) -> Vec<TileId> {
        let first = self.asked.iter().map(|asked| asked.file);
        first.chain(self.left.iter().rev().copied()).collect()
    }

    pub(crate) fn take(&mut self, bytes: Option<&[u8]>) {
        let Some(asked) = &mut self.asked else {
            return;
        };
        if bytes.is_none() && asked.widen() {
            return;
        }
        let asked = *asked;
        self.asked = self.left.pop().map(Asked::new);
        let wrong = match bytes.map(|bytes| asked.hashes(bytes)) {
            None => Finding::MissingFile {
                path: asked.tile.path(),
                count: 1,
            },
            Some(hashes) => {
                let hashes = hashes.map(<[u8]>::to_vec);
                if hashes.is_some_and(|hashes| self.tiles.insert(asked.tile, hashes).is_ok()) {
                    return;
                }
                Finding::OddFile {
                    path: asked.file.path(),
                }
            }
        };
        self.wrong.get_or_insert(wrong);
    }

    pub(crate) fn check(&self) -> Result<(), Finding> {
        if let Some(wrong) = &self.wrong {
            return Err(wrong.clone());
        }
        let (known, found) = (self.old.size, self.new.size);
        let proof = prove_consistency(known, found, &self.tiles);
        let proof = proof.map_err(|_| Finding::Unfinished)?;
        verify_consistency(known, &self.old.root, found, &self.new.root, &proof)
            .map_err(|_| Finding::TwoTrees { known, found })
    }
}
