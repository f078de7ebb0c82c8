//! The claims.

use super::{Examination, Path, Question, bundle, trim};
use crate::claims::{TYPE, has_type, seconds};
use crate::codes;
use crate::finding::FindingKind;
use crate::rid::is_rid;
use crate::tape::{Kind, Node, Tape};

/// A time beyond which seconds are milliseconds: 2021-02-01 in those, the year 53,000 in these.
const MILLISECONDS_FROM: f64 = 1_612_137_600_000.0;
/// What verifiable credentials of the W3C are called.
const W3C_TYPE: &str = "VerifiableCredential";

/// Examines a payload and hands it back, if it is one.
pub(super) fn examine_text(
    text: &str,
    question: &Question<'_>,
    path: &Path<'_>,
    found: &mut Examination,
) -> Option<Tape> {
    let limits = &question.limits;
    let text = trim(text, question, path, found);
    let tape = Tape::parse(text.as_bytes(), limits.payload_bytes_max, limits).ok();
    let Some(tape) = tape.filter(|tape| tape.root().is_object()) else {
        found.note(FindingKind::NotJson, path, limits);
        return None;
    };
    examine(tape.root(), question, path, found);
    Some(tape)
}

pub(super) fn examine(
    root: Node<'_>,
    question: &Question<'_>,
    path: &Path<'_>,
    found: &mut Examination,
) {
    let limits = &question.limits;
    let mut want = |node: Node<'_>, name: &'static str, path: &Path<'_>, kinds: &[Kind]| match node
        .get(name)
    {
        None => found.note(FindingKind::ClaimMissing, &path.name(name), limits),
        Some(node) if kinds.contains(&node.kind()) => {}
        Some(_) => found.note(FindingKind::ClaimType, &path.name(name), limits),
    };
    const TEXT: &[Kind] = &[Kind::Text, Kind::Escaped];
    want(root, "iss", path, TEXT);
    want(root, "nbf", path, &[Kind::Number]);
    want(root, "vc", path, &[Kind::Object]);
    let vc_path = path.name("vc");
    let vc = root.get("vc").filter(|vc| vc.is_object());
    if let Some(vc) = vc {
        want(vc, "type", &vc_path, &[Kind::List]);
        want(vc, "credentialSubject", &vc_path, &[Kind::Object]);
    }
    let subject = vc
        .and_then(|vc| vc.get("credentialSubject"))
        .filter(|node| node.is_object());
    let subject_path = vc_path.name("credentialSubject");
    if let Some(subject) = subject {
        want(subject, "fhirVersion", &subject_path, TEXT);
    }
    examine_times(root, question, path, found);
    let bundle_path = subject_path.name("fhirBundle");
    let bundle = subject.and_then(|subject| subject.get("fhirBundle"));
    let Some(bundle) = bundle.filter(|bundle| bundle.is_object()) else {
        examine_types(vc, None, question, &vc_path, found);
        found.note(FindingKind::NoBundle, &bundle_path, limits);
        return;
    };
    examine_types(vc, Some(bundle), question, &vc_path, found);
    if let Some(rid) = vc.and_then(|vc| vc.get("rid"))
        && !rid.text().is_some_and(|rid| is_rid(&rid))
    {
        found.note(FindingKind::Rid, &vc_path.name("rid"), limits);
    }
    bundle::examine(bundle, question, &bundle_path, found);
}

fn examine_times(
    root: Node<'_>,
    question: &Question<'_>,
    path: &Path<'_>,
    found: &mut Examination,
) {
    let limits = &question.limits;
    let is_milliseconds = |time: Option<Node<'_>>| {
        time.and_then(Node::number)
            .is_some_and(|time| time > MILLISECONDS_FROM)
    };
    let (nbf, exp) = (root.get("nbf"), root.get("exp"));
    if exp.is_some_and(|exp| exp.kind() != Kind::Number) {
        found.note(FindingKind::ClaimType, &path.name("exp"), limits);
    }
    let (from, until) = (nbf.and_then(seconds), exp.and_then(seconds));
    if is_milliseconds(nbf) {
        found.note(FindingKind::NbfMilliseconds, &path.name("nbf"), limits);
    } else if question.at.zip(from).is_some_and(|(at, from)| from > at) {
        found.note(FindingKind::NotYetValid, &path.name("nbf"), limits);
    }
    if from.zip(until).is_some_and(|(from, until)| until <= from) {
        found.note(FindingKind::NeverValid, &path.name("exp"), limits);
    }
    if is_milliseconds(exp) {
        found.note(FindingKind::ExpMilliseconds, &path.name("exp"), limits);
    }
    if question.at.zip(until).is_some_and(|(at, until)| until < at) {
        found.note(FindingKind::Expired, &path.name("exp"), limits);
    }
}

/// What is in a card, as `vc.type` once had to say.
#[derive(Default)]
struct Contents {
    immunization: bool,
    laboratory: bool,
    covid19: bool,
}

impl Contents {
    fn read(bundle: Node<'_>) -> Self {
        let mut contents = Self::default();
        for entry in bundle.list("entry") {
            let Some(resource) = entry.get("resource") else {
                continue;
            };
            let code = |name| {
                let coding = resource.get(name)?.list("coding").next()?;
                coding.text_of("code")
            };
            match resource.text_of("resourceType").as_deref() {
                Some("Immunization") => {
                    let code = code("vaccineCode");
                    contents.immunization = true;
                    contents.covid19 |= code.is_some_and(|code| codes::is_covid_vaccine(&code));
                }
                Some("Observation") => {
                    let test = code("code").and_then(|code| codes::covid_test(&code));
                    contents.laboratory |= test.is_some();
                    contents.covid19 |= test.is_some();
                }
                _ => {}
            }
        }
        contents
    }
}

/// `vc.type`. The current specification asks for `#health-card` alone; a card that goes on to say
/// what is in it should say all, and nothing else.
fn examine_types(
    vc: Option<Node<'_>>,
    bundle: Option<Node<'_>>,
    question: &Question<'_>,
    path: &Path<'_>,
    found: &mut Examination,
) {
    let limits = &question.limits;
    if vc.is_some_and(|vc| vc.get("@context").is_some()) {
        found.note(FindingKind::Context, &path.name("@context"), limits);
    }
    let types: Vec<_> = vc.into_iter().flat_map(|vc| vc.list("type")).collect();
    let path = &path.name("type");
    let named = |name: &str| vc.is_some_and(|vc| has_type(vc, name));
    if !named("health-card") {
        found.note(FindingKind::NotHealthCard, path, limits);
    }
    let Some(contents) = bundle.map(Contents::read) else {
        return;
    };
    let said = [
        (named("immunization"), contents.immunization),
        (named("laboratory"), contents.laboratory),
        (named("covid19"), contents.covid19),
    ];
    let says_contents = said.iter().any(|(said, _)| *said);
    for (index, (said, is_so)) in said.into_iter().enumerate() {
        if is_so && !said && says_contents {
            found.note(FindingKind::TypeMissing, path, limits);
        }
        // Laboratories test for more than the codes that are known here.
        if said && !is_so && index != 1 {
            found.note(FindingKind::TypeUnfounded, path, limits);
        }
    }
    for (index, node) in types.iter().enumerate() {
        let text = node.text();
        let kind = match text.as_deref() {
            Some(W3C_TYPE) => FindingKind::TypeUnneeded,
            Some(text) => match text.strip_prefix(TYPE) {
                Some("health-card" | "immunization" | "laboratory" | "covid19") => continue,
                _ => FindingKind::TypeUnknown,
            },
            None => FindingKind::ClaimType,
        };
        found.note(kind, &path.item(index), limits);
    }
}
