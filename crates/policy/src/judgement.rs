//! A pass under a policy.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_certlogic::Unmet;
use cleanbill_certlogic::rules::{OpenReason, Outcome as RuleOutcome};
use cleanbill_health::{Ground, Record};
use serde_json::Value as Json;

use crate::rulebook::{RuleBook, RulesFound};
use crate::term::judge_event;
use crate::{Policy, Requirement, RuleName, TermJudgement};

/// What is presented at a door, decoded and proven.
pub struct Presented<'p> {
    /// The pass in the common model.
    pub record: &'p Record,
    /// The DCC's own JSON, which business rules are written for; `None` for other formats.
    pub dcc: Option<&'p Json>,
    /// Country of the signer.
    pub issuer_country: Option<&'p str>,
    /// Issue time and end by the signature, Unix seconds.
    pub issued_at: Option<i64>,
    /// Likewise.
    pub expires_at: Option<i64>,
    /// Key identifier.
    pub kid: &'p [u8],
}

impl Presented<'_> {
    pub(crate) fn kid_base64(&self) -> String {
        STANDARD.encode(self.kid)
    }
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The policy lets the holder in.
    Passed,
    /// It does not.
    Failed(Failure),
    /// It cannot be said.
    Open(Doubt),
}

/// Why a policy does not let somebody in: one reason, the weightiest.
#[derive(Clone, PartialEq, Eq)]
pub enum Failure {
    /// No way to be let in has this ground.
    Ground(Ground),
    /// The nearest way asks something that is not met.
    Requirement(Requirement),
    /// A rule says no.
    Rule {
        /// The rule.
        rule: RuleName,
    },
}

/// Why it cannot be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// The pass does not say what the policy asks.
    NotSaid(Requirement),
    /// The pass says no event.
    NotOneEvent,
    /// A rule could not be evaluated.
    Rule {
        /// The rule.
        rule: RuleName,
        /// Why.
        why: OpenReason,
    },
    /// Business rules are for DCCs, and this is none.
    NotADcc,
    /// The destination's rules are not in the data: nobody can say what it asks.
    NoRules {
        /// The destination.
        country: String,
    },
}

impl Failure {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Ground(_) => "rules.ground-not-accepted",
            Self::Requirement(requirement) => requirement.code(),
            Self::Rule { .. } => "rules.rule-failed",
        }
    }
}

/// Its code: the ground is somebody's.
impl std::fmt::Debug for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl Doubt {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotSaid(_) => "rules.not-said",
            Self::NotOneEvent => "rules.not-one-event",
            Self::Rule { .. } => "rules.rule-open",
            Self::NotADcc => "rules.not-a-dcc",
            Self::NoRules { .. } => "rules.no-destination-rules",
        }
    }
}

/// One rule and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleJudgement {
    /// Which rule.
    pub name: RuleName,
    /// Whether it is another country's, and so not held to guarantee G05.
    pub foreign: bool,
    /// What came of it.
    pub outcome: RuleOutcome,
    /// The rule in words; only if it was asked for.
    pub explained: Option<Explained>,
}

/// A rule in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// What the rule says of itself, by language tag.
    pub descriptions: Vec<(String, String)>,
    /// Its expression in plain English.
    pub words: String,
    /// What would have had to be true, with what was found.
    pub unmet: Vec<Unmet>,
}

/// How much a judgement tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// What came of each rule.
    Outcome,
    /// And each rule in words, with what it found: for whoever asks why.
    Explained,
}

/// All of it: the outcome, and every term and rule for whoever asks why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// What came of it.
    pub outcome: Outcome,
    /// The terms of the pass's ground.
    pub terms: Vec<TermJudgement>,
    /// The rules.
    pub rules: Vec<RuleJudgement>,
}

impl Policy {
    /// Judges a pass at `at` (Unix seconds). `rules` is what the policy was loaded with.
    #[must_use]
    pub fn judge(
        &self,
        presented: &Presented<'_>,
        rules: &RuleBook,
        at: i64,
        detail: Detail,
    ) -> Judgement {
        let terms = self.judge_terms(presented.record, at);
        let by_terms = self.terms_outcome(presented.record, &terms);
        let (rules, by_rules) = self.judge_rules(presented, rules, at, detail);
        let outcome = match (by_terms, by_rules) {
            (Outcome::Failed(failure), _) | (_, Outcome::Failed(failure)) => {
                Outcome::Failed(failure)
            }
            (Outcome::Open(doubt), _) | (_, Outcome::Open(doubt)) => Outcome::Open(doubt),
            (Outcome::Passed, Outcome::Passed) => Outcome::Passed,
        };
        Judgement {
            outcome,
            terms,
            rules,
        }
    }

    /// The terms alone, for whoever has no DCC at hand: the same as [`Policy::judge`] if the
    /// policy names no rules.
    #[must_use]
    pub fn judge_record(&self, record: &Record, at: i64) -> Outcome {
        self.terms_outcome(record, &self.judge_terms(record, at))
    }

    /// Each term by the event that fulfils it best; of some formats a pass says several.
    fn judge_terms(&self, record: &Record, at: i64) -> Vec<TermJudgement> {
        let (disease, zone) = (&self.disease, self.zone);
        let judged = self.accept.iter().enumerate().filter_map(|(index, term)| {
            let by_event = record.events.iter().filter_map(|event| {
                let checks = judge_event(term, disease, event, &record.person, at, zone)?;
                let term = index;
                Some(TermJudgement { term, checks })
            });
            by_event.min_by_key(|judged| {
                let certainty = match judged.met() {
                    Some(true) => 0,
                    None => 1,
                    Some(false) => 2,
                };
                (certainty, distance(judged))
            })
        });
        judged.collect()
    }

    /// One term that is met is enough. Else the nearest one gives the reason.
    fn terms_outcome(&self, record: &Record, terms: &[TermJudgement]) -> Outcome {
        if self.accept.is_empty() {
            return Outcome::Passed;
        }
        let Some(event) = record.events.first() else {
            return Outcome::Open(Doubt::NotOneEvent);
        };
        if terms.iter().any(|term| term.met() == Some(true)) {
            return Outcome::Passed;
        }
        let first = |term: &TermJudgement, met: Option<bool>| {
            let mut checks = term.checks.iter();
            checks
                .find(|check| check.met == met)
                .map(|check| check.requirement.clone())
        };
        if let Some(doubt) = terms
            .iter()
            .find(|term| term.met().is_none())
            .and_then(|term| first(term, None))
        {
            return Outcome::Open(Doubt::NotSaid(doubt));
        }
        let nearest = terms.iter().min_by_key(|term| distance(term));
        let reason = nearest.and_then(|term| first(term, Some(false)));
        Outcome::Failed(reason.map_or(Failure::Ground(event.ground()), Failure::Requirement))
    }

    fn judge_rules(
        &self,
        presented: &Presented<'_>,
        rules: &RuleBook,
        at: i64,
        detail: Detail,
    ) -> (Vec<RuleJudgement>, Outcome) {
        if !self.names_rules() {
            return (Vec::new(), Outcome::Passed);
        }
        let Some(dcc) = presented.dcc else {
            return (Vec::new(), Outcome::Open(Doubt::NotADcc));
        };
        match rules.judge(self, presented, dcc, at, detail) {
            RulesFound::Judged(judged) => {
                let outcome = rules_outcome(&judged);
                (judged, outcome)
            }
            RulesFound::NoneFor(country) => (Vec::new(), Outcome::Open(Doubt::NoRules { country })),
        }
    }
}

/// How far a pass is from a term. What time mends is near; what makes it another term's pass, as
/// the product or the method, is far: a foreign vaccine that has run out is told that it has run
/// out, and not that another term accepts others.
fn distance(term: &TermJudgement) -> u32 {
    let unmet = term.checks.iter().filter(|check| check.met == Some(false));
    let weight = |requirement: &Requirement| match requirement {
        Requirement::CountsFrom { .. }
        | Requirement::CountsUntil { .. }
        | Requirement::OpenUntil { .. } => 1,
        Requirement::Complete { .. } | Requirement::Result { .. } => 2,
        Requirement::Product { .. } | Requirement::Method { .. } | Requirement::Age { .. } => 4,
        Requirement::Disease => 8,
    };
    unmet.map(|check| weight(&check.requirement)).sum()
}

/// No rule may say no; among the others, none may be open.
fn rules_outcome(rules: &[RuleJudgement]) -> Outcome {
    let failed = rules
        .iter()
        .find(|rule| rule.outcome == RuleOutcome::Failed);
    if let Some(rule) = failed {
        let rule = rule.name.clone();
        return Outcome::Failed(Failure::Rule { rule });
    }
    let open = rules.iter().find_map(|rule| match &rule.outcome {
        RuleOutcome::Open(why) => Some((rule, why)),
        _ => None,
    });
    open.map_or(Outcome::Passed, |(rule, why)| {
        Outcome::Open(Doubt::Rule {
            rule: rule.name.clone(),
            why: why.clone(),
        })
    })
}
