//! The tiles of the ledger by which a verifier proves that it has only grown.

use cleanbill_ledger::{Hash, TileId, TileSet, prove_consistency, tiles_for_consistency};

use super::source::{Got, Source};
use super::{FetchFault, HEAD, Limits, UpdateError};

/// Longest tile of hashes: 256 of 32 bytes (C2SP tlog-tiles).
const TILE_MAX_BYTES: u64 = 256 * 32;
/// Most tiles of one proof: a tree of 2⁶³ leaves has 8 levels of tiles, and a proof passes two at
/// each.
const TILES_MAX: usize = 32;

/// Fetches the proof that the ledger's tree of `new` leaves begins with the one of `old`, as tiles
/// below `ledger/`. Whether it proves anything is for the caller to see, who knows both roots.
///
/// # Errors
/// [`UpdateError::Fetch`], [`UpdateError::Tile`].
pub async fn fetch_consistency(
    source: &Source,
    old: u64,
    new: u64,
    limits: &Limits,
) -> Result<Vec<Hash>, UpdateError> {
    match tokio::time::timeout(limits.all_timeout, fetch_all(source, old, new)).await {
        Ok(outcome) => outcome,
        Err(_) => Err(UpdateError::Fetch {
            path: HEAD.to_owned(),
            fault: FetchFault::TooSlow,
        }),
    }
}

async fn fetch_all(source: &Source, old: u64, new: u64) -> Result<Vec<Hash>, UpdateError> {
    let mut tiles = TileSet::default();
    for tile in tiles_for_consistency(old, new).into_iter().take(TILES_MAX) {
        fetch_tile(source, tile, &mut tiles).await?;
    }
    prove_consistency(old, new, &tiles).map_err(|error| UpdateError::Tile { error })
}

/// A tile; where a partial one is gone, the full one that it has become.
async fn fetch_tile(source: &Source, tile: TileId, tiles: &mut TileSet) -> Result<(), UpdateError> {
    let full = TileId { width: 256, ..tile };
    let mut path = String::new();
    for tile in [tile, full] {
        path = format!("ledger/{}", tile.path());
        if let Got::Bytes(bytes) = source.get(&path, TILE_MAX_BYTES, None).await? {
            return tiles
                .insert(tile, bytes)
                .map_err(|error| UpdateError::Tile { error });
        }
        if tile.is_full() {
            break;
        }
    }
    Err(super::not_found(&path))
}
