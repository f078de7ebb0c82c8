//! The pages on which citizens appeal, write to the authority, sign petitions, follow what came of
//! it, and read the public ledger: plain HTML, in six languages, without a script.
//!
//! A page is a pure function from what is to be shown to its text. Whatever somebody wrote is data
//! in it: it is escaped, stands in an element of its own with its own direction, and is never an
//! address. Nothing is loaded from elsewhere; the one style sheet is [`STYLE`].
//!
//! Codes that open a case are never in an address, so that no log and no history holds them: the
//! forms that ask for one are sent.

mod appeal;
mod board;
mod count;
mod filing;
mod form;
mod frame;
mod home;
mod ledger;
mod petition;
mod petition_answer;
mod problem;

pub use appeal::{AppealForm, AppealShown, DecisionShown, TextShown};
pub use board::{AppealCounts, Board, EndedCount, FilingCount, OpenCount};
pub use count::Count;
pub use filing::{Filed, FilingFilled, FilingForm, FilingShown};
pub use frame::{Frame, Place};
pub use ledger::{
    ChangeShown, EntriesShown, EntryLine, EntryShown, FiguresShown, FilingsShown, Found, KeyShown,
    KindFilter, LedgerShown, PolicyShown, ReceiptForm, ReceiptShown, TreeShown, WeekShown,
};
pub use petition::{PetitionShown, SignForm};
pub use petition_answer::Answering;
pub use problem::Problem;

/// The style sheet of all pages.
pub const STYLE: &str = include_str!("../assets/page.css");

/// The policy that the pages are served with (Content Security Policy Level 3): their style sheet
/// and their own forms, and nothing else.
pub const CONTENT_POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";
