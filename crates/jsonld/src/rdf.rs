//! Quads, and how N-Quads writes them.

use core::fmt::{self, Write as _};
use std::collections::BTreeSet;

use crate::canon::Form;
use crate::expand::Dropped;

pub(crate) const XSD_STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
pub(crate) const RDF_LANG_STRING: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString";

/// A blank node of one dataset, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlankId(pub(crate) u32);

/// A value with its type (RDF 1.1 Concepts §3.3).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Literal {
    value: String,
    datatype: String,
    language: Option<String>,
}

impl Literal {
    /// A value of a type, which is an IRI.
    pub(crate) const fn typed(value: String, datatype: String) -> Self {
        Self {
            value,
            datatype,
            language: None,
        }
    }

    /// Text in a language.
    pub(crate) fn tagged(value: String, language: String) -> Self {
        Self {
            value,
            datatype: RDF_LANG_STRING.to_owned(),
            language: Some(language),
        }
    }

    /// The value as text.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// The IRI of its type.
    #[must_use]
    pub fn datatype(&self) -> &str {
        &self.datatype
    }

    /// Its language, a tag of BCP 47 as the document writes it.
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }
}

/// What it says may be about a person.
impl fmt::Debug for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Literal")
            .field("datatype", &self.datatype)
            .finish_non_exhaustive()
    }
}

/// What a quad is made of.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Term {
    /// An IRI, absolute and of characters that N-Quads can hold.
    Iri(String),
    /// A node without a name.
    Blank(BlankId),
    /// A value; as an object only.
    Literal(Literal),
}

impl Term {
    pub(crate) const fn blank(&self) -> Option<BlankId> {
        match self {
            Self::Blank(id) => Some(*id),
            _ => None,
        }
    }

    /// About how many bytes N-Quads needs for it.
    pub(crate) fn weight(&self) -> usize {
        match self {
            Self::Iri(iri) => iri.len() + 3,
            Self::Blank(_) => 12,
            Self::Literal(literal) => literal.value.len() + literal.datatype.len() + 7,
        }
    }
}

/// Addresses too may name a person (`did:…`, `urn:uvci:…`).
impl fmt::Debug for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Iri(_) => f.write_str("Iri(..)"),
            Self::Blank(id) => write!(f, "Blank({})", id.0),
            Self::Literal(literal) => literal.fmt(f),
        }
    }
}

/// A statement: subject, predicate, object, and in which graph (RDF 1.1 Concepts §3 and §4).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quad {
    /// What it is about: an IRI or a blank node.
    pub subject: Term,
    /// What is said: an IRI.
    pub predicate: Term,
    /// Of what.
    pub object: Term,
    /// In which graph; `None`: the default graph.
    pub graph: Option<Term>,
}

impl Quad {
    /// The terms that may be blank nodes.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = &Term> {
        [Some(&self.subject), Some(&self.object), self.graph.as_ref()]
            .into_iter()
            .flatten()
    }

    pub(crate) fn weight(&self) -> usize {
        self.predicate.weight() + self.nodes().map(Term::weight).sum::<usize>()
    }

    /// Its line of canonical N-Quads, blank nodes as `label` has them.
    pub(crate) fn write(&self, text: &mut String, form: Form, label: &dyn Fn(BlankId) -> String) {
        for term in [&self.subject, &self.predicate, &self.object]
            .into_iter()
            .chain(&self.graph)
        {
            write_term(text, term, form, label);
            text.push(' ');
        }
        text.push_str(".\n");
    }
}

fn write_term(text: &mut String, term: &Term, form: Form, label: &dyn Fn(BlankId) -> String) {
    match term {
        Term::Iri(iri) => {
            text.push('<');
            text.push_str(iri);
            text.push('>');
        }
        Term::Blank(id) => {
            text.push_str("_:");
            text.push_str(&label(*id));
        }
        Term::Literal(literal) => {
            text.push('"');
            write_escaped(text, &literal.value, form);
            text.push('"');
            if let Some(language) = &literal.language {
                text.push('@');
                text.push_str(language);
            } else if literal.datatype != XSD_STRING {
                text.push_str("^^<");
                text.push_str(&literal.datatype);
                text.push('>');
            }
        }
    }
}

/// RDFC-1.0 §5.2; URDNA2015 leaves all but four characters as they are.
fn write_escaped(text: &mut String, value: &str, form: Form) {
    for char in value.chars() {
        match (char, form) {
            ('"', _) => text.push_str("\\\""),
            ('\\', _) => text.push_str("\\\\"),
            ('\n', _) => text.push_str("\\n"),
            ('\r', _) => text.push_str("\\r"),
            (_, Form::Urdna2015) => text.push(char),
            ('\u{8}', _) => text.push_str("\\b"),
            ('\t', _) => text.push_str("\\t"),
            ('\u{c}', _) => text.push_str("\\f"),
            ('\0'..='\u{1f}' | '\u{7f}', _) => {
                // Writing to a `String` cannot fail.
                let _ = write!(text, "\\u{:04X}", u32::from(char));
            }
            _ => text.push(char),
        }
    }
}

/// A set of quads (RDF 1.1 Concepts §4), and what of its document is in none of them.
#[derive(Clone, Debug)]
pub struct Dataset {
    pub(crate) quads: BTreeSet<Quad>,
    pub(crate) dropped: Vec<Dropped>,
    pub(crate) dropped_count: usize,
}

impl Dataset {
    /// The quads, each once.
    pub fn quads(&self) -> impl ExactSizeIterator<Item = &Quad> {
        self.quads.iter()
    }

    /// Places of the document that make no quad: the first
    /// [`Limits::dropped_max`](crate::Limits::dropped_max) of them.
    #[must_use]
    pub fn dropped(&self) -> &[Dropped] {
        &self.dropped
    }

    /// How many such places there are.
    #[must_use]
    pub const fn dropped_count(&self) -> usize {
        self.dropped_count
    }
}
