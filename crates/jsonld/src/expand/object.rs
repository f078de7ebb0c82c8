//! Objects: nodes, values, lists and sets (API §5.1.2, steps 7 to 19).

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::{Map, Value};

use super::{DropReason, Expanded, Expander, Item, Node, NodeId};
use crate::context::{ActiveContext, Containers, How, TypeMapping};
use crate::error::{Fault, JsonLdError};
use crate::iri;
use crate::keyword::is_keyword;

/// What is known of an object before its members are read.
struct Surroundings<'d> {
    active: Rc<ActiveContext<'d>>,
    /// The context before those of the object's types.
    type_scoped: Rc<ActiveContext<'d>>,
    property: Option<&'d str>,
    /// Whether `@type` says `@json`.
    is_json: bool,
}

/// An object, as far as it is read.
#[derive(Default)]
struct Draft<'d> {
    seen: BTreeSet<String>,
    id: Option<NodeId>,
    types: Vec<Option<String>>,
    value: Option<&'d Value>,
    language: Option<&'d str>,
    list: Option<Vec<Item>>,
    set: Option<Expanded>,
    graph: Option<Vec<Item>>,
    included: Vec<Item>,
    properties: BTreeMap<String, Vec<Item>>,
    reverse: BTreeMap<String, Vec<Item>>,
}

impl<'d> Expander<'d, '_, '_> {
    pub(super) fn object(
        &mut self,
        active: &Rc<ActiveContext<'d>>,
        property: Option<&'d str>,
        members: &'d Map<String, Value>,
        from_map: bool,
    ) -> Result<Expanded, JsonLdError> {
        let mut active = self.entered(active, property, members, from_map)?;
        if let Some(context) = members.get("@context") {
            active = self.session.apply(&active, context, None, How::EMBEDDED)?;
        }
        let type_scoped = Rc::clone(&active);
        let mut is_json = false;
        for (_, value) in self.sorted_types(&type_scoped, members)? {
            let values = match value {
                Value::Array(values) => values.as_slice(),
                one => core::slice::from_ref(one),
            };
            let mut names: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
            names.sort_unstable();
            for name in &names {
                let scoped = type_scoped.term(name).and_then(|term| term.scoped.clone());
                if let Some(scoped) = scoped {
                    active = self.session.apply_scoped(&active, &scoped, How::TYPE)?;
                }
            }
            if let Some(last) = names.last() {
                let last = type_scoped.expand(self.session.budget, last, false, true)?;
                is_json = last.as_deref() == Some("@json");
            }
        }
        let around = Surroundings {
            active,
            type_scoped,
            property,
            is_json,
        };
        let mut draft = Draft::default();
        self.members(&around, &mut draft, members)?;
        self.finish(&around, draft)
    }

    /// Steps 7 and 8: the context at the brace.
    fn entered(
        &mut self,
        active: &Rc<ActiveContext<'d>>,
        property: Option<&str>,
        members: &'d Map<String, Value>,
        from_map: bool,
    ) -> Result<Rc<ActiveContext<'d>>, JsonLdError> {
        let scoped = property.and_then(|property| active.term(property)?.scoped.clone());
        let mut entered = Rc::clone(active);
        if let Some(previous) = active.previous().filter(|_| !from_map) {
            let mut keeps = false;
            for name in members.keys() {
                let expanded = active.expand(self.session.budget, name, false, true)?;
                let expanded = expanded.as_deref();
                keeps |= expanded == Some("@value");
                keeps |= expanded == Some("@id") && members.len() == 1;
            }
            if !keeps {
                entered = Rc::clone(previous);
            }
        }
        match scoped {
            Some(scoped) => self.session.apply_scoped(&entered, &scoped, How::PROPERTY),
            None => Ok(entered),
        }
    }

    /// The members that stand for `@type`, by name.
    fn sorted_types(
        &mut self,
        active: &ActiveContext<'d>,
        members: &'d Map<String, Value>,
    ) -> Result<BTreeMap<&'d str, &'d Value>, JsonLdError> {
        let mut types = BTreeMap::new();
        for (name, value) in members {
            let expanded = active.expand(self.session.budget, name, false, true)?;
            if expanded.as_deref() == Some("@type") {
                types.insert(name.as_str(), value);
            }
        }
        Ok(types)
    }

    /// Steps 13 and 14.
    fn members(
        &mut self,
        around: &Surroundings<'d>,
        draft: &mut Draft<'d>,
        members: &'d Map<String, Value>,
    ) -> Result<(), JsonLdError> {
        let mut nests = Vec::new();
        for (name, value) in members {
            if name == "@context" {
                continue;
            }
            self.path.enter(name);
            let expanded = around
                .active
                .expand(self.session.budget, name, false, true)?;
            match expanded {
                Some(keyword) if keyword == "@nest" => nests.push((name.as_str(), value)),
                Some(keyword) if is_keyword(&keyword) => {
                    self.keyword(around, draft, &keyword, value)?;
                }
                Some(property) if iri::is_absolute(&property) => {
                    self.property(around, draft, name, property, value)?;
                }
                _ => self.drop_here(DropReason::UndefinedTerm),
            }
            self.path.leave();
        }
        for (name, value) in nests {
            self.path.enter(name);
            self.nest(around, draft, name, value)?;
            self.path.leave();
        }
        Ok(())
    }

    /// Step 14. A nesting term's own context applies to what is nested.
    fn nest(
        &mut self,
        around: &Surroundings<'d>,
        draft: &mut Draft<'d>,
        name: &'d str,
        value: &'d Value,
    ) -> Result<(), JsonLdError> {
        let scoped = around
            .active
            .term(name)
            .and_then(|term| term.scoped.clone());
        let active = match scoped {
            Some(scoped) => self
                .session
                .apply_scoped(&around.active, &scoped, How::PROPERTY)?,
            None => Rc::clone(&around.active),
        };
        let inside = Surroundings {
            active,
            type_scoped: Rc::clone(&around.type_scoped),
            ..*around
        };
        let values = match value {
            Value::Array(values) => values.as_slice(),
            one => core::slice::from_ref(one),
        };
        for value in values {
            let Value::Object(members) = value else {
                return Err(Fault::InvalidNestValue.into());
            };
            for name in members.keys() {
                let expanded = inside
                    .active
                    .expand(self.session.budget, name, false, true)?;
                if expanded.as_deref() == Some("@value") {
                    return Err(Fault::InvalidNestValue.into());
                }
            }
            self.members(&inside, draft, members)?;
        }
        Ok(())
    }

    /// Step 13.4.
    fn keyword(
        &mut self,
        around: &Surroundings<'d>,
        draft: &mut Draft<'d>,
        keyword: &str,
        value: &'d Value,
    ) -> Result<(), JsonLdError> {
        if around.property == Some("@reverse") {
            return Err(Fault::InvalidReversePropertyMap.into());
        }
        let repeats = !draft.seen.insert(keyword.to_owned());
        if repeats && !matches!(keyword, "@included" | "@type") {
            return Err(Fault::CollidingKeywords.into());
        }
        let active = &around.active;
        match keyword {
            "@id" => {
                let id = value.as_str().ok_or(Fault::InvalidIdValue)?;
                let id = active.expand(self.session.budget, id, true, false)?;
                draft.id = Some(self.node_id(id));
            }
            "@type" => self.types(around, draft, value)?,
            "@graph" => {
                let graph = self.element(active, Some("@graph"), value, false)?;
                draft.graph = Some(graph.into_items());
            }
            "@included" => {
                let included = self.element(active, None, value, false)?.into_items();
                if !included.iter().all(|item| matches!(item, Item::Node(_))) {
                    return Err(Fault::InvalidIncludedValue.into());
                }
                draft.included.extend(included);
            }
            "@value" => {
                let scalar = !value.is_array() && !value.is_object();
                if !scalar && !around.is_json {
                    return Err(Fault::InvalidValueObjectValue.into());
                }
                draft.value = Some(value);
            }
            "@language" => {
                let language = value.as_str().ok_or(Fault::InvalidLanguageTaggedString)?;
                draft.language = Some(language);
            }
            "@direction" => {
                if !matches!(value.as_str(), Some("ltr" | "rtl")) {
                    return Err(Fault::InvalidBaseDirection.into());
                }
                self.drop_here(DropReason::Annotation);
            }
            "@index" => {
                value.as_str().ok_or(Fault::InvalidIndexValue)?;
                self.drop_here(DropReason::Annotation);
            }
            "@list" => self.list(around, draft, value)?,
            "@set" => draft.set = Some(self.element(active, around.property, value, false)?),
            "@reverse" => self.reverse(around, draft, value)?,
            _ => self.drop_here(DropReason::UndefinedTerm),
        }
        Ok(())
    }

    /// Step 13.4.4.
    fn types(
        &mut self,
        around: &Surroundings<'d>,
        draft: &mut Draft<'d>,
        value: &'d Value,
    ) -> Result<(), JsonLdError> {
        let values = match value {
            Value::Array(values) => values.as_slice(),
            one => core::slice::from_ref(one),
        };
        for value in values {
            let name = value.as_str().ok_or(Fault::InvalidTypeValue)?;
            let name = around
                .type_scoped
                .expand(self.session.budget, name, true, true)?;
            draft.types.push(name);
        }
        Ok(())
    }

    /// Step 13.4.11.
    fn list(
        &mut self,
        around: &Surroundings<'d>,
        draft: &mut Draft<'d>,
        value: &'d Value,
    ) -> Result<(), JsonLdError> {
        if around.property.is_none_or(|property| property == "@graph") {
            self.drop_here(DropReason::FreeValue);
            return Ok(());
        }
        let items = self.element(&around.active, around.property, value, false)?;
        draft.list = Some(items.into_items());
        Ok(())
    }

    /// Step 13.4.13.
    fn reverse(
        &mut self,
        around: &Surroundings<'d>,
        draft: &mut Draft<'d>,
        value: &'d Value,
    ) -> Result<(), JsonLdError> {
        let Value::Object(members) = value else {
            return Err(Fault::InvalidReverseValue.into());
        };
        let inside = Surroundings {
            active: Rc::clone(&around.active),
            type_scoped: Rc::clone(&around.type_scoped),
            property: Some("@reverse"),
            is_json: false,
        };
        let mut reversed = Draft::default();
        self.members(&inside, &mut reversed, members)?;
        // What is reversed twice is as it was.
        for (property, items) in reversed.reverse {
            draft.properties.entry(property).or_default().extend(items);
        }
        for (property, items) in reversed.properties {
            add_reverse(draft, property, items)?;
        }
        Ok(())
    }

    /// Steps 13.5 to 13.14.
    fn property(
        &mut self,
        around: &Surroundings<'d>,
        draft: &mut Draft<'d>,
        name: &'d str,
        property: String,
        value: &'d Value,
    ) -> Result<(), JsonLdError> {
        let active = &around.active;
        let term = active.term(name).cloned();
        let containers = term
            .as_ref()
            .map(|term| term.containers)
            .unwrap_or_default();
        let by_name = [Containers::INDEX, Containers::TYPE, Containers::ID];
        let expanded = match (&term, value) {
            (Some(term), _) if term.kind == Some(TypeMapping::Json) => {
                Expanded::One(self.json(value)?)
            }
            (_, Value::Object(map)) if containers.has(Containers::LANGUAGE) => {
                Expanded::Many(self.language_map(active, map)?)
            }
            (Some(term), Value::Object(map)) if by_name.iter().any(|one| containers.has(*one)) => {
                Expanded::Many(self.index_map(active, name, term, map)?)
            }
            _ => self.element(active, Some(name), value, false)?,
        };
        let mut items = match expanded {
            Expanded::Null => return Ok(()),
            Expanded::One(Item::List(list)) => vec![Item::List(list)],
            other if containers.has(Containers::LIST) => vec![Item::List(other.into_items())],
            other => other.into_items(),
        };
        let named = containers.has(Containers::ID) || containers.has(Containers::INDEX);
        if containers.has(Containers::GRAPH) && !named {
            items = items.into_iter().map(Item::into_graph).collect();
        }
        if term.is_some_and(|term| term.reverse) {
            return add_reverse(draft, property, items);
        }
        draft.properties.entry(property).or_default().extend(items);
        Ok(())
    }

    /// Steps 15 to 19.
    fn finish(
        &mut self,
        around: &Surroundings<'d>,
        draft: Draft<'d>,
    ) -> Result<Expanded, JsonLdError> {
        if draft.seen.contains("@value") {
            return self.finish_value(around, draft);
        }
        let bare = draft.properties.is_empty() && draft.reverse.is_empty();
        if draft.seen.contains("@list") || draft.seen.contains("@set") {
            let others = draft.seen.iter().filter(|name| *name != "@index").count();
            if others > 1 || !bare {
                return Err(Fault::InvalidSetOrListObject.into());
            }
            return Ok(match (draft.list, draft.set) {
                (Some(items), _) => Expanded::One(Item::List(items)),
                (None, Some(set)) => set,
                (None, None) => Expanded::Null,
            });
        }
        if bare && draft.seen.len() == 1 && draft.language.is_some() {
            self.drop_here(DropReason::FreeValue);
            return Ok(Expanded::Null);
        }
        let types = draft
            .types
            .into_iter()
            .map(|name| self.node_id(name))
            .collect();
        Ok(Expanded::One(Item::Node(Box::new(Node {
            id: draft.id.unwrap_or_default(),
            types,
            properties: draft.properties,
            reverse: draft.reverse,
            graph: draft.graph,
            included: draft.included,
        }))))
    }

    /// Step 15.
    fn finish_value(
        &mut self,
        around: &Surroundings<'d>,
        draft: Draft<'d>,
    ) -> Result<Expanded, JsonLdError> {
        const BESIDE: [&str; 5] = ["@direction", "@index", "@language", "@type", "@value"];
        let others = draft
            .seen
            .iter()
            .any(|name| !BESIDE.contains(&name.as_str()));
        let bare = draft.properties.is_empty() && draft.reverse.is_empty();
        let typed = draft.seen.contains("@type");
        let tagged = draft.language.is_some() || draft.seen.contains("@direction");
        if others || !bare || typed && tagged {
            return Err(Fault::InvalidValueObject.into());
        }
        let value = draft.value.unwrap_or(&Value::Null);
        if around.property.is_none_or(|property| property == "@graph") {
            self.drop_here(DropReason::FreeValue);
            return Ok(Expanded::Null);
        }
        if around.is_json {
            return Ok(Expanded::One(self.json(value)?));
        }
        if value.is_null() {
            return Ok(Expanded::Null);
        }
        if draft.language.is_some() && !value.is_string() {
            return Err(Fault::InvalidLanguageTaggedValue.into());
        }
        let datatype = match draft.types.as_slice() {
            [] if !typed => None,
            [Some(datatype)] if iri::has_scheme(datatype) => Some(datatype.as_str()),
            _ => return Err(Fault::InvalidTypedValue.into()),
        };
        let item = self.literal(value, datatype, draft.language)?;
        Ok(item.map_or(Expanded::Null, Expanded::One))
    }
}

/// Adds what has this node as its value.
fn add_reverse(
    draft: &mut Draft<'_>,
    property: String,
    items: Vec<Item>,
) -> Result<(), JsonLdError> {
    if !items.iter().all(|item| matches!(item, Item::Node(_))) {
        return Err(Fault::InvalidReversePropertyValue.into());
    }
    draft.reverse.entry(property).or_default().extend(items);
    Ok(())
}
