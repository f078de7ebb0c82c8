//! All policies of a bundle: which are in force, where and when.

use cleanbill_order::Arrange;

use crate::document::id_of;
use crate::tendency::compare;
use crate::{
    Announcements, Limits, LoadError, NOTICE_SECS, Place, Policy, Region, RuleBook, Tendency,
    Tightening, URGENT_LIFE_MAX_SECS, URGENT_NOTICE_SECS,
};

/// Two policies of one place with less than this between them are consecutive, in seconds: as long
/// as one may be signed ahead. A gap of a night ends nothing.
const GAP_MAX_SECS: i64 = crate::LEAD_MAX_SECS;

/// A policy that holds from its `from` to its `until`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The policy.
    pub policy: Policy,
    /// Against what was in force before it.
    pub tendency: Tendency,
}

/// A policy that does not hold, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its id, where it has one.
    pub id: Option<String>,
    /// Why.
    pub error: LoadError,
}

/// A policy that a new set does not keep, so that people lose by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: u32,
}

impl std::fmt::Display for Loss {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} v{}", self.id, self.version)
    }
}

/// The policies of a bundle. One that is refused is as if it did not exist, so that its doors find
/// that no check is in force; the others hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicySet {
    loaded: Vec<Loaded>,
    refused: Vec<Refused>,
}

impl PolicySet {
    /// Loads policies that were signed at `set_issued_at` (Unix seconds) at the latest.
    ///
    /// A policy is compared with what was in force before it, so a set carries the policies that
    /// just ended too. Against none, everything is a tightening.
    #[must_use]
    pub fn load<'d>(
        documents: impl IntoIterator<Item = &'d str>,
        rules: &RuleBook,
        announcements: &dyn Announcements,
        set_issued_at: i64,
    ) -> Self {
        let mut set = Self::default();
        let mut sound: Vec<Policy> = Vec::new();
        let limit = Limits::DEFAULT.policies_max;
        for (index, document) in documents.into_iter().enumerate() {
            if index >= limit {
                set.refuse(None, LoadError::TooMany { count_max: limit });
                break;
            }
            match Policy::parse(document) {
                Ok(policy) => sound.push(policy),
                Err(error) => set.refuse(id_of(document), error.into()),
            }
        }
        // What starts earlier is what later ones are compared with.
        sound.arrange_by(|a, b| (a.from, &a.id, a.version).cmp(&(b.from, &b.id, b.version)));
        for policy in sound {
            match set.admit(&policy, rules, announcements, set_issued_at) {
                Ok(tendency) => set.loaded.push(Loaded { policy, tendency }),
                Err(error) => set.refuse(Some(policy.id), error),
            }
        }
        set
    }

    fn refuse(&mut self, id: Option<String>, error: LoadError) {
        self.refused.push(Refused { id, error });
    }

    /// The policies that hold, each in its time, by their start.
    #[must_use]
    pub fn loaded(&self) -> &[Loaded] {
        &self.loaded
    }

    /// The ones that do not, and why.
    #[must_use]
    pub fn refused(&self) -> &[Refused] {
        &self.refused
    }

    /// What is in force for a kind of place at `at` (Unix seconds): the most local policy, and of
    /// several the one that started last. `None`: no check is in force.
    #[must_use]
    pub fn in_force(&self, place: Place, region: &Region, at: i64) -> Option<&Policy> {
        self.for_place(place, region)
            .filter(|policy| policy.holds_at(at))
            .max_by_key(|policy| policy.precedence())
    }

    fn for_place(&self, place: Place, region: &Region) -> impl Iterator<Item = &Policy> {
        let loaded = self.loaded.iter().map(|loaded| &loaded.policy);
        loaded
            .filter(move |policy| policy.places.contains(&place) && policy.region.contains(region))
    }

    /// What people would lose if this set, which is installed, were replaced by `new` at `at` (Unix
    /// seconds): policies that hold, are to come or ended within 14 days, and are not in `new` as
    /// they are. One may disappear only where what then holds is not tighter than it.
    #[must_use]
    pub fn losses(&self, new: &Self, at: i64) -> Vec<Loss> {
        let lately = at.saturating_sub(GAP_MAX_SECS);
        let loaded = self.loaded.iter().map(|loaded| &loaded.policy);
        loaded
            .filter(|policy| policy.until > lately)
            .filter(|policy| !new.keeps(policy))
            .filter(|policy| policy.until <= at || new.is_tighter_without(policy, at))
            .map(|policy| Loss {
                id: policy.id.clone(),
                version: policy.version,
            })
            .collect()
    }

    fn keeps(&self, policy: &Policy) -> bool {
        let mut loaded = self.loaded.iter().map(|loaded| &loaded.policy);
        loaded.any(|other| {
            (&other.id, other.version, other.digest())
                == (&policy.id, policy.version, policy.digest())
        })
    }

    /// Whether somebody whom `policy` lets in is not let in once it is gone.
    fn is_tighter_without(&self, policy: &Policy, at: i64) -> bool {
        let from = at.max(policy.from);
        let Some(day) = policy.zone.day(from) else {
            return true;
        };
        policy.places.iter().any(|place| {
            self.in_force(*place, &policy.region, from)
                .is_some_and(|then| !compare(then, policy, day).is_empty())
        })
    }

    /// Whether the policy may hold, and how it compares.
    fn admit(
        &self,
        policy: &Policy,
        rules: &RuleBook,
        announcements: &dyn Announcements,
        set_issued_at: i64,
    ) -> Result<Tendency, LoadError> {
        let loaded = || self.loaded.iter().map(|loaded| &loaded.policy);
        if loaded().any(|other| (&other.id, other.version) == (&policy.id, policy.version)) {
            return Err(LoadError::Duplicate);
        }
        if policy.signed_at > set_issued_at {
            return Err(LoadError::SignedAfterSet);
        }
        let meets = |other: &&Policy| {
            other.from == policy.from
                && other.region == policy.region
                && other
                    .places
                    .iter()
                    .any(|place| policy.places.contains(place))
        };
        if let Some(other) = loaded().find(meets) {
            let other = other.id.clone();
            return Err(LoadError::Ambiguous { other });
        }
        rules.check(policy)?;
        self.check_extension(policy)?;
        let tendency = self.compare(policy);
        if tendency.is_tighter() {
            self.check_announcement(policy, announcements)?;
        }
        Ok(tendency)
    }

    /// What holds in the moment in which `policy` begins, or until then; urgent policies aside.
    /// What was let through at a day's notice for 14 days is nothing that a longer policy may
    /// continue without an announcement.
    fn predecessor(&self, place: Place, policy: &Policy) -> Option<&Policy> {
        let at = |at: i64| {
            self.for_place(place, &policy.region)
                .filter(|other| !other.is_urgent() && other.holds_at(at))
                .max_by_key(|other| other.precedence())
        };
        at(policy.from).or_else(|| at(policy.from.saturating_sub(1)))
    }

    fn compare(&self, policy: &Policy) -> Tendency {
        let Some(first_day) = policy.zone.day(policy.from) else {
            return Tendency::Tighter(Vec::new());
        };
        let mut found = Vec::new();
        for place in &policy.places {
            let tightenings = match self.predecessor(*place, policy) {
                None => vec![Tightening::NewPlace(*place)],
                Some(old) => compare(policy, old, first_day),
            };
            for tightening in tightenings {
                if !found.contains(&tightening) {
                    found.push(tightening);
                }
            }
        }
        if found.is_empty() {
            Tendency::NotTighter
        } else {
            Tendency::Tighter(found)
        }
    }

    fn check_announcement(
        &self,
        policy: &Policy,
        announcements: &dyn Announcements,
    ) -> Result<(), LoadError> {
        let announcement = policy.announcement.ok_or(LoadError::Unannounced)?;
        if !announcements.proves(policy.digest(), &announcement) {
            return Err(LoadError::UnprovenAnnouncement);
        }
        let needed = if announcement.urgent {
            URGENT_NOTICE_SECS
        } else {
            NOTICE_SECS
        };
        let notice = policy.from.saturating_sub(announcement.at);
        if notice < needed {
            return Err(LoadError::ShortNotice {
                hours: notice / 3_600,
                hours_min: needed / 3_600,
            });
        }
        let just_before = policy.from.saturating_sub(URGENT_LIFE_MAX_SECS);
        let mut near = self.beside(policy);
        let repeats = |other: &Policy| other.is_urgent() && other.until > just_before;
        if announcement.urgent && near.any(repeats) {
            return Err(LoadError::UrgentTwice);
        }
        Ok(())
    }

    /// The policies that some of the same people meet at some of the same places: of the same
    /// region, of one that contains it, and of one in it.
    fn beside<'s>(&'s self, policy: &'s Policy) -> impl Iterator<Item = &'s Policy> {
        let loaded = self.loaded.iter().map(|loaded| &loaded.policy);
        loaded.filter(|other| {
            let near =
                other.region.contains(&policy.region) || policy.region.contains(&other.region);
            near && other
                .places
                .iter()
                .any(|place| policy.places.contains(place))
        })
    }

    /// Which consecutive policy it is has to stand in it: a policy that outlives what it continues
    /// is one more. Regions and their country continue one another.
    fn check_extension(&self, policy: &Policy) -> Result<(), LoadError> {
        let continued = |other: &&Policy| other.until.saturating_add(GAP_MAX_SECS) > policy.from;
        let near = || self.beside(policy).filter(continued);
        let longer = near().all(|other| policy.until > other.until);
        let count = |number: u16| number.saturating_add(u16::from(longer));
        let expected = near().map(Policy::number).max().map(count);
        let (expected, found) = (expected.unwrap_or(1), policy.number());
        if found < expected {
            return Err(LoadError::ExtensionNumber { expected, found });
        }
        Ok(())
    }
}
