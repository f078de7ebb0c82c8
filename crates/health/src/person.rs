//! Whose pass it is.

use crate::BirthDate;

/// A name in the holder's own script and in the letters A–Z of a passport.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Name {
    /// As the holder writes it.
    pub original: Option<String>,
    /// By ICAO Doc 9303 part 3 §6: `A`–`Z` and `<`.
    pub transliterated: Option<String>,
}

impl Name {
    /// The name in the holder's script, else the transliterated one.
    #[must_use]
    pub fn shown(&self) -> Option<&str> {
        self.original.as_deref().or(self.transliterated.as_deref())
    }
}

/// Whose pass it is: what a door compares with an identity document.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// Family name, ICAO's primary identifier.
    pub surname: Name,
    /// Given names, ICAO's secondary identifier.
    pub forename: Name,
    /// Date of birth; `None` if unknown.
    pub birth_date: Option<BirthDate>,
}

impl std::fmt::Debug for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Name(..)")
    }
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Person(..)")
    }
}
