//! A value on the tape, and the way to those in it.

use std::borrow::Cow;

use super::Tape;

/// What sort of value it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    True,
    False,
    Number,
    /// A text without an escape.
    Text,
    /// A text with escapes.
    Escaped,
    List,
    Object,
}

/// A value of a [`Tape`].
#[derive(Clone, Copy)]
pub(crate) struct Node<'t> {
    tape: &'t Tape,
    place: u32,
}

impl<'t> Node<'t> {
    pub(super) const fn new(tape: &'t Tape, place: u32) -> Self {
        Self { tape, place }
    }

    pub(crate) fn kind(self) -> Kind {
        self.tape.token(self.place).kind
    }

    pub(crate) fn is_object(self) -> bool {
        self.kind() == Kind::Object
    }

    pub(crate) fn is_list(self) -> bool {
        self.kind() == Kind::List
    }

    pub(crate) fn is_true(self) -> bool {
        self.kind() == Kind::True
    }

    /// The value as it is written; of a text without its quotes.
    pub(crate) fn raw(self) -> &'t str {
        self.tape.slice(self.tape.token(self.place))
    }

    /// The text, if it is one.
    pub(crate) fn text(self) -> Option<Cow<'t, str>> {
        match self.kind() {
            Kind::Text => Some(Cow::Borrowed(self.raw())),
            Kind::Escaped => Some(Cow::Owned(unescape(self.raw()))),
            _ => None,
        }
    }

    /// The text, owned.
    pub(crate) fn string(self) -> Option<String> {
        self.text().map(Cow::into_owned)
    }

    /// The number, if it is one; as near as a double comes.
    pub(crate) fn number(self) -> Option<f64> {
        match self.kind() {
            Kind::Number => self.raw().parse().ok(),
            _ => None,
        }
    }

    /// The member of this name, if this is an object that has it.
    pub(crate) fn get(self, name: &str) -> Option<Self> {
        let found = self.members().find(|(found, _)| found.is(name));
        found.map(|(_, value)| value)
    }

    /// The text member of this name.
    pub(crate) fn text_of(self, name: &str) -> Option<Cow<'t, str>> {
        self.get(name)?.text()
    }

    /// The items of the list member of this name; none if it is no list.
    pub(crate) fn list(self, name: &str) -> impl Iterator<Item = Self> + use<'t> {
        self.get(name).into_iter().flat_map(Self::items)
    }

    /// The items, if this is a list.
    pub(crate) fn items(self) -> impl Iterator<Item = Self> + use<'t> {
        self.inner(Kind::List)
    }

    /// Names and values, if this is an object.
    pub(crate) fn members(self) -> impl Iterator<Item = (Self, Self)> + use<'t> {
        let mut inner = self.inner(Kind::Object);
        core::iter::from_fn(move || Some((inner.next()?, inner.next()?)))
    }

    /// Whether it is this text.
    pub(crate) fn is(self, text: &str) -> bool {
        match self.kind() {
            Kind::Text => self.raw() == text,
            Kind::Escaped => unescape(self.raw()) == text,
            _ => false,
        }
    }

    fn inner(self, kind: Kind) -> impl Iterator<Item = Self> + use<'t> {
        let token = self.tape.token(self.place);
        let end = if token.kind == kind { token.next } else { 0 };
        let (tape, mut place) = (self.tape, self.place + 1);
        core::iter::from_fn(move || {
            if place >= end {
                return None;
            }
            let node = Self { tape, place };
            place = tape.token(place).next;
            Some(node)
        })
    }
}

/// The text that escapes stand for. They were checked when the tape was read.
fn unescape(raw: &str) -> String {
    serde_json::from_str(&format!("\"{raw}\"")).unwrap_or_default()
}
