//! What a kind of place may ask of people, on which rules, in which region, until when.
//!
//! ```text
//! TOML ─ Policy::parse ─┐                     place, region, instant
//!                       ├─ PolicySet::load ─────────┤ in_force ─ Policy
//! rules, value sets ────┘   refuses by name         │ judge(record) ─ Judgement
//! ```
//!
//! What a policy cannot say is as much its point as what it can (guarantees G02, G05, G13, G14):
//!
//! * it lives at most 90 days, is signed at most 14 days before it starts, and each extension is
//!   numbered;
//! * it names kinds of place from a closed list in which nothing essential exists ([`Place`]);
//! * its terms have no field for a name, a number or an office ([`Term`]), and a domestic rule
//!   that reads one is not loaded ([`RuleBook`]);
//! * it cannot ask for data fresher than 8 days, and says what a fault of the system means at its
//!   door ([`OnSystemFault`]);
//! * if it lets in fewer people than the one before it, it needs its announcement
//!   ([`Announcements`]).
//!
//! ```
//! use cleanbill_policy::Policy;
//!
//! let policy = Policy::parse(r#"
//!     format = 1
//!     id = "example.concert"
//!     version = 1
//!     title = { en = "Concerts" }
//!     reason = "example"
//!     region = "DE"
//!     places = ["concert"]
//!     signed_at = 2021-11-12T12:00:00+01:00
//!     from = 2021-11-22T00:00:00+01:00
//!     until = 2022-01-31T00:00:00+01:00
//!     announcement = { at = 2021-11-12T12:00:00+01:00 }
//!
//!     [[accept]]
//!     ground = "vaccination"
//!     from_days = 14
//!     for_days = 270
//!
//!     [door]
//!     on_system_fault = "manual"
//!     data_age_max_days = 8
//! "#).unwrap();
//! assert_eq!(policy.id, "example.concert");
//! ```

mod announcement;
mod digest;
mod document;
mod door;
mod error;
mod inputs;
mod judgement;
mod limits;
mod moment;
mod place;
mod policy;
mod provision;
mod region;
pub mod rehearsal;
mod rulebook;
mod set;
mod tendency;
mod term;

pub use announcement::{Announcement, Announcements, Declared};
pub use digest::digest_to_hex;
pub use door::{DoorTerms, OnSystemFault, Shown};
pub use error::{LoadError, PolicyError, TermFault};
pub use inputs::{ForbiddenInput, InputFault, check_inputs};
pub use judgement::{
    Detail, Doubt, Explained, Failure, Judgement, Outcome, Presented, RuleJudgement,
};
pub use limits::{
    DATA_AGE_MIN_DAYS, LEAD_MAX_SECS, LIFE_MAX_SECS, Limits, NOTICE_SECS, URGENT_LIFE_MAX_SECS,
    URGENT_NOTICE_SECS,
};
pub use moment::Zone;
pub use place::{Essential, Place};
pub use policy::{Extension, NamedRule, Necessity, Policy, RuleName};
pub use provision::{Companion, NoPass};
pub use region::Region;
pub use rulebook::{RuleBook, RuleBookError};
pub use set::{Loaded, Loss, PolicySet, Refused};
pub use tendency::{Tendency, Tightening};
pub use term::{Ages, Asked, Check, Requirement, Span, Term, TermJudgement};
