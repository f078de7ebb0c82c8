//! Several passes that may be of one person: which, why, and what they come to.
//!
//! ```text
//! compare   holders → pairs that may be one person, with their reasons     somebody is asked
//! together  codes, that somebody's word → what they say, what a door says   nothing without it
//! ```
//!
//! The core keeps nobody's word: whoever asks keeps it, and brings it each time.

use cleanbill_health::matching::{
    Combined, CombinedEvent, Confirmed, MatchError, PASSES_MAX, SamePerson, combine, match_persons,
    propose,
};
use cleanbill_health::{BirthDate, Event, Person, Record};
use cleanbill_verifier::{DoorReason, DoorVerdict, Report, TogetherError, Verdict, Verifier};
use serde::Serialize;

use crate::checker::region;
use crate::request::{Compared, Together};
use crate::{Checker, WasmError};

/// Most holders that are compared at one time, each with every other: those of a full wallet.
pub const HOLDERS_MAX: usize = 200;

/// Most pairs whose names are compared at one time: as many as 46 people of one birthday make. Two
/// names made for it take milliseconds; so they hold a page up for seconds, and not for minutes.
pub const PAIRS_MAX: usize = 1_035;

/// Two holders who may be one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PairAnswer {
    /// Place of the first, from 0.
    one: usize,
    /// Place of the second, from 0.
    other: usize,
    /// `same` or `likely`.
    answer: &'static str,
    /// What is not simply the same, by code.
    reasons: Vec<&'static str>,
}

/// Who of these may be one person. Those who are not, those of whom nobody can tell, and pairs
/// beyond [`PAIRS_MAX`] are left out. Names are compared only where birth dates agree.
///
/// # Errors
/// [`WasmError::Holders`].
pub fn compare_holders(given: &Compared) -> Result<Vec<PairAnswer>, WasmError> {
    if given.holders.len() > HOLDERS_MAX {
        return Err(WasmError::Holders);
    }
    let persons: Vec<_> = given.holders.iter().map(|holder| holder.person()).collect();
    let (mut pairs, mut compared) = (Vec::new(), 0);
    for (one, person) in persons.iter().enumerate() {
        for (other, another) in persons.iter().enumerate().skip(one + 1) {
            if compared == PAIRS_MAX || !may_be_born_as(person, another) {
                continue;
            }
            compared += 1;
            let found = match_persons(person, another);
            if matches!(found.answer, SamePerson::Same | SamePerson::Likely) {
                pairs.push(PairAnswer {
                    one,
                    other,
                    answer: found.answer.name(),
                    reasons: found.reasons.iter().map(|reason| reason.code()).collect(),
                });
            }
        }
    }
    Ok(pairs)
}

/// Whether two birth dates agree in all that both know; without one, nobody can tell.
fn may_be_born_as(one: &Person, other: &Person) -> bool {
    let parts = |born: BirthDate| match born {
        BirthDate::Day(day) => (day.year(), Some(day.month()), Some(day.day())),
        BirthDate::Month(year, month) => (year, Some(month), None),
        BirthDate::Year(year) => (year, None, None),
    };
    let agree = |pair: (Option<i8>, Option<i8>)| match pair {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    let (Some(one), Some(other)) = (one.birth_date.map(parts), other.birth_date.map(parts)) else {
        return false;
    };
    one.0 == other.0 && agree((one.1, other.1)) && agree((one.2, other.2))
}

/// Several passes as one. What they say, and what a door says, is there with somebody's word alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TogetherAnswer {
    /// `same`, `likely`, `unknown` or `different`: the weakest of any two.
    answer: &'static str,
    /// What is not simply the same, by code.
    reasons: Vec<&'static str>,
    /// Doses by their days, then the rest; each once, in however many passes it is.
    events: Option<Vec<EventAnswer>>,
    /// What somebody should look at, by code.
    conflicts: Vec<&'static str>,
    /// What a door says that judges them as one; without a door, nothing.
    door: Option<DoorWord>,
}

/// Something that happened, as several passes say it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct EventAnswer {
    ground: &'static str,
    /// `YYYY-MM-DD`: of a dose, or of the first positive test.
    date: Option<String>,
    /// When a sample was taken, Unix seconds.
    instant: Option<i64>,
    /// Number of the dose, counted on across passes.
    dose: Option<u32>,
    /// Places of the passes that say it, from 0.
    passes: Vec<usize>,
}

/// What a door says, without a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct DoorWord {
    verdict: &'static str,
    /// The message that says it.
    saying: &'static str,
    /// The pass that is not good by itself, from 0: they are not judged as one, and this is what
    /// the door says of that one.
    unsound: Option<usize>,
}

impl Checker {
    /// What several passes come to, if somebody says that they are of one person.
    ///
    /// # Errors
    /// [`WasmError::Match`] for more or fewer passes than are taken together, and where somebody's
    /// word is of no use; [`WasmError::Place`], [`WasmError::Region`], [`WasmError::HalfADoor`].
    pub fn together(&self, given: &Together) -> Result<TogetherAnswer, WasmError> {
        if !(2..=PASSES_MAX).contains(&given.codes.len()) {
            return Err(MatchError::Count.into());
        }
        let region = region(given.region.as_deref())?;
        let door = self.door_at(given.place.as_deref(), region.as_ref())?;
        let verifier = self.verifier();
        let mut verifier = match door {
            Some(door) => verifier.at_door(door),
            None => verifier,
        };
        let at = given.at.unwrap_or(given.clock);
        let codes = given.codes.iter();
        let reports: Vec<Report> = codes
            .map(|code| verifier.verify_as_of(code, at, given.clock))
            .collect();
        let records: Vec<Record> = reports.iter().map(record_of).collect();
        let records: Vec<&Record> = records.iter().collect();
        let proposal = propose(&records)?;
        let mut answer = TogetherAnswer {
            answer: proposal.answer.name(),
            reasons: proposal
                .reasons
                .iter()
                .map(|reason| reason.code())
                .collect(),
            events: None,
            conflicts: Vec::new(),
            door: None,
        };
        if given.same_person {
            let confirmed = proposal.confirm()?;
            let combined = combine(&records, confirmed)?;
            answer.events = Some(events(&combined));
            answer.conflicts = combined.conflicts.iter().map(|one| one.code()).collect();
            if door.is_some() {
                answer.door = Some(door_word(&verifier, reports, confirmed, at)?);
            }
        }
        Ok(answer)
    }
}

/// What a pass says; one that cannot be read names nobody.
fn record_of(report: &Report) -> Record {
    let nobody = || Record {
        person: Person::default(),
        events: Vec::new(),
    };
    let pass = report.pass.as_ref();
    pass.map_or_else(nobody, |pass| pass.content.record())
}

fn door_word(
    verifier: &Verifier<'_>,
    mut reports: Vec<Report>,
    confirmed: Confirmed,
    at: i64,
) -> Result<DoorWord, WasmError> {
    let word = |verdict: Verdict, reason: DoorReason, unsound| DoorWord {
        verdict: verdict.name(),
        saying: reason.saying().id(),
        unsound,
    };
    let of = |report: &Report, unsound| {
        let door = DoorVerdict::new(report, None);
        word(door.verdict, door.reason, unsound)
    };
    match verifier.judge_together(&reports, confirmed, at) {
        Ok(together) => {
            let best = reports.swap_remove(together.pass);
            Ok(of(&together.onto(best), None))
        }
        Err(TogetherError::NoCheckInForce) => {
            let reason = DoorReason::NoCheckInForce;
            Ok(word(Verdict::NoCheckInForce, reason, None))
        }
        Err(TogetherError::NotSound { pass }) => {
            let index = pass.saturating_sub(1);
            let report = reports.get(index).ok_or(MatchError::Count)?;
            Ok(of(report, Some(index)))
        }
        Err(TogetherError::Match(error)) => Err(error.into()),
        Err(_) => Err(WasmError::HalfADoor),
    }
}

fn events(combined: &Combined) -> Vec<EventAnswer> {
    let records = combined.records();
    let told = combined.events.iter().zip(&records);
    told.filter_map(|(kept, record)| Some(event_of(record.events.first()?, kept)))
        .collect()
}

fn event_of(event: &Event, kept: &CombinedEvent) -> EventAnswer {
    let (mut date, mut instant, mut dose) = (None, None, None);
    match event {
        Event::Vaccination(one) => (date, dose) = (one.date, one.dose),
        Event::Recovery(one) => date = one.first_positive,
        Event::Test(one) => instant = one.sampled_at,
        Event::Exemption(_) => {}
    }
    EventAnswer {
        ground: event.ground().name(),
        date: date.map(|date| date.to_string()),
        instant,
        dose,
        passes: kept.sources.clone(),
    }
}
