//! Rules compiled together, selected and evaluated.

use core::ops::Range;

use cleanbill_order::Arrange;
use serde_json::Value;
use thiserror::Error;

use super::rule::{Rule, RuleType};
use super::select::Selection;
use super::value_set::ValueSets;
use super::version::Version;
use crate::external::External;
use crate::program::{EvaluationError, Machine, Node, Slots, Table, compile};
use crate::value::{Data, Repr, ValueKind};
use crate::{Expr, Limits, ValidationError};

/// The engine whose rules are evaluated.
pub const ENGINE: &str = "CERTLOGIC";

/// The version of CertLogic that is evaluated, whatever its patch. Rules of an older one mean the
/// same in it.
pub const ENGINE_VERSION: Version = Version::new(1, 3, 0);

/// Why a rule neither passed nor failed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OpenReason {
    /// The rule is written for another engine than [`ENGINE`].
    #[error("the rule is written for another engine")]
    Engine,
    /// The rule needs a newer CertLogic than [`ENGINE_VERSION`].
    #[error("the rule needs CertLogic {needed}")]
    EngineVersion {
        /// What it needs.
        needed: Version,
    },
    /// The payload has another major version than the schema that the rule is written for, or none.
    #[error("the rule is written for another version of the payload than it has")]
    Schema {
        /// What the rule is written for.
        rule: Version,
        /// What the payload says, if it says any.
        payload: Option<Version>,
    },
    /// The rule's logic is not a valid expression.
    #[error("the rule's logic is not valid: {0}")]
    Logic(ValidationError),
    /// The rule's logic cannot be evaluated over the payload.
    #[error("the rule cannot be evaluated: {0}")]
    Evaluation(EvaluationError),
    /// The rule's logic gives something else than true or false.
    #[error("the rule gives {found}, not a boolean")]
    NotBoolean {
        /// What it gives.
        found: ValueKind,
    },
}

impl OpenReason {
    /// The stable code of this reason.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Engine => "rule.open-engine",
            Self::EngineVersion { .. } => "rule.open-engine-version",
            Self::Schema { .. } => "rule.open-schema",
            Self::Logic(_) => "rule.open-logic",
            Self::Evaluation(_) => "rule.open-evaluation",
            Self::NotBoolean { .. } => "rule.open-not-boolean",
        }
    }
}

/// What a rule says of a pass. A rule of either type passes when its logic gives true: the logic of
/// an invalidation rule says which passes are still good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The rule is met.
    Passed,
    /// The rule is not met.
    Failed,
    /// It cannot be said. Never to be taken for passed.
    Open(OpenReason),
}

/// A rule and what it says of a pass.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleResult<'r> {
    /// The rule.
    pub rule: &'r Rule,
    /// Its logic, if it is valid.
    pub expr: Option<&'r Expr>,
    /// What it says.
    pub outcome: Outcome,
}

/// A rule made ready.
#[derive(Debug)]
pub struct CompiledRule {
    rule: Rule,
    logic: Result<(Expr, Node), ValidationError>,
    /// Why it stays open whatever the pass.
    open: Option<OpenReason>,
}

impl CompiledRule {
    fn new(rule: Rule, table: &mut Table, limits: &Limits) -> Self {
        let logic = Expr::parse(&rule.logic, limits).map(|expr| {
            let node = compile(&expr, table);
            (expr, node)
        });
        let needed = rule.engine_version;
        let ours = (ENGINE_VERSION.major, ENGINE_VERSION.minor);
        let open = if rule.engine != ENGINE {
            Some(OpenReason::Engine)
        } else if (needed.major, needed.minor) > ours {
            Some(OpenReason::EngineVersion { needed })
        } else {
            logic.as_ref().err().cloned().map(OpenReason::Logic)
        };
        Self { rule, logic, open }
    }

    /// The rule.
    #[must_use]
    pub const fn rule(&self) -> &Rule {
        &self.rule
    }

    /// Its logic, or why that is not valid.
    ///
    /// # Errors
    /// The first [`ValidationError`] of the logic.
    pub fn expr(&self) -> Result<&Expr, &ValidationError> {
        self.logic.as_ref().map(|(expr, _)| expr)
    }

    fn key(&self) -> (RuleType, &str, &str, core::cmp::Reverse<Version>) {
        let rule = &self.rule;
        let version = core::cmp::Reverse(rule.version);
        (rule.rule_type, &rule.country, &rule.identifier, version)
    }

    fn is_version_of(&self, other: &Self) -> bool {
        let (a, b) = (&self.rule, &other.rule);
        a.identifier == b.identifier && a.country == b.country && a.rule_type == b.rule_type
    }
}

/// Why rules do not make a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RuleSetError {
    /// More rules than [`Limits::rules_max`].
    #[error("more than {max} rules")]
    TooManyRules {
        /// The most that are taken.
        max: usize,
    },
}

impl RuleSetError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooManyRules { .. } => "rule-set.too-many-rules",
        }
    }
}

/// Where the rules of a type and a country are.
#[derive(Debug)]
struct Group {
    rule_type: RuleType,
    country: String,
    places: Range<usize>,
}

/// The groups of rules that are sorted by type and country.
fn groups(rules: &[CompiledRule]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (place, CompiledRule { rule, .. }) in rules.iter().enumerate() {
        match groups.last_mut() {
            Some(last) if last.rule_type == rule.rule_type && last.country == rule.country => {
                last.places.end = place + 1;
            }
            _ => groups.push(Group {
                rule_type: rule.rule_type,
                country: rule.country.clone(),
                places: place..place + 1,
            }),
        }
    }
    groups
}

/// Rules compiled together with the value sets that they read.
#[derive(Debug)]
pub struct RuleSet {
    /// Versions of a rule side by side, the newest first.
    rules: Vec<CompiledRule>,
    groups: Vec<Group>,
    table: Table,
    value_sets: ValueSets,
    limits: Limits,
}

impl RuleSet {
    /// Compiles rules. One whose logic is not valid stays in the set and is always open.
    ///
    /// # Errors
    /// [`RuleSetError::TooManyRules`].
    pub fn compile(
        rules: Vec<Rule>,
        value_sets: ValueSets,
        limits: &Limits,
    ) -> Result<Self, RuleSetError> {
        if rules.len() > limits.rules_max {
            return Err(RuleSetError::TooManyRules {
                max: limits.rules_max,
            });
        }
        let mut table = Table::default();
        let compiled = rules
            .into_iter()
            .map(|rule| CompiledRule::new(rule, &mut table, limits));
        let mut rules: Vec<_> = compiled.collect();
        rules.arrange_by(|a, b| a.key().cmp(&b.key()));
        Ok(Self {
            groups: groups(&rules),
            rules,
            table,
            value_sets,
            limits: limits.clone(),
        })
    }

    /// All rules: by type, country and identifier, the newest version first.
    #[must_use]
    pub fn rules(&self) -> &[CompiledRule] {
        &self.rules
    }

    /// The value sets that the rules read, for [`External::value_sets`].
    #[must_use]
    pub const fn value_sets(&self) -> &ValueSets {
        &self.value_sets
    }

    /// The rules that count: of the right type and country, region, kind and time, and of these the
    /// highest version of each identifier. Should two have the same version, both count.
    #[must_use]
    pub fn select(&self, selection: &Selection<'_>) -> Selected<'_> {
        let acceptance = self.rules_of(RuleType::Acceptance, Some(selection.destination));
        let invalidation = self.rules_of(RuleType::Invalidation, selection.issuer);
        let mut rules: Vec<&CompiledRule> = Vec::with_capacity(acceptance.len());
        for rule in acceptance.iter().chain(invalidation) {
            if !selection.suits_beside_country(&rule.rule) {
                continue;
            }
            let newest = rules.last().filter(|newest| newest.is_version_of(rule));
            if newest.is_none_or(|newest| newest.rule.version == rule.rule.version) {
                rules.push(rule);
            }
        }
        Selected { set: self, rules }
    }

    /// The rules of a type and a country, which lie side by side.
    fn rules_of(&self, rule_type: RuleType, country: Option<&str>) -> &[CompiledRule] {
        let group = self
            .groups
            .iter()
            .find(|group| group.rule_type == rule_type && Some(group.country.as_str()) == country);
        group
            .and_then(|group| self.rules.get(group.places.clone()))
            .unwrap_or_default()
    }

    /// The rules that somebody named, whatever their country and time.
    #[must_use]
    pub fn select_where(&self, mut is_wanted: impl FnMut(&Rule) -> bool) -> Selected<'_> {
        let rules = self.rules.iter().filter(|rule| is_wanted(&rule.rule));
        Selected {
            set: self,
            rules: rules.collect(),
        }
    }

    /// Every rule of the set, whatever its country and time: for trying rules.
    #[must_use]
    pub fn select_all(&self) -> Selected<'_> {
        Selected {
            set: self,
            rules: self.rules.iter().collect(),
        }
    }

    /// Selects and evaluates.
    #[must_use]
    pub fn evaluate(
        &self,
        selection: &Selection<'_>,
        payload: &Value,
        external: &External<'_>,
    ) -> Vec<RuleResult<'_>> {
        self.select(selection).evaluate(payload, external)
    }
}

/// Rules of a set that count for a pass.
#[derive(Clone, Debug)]
pub struct Selected<'r> {
    set: &'r RuleSet,
    rules: Vec<&'r CompiledRule>,
}

impl<'r> Selected<'r> {
    /// The rules.
    #[must_use]
    pub fn rules(&self) -> &[&'r CompiledRule] {
        &self.rules
    }

    /// What each rule says of a payload. `payload.ver` has to be of the major version that a rule
    /// is written for.
    #[must_use]
    pub fn evaluate(&self, payload: &Value, external: &External<'_>) -> Vec<RuleResult<'r>> {
        let payload_version = payload
            .get("ver")
            .and_then(Value::as_str)
            .and_then(Version::parse);
        let mut slots = Slots::new(&self.set.table, Data::Pass { payload, external });
        let mut machine = Machine::new(&self.set.table, &mut slots, &self.set.limits);
        let mut results = Vec::with_capacity(self.rules.len());
        for compiled in &self.rules {
            results.push(RuleResult {
                rule: &compiled.rule,
                expr: compiled.logic.as_ref().ok().map(|(expr, _)| expr),
                outcome: judge(compiled, payload_version, &mut machine),
            });
        }
        results
    }
}

fn judge<'a>(
    compiled: &'a CompiledRule,
    payload: Option<Version>,
    machine: &mut Machine<'a, '_>,
) -> Outcome {
    if let Some(reason) = &compiled.open {
        return Outcome::Open(reason.clone());
    }
    let rule = compiled.rule.schema_version;
    if payload.is_none_or(|payload| payload.major != rule.major) {
        return Outcome::Open(OpenReason::Schema { rule, payload });
    }
    match &compiled.logic {
        Err(error) => Outcome::Open(OpenReason::Logic(error.clone())),
        Ok((_, node)) => match machine.run(node) {
            Ok(Repr::Boolean(true)) => Outcome::Passed,
            Ok(Repr::Boolean(false)) => Outcome::Failed,
            Ok(other) => Outcome::Open(OpenReason::NotBoolean {
                found: other.kind(),
            }),
            Err(error) => Outcome::Open(OpenReason::Evaluation(error)),
        },
    }
}
