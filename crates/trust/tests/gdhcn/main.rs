//! Trust lists of the WHO's network: those of the corpora, and small ones signed here.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod corpus;
mod made;
mod support;
