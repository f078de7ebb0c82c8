//! Expansion (API §5.1), as far as RDF needs it: what no quad can say is noted and left out.

mod containers;
mod dropped;
mod item;
mod object;
mod value;

use std::rc::Rc;

use serde_json::Value;

pub(crate) use dropped::DroppedList;
pub use dropped::{DropReason, Dropped};
pub(crate) use item::{Expanded, Item, Node, NodeId};

use crate::budget::Budget;
use crate::context::{ActiveContext, Containers, How, Memo, Session};
use crate::contexts::Contexts;
use crate::error::JsonLdError;
use dropped::Path;

/// A document, expanded.
pub(crate) struct Expansion {
    pub(crate) items: Vec<Item>,
    pub(crate) dropped: DroppedList,
}

/// Expands a whole document.
pub(crate) fn expand<'d>(
    document: &'d Value,
    contexts: &'d dyn Contexts,
    budget: &mut Budget<'_>,
) -> Result<Expansion, JsonLdError> {
    let dropped = DroppedList::new(budget.limits.dropped_max);
    let mut expander = Expander {
        session: Session {
            contexts,
            budget,
            memo: Memo::default(),
        },
        path: Path::default(),
        dropped,
    };
    let active = Rc::new(ActiveContext::default());
    let expanded = expander.element(&active, None, document, false)?;
    let items = match expanded {
        // API §9.2, step 8.3: a document that is but a graph is the default graph.
        Expanded::One(Item::Node(node)) if node.is_only_graph() => node.graph.unwrap_or_default(),
        other => other.into_items(),
    };
    Ok(Expansion {
        items,
        dropped: expander.dropped,
    })
}

struct Expander<'d, 'b, 'l> {
    session: Session<'d, 'b, 'l>,
    path: Path<'d>,
    dropped: DroppedList,
}

impl<'d> Expander<'d, '_, '_> {
    /// §5.1.2. `property` is the term under which the element stands.
    fn element(
        &mut self,
        active: &Rc<ActiveContext<'d>>,
        property: Option<&'d str>,
        element: &'d Value,
        from_map: bool,
    ) -> Result<Expanded, JsonLdError> {
        match element {
            Value::Null => Ok(Expanded::Null),
            Value::Array(items) => self.array(active, property, items, from_map),
            Value::Object(members) => self.object(active, property, members, from_map),
            scalar => self.scalar(active, property, scalar),
        }
    }

    /// Step 5.
    fn array(
        &mut self,
        active: &Rc<ActiveContext<'d>>,
        property: Option<&'d str>,
        elements: &'d [Value],
        from_map: bool,
    ) -> Result<Expanded, JsonLdError> {
        let term = property.and_then(|property| active.term(property));
        let lists = term.is_some_and(|term| term.containers.has(Containers::LIST));
        let mut items = Vec::new();
        for (at, element) in elements.iter().enumerate() {
            self.path.enter_index(at);
            let expanded = self.element(active, property, element, from_map)?;
            self.path.leave();
            match expanded {
                Expanded::Many(inner) if lists => items.push(Item::List(inner)),
                other => items.extend(other.into_items()),
            }
        }
        Ok(Expanded::Many(items))
    }

    /// Step 4.
    fn scalar(
        &mut self,
        active: &Rc<ActiveContext<'d>>,
        property: Option<&'d str>,
        scalar: &'d Value,
    ) -> Result<Expanded, JsonLdError> {
        let Some(property) = property.filter(|property| *property != "@graph") else {
            self.drop_here(DropReason::FreeValue);
            return Ok(Expanded::Null);
        };
        let scoped = active.term(property).and_then(|term| term.scoped.clone());
        let active = match scoped {
            Some(scoped) => self.session.apply_scoped(active, &scoped, How::PROPERTY)?,
            None => Rc::clone(active),
        };
        let item = self.value(&active, property, scalar)?;
        Ok(item.map_or(Expanded::Null, Expanded::One))
    }

    /// Notes that what stands at the present place makes no quad.
    fn drop_here(&mut self, reason: DropReason) {
        self.dropped.add(&self.path, reason);
    }
}
