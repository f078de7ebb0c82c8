//! A gate: a code, a document, or both, to what the door may do. Keeps nothing.

use cleanbill_health::BirthDate;
use cleanbill_icao9303::compare::{self, Match, PassHolder, compare};
use cleanbill_icao9303::mrz::{self, Mrz};
use cleanbill_policy::Policy;

use crate::{Action, DocumentMatch, Door, DoorReason, DoorVerdict, Report, Verdict, Verifier};

/// What somebody shows at a gate.
#[derive(Clone, Copy, Default)]
pub struct Shown<'s> {
    /// The text of a code.
    pub code: Option<&'s str>,
    /// The machine readable zone of an identity document, as the reader gives it.
    pub document: Option<&'s str>,
    /// Whether staff see that the person accompanies somebody who cannot be alone.
    pub companion: bool,
}

/// What the gate answers: the door's part, and the report, which is the holder's.
pub struct GateAnswer {
    /// All that the door may see.
    pub door: DoorVerdict,
    /// What was found out about the code; `None` if none was looked at.
    pub report: Option<Report>,
}

/// When, and with which data: Unix seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GateTime {
    /// The instant that passes are judged for.
    pub at: i64,
    /// What the device's clock shows.
    pub clock: i64,
}

/// Answers one person after the other.
pub struct Gate<'d> {
    verifier: Verifier<'d>,
    door: Option<Door<'d>>,
    data_issued_at: Option<i64>,
}

impl<'d> Gate<'d> {
    /// A gate that asks no policy: it says whether a pass is authentic, and staff decide.
    #[must_use]
    pub const fn new(verifier: Verifier<'d>, data_issued_at: Option<i64>) -> Self {
        Self {
            verifier,
            door: None,
            data_issued_at,
        }
    }

    /// A gate at a door.
    #[must_use]
    pub const fn at_door(verifier: Verifier<'d>, door: Door<'d>) -> Self {
        Self {
            verifier: verifier.at_door(door),
            data_issued_at: Some(door.data.issued_at),
            door: Some(door),
        }
    }

    /// Answers what is shown.
    pub fn answer(&mut self, shown: Shown<'_>, time: GateTime) -> GateAnswer {
        let policy = self.door.map(|door| door.policy(time.at));
        let document = shown
            .document
            .map(|text| Mrz::parse(text, time.at, &mrz::Limits::default()));
        let without_code = |door| GateAnswer { door, report: None };
        match policy {
            Some(None) => return without_code(self.nothing_asked(time)),
            Some(Some(policy)) => {
                let companion = shown.companion && !policy.no_pass.companions.is_empty();
                let young = matches!(&document, Some(Ok(mrz)) if is_young(mrz, policy, time.at));
                if companion || young {
                    return without_code(self.no_pass_needed(time));
                }
            }
            None => {}
        }
        let Some(code) = shown.code else {
            return without_code(self.no_code(document.is_some_and(|read| read.is_err()), time));
        };
        let report = self.verifier.verify_as_of(code, time.at, time.clock);
        let mut door = DoorVerdict::new(&report, self.data_age_secs(time));
        if let Some(read) = document {
            door = door.compared(match_document(&report, read.ok().as_ref()));
        }
        GateAnswer {
            door,
            report: Some(report),
        }
    }

    fn data_age_secs(&self, time: GateTime) -> Option<i64> {
        self.data_issued_at
            .map(|issued_at| time.clock.saturating_sub(issued_at).max(0))
    }

    fn nothing_asked(&self, time: GateTime) -> DoorVerdict {
        let reason = DoorReason::NoCheckInForce;
        let age = self.data_age_secs(time);
        DoorVerdict::without_pass(Verdict::NoCheckInForce, Action::Admit, reason, age)
    }

    fn no_pass_needed(&self, time: GateTime) -> DoorVerdict {
        let reason = DoorReason::NoPassNeeded;
        let age = self.data_age_secs(time);
        DoorVerdict::without_pass(Verdict::NoPassNeeded, Action::Admit, reason, age)
    }

    /// A document, or nothing, from somebody who needs a pass.
    fn no_code(&self, unreadable: bool, time: GateTime) -> DoorVerdict {
        let age = self.data_age_secs(time);
        let (verdict, action, reason) = if unreadable {
            let reason = DoorReason::DocumentUnreadable;
            (Verdict::Undetermined, Action::Manual, reason)
        } else {
            (Verdict::Refused, Action::Refuse, DoorReason::NotAPass)
        };
        DoorVerdict::without_pass(verdict, action, reason, age)
    }
}

/// Whether the person of the document needs no pass, being under age.
fn is_young(mrz: &Mrz, policy: &Policy, at: i64) -> bool {
    let born = mrz.birth_date();
    let known = match (born.year(), born.month(), born.day()) {
        (Some(year), Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(year), Some(month), None) => format!("{year:04}-{month:02}"),
        (Some(year), None, _) => format!("{year:04}"),
        (None, ..) => return false,
    };
    BirthDate::parse(&known).is_some_and(|born| policy.no_pass.covers_age(born, at, policy.zone))
}

fn match_document(report: &Report, mrz: Option<&Mrz>) -> DocumentMatch {
    let (Some(mrz), Some(pass)) = (mrz, &report.pass) else {
        return DocumentMatch::NotComparable;
    };
    let name = pass.content.name();
    let holder = PassHolder {
        surname: name.surname.as_deref(),
        surname_standardised: name.surname_standardised.as_deref(),
        forename: name.forename.as_deref(),
        forename_standardised: name.forename_standardised.as_deref(),
        birth_date: pass.content.birth_date().unwrap_or_default(),
    };
    match compare(&holder, mrz, &compare::Limits::default()) {
        Match::Same => DocumentMatch::Same,
        Match::NotComparable(_) => DocumentMatch::NotComparable,
        Match::NameDiffers | Match::BirthDateDiffers | Match::BothDiffer => DocumentMatch::Differs,
    }
}
