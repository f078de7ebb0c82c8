//! JSON as a tree in which no member occurs twice, read field by field.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::error::RequestError;
use crate::field::Field;

/// The longest request. Every text of it at its limit, escaped throughout, stays below.
const SIZE_MAX_BYTES: usize = 32_768;
/// The longest unknown member that is named back to whoever sent it.
const MEMBER_MAX_BYTES: usize = 32;

/// One JSON value. Numbers that are not integers of 64 bits, and booleans, occur in no request.
pub(crate) enum Node {
    Null,
    Int(i64),
    Text(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
    Other,
}

/// Reads one JSON document (RFC 8259), nested at most 128 deep.
pub(crate) fn parse(json: &[u8]) -> Result<Node, RequestError> {
    if json.len() > SIZE_MAX_BYTES {
        return Err(RequestError::TooLong {
            size_max_bytes: SIZE_MAX_BYTES,
        });
    }
    serde_json::from_slice(json).map_err(|error| RequestError::Json {
        line: error.line(),
        column: error.column(),
    })
}

/// The members of one JSON object; each is taken once, and none may be left.
pub(crate) struct Members {
    group: Field,
    members: Vec<(String, Node)>,
}

impl Members {
    pub(crate) fn new(group: Field, node: Node) -> Result<Self, RequestError> {
        match node {
            Node::Map(members) => Ok(Self { group, members }),
            _ => Err(RequestError::Type { field: group }),
        }
    }

    /// The member of this name, unless it is absent or null.
    pub(crate) fn take(&mut self, name: &str) -> Option<Node> {
        let index = self.members.iter().position(|(member, _)| member == name)?;
        match self.members.swap_remove(index).1 {
            Node::Null => None,
            node => Some(node),
        }
    }

    pub(crate) fn text(
        &mut self,
        name: &str,
        field: Field,
    ) -> Result<Option<String>, RequestError> {
        match self.take(name) {
            None => Ok(None),
            Some(Node::Text(text)) => Ok(Some(text)),
            Some(_) => Err(RequestError::Type { field }),
        }
    }

    pub(crate) fn int(&mut self, name: &str, field: Field) -> Result<Option<i64>, RequestError> {
        match self.take(name) {
            None => Ok(None),
            Some(Node::Int(int)) => Ok(Some(int)),
            Some(_) => Err(RequestError::Type { field }),
        }
    }

    pub(crate) fn finish(mut self) -> Result<(), RequestError> {
        let Some((member, _)) = self.members.pop() else {
            return Ok(());
        };
        Err(RequestError::UnknownField {
            group: self.group,
            member: Some(member).filter(|member| is_name(member)),
        })
    }
}

/// Whether the member reads like a name of a field, and not like somebody's.
fn is_name(member: &str) -> bool {
    member.len() <= MEMBER_MAX_BYTES
        && member
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_i64<E>(self, int: i64) -> Result<Node, E> {
        Ok(Node::Int(int))
    }

    fn visit_u64<E>(self, int: u64) -> Result<Node, E> {
        Ok(i64::try_from(int).map_or(Node::Other, Node::Int))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Node, E> {
        Ok(Node::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        // Objects of requests have a dozen members; the size limit bounds hostile ones.
        let mut members: Vec<(String, Node)> = Vec::new();
        while let Some((name, node)) = entries.next_entry::<String, Node>()? {
            if members.iter().any(|(known, _)| *known == name) {
                return Err(A::Error::custom("a member occurs twice"));
            }
            members.push((name, node));
        }
        Ok(Node::Map(members))
    }
}
