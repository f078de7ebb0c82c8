//! Appeals at work: filed, followed, reviewed, decided, and ended by time (G08, G09).
//!
//! ```text
//! holder, desk, form, door ─ file ─ key of its own ─ case + contested act + leaf, one transaction
//! reviewer ─ queue (numbers) ─ look ─ prepare ─ sign ─ decide ─ case + act + leaf, one transaction
//! time ─ take_due_effects ─ case and act lapse together
//! ```
//!
//! * Whoever appeals is found by their token, by the code that follows the case, or by a code that
//!   they gave for this one case. There is no list of appellants, for anybody.
//! * A reviewer sees the cases that fall to their office, by number. Who appeals is in no view.
//! * Before an officer reads what was said, the look is written down; the appellant sees it.

mod act;
mod asker;
mod board;
mod carry;
mod code;
mod decide;
mod file;
mod follow;
mod load;
mod mandate;
mod queue;
mod sign;
mod subject;
mod view;

pub use asker::Asker;
pub use board::{AppealBoard, EndedCell, OpenCell};
pub use code::FollowCode;
pub use decide::{DecisionTold, PreparedDecision};
pub use file::{Against, FiledCase, NewAppeal};
pub use view::{
    AppealText, AppealView, AppealedAct, CaseLook, CaseMandateView, DecisionView, QueueEntry,
    ReviewView,
};
