//! Expressions in plain English, and why one is not met.

mod describe;
mod explain;
mod fields;

pub use describe::describe;
pub use explain::{Unmet, explain};
