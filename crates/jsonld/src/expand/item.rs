//! What expansion makes: nodes, values and lists.

use std::collections::BTreeMap;

use crate::rdf::Literal;

/// What an element of JSON becomes.
pub(crate) enum Expanded {
    Null,
    One(Item),
    Many(Vec<Item>),
}

impl Expanded {
    pub(crate) fn into_items(self) -> Vec<Item> {
        match self {
            Self::Null => Vec::new(),
            Self::One(item) => vec![item],
            Self::Many(items) => items,
        }
    }
}

/// One of them.
pub(crate) enum Item {
    Value(Literal),
    List(Vec<Item>),
    Node(Box<Node>),
}

impl Item {
    pub(crate) fn node(id: NodeId) -> Self {
        Self::Node(Box::new(Node {
            id,
            ..Node::default()
        }))
    }

    /// A graph around this, unless it is one (§5.1.2, steps 13.8.3.7 and 13.12).
    pub(crate) fn into_graph(self) -> Self {
        match self {
            Self::Node(node) if node.graph.is_some() => Self::Node(node),
            item => Self::Node(Box::new(Node {
                graph: Some(vec![item]),
                ..Node::default()
            })),
        }
    }
}

/// How a node is known.
#[derive(Default)]
pub(crate) enum NodeId {
    /// By nothing: it gets a blank node of its own.
    #[default]
    Absent,
    Iri(String),
    /// By a label of the document.
    Blank(String),
    /// By something that no quad can hold: it has no quads.
    Unusable,
}

/// A node object. Names of properties are IRIs that quads can hold.
#[derive(Default)]
pub(crate) struct Node {
    pub(crate) id: NodeId,
    pub(crate) types: Vec<NodeId>,
    pub(crate) properties: BTreeMap<String, Vec<Item>>,
    pub(crate) reverse: BTreeMap<String, Vec<Item>>,
    pub(crate) graph: Option<Vec<Item>>,
    pub(crate) included: Vec<Item>,
}

impl Node {
    pub(crate) fn is_only_graph(&self) -> bool {
        self.graph.is_some()
            && matches!(self.id, NodeId::Absent)
            && self.types.is_empty()
            && self.properties.is_empty()
            && self.reverse.is_empty()
            && self.included.is_empty()
    }
}
