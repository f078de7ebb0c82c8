//! The shapes of FHIR R4 (4.0.1) resources that cards are made of, and the check against them.

mod datatypes;
mod resources;

use super::bundle::{Bundle, is_detailed, is_short};
use super::{Examination, Path};
use crate::finding::FindingKind;
use crate::tape::{Kind, Node};
pub(super) use resources::resource;

/// Members of a `Bundle`.
pub(super) const BUNDLE: &[&str] = &[
    "resourceType",
    "id",
    "meta",
    "implicitRules",
    "language",
    "identifier",
    "type",
    "timestamp",
    "total",
    "link",
    "entry",
    "signature",
];
/// What every element may have beside its own.
const EVERYWHERE: &[&str] = &["id", "extension", "modifierExtension"];

/// A resource or data type.
pub(super) struct Shape {
    pub(super) name: &'static str,
    /// Its elements; none for a resource of which only the name is known.
    pub(super) elements: &'static [Element],
    /// Those that have to be there.
    pub(super) required: &'static [&'static str],
}

/// An element of a shape.
pub(super) struct Element {
    name: &'static str,
    /// Whether it is a list.
    is_list: bool,
    kind: Type,
}

/// A primitive type (R4, section 2.24.0.1), or a shape.
#[derive(Clone, Copy)]
enum Type {
    /// `string`, `markdown`: something else than white space.
    Text,
    /// `code`: no white space around, none twice.
    Code,
    /// `uri`, `url`, `canonical`, `id`: no white space.
    Uri,
    Date,
    DateTime,
    /// `time`, `base64Binary`: a text.
    Any,
    Bool,
    /// `integer`, `decimal`, and `positiveInt` from 1.
    Number,
    Positive,
    /// A data type.
    Of(&'static Shape),
    /// A data type that is not looked at in detail.
    Object,
}

const fn one(name: &'static str, kind: Type) -> Element {
    Element {
        name,
        is_list: false,
        kind,
    }
}

const fn many(name: &'static str, kind: Type) -> Element {
    Element {
        name,
        is_list: true,
        kind,
    }
}

/// Checks an object against its shape.
pub(super) fn examine(
    node: Node<'_>,
    shape: &Shape,
    bundle: &Bundle<'_>,
    path: &Path<'_>,
    found: &mut Examination,
) {
    let limits = &bundle.question.limits;
    if !is_detailed(shape) {
        return examine_any(node, bundle, path, found);
    }
    for name in shape.required {
        if node.get(name).is_none() {
            found.note(FindingKind::ElementMissing, &path.name(name), limits);
        }
    }
    examine_shape(node, shape, bundle, path, found);
    for (name, value) in node.members() {
        let plain = name.text().unwrap_or_default();
        let element = shape.elements.iter().find(|element| element.name == plain);
        if let Some(element) = element {
            examine_element(value, element, bundle, &path.name(element.name), found);
            continue;
        }
        let primitive = plain.strip_prefix('_').unwrap_or_default();
        let extends = shape
            .elements
            .iter()
            .any(|element| element.name == primitive);
        if extends || plain == "resourceType" || EVERYWHERE.contains(&plain.as_ref()) {
            examine_any(value, bundle, path, found);
        } else {
            found.note(FindingKind::UnknownElement, &path.name("?"), limits);
        }
    }
}

/// What cards leave out of some data types, and references.
fn examine_shape(
    node: Node<'_>,
    shape: &Shape,
    bundle: &Bundle<'_>,
    path: &Path<'_>,
    found: &mut Examination,
) {
    let limits = &bundle.question.limits;
    let has_text = |name| node.text_of(name).is_some_and(|text| !text.is_empty());
    match shape.name {
        "CodeableConcept" if has_text("text") => {
            found.note(FindingKind::ConceptText, &path.name("text"), limits);
        }
        "Coding" if has_text("display") => {
            found.note(FindingKind::CodingDisplay, &path.name("display"), limits);
        }
        "Reference" => examine_reference(node, bundle, path, found),
        _ => {}
    }
}

fn examine_reference(
    node: Node<'_>,
    bundle: &Bundle<'_>,
    path: &Path<'_>,
    found: &mut Examination,
) {
    let limits = &bundle.question.limits;
    let Some(reference) = node.text_of("reference").filter(|text| !text.is_empty()) else {
        return;
    };
    let path = &path.name("reference");
    if !is_short(&reference) {
        found.note(FindingKind::LongReference, path, limits);
    }
    if !bundle.urls.contains(reference.as_ref()) {
        found.note(FindingKind::DanglingReference, path, limits);
    }
}

fn examine_element(
    value: Node<'_>,
    element: &Element,
    bundle: &Bundle<'_>,
    path: &Path<'_>,
    found: &mut Examination,
) {
    let limits = &bundle.question.limits;
    if value.is_list() != element.is_list {
        return found.note(FindingKind::ElementType, path, limits);
    }
    if !element.is_list {
        return examine_value(value, element.kind, bundle, path, found);
    }
    if value.items().next().is_none() {
        found.note(FindingKind::Empty, path, limits);
    }
    for (index, item) in value.items().enumerate() {
        // Stands for a primitive with extensions only (R4, section 2.6.2.3).
        if item.kind() != Kind::Null {
            examine_value(item, element.kind, bundle, &path.item(index), found);
        }
    }
}

fn examine_value(
    value: Node<'_>,
    kind: Type,
    bundle: &Bundle<'_>,
    path: &Path<'_>,
    found: &mut Examination,
) {
    let limits = &bundle.question.limits;
    if let Type::Of(_) | Type::Object = kind {
        if !value.is_object() {
            return found.note(FindingKind::ElementType, path, limits);
        }
        if value.members().next().is_none() {
            found.note(FindingKind::Empty, path, limits);
        }
        return match kind {
            Type::Of(shape) => examine(value, shape, bundle, path, found),
            _ => examine_any(value, bundle, path, found),
        };
    }
    let text = value.text();
    let fits = match kind {
        Type::Bool => matches!(value.kind(), Kind::True | Kind::False),
        Type::Number | Type::Positive => value.kind() == Kind::Number,
        _ => text.is_some(),
    };
    if !fits {
        return found.note(FindingKind::ElementType, path, limits);
    }
    if text.as_deref() == Some("") {
        found.note(FindingKind::Empty, path, limits);
    }
    let text = text.as_deref().unwrap_or_default();
    let is_sound = match kind {
        Type::Text => text.chars().any(|c| !c.is_whitespace()),
        Type::Code => is_code(text),
        Type::Uri => !text.is_empty() && !text.contains(char::is_whitespace),
        Type::Date => cleanbill_fhir::is_date(text),
        Type::DateTime => cleanbill_fhir::is_date_time(text),
        Type::Positive => value.raw().parse::<u32>().is_ok_and(|number| number > 0),
        _ => true,
    };
    if !is_sound {
        found.note(FindingKind::ElementValue, path, limits);
    }
}

fn is_code(text: &str) -> bool {
    let words = || text.split(' ');
    words().all(|word| !word.is_empty() && !word.contains(char::is_whitespace))
}

/// What is not known in detail: nothing in it may be empty.
fn examine_any(node: Node<'_>, bundle: &Bundle<'_>, path: &Path<'_>, found: &mut Examination) {
    let is_empty = match node.kind() {
        Kind::Text => node.raw().is_empty(),
        Kind::List => node.items().next().is_none(),
        Kind::Object => node.members().next().is_none(),
        _ => false,
    };
    if is_empty {
        found.note(FindingKind::Empty, path, &bundle.question.limits);
    }
    for item in node.items() {
        examine_any(item, bundle, path, found);
    }
    for (name, value) in node.members() {
        if name.is("reference") && value.text().is_some() {
            examine_reference(node, bundle, path, found);
        } else {
            examine_any(value, bundle, path, found);
        }
    }
}
