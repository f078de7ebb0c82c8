//! A business rule as published.

use core::fmt;

use serde_json::{Map, Value};

use super::error::{RuleError, RuleField as Field};
use super::version::Version;
use crate::{DateTime, Limits, parse_json};

/// Who a rule is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RuleType {
    /// The destination's rule on whom it lets in.
    Acceptance,
    /// The issuing country's rule on which of its own passes are no longer good.
    Invalidation,
}

/// Which certificates a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "named as published")]
pub enum CertificateType {
    /// All of them.
    General,
    Vaccination,
    Test,
    Recovery,
}

/// What a rule says, in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// A language tag such as `en`.
    pub lang: String,
    /// The words.
    pub desc: String,
}

/// A business rule (EU DCC Validation Rules 1.00, section 5.5.2), with fields named as published.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// Such as `VR-AT-0001`: what it is about, the country, a number. All versions share it.
    pub identifier: String,
    /// Who it is for.
    pub rule_type: RuleType,
    /// The country it is of: two capital letters.
    pub country: String,
    /// The region of the country it is for; none: all of it.
    pub region: Option<String>,
    /// Its version.
    pub version: Version,
    /// The version of the payload's schema that it is written for.
    pub schema_version: Version,
    /// The language of its logic; CertLogic is `CERTLOGIC`.
    pub engine: String,
    /// The version of that language that it needs.
    pub engine_version: Version,
    /// Which certificates it is about.
    pub certificate_type: CertificateType,
    /// What it says, in one or more languages.
    pub description: Vec<Description>,
    /// From when on it is in force.
    pub valid_from: DateTime,
    /// Until when it is in force, this moment included.
    pub valid_to: DateTime,
    /// The fields of the payload that it reads, as published: `v.0.dn`.
    pub affected_fields: Vec<String>,
    /// The logic as published; whether it is valid shows when it is compiled.
    pub logic: Value,
}

impl Rule {
    /// Reads a published rule. Fields that no rule has are ignored, as countries add some.
    ///
    /// # Errors
    /// [`RuleError`]; the logic is not looked into.
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, RuleError> {
        Self::from_json(&parse_json(bytes, limits)?)
    }

    /// Reads a rule of our own: as [`Rule::parse`], and unknown fields are refused.
    ///
    /// # Errors
    /// [`RuleError`].
    pub fn parse_strict(bytes: &[u8], limits: &Limits) -> Result<Self, RuleError> {
        let json = parse_json(bytes, limits)?;
        let known = |name: &String| Field::ALL.iter().any(|field| field.name() == name);
        if json
            .as_object()
            .is_some_and(|members| !members.keys().all(known))
        {
            return Err(RuleError::UnknownField);
        }
        Self::from_json(&json)
    }

    /// Reads a rule that is JSON already. Whether a field was there twice can no longer be seen.
    ///
    /// # Errors
    /// [`RuleError`].
    pub fn from_json(json: &Value) -> Result<Self, RuleError> {
        let members = json.as_object().ok_or(RuleError::NotObject)?;
        let fields = Fields(members);
        let rule = Self {
            identifier: fields.text(Field::Identifier, is_identifier)?.to_owned(),
            rule_type: fields.one_of(Field::Type, rule_type)?,
            country: fields.text(Field::Country, is_country)?.to_owned(),
            region: fields.region()?,
            version: fields.version(Field::Version)?,
            schema_version: fields.version(Field::SchemaVersion)?,
            engine: fields.text(Field::Engine, is_name)?.to_owned(),
            engine_version: fields.version(Field::EngineVersion)?,
            certificate_type: fields.one_of(Field::CertificateType, certificate_type)?,
            description: fields.description()?,
            valid_from: fields.date(Field::ValidFrom)?,
            valid_to: fields.date(Field::ValidTo)?,
            affected_fields: fields.affected_fields()?,
            logic: fields.needed(Field::Logic)?.clone(),
        };
        if rule.valid_to < rule.valid_from {
            return Err(RuleError::EndsBeforeStart);
        }
        Ok(rule)
    }

    /// Whether the rule is in force at a moment, in Unix seconds. Both ends are included.
    #[must_use]
    pub const fn is_in_force(&self, at: i64) -> bool {
        self.valid_from.as_secs() <= at && at <= self.valid_to.as_secs()
    }

    /// What the rule says in a language, else in English, else in the first language it has.
    #[must_use]
    pub fn description_in(&self, lang: &str) -> Option<&str> {
        let in_lang = |lang: &str| {
            self.description
                .iter()
                .find(|text| text.lang.eq_ignore_ascii_case(lang))
        };
        let found = in_lang(lang)
            .or_else(|| in_lang("en"))
            .or_else(|| self.description.first());
        found.map(|text| text.desc.as_str())
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.identifier, self.version)
    }
}

struct Fields<'j>(&'j Map<String, Value>);

impl<'j> Fields<'j> {
    fn needed(&self, field: Field) -> Result<&'j Value, RuleError> {
        self.0.get(field.name()).ok_or(RuleError::Missing { field })
    }

    fn text(&self, field: Field, form: fn(&str) -> bool) -> Result<&'j str, RuleError> {
        let text = self
            .needed(field)?
            .as_str()
            .ok_or(RuleError::WrongType { field })?;
        if form(text) {
            Ok(text)
        } else {
            Err(RuleError::Format { field })
        }
    }

    fn one_of<T>(&self, field: Field, read: fn(&str) -> Option<T>) -> Result<T, RuleError> {
        read(self.text(field, |_| true)?).ok_or(RuleError::Format { field })
    }

    fn version(&self, field: Field) -> Result<Version, RuleError> {
        self.one_of(field, Version::parse)
    }

    fn date(&self, field: Field) -> Result<DateTime, RuleError> {
        self.one_of(field, |text| DateTime::parse(text).ok())
    }

    /// Gateways publish rules for a whole country without a region, with null or with an empty one.
    fn region(&self) -> Result<Option<String>, RuleError> {
        let field = Field::Region;
        match self.0.get(field.name()) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(region)) if region.trim().is_empty() => Ok(None),
            Some(Value::String(region)) => Ok(Some(region.trim().to_owned())),
            Some(_) => Err(RuleError::WrongType { field }),
        }
    }

    fn list(&self, field: Field) -> Result<&'j [Value], RuleError> {
        let list = self.needed(field)?.as_array();
        list.map(Vec::as_slice)
            .ok_or(RuleError::WrongType { field })
    }

    fn description(&self) -> Result<Vec<Description>, RuleError> {
        let field = Field::Description;
        let entries = self.list(field)?;
        if entries.is_empty() {
            return Err(RuleError::Format { field });
        }
        let read = |entry: &Value| {
            let text = |name: &str| entry.get(name).and_then(Value::as_str).map(str::to_owned);
            Some(Description {
                lang: text("lang").filter(|lang| is_name(lang))?,
                desc: text("desc")?,
            })
        };
        let read = entries.iter().map(read).collect::<Option<_>>();
        read.ok_or(RuleError::Format { field })
    }

    fn affected_fields(&self) -> Result<Vec<String>, RuleError> {
        let field = Field::AffectedFields;
        let entries = self.list(field)?.iter();
        let read = entries
            .map(|entry| entry.as_str().map(str::to_owned))
            .collect::<Option<_>>();
        read.ok_or(RuleError::WrongType { field })
    }
}

fn rule_type(text: &str) -> Option<RuleType> {
    match text {
        "Acceptance" => Some(RuleType::Acceptance),
        "Invalidation" => Some(RuleType::Invalidation),
        _ => None,
    }
}

fn certificate_type(text: &str) -> Option<CertificateType> {
    match text {
        "General" => Some(CertificateType::General),
        "Vaccination" => Some(CertificateType::Vaccination),
        "Test" => Some(CertificateType::Test),
        "Recovery" => Some(CertificateType::Recovery),
        _ => None,
    }
}

/// Of the gateway: `VR-AT-0001`. Domestic rules use other letters (`DR-`, `BNR-`), so any words of
/// capitals and digits joined by hyphens will do.
fn is_identifier(text: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    text.len() <= 64 && text.contains('-') && text.split('-').all(word)
}

fn is_country(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn is_name(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (1..=32).contains(&text.len()) && text.bytes().all(allowed)
}
