//! The public ledger, verified in WebAssembly: published files come in one by one, what they prove
//! comes out as JSON. There is no clock, no network and no storage in it.
//!
//! ```text
//!            wanted: paths ┌─ heads  cosigned, checkpoint: the log's signature, the quorum
//! host ◄───────────────────┤  tree   every entry, every tile of hashes, up to the cosigned root
//! host ────────────────────┤  edge   that the newest tree goes on from there
//!    bytes, or not there   └─ report what was proven, what was refuted, what remains open
//! ```
//!
//! A [`Verification`] says which file it needs next and is given that file: it decides what is
//! looked at, and whoever fetches decides nothing. One file is held at a time, and of the tree its
//! right edge alone, so that memory does not grow with the ledger. What the files say is what
//! `crates/ledger` says of them; the whole audit, with every signature of an officer and every set,
//! is `cleanbill audit`.

mod asked;
mod error;
mod finding;
mod heads;
mod memory;
mod newer;
pub mod raw;
mod receipt;
mod report;
mod request;
mod tree;
mod verification;
mod watched;

pub use error::{Fault, WasmLedgerError};
pub use finding::{Finding, Outcome};
pub use memory::Remembered;
pub use receipt::ReceiptAnswer;
pub use report::{Check, Count, Report, TreeAnswer};
pub use request::{Begin, Progress, Request, Taken, answer};
pub use verification::{Verification, Wanted};
