//! Asks other machines over HTTP: encrypted, without detours, everything bounded.
//!
//! - [`Address`]: whom to ask. `https`, or `http` on this machine, where nobody listens on the way;
//!   never with a user, a password or a fragment.
//! - [`Bounds::client`]: a client that follows no redirection, tries nothing twice, tells nobody
//!   where it comes from, and gives up in time.
//! - [`body`]: what was answered, as far as it is not longer than it may be.
//!
//! Whoever asks chooses the words of its own errors; these here say only what went wrong.

mod address;
mod answer;
mod client;

pub use address::{Address, AddressError, is_this_machine};
pub use answer::{AnswerError, body, body_into};
pub use client::{Bounds, ClientError};
