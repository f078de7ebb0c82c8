//! Creating term definitions (API §4.2.2).

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::{Map, Value};

use super::expand_iri::split_compact;
use super::process::Members;
use super::{
    ActiveContext, Containers, How, IndexBy, Scoped, Session, TermDefinition, TypeMapping,
};
use crate::budget::check;
use crate::error::{Bound, Fault, JsonLdError};
use crate::iri::{has_scheme, is_blank};
use crate::keyword::{is_keyword, looks_like_keyword};

/// Members of a context that are no terms.
const OWN: [&str; 8] = [
    "@base",
    "@direction",
    "@import",
    "@language",
    "@propagate",
    "@protected",
    "@version",
    "@vocab",
];
/// Members of a term's definition (step 26).
const PARTS: [&str; 11] = [
    "@container",
    "@context",
    "@direction",
    "@id",
    "@index",
    "@language",
    "@nest",
    "@prefix",
    "@protected",
    "@reverse",
    "@type",
];

/// Defines the terms of one context.
pub(super) struct Definer<'a, 'd, 'b, 'l> {
    session: &'a mut Session<'d, 'b, 'l>,
    active: &'a mut ActiveContext<'d>,
    members: &'a Members<'d>,
    base_url: Option<&'a Rc<str>>,
    override_protected: bool,
    /// Of the context: whether its terms are protected unless they say otherwise.
    protected: bool,
    /// Terms that are done (`true`) or being defined.
    defined: BTreeMap<&'d str, bool>,
}

/// What a term's definition says, before it is looked at.
enum Given<'d> {
    /// `null`: the term shall mean nothing.
    Nothing,
    /// A string: the address alone.
    Simple(&'d str),
    Full(&'d Map<String, Value>),
}

impl<'d> Given<'d> {
    fn of(value: &'d Value) -> Result<Self, Fault> {
        match value {
            Value::Null => Ok(Self::Nothing),
            Value::String(id) => Ok(Self::Simple(id)),
            Value::Object(members) => Ok(Self::Full(members)),
            _ => Err(Fault::InvalidTermDefinition),
        }
    }

    fn part(&self, name: &str) -> Option<&'d Value> {
        match self {
            Self::Full(members) => members.get(name),
            _ => None,
        }
    }
}

impl<'a, 'd, 'b, 'l> Definer<'a, 'd, 'b, 'l> {
    /// Step 5.13 of context processing.
    pub(super) fn define_all(
        session: &'a mut Session<'d, 'b, 'l>,
        active: &'a mut ActiveContext<'d>,
        members: &'a Members<'d>,
        base_url: Option<&'a Rc<str>>,
        how: How,
    ) -> Result<(), JsonLdError> {
        let protected = match members.get("@protected") {
            None => false,
            Some(Value::Bool(protected)) => *protected,
            Some(_) => return Err(Fault::InvalidProtectedValue.into()),
        };
        let mut definer = Self {
            session,
            active,
            members,
            base_url,
            override_protected: how.override_protected,
            protected,
            defined: BTreeMap::new(),
        };
        for &term in members.keys() {
            if !OWN.contains(&term) {
                definer.define(term, 0)?;
            }
        }
        Ok(())
    }

    fn define(&mut self, term: &'d str, depth: usize) -> Result<(), JsonLdError> {
        let max = self.session.budget.limits.context_depth_max;
        check(Bound::ContextDepth, depth, max)?;
        match self.defined.get(term) {
            Some(true) => return Ok(()),
            Some(false) => return Err(Fault::CyclicIriMapping.into()),
            None if term.is_empty() => return Err(Fault::InvalidTermDefinition.into()),
            None => self.defined.insert(term, false),
        };
        self.session.budget.terms(1)?;
        let Some(&value) = self.members.get(term) else {
            return Ok(());
        };
        if term == "@type" {
            check_type_redefinition(value)?;
        } else if is_keyword(term) {
            return Err(Fault::KeywordRedefinition.into());
        } else if looks_like_keyword(term) {
            return Ok(());
        }
        let previous = self.active.terms.remove(term);
        let given = Given::of(value)?;
        let Some(mut definition) = self.definition(term, &given, depth)? else {
            return Ok(());
        };
        if let Some(previous) = previous
            && previous.protected
            && !self.override_protected
        {
            if !definition.same_as(&previous) {
                return Err(Fault::ProtectedTermRedefinition.into());
            }
            definition = TermDefinition::clone(&previous);
        }
        self.active.terms.insert(term, Rc::new(definition));
        self.defined.insert(term, true);
        Ok(())
    }

    /// Steps 10 to 26. `None`: it is ignored, as it looks like a keyword of a later version.
    fn definition(
        &mut self,
        term: &'d str,
        given: &Given<'d>,
        depth: usize,
    ) -> Result<Option<TermDefinition<'d>>, JsonLdError> {
        let protected = match given.part("@protected") {
            None => self.protected,
            Some(Value::Bool(protected)) => *protected,
            Some(_) => return Err(Fault::InvalidProtectedValue.into()),
        };
        let mut definition = TermDefinition {
            iri: None,
            prefix: false,
            protected,
            reverse: false,
            kind: self.kind(given, depth)?,
            containers: Containers::default(),
            language: None,
            index: None,
            scoped: None,
        };
        if let Some(reverse) = given.part("@reverse") {
            return self.reverse(definition, given, reverse, depth);
        }
        match self.mapping(term, given, depth)? {
            Mapping::Ignored => return Ok(None),
            Mapping::To { iri, prefix } => {
                definition.iri = iri;
                definition.prefix = prefix;
            }
        }
        definition.containers = containers(given)?;
        if definition.containers.has(Containers::TYPE) {
            match definition.kind {
                None => definition.kind = Some(TypeMapping::Id),
                Some(TypeMapping::Id | TypeMapping::Vocab) => {}
                Some(_) => return Err(Fault::InvalidTypeMapping.into()),
            }
        }
        self.rest(term, given, &mut definition, depth)?;
        Ok(Some(definition))
    }

    /// Step 12.
    fn kind(
        &mut self,
        given: &Given<'d>,
        depth: usize,
    ) -> Result<Option<TypeMapping>, JsonLdError> {
        let kind = match given.part("@type") {
            None => return Ok(None),
            Some(Value::String(kind)) => self.expand(kind, depth)?,
            Some(_) => return Err(Fault::InvalidTypeMapping.into()),
        };
        match kind {
            Some(kind) if kind == "@id" => Ok(Some(TypeMapping::Id)),
            Some(kind) if kind == "@vocab" => Ok(Some(TypeMapping::Vocab)),
            Some(kind) if kind == "@json" => Ok(Some(TypeMapping::Json)),
            Some(kind) if kind == "@none" => Ok(Some(TypeMapping::None)),
            Some(kind) if has_scheme(&kind) => Ok(Some(TypeMapping::Iri(kind))),
            _ => Err(Fault::InvalidTypeMapping.into()),
        }
    }

    /// Step 13.
    fn reverse(
        &mut self,
        mut definition: TermDefinition<'d>,
        given: &Given<'d>,
        reverse: &'d Value,
        depth: usize,
    ) -> Result<Option<TermDefinition<'d>>, JsonLdError> {
        if given.part("@id").is_some() || given.part("@nest").is_some() {
            return Err(Fault::InvalidReverseProperty.into());
        }
        let Value::String(reverse) = reverse else {
            return Err(Fault::InvalidIriMapping.into());
        };
        if looks_like_keyword(reverse) {
            return Ok(None);
        }
        let iri = self.expand(reverse, depth)?.filter(|iri| is_address(iri));
        definition.iri = Some(iri.ok_or(Fault::InvalidIriMapping)?);
        definition.reverse = true;
        definition.containers = match given.part("@container") {
            None | Some(Value::Null) => Containers::default(),
            Some(Value::String(name)) if name == "@set" => Containers::SET,
            Some(Value::String(name)) if name == "@index" => Containers::INDEX,
            Some(_) => return Err(Fault::InvalidReverseProperty.into()),
        };
        Ok(Some(definition))
    }

    /// Steps 20 to 26.
    fn rest(
        &mut self,
        term: &str,
        given: &Given<'d>,
        definition: &mut TermDefinition<'d>,
        depth: usize,
    ) -> Result<(), JsonLdError> {
        definition.index = match given.part("@index") {
            None => None,
            Some(Value::String(index)) if definition.containers.has(Containers::INDEX) => {
                let iri = self.expand(index, depth)?.filter(|iri| has_scheme(iri));
                let iri = iri.ok_or(Fault::InvalidTermDefinition)?;
                Some(IndexBy { name: index, iri })
            }
            Some(_) => return Err(Fault::InvalidTermDefinition.into()),
        };
        definition.scoped = given.part("@context").map(|context| Scoped {
            context,
            base_url: self.base_url.cloned(),
        });
        definition.language = match given.part("@language") {
            Some(_) if given.part("@type").is_some() => None,
            None => None,
            Some(Value::Null) => Some(None),
            Some(Value::String(language)) => Some(Some(language.clone())),
            Some(_) => return Err(Fault::InvalidLanguageMapping.into()),
        };
        match given.part("@direction") {
            None | Some(Value::Null) => {}
            Some(Value::String(direction)) if matches!(&**direction, "ltr" | "rtl") => {}
            Some(_) => return Err(Fault::InvalidBaseDirection.into()),
        }
        match given.part("@nest") {
            None => {}
            Some(Value::String(nest)) if nest == "@nest" || !is_keyword(nest) => {}
            Some(_) => return Err(Fault::InvalidNestValue.into()),
        }
        match given.part("@prefix") {
            None => {}
            Some(_) if term.contains([':', '/']) => return Err(Fault::InvalidTermDefinition.into()),
            Some(Value::Bool(prefix)) => {
                if *prefix && definition.iri.as_deref().is_some_and(is_keyword) {
                    return Err(Fault::InvalidTermDefinition.into());
                }
                definition.prefix = *prefix;
            }
            Some(_) => return Err(Fault::InvalidPrefixValue.into()),
        }
        if let Given::Full(members) = given
            && members.keys().any(|name| !PARTS.contains(&name.as_str()))
        {
            return Err(Fault::InvalidTermDefinition.into());
        }
        Ok(())
    }

    /// Steps 14 to 18.
    fn mapping(
        &mut self,
        term: &'d str,
        given: &Given<'d>,
        depth: usize,
    ) -> Result<Mapping, JsonLdError> {
        let id = match given {
            Given::Nothing => return Ok(Mapping::NOTHING),
            Given::Simple(id) => Some(*id),
            Given::Full(members) => match members.get("@id") {
                None => None,
                Some(Value::Null) => return Ok(Mapping::NOTHING),
                Some(Value::String(id)) => Some(id.as_str()),
                Some(_) => return Err(Fault::InvalidIriMapping.into()),
            },
        };
        match id.filter(|id| *id != term) {
            Some(id) => self.stated(term, id, matches!(given, Given::Simple(_)), depth),
            None => self.implied(term, depth),
        }
    }

    /// Step 14.2.
    fn stated(
        &mut self,
        term: &'d str,
        id: &'d str,
        simple: bool,
        depth: usize,
    ) -> Result<Mapping, JsonLdError> {
        if !is_keyword(id) && looks_like_keyword(id) {
            return Ok(Mapping::Ignored);
        }
        let iri = self.expand(id, depth)?.ok_or(Fault::InvalidIriMapping)?;
        if iri == "@context" {
            return Err(Fault::InvalidKeywordAlias.into());
        }
        if !is_keyword(&iri) && !is_address(&iri) {
            return Err(Fault::InvalidIriMapping.into());
        }
        let inside = term.get(1..term.len().saturating_sub(1));
        if inside.is_some_and(|inside| inside.contains(':')) || term.contains('/') {
            self.defined.insert(term, true);
            if self.expand(term, depth)?.as_deref() != Some(&*iri) {
                return Err(Fault::InvalidIriMapping.into());
            }
        }
        let ends_open = iri.ends_with([':', '/', '?', '#', '[', ']', '@']) || is_blank(&iri);
        Ok(Mapping::To {
            prefix: simple && !term.contains([':', '/']) && ends_open,
            iri: Some(iri),
        })
    }

    /// Steps 15 to 18.
    fn implied(&mut self, term: &'d str, depth: usize) -> Result<Mapping, JsonLdError> {
        let iri = if term == "@type" {
            "@type".to_owned()
        } else if let Some((prefix, suffix)) = split_compact(term) {
            if let Some((&prefix, _)) = self.members.get_key_value(prefix) {
                self.define(prefix, depth + 1)?;
            }
            match self.active.term(prefix).map(|prefix| prefix.iri.as_deref()) {
                Some(iri) => {
                    let iri = format!("{}{suffix}", iri.unwrap_or_default());
                    self.session.budget.bytes(iri.len())?;
                    iri
                }
                None => term.to_owned(),
            }
        } else if term.contains('/') {
            let iri = self.expand(term, depth)?.filter(|iri| has_scheme(iri));
            iri.ok_or(Fault::InvalidIriMapping)?
        } else {
            let vocab = self.active.vocab.as_ref().ok_or(Fault::InvalidIriMapping)?;
            let iri = format!("{vocab}{term}");
            self.session.budget.bytes(iri.len())?;
            iri
        };
        Ok(Mapping::To {
            iri: Some(iri),
            prefix: false,
        })
    }

    /// IRI expansion with the context that is being read (§5.2, steps 3 and 6.3): what a name needs
    /// is defined first.
    fn expand(&mut self, name: &'d str, depth: usize) -> Result<Option<String>, JsonLdError> {
        for needed in [Some(name), split_compact(name).map(|(prefix, _)| prefix)] {
            let known = needed.and_then(|needed| self.members.get_key_value(needed));
            if let Some((&needed, _)) = known
                && !OWN.contains(&needed)
                && !is_keyword(needed)
                && self.defined.get(needed) != Some(&true)
            {
                self.define(needed, depth + 1)?;
            }
        }
        self.active.expand(self.session.budget, name, false, true)
    }
}

/// What a term stands for.
enum Mapping {
    /// The definition is ignored.
    Ignored,
    /// An address, or nothing.
    To { iri: Option<String>, prefix: bool },
}

impl Mapping {
    const NOTHING: Self = Self::To {
        iri: None,
        prefix: false,
    };
}

fn is_address(text: &str) -> bool {
    has_scheme(text) || is_blank(text)
}

/// Step 4: of `@type` only the container and the protection may be said.
fn check_type_redefinition(value: &Value) -> Result<(), Fault> {
    let fits = value.as_object().is_some_and(|members| {
        !members.is_empty()
            && members.iter().all(|(name, value)| match name.as_str() {
                "@container" => value == "@set",
                "@protected" => true,
                _ => false,
            })
    });
    fits.then_some(()).ok_or(Fault::KeywordRedefinition)
}

/// Step 19.
fn containers(given: &Given<'_>) -> Result<Containers, Fault> {
    let names = match given.part("@container") {
        None => return Ok(Containers::default()),
        Some(Value::Array(names)) => names.as_slice(),
        Some(one) => core::slice::from_ref(one),
    };
    let mut containers = Containers::default();
    for name in names {
        containers = containers.with(match name.as_str() {
            Some("@list") => Containers::LIST,
            Some("@set") => Containers::SET,
            Some("@index") => Containers::INDEX,
            Some("@language") => Containers::LANGUAGE,
            Some("@id") => Containers::ID,
            Some("@type") => Containers::TYPE,
            Some("@graph") => Containers::GRAPH,
            _ => return Err(Fault::InvalidContainerMapping),
        });
    }
    let beside_set = containers.without(Containers::SET);
    let pair = |one: Containers| beside_set == Containers::GRAPH.with(one);
    let alone = beside_set.0.count_ones() <= 1;
    let fits = (alone || pair(Containers::ID) || pair(Containers::INDEX))
        && !(containers.has(Containers::LIST) && containers.has(Containers::SET));
    if fits && !names.is_empty() {
        Ok(containers)
    } else {
        Err(Fault::InvalidContainerMapping)
    }
}
