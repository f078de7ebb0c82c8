//! Tiles of hashes, fetched one by one: what an audit needs of the part that it does not walk.

use cleanbill_ledger::{
    Checkpoint, Hash, TileError, TileId, TileKind, TileSet, prove_consistency,
    tiles_for_consistency, tiles_for_root, verify_consistency,
};

use super::{Edge, PREFIX};
use crate::source::{Source, SourceError, SourceFault};

/// A tile, or as much of the full one in its place.
pub(crate) fn fetch_tile(
    source: &dyn Source,
    id: TileId,
    size_max_bytes: usize,
) -> Result<Option<(TileId, Vec<u8>)>, SourceError> {
    let full = TileId { width: 256, ..id };
    for id in [id, full] {
        let path = format!("{PREFIX}{}", id.path());
        match source.fetch(&path, size_max_bytes as u64) {
            Ok(Some(bytes)) => return Ok(Some((id, bytes))),
            Ok(None) => {}
            // A tile that is too large is not the one that its name says.
            Err(SourceError {
                fault: SourceFault::TooLarge { .. },
                ..
            }) => return Ok(Some((id, Vec::new()))),
            Err(error) => return Err(error),
        }
        if id.width == 256 {
            break;
        }
    }
    Ok(None)
}

/// The hashes of a tile; what is wrong with it, if it is not as its name says.
pub(crate) fn hashes_of(
    source: &dyn Source,
    id: TileId,
) -> Result<Result<Vec<Hash>, TileError>, SourceError> {
    let size_max_bytes = cleanbill_ledger::TILE_SIZE_MAX_BYTES;
    let Some((found, bytes)) = fetch_tile(source, id, size_max_bytes)? else {
        return Ok(Err(TileError::Missing { id }));
    };
    let expected = usize::from(found.width) * 32;
    let (hashes, _) = bytes.as_chunks::<32>();
    Ok(match hashes.get(..usize::from(id.width)) {
        Some(hashes) if bytes.len() == expected => Ok(hashes.to_vec()),
        _ => Err(TileError::Size {
            expected,
            actual: bytes.len(),
        }),
    })
}

/// The right edge of the tree of `size`, as the published tiles say; nothing vouches for it but its
/// root.
pub(crate) fn edge_at(
    source: &dyn Source,
    size: u64,
) -> Result<Result<Edge, TileError>, SourceError> {
    let mut levels = Vec::new();
    for id in tiles_for_root(size) {
        let TileKind::Hashes { level } = id.kind else {
            continue;
        };
        let hashes = match hashes_of(source, id)? {
            Ok(hashes) => hashes,
            Err(error) => return Ok(Err(error)),
        };
        levels.resize(usize::from(level), Vec::new());
        levels.push(hashes);
    }
    Ok(Edge::from_levels(size, levels).ok_or(TileError::Sizes { old: 0, new: size }))
}

/// Whether the tree `new` begins with `old`, by the published tiles; `None` if they are not there.
pub(crate) fn is_consistent(
    source: &dyn Source,
    old: &Checkpoint,
    new: &Checkpoint,
) -> Result<Option<bool>, SourceError> {
    let mut tiles = TileSet::new();
    for id in tiles_for_consistency(old.size, new.size) {
        match hashes_of(source, id)? {
            Ok(hashes) => {
                let inserted = tiles.insert(id, hashes.concat());
                if inserted.is_err() {
                    return Ok(None);
                }
            }
            Err(_) => return Ok(None),
        }
    }
    let Ok(proof) = prove_consistency(old.size, new.size, &tiles) else {
        return Ok(None);
    };
    let verified = verify_consistency(old.size, &old.root, new.size, &new.root, &proof);
    Ok(Some(verified.is_ok()))
}
