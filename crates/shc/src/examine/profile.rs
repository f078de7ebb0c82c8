//! Rules of a network beyond those that all cards follow.

use super::{Examination, Path, Question};
use crate::finding::FindingKind;
use crate::tape::{Kind, Node};

/// Vaccines against COVID-19 that the United States authorised or approved, in CVX.
const USA_CVX: &[&str] = &[
    "207", "208", "211", "212", "217", "218", "219", "221", "227", "228", "229", "230", "300",
    "301", "302", "308", "309", "310", "311", "312", "313",
];
/// What "data minimisation" leaves of a patient, by path.
const PATIENT: &[&str] = &[
    "resourceType",
    "meta",
    "meta.security",
    "meta.security.*",
    "name",
    "name.family",
    "name.given",
    "name.suffix",
    "name.prefix",
    "name.text",
    "birthDate",
];
/// What it leaves of an immunization.
const IMMUNIZATION: &[&str] = &[
    "resourceType",
    "meta",
    "meta.security",
    "meta.security.*",
    "status",
    "vaccineCode",
    "vaccineCode.*",
    "patient",
    "patient.reference",
    "occurrenceDateTime",
    "occurrenceString",
    "manufacturer",
    "manufacturer.identifier",
    "manufacturer.identifier.*",
    "lotNumber",
    "isSubpotent",
    "performer",
    "performer.actor",
    "performer.actor.display",
];

/// The "data minimisation" profiles of the SMART Health Cards Vaccination and Testing guide.
pub(super) fn examine_usa(
    entries: &[Node<'_>],
    question: &Question<'_>,
    path: &Path<'_>,
    found: &mut Examination,
) {
    let limits = &question.limits;
    let resources = || entries.iter().filter_map(|entry| entry.get("resource"));
    let count = |name| {
        let is = |node: &Node<'_>| node.get("resourceType").is_some_and(|kind| kind.is(name));
        resources().filter(is).count()
    };
    if count("Patient") != 1 {
        found.note(FindingKind::ProfilePatient, path, limits);
    }
    if count("Immunization") == 0 {
        found.note(FindingKind::ProfileImmunization, path, limits);
    }
    for (index, entry) in entries.iter().enumerate() {
        let Some(resource) = entry.get("resource") else {
            continue;
        };
        let path = &path.item(index);
        match resource.text_of("resourceType").as_deref() {
            Some("Patient") => {
                examine_elements(resource, PATIENT, question, &path.name("Patient"), found);
            }
            Some("Immunization") => {
                let path = &path.name("Immunization");
                examine_elements(resource, IMMUNIZATION, question, path, found);
                examine_dose(resource, question, path, found);
            }
            Some(_) => found.note(FindingKind::ProfileResource, path, limits),
            None => {}
        }
    }
}

fn examine_dose(
    resource: Node<'_>,
    question: &Question<'_>,
    path: &Path<'_>,
    found: &mut Examination,
) {
    let limits = &question.limits;
    let vaccine = resource.get("vaccineCode");
    let code = vaccine.and_then(|vaccine| vaccine.list("coding").next());
    let code = code.and_then(|coding| coding.text_of("code"));
    if code.is_some_and(|code| !USA_CVX.contains(&code.as_ref())) {
        found.note(
            FindingKind::ProfileVaccine,
            &path.name("vaccineCode"),
            limits,
        );
    }
    let day = resource.text_of("occurrenceDateTime");
    if !day.is_some_and(|day| day.len() == 10 && cleanbill_fhir::is_date(&day)) {
        found.note(
            FindingKind::ProfileOccurrence,
            &path.name("occurrenceDateTime"),
            limits,
        );
    }
    if !resource
        .get("status")
        .is_some_and(|status| status.is("completed"))
    {
        found.note(FindingKind::ProfileStatus, &path.name("status"), limits);
    }
}

/// Every element that the profile does not have; not what is in it.
fn examine_elements(
    node: Node<'_>,
    allowed: &[&str],
    question: &Question<'_>,
    path: &Path<'_>,
    found: &mut Examination,
) {
    // Elements on the way, with their place in the profile.
    let mut open = vec![(node, String::new())];
    let mut foreign = std::collections::BTreeSet::new();
    while let Some((node, place)) = open.pop() {
        open.extend(node.items().map(|item| (item, place.clone())));
        for (name, value) in node.members() {
            let Some(name) = name.text() else { continue };
            let inner = if place.is_empty() {
                name.into_owned()
            } else {
                format!("{place}.{name}")
            };
            let is_any = allowed.contains(&format!("{place}.*").as_str());
            if is_any || allowed.contains(&inner.as_str()) {
                let deeper = matches!(value.kind(), Kind::Object | Kind::List) && !is_any;
                open.extend(deeper.then_some((value, inner)));
            } else {
                foreign.insert(inner);
            }
        }
    }
    for _ in foreign {
        found.note(FindingKind::ProfileElement, path, &question.limits);
    }
}
