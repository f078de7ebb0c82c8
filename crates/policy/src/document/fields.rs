//! The fields of TOML tables: each is asked for by name, and what nobody asked for is refused.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use crate::PolicyError;

/// What can stand in a field.
pub(super) trait Read: Sized {
    /// From what stands there.
    fn read(found: Found<'_>) -> Result<Self, PolicyError>;
}

/// A value, and the document that it stands in.
#[derive(Clone, Copy)]
pub(super) struct Found<'t> {
    document: &'t str,
    value: &'t Spanned<DeValue<'t>>,
}

/// The fields of a table.
pub(super) struct Fields<'t> {
    document: &'t str,
    /// Where the table begins, in bytes.
    start: usize,
    table: &'t DeTable<'t>,
    asked: Vec<&'static str>,
}

impl<'t> Fields<'t> {
    pub(super) const fn of_document(document: &'t str, table: &'t DeTable<'t>) -> Self {
        Self {
            document,
            start: 0,
            table,
            asked: Vec::new(),
        }
    }

    /// A field that may be missing.
    pub(super) fn find<T: Read>(&mut self, name: &'static str) -> Result<Option<T>, PolicyError> {
        self.asked.push(name);
        let value = self.table.get(name);
        let document = self.document;
        value
            .map(|value| T::read(Found { document, value }))
            .transpose()
    }

    /// A field that has to be there.
    pub(super) fn take<T: Read>(&mut self, name: &'static str) -> Result<T, PolicyError> {
        let missing = || syntax(self.document, self.start, format!("missing field `{name}`"));
        // The error is made before the field is known to be there: it borrows what is asked of.
        let missing = missing();
        self.find(name)?.ok_or(missing)
    }

    /// There is nothing else.
    pub(super) fn finish(self) -> Result<(), PolicyError> {
        let unknown = |name: &&Spanned<_>| {
            let name: &std::borrow::Cow<'_, str> = name.get_ref();
            !self.asked.contains(&name.as_ref())
        };
        match self.table.keys().find(unknown) {
            None => Ok(()),
            Some(name) => {
                let message = format!("unknown field `{}`", name.get_ref());
                Err(syntax(self.document, name.span().start, message))
            }
        }
    }
}

impl<'t> Found<'t> {
    /// The fields of a table.
    pub(super) fn fields(self) -> Result<Fields<'t>, PolicyError> {
        let DeValue::Table(table) = self.value.get_ref() else {
            return Err(self.other_than("a table"));
        };
        Ok(Fields {
            document: self.document,
            start: self.value.span().start,
            table,
            asked: Vec::new(),
        })
    }

    /// One of a closed list of names.
    pub(super) fn one_of<T: Copy>(self, names: &[(&str, T)]) -> Result<T, PolicyError> {
        let text = String::read(self)?;
        let found = names.iter().find(|(name, _)| *name == text);
        found.map(|(_, value)| *value).ok_or_else(|| {
            let names: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
            self.other_than(&format!("one of {}", names.join(", ")))
        })
    }

    fn number<T: TryFrom<i64>>(self) -> Result<T, PolicyError> {
        let number = match self.value.get_ref() {
            DeValue::Integer(digits) => i64::from_str_radix(digits.as_str(), digits.radix()).ok(),
            _ => None,
        };
        let number = number.and_then(|number| T::try_from(number).ok());
        number.ok_or_else(|| self.other_than("a whole number in range"))
    }

    fn other_than(self, expected: &str) -> PolicyError {
        let message = format!("expected {expected}");
        syntax(self.document, self.value.span().start, message)
    }
}

/// What is wrong at a place of the document, in bytes.
pub(super) fn syntax(document: &str, start: usize, message: String) -> PolicyError {
    let before = document.as_bytes().get(..start).unwrap_or_default();
    PolicyError::Syntax {
        line: before.iter().filter(|byte| **byte == b'\n').count() + 1,
        message,
    }
}

impl Read for String {
    fn read(found: Found<'_>) -> Result<Self, PolicyError> {
        match found.value.get_ref() {
            DeValue::String(text) => Ok(text.as_ref().to_owned()),
            _ => Err(found.other_than("a text")),
        }
    }
}

impl Read for bool {
    fn read(found: Found<'_>) -> Result<Self, PolicyError> {
        match found.value.get_ref() {
            DeValue::Boolean(is) => Ok(*is),
            _ => Err(found.other_than("true or false")),
        }
    }
}

impl Read for Datetime {
    fn read(found: Found<'_>) -> Result<Self, PolicyError> {
        match found.value.get_ref() {
            DeValue::Datetime(datetime) => Ok(*datetime),
            _ => Err(found.other_than("a date and time")),
        }
    }
}

impl Read for u16 {
    fn read(found: Found<'_>) -> Result<Self, PolicyError> {
        found.number()
    }
}

impl Read for u32 {
    fn read(found: Found<'_>) -> Result<Self, PolicyError> {
        found.number()
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(found: Found<'_>) -> Result<Self, PolicyError> {
        let DeValue::Array(values) = found.value.get_ref() else {
            return Err(found.other_than("an array"));
        };
        let mut read = Self::new();
        for value in values {
            read.push(T::read(Found { value, ..found })?);
        }
        Ok(read)
    }
}

impl Read for BTreeMap<String, String> {
    fn read(found: Found<'_>) -> Result<Self, PolicyError> {
        let fields = found.fields()?;
        let mut read = Self::new();
        for (name, value) in fields.table {
            let text = String::read(Found { value, ..found })?;
            read.insert(name.get_ref().as_ref().to_owned(), text);
        }
        Ok(read)
    }
}
