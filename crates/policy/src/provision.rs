//! Who needs no pass.

use cleanbill_health::BirthDate;

use crate::Zone;

/// Whom somebody may accompany without a pass of their own: a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Companion {
    /// A person who sees badly.
    OfBlindPerson,
    /// A child that is not left alone.
    OfChild,
    /// A person who cannot be alone for another reason of health.
    OfPersonInCare,
    /// A person in a wheelchair.
    OfWheelchairUser,
}

impl Companion {
    /// All of them, by name.
    pub const ALL: [Self; 4] = [
        Self::OfBlindPerson,
        Self::OfChild,
        Self::OfPersonInCare,
        Self::OfWheelchairUser,
    ];

    /// The name in policies.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OfBlindPerson => "of-blind-person",
            Self::OfChild => "of-child",
            Self::OfPersonInCare => "of-person-in-care",
            Self::OfWheelchairUser => "of-wheelchair-user",
        }
    }

    /// The companion of that name; `None` if there is none.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }
}

/// Who needs no pass under a policy: by age, or as somebody's companion. Nobody else can.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NoPass {
    /// Whoever is younger, in completed years; 0: nobody.
    pub under_age: u16,
    /// Companions, ascending.
    pub companions: Vec<Companion>,
}

impl NoPass {
    /// Whether somebody with this date of birth needs no pass at `at` (Unix seconds). A date that
    /// is known in part counts for the younger age.
    #[must_use]
    pub fn covers_age(&self, birth_date: BirthDate, at: i64, zone: Zone) -> bool {
        zone.day(at)
            .is_some_and(|today| birth_date.age_min(today) < self.under_age)
    }
}
