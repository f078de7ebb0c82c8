//! Values of an evaluation: borrowed from the data wherever possible.

use std::rc::Rc;

use core::fmt;

use serde_json::{Map, Number, Value as Json};

use crate::DateTime;
use crate::expr::INTEGER_MAX;
use crate::external::External;
use crate::rules::ValueSet;

/// What a value is. Errors name the kind, never the value, which is a person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ValueKind {
    /// Null, and whatever is missing.
    Null,
    /// A boolean.
    Boolean,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A date-time, as `plusTime` gives.
    DateTime,
    /// An array.
    List,
    /// An object.
    Object,
}

impl fmt::Display for ValueKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::Text => "a text",
            Self::DateTime => "a date-time",
            Self::List => "an array",
            Self::Object => "an object",
        })
    }
}

/// The data that an expression is evaluated over.
#[derive(Clone, Copy)]
pub enum Data<'a> {
    /// Any JSON. `var` starts at its root.
    Json(&'a Json),
    /// An object of two members: `payload`, the payload of a pass, and `external`.
    Pass {
        /// The payload as JSON, such as a DCC.
        payload: &'a Json,
        /// What else rules may read.
        external: &'a External<'a>,
    },
}

/// Names the form only: the data is a person's.
impl fmt::Debug for Data<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Json(_) => "Json(..)",
            Self::Pass { .. } => "Pass { .. }",
        })
    }
}

/// A value.
#[derive(Clone)]
pub struct Value<'a>(pub(crate) Repr<'a>);

#[derive(Clone)]
pub(crate) enum Repr<'a> {
    Null,
    Boolean(bool),
    /// As in JavaScript, a double.
    Number(f64),
    Text(&'a str),
    Date(DateTime),
    /// An array of the data.
    Array(&'a Vec<Json>),
    /// An object of the data.
    Object(&'a Map<String, Json>),
    /// The codes of a value set.
    Codes(&'a ValueSet),
    /// `{payload, external}`.
    Pass(&'a Json, &'a External<'a>),
    /// The external parameters as an object.
    External(&'a External<'a>),
    /// All value sets as an object.
    ValueSets(&'a External<'a>),
    /// An array that the expression builds.
    List(Rc<List<'a>>),
    /// The data of a lambda as an object.
    Scope(Rc<Pair<'a>>),
}

/// An array that an expression builds.
pub(crate) struct List<'a> {
    pub(crate) items: Vec<Repr<'a>>,
    /// Items, nested ones and each array itself included.
    pub(crate) weight: usize,
    pub(crate) depth: usize,
}

/// The data of a lambda.
pub(crate) struct Pair<'a> {
    pub(crate) accumulator: Repr<'a>,
    pub(crate) current: Repr<'a>,
    pub(crate) weight: usize,
    pub(crate) depth: usize,
}

/// The kind only: the value is a person's.
impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Value({:?})", self.kind())
    }
}

impl<'a> Value<'a> {
    /// What it is.
    #[must_use]
    pub fn kind(&self) -> ValueKind {
        self.0.kind()
    }

    /// The boolean, if it is one.
    #[must_use]
    pub const fn as_bool(&self) -> Option<bool> {
        match self.0 {
            Repr::Boolean(value) => Some(value),
            _ => None,
        }
    }

    /// The text, if it is one.
    #[must_use]
    pub const fn as_str(&self) -> Option<&'a str> {
        match self.0 {
            Repr::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The date-time, if it is one.
    #[must_use]
    pub const fn as_date(&self) -> Option<DateTime> {
        match self.0 {
            Repr::Date(date) => Some(date),
            _ => None,
        }
    }

    /// Whether the value is truthy; `None` for a date-time, which is neither truthy nor falsy
    /// (CertLogic specification 1.3, "Truthy and falsy").
    #[must_use]
    pub fn truth(&self) -> Option<bool> {
        self.0.truth()
    }

    /// The value as JSON; a date-time becomes its text.
    #[must_use]
    pub fn to_json(&self) -> Json {
        self.0.to_json()
    }
}

impl<'a> Repr<'a> {
    pub(crate) fn of_json(json: &'a Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Boolean(*value),
            // What is beyond a double is infinite, as in JavaScript.
            Json::Number(number) => Self::Number(number.as_f64().unwrap_or(f64::INFINITY)),
            Json::String(text) => Self::Text(text),
            Json::Array(items) => Self::Array(items),
            Json::Object(members) => Self::Object(members),
        }
    }

    pub(crate) fn of_data(data: Data<'a>) -> Self {
        match data {
            Data::Json(json) => Self::of_json(json),
            Data::Pass { payload, external } => Self::Pass(payload, external),
        }
    }

    pub(crate) fn of_text(text: Option<&'a str>) -> Self {
        text.map_or(Self::Null, Self::Text)
    }

    pub(crate) fn kind(&self) -> ValueKind {
        match self {
            Self::Null => ValueKind::Null,
            Self::Boolean(_) => ValueKind::Boolean,
            Self::Number(_) => ValueKind::Number,
            Self::Text(_) => ValueKind::Text,
            Self::Date(_) => ValueKind::DateTime,
            Self::Array(_) | Self::Codes(_) | Self::List(_) => ValueKind::List,
            Self::Object(_)
            | Self::Pass(..)
            | Self::External(_)
            | Self::ValueSets(_)
            | Self::Scope(_) => ValueKind::Object,
        }
    }

    pub(crate) fn truth(&self) -> Option<bool> {
        Some(match self {
            Self::Null => false,
            Self::Boolean(value) => *value,
            Self::Number(value) => *value != 0.0,
            Self::Text(text) => !text.is_empty(),
            Self::Date(_) => return None,
            Self::Array(items) => !items.is_empty(),
            Self::Object(members) => !members.is_empty(),
            Self::Codes(set) => !set.is_empty(),
            Self::List(list) => !list.items.is_empty(),
            Self::ValueSets(external) => !external.value_sets.is_empty(),
            Self::Pass(..) | Self::External(_) | Self::Scope(_) => true,
        })
    }

    /// An integer of JavaScript.
    pub(crate) fn as_integer(&self) -> Option<f64> {
        match self {
            Self::Number(value) if value.fract() == 0.0 => Some(*value),
            _ => None,
        }
    }

    /// `===`: scalars by value, arrays and objects by identity. Date-times and arrays that the
    /// expression built are made anew each time, so they equal nothing.
    pub(crate) fn is_identical(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Boolean(a), Self::Boolean(b)) => a == b,
            #[expect(clippy::float_cmp, reason = "JavaScript's own equality")]
            (Self::Number(a), Self::Number(b)) => a == b,
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::Array(a), Self::Array(b)) => core::ptr::eq(*a, *b),
            (Self::Object(a), Self::Object(b)) => core::ptr::eq(*a, *b),
            (Self::Codes(a), Self::Codes(b)) => core::ptr::eq(*a, *b),
            (Self::List(a), Self::List(b)) => Rc::ptr_eq(a, b),
            (Self::Scope(a), Self::Scope(b)) => Rc::ptr_eq(a, b),
            (Self::Pass(a, _), Self::Pass(b, _)) => core::ptr::eq(*a, *b),
            (Self::External(a), Self::External(b)) | (Self::ValueSets(a), Self::ValueSets(b)) => {
                core::ptr::eq(*a, *b)
            }
            _ => false,
        }
    }

    /// How many items it holds, for bounding what is built from it.
    pub(crate) fn weight(&self) -> (usize, usize) {
        match self {
            Self::List(list) => (list.weight, list.depth),
            Self::Scope(pair) => (pair.weight, pair.depth),
            _ => (1, 0),
        }
    }

    fn to_json(&self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Boolean(value) => Json::Bool(*value),
            Self::Number(value) => json_number(*value),
            Self::Text(text) => Json::String((*text).to_owned()),
            Self::Date(date) => Json::String(date.to_string()),
            Self::Array(items) => Json::Array((*items).clone()),
            Self::Object(members) => Json::Object((*members).clone()),
            Self::Codes(set) => set
                .codes()
                .map(|code| Json::String(code.to_owned()))
                .collect(),
            Self::List(list) => list.items.iter().map(Self::to_json).collect(),
            Self::Pass(payload, external) => object([
                ("payload", (*payload).clone()),
                ("external", external.as_json()),
            ]),
            Self::External(external) => external.as_json(),
            Self::ValueSets(external) => external.value_sets.to_json(),
            Self::Scope(pair) => object([
                ("accumulator", pair.accumulator.to_json()),
                ("current", pair.current.to_json()),
            ]),
        }
    }
}

pub(crate) fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    let mut object = Map::new();
    for (name, value) in members {
        object.insert(name.to_owned(), value);
    }
    Json::Object(object)
}

/// A whole number without a fraction, as JavaScript writes it.
pub(crate) fn json_number(value: f64) -> Json {
    if value.fract() == 0.0 && value.abs() <= INTEGER_MAX as f64 {
        #[expect(clippy::cast_possible_truncation, reason = "an integer below 2^53")]
        let integer = value as i64;
        return Json::Number(integer.into());
    }
    Number::from_f64(value).map_or(Json::Null, Json::Number)
}
