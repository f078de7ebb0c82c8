//! Whose pass it is, as it is told and as it is given back.

use std::fmt;

use cleanbill_health::{BirthDate, Name, Person};
use cleanbill_verifier::Content;
use serde::{Deserialize, Serialize};

/// Whose pass it is: what an inspection tells, and what holders are compared by. `Debug` shows
/// nothing of it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holder {
    /// In the holder's script, else as machines write it.
    #[serde(default)]
    pub surname: Option<String>,
    /// In the holder's script, else as machines write it.
    #[serde(default)]
    pub forename: Option<String>,
    /// As machines write it: `A`–`Z` and `<`.
    #[serde(default)]
    pub surname_standardised: Option<String>,
    /// As machines write it: `A`–`Z` and `<`.
    #[serde(default)]
    pub forename_standardised: Option<String>,
    /// `YYYY-MM-DD`, or as much of it as is known.
    #[serde(default)]
    pub birth_date: Option<String>,
}

impl Holder {
    pub(crate) fn of(content: &Content) -> Self {
        let name = content.name().clone();
        Self {
            surname: name.surname.or_else(|| name.surname_standardised.clone()),
            forename: name.forename.or_else(|| name.forename_standardised.clone()),
            surname_standardised: name.surname_standardised,
            forename_standardised: name.forename_standardised,
            birth_date: content.birth_date().map(str::to_owned),
        }
    }

    /// The same in the common model.
    pub(crate) fn person(&self) -> Person {
        let name = |original: &Option<String>, transliterated: &Option<String>| Name {
            original: original.clone(),
            transliterated: transliterated.clone(),
        };
        Person {
            surname: name(&self.surname, &self.surname_standardised),
            forename: name(&self.forename, &self.forename_standardised),
            birth_date: self.birth_date.as_deref().and_then(BirthDate::parse),
        }
    }
}

impl fmt::Debug for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Holder(..)")
    }
}
