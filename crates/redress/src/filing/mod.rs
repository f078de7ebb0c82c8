//! Public submissions: anybody files something, and is owed an answer.
//!
//! ```text
//! content ─ check ─┐
//! addressee ───────┤ Request ─ digest ─ work over it ─ leaf 14 of the ledger, follow code
//! open or sealed ──┘
//!
//!   filed ── extend (once, with a reason) ──▶ extended
//!     └───────────── answer ────────────────────┴──────▶ answered
//! ```
//!
//! Whoever files gives no name and leaves no address: what is kept is what they filed, the day, and
//! the hash of a code by which they read the answer. A filing is overdue when its day has passed
//! and nobody answered; nothing has to happen for that ([`Standing::is_overdue`]).

mod addressee;
mod content;
mod error;
mod follow;
mod form;
mod machine;
mod request;
mod spent;
mod work;

pub use addressee::Addressee;
pub use content::{Answer, Content, DOCUMENT_MAX_BYTES, FileKind, Kind, TEXT_MAX_BYTES};
pub use error::FilingError;
pub use follow::{FOLLOW_CODE_CHARACTERS, FollowCode};
pub use machine::{Course, Publication, Standing, State, Step, StepKind};
pub use request::{Request, Visibility};
pub use spent::Spent;
pub use work::{
    CHALLENGE_BYTES, Challenge, DIFFICULTY_MAX, DIFFICULTY_MIN, WORK_WINDOW_SECS, difficulty, solve,
};

pub use cleanbill_ledger::leaf::{
    ANSWER_WITHIN_DAYS, EXTEND_BY_DAYS_MAX, ExtensionReason, FilingClass, RemovalReason,
};
