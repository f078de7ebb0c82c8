//! Policies as their authors and their attackers write them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod documents;
mod draft;
mod g05_inputs;
mod g13_limits;
mod g14_notice;
mod hostile;
mod icvp;
mod judging;
mod rehearsal;
mod rehearsal_states;
