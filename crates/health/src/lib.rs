//! What a health pass says, in whatever format it came: one person, and what happened to them.
//!
//! ```text
//! HC1 ── Dcc ──┐
//! SHC ─ Card ──┼─► Record { person, events } ──► policies ask this, and nothing else
//! WHO … later ─┘
//! ```
//!
//! Policies written by an authority of ours are asked over this model, so that they mean the same
//! for every format. Business rules in CertLogic are written for the DCC's own fields and keep its
//! raw view.
//!
//! What a pass does not say, or says in a way that has no meaning, is `None`: nothing is guessed.
//! `Debug` shows kinds, never a name, a date or a code: the rest is somebody's.

mod as_dcc;
mod birth;
mod brand;
mod code;
mod cvx;
mod dcc;
mod ddcc;
#[cfg(feature = "divoc")]
mod divoc;
mod event;
mod icvp;
mod instant;
mod light;
pub mod matching;
mod nzcp;
mod person;
mod product;
mod shc;
mod title;
mod vds_nc;
mod who;

pub use birth::BirthDate;
pub use code::{Code, CodeSystem};
pub use event::{Event, Exemption, Ground, Recovery, Test, TestMethod, TestResult, Vaccination};
pub use instant::{DAY_SECS, day_number, day_of_number, parse_date, parse_instant, parse_time};
pub use person::{Name, Person};
pub use product::Product;
pub use shc::{CardError, card_content};

/// What one pass says.
#[derive(Clone, PartialEq, Eq)]
pub struct Record {
    /// Whose pass it is.
    pub person: Person,
    /// What happened to them; a sound DCC has exactly one event.
    pub events: Vec<Event>,
}

impl Record {
    /// The ground of every event.
    pub fn grounds(&self) -> impl Iterator<Item = Ground> {
        self.events.iter().map(Event::ground)
    }
}

impl std::fmt::Debug for Record {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let grounds: Vec<Ground> = self.grounds().collect();
        f.debug_struct("Record")
            .field("grounds", &grounds)
            .finish_non_exhaustive()
    }
}
