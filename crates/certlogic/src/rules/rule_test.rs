//! Tests of rules as countries publish them.

use serde_json::{Map, Value};
use thiserror::Error;

use crate::program::{EvaluationError, Program};
use crate::value::{Data, object};
use crate::{JsonError, Limits, parse_json};

/// A test of a rule: `{"name", "payload", "external", "expected"}`, one file each in the folder
/// `tests` beside `rule.json`. Without `external` it is run with an empty one.
#[derive(Clone, PartialEq)]
pub struct RuleTest {
    name: Option<String>,
    /// `{payload, external}`.
    data: Value,
    expected: Value,
}

/// Why JSON is not a test of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RuleTestError {
    /// Not JSON.
    #[error("rule test: {0}")]
    Json(#[from] JsonError),
    /// A member that every test has is missing.
    #[error("the rule test has no {member:?}")]
    Missing {
        /// Which.
        member: &'static str,
    },
}

impl RuleTestError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Json(_) => "rule-test.json",
            Self::Missing { .. } => "rule-test.missing-member",
        }
    }
}

/// What became of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TestOutcome {
    /// What the test expects.
    pub expected: Value,
    /// What the rule gives.
    pub actual: Result<Value, EvaluationError>,
}

impl TestOutcome {
    /// Whether the rule gives what the test expects. Numbers are those of JavaScript: 1.0 is 1.
    #[must_use]
    pub fn is_passed(&self) -> bool {
        self.actual
            .as_ref()
            .is_ok_and(|actual| is_same(actual, &self.expected))
    }
}

/// Equality of JSON with numbers as binary64. No deeper than what is expected, which was read
/// within [`Limits::json_depth_max`].
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(name, value)| other.get(name).is_some_and(|other| is_same(value, other)))
        }
        _ => one == other,
    }
}

impl RuleTest {
    /// Reads a test.
    ///
    /// # Errors
    /// [`RuleTestError`].
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, RuleTestError> {
        Self::from_json(&parse_json(bytes, limits)?)
    }

    /// Reads a test that is JSON already. Whether a member was there twice can no longer be seen.
    ///
    /// # Errors
    /// [`RuleTestError::Missing`].
    pub fn from_json(json: &Value) -> Result<Self, RuleTestError> {
        let member = |member: &'static str| {
            json.get(member)
                .cloned()
                .ok_or(RuleTestError::Missing { member })
        };
        let external = json.get("external").cloned();
        Ok(Self {
            name: json.get("name").and_then(Value::as_str).map(str::to_owned),
            data: object([
                ("payload", member("payload")?),
                ("external", external.unwrap_or_else(|| Map::new().into())),
            ]),
            expected: member("expected")?,
        })
    }

    /// What the test says it is about.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The data that the rule is evaluated over: `{payload, external}`.
    #[must_use]
    pub const fn data(&self) -> Data<'_> {
        Data::Json(&self.data)
    }

    /// What the rule should give.
    #[must_use]
    pub const fn expected(&self) -> &Value {
        &self.expected
    }

    /// Evaluates a rule's logic over the test's data.
    #[must_use]
    pub fn run(&self, logic: &Program) -> TestOutcome {
        let actual = logic.evaluate(self.data()).map(|value| value.to_json());
        TestOutcome {
            expected: self.expected.clone(),
            actual,
        }
    }
}

/// The name only: the payload may be a person's.
impl core::fmt::Debug for RuleTest {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("RuleTest")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
