//! A witness of transparency logs (C2SP tlog-witness): it cosigns what only grew.
//!
//! A log that shows one tree to some and another to others is caught by whoever keeps, of each log,
//! the last tree that they saw, and signs none that does not continue it. That is all that a
//! [`Witness`] does and remembers: one small file a log, replaced before the answer is given. It
//! need not know what a log is about.
//!
//! * [`Witness`] checks and remembers in one step; [`router`] and [`serve`] put it on HTTP.
//! * [`WitnessClient`] asks one.
//! * The clock, the disk and the key come from outside ([`Clock`], [`Disk`]).

mod ask;
mod connections;
mod disk;
mod error;
mod http;
mod log;
mod memory;
mod witness;

pub use ask::{AskLimits, WitnessClient};
pub use connections::{ConnectionLimits, Connections};
pub use disk::{Disk, Folder};
pub use error::{AskError, WitnessError};
pub use http::{BODY_SIZE_MAX_BYTES, REQUEST_SECS_MAX, router, serve};
pub use log::WitnessedLog;
pub use memory::remembered;
pub use witness::{Answer, Clock, Witness};
