//! Appeals: what is contested, by when it is decided, and how (G08, G09).
//!
//! ```text
//! appeal ─ file → filed ─┬─ extend (once) ─┬─ decide → decided
//!                        └─ join ──────────┼─ withdraw → withdrawn
//!                                          ├─ the act is dropped → settled
//!                                          └─ time, where an act waits for it → lapsed
//! ```
//!
//! * What a citizen is owed is a date: 30 days, and 30 more once, for a reason of a closed list. An
//!   act that was contested before it took effect lapses with its case; whatever else is appealed
//!   against stays open past its date, and is counted as overdue in public until it is answered.
//! * A [`Decision`] is signed by the reviewer's own key, over a hash of its own domain, and says
//!   its reasons in findings of a closed list. Nobody who can write rows can make one.
//! * Nothing here names anybody: a case is a number that leads nowhere without the authority's
//!   keys, and what it is about is a commitment.

mod appeal;
mod decision;
mod error;
mod list;
mod machine;
mod mandate;
mod order;
mod review;
mod slip;
#[cfg(test)]
mod tests;

pub use appeal::{Appeal, Party, Subject, check_text, commit_subject, commit_text};
pub use decision::{DECIDED_MAX, DecidedCase, Decision, commit_decision};
pub use error::CaseError;
pub use list::{
    Author, CaseKind, CaseState, CourtEffect, Ending, ExtensionReason, FiledBy, Finding, Outcome,
};
pub use machine::{
    CaseCourse, CaseId, CaseStanding, CaseStep, EXTEND_AT_MOST_DAYS, Filing, file, may_join,
};
pub use mandate::{CASE_MANDATE_MAX_DAYS, CaseMandate};
pub use order::CourtOrder;
pub use review::{check_independence, verify_decision};
pub use slip::DoorSlip;

/// The number by which everybody but the authority knows a case: 128 bits that lead to a row only
/// by way of the authority's key.
pub type CaseNumber = [u8; 16];
/// Longest text of an appellant or a reviewer, in bytes of UTF-8.
pub const TEXT_MAX_BYTES: usize = 16_384;

const DAY_SECS: i64 = 86_400;
