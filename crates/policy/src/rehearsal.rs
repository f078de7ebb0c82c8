//! The rehearsal of a change of rules: for how many holders would the answer at the door flip?
//!
//! ```text
//! OLD ─ RuleState ─┐            passes ─ judge both ─ Tally ─ Table ─ Report, SHA-256
//! NEW ─ RuleState ─┴ Rehearsal ───────────┘                     │
//!                                                  share losing ─ decide
//! ```
//!
//! What leaves the rehearsal is a [`Table`] in which no number is below 10, nor can one below 10
//! be had by subtracting others (guarantee G14); the exact [`Tally`] shows nothing.
//! `docs/REHEARSAL.md` explains the rules of both.

mod age_band;
mod decision;
mod error;
mod flip;
mod report;
mod rows;
mod state;
mod synthetic;
mod table;
mod tally;

use cleanbill_health::Ground;

pub use age_band::AgeBand;
pub use decision::{Decision, Share, decide};
pub use error::{RehearsalError, Side, StateError};
pub use flip::{Answer, Flip};
pub use report::{Population, Report};
pub use rows::Row;
pub use state::{Documents, Policies, RuleState};
pub use synthetic::{MODEL, Synthetic};
pub use table::{CELL_MIN, Column, Counted, Table};
pub use tally::{Cell, Tally};

use crate::{Place, Presented, Region, Zone};

/// Two states of the rules at one instant, and what lies between them.
#[derive(Debug)]
pub struct Rehearsal {
    old: RuleState,
    new: RuleState,
    at: i64,
    chain: Option<(Place, Region)>,
}

impl Rehearsal {
    /// Loads both states as they are at `at` (Unix seconds).
    ///
    /// A single policy is taken as it is, also outside its life. Of a chain the policy counts that
    /// is in force for the place and region at `at`; on the old side, if none is, the one in force
    /// until then. Where `place` and `region` are not given, they are those of the other side's
    /// single policy.
    ///
    /// # Errors
    /// [`RehearsalError`], with the side at fault.
    pub fn load(
        old: &Documents,
        new: &Documents,
        place: Option<Place>,
        region: Option<Region>,
        at: i64,
    ) -> Result<Self, RehearsalError> {
        let single = old.situation().or_else(|| new.situation());
        let (place_found, region_found) = single.unzip();
        let situation = place.or(place_found).zip(region.or(region_found));
        let load = |side: Side, documents: &Documents| {
            RuleState::load(documents, situation.as_ref(), side, at)
                .map_err(|error| RehearsalError { side, error })
        };
        Ok(Self {
            old: load(Side::Old, old)?,
            new: load(Side::New, new)?,
            at,
            chain: situation.filter(|_| old.is_chain() || new.is_chain()),
        })
    }

    /// The instant, Unix seconds.
    #[must_use]
    pub const fn at(&self) -> i64 {
        self.at
    }

    /// Where its days begin: where the new policy's do, else the old one's, else UTC.
    #[must_use]
    pub fn zone(&self) -> Zone {
        let zone = self.new.zone().or_else(|| self.old.zone());
        zone.unwrap_or(Zone::UTC)
    }

    /// Whether a state asks business rules, so that passes are needed as DCC JSON.
    #[must_use]
    pub fn needs_dcc(&self) -> bool {
        self.old.needs_dcc() || self.new.needs_dcc()
    }

    /// When the new state begins, Unix seconds: a policy's own start, else the instant.
    #[must_use]
    pub fn takes_effect_at(&self) -> i64 {
        self.new.starts_at().unwrap_or(self.at)
    }

    /// The old state.
    #[must_use]
    pub const fn old(&self) -> &RuleState {
        &self.old
    }

    /// The new state.
    #[must_use]
    pub const fn new_state(&self) -> &RuleState {
        &self.new
    }

    /// For which place and region chains were asked; `None` if neither side is one.
    #[must_use]
    pub const fn chain(&self) -> Option<&(Place, Region)> {
        self.chain.as_ref()
    }

    /// Judges one pass under both states and counts it.
    pub fn count(&self, presented: &Presented<'_>, tally: &mut Tally) {
        let record = presented.record;
        let ground: Option<Ground> = match record.events.as_slice() {
            [event] => Some(event.ground()),
            _ => None,
        };
        let today = self.zone().day(self.at);
        let age = today.and_then(|today| Some(record.person.birth_date?.age_min(today)));
        let flip = Flip::between(
            self.old.judge(presented, self.at),
            self.new.judge(presented, self.at),
        );
        tally.add(Cell {
            ground,
            ages: AgeBand::of(age),
            flip,
        });
    }
}
