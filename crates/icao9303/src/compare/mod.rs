//! Whether the holder of a travel document is the person that a pass names; and whether two passes,
//! or a pass and a booking, name one person ([`compare_holders`]).
//!
//! A pass has a name in the holder's script and one in `A`–`Z`; a zone has one in `A`–`Z`,
//! written by another authority, by another table or none, and cut to 30, 31 or 39 positions.
//! [`compare`] bridges what tables and space explain, and nothing else. It is made to say
//! *differs* too often rather than *same* once too often: somebody at the door looks at what
//! differs.
//!
//! # The rule
//!
//! **Spelling.** A name of the pass can be spelt in several ways: each letter as any table of
//! [`transliteration`](crate::transliteration) has it in any language, and as older tables and
//! passports have it (`Ü` as `UE`, `U`, `UXX`; `Ю` as `IU`, `YU`, `JU`; `ИЙ` as `II`, `IY`,
//! `Y`, …). Which way is decided by the letter in the holder's script alone: `Bauer` is not
//! `BAUR`, and `MUELLER` without its `Müller` is not `MULLER`. Between names that are both in
//! `A`–`Z` only what the Russian tables of 1997, 2010 and 2014 differ in is bridged: `I`/`Y`
//! before a vowel, `-II`, `-IY` and `-Y` at the end, `E`/`YE` at the beginning, `TS`/`TC`; and
//! the article `AL`/`EL`. The holder's own spelling (the standardised name) and the original
//! are each enough.
//!
//! **Surname.** All of it, letter by letter, in its order. Where spaces, hyphens, apostrophes
//! and fillers stand does not matter.
//!
//! **Forenames.** All of them as one, or as a set: every forename of the side that has fewer is
//! found on the other side, each one once and in any order, and the first forename of each
//! side is among those found. So a middle name may be missing or in another place; the first
//! may not be missing.
//!
//! **Cut names.** Only if the zone's name field is full to its last position
//! ([`Mrz::may_be_truncated`]; parts 4 to 7, section 4.2.3). Then each forename of the zone may
//! be the beginning of the pass's, down to an initial. So may each component of the surname, if
//! the pass's surname, `<<` and an initial have no room in the field; of its first component at
//! least four letters. Its last components are missing only if they left room for two letters
//! of the forenames at most.
//!
//! **Undivided names.** If only one side divides the name, all components of the whole name
//! have to be there, surname first or last.
//!
//! **Titles** at the beginning of either part of either name (`DR`, `PROF`, …), and `JR` and
//! `SR` at its end, are passed over if a name is left.
//!
//! **Birth date.** Every part that both know has to agree, and both have to know the year. A
//! zone knows two digits of it; see [`BirthDate`](crate::mrz::BirthDate).
//!
//! Not bridged: names romanised by ear (Arabic `محمد` against `MOHAMMED`) unless the pass has
//! that spelling as its standardised name, other forms of a name (`SASHA`), maiden names, and
//! surnames with and without particle (`VAN`, `DE`).

mod birth_date;
mod holders;
mod meeting;
mod names;
mod title;
mod variants;
mod written;

use std::fmt;

use crate::mrz::Mrz;
use names::{Identifier, Outcome};

pub use holders::{BirthDateAgreement, HolderAgreement, NameAgreement, compare_holders};

/// How much of a hostile name is read before it is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest name in characters. Default 160: twice what a DCC allows (schema 1.3.3,
    /// `maxLength` 80), and letters with marks can be two characters.
    pub chars_max: usize,
    /// Most components of one name. Default 20: a name field of 39 positions (part 4,
    /// section 4.2.2) has no more.
    pub components_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            chars_max: 160,
            components_max: 20,
        }
    }
}

/// Whom a pass names, as it names them. `Debug` shows nothing of it.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct PassHolder<'a> {
    /// In the holder's script; of a DCC, `fn`.
    pub surname: Option<&'a str>,
    /// In `A`–`Z`, components divided by `<` or space; of a DCC, `fnt`.
    pub surname_standardised: Option<&'a str>,
    /// In the holder's script; of a DCC, `gn`.
    pub forename: Option<&'a str>,
    /// In `A`–`Z`, components divided by `<` or space; of a DCC, `gnt`.
    pub forename_standardised: Option<&'a str>,
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; empty if not known.
    pub birth_date: &'a str,
}

impl fmt::Debug for PassHolder<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PassHolder").finish_non_exhaustive()
    }
}

/// Whether pass and travel document are of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Match {
    /// Name and birth date agree.
    Same,
    /// The birth date does not contradict, the name does.
    NameDiffers,
    /// The name does not contradict, the birth date does.
    BirthDateDiffers,
    /// Both contradict.
    BothDiffer,
    /// Nothing contradicts, and it is not enough to agree.
    NotComparable(Why),
}

impl Match {
    /// The stable code of this outcome.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Same => "identity.same",
            Self::NameDiffers => "identity.name-differs",
            Self::BirthDateDiffers => "identity.birth-date-differs",
            Self::BothDiffer => "identity.both-differ",
            Self::NotComparable(why) => match why {
                Why::NoName => "identity.no-name",
                Why::UnknownLetter => "identity.unknown-letter",
                Why::NameTooLong => "identity.name-too-long",
                Why::PartMissing => "identity.part-missing",
                Why::PartCut => "identity.part-cut",
                Why::BirthDateUnknown => "identity.birth-date-unknown",
                Why::BirthDateMalformed => "identity.birth-date-malformed",
            },
        }
    }
}

/// Why a comparison says nothing.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// The pass holds no name.
    NoName,
    /// The name that decides is in letters that no table has, and not given in `A`–`Z`.
    UnknownLetter,
    /// The name that decides is longer than [`Limits`] allow.
    NameTooLong,
    /// Surname or forename is on one side only; the other part agrees.
    PartMissing,
    /// The zone had no room for all that would decide; what is there agrees.
    PartCut,
    /// One side does not know the year of birth.
    BirthDateUnknown,
    /// The pass's birth date is no date.
    BirthDateMalformed,
}

/// Compares the holder of a travel document with the person that a pass names, by the
/// [rule](self#the-rule).
///
/// ```
/// use cleanbill_icao9303::compare::{self, Match, PassHolder, compare};
/// use cleanbill_icao9303::mrz::{self, Mrz};
///
/// let zone = "I<UTOD231458907<<<<<<<<<<<<<<<\n\
///             7408122F1204159UTO<<<<<<<<<<<6\n\
///             ERIKSSON<<ANNA<MARIA<<<<<<<<<<";
/// let zone = Mrz::parse(zone, 1_637_344_800, &mrz::Limits::default())?;
/// let pass = PassHolder {
///     surname: Some("Eriksson"),
///     forename: Some("Anna"),
///     birth_date: "1974-08-12",
///     ..PassHolder::default()
/// };
/// assert_eq!(compare(&pass, &zone, &compare::Limits::default()), Match::Same);
/// # Ok::<(), mrz::MrzError>(())
/// ```
#[must_use]
pub fn compare(pass: &PassHolder<'_>, document: &Mrz, limits: &Limits) -> Match {
    let surname = Identifier::parse([pass.surname, pass.surname_standardised], limits);
    let forename = Identifier::parse([pass.forename, pass.forename_standardised], limits);
    let name = names::compare(&surname, &forename, document);
    let birth_date = birth_date::compare(pass.birth_date, &document.birth_date());
    match (name, birth_date) {
        (Outcome::Differs, Outcome::Differs) => Match::BothDiffer,
        (Outcome::Differs, _) => Match::NameDiffers,
        (_, Outcome::Differs) => Match::BirthDateDiffers,
        (Outcome::Unknown(why), _) | (_, Outcome::Unknown(why)) => Match::NotComparable(why),
        (Outcome::Same, Outcome::Same) => Match::Same,
    }
}

#[cfg(test)]
mod tests;
