//! A court's order on one act, in closed fields.

use cleanbill_cose::cbor::Value;
use cleanbill_cose::record::{Fields, WireError, int};

use super::appeal::prints;
use super::{CaseError, CourtEffect};

/// Longest name of a court, in characters.
const COURT_MAX_CHARS: usize = 80;
/// Longest number of an order, in bytes.
const NUMBER_MAX_BYTES: usize = 40;

/// What a court ordered: on the one case that it is told in, and on no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourtOrder {
    /// The court's name.
    pub court: String,
    /// The number of the order, in letters of ASCII, digits, space and `/.-`.
    pub number: String,
    /// Its day, since 1970-01-01.
    pub day: i32,
    /// What it orders.
    pub effect: CourtEffect,
}

impl CourtOrder {
    /// Checks name and number.
    ///
    /// # Errors
    /// [`CaseError::Order`].
    pub fn check(&self) -> Result<(), CaseError> {
        let court = self.court.trim() == self.court
            && !self.court.is_empty()
            && self.court.chars().count() <= COURT_MAX_CHARS
            && self.court.chars().all(prints);
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b" /.-".contains(&b);
        let number = (1..=NUMBER_MAX_BYTES).contains(&self.number.len())
            && self.number.trim() == self.number
            && self.number.bytes().all(allowed);
        if court && number && self.day > 0 {
            Ok(())
        } else {
            Err(CaseError::Order)
        }
    }

    pub(super) fn fields(&self) -> Vec<Value<'_>> {
        vec![
            self.court.as_str().into(),
            self.number.as_str().into(),
            int(self.day),
            int(self.effect.number()),
        ]
    }

    pub(super) fn optional(order: Option<&Self>) -> Value<'_> {
        order.map_or(Value::Null, |order| Value::Array(order.fields()))
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        Ok(Self {
            court: fields.text()?,
            number: fields.text()?,
            day: fields.number()?,
            effect: fields.member(CourtEffect::from_number)?,
        })
    }
}
