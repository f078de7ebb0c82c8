//! Values that stand in a map: by language, index, name or type (API §5.1.2, steps 13.7 and 13.8).

use std::rc::Rc;

use serde_json::{Map, Value};

use super::{DropReason, Expander, Item};
use crate::context::{ActiveContext, Containers, How, TermDefinition};
use crate::error::{Fault, JsonLdError};
use crate::iri;

impl<'d> Expander<'d, '_, '_> {
    /// Step 13.7.
    pub(super) fn language_map(
        &mut self,
        active: &Rc<ActiveContext<'d>>,
        map: &'d Map<String, Value>,
    ) -> Result<Vec<Item>, JsonLdError> {
        let mut items = Vec::new();
        for (language, values) in map {
            self.path.enter(language);
            let none = active.expand(self.session.budget, language, false, true)?;
            let none = none.as_deref() == Some("@none");
            let values = match values {
                Value::Array(values) => values.as_slice(),
                one => core::slice::from_ref(one),
            };
            for value in values {
                match value {
                    Value::Null => {}
                    Value::String(_) => {
                        let language = Some(language.as_str()).filter(|_| !none);
                        items.extend(self.literal(value, None, language)?);
                    }
                    _ => return Err(Fault::InvalidLanguageMapValue.into()),
                }
            }
            self.path.leave();
        }
        Ok(items)
    }

    /// Step 13.8.
    pub(super) fn index_map(
        &mut self,
        active: &Rc<ActiveContext<'d>>,
        key: &'d str,
        term: &TermDefinition<'d>,
        map: &'d Map<String, Value>,
    ) -> Result<Vec<Item>, JsonLdError> {
        let mut items = Vec::new();
        for (index, values) in map {
            self.path.enter(index);
            let context = self.map_context(active, term, index)?;
            let expanded = match values {
                Value::Array(values) => self.array(&context, Some(key), values, true)?,
                one => self.element(&context, Some(key), one, true)?,
            };
            for item in expanded.into_items() {
                let item = if term.containers.has(Containers::GRAPH) {
                    item.into_graph()
                } else {
                    item
                };
                items.push(self.indexed(active, term, index, item)?);
            }
            self.path.leave();
        }
        Ok(items)
    }

    /// Steps 13.8.3.1 to 13.8.3.3.
    fn map_context(
        &mut self,
        active: &Rc<ActiveContext<'d>>,
        term: &TermDefinition<'d>,
        index: &str,
    ) -> Result<Rc<ActiveContext<'d>>, JsonLdError> {
        let beside_types =
            term.containers.has(Containers::ID) || term.containers.has(Containers::TYPE);
        let outer = active.previous().filter(|_| beside_types).unwrap_or(active);
        if term.containers.has(Containers::TYPE) {
            let scoped = outer.term(index).and_then(|kind| kind.scoped.clone());
            if let Some(scoped) = scoped {
                return self.session.apply_scoped(outer, &scoped, How::EMBEDDED);
            }
        }
        Ok(Rc::clone(active))
    }

    /// Step 13.8.3.7: what the name in the map says of the item.
    fn indexed(
        &mut self,
        active: &Rc<ActiveContext<'d>>,
        term: &TermDefinition<'d>,
        index: &'d str,
        mut item: Item,
    ) -> Result<Item, JsonLdError> {
        let name = active.expand(self.session.budget, index, false, true)?;
        if name.as_deref() == Some("@none") {
            return Ok(item);
        }
        if term.containers.has(Containers::INDEX) && term.index.is_none() {
            self.drop_here(DropReason::Annotation);
            return Ok(item);
        }
        let Item::Node(node) = &mut item else {
            return Err(Fault::InvalidValueObject.into());
        };
        if let Some(by) = &term.index {
            if !iri::is_absolute(&by.iri) {
                self.drop_here(DropReason::UndefinedTerm);
                return Ok(item);
            }
            let value = self.value(active, by.name, &Value::String(index.to_owned()))?;
            node.properties
                .entry(by.iri.clone())
                .or_default()
                .extend(value);
        } else if term.containers.has(Containers::TYPE) {
            let kind = self.node_id(name);
            node.types.push(kind);
        } else if matches!(node.id, super::NodeId::Absent) {
            let id = active.expand(self.session.budget, index, true, false)?;
            node.id = self.node_id(id);
        }
        Ok(item)
    }
}
