//! The policy itself.

use std::collections::BTreeMap;
use std::fmt;

use cleanbill_health::{Code, CodeSystem};

use crate::{Announcement, DoorTerms, NoPass, Place, PolicyError, Region, Term, Zone, document};

/// What a kind of place may ask of people, until when.
///
/// Made by [`Policy::parse`] alone, which holds it to everything that can be seen from the document
/// itself; [`PolicySet::load`](crate::PolicySet::load) holds it to its predecessor and its rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Its name: letters `a`–`z`, digits, `-` and `.`.
    pub id: String,
    /// Version of the document, from 1.
    pub version: u32,
    /// Its title by language tag; English is always there.
    pub title: BTreeMap<String, String>,
    /// Why it exists.
    pub reason: String,
    /// Where it holds.
    pub region: Region,
    /// The kinds of place, ascending.
    pub places: Vec<Place>,
    /// Where people have to go, on which law, and what those without a pass do instead.
    pub necessity: Option<Necessity>,
    /// When it was signed, Unix seconds.
    pub signed_at: i64,
    /// First second, Unix.
    pub from: i64,
    /// The second in which it is over, Unix: at most 90 days after `from`.
    pub until: i64,
    /// Where its days begin and end.
    pub zone: Zone,
    /// The disease, SNOMED CT.
    pub disease: Code,
    /// The ways to be let in; one is enough.
    pub accept: Vec<Term>,
    /// Domestic rules that have to pass beside.
    pub rules: Vec<NamedRule>,
    /// The country whose own rules a traveller must pass: all that it publishes, and the
    /// invalidations of the pass's issuer.
    pub destination: Option<String>,
    /// Who needs no pass.
    pub no_pass: NoPass,
    /// What the door sees and does.
    pub door: DoorTerms,
    /// Its announcement.
    pub announcement: Option<Announcement>,
    /// Which consecutive one it is; `None`: the first.
    pub extension: Option<Extension>,
    pub(crate) digest: [u8; 32],
}

/// Where people have to go, a pass needs more than a policy (guarantee G13).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Necessity {
    /// The law that allows it.
    pub law: String,
    /// What people without a pass do.
    pub alternative: String,
}

/// That a policy continues an earlier one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// The how-many-th consecutive policy it is, from 2.
    pub number: u16,
    /// Why it goes on.
    pub reason: String,
    /// SHA-256 of the report of its rehearsal.
    pub rehearsal: [u8; 32],
}

/// A domestic rule that a policy names: with the digest of what it says, so that no rule changes
/// under a policy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedRule {
    /// The rule.
    pub name: RuleName,
    /// [`RuleBook::digest`](crate::RuleBook::digest): of its logic and of the value sets that it
    /// reads.
    pub digest: [u8; 32],
}

/// A rule by identifier and version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleName {
    /// Identifier, as `VR-RU-0001`.
    pub identifier: String,
    /// Version, as `1.0.0`.
    pub version: String,
}

impl fmt::Display for RuleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.identifier, self.version)
    }
}

impl Policy {
    /// Reads a policy (TOML 1.0; `docs/POLICIES.md` has every field).
    ///
    /// # Errors
    /// [`PolicyError`] names what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        document::parse(text)
    }

    /// Whether it holds at `at` (Unix seconds).
    #[must_use]
    pub const fn holds_at(&self, at: i64) -> bool {
        self.from <= at && at < self.until
    }

    /// Of the policies that hold for a place, the greatest is in force: the most local one, and of
    /// several the one that started last.
    pub(crate) fn precedence(&self) -> (bool, i64) {
        (!self.region.is_country(), self.from)
    }

    /// Whether it asks business rules beside its terms.
    #[must_use]
    pub fn names_rules(&self) -> bool {
        !self.rules.is_empty() || self.destination.is_some()
    }

    /// Which consecutive policy it is, from 1.
    #[must_use]
    pub fn number(&self) -> u16 {
        self.extension
            .as_ref()
            .map_or(1, |extension| extension.number)
    }

    /// Its title in a language, else in English.
    #[must_use]
    pub fn title_in(&self, language: &str) -> &str {
        let title = self.title.get(language).or_else(|| self.title.get("en"));
        title.map_or(&self.id, String::as_str)
    }

    /// SHA-256 of all that it says but `signed_at` and `announcement`: what an announcement is of.
    #[must_use]
    pub const fn digest(&self) -> &[u8; 32] {
        &self.digest
    }

    /// Whether it is an urgent tightening by its own word.
    #[must_use]
    pub fn is_urgent(&self) -> bool {
        self.announcement
            .is_some_and(|announcement| announcement.urgent)
    }
}

/// COVID-19.
pub(crate) fn covid_19() -> Code {
    Code::new(CodeSystem::Snomed, "840539006")
}
