//! Appeals: written with the acts that they contest, and read by number, tag or date.
//!
//! No column leads from an appeal to a holder: what it is against, who appeals and which code
//! follows it are keyed tags, and all that is said lies sealed under the appeal's own key.

mod count;
mod keys;
mod read;
mod rows;
mod write;

pub use count::CaseCount;
pub use read::AppealFile;
pub use rows::{AppealRow, DecisionRow, LookRow, MandateForCase, TextRow};
pub use write::CaseChange;
