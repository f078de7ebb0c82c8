//! Data types (R4, section 2.24).

use super::Type::{Any, Bool, Code, DateTime, Number, Object, Of, Positive, Text, Uri};
use super::{Shape, many, one};

pub(super) const CODING: Shape = Shape {
    name: "Coding",
    elements: &[
        one("system", Uri),
        one("version", Text),
        one("code", Code),
        one("display", Text),
        one("userSelected", Bool),
    ],
    required: &[],
};

pub(super) const CONCEPT: Shape = Shape {
    name: "CodeableConcept",
    elements: &[many("coding", Of(&CODING)), one("text", Text)],
    required: &[],
};

pub(super) const PERIOD: Shape = Shape {
    name: "Period",
    elements: &[one("start", DateTime), one("end", DateTime)],
    required: &[],
};

pub(super) const IDENTIFIER: Shape = Shape {
    name: "Identifier",
    elements: &[
        one("use", Code),
        one("type", Of(&CONCEPT)),
        one("system", Uri),
        one("value", Text),
        one("period", Of(&PERIOD)),
        one("assigner", Object),
    ],
    required: &[],
};

pub(super) const REFERENCE: Shape = Shape {
    name: "Reference",
    elements: &[
        one("reference", Text),
        one("type", Uri),
        one("identifier", Of(&IDENTIFIER)),
        one("display", Text),
    ],
    required: &[],
};

pub(super) const META: Shape = Shape {
    name: "Meta",
    elements: &[
        one("versionId", Uri),
        one("lastUpdated", DateTime),
        one("source", Uri),
        many("profile", Uri),
        many("security", Of(&CODING)),
        many("tag", Of(&CODING)),
    ],
    required: &[],
};

pub(super) const QUANTITY: Shape = Shape {
    name: "Quantity",
    elements: &[
        one("value", Number),
        one("comparator", Code),
        one("unit", Text),
        one("system", Uri),
        one("code", Code),
    ],
    required: &[],
};

pub(super) const RANGE: Shape = Shape {
    name: "Range",
    elements: &[one("low", Of(&QUANTITY)), one("high", Of(&QUANTITY))],
    required: &[],
};

pub(super) const RATIO: Shape = Shape {
    name: "Ratio",
    elements: &[
        one("numerator", Of(&QUANTITY)),
        one("denominator", Of(&QUANTITY)),
    ],
    required: &[],
};

pub(super) const HUMAN_NAME: Shape = Shape {
    name: "HumanName",
    elements: &[
        one("use", Code),
        one("text", Text),
        one("family", Text),
        many("given", Text),
        many("prefix", Text),
        many("suffix", Text),
        one("period", Of(&PERIOD)),
    ],
    required: &[],
};

pub(super) const CONTACT_POINT: Shape = Shape {
    name: "ContactPoint",
    elements: &[
        one("system", Code),
        one("value", Text),
        one("use", Code),
        one("rank", Positive),
        one("period", Of(&PERIOD)),
    ],
    required: &[],
};

pub(super) const ADDRESS: Shape = Shape {
    name: "Address",
    elements: &[
        one("use", Code),
        one("type", Code),
        one("text", Text),
        many("line", Text),
        one("city", Text),
        one("district", Text),
        one("state", Text),
        one("postalCode", Text),
        one("country", Text),
        one("period", Of(&PERIOD)),
    ],
    required: &[],
};

pub(super) const ATTACHMENT: Shape = Shape {
    name: "Attachment",
    elements: &[
        one("contentType", Code),
        one("language", Code),
        one("data", Any),
        one("url", Uri),
        one("size", Number),
        one("hash", Any),
        one("title", Text),
        one("creation", DateTime),
    ],
    required: &[],
};

pub(super) const ANNOTATION: Shape = Shape {
    name: "Annotation",
    elements: &[
        one("authorReference", Of(&REFERENCE)),
        one("authorString", Text),
        one("time", DateTime),
        one("text", Text),
    ],
    required: &[],
};

pub(super) const EDUCATION: Shape = Shape {
    name: "Immunization.education",
    elements: &[
        one("documentType", Text),
        one("reference", Uri),
        one("publicationDate", DateTime),
        one("presentationDate", DateTime),
    ],
    required: &[],
};

pub(super) const REACTION: Shape = Shape {
    name: "Immunization.reaction",
    elements: &[
        one("date", DateTime),
        one("detail", Of(&REFERENCE)),
        one("reported", Bool),
    ],
    required: &[],
};

pub(super) const PROTOCOL: Shape = Shape {
    name: "Immunization.protocolApplied",
    elements: &[
        one("series", Text),
        one("authority", Of(&REFERENCE)),
        many("targetDisease", Of(&CONCEPT)),
        one("doseNumberPositiveInt", Positive),
        one("doseNumberString", Text),
        one("seriesDosesPositiveInt", Positive),
        one("seriesDosesString", Text),
    ],
    required: &[],
};

pub(super) const IMMUNIZATION_PERFORMER: Shape = Shape {
    name: "Immunization.performer",
    elements: &[one("function", Of(&CONCEPT)), one("actor", Of(&REFERENCE))],
    required: &["actor"],
};

pub(super) const REFERENCE_RANGE: Shape = Shape {
    name: "Observation.referenceRange",
    elements: &[
        one("low", Of(&QUANTITY)),
        one("high", Of(&QUANTITY)),
        one("type", Of(&CONCEPT)),
        many("appliesTo", Of(&CONCEPT)),
        one("age", Of(&RANGE)),
        one("text", Text),
    ],
    required: &[],
};

pub(super) const COMPONENT: Shape = Shape {
    name: "Observation.component",
    elements: &[
        one("code", Of(&CONCEPT)),
        one("valueQuantity", Of(&QUANTITY)),
        one("valueCodeableConcept", Of(&CONCEPT)),
        one("valueString", Text),
        one("valueBoolean", Bool),
        one("valueInteger", Number),
        one("valueRange", Of(&RANGE)),
        one("valueRatio", Of(&RATIO)),
        one("valueSampledData", Object),
        one("valueTime", Any),
        one("valueDateTime", DateTime),
        one("valuePeriod", Of(&PERIOD)),
        one("dataAbsentReason", Of(&CONCEPT)),
        many("interpretation", Of(&CONCEPT)),
        many("referenceRange", Of(&REFERENCE_RANGE)),
    ],
    required: &["code"],
};

pub(super) const CONDITION_STAGE: Shape = Shape {
    name: "Condition.stage",
    elements: &[
        one("summary", Of(&CONCEPT)),
        many("assessment", Of(&REFERENCE)),
        one("type", Of(&CONCEPT)),
    ],
    required: &[],
};

pub(super) const CONDITION_EVIDENCE: Shape = Shape {
    name: "Condition.evidence",
    elements: &[many("code", Of(&CONCEPT)), many("detail", Of(&REFERENCE))],
    required: &[],
};

pub(super) const PATIENT_CONTACT: Shape = Shape {
    name: "Patient.contact",
    elements: &[
        many("relationship", Of(&CONCEPT)),
        one("name", Of(&HUMAN_NAME)),
        many("telecom", Of(&CONTACT_POINT)),
        one("address", Of(&ADDRESS)),
        one("gender", Code),
        one("organization", Of(&REFERENCE)),
        one("period", Of(&PERIOD)),
    ],
    required: &[],
};

pub(super) const PATIENT_COMMUNICATION: Shape = Shape {
    name: "Patient.communication",
    elements: &[one("language", Of(&CONCEPT)), one("preferred", Bool)],
    required: &["language"],
};

pub(super) const PATIENT_LINK: Shape = Shape {
    name: "Patient.link",
    elements: &[one("other", Of(&REFERENCE)), one("type", Code)],
    required: &["other"],
};
