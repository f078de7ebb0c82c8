//! The rule for names; see [the module above](super#the-rule).

use std::ops::Range;

use super::title::without_titles;
use super::written::{Reached, Written};
use super::{Limits, Why};
use crate::mrz::Mrz;

/// Less than this of a surname's first component says too little.
const SURNAME_LETTERS_MIN: usize = 4;

/// Of one part of a comparison.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Same,
    Differs,
    Unknown(Why),
}

/// Surname or forenames of a pass.
pub(super) enum Identifier {
    /// In the holder's script, standardised, or both; at least one.
    Given(Vec<Written>),
    /// Neither; or what is there cannot be read.
    Missing(Option<Why>),
}

impl Identifier {
    pub(super) fn parse(texts: [Option<&str>; 2], limits: &Limits) -> Self {
        let mut given = Vec::new();
        let mut unreadable = None;
        for text in texts.into_iter().flatten() {
            match Written::parse(text, limits) {
                Ok(written) => given.extend(written),
                Err(why) => unreadable = unreadable.or(Some(why)),
            }
        }
        match given.is_empty() {
            true => Self::Missing(unreadable),
            false => Self::Given(given),
        }
    }
}

/// What the zone has.
struct Document<'a> {
    primary: &'a [String],
    secondary: &'a [String],
    /// Whether anything may be cut.
    cut: bool,
    /// Of the name field.
    chars_max: usize,
}

/// `<<` and an initial have to follow a surname (parts 4 to 7, section 4.2.3.2).
const CHARS_AFTER_SURNAME: usize = 3;

impl Document<'_> {
    /// A surname is only cut if the field has no room for all of it.
    fn cuts_surname(&self, pass: &Written) -> bool {
        self.cut && pass.chars_max() + CHARS_AFTER_SURNAME > self.chars_max
    }

    /// The surname left no room for more than an initial, or for one letter more where it was cut
    /// between components, and so without the filler there.
    fn is_surname_cramped(&self) -> bool {
        self.cut && self.secondary.concat().len() <= 2
    }
}

pub(super) fn compare(surname: &Identifier, forename: &Identifier, zone: &Mrz) -> Outcome {
    let printed = Document {
        primary: zone.primary(),
        secondary: zone.secondary(),
        cut: zone.may_be_truncated(),
        chars_max: zone.format().name_chars_max(),
    };
    let untitled = Document {
        primary: without_titles(printed.primary, String::clone),
        secondary: without_titles(printed.secondary, String::clone),
        ..printed
    };
    // A name in another script can be spelt like a title.
    match compare_with(surname, forename, &printed) {
        Outcome::Same => Outcome::Same,
        _ => compare_with(surname, forename, &untitled),
    }
}

fn compare_with(surname: &Identifier, forename: &Identifier, document: &Document<'_>) -> Outcome {
    let is_divided = !document.secondary.is_empty();
    match (surname, forename) {
        (Identifier::Missing(why), Identifier::Missing(other)) => {
            Outcome::Unknown(why.or(*other).unwrap_or(Why::NoName))
        }
        (Identifier::Given(surname), Identifier::Given(forename)) if is_divided => {
            let agree = any(surname, |name| is_surname(name, document))
                && any(forename, |name| are_forenames(name, document));
            outcome(agree)
        }
        (Identifier::Given(surname), Identifier::Given(forename)) => {
            undivided_document(surname, forename, document)
        }
        (Identifier::Given(only), Identifier::Missing(why)) => {
            undivided_pass(only, *why, document, is_surname)
        }
        (Identifier::Missing(why), Identifier::Given(only)) => {
            undivided_pass(only, *why, document, are_forenames)
        }
    }
}

const fn outcome(agree: bool) -> Outcome {
    match agree {
        true => Outcome::Same,
        false => Outcome::Differs,
    }
}

fn any(names: &[Written], agrees: impl Fn(&Written) -> bool) -> bool {
    names.iter().any(agrees)
}

/// All of it in order; cut only as the room explains it.
fn is_surname(pass: &Written, document: &Document<'_>) -> bool {
    let letters = document.primary.concat();
    if pass.spells(pass.whole(), letters.as_bytes(), false) {
        return true;
    }
    if !document.cuts_surname(pass) {
        return false;
    }
    let cramped = document.is_surname_cramped();
    let as_one = cramped && pass.spells(pass.whole(), letters.as_bytes(), true);
    as_one
        || pass
            .divisions()
            .into_iter()
            .any(|components| is_cut_surname(pass, components, document.primary, cramped))
}

fn is_cut_surname(
    pass: &Written,
    components: &[Range<usize>],
    document: &[String],
    cramped: bool,
) -> bool {
    let has_all = components.len() == document.len();
    let has_enough = has_all || (cramped && components.len() > document.len());
    let mut pairs = components.iter().zip(document);
    let first_says_enough = pairs.clone().next().is_some_and(|(range, spelling)| {
        spelling.len() >= SURNAME_LETTERS_MIN
            || pass.spells(range.clone(), spelling.as_bytes(), false)
    });
    has_enough
        && first_says_enough
        && pairs.all(|(range, spelling)| pass.spells(range.clone(), spelling.as_bytes(), true))
}

/// All of them as one, or as a set.
fn are_forenames(pass: &Written, document: &Document<'_>) -> bool {
    let letters = document.secondary.concat();
    pass.spells(pass.whole(), letters.as_bytes(), document.cut)
        || pass.divisions().into_iter().any(|components| {
            let agree = |own: usize, other: usize| {
                let range = components.get(own).cloned();
                let spelling = document.secondary.get(other);
                range.zip(spelling).is_some_and(|(range, spelling)| {
                    pass.spells(range, spelling.as_bytes(), document.cut)
                })
            };
            agree_as_sets(components.len(), document.secondary.len(), agree)
        })
}

/// Whether all of the smaller side find a partner of their own, and so can the first of either.
///
/// The sets of partners that can be had at once form a matroid (Edmonds and Fulkerson 1965): where
/// all of the smaller side have one, a first that has any can also be among those taken.
pub(super) fn agree_as_sets(
    own: usize,
    other: usize,
    agree: impl Fn(usize, usize) -> bool,
) -> bool {
    let firsts_agree =
        (0..other).any(|index| agree(0, index)) && (0..own).any(|index| agree(index, 0));
    if own == 0 || other == 0 || !firsts_agree {
        return false;
    }
    let partners: Vec<Vec<usize>> = match own <= other {
        true => (0..own)
            .map(|one| (0..other).filter(|two| agree(one, *two)).collect())
            .collect(),
        false => (0..other)
            .map(|two| (0..own).filter(|one| agree(*one, two)).collect())
            .collect(),
    };
    let mut taken = vec![None; own.max(other)];
    (0..partners.len()).all(|index| {
        let mut seen = vec![false; taken.len()];
        find_partner(index, &partners, &mut taken, &mut seen)
    })
}

/// An augmenting path; its depth is bounded by `Limits::components_max`, as each partner is seen
/// once.
fn find_partner(
    index: usize,
    partners: &[Vec<usize>],
    taken: &mut [Option<usize>],
    seen: &mut [bool],
) -> bool {
    for &partner in partners.get(index).map_or(&[][..], Vec::as_slice) {
        match seen.get_mut(partner) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        let holder = taken.get(partner).copied().flatten();
        if holder.is_none_or(|holder| find_partner(holder, partners, taken, seen)) {
            if let Some(place) = taken.get_mut(partner) {
                *place = Some(index);
            }
            return true;
        }
    }
    false
}

/// The zone has one identifier, the pass two: all of both, in either order.
fn undivided_document(
    surname: &[Written],
    forename: &[Written],
    document: &Document<'_>,
) -> Outcome {
    let letters = document.primary.concat();
    let letters = letters.as_bytes();
    let joined = |first: &Written, second: &Written, cut| {
        let reached = first.walk(first.whole(), letters, Reached::START);
        second
            .walk(second.whole(), letters, reached)
            .ends(letters, cut)
    };
    let pairs = || {
        surname
            .iter()
            .flat_map(|one| forename.iter().map(move |two| (one, two)))
    };
    let agree = |cut| pairs().any(|(one, two)| joined(one, two, cut) || joined(two, one, cut));
    match (agree(false), document.cut && agree(true)) {
        (true, _) => Outcome::Same,
        (false, true) => Outcome::Unknown(Why::PartCut),
        (false, false) => Outcome::Differs,
    }
}

/// The pass has one identifier. If the zone has two, all of both, in either order; else the part
/// that it claims to be can agree and is not enough.
fn undivided_pass(
    only: &[Written],
    why: Option<Why>,
    document: &Document<'_>,
    is_part: fn(&Written, &Document<'_>) -> bool,
) -> Outcome {
    if document.secondary.is_empty() {
        // Somebody with one name, which a pass may have in either place.
        return match (any(only, |name| is_surname(name, document)), why) {
            (true, None) => Outcome::Same,
            (true, Some(why)) => Outcome::Unknown(why),
            (false, _) => Outcome::Differs,
        };
    }
    let (primary, secondary) = (document.primary.concat(), document.secondary.concat());
    let is_whole = any(only, |name| {
        [[&*primary, &*secondary], [&*secondary, &*primary]]
            .iter()
            .any(|order| name.spells(name.whole(), order.concat().as_bytes(), false))
    });
    match (is_whole, any(only, |name| is_part(name, document)), why) {
        (true, _, None) => Outcome::Same,
        (true, _, Some(why)) | (false, true, Some(why)) => Outcome::Unknown(why),
        (false, true, None) => Outcome::Unknown(Why::PartMissing),
        (false, false, _) => Outcome::Differs,
    }
}
