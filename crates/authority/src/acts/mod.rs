//! Acts: proposed by one officer's signature, approved by another office's, noticed, in force.
//!
//! ```text
//! prepare ─ hash ─ propose(signature) ─ approve(signature) … ─ give_notice ─ take_due_effects
//! ```
//!
//! What an act says is rebuilt from its [`Proposal`] and its time: nothing is kept between the two
//! requests in which an officer reads a hash and signs it. Each act writes one leaf (with the last
//! of its signatures, where it needs two offices: the leaf tells of all) and, where it is about a
//! holder, one access entry; what follows from it stands in the transaction in which it takes
//! effect.

mod approve;
mod course;
mod due;
mod effect;
mod named;
mod own;
mod plan;
mod proposal;
mod propose;
mod request;
mod rows;
mod setting;
mod tally;
mod view;

pub use due::Due;
pub use own::NewMandate;
pub use proposal::{Proposal, Why};
pub use setting::SETTING_NAMES;
pub(crate) use view::course;
pub use view::{ActFilter, ActStepView, ActView};

pub(crate) use plan::{Plan, Subject};
pub(crate) use propose::{IDS_PER_ACT, NewAct, is_hidden};
pub(crate) use request::Outcome;
pub(crate) use rows::{FoundRows, Ids, founding_rows, leaf_secret, with_changes};
pub(crate) use tally::tally_key;
