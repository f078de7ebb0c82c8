//! Birth dates, each known in part.

use super::Why;
use super::names::Outcome;
use crate::mrz::BirthDate;

/// `YYYY[-MM[-DD]]`.
pub(super) struct Given {
    pub(super) year: u16,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
}

pub(super) fn compare(pass: &str, document: &BirthDate) -> Outcome {
    if pass.is_empty() {
        return Outcome::Unknown(Why::BirthDateUnknown);
    }
    let Some(pass) = parse(pass) else {
        return Outcome::Unknown(Why::BirthDateMalformed);
    };
    let parts_agree = agree(pass.month, document.month()) && agree(pass.day, document.day());
    let years = [document.year(), document.year_before()];
    match (parts_agree, document.year()) {
        (false, _) => Outcome::Differs,
        (true, None) => Outcome::Unknown(Why::BirthDateUnknown),
        (true, Some(_)) if years.contains(&Some(pass.year)) => Outcome::Same,
        (true, Some(_)) => Outcome::Differs,
    }
}

fn agree(one: Option<u8>, other: Option<u8>) -> bool {
    one.zip(other).is_none_or(|(one, other)| one == other)
}

/// What is no date of the calendar agrees with no zone's, which is one.
pub(super) fn parse(text: &str) -> Option<Given> {
    let mut parts = text.split('-');
    let year = number(parts.next()?, 4)?;
    let mut part = |max| match parts.next() {
        None => Some(None),
        Some(text) => {
            let number = u8::try_from(number(text, 2)?).ok()?;
            (1..=max).contains(&number).then_some(Some(number))
        }
    };
    let (month, day) = (part(12)?, part(31)?);
    parts.next().is_none().then_some(Given { year, month, day })
}

fn number(text: &str, digits: usize) -> Option<u16> {
    let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}
