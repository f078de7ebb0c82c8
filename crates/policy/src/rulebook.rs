//! The business rules of a bundle, compiled once.

use cleanbill_certlogic::rules::{
    CertificateKinds, CompiledRule, Rule, RuleError, RuleResult, RuleSet, RuleSetError, Selected,
    Selection, ValueSet, ValueSetError, ValueSets,
};
use cleanbill_certlogic::{Data, Expr, External, Limits as RuleLimits, Moment, describe, explain};
use cleanbill_crypto::sha256;
use cleanbill_order::Arrange;
use serde_json::Value as Json;
use thiserror::Error;

use crate::judgement::{Detail, Explained, RuleJudgement};
use crate::{LoadError, NamedRule, Policy, Presented, RuleName, check_inputs};

/// Business rules and value sets: our own country's, which policies name one by one, and those of
/// others, for travelling there.
#[derive(Debug)]
pub struct RuleBook {
    set: RuleSet,
}

/// Why rules make no book.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RuleBookError {
    /// A document is no rule.
    #[error("rule number {number}: {error}")]
    Rule {
        /// From 1.
        number: usize,
        /// Why.
        error: RuleError,
    },
    /// A document is no value set.
    #[error("value set number {number}: {error}")]
    ValueSet {
        /// From 1.
        number: usize,
        /// Why.
        error: ValueSetError,
    },
    /// The value sets do not go together.
    #[error(transparent)]
    ValueSets(ValueSetError),
    /// The same rule in the same version twice.
    #[error("rule {rule} is there twice")]
    Duplicate {
        /// The rule.
        rule: RuleName,
    },
    /// Too many rules.
    #[error(transparent)]
    Set(#[from] RuleSetError),
}

impl RuleBookError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Rule { error, .. } => error.code(),
            Self::ValueSet { error, .. } | Self::ValueSets(error) => error.code(),
            Self::Duplicate { .. } => "rules.duplicate",
            Self::Set(error) => error.code(),
        }
    }
}

/// Whose rule it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    Domestic,
    Foreign,
}

impl RuleBook {
    /// A book of published rules and value sets, each a JSON document.
    ///
    /// # Errors
    /// [`RuleBookError`]. A rule whose logic is wrong stays in the book: it is open for every
    /// pass, and no policy of ours can name it.
    pub fn parse<'d>(
        rules: impl IntoIterator<Item = &'d [u8]>,
        value_sets: impl IntoIterator<Item = &'d [u8]>,
    ) -> Result<Self, RuleBookError> {
        let limits = RuleLimits::default();
        let rules = rules.into_iter().enumerate().map(|(index, document)| {
            Rule::parse(document, &limits).map_err(|error| RuleBookError::Rule {
                number: index + 1,
                error,
            })
        });
        let rules: Vec<Rule> = rules.collect::<Result<_, _>>()?;
        let sets = value_sets.into_iter().enumerate().map(|(index, document)| {
            ValueSet::parse(document, &limits).map_err(|error| RuleBookError::ValueSet {
                number: index + 1,
                error,
            })
        });
        let sets = ValueSets::new(sets.collect::<Result<_, _>>()?, &limits)
            .map_err(RuleBookError::ValueSets)?;
        Self::new(rules, sets)
    }

    /// A book of rules that were read already.
    ///
    /// # Errors
    /// [`RuleBookError::Duplicate`], [`RuleBookError::Set`].
    pub fn new(rules: Vec<Rule>, value_sets: ValueSets) -> Result<Self, RuleBookError> {
        let mut names: Vec<RuleName> = rules.iter().map(name_of).collect();
        names.arrange();
        for pair in names.windows(2) {
            if let [a, b] = pair
                && a == b
            {
                return Err(RuleBookError::Duplicate { rule: a.clone() });
            }
        }
        let set = RuleSet::compile(rules, value_sets, &RuleLimits::default())?;
        Ok(Self { set })
    }

    /// The rules.
    #[must_use]
    pub const fn rules(&self) -> &RuleSet {
        &self.set
    }

    /// SHA-256 of what a rule says: its logic and the value sets that it reads, in one form. `None`
    /// if it is not there, or its logic is not valid.
    #[must_use]
    pub fn digest(&self, name: &RuleName) -> Option<[u8; 32]> {
        let found = self.find(name)?;
        Some(self.digest_of(found.rule(), found.expr().ok()?))
    }

    fn digest_of(&self, rule: &Rule, expr: &Expr) -> [u8; 32] {
        let mut text = String::new();
        write_canonical(&rule.logic, &mut text);
        let variables = expr.variables();
        let mut sets: Vec<&str> = variables
            .iter()
            .filter_map(|variable| {
                let mut fragments = variable.path.fragments();
                let is_set =
                    fragments.next() == Some("external") && fragments.next() == Some("valueSets");
                fragments.next().filter(|_| is_set)
            })
            .collect();
        sets.arrange();
        sets.dedup();
        for id in sets {
            let set = self.set.value_sets().find(id);
            let codes: Vec<&str> = set.map(|set| set.codes().collect()).unwrap_or_default();
            write_canonical(
                &Json::from(vec![Json::from(id), Json::from(codes)]),
                &mut text,
            );
        }
        sha256(text.as_bytes())
    }

    fn find(&self, name: &RuleName) -> Option<&CompiledRule> {
        let mut rules = self.set.rules().iter();
        rules.find(|rule| is_named(rule.rule(), name))
    }

    /// Whether every rule that a policy names is there, its own country's, sound, and reads
    /// nothing that tells one holder from another (guarantee G05).
    pub(crate) fn check(&self, policy: &Policy) -> Result<(), LoadError> {
        for NamedRule { name, digest } in &policy.rules {
            let rule = || name.clone();
            let Some(found) = self.find(name) else {
                return Err(LoadError::MissingRule { rule: rule() });
            };
            if found.rule().country != policy.region.country() {
                return Err(LoadError::ForeignRule { rule: rule() });
            }
            let Ok(expr) = found.expr() else {
                return Err(LoadError::UnsoundRule { rule: rule() });
            };
            check_inputs(expr).map_err(|fault| LoadError::RuleInput {
                rule: rule(),
                fault,
            })?;
            let lives = found.rule().is_in_force(policy.from)
                && found.rule().is_in_force(policy.until.saturating_sub(1));
            if !lives {
                return Err(LoadError::RuleNotInForce { rule: rule() });
            }
            let found = self.digest_of(found.rule(), expr);
            if found != *digest {
                return Err(LoadError::RuleChanged {
                    rule: rule(),
                    found,
                });
            }
        }
        Ok(())
    }

    /// What the rules of `policy` say of a DCC. Domestic ones are those that it names, if they are
    /// about such a certificate; foreign ones the destination's and the issuer's, as the
    /// specification selects them.
    pub(crate) fn judge(
        &self,
        policy: &Policy,
        presented: &Presented<'_>,
        dcc: &Json,
        at: i64,
        detail: Detail,
    ) -> RulesFound {
        let kinds = CertificateKinds::of(dcc);
        let named = self.set.select_where(|rule| {
            let mut names = policy.rules.iter();
            names.any(|named| is_named(rule, &named.name)) && kinds.suit(rule.certificate_type)
        });
        let kid = presented.kid_base64();
        let external = External {
            validation_clock: Moment::from_secs(at),
            value_sets: self.set.value_sets(),
            country_code: Some(
                policy
                    .destination
                    .as_deref()
                    .unwrap_or(policy.region.country()),
            ),
            exp: presented.expires_at.map(Moment::from_secs),
            iat: presented.issued_at.map(Moment::from_secs),
            issuer_country_code: presented.issuer_country,
            kid: Some(&kid),
            region: policy.region.part(),
        };
        let mut judged = evaluate(&named, Origin::Domestic, dcc, &external, detail);
        let Some(destination) = &policy.destination else {
            return RulesFound::Judged(judged);
        };
        let selected = self.set.select(&Selection {
            clock: at,
            destination,
            region: None,
            issuer: presented.issuer_country,
            kinds,
        });
        if !selected
            .rules()
            .iter()
            .any(|rule| rule.rule().country == *destination)
        {
            return RulesFound::NoneFor(destination.clone());
        }
        judged.extend(evaluate(&selected, Origin::Foreign, dcc, &external, detail));
        RulesFound::Judged(judged)
    }
}

/// What rules said.
pub(crate) enum RulesFound {
    Judged(Vec<RuleJudgement>),
    /// The data has no rule of this destination.
    NoneFor(String),
}

fn evaluate(
    selected: &Selected<'_>,
    origin: Origin,
    dcc: &Json,
    external: &External<'_>,
    detail: Detail,
) -> Vec<RuleJudgement> {
    let limits = RuleLimits::default();
    let data = Data::Pass {
        payload: dcc,
        external,
    };
    let results = selected.evaluate(dcc, external).into_iter();
    let judgement = |result: RuleResult<'_>| RuleJudgement {
        name: name_of(result.rule),
        foreign: origin == Origin::Foreign,
        explained: match detail {
            Detail::Outcome => None,
            Detail::Explained => Some(Explained {
                descriptions: descriptions(result.rule),
                words: result.expr.map(describe).unwrap_or_default(),
                unmet: result
                    .expr
                    .map(|expr| explain(expr, data, &limits))
                    .unwrap_or_default(),
            }),
        },
        outcome: result.outcome,
    };
    results.map(judgement).collect()
}

fn descriptions(rule: &Rule) -> Vec<(String, String)> {
    let texts = rule.description.iter();
    texts
        .map(|text| (text.lang.clone(), text.desc.clone()))
        .collect()
}

/// JSON with members ascending and no white space.
fn write_canonical(json: &Json, out: &mut String) {
    match json {
        Json::Array(items) => {
            out.push('[');
            for item in items {
                write_canonical(item, out);
                out.push(',');
            }
            out.push(']');
        }
        Json::Object(members) => {
            let mut names: Vec<&String> = members.keys().collect();
            names.arrange();
            out.push('{');
            for name in names {
                out.push_str(&Json::from(name.as_str()).to_string());
                out.push(':');
                write_canonical(members.get(name).unwrap_or(&Json::Null), out);
                out.push(',');
            }
            out.push('}');
        }
        scalar => out.push_str(&scalar.to_string()),
    }
}

fn is_named(rule: &Rule, name: &RuleName) -> bool {
    rule.identifier == name.identifier && rule.version.to_string() == name.version
}

fn name_of(rule: &Rule) -> RuleName {
    RuleName {
        identifier: rule.identifier.clone(),
        version: rule.version.to_string(),
    }
}

impl Default for RuleBook {
    /// A book without rules.
    fn default() -> Self {
        let empty = RuleSet::compile(Vec::new(), ValueSets::default(), &RuleLimits::default());
        match empty {
            Ok(set) => Self { set },
            // No rule is too many for no limit.
            Err(_) => unreachable!("an empty set of rules is within every limit"),
        }
    }
}
