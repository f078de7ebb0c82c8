//! Bands of age.

/// A band of ages in completed years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "named by their first year")]
pub enum AgeBand {
    From0,
    From12,
    From18,
    From30,
    From40,
    From50,
    From60,
    From70,
    From80,
    /// The pass says no date of birth.
    Unknown,
}

impl AgeBand {
    /// All of them, by age.
    pub const ALL: [Self; 10] = [
        Self::From0,
        Self::From12,
        Self::From18,
        Self::From30,
        Self::From40,
        Self::From50,
        Self::From60,
        Self::From70,
        Self::From80,
        Self::Unknown,
    ];

    /// The band of an age.
    #[must_use]
    pub const fn of(age: Option<u16>) -> Self {
        match age {
            None => Self::Unknown,
            Some(0..=11) => Self::From0,
            Some(12..=17) => Self::From12,
            Some(18..=29) => Self::From18,
            Some(30..=39) => Self::From30,
            Some(40..=49) => Self::From40,
            Some(50..=59) => Self::From50,
            Some(60..=69) => Self::From60,
            Some(70..=79) => Self::From70,
            Some(_) => Self::From80,
        }
    }

    /// First and last year; no last one: open. `None` if unknown.
    #[must_use]
    pub const fn years(self) -> Option<(u16, Option<u16>)> {
        match self {
            Self::From0 => Some((0, Some(11))),
            Self::From12 => Some((12, Some(17))),
            Self::From18 => Some((18, Some(29))),
            Self::From30 => Some((30, Some(39))),
            Self::From40 => Some((40, Some(49))),
            Self::From50 => Some((50, Some(59))),
            Self::From60 => Some((60, Some(69))),
            Self::From70 => Some((70, Some(79))),
            Self::From80 => Some((80, None)),
            Self::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_follow_each_other_without_gap() {
        for age in 0..130 {
            let band = AgeBand::of(Some(age));
            let (first, last) = band.years().unwrap();
            assert!(first <= age && last.is_none_or(|last| age <= last), "{age}");
        }
        assert_eq!(AgeBand::of(None), AgeBand::Unknown);
        assert!(AgeBand::ALL.is_sorted());
    }
}
