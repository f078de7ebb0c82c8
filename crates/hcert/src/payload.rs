//! Which payload of the family a code holds.

use cleanbill_cose::cbor::Value;

use crate::dcc::{Check, Fault, Finding, Path, Tolerance};
use crate::ddcc::{DdccReading, TEST_KEY, VACCINATION_KEY, find_bare};
use crate::icvp::{ICVP_KEY, IcvpReading, read_icvp};
use crate::light::LightReading;
use crate::link::{HealthLinks, LINK_KEY, read_links};
use crate::{Envelope, HcertError, Limits, Reading, find_dcc, read_dcc, read_ddcc, read_light};

/// The payload of a code, by its key inside claim −260.
///
/// ```text
///  1      EU Digital COVID Certificate        Dcc
///  3, 4   WHO DDCC, vaccination or test       Ddcc, also as the whole signed content
///  5      signed links to health records      Links
/// -6      WHO certificate of vaccination      Icvp
/// -70048  Cleanbill's light pass              Light
/// ```
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payload {
    /// Key 1.
    Dcc(Reading),
    /// Keys 3 and 4.
    Ddcc(Box<DdccReading>),
    /// Key 5.
    Links(HealthLinks),
    /// Key −6.
    Icvp(IcvpReading),
    /// Key −70048.
    Light(LightReading),
}

/// Reads whichever payload the code holds; the first of light pass, DCC, ICVP, DDCC and links, if
/// it holds several. Whose signature counts for it is the caller's to know: a key that may sign one
/// of them may sign no other.
///
/// # Errors
/// [`HcertError::NoHcertClaim`], [`HcertError::NotDcc`] for a payload with another key, and of each
/// payload the one that says that it is no map.
pub fn read_payload(envelope: &Envelope<'_>, limits: &Limits) -> Result<Payload, HcertError> {
    if let Some(light) = read_light(&envelope.claims)? {
        return Ok(Payload::Light(light));
    }
    let Some(hcert) = &envelope.claims.hcert else {
        let content = envelope.cose.payload();
        return match find_bare(content, &limits.cbor)? {
            Some(reading) => Ok(Payload::Ddcc(Box::new(reading))),
            None => Err(HcertError::NoHcertClaim),
        };
    };
    match find_dcc(hcert) {
        Ok(dcc) => read_dcc(dcc).map(Payload::Dcc),
        Err(error) => read_who(hcert).unwrap_or(Err(error)),
    }
}

/// The WHO's payloads; `None` if there is none of them.
fn read_who(hcert: &Value<'_>) -> Option<Result<Payload, HcertError>> {
    let keys = [ICVP_KEY, VACCINATION_KEY, TEST_KEY, LINK_KEY];
    let mut found = keys
        .into_iter()
        .filter_map(|key| Some((key, hcert.field(key)?)));
    let (key, value) = found.next()?;
    let beside = found.next().map(|_| Finding {
        path: Path::TOP,
        fault: Fault::OtherPayload,
    });
    Some(match key {
        ICVP_KEY => read_icvp(value).map(|mut reading| {
            reading.findings.extend(beside);
            Payload::Icvp(reading)
        }),
        LINK_KEY => read_links(value).map(Payload::Links),
        key => read_ddcc(key, value).map(|mut reading| {
            reading.findings.extend(beside);
            Payload::Ddcc(Box::new(reading))
        }),
    })
}

/// The map itself, or the only one of a list, which is named: the WHO's model allows several of a
/// payload in one code, its validator reads one.
pub(crate) fn one_of<'a, 'b>(value: &'a Value<'b>, check: &mut Check) -> Option<&'a Value<'b>> {
    let one = match value.as_array() {
        Some([one]) => {
            check.tolerances.push(Tolerance::ListOfOne);
            one
        }
        Some([one, ..]) => {
            check.fault(Path::TOP, Fault::ManyEntries);
            one
        }
        Some([]) => return None,
        None => value,
    };
    one.as_map().is_some().then_some(one)
}
