//! What of a document makes no quad.

use core::fmt;

/// Why something makes no quad.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DropReason {
    /// No context says what the member's name stands for.
    UndefinedTerm,
    /// A reference that nothing resolves to an IRI, or that no IRI may look like.
    Reference,
    /// A value where only nodes may stand.
    FreeValue,
    /// `@index` or `@direction`, which RDF does not know.
    Annotation,
    /// A value whose type or language is none.
    IllTyped,
}

impl DropReason {
    /// The stable code of this reason.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::UndefinedTerm => "jsonld.dropped.undefined-term",
            Self::Reference => "jsonld.dropped.reference",
            Self::FreeValue => "jsonld.dropped.free-value",
            Self::Annotation => "jsonld.dropped.annotation",
            Self::IllTyped => "jsonld.dropped.ill-typed",
        }
    }
}

/// One place of a document that makes no quad, so that no signature over quads covers it.
#[derive(Clone, PartialEq, Eq)]
pub struct Dropped {
    /// Where, as a JSON Pointer (RFC 6901). Names of members are the document's own text.
    pub pointer: String,
    /// Why.
    pub reason: DropReason,
}

impl fmt::Debug for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dropped")
            .field("reason", &self.reason)
            .finish_non_exhaustive()
    }
}

/// All such places: some named, all counted.
pub(crate) struct DroppedList {
    named_max: usize,
    pub(crate) named: Vec<Dropped>,
    pub(crate) count: usize,
}

impl DroppedList {
    pub(super) const fn new(named_max: usize) -> Self {
        Self {
            named_max,
            named: Vec::new(),
            count: 0,
        }
    }

    pub(super) fn add(&mut self, path: &Path<'_>, reason: DropReason) {
        self.count += 1;
        if self.named.len() < self.named_max {
            let pointer = path.pointer();
            self.named.push(Dropped { pointer, reason });
        }
    }
}

/// The way from the top of the document to the present place.
#[derive(Default)]
pub(super) struct Path<'d>(Vec<Step<'d>>);

enum Step<'d> {
    Name(&'d str),
    Index(usize),
}

impl<'d> Path<'d> {
    pub(super) fn enter(&mut self, name: &'d str) {
        self.0.push(Step::Name(name));
    }

    pub(super) fn enter_index(&mut self, index: usize) {
        self.0.push(Step::Index(index));
    }

    pub(super) fn leave(&mut self) {
        self.0.pop();
    }

    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.0 {
            pointer.push('/');
            match step {
                Step::Name(name) => pointer.push_str(&name.replace('~', "~0").replace('/', "~1")),
                Step::Index(index) => pointer.push_str(&index.to_string()),
            }
        }
        pointer
    }
}
