//! One state of the rules: what a door would say.

use cleanbill_certlogic::rules::{CertificateKinds, Outcome as RuleOutcome, Rule, Selection};
use cleanbill_certlogic::rules::{ValueSet, ValueSetError, ValueSets};
use cleanbill_certlogic::{External, Limits as RuleLimits, Moment, parse_json};
use cleanbill_crypto::sha256;

use super::{Answer, Side, StateError};
use crate::{
    Detail, Limits, LoadError, Place, Policy, Presented, Region, RuleBook, RuleBookError, Zone,
};

/// The documents of a state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Documents {
    /// Policies (TOML).
    pub policies: Policies,
    /// Business rules (JSON), one each: those that policies name or, without a policy, all of one
    /// country.
    pub rules: Vec<Vec<u8>>,
    /// Value sets (JSON): as published, or compressed.
    pub value_sets: Vec<Vec<u8>>,
}

/// The policies of a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Policies {
    /// One, which counts as it is, whenever it holds.
    One(String),
    /// Those of a folder: one counts, by place, region and instant. May be empty.
    Chain(Vec<String>),
}

impl Default for Policies {
    fn default() -> Self {
        Self::Chain(Vec::new())
    }
}

impl Documents {
    /// Place and region of a single policy: its first place.
    pub(super) fn situation(&self) -> Option<(Place, Region)> {
        let Policies::One(text) = &self.policies else {
            return None;
        };
        let policy = Policy::parse(text).ok()?;
        Some((*policy.places.first()?, policy.region))
    }

    pub(super) const fn is_chain(&self) -> bool {
        matches!(&self.policies, Policies::Chain(texts) if !texts.is_empty())
    }
}

/// A state of the rules at an instant.
#[derive(Debug)]
pub struct RuleState {
    basis: Basis,
    book: RuleBook,
    /// SHA-256 of the documents that count.
    rules_digest: Option<[u8; 32]>,
}

#[derive(Debug)]
enum Basis {
    /// No policy is in force: everybody is let in.
    NoCheck,
    Policy {
        policy: Box<Policy>,
        /// Of all that it says but when it was signed and announced, and the hash of its
        /// rehearsal, which is of this.
        digest: [u8; 32],
    },
    /// The rules of a country without a policy, as a traveller meets them.
    Rules {
        country: String,
        region: Option<Region>,
    },
}

impl RuleState {
    pub(super) fn load(
        documents: &Documents,
        situation: Option<&(Place, Region)>,
        side: Side,
        at: i64,
    ) -> Result<Self, StateError> {
        let rules = rules(&documents.rules)?;
        let rules_digest = digest_of_all(documents);
        let country = country(&rules);
        let count = rules.len();
        let book = RuleBook::new(rules, value_sets(&documents.value_sets)?)?;
        let basis = match &documents.policies {
            Policies::One(text) => policy(1, text, &book)?,
            Policies::Chain(texts) if texts.is_empty() && count == 0 => {
                return Err(StateError::Empty);
            }
            Policies::Chain(texts) if texts.is_empty() => Basis::Rules {
                country: country?,
                region: situation.map(|(_, region)| region.clone()),
            },
            Policies::Chain(texts) => chain(texts, &book, situation, side, at)?,
        };
        Ok(Self {
            basis,
            book,
            rules_digest: (count > 0).then_some(rules_digest),
        })
    }

    /// The policy that counts; `None` if there are only rules, or no check is in force.
    #[must_use]
    pub fn policy(&self) -> Option<&Policy> {
        match &self.basis {
            Basis::Policy { policy, .. } => Some(policy),
            _ => None,
        }
    }

    /// The country whose rules count without a policy.
    #[must_use]
    pub fn country(&self) -> Option<&str> {
        match &self.basis {
            Basis::Rules { country, .. } => Some(country),
            _ => None,
        }
    }

    /// SHA-256 of what the policy says, without when it was signed and announced and without the
    /// hash of its rehearsal.
    #[must_use]
    pub const fn policy_digest(&self) -> Option<&[u8; 32]> {
        match &self.basis {
            Basis::Policy { digest, .. } => Some(digest),
            _ => None,
        }
    }

    /// SHA-256 of the business rules and value sets, if there are rules that are asked.
    #[must_use]
    pub fn rules_digest(&self) -> Option<&[u8; 32]> {
        self.rules_digest.as_ref().filter(|_| self.needs_dcc())
    }

    pub(super) fn zone(&self) -> Option<Zone> {
        self.policy().map(|policy| policy.zone)
    }

    pub(super) fn starts_at(&self) -> Option<i64> {
        self.policy().map(|policy| policy.from)
    }

    pub(super) fn needs_dcc(&self) -> bool {
        match &self.basis {
            Basis::NoCheck => false,
            Basis::Policy { policy, .. } => policy.names_rules(),
            Basis::Rules { .. } => true,
        }
    }

    /// What a door says of a pass at `at` (Unix seconds). Who needs no pass is let in.
    #[must_use]
    pub fn judge(&self, presented: &Presented<'_>, at: i64) -> Answer {
        match &self.basis {
            Basis::NoCheck => Answer::Accepted,
            Basis::Policy { policy, .. } => {
                let born = presented.record.person.birth_date;
                if born.is_some_and(|born| policy.no_pass.covers_age(born, at, policy.zone)) {
                    return Answer::Accepted;
                }
                let outcome = if policy.names_rules() {
                    let judged = policy.judge(presented, &self.book, at, Detail::Outcome);
                    judged.outcome
                } else {
                    policy.judge_record(presented.record, at)
                };
                Answer::from(&outcome)
            }
            Basis::Rules { country, region } => {
                self.judge_by_rules(country, region.as_ref(), presented, at)
            }
        }
    }

    /// As the specification selects rules; no rule about such a pass lets it pass.
    fn judge_by_rules(
        &self,
        country: &str,
        region: Option<&Region>,
        presented: &Presented<'_>,
        at: i64,
    ) -> Answer {
        let Some(dcc) = presented.dcc else {
            return Answer::Open;
        };
        let set = self.book.rules();
        let kid = presented.kid_base64();
        let external = External {
            validation_clock: Moment::from_secs(at),
            value_sets: set.value_sets(),
            country_code: Some(country),
            exp: presented.expires_at.map(Moment::from_secs),
            iat: presented.issued_at.map(Moment::from_secs),
            issuer_country_code: presented.issuer_country,
            kid: Some(&kid),
            region: region.and_then(Region::part),
        };
        let selection = Selection {
            clock: at,
            destination: country,
            region: region.and_then(Region::part),
            issuer: presented.issuer_country,
            kinds: CertificateKinds::of(dcc),
        };
        let results = set.evaluate(&selection, dcc, &external);
        let outcomes = || results.iter().map(|result| &result.outcome);
        if outcomes().any(|outcome| *outcome == RuleOutcome::Failed) {
            Answer::Refused
        } else if outcomes().any(|outcome| matches!(outcome, RuleOutcome::Open(_))) {
            Answer::Open
        } else {
            Answer::Accepted
        }
    }
}

fn policy(number: usize, text: &str, book: &RuleBook) -> Result<Basis, StateError> {
    let failed = |error| StateError::Policy { number, error };
    let policy = Policy::parse(text).map_err(|error| failed(error.into()))?;
    book.check(&policy).map_err(failed)?;
    Ok(Basis::Policy {
        policy: Box::new(policy),
        digest: rehearsed_digest(text),
    })
}

/// Policies that are not announced count here all the same: whether they may be is the question.
fn chain(
    texts: &[String],
    book: &RuleBook,
    situation: Option<&(Place, Region)>,
    side: Side,
    at: i64,
) -> Result<Basis, StateError> {
    let count_max = Limits::DEFAULT.policies_max;
    if texts.len() > count_max {
        return Err(StateError::Policy {
            number: count_max + 1,
            error: LoadError::TooMany { count_max },
        });
    }
    let mut policies = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        if let Basis::Policy { policy, digest } = policy(index + 1, text, book)? {
            policies.push((policy, digest));
        }
    }
    let (place, region) = situation.ok_or(StateError::NoSituation)?;
    policies.retain(|(policy, _)| policy.places.contains(place) && policy.region.contains(region));
    // As `PolicySet::in_force`; where two are alike in that, their order in the folder is nothing.
    let in_force = |at: i64| {
        let holding = policies.iter().filter(|(policy, _)| policy.holds_at(at));
        holding.max_by_key(|(policy, _)| (policy.precedence(), &policy.id, policy.version))
    };
    let found = in_force(at).or_else(|| match side {
        Side::Old => in_force(at.saturating_sub(1)),
        Side::New => None,
    });
    Ok(
        found.map_or(Basis::NoCheck, |(policy, digest)| Basis::Policy {
            policy: policy.clone(),
            digest: *digest,
        }),
    )
}

/// Of a policy that was parsed, so it is TOML.
fn rehearsed_digest(text: &str) -> [u8; 32] {
    let mut table: toml::Table = toml::from_str(text).unwrap_or_default();
    table.remove("signed_at");
    table.remove("announcement");
    if let Some(toml::Value::Table(extension)) = table.get_mut("extension") {
        extension.remove("rehearsal");
    }
    sha256(table.to_string().as_bytes())
}

fn digest_of_all(documents: &Documents) -> [u8; 32] {
    let digests = |documents: &[Vec<u8>]| {
        let mut digests: Vec<[u8; 32]> =
            documents.iter().map(|document| sha256(document)).collect();
        digests.sort_unstable();
        sha256(digests.as_flattened())
    };
    let both = [digests(&documents.rules), digests(&documents.value_sets)];
    sha256(both.as_flattened())
}

fn rules(documents: &[Vec<u8>]) -> Result<Vec<Rule>, RuleBookError> {
    let limits = RuleLimits::default();
    let rule = |(index, document): (usize, &Vec<u8>)| {
        Rule::parse(document, &limits).map_err(|error| RuleBookError::Rule {
            number: index + 1,
            error,
        })
    };
    documents.iter().enumerate().map(rule).collect()
}

/// The one country of all rules.
fn country(rules: &[Rule]) -> Result<String, StateError> {
    let mut countries = rules.iter().map(|rule| &rule.country);
    let first = countries.next().ok_or(StateError::Empty)?;
    match countries.find(|country| *country != first) {
        Some(second) => Err(StateError::ManyCountries {
            first: first.clone(),
            second: second.clone(),
        }),
        None => Ok(first.clone()),
    }
}

/// Each as published (`valueSetId`), or compressed (`{id: [code, …]}`).
fn value_sets(documents: &[Vec<u8>]) -> Result<ValueSets, RuleBookError> {
    let limits = RuleLimits::default();
    let mut all: Vec<ValueSet> = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        let failed = |error: ValueSetError| RuleBookError::ValueSet {
            number: index + 1,
            error,
        };
        let json = parse_json(document, &limits).map_err(|error| failed(error.into()))?;
        if json.get("valueSetId").is_some() {
            all.push(ValueSet::parse(document, &limits).map_err(failed)?);
        } else {
            let sets = ValueSets::from_compressed(&json, &limits).map_err(failed)?;
            all.extend(sets.iter().cloned());
        }
    }
    ValueSets::new(all, &limits).map_err(RuleBookError::ValueSets)
}
