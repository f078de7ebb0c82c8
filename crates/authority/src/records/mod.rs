//! Persons' records: found by keyed hashes, opened with an access entry first, corrected beside
//! what was there, printed again.

mod correct;
mod corrected;
mod disclose;
mod find;
mod handout;
mod light;
mod open;
mod own_looks;
mod reissue;
mod status;
mod view;

pub use correct::{Correction, CorrectionDone, NewPerson};
pub use find::Query;
pub use handout::Handout;
pub use light::LightDraft;
pub(crate) use open::text_of;
pub use own_looks::{OwnLook, OwnLooks};
pub use reissue::Reissued;
pub(crate) use reissue::tag_of_value;
pub use status::PassStatus;
pub use view::{AccessView, EventView, MandateView, PassView, PersonVersion, Record};
