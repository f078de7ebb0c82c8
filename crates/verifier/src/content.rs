//! What a pass holds, in whichever form.

use cleanbill_hcert::dcc::{PersonName, render_json};
use cleanbill_hcert::light::LightReading;
use cleanbill_hcert::{LightPass, Reading};
use cleanbill_health::Record;

use crate::Mapped;

/// What a pass holds, with what was odd about it. Personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A full pass: a person and the ground.
    Dcc(Reading),
    /// A light pass: a person, and a policy that it was issued for.
    Light(LightReading),
    /// A pass of another format, in the common model.
    Mapped(Box<Mapped>),
}

/// A departure from a format that decides nothing by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentFinding {
    /// Where in the content, in the notation of its format.
    pub path: String,
    /// The stable code.
    pub code: &'static str,
    /// What is odd, in English; nothing of the holder's.
    pub text: String,
}

impl Content {
    /// Whose pass it is.
    #[must_use]
    pub const fn name(&self) -> &PersonName {
        match self {
            Self::Dcc(reading) => &reading.dcc.name,
            Self::Light(reading) => &reading.light.name,
            Self::Mapped(mapped) => &mapped.name,
        }
    }

    /// Date of birth, as the pass writes it.
    #[must_use]
    pub fn birth_date(&self) -> Option<&str> {
        match self {
            Self::Dcc(reading) => reading.dcc.birth_date.as_deref(),
            Self::Light(reading) => reading.light.birth_date.as_deref(),
            Self::Mapped(mapped) => mapped.birth_date.as_deref(),
        }
    }

    /// The identifier that it can be revoked by.
    #[must_use]
    pub fn identifier(&self) -> Option<&str> {
        match self {
            Self::Dcc(reading) => reading.dcc.uvci(),
            Self::Light(reading) => reading.light.handle.as_deref(),
            Self::Mapped(mapped) => mapped.identifier.as_deref(),
        }
    }

    /// Departures from the schema.
    #[must_use]
    pub fn findings(&self) -> Vec<ContentFinding> {
        let findings = match self {
            Self::Dcc(reading) => &reading.findings,
            Self::Light(reading) => &reading.findings,
            Self::Mapped(mapped) => return mapped.findings(),
        };
        let finding = |finding: &cleanbill_hcert::dcc::Finding| ContentFinding {
            path: finding.path.to_string(),
            code: finding.fault.code(),
            text: finding.to_string(),
        };
        findings.iter().map(finding).collect()
    }

    /// The full pass, if it is one.
    #[must_use]
    pub const fn dcc(&self) -> Option<&Reading> {
        match self {
            Self::Dcc(reading) => Some(reading),
            Self::Light(_) | Self::Mapped(_) => None,
        }
    }

    /// The light pass, if it is one.
    #[must_use]
    pub const fn light(&self) -> Option<&LightPass> {
        match self {
            Self::Light(reading) => Some(&reading.light),
            Self::Dcc(_) | Self::Mapped(_) => None,
        }
    }

    /// The pass of another format, if it is one.
    #[must_use]
    pub fn mapped(&self) -> Option<&Mapped> {
        match self {
            Self::Mapped(mapped) => Some(mapped),
            Self::Dcc(_) | Self::Light(_) => None,
        }
    }

    /// What the code says, as the JSON that its format or ours gives it.
    #[must_use]
    pub fn payload(&self) -> serde_json::Value {
        match self {
            Self::Dcc(reading) => render_json(&reading.dcc.to_value()),
            Self::Light(reading) => render_json(&reading.light.to_value()),
            Self::Mapped(mapped) => mapped.payload(),
        }
    }

    /// The pass in the common model.
    #[must_use]
    pub fn record(&self) -> Record {
        match self {
            Self::Dcc(reading) => Record::from(&reading.dcc),
            Self::Light(reading) => Record::from(&reading.light),
            Self::Mapped(mapped) => mapped.record.clone(),
        }
    }
}
