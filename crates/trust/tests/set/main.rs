//! The signed set, read and built: what opens, what rotates, what is refused and by which name.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::indexing_slicing, missing_docs)]

mod hostile;
mod networks;
mod refusals;
mod root_rules;
mod rotation;
mod round_trip;
mod signers;
mod support;
