//! Whether the pass is of the traveller who booked.

use cleanbill_hcert::dcc::PersonName;
use cleanbill_icao9303::compare::{
    BirthDateAgreement, HolderAgreement, Limits, Match, NameAgreement, PassHolder, Why,
    compare_holders,
};
use cleanbill_precheck::{CheckResult, Conditions, ResultItem};
use cleanbill_verifier::DoorReason;
use cleanbill_wording::Wording;

use crate::item::technical;

/// What came of comparing pass and booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Identity(Match);

impl Identity {
    /// Compares the holder of a pass with the traveller of a booking.
    ///
    /// A booking has names in `A`–`Z` by whatever table the traveller or the agent knew: any
    /// spelling does. One that names nobody is bound to nobody, and that is not enough.
    pub(crate) fn compare(
        name: &PersonName,
        birth_date: Option<&str>,
        booking: &Conditions,
    ) -> Self {
        let pass = PassHolder {
            surname: name.surname.as_deref(),
            surname_standardised: name.surname_standardised.as_deref(),
            forename: name.forename.as_deref(),
            forename_standardised: name.forename_standardised.as_deref(),
            birth_date: birth_date.map(day).unwrap_or_default(),
        };
        let traveller = PassHolder {
            surname: booking.surname.as_deref(),
            forename: booking.forename.as_deref(),
            birth_date: booking.birth_date.as_deref().map(day).unwrap_or_default(),
            ..PassHolder::default()
        };
        let found = compare_holders(&pass, &traveller, &Limits::default());
        Self(matched(found))
    }

    pub(crate) const fn result(self) -> CheckResult {
        match self.0 {
            Match::Same => CheckResult::Ok,
            Match::NotComparable(_) => CheckResult::Open,
            Match::NameDiffers | Match::BirthDateDiffers | Match::BothDiffer => CheckResult::Failed,
        }
    }

    /// Why, for the carrier; none if they agree.
    pub(crate) const fn door_reason(self) -> Option<DoorReason> {
        match self.result() {
            CheckResult::Ok => None,
            CheckResult::Open => Some(DoorReason::DocumentUnreadable),
            CheckResult::Failed => Some(DoorReason::DocumentDiffers),
        }
    }

    pub(crate) fn item(self, wording: &Wording) -> ResultItem {
        let said = self.door_reason().unwrap_or(DoorReason::Good);
        technical(self.0.code(), self.result(), wording.door(said))
    }
}

/// Some issuers write a time behind the day of birth.
fn day(birth_date: &str) -> &str {
    birth_date.split('T').next().unwrap_or(birth_date)
}

/// Both parts of the name and the date in one word, as for documents.
fn matched(found: HolderAgreement) -> Match {
    let name_differs =
        found.surname == NameAgreement::Differs || found.forename == NameAgreement::Differs;
    match (name_differs, found.birth_date) {
        (true, BirthDateAgreement::Differs) => return Match::BothDiffer,
        (true, _) => return Match::NameDiffers,
        (false, BirthDateAgreement::Differs) => return Match::BirthDateDiffers,
        (false, _) => {}
    }
    let unknown = |agreement: NameAgreement| match agreement {
        NameAgreement::Unknown(why) => Some(why),
        _ => None,
    };
    let unborn: Option<Why> = match found.birth_date {
        BirthDateAgreement::Unknown(why) => Some(why),
        _ => None,
    };
    let why = unknown(found.surname)
        .or(unknown(found.forename))
        .or(unborn);
    why.map_or(Match::Same, Match::NotComparable)
}
