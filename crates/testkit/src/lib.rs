//! Fixed keys, a public ledger in memory, the way to the corpora, the runner over them, and
//! PostgreSQL clusters, for the tests of every crate. A dev-dependency only.

mod clones;
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
#[cfg(feature = "ledger")]
#[expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "a broken fixture must stop the test that uses it"
)]
mod ledger;

pub use clones::{CloneLink, clone_links, official_links};
pub use corpora::{corpora, skip};
pub use ed25519::FixedEdKey;
pub use keys::FixedKey;
#[cfg(feature = "ledger")]
pub use ledger::FixedLedger;
