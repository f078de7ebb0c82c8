//! What a card says of its holder: the few FHIR R4 resources that cards are made of.
//!
//! Read leniently: a member of another type is as good as absent, and told by
//! [`examine`](crate::examine). Nothing is guessed.

use cleanbill_jose::json::JsonError;

use crate::Limits;
use crate::claims::not_a_card;
use crate::finding::FindingKind;
use crate::tape::{Node, Tape};

/// A code and who defines it, as they are written.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Coding {
    /// The system's address, such as `http://hl7.org/fhir/sid/cvx`.
    pub system: String,
    /// The code.
    pub code: String,
}

/// `Patient`: whose card it is.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Patient {
    /// `name[0].family`.
    pub family: Option<String>,
    /// `name[0].given`.
    pub given: Vec<String>,
    /// `name[0].text`, where the parts are not given.
    pub text: Option<String>,
    /// `birthDate`: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub birth_date: Option<String>,
}

/// `Immunization`: one dose.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Immunization {
    /// `status`; `completed` for a dose that was given.
    pub status: Option<String>,
    /// `vaccineCode.coding`.
    pub vaccine: Vec<Coding>,
    /// `occurrenceDateTime`.
    pub occurrence: Option<String>,
    /// `lotNumber`.
    pub lot_number: Option<String>,
    /// `manufacturer.identifier.value`, else its display.
    pub manufacturer: Option<String>,
    /// `performer[0].actor.display`: who gave it.
    pub performer: Option<String>,
    /// `protocolApplied[0].doseNumberPositiveInt`.
    pub dose_number: Option<u32>,
    /// `protocolApplied[0].seriesDosesPositiveInt`.
    pub series_doses: Option<u32>,
    /// `protocolApplied[0].targetDisease[].coding`.
    pub target_diseases: Vec<Coding>,
    /// `isSubpotent`: the dose counts for less than a whole one.
    pub is_subpotent: bool,
    /// A `modifierExtension` says that the rest may mean something else.
    pub is_modified: bool,
}

/// `Observation`: one test.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Observation {
    /// `status`; `final` for a result that stands.
    pub status: Option<String>,
    /// `code.coding`: what was tested, and how.
    pub code: Vec<Coding>,
    /// `valueCodeableConcept.coding`: the result.
    pub value: Vec<Coding>,
    /// `valueString`: the result in words.
    pub value_text: Option<String>,
    /// `effectiveDateTime`, or the start of `effectivePeriod`: when the sample was taken.
    pub effective: Option<String>,
    /// `performer[0].display`.
    pub performer: Option<String>,
    /// A `modifierExtension` says that the rest may mean something else.
    pub is_modified: bool,
}

/// `Condition`: an illness that the holder has or had.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Condition {
    /// `clinicalStatus.coding`: active, resolved.
    pub clinical_status: Vec<Coding>,
    /// `verificationStatus.coding`: confirmed, refuted.
    pub verification_status: Vec<Coding>,
    /// `code.coding`: which illness.
    pub code: Vec<Coding>,
    /// `onsetDateTime`.
    pub onset: Option<String>,
    /// `abatementDateTime`: when it was over.
    pub abatement: Option<String>,
    /// `recordedDate`.
    pub recorded: Option<String>,
    /// A `modifierExtension` says that the rest may mean something else.
    pub is_modified: bool,
}

/// The resources of a card, by kind, each in the order of the bundle.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Content {
    /// Whose card it is; more than one makes the card ambiguous.
    pub patients: Vec<Patient>,
    /// The doses.
    pub immunizations: Vec<Immunization>,
    /// The tests.
    pub observations: Vec<Observation>,
    /// The illnesses.
    pub conditions: Vec<Condition>,
    /// How many resources are of other kinds, or none.
    pub others: usize,
}

impl Content {
    pub(crate) fn read(bundle: Node<'_>) -> Self {
        let mut content = Self::default();
        for entry in bundle.list("entry") {
            let resource = entry.get("resource");
            let kind = resource.and_then(|resource| resource.text_of("resourceType"));
            match (resource, kind.as_deref()) {
                (Some(node), Some("Patient")) => content.patients.push(patient(node)),
                (Some(node), Some("Immunization")) => {
                    content.immunizations.push(immunization(node));
                }
                (Some(node), Some("Observation")) => content.observations.push(observation(node)),
                (Some(node), Some("Condition")) => content.conditions.push(condition(node)),
                _ => content.others += 1,
            }
        }
        content
    }
}

/// What a payload or a bundle says that nobody signed.
#[derive(Clone, PartialEq, Eq)]
pub struct Unsigned {
    /// The resources.
    pub content: Content,
    /// `iss`, where it is a payload that has one.
    pub issuer: Option<String>,
    /// What keeps it from being the payload of a health card; no bundle is one.
    pub not_a_card: Option<FindingKind>,
}

/// Reads a payload or a FHIR bundle as JSON, expanded or minified.
///
/// # Errors
/// [`JsonError`]; JSON that is neither has no content.
pub fn parse_unsigned(text: &str, limits: &Limits) -> Result<Unsigned, JsonError> {
    let text = text.trim();
    let tape = Tape::parse(text.as_bytes(), limits.payload_bytes_max, limits)?;
    let root = tape.root();
    let subject = root.get("vc").and_then(|vc| vc.get("credentialSubject"));
    let bundle = subject.and_then(|subject| subject.get("fhirBundle"));
    Ok(Unsigned {
        content: Content::read(bundle.unwrap_or(root)),
        issuer: string(root, "iss"),
        not_a_card: not_a_card(root),
    })
}

fn patient(node: Node<'_>) -> Patient {
    let name = node.list("name").next();
    let text = |member| {
        name.and_then(|name| name.get(member))
            .and_then(Node::string)
    };
    Patient {
        family: text("family"),
        given: name
            .map(|name| name.list("given").filter_map(Node::string).collect())
            .unwrap_or_default(),
        text: text("text"),
        birth_date: string(node, "birthDate"),
    }
}

fn immunization(node: Node<'_>) -> Immunization {
    let protocol = node.list("protocolApplied").next();
    let number = |name| protocol.and_then(|protocol| positive(protocol, name));
    let manufacturer = node.get("manufacturer");
    let maker = manufacturer.and_then(|maker| maker.get("identifier"));
    let performer = node
        .list("performer")
        .next()
        .and_then(|performer| performer.get("actor"));
    Immunization {
        status: string(node, "status"),
        vaccine: concept(node, "vaccineCode"),
        occurrence: string(node, "occurrenceDateTime"),
        lot_number: string(node, "lotNumber"),
        manufacturer: maker
            .and_then(|maker| string(maker, "value"))
            .or_else(|| manufacturer.and_then(|maker| string(maker, "display"))),
        performer: performer.and_then(|actor| string(actor, "display")),
        dose_number: number("doseNumberPositiveInt"),
        series_doses: number("seriesDosesPositiveInt"),
        target_diseases: protocol
            .into_iter()
            .flat_map(|protocol| protocol.list("targetDisease"))
            .flat_map(codings)
            .collect(),
        is_subpotent: node.get("isSubpotent").is_some_and(Node::is_true),
        is_modified: is_modified(node),
    }
}

fn observation(node: Node<'_>) -> Observation {
    let period = node.get("effectivePeriod");
    Observation {
        status: string(node, "status"),
        code: concept(node, "code"),
        value: concept(node, "valueCodeableConcept"),
        value_text: string(node, "valueString"),
        effective: string(node, "effectiveDateTime")
            .or_else(|| period.and_then(|period| string(period, "start"))),
        performer: node
            .list("performer")
            .next()
            .and_then(|who| string(who, "display")),
        is_modified: is_modified(node),
    }
}

fn condition(node: Node<'_>) -> Condition {
    Condition {
        clinical_status: concept(node, "clinicalStatus"),
        verification_status: concept(node, "verificationStatus"),
        code: concept(node, "code"),
        onset: string(node, "onsetDateTime"),
        abatement: string(node, "abatementDateTime"),
        recorded: string(node, "recordedDate"),
        is_modified: is_modified(node),
    }
}

fn concept(node: Node<'_>, name: &str) -> Vec<Coding> {
    node.get(name).into_iter().flat_map(codings).collect()
}

fn codings(concept: Node<'_>) -> impl Iterator<Item = Coding> {
    concept.list("coding").filter_map(|coding| {
        Some(Coding {
            system: string(coding, "system")?,
            code: string(coding, "code")?,
        })
    })
}

fn string(node: Node<'_>, name: &str) -> Option<String> {
    node.get(name)?.string().filter(|text| !text.is_empty())
}

fn positive(node: Node<'_>, name: &str) -> Option<u32> {
    let number = node.get(name)?;
    number.number()?;
    number.raw().parse().ok().filter(|number| *number > 0)
}

fn is_modified(node: Node<'_>) -> bool {
    node.get("modifierExtension").is_some() || node.get("implicitRules").is_some()
}

macro_rules! hide_content {
    ($($resource:ident),*) => {$(
        /// Shows no content: it is somebody's.
        impl std::fmt::Debug for $resource {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($resource)).finish_non_exhaustive()
            }
        }
    )*};
}

hide_content!(Coding, Patient, Immunization, Observation, Condition);

impl std::fmt::Debug for Unsigned {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Unsigned").field(&self.content).finish()
    }
}

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Content")
            .field("immunizations", &self.immunizations.len())
            .field("observations", &self.observations.len())
            .field("conditions", &self.conditions.len())
            .finish_non_exhaustive()
    }
}
