//! Whether a pass fits a booking: the check behind the validation service for carriers.
//!
//! ```text
//! pass ─ verifier: genuine, in date, not revoked ─┐
//! booking ─ icao9303: of the traveller ───────────┤
//! window ─ verifier again, at both ends ──────────┼─► Assessment ─► holder: each check, with words
//! destination ─ rules, policy ────────────────────┘                 carrier: one neutral reason
//! ```
//!
//! The holder is told every check. The carrier is told the outcome, and a reason from a closed list
//! that says nothing of the ground (guarantee G04): whether a pass was refused for its product, its
//! age or its revocation is nobody's business at a counter.
//!
//! "Bad" and "could not check" stay apart: the one is `NOK`, the other `CHK`.

mod assess;
mod destination;
mod identity;
mod item;
mod window;

pub use assess::{Assessment, Data, assess};
