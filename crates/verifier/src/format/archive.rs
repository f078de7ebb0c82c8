//! Passes of schemes that ended: read, verified and mapped; and codes that are only recognised.

#[cfg(feature = "archive")]
mod divoc;
#[cfg(feature = "archive")]
mod nzcp;
#[cfg(feature = "archive")]
mod recognised;
#[cfg(feature = "archive")]
mod vds_nc;

#[cfg(feature = "archive")]
pub(super) use {divoc::read as divoc, nzcp::read as nzcp, vds_nc::read as vds_nc};

#[cfg(feature = "archive")]
pub(super) use recognised::{read as recognised, scheme_of};

use crate::Outcome;
use crate::mapped::MappedPass;

/// What a reader makes of a text.
type Read = Option<Result<MappedPass, Outcome>>;

/// Without the feature such passes are told and not read.
#[cfg(not(feature = "archive"))]
mod none {
    use cleanbill_archive::recognised::Scheme;

    use super::Read;

    pub(in super::super) const fn nzcp(_: &str) -> Read {
        None
    }

    pub(in super::super) const fn vds_nc(_: &str) -> Read {
        None
    }

    pub(in super::super) const fn divoc(_: &str) -> Read {
        None
    }

    pub(in super::super) const fn recognised(_: Scheme, _: &str) -> Read {
        None
    }

    pub(in super::super) const fn scheme_of(_: &str) -> Option<Scheme> {
        None
    }
}

#[cfg(not(feature = "archive"))]
pub(super) use none::{divoc, nzcp, recognised, scheme_of, vds_nc};

/// What becomes of the stage `decode`, or `schema`, by the error of a format's crate.
#[cfg(feature = "archive")]
fn fault(code: &'static str, means: crate::FaultMeaning) -> Outcome {
    let reason = crate::Reason::Format(crate::FormatFault { code, means });
    match means {
        // The verifier's age, not the holder's fault.
        crate::FaultMeaning::UnknownVersion => Outcome::Undetermined(reason),
        _ => Outcome::Failed(reason),
    }
}

/// A name in the two parts that a door compares, as a record has it.
#[cfg(feature = "archive")]
fn name_of(record: &cleanbill_health::Record) -> cleanbill_hcert::dcc::PersonName {
    let person = &record.person;
    cleanbill_hcert::dcc::PersonName {
        surname: person.surname.original.clone(),
        surname_standardised: person.surname.transliterated.clone(),
        forename: person.forename.original.clone(),
        forename_standardised: person.forename.transliterated.clone(),
    }
}

/// Facts that are there, each with its label.
#[cfg(feature = "archive")]
fn facts<'f>(
    facts: impl IntoIterator<Item = (&'static str, &'f Option<String>)>,
) -> Vec<(&'static str, String)> {
    let there = |(label, value): (&'static str, &Option<String>)| Some((label, value.clone()?));
    facts.into_iter().filter_map(there).collect()
}
