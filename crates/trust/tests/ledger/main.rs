//! Sets and the public ledger: what is taken, what is refused and by which name (guarantee G06).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::indexing_slicing, missing_docs)]

mod changes;
mod g06;
mod support;
