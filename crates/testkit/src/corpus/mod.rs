//! The third-party corpora of the EU DCC and its family, each case judged flag by flag.
//!
//! ```text
//! a case ─ its flags: true | false ─┐
//!        └ our own step: Step ──────┴─ judge ─ Outcome ─ Summary, a table a folder
//!                          exceptions.json ─┘
//! ```
//!
//! A flag has one of five [`Outcome`]s. What is not as the corpus expects stands in
//! `exceptions.json` with its reason, or is a failure; an exception that is no longer needed is a
//! failure too. Nothing that is shown or kept tells what a pass says: ids, flags and codes only.

mod case;
mod clock;
mod ledger;
mod outcome;
mod payload;
mod sample;
mod specimen;
mod summary;
mod testdata;

pub use case::{Case, cases};
pub use outcome::{Judgement, Outcome};
pub use summary::{Row, Summary, run_all};
