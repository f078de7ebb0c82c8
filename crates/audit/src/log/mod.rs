//! The log: checkpoints, tiles, and the entries below them.

mod edge;
mod heads;
mod shown;
mod tiles;
mod walk;

pub(crate) use edge::Edge;
pub(crate) use heads::{Heads, read_heads};
pub(crate) use shown::{Watched, watch_checkpoint, watch_receipt};
pub(crate) use tiles::{edge_at, fetch_tile, hashes_of, is_consistent};
pub(crate) use walk::{Entry, Walk, walk};

/// Where the ledger lies, below the root of what is published.
pub(crate) const PREFIX: &str = "ledger/";
