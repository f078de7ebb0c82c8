//! Values (API §5.3 and §8.2.2).

use std::rc::Rc;

use serde_json::Value;

use super::{DropReason, Expander, Item, NodeId};
use crate::context::{ActiveContext, TypeMapping};
use crate::error::JsonLdError;
use crate::rdf::{Literal, XSD_STRING};
use crate::{iri, jcs, number};

const XSD_BOOLEAN: &str = "http://www.w3.org/2001/XMLSchema#boolean";
const XSD_DOUBLE: &str = "http://www.w3.org/2001/XMLSchema#double";
const XSD_INTEGER: &str = "http://www.w3.org/2001/XMLSchema#integer";
const RDF_JSON: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON";

impl<'d> Expander<'d, '_, '_> {
    /// A scalar under a property (§5.3.2).
    pub(super) fn value(
        &mut self,
        active: &Rc<ActiveContext<'d>>,
        property: &str,
        value: &Value,
    ) -> Result<Option<Item>, JsonLdError> {
        let term = active.term(property).cloned();
        let kind = term.as_ref().and_then(|term| term.kind.as_ref());
        let datatype = match (kind, value) {
            (Some(TypeMapping::Id), Value::String(id)) => {
                return self.reference(active, id, false).map(Some);
            }
            (Some(TypeMapping::Vocab), Value::String(id)) => {
                return self.reference(active, id, true).map(Some);
            }
            (Some(TypeMapping::Iri(datatype)), _) => Some(datatype.as_str()),
            _ => None,
        };
        let language = match (
            datatype,
            term.as_ref().and_then(|term| term.language.as_ref()),
        ) {
            (Some(_), _) => None,
            (None, Some(own)) => own.as_deref(),
            (None, None) => active.language(),
        };
        let language = language.filter(|_| value.is_string());
        self.literal(value, datatype, language)
    }

    fn reference(
        &mut self,
        active: &Rc<ActiveContext<'d>>,
        id: &str,
        vocab: bool,
    ) -> Result<Item, JsonLdError> {
        let id = active.expand(self.session.budget, id, true, vocab)?;
        Ok(Item::node(self.node_id(id)))
    }

    /// What a node may be known by, of what an `@id` stands for.
    pub(super) fn node_id(&mut self, expanded: Option<String>) -> NodeId {
        match expanded {
            Some(id) if iri::is_absolute(&id) => NodeId::Iri(id),
            Some(id) if iri::is_blank(&id) => NodeId::Blank(id),
            _ => {
                self.drop_here(DropReason::Reference);
                NodeId::Unusable
            }
        }
    }

    /// A scalar as a literal (§8.2.2).
    pub(super) fn literal(
        &mut self,
        value: &Value,
        datatype: Option<&str>,
        language: Option<&str>,
    ) -> Result<Option<Item>, JsonLdError> {
        let datatype_fits = datatype.is_none_or(iri::is_absolute);
        if !datatype_fits || !language.is_none_or(is_language) {
            self.drop_here(DropReason::IllTyped);
            return Ok(None);
        }
        let (text, implied) = match value {
            Value::Bool(value) => (value.to_string(), XSD_BOOLEAN),
            Value::Number(number) => numeral(number, datatype),
            Value::String(text) => (text.clone(), XSD_STRING),
            _ => return Ok(None),
        };
        self.session.budget.bytes(text.len())?;
        Ok(Some(Item::Value(match language {
            Some(language) => Literal::tagged(text, language.to_owned()),
            None => Literal::typed(text, datatype.unwrap_or(implied).to_owned()),
        })))
    }

    /// Any JSON as a literal (§8.6).
    pub(super) fn json(&mut self, value: &Value) -> Result<Item, JsonLdError> {
        let text = jcs::to_text(value);
        self.session.budget.bytes(text.len())?;
        Ok(Item::Value(Literal::typed(text, RDF_JSON.to_owned())))
    }
}

/// A number's text and the type that it implies.
fn numeral(number: &serde_json::Number, datatype: Option<&str>) -> (String, &'static str) {
    if datatype != Some(XSD_DOUBLE) && (number.is_i64() || number.is_u64()) {
        return (number.to_string(), XSD_INTEGER);
    }
    let float = number.as_f64().unwrap_or(0.0);
    if datatype == Some(XSD_DOUBLE) || float.fract() != 0.0 || float.abs() >= 1e21 {
        (number::xsd_double(float), XSD_DOUBLE)
    } else {
        (
            format!("{:.0}", if float == 0.0 { 0.0 } else { float }),
            XSD_INTEGER,
        )
    }
}

/// Whether `text` has the form of a language tag (BCP 47 §2.2.9, as N-Quads has it).
fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let others = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    parts
        .next()
        .is_some_and(|part| !part.is_empty() && letters(part))
        && parts.all(|part| !part.is_empty() && others(part))
}
