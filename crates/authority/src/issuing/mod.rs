//! Events become passes, one or a million at a time.

mod batch;
mod doses;
mod line;
mod single;
mod stream;

pub(crate) use line::{ground, hash_after_erasure};
pub use single::{Issued, RequestKey, request_hash};
pub(crate) use stream::{Events, Setting};
pub use stream::{JobEnd, Progressing};

#[cfg(test)]
mod tests;
