//! The FHIR bundle, entry by entry.

use std::collections::BTreeSet;

use super::schema::{self, Shape};
use super::{Examination, Path, Profile, Question, profile, trim};
use crate::finding::FindingKind;
use crate::tape::{Node, Tape};

pub(super) fn examine_text(
    text: &str,
    question: &Question<'_>,
    path: &Path<'_>,
    found: &mut Examination,
) {
    let limits = &question.limits;
    let text = trim(text, question, path, found);
    let tape = Tape::parse(text.as_bytes(), limits.payload_bytes_max, limits).ok();
    match tape
        .as_ref()
        .map(Tape::root)
        .filter(|root| root.is_object())
    {
        Some(root) => examine(root, question, path, found),
        None => found.note(FindingKind::NotJson, path, limits),
    }
}

/// What is looked up while a bundle is gone through.
pub(super) struct Bundle<'b> {
    /// The `fullUrl` of every entry.
    pub(super) urls: BTreeSet<String>,
    pub(super) question: &'b Question<'b>,
}

pub(super) fn examine(
    node: Node<'_>,
    question: &Question<'_>,
    path: &Path<'_>,
    found: &mut Examination,
) {
    let limits = &question.limits;
    if !node
        .get("resourceType")
        .is_some_and(|kind| kind.is("Bundle"))
    {
        found.note(
            FindingKind::ElementValue,
            &path.name("resourceType"),
            limits,
        );
    }
    for (name, _) in node.members() {
        if !schema::BUNDLE.iter().any(|known| name.is(known)) {
            found.note(FindingKind::UnknownElement, &path.name("?"), limits);
        }
    }
    let entries: Vec<Node<'_>> = node.list("entry").collect();
    let list = path.name("entry");
    if entries.is_empty() {
        return found.note(FindingKind::NoEntries, &list, limits);
    }
    let mut bundle = Bundle {
        urls: BTreeSet::new(),
        question,
    };
    for (index, entry) in entries.iter().enumerate() {
        let url = entry.text_of("fullUrl");
        let is_form = url.as_deref().is_some_and(is_short);
        let is_new = url.is_none_or(|url| bundle.urls.insert(url.into_owned()));
        let kind = match (is_form, is_new) {
            (true, true) => continue,
            (true, false) => FindingKind::DuplicateFullUrl,
            (false, _) => FindingKind::FullUrl,
        };
        found.note(kind, &list.item(index).name("fullUrl"), limits);
    }
    for (index, entry) in entries.iter().enumerate() {
        examine_entry(*entry, &bundle, &list.item(index), found);
    }
    if question.profile == Some(Profile::UsaCovid19Immunization) {
        profile::examine_usa(&entries, question, &list, found);
    }
}

/// `resource:0`.
pub(super) fn is_short(url: &str) -> bool {
    let number = url.strip_prefix("resource:");
    number.is_some_and(|n| !n.is_empty() && n.bytes().all(|byte| byte.is_ascii_digit()))
}

fn examine_entry(entry: Node<'_>, bundle: &Bundle<'_>, path: &Path<'_>, found: &mut Examination) {
    let limits = &bundle.question.limits;
    let resource = entry
        .get("resource")
        .filter(|resource| resource.is_object());
    let kind = resource.and_then(|resource| resource.text_of("resourceType"));
    let (Some(resource), Some(kind)) = (resource, kind) else {
        return found.note(FindingKind::NoResource, path, limits);
    };
    let Some(shape) = schema::resource(&kind) else {
        return found.note(FindingKind::UnknownResource, path, limits);
    };
    let path = &path.name(shape.name);
    if shape.name == "Immunization" {
        examine_immunization(resource, bundle, path, found);
    }
    for (name, kind) in [
        ("id", FindingKind::ResourceId),
        ("text", FindingKind::Narrative),
    ] {
        if resource.get(name).is_some() {
            found.note(kind, &path.name(name), limits);
        }
    }
    if let Some(meta) = resource.get("meta") {
        let only_security = meta.members().count() == 1 && meta.get("security").is_some();
        if !only_security {
            found.note(FindingKind::Meta, &path.name("meta"), limits);
        }
    }
    schema::examine(resource, shape, bundle, path, found);
}

fn examine_immunization(
    resource: Node<'_>,
    bundle: &Bundle<'_>,
    path: &Path<'_>,
    found: &mut Examination,
) {
    let limits = &bundle.question.limits;
    if !resource
        .get("status")
        .is_some_and(|status| status.is("completed"))
    {
        found.note(FindingKind::NotCompleted, &path.name("status"), limits);
    }
    let has = |name| resource.get(name).is_some();
    if has("occurrenceDateTime") == has("occurrenceString") {
        found.note(FindingKind::Occurrence, &path.name("occurrence"), limits);
    }
}

/// Whether a shape is one that is looked at element by element.
pub(super) const fn is_detailed(shape: &Shape) -> bool {
    !shape.elements.is_empty()
}
