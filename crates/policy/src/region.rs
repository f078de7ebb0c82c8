//! Where a policy holds.

use std::fmt;

/// A country, or one part of it: ISO 3166-1 alpha-2 (`RU`), or ISO 3166-2 (`RU-TA`).
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Region(Box<str>);

impl Region {
    /// Reads `RU` or `RU-TA`; `None` if it is neither.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (country, part) = match text.split_once('-') {
            Some((country, part)) => (country, Some(part)),
            None => (text, None),
        };
        let is_country = country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
        let is_part = |part: &str| {
            (1..=3).contains(&part.len())
                && part
                    .bytes()
                    .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        };
        (is_country && part.is_none_or(is_part)).then(|| Self(text.into()))
    }

    /// As written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The country's two letters.
    #[must_use]
    pub fn country(&self) -> &str {
        self.0
            .split_once('-')
            .map_or(&*self.0, |(country, _)| country)
    }

    /// What stands behind the country: `TA` of `RU-TA`.
    #[must_use]
    pub fn part(&self) -> Option<&str> {
        self.0.split_once('-').map(|(_, part)| part)
    }

    /// Whether it is a whole country.
    #[must_use]
    pub fn is_country(&self) -> bool {
        !self.0.contains('-')
    }

    /// Whether what holds here holds at `place` too.
    #[must_use]
    pub fn contains(&self, place: &Self) -> bool {
        self == place || (self.is_country() && self.country() == place.country())
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_contains_its_parts_and_no_others() {
        let region = |text| Region::parse(text).unwrap();
        assert!(region("RU").contains(&region("RU-TA")));
        assert!(region("RU").contains(&region("RU")));
        assert!(!region("RU-TA").contains(&region("RU")));
        assert!(!region("RU-TA").contains(&region("RU-MOW")));
        assert!(!region("DE").contains(&region("RU-TA")));
        for odd in ["", "ru", "RUS", "RU-", "RU-TATA", "RU-ta", "R1", "RU-TA-1"] {
            assert_eq!(Region::parse(odd), None, "{odd}");
        }
    }
}
