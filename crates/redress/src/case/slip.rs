//! The slip of a door: rule, version, day, and nobody.

use cleanbill_cose::cbor::Value;
use cleanbill_cose::record::{Fields, WireError, int, optional_text};

use super::CaseError;

/// Longest slip that is read, in bytes.
const SLIP_MAX_BYTES: usize = 4_096;
/// Longest identifier or version, in bytes (as of policies and rules).
const ID_MAX_BYTES: usize = 64;

/// What a slip says: under which policy somebody was refused, by which rule, why and when. It has
/// no field for who was refused, nor for the place, and its time is a day (G12).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorSlip {
    /// The policy.
    pub policy: String,
    /// Its version.
    pub version: u32,
    /// The rule that said no, as `VR-RU-0001@1.0.0`, if one did.
    pub rule: Option<String>,
    /// The code of the reason, as `policy.ground`.
    pub code: Option<String>,
    /// The day of the check, since 1970-01-01.
    pub day: i32,
}

impl DoorSlip {
    /// Reads what the check prints, in any of its languages: the policy stands in brackets at the
    /// end of a line with its version, the code in square ones, the rule behind a colon with an
    /// `@`. What was written by hand around it is passed over. The day is told beside it: a slip's
    /// date is spelt as its language does.
    ///
    /// # Errors
    /// [`CaseError::Slip`] where there is no policy, or two of them.
    pub fn parse(text: &str, day: i32) -> Result<Self, CaseError> {
        if text.len() > SLIP_MAX_BYTES {
            return Err(CaseError::Slip);
        }
        let mut policy = None;
        let (mut rule, mut code) = (None, None);
        for line in text.lines().map(str::trim) {
            if let Some(found) = policy_of(line)
                && policy.replace(found).is_some_and(|before| before != found)
            {
                return Err(CaseError::Slip);
            }
            rule = rule.or_else(|| rule_of(line));
            code = code.or_else(|| code_of(line));
        }
        let (policy, version) = policy.ok_or(CaseError::Slip)?;
        let slip = Self {
            policy: policy.to_owned(),
            version,
            rule: rule.map(str::to_owned),
            code: code.map(str::to_owned),
            day,
        };
        slip.check()?;
        Ok(slip)
    }

    /// Checks identifiers and the day.
    ///
    /// # Errors
    /// [`CaseError::Slip`].
    pub fn check(&self) -> Result<(), CaseError> {
        let rule = self.rule.as_deref().is_none_or(is_rule);
        let code = self.code.as_deref().is_none_or(is_code);
        if is_policy(&self.policy) && self.version > 0 && rule && code && self.day > 0 {
            Ok(())
        } else {
            Err(CaseError::Slip)
        }
    }

    pub(super) fn fields(&self) -> Vec<Value<'_>> {
        vec![
            self.policy.as_str().into(),
            int(self.version),
            optional_text(self.rule.as_deref()),
            optional_text(self.code.as_deref()),
            int(self.day),
        ]
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        let slip = Self {
            policy: fields.text()?,
            version: fields.number()?,
            rule: fields.optional_text()?,
            code: fields.optional_text()?,
            day: fields.number()?,
        };
        slip.check().map_err(|_| fields.wrong())?;
        Ok(slip)
    }
}

/// `… (xx.places v3)`.
fn policy_of(line: &str) -> Option<(&str, u32)> {
    let (_, inside) = line.strip_suffix(')')?.rsplit_once('(')?;
    let (policy, version) = inside.rsplit_once(" v")?;
    let version = version.parse().ok().filter(|version| *version > 0)?;
    is_policy(policy).then_some((policy, version))
}

/// `…: VR-RU-0001@1.0.0`.
fn rule_of(line: &str) -> Option<&str> {
    let last = line.rsplit_once(char::is_whitespace)?.1;
    is_rule(last).then_some(last)
}

/// `… [policy.ground]`.
fn code_of(line: &str) -> Option<&str> {
    let (_, code) = line.strip_suffix(']')?.rsplit_once('[')?;
    is_code(code).then_some(code)
}

fn is_policy(text: &str) -> bool {
    let allowed = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.');
    (1..=ID_MAX_BYTES).contains(&text.len()) && text.bytes().all(allowed)
}

fn is_rule(text: &str) -> bool {
    let part = |text: &str| {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_');
        (1..=ID_MAX_BYTES).contains(&text.len()) && text.bytes().all(allowed)
    };
    text.split_once('@')
        .is_some_and(|(identifier, version)| part(identifier) && part(version))
}

fn is_code(text: &str) -> bool {
    let allowed = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.');
    let len = (3..=ID_MAX_BYTES).contains(&text.len());
    len && text.contains('.') && text.bytes().all(allowed)
}
