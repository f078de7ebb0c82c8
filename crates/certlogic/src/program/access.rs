//! Data access: paths parsed once, each resolved once an evaluation.

use std::collections::BTreeMap;

use crate::DateTime;
use crate::date::DateError;
use crate::expr::VarPath;
use crate::external::{External, Moment};
use crate::value::{Data, Repr};

/// A fragment of a path, in both its readings.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone)]
pub(crate) struct Fragment {
    /// The name of a member.
    name: Box<str>,
    /// The index, if the fragment starts as a number.
    index: Option<usize>,
    /// The external parameter of that name, if there is one.
    parameter: Option<Parameter>,
}

/// The external parameters.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
enum Parameter {
    ValidationClock,
    ValueSets,
    CountryCode,
    Exp,
    Iat,
    IssuerCountryCode,
    Kid,
    Region,
}

impl Parameter {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "validationClock" => Self::ValidationClock,
            "valueSets" => Self::ValueSets,
            "countryCode" => Self::CountryCode,
            "exp" => Self::Exp,
            "iat" => Self::Iat,
            "issuerCountryCode" => Self::IssuerCountryCode,
            "kid" => Self::Kid,
            "region" => Self::Region,
            _ => return None,
        })
    }

    fn of<'a>(self, external: &'a External<'a>) -> Repr<'a> {
        match self {
            Self::ValidationClock => Repr::Text(external.validation_clock.as_str()),
            Self::ValueSets => Repr::ValueSets(external),
            Self::CountryCode => Repr::of_text(external.country_code),
            Self::Exp => Repr::of_text(external.exp.as_ref().map(Moment::as_str)),
            Self::Iat => Repr::of_text(external.iat.as_ref().map(Moment::as_str)),
            Self::IssuerCountryCode => Repr::of_text(external.issuer_country_code),
            Self::Kid => Repr::of_text(external.kid),
            Self::Region => Repr::of_text(external.region),
        }
    }
}

impl Fragment {
    /// As JavaScript's `parseInt`: a fragment that starts with a number is that number, whatever
    /// follows, and only then an index.
    pub(crate) fn new(text: &str) -> Self {
        let trimmed = text.trim_start();
        let unsigned = trimmed.strip_prefix('+').unwrap_or(trimmed);
        let (sign, unsigned) = match unsigned.strip_prefix('-') {
            Some(rest) if unsigned.len() == trimmed.len() => ("-", rest),
            _ => ("", unsigned),
        };
        let end = unsigned.bytes().take_while(u8::is_ascii_digit).count();
        let Some(digits) = unsigned.get(..end).filter(|digits| !digits.is_empty()) else {
            return Self {
                name: text.into(),
                index: None,
                parameter: Parameter::named(text),
            };
        };
        let significant = match digits.trim_start_matches('0') {
            "" => "0",
            digits => digits,
        };
        let sign = if significant == "0" { "" } else { sign };
        let index = significant.parse().ok().filter(|_| sign.is_empty());
        Self {
            name: format!("{sign}{significant}").into(),
            index,
            parameter: None,
        }
    }

    /// What is there in a value; null if nothing.
    pub(crate) fn of<'a>(&self, value: &Repr<'a>) -> Repr<'a> {
        match value {
            Repr::Object(members) => members.get(&*self.name).map_or(Repr::Null, Repr::of_json),
            Repr::Array(items) => match self.index {
                Some(index) => items.get(index).map_or(Repr::Null, Repr::of_json),
                None => self.length(items.len()),
            },
            Repr::Codes(set) => match self.index {
                Some(index) => Repr::of_text(set.code(index)),
                None => self.length(set.len()),
            },
            Repr::List(list) => match self.index {
                Some(index) => list.items.get(index).cloned().unwrap_or(Repr::Null),
                None => self.length(list.items.len()),
            },
            Repr::Text(text) => match self.index {
                Some(index) => character(text, index),
                None => self.length(text.encode_utf16().count()),
            },
            Repr::Pass(payload, external) => match &*self.name {
                "payload" => Repr::of_json(payload),
                "external" => Repr::External(external),
                _ => Repr::Null,
            },
            Repr::External(external) => self
                .parameter
                .map_or(Repr::Null, |parameter| parameter.of(external)),
            Repr::ValueSets(external) => external
                .value_sets
                .find(&self.name)
                .map_or(Repr::Null, Repr::Codes),
            Repr::Scope(pair) => match &*self.name {
                "accumulator" => pair.accumulator.clone(),
                "current" => pair.current.clone(),
                _ => Repr::Null,
            },
            Repr::Null | Repr::Boolean(_) | Repr::Number(_) | Repr::Date(_) => Repr::Null,
        }
    }

    /// JavaScript's arrays and texts have one member that is data: their length.
    fn length<'a>(&self, length: usize) -> Repr<'a> {
        if &*self.name == "length" {
            #[expect(clippy::cast_precision_loss, reason = "no length reaches 2^53")]
            return Repr::Number(length as f64);
        }
        Repr::Null
    }
}

/// The character at an index of UTF-16 units; null for half a character.
fn character(text: &str, index: usize) -> Repr<'_> {
    let mut units = 0;
    for (start, character) in text.char_indices() {
        if units == index && character.len_utf16() == 1 {
            return Repr::of_text(text.get(start..start + character.len_utf8()));
        }
        if units >= index {
            break;
        }
        units += character.len_utf16();
    }
    Repr::Null
}

/// All paths of one or more expressions, as a tree: what two paths share is resolved once.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// Each one's parent (none: the whole data) and last fragment; a parent comes before its
    /// children.
    entries: Vec<(Option<u32>, Fragment)>,
    /// The slots whose texts are read as dates.
    dates: Vec<u32>,
    /// Which entry is which, for building.
    places: BTreeMap<(Option<u32>, Fragment), u32>,
}

impl Table {
    /// The slot of a path; `None` for the whole data.
    pub(crate) fn slot(&mut self, path: &VarPath) -> Option<u32> {
        let mut slot = None;
        for fragment in path.fragments() {
            let key = (slot, Fragment::new(fragment));
            let next = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
            slot = Some(*self.places.entry(key.clone()).or_insert(next));
            if slot == Some(next) {
                self.entries.push(key);
            }
        }
        slot
    }

    /// The date of a slot.
    pub(crate) fn date(&mut self, slot: u32) -> u32 {
        let place = self
            .dates
            .iter()
            .position(|known| *known == slot)
            .unwrap_or_else(|| {
                self.dates.push(slot);
                self.dates.len() - 1
            });
        u32::try_from(place).unwrap_or(u32::MAX)
    }
}

/// The values of a table's paths, as far as they were asked for.
pub(crate) struct Slots<'a> {
    data: Repr<'a>,
    values: Vec<Option<Repr<'a>>>,
    dates: Vec<Option<Result<DateTime, DateError>>>,
}

impl<'a> Slots<'a> {
    pub(crate) fn new(table: &Table, data: Data<'a>) -> Self {
        let mut values = Vec::new();
        values.resize_with(table.entries.len(), || None);
        let dates = vec![None; table.dates.len()];
        Self {
            data: Repr::of_data(data),
            values,
            dates,
        }
    }

    pub(crate) fn value(&mut self, table: &Table, slot: Option<u32>) -> Repr<'a> {
        let Some(index) = slot.map(|slot| slot as usize) else {
            return self.data.clone();
        };
        if let Some(Some(value)) = self.values.get(index) {
            return value.clone();
        }
        let Some((parent, fragment)) = table.entries.get(index) else {
            return Repr::Null;
        };
        let value = fragment.of(&self.value(table, *parent));
        if let Some(known) = self.values.get_mut(index) {
            *known = Some(value.clone());
        }
        value
    }

    /// The text of a date's slot, read; the value itself if it is no text.
    pub(crate) fn date(
        &mut self,
        table: &Table,
        date: u32,
    ) -> Result<Result<DateTime, DateError>, Repr<'a>> {
        let index = date as usize;
        if let Some(Some(date)) = self.dates.get(index) {
            return Ok(*date);
        }
        let slot = table.dates.get(index).copied();
        let value = self.value(table, slot);
        let Repr::Text(text) = value else {
            return Err(value);
        };
        let date = DateTime::parse_rounding_up(text);
        if let Some(known) = self.dates.get_mut(index) {
            *known = Some(date);
        }
        Ok(date)
    }
}
