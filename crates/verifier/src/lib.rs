//! Is this pass good, yes or no, and why.
//!
//! ```text
//! text ─ detect ─ repair ─ decode ─ signature ─ time ─ schema ─ key usage ─ revocation ─ rules
//!                                                   │
//!                            Report: every stage keeps its own Outcome
//!                            ├─ verdict(): fail-closed, exhaustive over the stages
//!                            └─ DoorVerdict: all that a door may see, ground-neutral
//! ```
//!
//! No clock, no network, no file, no randomness: a text, a
//! [`TrustStore`](cleanbill_trust::TrustStore) and an instant come in, a [`Report`] goes out.
//! Equal arguments give equal reports.
//!
//! ```
//! use cleanbill_trust::TrustStore;
//! use cleanbill_verifier::{Verdict, Verifier};
//!
//! let trust = TrustStore::default();
//! let report = Verifier::new(&trust).verify("a bus ticket", 1_640_000_000);
//! assert_eq!(report.verdict(), Verdict::Refused);
//! assert_eq!(report.reason().unwrap().code(), "decode.not-a-pass");
//! ```

mod door;
mod format;
mod input;
mod layout;
mod reason;
mod report;
mod verdict;
mod verifier;
mod wording;

pub use door::{Action, DoorReason, DoorVerdict};
pub use format::Format;
pub use input::Mangling;
pub use reason::{Reason, SkipReason};
pub use report::{Note, Outcome, Pass, Report, SignerFacts, Stage, Stages};
pub use verdict::Verdict;
pub use verifier::{CLOCK_LEEWAY_SECS, Verifier};

#[cfg(test)]
mod tests;
