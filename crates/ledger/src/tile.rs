//! Tiles (C2SP tlog-tiles): how a log is published as files that never change.
//!
//! Nothing here reads or writes: a caller asks which tiles it needs ([`tiles_for_inclusion`] and
//! its like), fetches them into a [`TileSet`], and computes from that. What comes out of tiles from
//! elsewhere is worth what its root is: verify a proof, compare a root with a signed checkpoint.

mod bundle;
mod grow;
mod id;
mod needs;
mod prove;
mod set;

pub use bundle::{encode_bundle, parse_bundle};
pub use grow::Grower;
pub use id::{TileId, TileKind};
pub use needs::{
    tiles_between, tiles_for_consistency, tiles_for_inclusion, tiles_for_root, tiles_of,
};
pub use prove::{leaf_hashes, prove_consistency, prove_inclusion, root_from};
pub use set::TileSet;

/// The width of a full tile (C2SP tlog-tiles, Merkle Tree).
pub const TILE_WIDTH: u16 = 256;

/// The longest tile of hashes, in bytes (C2SP tlog-tiles, Merkle Tree).
pub const TILE_SIZE_MAX_BYTES: usize = 8192;

/// The longest entry, in bytes: what its length of two bytes can say (C2SP tlog-tiles, Log
/// entries).
pub const ENTRY_SIZE_MAX_BYTES: usize = 65_535;

/// The longest bundle of entries, in bytes.
pub const BUNDLE_SIZE_MAX_BYTES: usize = 256 * (ENTRY_SIZE_MAX_BYTES + 2);

/// The highest level of a tile (C2SP tlog-tiles, Merkle Tree).
pub const TILE_LEVEL_MAX: u8 = 63;
