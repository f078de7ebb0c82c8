//! Fixed keys, the way to the corpora, the runner over them, and PostgreSQL clusters, for the tests
//! of every crate. A dev-dependency only.

#[cfg(all(unix, feature = "cluster"))]
#[allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a test that has no cluster has failed"
)]
pub mod cluster;
mod corpora;
#[cfg(feature = "corpus")]
pub mod corpus;
mod ed25519;
mod keys;

pub use corpora::{corpora, skip};
pub use ed25519::FixedEdKey;
pub use keys::FixedKey;
