//! The active context: what the names of a document stand for (API §4).

mod define;
mod expand_iri;
mod memo;
mod process;

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

pub(crate) use memo::Memo;

use crate::budget::Budget;
use crate::contexts::Contexts;
use crate::error::JsonLdError;

/// What the names mean at one place of a document (§4.1).
#[derive(Clone, Default)]
pub(crate) struct ActiveContext<'d> {
    terms: BTreeMap<&'d str, Rc<TermDefinition<'d>>>,
    base: Option<String>,
    vocab: Option<String>,
    language: Option<String>,
    previous: Option<Rc<ActiveContext<'d>>>,
}

impl<'d> ActiveContext<'d> {
    pub(crate) fn term(&self, name: &str) -> Option<&Rc<TermDefinition<'d>>> {
        self.terms.get(name)
    }

    pub(crate) fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    pub(crate) const fn previous(&self) -> Option<&Rc<Self>> {
        self.previous.as_ref()
    }
}

/// What one term stands for (§4.2).
#[derive(Clone, PartialEq)]
pub(crate) struct TermDefinition<'d> {
    /// `None`: the term is kept from meaning anything.
    pub(crate) iri: Option<String>,
    prefix: bool,
    protected: bool,
    pub(crate) reverse: bool,
    pub(crate) kind: Option<TypeMapping>,
    pub(crate) containers: Containers,
    /// `Some(None)`: strings have no language, whatever the default is.
    pub(crate) language: Option<Option<String>>,
    pub(crate) index: Option<IndexBy<'d>>,
    pub(crate) scoped: Option<Scoped<'d>>,
}

impl TermDefinition<'_> {
    /// Whether the definitions are the same but for being protected.
    fn same_as(&self, other: &Self) -> bool {
        self.iri == other.iri
            && self.prefix == other.prefix
            && self.reverse == other.reverse
            && self.kind == other.kind
            && self.containers == other.containers
            && self.language == other.language
            && self.index == other.index
            && self.scoped == other.scoped
    }
}

/// A context of a term, and against which address its references are resolved.
#[derive(Clone, PartialEq)]
pub(crate) struct Scoped<'d> {
    pub(crate) context: &'d Value,
    pub(crate) base_url: Option<Rc<str>>,
}

/// `@index` of a term: the property that the names in a map are values of.
#[derive(Clone, PartialEq)]
pub(crate) struct IndexBy<'d> {
    pub(crate) name: &'d str,
    pub(crate) iri: String,
}

/// `@type` of a term.
#[derive(Clone, PartialEq)]
pub(crate) enum TypeMapping {
    Id,
    Vocab,
    Json,
    None,
    Iri(String),
}

/// `@container` of a term.
#[derive(Clone, Copy, Default, PartialEq)]
pub(crate) struct Containers(u8);

impl Containers {
    pub(crate) const LIST: Self = Self(1);
    pub(crate) const SET: Self = Self(2);
    pub(crate) const INDEX: Self = Self(4);
    pub(crate) const LANGUAGE: Self = Self(8);
    pub(crate) const ID: Self = Self(16);
    pub(crate) const TYPE: Self = Self(32);
    pub(crate) const GRAPH: Self = Self(64);

    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// How a context is applied (§4.1.1, the optional parameters).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct How {
    pub(crate) override_protected: bool,
    pub(crate) propagate: bool,
}

impl How {
    /// As a context that stands in a node.
    pub(crate) const EMBEDDED: Self = Self {
        override_protected: false,
        propagate: true,
    };
    /// As the context of a property.
    pub(crate) const PROPERTY: Self = Self {
        override_protected: true,
        propagate: true,
    };
    /// As the context of a type.
    pub(crate) const TYPE: Self = Self {
        override_protected: false,
        propagate: false,
    };
}

/// What all processing of contexts needs.
pub(crate) struct Session<'d, 'b, 'l> {
    pub(crate) contexts: &'d dyn Contexts,
    pub(crate) budget: &'b mut Budget<'l>,
    pub(crate) memo: Memo<'d>,
}

impl<'d> Session<'d, '_, '_> {
    /// `active` as `local` changes it (§4.1.2). `base_url` is where `local` stands.
    pub(crate) fn apply(
        &mut self,
        active: &Rc<ActiveContext<'d>>,
        local: &'d Value,
        base_url: Option<&Rc<str>>,
        how: How,
    ) -> Result<Rc<ActiveContext<'d>>, JsonLdError> {
        if let Some(known) = self.memo.get(active, local, how) {
            return Ok(known);
        }
        let result = process::process(self, active, local, base_url, how)?;
        self.memo.put(active, local, how, &result);
        Ok(result)
    }

    /// `active` as the context of a term changes it.
    pub(crate) fn apply_scoped(
        &mut self,
        active: &Rc<ActiveContext<'d>>,
        scoped: &Scoped<'d>,
        how: How,
    ) -> Result<Rc<ActiveContext<'d>>, JsonLdError> {
        self.apply(active, scoped.context, scoped.base_url.as_ref(), how)
    }
}
