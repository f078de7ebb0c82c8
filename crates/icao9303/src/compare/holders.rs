//! Whether two passes, or a pass and a booking, name one person.

use super::names::{Identifier, agree_as_sets};
use super::written::Written;
use super::{Limits, PassHolder, Why};

/// How far two names agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameAgreement {
    /// Letter by letter, in the holder's script or in `A`–`Z`; spaces, hyphens, apostrophes,
    /// capitals and titles aside.
    Same,
    /// They are two spellings of one name by tables of
    /// [`transliteration`](crate::transliteration) and passports: `Müller` and `MUELLER`.
    Spelling,
    /// One has forenames that the other lacks, or in another order; the first of either is among
    /// those that both have.
    Partly,
    /// They are two names.
    Differs,
    /// It cannot be said.
    Unknown(Why),
}

/// How far two birth dates agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BirthDateAgreement {
    /// The same day; or the same month, or year, where neither knows more.
    Same,
    /// One knows more than the other; what both know is the same.
    Compatible,
    /// They contradict each other.
    Differs,
    /// One is not known, or no date.
    Unknown(Why),
}

/// Two holders compared, part by part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HolderAgreement {
    /// Surnames.
    pub surname: NameAgreement,
    /// Forenames.
    pub forename: NameAgreement,
    /// Birth dates.
    pub birth_date: BirthDateAgreement,
}

impl HolderAgreement {
    /// Whether anything says that they are two people.
    #[must_use]
    pub fn contradicts(&self) -> bool {
        self.surname == NameAgreement::Differs
            || self.forename == NameAgreement::Differs
            || self.birth_date == BirthDateAgreement::Differs
    }
}

/// Compares the persons that two passes name, or a pass and a booking; which is first makes no
/// difference.
///
/// The rule for spelling is that of [the module](super#the-rule), with letters on both sides: two
/// names agree in spelling if any table or passport spells both in one way. Surnames agree as a
/// whole. Of forenames, some may be missing on one side; the first may not. Somebody with one name
/// may have it in either place; a name that only one side divides agrees as a whole, surname first
/// or last.
///
/// ```
/// use cleanbill_icao9303::compare::{BirthDateAgreement, Limits, NameAgreement, PassHolder};
/// use cleanbill_icao9303::compare::compare_holders;
///
/// let first = PassHolder {
///     surname: Some("Müller"),
///     forename: Some("Anna Maria"),
///     birth_date: "1974-08-12",
///     ..PassHolder::default()
/// };
/// let second = PassHolder {
///     surname: Some("Mueller"),
///     forename: Some("Anna"),
///     birth_date: "1974",
///     ..PassHolder::default()
/// };
/// let found = compare_holders(&first, &second, &Limits::default());
/// assert_eq!(found.surname, NameAgreement::Spelling);
/// assert_eq!(found.forename, NameAgreement::Partly);
/// assert_eq!(found.birth_date, BirthDateAgreement::Compatible);
/// ```
#[must_use]
pub fn compare_holders(
    one: &PassHolder<'_>,
    other: &PassHolder<'_>,
    limits: &Limits,
) -> HolderAgreement {
    let names = |holder: &PassHolder<'_>| {
        let surname = [holder.surname, holder.surname_standardised];
        let forename = [holder.forename, holder.forename_standardised];
        (
            Identifier::parse(surname, limits),
            Identifier::parse(forename, limits),
        )
    };
    let (surname, forename) = compare_names(&names(one), &names(other));
    HolderAgreement {
        surname,
        forename,
        birth_date: compare_birth_dates(one.birth_date, other.birth_date),
    }
}

type Names = (Identifier, Identifier);

fn compare_names(one: &Names, other: &Names) -> (NameAgreement, NameAgreement) {
    use Identifier::{Given, Missing};
    match (one, other) {
        ((Given(surname), Given(forename)), (Given(surname_2), Given(forename_2))) => (
            best(surname, surname_2, surnames),
            best(forename, forename_2, forenames),
        ),
        // One name on both sides, in the same place or not.
        ((Given(one), Missing(None)), (Given(two), Missing(None)))
        | ((Given(one), Missing(None)), (Missing(None), Given(two)))
        | ((Missing(None), Given(one)), (Given(two), Missing(None)))
        | ((Missing(None), Given(one)), (Missing(None), Given(two))) => {
            let found = best(one, two, surnames);
            (found, found)
        }
        ((Given(only), Missing(None)), (Given(surname), Given(forename)))
        | ((Given(surname), Given(forename)), (Given(only), Missing(None))) => {
            undivided(only, surname, forename, |only| {
                best(only, surname, surnames)
            })
        }
        ((Missing(None), Given(only)), (Given(surname), Given(forename)))
        | ((Given(surname), Given(forename)), (Missing(None), Given(only))) => {
            undivided(only, surname, forename, |only| {
                best(only, forename, forenames)
            })
        }
        ((surname, forename), (surname_2, forename_2)) => (
            part(surname, surname_2, surnames),
            part(forename, forename_2, forenames),
        ),
    }
}

/// A part that one side does not have, or not readably, decides nothing; one that both have does.
fn part(
    one: &Identifier,
    other: &Identifier,
    compare: fn(&Written, &Written) -> NameAgreement,
) -> NameAgreement {
    match (one, other) {
        (Identifier::Given(one), Identifier::Given(two)) => best(one, two, compare),
        (Identifier::Missing(why), Identifier::Missing(other)) => {
            NameAgreement::Unknown(why.or(*other).unwrap_or(Why::NoName))
        }
        (Identifier::Missing(why), _) | (_, Identifier::Missing(why)) => {
            NameAgreement::Unknown(why.unwrap_or(Why::PartMissing))
        }
    }
}

/// One side has one name. If it is all of the other's, in either order, they agree in all; if it is
/// the part that it says to be, the other part is not known.
fn undivided(
    only: &[Written],
    surname: &[Written],
    forename: &[Written],
    as_part: impl Fn(&[Written]) -> NameAgreement,
) -> (NameAgreement, NameAgreement) {
    let mut orders = Vec::new();
    for one in surname {
        for two in forename {
            orders.extend([one.followed_by(two), two.followed_by(one)]);
        }
    }
    match best(only, &orders, surnames) {
        NameAgreement::Differs => match as_part(only) {
            NameAgreement::Differs => (NameAgreement::Differs, NameAgreement::Differs),
            _ => {
                let unknown = NameAgreement::Unknown(Why::PartMissing);
                (unknown, unknown)
            }
        },
        found => (found, found),
    }
}

/// The best of all pairs: the holder's script and `A`–`Z` are each enough.
fn best(
    one: &[Written],
    other: &[Written],
    compare: fn(&Written, &Written) -> NameAgreement,
) -> NameAgreement {
    let rank = |found: &NameAgreement| match found {
        NameAgreement::Same => 3,
        NameAgreement::Spelling => 2,
        NameAgreement::Partly => 1,
        NameAgreement::Differs | NameAgreement::Unknown(_) => 0,
    };
    let pairs = one
        .iter()
        .flat_map(|one| other.iter().map(move |two| compare(one, two)));
    pairs.max_by_key(rank).unwrap_or(NameAgreement::Differs)
}

/// All of it, in order.
fn surnames(one: &Written, other: &Written) -> NameAgreement {
    if one.is_written_as(other) {
        NameAgreement::Same
    } else if one.meets(one.whole(), other, other.whole()) {
        NameAgreement::Spelling
    } else {
        NameAgreement::Differs
    }
}

/// All of them as one, or as a set.
fn forenames(one: &Written, other: &Written) -> NameAgreement {
    let as_one = surnames(one, other);
    if as_one != NameAgreement::Differs {
        return as_one;
    }
    let divided = |own: &[std::ops::Range<usize>], theirs: &[std::ops::Range<usize>]| {
        agree_as_sets(own.len(), theirs.len(), |own_index, index| {
            let pair = own.get(own_index).cloned().zip(theirs.get(index).cloned());
            pair.is_some_and(|(range, theirs)| one.meets(range, other, theirs))
        })
    };
    let divisions = other.divisions();
    let agree = one
        .divisions()
        .into_iter()
        .any(|own| divisions.into_iter().any(|theirs| divided(own, theirs)));
    match agree {
        true => NameAgreement::Partly,
        false => NameAgreement::Differs,
    }
}

fn compare_birth_dates(one: &str, other: &str) -> BirthDateAgreement {
    if one.is_empty() || other.is_empty() {
        return BirthDateAgreement::Unknown(Why::BirthDateUnknown);
    }
    let read = super::birth_date::parse(one).zip(super::birth_date::parse(other));
    let Some((one, other)) = read else {
        return BirthDateAgreement::Unknown(Why::BirthDateMalformed);
    };
    let months = (one.month, other.month);
    let days = (one.day, other.day);
    let contradicts = |pair: (Option<u8>, Option<u8>)| {
        let (one, other) = pair;
        one.zip(other).is_some_and(|(one, other)| one != other)
    };
    if one.year != other.year || contradicts(months) || contradicts(days) {
        BirthDateAgreement::Differs
    } else if months.0 == months.1 && days.0 == days.1 {
        BirthDateAgreement::Same
    } else {
        BirthDateAgreement::Compatible
    }
}

#[cfg(test)]
#[path = "holders_tests.rs"]
mod tests;
