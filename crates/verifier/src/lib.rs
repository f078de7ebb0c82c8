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
//! No clock, no network, no file, no randomness: a text, a [`Bundle`]'s data and an instant come
//! in, a [`Report`] goes out. Equal arguments give equal reports. Without a [`Door`] no policy is
//! asked, and the most that is said is that a pass is authentic.
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

pub mod bundle;
mod content;
mod data;
mod decoded;
mod door;
mod format;
mod gate;
mod input;
mod layout;
mod mapped;
mod question;
mod reason;
mod report;
mod saying;
mod stage;
mod throughout;
mod together;
mod verdict;
mod verifier;
mod wording;

pub use bundle::{Bundle, BundleError, Rehearsed};
pub use cleanbill_archive::link::Lookalike;
pub use content::{Content, ContentFinding};
pub use data::{DataTimes, Freshness};
pub use door::{Action, DocumentMatch, DoorReason, DoorVerdict};
pub use format::Format;
pub use gate::{Gate, GateAnswer, GateTime, Shown};
pub use input::Mangling;
pub use mapped::Mapped;
pub use question::{Asked, Door, UnderPolicy};
pub use reason::{FaultMeaning, FormatFault, Reason, SkipReason};
pub use report::{Note, Outcome, Pass, Report, SignerFacts, Stage, Stages};
pub use saying::{Fact, Facts, Saying};
pub use stage::light::policy_mark;
pub use throughout::Interruption;
pub use together::{Together, TogetherError};
pub use verdict::Verdict;
pub use verifier::{CLOCK_LEEWAY_SECS, Verifier};

#[cfg(test)]
mod tests;
