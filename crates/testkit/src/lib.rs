//! Fixed keys, the way to the corpora, and the runner over them, for the tests of every crate. A
//! dev-dependency only.

mod corpora;
#[cfg(feature = "corpus")]
pub mod corpus;
mod keys;

pub use corpora::{corpora, skip};
pub use keys::FixedKey;
