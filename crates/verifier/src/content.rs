//! What a pass holds, in whichever of the two forms.

use cleanbill_hcert::dcc::{Finding, PersonName, Tolerance};
use cleanbill_hcert::light::LightReading;
use cleanbill_hcert::{LightPass, Reading};
use cleanbill_health::Record;

/// What a pass holds, with what was odd about it. Personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A full pass: a person and the ground.
    Dcc(Reading),
    /// A light pass: a person, and a policy that it was issued for.
    Light(LightReading),
}

impl Content {
    /// Whose pass it is.
    #[must_use]
    pub const fn name(&self) -> &PersonName {
        match self {
            Self::Dcc(reading) => &reading.dcc.name,
            Self::Light(reading) => &reading.light.name,
        }
    }

    /// Date of birth, as the pass writes it.
    #[must_use]
    pub fn birth_date(&self) -> Option<&str> {
        match self {
            Self::Dcc(reading) => reading.dcc.birth_date.as_deref(),
            Self::Light(reading) => reading.light.birth_date.as_deref(),
        }
    }

    /// The identifier that it can be revoked by.
    #[must_use]
    pub fn identifier(&self) -> Option<&str> {
        match self {
            Self::Dcc(reading) => reading.dcc.uvci(),
            Self::Light(reading) => reading.light.handle.as_deref(),
        }
    }

    /// Departures from the schema.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        match self {
            Self::Dcc(reading) => &reading.findings,
            Self::Light(reading) => &reading.findings,
        }
    }

    /// The full pass, if it is one.
    #[must_use]
    pub const fn dcc(&self) -> Option<&Reading> {
        match self {
            Self::Dcc(reading) => Some(reading),
            Self::Light(_) => None,
        }
    }

    /// The light pass, if it is one.
    #[must_use]
    pub const fn light(&self) -> Option<&LightPass> {
        match self {
            Self::Dcc(_) => None,
            Self::Light(reading) => Some(&reading.light),
        }
    }

    pub(crate) fn tolerances(&self) -> &[Tolerance] {
        self.dcc().map_or(&[], |reading| &reading.tolerances)
    }

    /// The pass in the common model.
    pub(crate) fn record(&self) -> Record {
        match self {
            Self::Dcc(reading) => Record::from(&reading.dcc),
            Self::Light(reading) => Record::from(&reading.light),
        }
    }
}
