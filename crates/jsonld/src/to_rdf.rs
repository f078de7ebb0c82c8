//! From expanded nodes to quads (API §8.1). The node map of §8.2 is not made: nodes of one name
//! meet in the set of quads.

use std::collections::{BTreeMap, BTreeSet};

use crate::budget::{Budget, check};
use crate::error::{Bound, JsonLdError};
use crate::expand::{Expansion, Item, Node, NodeId};
use crate::rdf::{BlankId, Dataset, Quad, Term};

const RDF_FIRST: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first";
const RDF_NIL: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil";
const RDF_REST: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest";
const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

pub(crate) fn to_rdf(
    expansion: Expansion,
    budget: &mut Budget<'_>,
) -> Result<Dataset, JsonLdError> {
    let mut emitter = Emitter {
        budget,
        quads: BTreeSet::new(),
        labels: BTreeMap::new(),
        blanks: 0,
    };
    for item in expansion.items {
        emitter.item(item, None)?;
    }
    Ok(Dataset {
        quads: emitter.quads,
        dropped: expansion.dropped.named,
        dropped_count: expansion.dropped.count,
    })
}

struct Emitter<'b, 'l> {
    budget: &'b mut Budget<'l>,
    quads: BTreeSet<Quad>,
    labels: BTreeMap<String, BlankId>,
    blanks: usize,
}

impl Emitter<'_, '_> {
    /// The term that stands for an item, its own quads added. `None`: nothing can stand for it.
    fn item(&mut self, item: Item, graph: Option<&Term>) -> Result<Option<Term>, JsonLdError> {
        match item {
            Item::Value(literal) => Ok(Some(Term::Literal(literal))),
            Item::List(items) => self.list(items, graph).map(Some),
            Item::Node(node) => self.node(*node, graph),
        }
    }

    fn node(&mut self, node: Node, graph: Option<&Term>) -> Result<Option<Term>, JsonLdError> {
        let subject = self.term(node.id)?;
        for kind in node.types {
            let kind = self.term_of(kind)?;
            self.state(subject.as_ref(), RDF_TYPE, kind, graph)?;
        }
        for (property, items) in node.properties {
            for item in items {
                let object = self.item(item, graph)?;
                self.state(subject.as_ref(), &property, object, graph)?;
            }
        }
        for (property, items) in node.reverse {
            for item in items {
                let other = self.item(item, graph)?;
                self.state(other.as_ref(), &property, subject.clone(), graph)?;
            }
        }
        for item in node.included {
            self.item(item, graph)?;
        }
        if let (Some(items), Some(name)) = (node.graph, &subject) {
            for item in items {
                self.item(item, Some(name))?;
            }
        }
        Ok(subject)
    }

    /// API §8.3: a chain of blank nodes.
    fn list(&mut self, items: Vec<Item>, graph: Option<&Term>) -> Result<Term, JsonLdError> {
        let mut rest = Term::Iri(RDF_NIL.to_owned());
        for item in items.into_iter().rev() {
            let link = Term::Blank(self.fresh()?);
            let first = self.item(item, graph)?;
            self.state(Some(&link), RDF_FIRST, first, graph)?;
            self.state(Some(&link), RDF_REST, Some(rest), graph)?;
            rest = link;
        }
        Ok(rest)
    }

    fn term(&mut self, id: NodeId) -> Result<Option<Term>, JsonLdError> {
        match id {
            NodeId::Absent => Ok(Some(Term::Blank(self.fresh()?))),
            id => self.term_of(id),
        }
    }

    fn term_of(&mut self, id: NodeId) -> Result<Option<Term>, JsonLdError> {
        Ok(match id {
            NodeId::Iri(iri) => Some(Term::Iri(iri)),
            NodeId::Blank(label) => Some(Term::Blank(match self.labels.get(&label) {
                Some(id) => *id,
                None => {
                    let id = self.fresh()?;
                    self.labels.insert(label, id);
                    id
                }
            })),
            NodeId::Absent | NodeId::Unusable => None,
        })
    }

    fn fresh(&mut self) -> Result<BlankId, JsonLdError> {
        let max = self.budget.limits.blank_nodes_max;
        check(Bound::BlankNodes, self.blanks + 1, max)?;
        let id = BlankId(u32::try_from(self.blanks).unwrap_or(u32::MAX));
        self.blanks += 1;
        Ok(id)
    }

    fn state(
        &mut self,
        subject: Option<&Term>,
        predicate: &str,
        object: Option<Term>,
        graph: Option<&Term>,
    ) -> Result<(), JsonLdError> {
        let (Some(subject), Some(object)) = (subject, object) else {
            return Ok(());
        };
        let quad = Quad {
            subject: subject.clone(),
            predicate: Term::Iri(predicate.to_owned()),
            object,
            graph: graph.cloned(),
        };
        self.budget.bytes(quad.weight())?;
        self.quads.insert(quad);
        check(Bound::Quads, self.quads.len(), self.budget.limits.quads_max)
    }
}
