//! Whether two passes name one person.

use cleanbill_icao9303::compare::{
    BirthDateAgreement, Limits, NameAgreement, PassHolder, compare_holders,
};

use crate::{BirthDate, Person};

/// The answer, from the strongest to the weakest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SamePerson {
    /// Names agree letter by letter, and both know the same day of birth.
    Same,
    /// Nothing contradicts: other spellings, a missing middle name, a birth date that one knows
    /// less of.
    Likely,
    /// They do not say enough.
    Unknown,
    /// A name or the birth date contradicts.
    Different,
}

impl SamePerson {
    /// The name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Likely => "likely",
            Self::Unknown => "unknown",
            Self::Different => "different",
        }
    }
}

/// Why. Says which part, and nothing of what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MatchReason {
    /// The surnames are spelt differently.
    SurnameSpelling,
    /// The forenames are spelt differently.
    ForenameSpelling,
    /// One has forenames that the other lacks, or in another order.
    ForenameMissing,
    /// The birth dates are known to different precision, or of neither the day is.
    BirthDatePrecision,
    /// The surnames differ.
    SurnameDiffers,
    /// The forenames differ.
    ForenameDiffers,
    /// The birth dates differ.
    BirthDateDiffers,
    /// A name is missing, or in letters that cannot be read.
    NameUnknown,
    /// A birth date is missing.
    BirthDateUnknown,
}

impl MatchReason {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SurnameSpelling => "matching.surname-spelling",
            Self::ForenameSpelling => "matching.forename-spelling",
            Self::ForenameMissing => "matching.forename-missing",
            Self::BirthDatePrecision => "matching.birth-date-precision",
            Self::SurnameDiffers => "matching.surname-differs",
            Self::ForenameDiffers => "matching.forename-differs",
            Self::BirthDateDiffers => "matching.birth-date-differs",
            Self::NameUnknown => "matching.name-unknown",
            Self::BirthDateUnknown => "matching.birth-date-unknown",
        }
    }
}

/// Two passes compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonMatch {
    /// The answer.
    pub answer: SamePerson,
    /// What is not simply the same.
    pub reasons: Vec<MatchReason>,
}

/// Compares the persons of two passes; which is first makes no difference. Titles, capitals,
/// hyphens, umlauts and transliterations are bridged as for travel documents
/// ([`compare_holders`]).
#[must_use]
pub fn match_persons(one: &Person, other: &Person) -> PersonMatch {
    use MatchReason as R;
    let dates = [one, other].map(|person| person.birth_date.map(written).unwrap_or_default());
    let [first, second] = &dates;
    let found = compare_holders(
        &holder(one, first),
        &holder(other, second),
        &Limits::default(),
    );
    let name = |agreement, spelling, missing, differs| match agreement {
        NameAgreement::Same => None,
        NameAgreement::Spelling => Some((SamePerson::Likely, spelling)),
        NameAgreement::Partly => Some((SamePerson::Likely, missing)),
        NameAgreement::Differs => Some((SamePerson::Different, differs)),
        NameAgreement::Unknown(_) => Some((SamePerson::Unknown, R::NameUnknown)),
    };
    let is_day = matches!(one.birth_date, Some(BirthDate::Day(_)));
    let birth_date = match found.birth_date {
        BirthDateAgreement::Same if is_day => None,
        BirthDateAgreement::Same | BirthDateAgreement::Compatible => {
            Some((SamePerson::Likely, R::BirthDatePrecision))
        }
        BirthDateAgreement::Differs => Some((SamePerson::Different, R::BirthDateDiffers)),
        BirthDateAgreement::Unknown(_) => Some((SamePerson::Unknown, R::BirthDateUnknown)),
    };
    let parts = [
        // A part of a surname is another surname.
        name(
            found.surname,
            R::SurnameSpelling,
            R::SurnameDiffers,
            R::SurnameDiffers,
        ),
        name(
            found.forename,
            R::ForenameSpelling,
            R::ForenameMissing,
            R::ForenameDiffers,
        ),
        birth_date,
    ];
    let found = parts.into_iter().flatten();
    let (answers, mut reasons): (Vec<SamePerson>, Vec<MatchReason>) = found.unzip();
    reasons.dedup();
    PersonMatch {
        answer: answers.into_iter().max().unwrap_or(SamePerson::Same),
        reasons,
    }
}

fn holder<'p>(person: &'p Person, birth_date: &'p str) -> PassHolder<'p> {
    PassHolder {
        surname: person.surname.original.as_deref(),
        surname_standardised: person.surname.transliterated.as_deref(),
        forename: person.forename.original.as_deref(),
        forename_standardised: person.forename.transliterated.as_deref(),
        birth_date,
    }
}

/// As much of the date as is known.
fn written(birth_date: BirthDate) -> String {
    match birth_date {
        BirthDate::Day(day) => day.to_string(),
        BirthDate::Month(year, month) => format!("{year:04}-{month:02}"),
        BirthDate::Year(year) => format!("{year:04}"),
    }
}
