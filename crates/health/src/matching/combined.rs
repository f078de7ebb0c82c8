//! What several passes of one person say together.

use cleanbill_order::Arrange;
use jiff::civil::Date;

use crate::{BirthDate, Code, Event, Name, Person, Record, Vaccination};

/// An event, and the passes that say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CombinedEvent {
    /// The event. Of a dose that several passes say, whatever any of them knows.
    pub event: Event,
    /// Places of the passes, from 0, ascending.
    pub sources: Vec<usize>,
}

/// What passes contradict each other in, without saying that they are of two people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Conflict {
    /// Two doses against one disease on one day with different numbers or products: both are kept.
    DosesOfOneDay,
}

impl Conflict {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DosesOfOneDay => "matching.doses-of-one-day",
        }
    }
}

/// Passes taken together. `Debug` shows kinds alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Combined {
    /// The person: names of the first pass that has them, the birth date as precisely as any pass
    /// knows it.
    pub person: Person,
    /// The events: doses, by their days; then tests, recoveries and exemptions.
    pub events: Vec<CombinedEvent>,
    /// What somebody should look at.
    pub conflicts: Vec<Conflict>,
}

impl Combined {
    pub(super) fn of(records: &[&Record]) -> Self {
        let mut combined = Self {
            person: person(records),
            events: Vec::new(),
            conflicts: Vec::new(),
        };
        for (source, record) in records.iter().enumerate() {
            for event in &record.events {
                combined.add(event, source);
            }
        }
        combined
            .events
            .arrange_by(|one, other| order(&one.event).cmp(&order(&other.event)));
        combined
    }

    fn add(&mut self, event: &Event, source: usize) {
        let Event::Vaccination(dose) = event else {
            // Anything else is the same only if it is in all.
            return match self.events.iter_mut().find(|known| known.event == *event) {
                Some(known) => push_source(known, source),
                None => self.push(event.clone(), source),
            };
        };
        for known in &mut self.events {
            let Event::Vaccination(known_dose) = &mut known.event else {
                continue;
            };
            match same_dose(known_dose, dose) {
                Dose::Same => {
                    fill(known_dose, dose);
                    return push_source(known, source);
                }
                Dose::Contradicts => {
                    let conflict = Conflict::DosesOfOneDay;
                    if !self.conflicts.contains(&conflict) {
                        self.conflicts.push(conflict);
                    }
                }
                Dose::Another => {}
            }
        }
        self.push(event.clone(), source);
    }

    fn push(&mut self, event: Event, source: usize) {
        let sources = vec![source];
        self.events.push(CombinedEvent { event, sources });
    }

    /// One record an event, for policies, which judge one event at a time. A dose is at least one
    /// more than any before it against the same disease: a booster that its country counts as 1 of
    /// 1 after a second dose elsewhere is the third.
    #[must_use]
    pub fn records(&self) -> Vec<Record> {
        let mut records: Vec<Record> = Vec::with_capacity(self.events.len());
        for combined in &self.events {
            let mut event = combined.event.clone();
            if let Event::Vaccination(dose) = &mut event {
                let before = records.iter().flat_map(|record| &record.events);
                let least = before
                    .filter_map(|before| number_before(before, dose))
                    .max();
                let least = least.unwrap_or(0).saturating_add(1);
                dose.dose = dose.dose.map(|number| number.max(least));
            }
            records.push(Record {
                person: self.person.clone(),
                events: vec![event],
            });
        }
        records
    }
}

fn push_source(known: &mut CombinedEvent, source: usize) {
    if !known.sources.contains(&source) {
        known.sources.push(source);
    }
}

fn person(records: &[&Record]) -> Person {
    let name = |part: fn(&Person) -> &Name| {
        let mut names = records.iter().map(|record| part(&record.person));
        let named = names.find(|name| name.shown().is_some());
        named.cloned().unwrap_or_default()
    };
    let known = records.iter().filter_map(|record| record.person.birth_date);
    Person {
        surname: name(|person| &person.surname),
        forename: name(|person| &person.forename),
        birth_date: known.min_by_key(|birth_date| match birth_date {
            BirthDate::Day(_) => 0,
            BirthDate::Month(..) => 1,
            BirthDate::Year(_) => 2,
        }),
    }
}

enum Dose {
    Same,
    Contradicts,
    Another,
}

/// Nobody gets two doses against one disease on one day: what agrees in both is one dose, in
/// whatever formats. Codes of two systems say nothing about each other.
fn same_dose(one: &Vaccination, other: &Vaccination) -> Dose {
    let differ = |one: &Option<Code>, other: &Option<Code>| {
        let pair = one.as_ref().zip(other.as_ref());
        pair.is_some_and(|(one, other)| one.system == other.system && one.value != other.value)
    };
    let is_one_day = one.date.is_some() && one.date == other.date;
    let diseases = one.disease.as_ref().zip(other.disease.as_ref());
    let is_one_disease = diseases.is_some_and(|(one, other)| one == other);
    if one == other {
        return Dose::Same;
    }
    if !is_one_day || !is_one_disease {
        return Dose::Another;
    }
    let numbers = one.dose.zip(other.dose);
    let contradicts = numbers.is_some_and(|(one, other)| one != other)
        || differ(&one.product, &other.product)
        || differ(&one.vaccine, &other.vaccine) && one.product.is_none();
    match contradicts {
        true => Dose::Contradicts,
        false => Dose::Same,
    }
}

/// What one pass does not know of a dose, another may.
fn fill(known: &mut Vaccination, other: &Vaccination) {
    known.vaccine = known.vaccine.take().or_else(|| other.vaccine.clone());
    known.product = known.product.take().or_else(|| other.product.clone());
    known.dose = known.dose.or(other.dose);
    known.doses = known.doses.or(other.doses);
}

/// The number of a dose against the same disease on an earlier day; one that has none is a first.
fn number_before(event: &Event, dose: &Vaccination) -> Option<u32> {
    let Event::Vaccination(before) = event else {
        return None;
    };
    let days = before.date.zip(dose.date);
    let is_before = before.disease.is_some()
        && before.disease == dose.disease
        && days.is_some_and(|(before, day)| before < day);
    is_before.then(|| before.dose.unwrap_or(1))
}

/// Doses by day, undated ones last; then the rest as it came.
fn order(event: &Event) -> (u8, Option<Date>, Option<u32>) {
    match event {
        Event::Vaccination(dose) => match dose.date {
            Some(day) => (0, Some(day), dose.dose),
            None => (1, None, dose.dose),
        },
        _ => (2, None, None),
    }
}
