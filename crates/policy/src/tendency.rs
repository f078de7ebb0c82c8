//! Whether a policy lets in fewer people than what was in force before.

use cleanbill_health::Ground;
use jiff::civil::Date;

use crate::{Companion, OnSystemFault, Place, Policy};

/// How a policy compares with what was in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tendency {
    /// It asks nothing that was not asked.
    NotTighter,
    /// It lets in fewer people, or asks where nothing was asked: every way in which it does.
    Tighter(Vec<Tightening>),
}

impl Tendency {
    /// Whether it needs its announcement.
    #[must_use]
    pub const fn is_tighter(&self) -> bool {
        matches!(self, Self::Tighter(_))
    }
}

/// One way in which a policy is tighter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tightening {
    /// Nothing was asked there.
    NewPlace(Place),
    /// A way to be let in is gone or narrower.
    Accepts(Ground),
    /// People of an age that needed no pass need one.
    UnderAge,
    /// Companions that needed no pass need one.
    Companions(Companion),
    /// A domestic rule is new or another one.
    Rules,
    /// Another destination's rules hold.
    Destination,
    /// Another disease.
    Disease,
    /// Days begin and end at another time.
    Zone,
    /// Data must be fresher.
    DataAge,
    /// A fault of the system does not open the door any more.
    SystemFault,
    /// The door sees more.
    Shown,
}

/// All ways in which `new` is tighter than `old`; `from` is its first day.
pub(crate) fn compare(new: &Policy, old: &Policy, from: Date) -> Vec<Tightening> {
    let mut found = Vec::new();
    for term in &old.accept {
        if !new.accept.iter().any(|other| other.covers(term, from)) {
            found.push(Tightening::Accepts(term.ground()));
        }
    }
    // Without terms everybody passes whom the rules let pass.
    if old.accept.is_empty() {
        found.extend(
            new.accept
                .first()
                .map(|term| Tightening::Accepts(term.ground())),
        );
    }
    if new.no_pass.under_age < old.no_pass.under_age {
        found.push(Tightening::UnderAge);
    }
    let companions = old.no_pass.companions.iter();
    let lost = companions.filter(|companion| !new.no_pass.companions.contains(companion));
    found.extend(lost.map(|companion| Tightening::Companions(*companion)));
    if !new.rules.iter().all(|rule| old.rules.contains(rule)) {
        found.push(Tightening::Rules);
    }
    let facts = [
        (
            new.destination.is_some() && new.destination != old.destination,
            Tightening::Destination,
        ),
        (new.disease != old.disease, Tightening::Disease),
        (new.zone != old.zone, Tightening::Zone),
        (
            new.door.data_age_max_days < old.door.data_age_max_days,
            Tightening::DataAge,
        ),
        (
            new.door.on_system_fault == OnSystemFault::Manual
                && old.door.on_system_fault == OnSystemFault::Admit,
            Tightening::SystemFault,
        ),
        (
            (new.door.shown.name && !old.door.shown.name)
                || (new.door.shown.birth_date && !old.door.shown.birth_date),
            Tightening::Shown,
        ),
    ];
    found.extend(
        facts
            .into_iter()
            .filter(|(is, _)| *is)
            .map(|(_, what)| what),
    );
    found.dedup();
    found
}
