//! What a pass has to fit: who booked, from where to where, when.

use core::fmt;

use serde_json::{Map, Value};

use crate::TokenError;
use crate::text::{Members, object, render_instant};

/// A kind of pass that a provider takes (`vc.type`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AcceptedKind {
    /// `v`: a vaccination.
    Vaccination,
    /// `r`: a recovery.
    Recovery,
    /// `t`: a test of either kind.
    Test,
    /// `tp`: a nucleic acid test.
    PcrTest,
    /// `tr`: a rapid antigen test.
    AntigenTest,
}

impl AcceptedKind {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Vaccination,
        Self::Recovery,
        Self::Test,
        Self::PcrTest,
        Self::AntigenTest,
    ];

    /// The symbol in `vc.type`.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Vaccination => "v",
            Self::Recovery => "r",
            Self::Test => "t",
            Self::PcrTest => "tp",
            Self::AntigenTest => "tr",
        }
    }

    fn of_symbol(symbol: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.symbol() == symbol)
    }
}

/// The conditions of an access token (`vc`). Texts are as the provider wrote them; times are Unix
/// seconds.
///
/// They are about a person: `Debug` shows nothing of it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Conditions {
    /// `hash`: SHA-256 of the text of the pass in Base64; only for a check of the structure.
    pub hash: Option<String>,
    /// `lang`: the language tag of the words in the result.
    pub language: Option<String>,
    /// `fnt`: surname of the traveller, in `A`–`Z` (ICAO Doc 9303).
    pub surname: Option<String>,
    /// `gnt`: forename of the traveller, likewise.
    pub forename: Option<String>,
    /// `dob`: date of birth, `YYYY-MM-DD`, or as much of it as is known.
    pub birth_date: Option<String>,
    /// `coa`: country of arrival, ISO 3166-1 alpha-2.
    pub arrival_country: Option<String>,
    /// `cod`: country of departure, likewise.
    pub departure_country: Option<String>,
    /// `roa`: region of arrival, ISO 3166-2 without the country.
    pub arrival_region: Option<String>,
    /// `rod`: region of departure, likewise.
    pub departure_region: Option<String>,
    /// `type`: the kinds that are taken; none is all of them.
    pub kinds: Vec<AcceptedKind>,
    /// `category`: what is booked, such as `Standard`.
    pub categories: Vec<String>,
    /// `validationClock`: when the pass is shown; rules are asked for then.
    pub validation_clock: Option<i64>,
    /// `validFrom`: from when on the pass has to be valid.
    pub valid_from: Option<i64>,
    /// `validTo`: until when it has to be.
    pub valid_to: Option<i64>,
}

impl Conditions {
    pub(crate) fn read(members: &Members<'_>) -> Result<Self, TokenError> {
        let kinds = members.texts("type")?;
        let kinds = kinds.iter().map(|symbol| AcceptedKind::of_symbol(symbol));
        let kinds: Option<Vec<AcceptedKind>> = kinds.collect();
        let read = Self {
            hash: members.maybe("hash")?,
            language: members.maybe("lang")?,
            surname: members.maybe("fnt")?,
            forename: members.maybe("gnt")?,
            birth_date: members.maybe("dob")?,
            arrival_country: members.maybe("coa")?,
            departure_country: members.maybe("cod")?,
            arrival_region: members.maybe("roa")?,
            departure_region: members.maybe("rod")?,
            kinds: kinds.ok_or(TokenError::Claim { claim: "type" })?,
            categories: members.texts("category")?,
            validation_clock: members.instant("validationClock")?,
            valid_from: members.instant("validFrom")?,
            valid_to: members.instant("validTo")?,
        };
        // Nobody can be valid from a later time until an earlier one.
        match (read.valid_from, read.valid_to) {
            (Some(from), Some(to)) if from > to => Err(TokenError::Claim { claim: "validTo" }),
            _ => Ok(read),
        }
    }

    pub(crate) fn to_json(&self) -> Result<Map<String, Value>, TokenError> {
        let instant = |at: Option<i64>, claim| match at {
            None => Ok(Value::Null),
            Some(at) => render_instant(at)
                .map(Value::String)
                .ok_or(TokenError::Claim { claim }),
        };
        let text = |text: &Option<String>| text.as_deref().map_or(Value::Null, Value::from);
        let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.symbol()).collect();
        Ok(object([
            ("hash", text(&self.hash)),
            ("lang", text(&self.language)),
            ("fnt", text(&self.surname)),
            ("gnt", text(&self.forename)),
            ("dob", text(&self.birth_date)),
            ("coa", text(&self.arrival_country)),
            ("cod", text(&self.departure_country)),
            ("roa", text(&self.arrival_region)),
            ("rod", text(&self.departure_region)),
            ("type", kinds.into()),
            ("category", self.categories.as_slice().into()),
            (
                "validationClock",
                instant(self.validation_clock, "validationClock")?,
            ),
            ("validFrom", instant(self.valid_from, "validFrom")?),
            ("validTo", instant(self.valid_to, "validTo")?),
        ]))
    }
}

impl fmt::Debug for Conditions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Conditions").finish_non_exhaustive()
    }
}
