//! Fixed keys and the way to the corpora, for the tests of every crate. A dev-dependency only.

mod corpora;
mod keys;

pub use corpora::{corpora, skip};
pub use keys::FixedKey;
