//! Value sets: the codes that a field may hold.

use cleanbill_order::Arrange;
use serde_json::{Map, Value};
use thiserror::Error;

use crate::{JsonError, Limits, parse_json};

/// A code of a value set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Code {
    /// The code as it is in a pass: `EU/1/20/1528`.
    pub code: String,
    /// Its words: `Comirnaty`. Compressed value sets have none.
    pub display: Option<String>,
    /// Whether it is still in use. A code that no longer is stays in the set, as older passes have
    /// it.
    pub active: bool,
}

/// A value set (EU DCC value sets, `valueSetId`, `valueSetDate`, `valueSetValues`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueSet {
    id: String,
    date: Option<String>,
    codes: Vec<Code>,
    /// Sorted, for looking up.
    sorted: Vec<Box<str>>,
}

/// Why JSON is not a value set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ValueSetError {
    /// Not JSON.
    #[error("value set: {0}")]
    Json(#[from] JsonError),
    /// Not in the form of a value set.
    #[error("not in the form of a value set")]
    Format,
    /// More codes than [`Limits::codes_max`].
    #[error("more than {max} codes in a value set")]
    TooManyCodes {
        /// The most that are read.
        max: usize,
    },
    /// More value sets than [`Limits::value_sets_max`].
    #[error("more than {max} value sets")]
    TooManySets {
        /// The most that are read.
        max: usize,
    },
    /// Two value sets with the same id.
    #[error("two value sets have the same id")]
    DuplicateId,
}

impl ValueSetError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Json(_) => "value-set.json",
            Self::Format => "value-set.format",
            Self::TooManyCodes { .. } => "value-set.too-many-codes",
            Self::TooManySets { .. } => "value-set.too-many-sets",
            Self::DuplicateId => "value-set.duplicate-id",
        }
    }
}

impl ValueSet {
    /// Reads a published value set:
    /// `{"valueSetId", "valueSetDate", "valueSetValues": {code: {…}}}`.
    /// Codes are ordered as texts, as the published compressed form has them.
    ///
    /// # Errors
    /// [`ValueSetError`].
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, ValueSetError> {
        let json = parse_json(bytes, limits)?;
        let text = |name: &str| json.get(name).and_then(Value::as_str).map(str::to_owned);
        let id = text("valueSetId")
            .filter(|id| !id.is_empty())
            .ok_or(ValueSetError::Format)?;
        let values = json.get("valueSetValues").and_then(Value::as_object);
        let values = values.ok_or(ValueSetError::Format)?;
        if values.len() > limits.codes_max {
            return Err(ValueSetError::TooManyCodes {
                max: limits.codes_max,
            });
        }
        let mut codes = Vec::new();
        for (code, value) in values {
            if !value.is_object() {
                return Err(ValueSetError::Format);
            }
            codes.push(Code {
                code: code.clone(),
                display: value
                    .get("display")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
                active: value.get("active").and_then(Value::as_bool).unwrap_or(true),
            });
        }
        codes.arrange_by(|a, b| a.code.cmp(&b.code));
        Ok(Self {
            date: text("valueSetDate"),
            ..Self::new(id, codes)
        })
    }

    fn new(id: String, codes: Vec<Code>) -> Self {
        let mut sorted: Vec<Box<str>> =
            codes.iter().map(|code| code.code.as_str().into()).collect();
        sorted.arrange();
        Self {
            id,
            date: None,
            codes,
            sorted,
        }
    }

    fn from_codes(id: &str, json: &Value, limits: &Limits) -> Result<Self, ValueSetError> {
        let codes = json.as_array().ok_or(ValueSetError::Format)?;
        if codes.len() > limits.codes_max {
            return Err(ValueSetError::TooManyCodes {
                max: limits.codes_max,
            });
        }
        let read = |code: &Value| {
            let code = code.as_str()?.to_owned();
            Some(Code {
                code,
                display: None,
                active: true,
            })
        };
        let codes = codes
            .iter()
            .map(read)
            .collect::<Option<_>>()
            .ok_or(ValueSetError::Format)?;
        Ok(Self::new(id.to_owned(), codes))
    }

    /// Its id: `vaccines-covid-19-names`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its date as published, which is its version.
    #[must_use]
    pub fn date(&self) -> Option<&str> {
        self.date.as_deref()
    }

    /// Its codes with their words.
    #[must_use]
    pub fn entries(&self) -> &[Code] {
        &self.codes
    }

    /// Its codes.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.codes.iter().map(|code| code.code.as_str())
    }

    /// How many codes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether there is no code.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// Whether a code is in the set.
    #[must_use]
    pub fn contains(&self, code: &str) -> bool {
        self.sorted
            .binary_search_by(|known| (**known).cmp(code))
            .is_ok()
    }

    /// The words of a code.
    #[must_use]
    pub fn display(&self, code: &str) -> Option<&str> {
        self.codes
            .iter()
            .find(|known| known.code == code)?
            .display
            .as_deref()
    }

    pub(crate) fn code(&self, index: usize) -> Option<&str> {
        self.codes.get(index).map(|code| code.code.as_str())
    }
}

/// All value sets, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValueSets(Vec<ValueSet>);

impl ValueSets {
    /// Value sets read one by one.
    ///
    /// # Errors
    /// [`ValueSetError::DuplicateId`], [`ValueSetError::TooManySets`].
    pub fn new(mut sets: Vec<ValueSet>, limits: &Limits) -> Result<Self, ValueSetError> {
        if sets.len() > limits.value_sets_max {
            return Err(ValueSetError::TooManySets {
                max: limits.value_sets_max,
            });
        }
        sets.arrange_by(|a, b| a.id.cmp(&b.id));
        if sets
            .iter()
            .zip(sets.iter().skip(1))
            .any(|(a, b)| a.id == b.id)
        {
            return Err(ValueSetError::DuplicateId);
        }
        Ok(Self(sets))
    }

    /// Reads the compressed form: `{id: [code, …]}`.
    ///
    /// # Errors
    /// [`ValueSetError`].
    pub fn parse_compressed(bytes: &[u8], limits: &Limits) -> Result<Self, ValueSetError> {
        Self::from_compressed(&parse_json(bytes, limits)?, limits)
    }

    /// Reads the compressed form that is JSON already.
    ///
    /// # Errors
    /// [`ValueSetError`].
    pub fn from_compressed(json: &Value, limits: &Limits) -> Result<Self, ValueSetError> {
        let sets = json.as_object().ok_or(ValueSetError::Format)?;
        if sets.len() > limits.value_sets_max {
            return Err(ValueSetError::TooManySets {
                max: limits.value_sets_max,
            });
        }
        let sets = sets
            .iter()
            .map(|(id, codes)| ValueSet::from_codes(id, codes, limits));
        Self::new(sets.collect::<Result<_, _>>()?, limits)
    }

    /// The value set of an id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&ValueSet> {
        let place = self
            .0
            .binary_search_by(|set| set.id.as_str().cmp(id))
            .ok()?;
        self.0.get(place)
    }

    /// All of them, ordered by id.
    pub fn iter(&self) -> impl Iterator<Item = &ValueSet> {
        self.0.iter()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn to_json(&self) -> Value {
        let mut sets = Map::new();
        for set in &self.0 {
            sets.insert(set.id.clone(), set.codes().map(Value::from).collect());
        }
        Value::Object(sets)
    }
}
