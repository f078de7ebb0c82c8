//! JSON to resources.

use crate::error::FhirError;
use crate::node::Node;
use crate::resource::{
    CodeableConcept, Coding, Composition, Dose, HumanName, Identifier, Immunization, Named,
    Observation, Patient, Reference, Resource,
};

type Read<T> = Result<T, FhirError>;

fn text(node: &Node<'_>) -> Read<String> {
    node.text()
}

fn bool(node: &Node<'_>) -> Read<bool> {
    node.bool()
}

/// A resource by its `resourceType`.
pub(crate) fn resource(node: &Node<'_>) -> Read<Resource> {
    Ok(match node.required("resourceType", text)?.as_str() {
        "Patient" => Resource::Patient(patient(node)?),
        "Immunization" => Resource::Immunization(Box::new(immunization(node)?)),
        "Observation" => Resource::Observation(Box::new(observation(node)?)),
        "Composition" => Resource::Composition(composition(node)?),
        "Organization" => Resource::Organization(named(node)?),
        "Location" => Resource::Location(named(node)?),
        _ => Resource::Other,
    })
}

/// Whether something says that the rest may mean something else (R4, section 2.4.0.1.2.1).
fn is_modified(node: &Node<'_>) -> Read<bool> {
    Ok(node.member("modifierExtension")?.is_some() || node.member("implicitRules")?.is_some())
}

fn patient(node: &Node<'_>) -> Read<Patient> {
    Ok(Patient {
        id: node.optional("id", text)?,
        is_modified: is_modified(node)?,
        active: node.optional("active", bool)?,
        identifiers: node.list("identifier", identifier)?,
        names: node.list("name", human_name)?,
        birth_date: node.optional("birthDate", text)?,
    })
}

fn immunization(node: &Node<'_>) -> Read<Immunization> {
    let performer = |node: &Node<'_>| node.required("actor", reference);
    Ok(Immunization {
        id: node.optional("id", text)?,
        is_modified: is_modified(node)?,
        status: node.required("status", text)?,
        vaccine_code: node.required("vaccineCode", concept)?,
        patient: node.required("patient", reference)?,
        occurrence: node.optional("occurrenceDateTime", text)?,
        is_subpotent: node.optional("isSubpotent", bool)?.unwrap_or(false),
        lot_number: node.optional("lotNumber", text)?,
        manufacturer: node.optional("manufacturer", reference)?,
        location: node.optional("location", reference)?,
        performers: node.list("performer", performer)?,
        doses: node.list("protocolApplied", dose)?,
    })
}

fn dose(node: &Node<'_>) -> Read<Dose> {
    let number = |int: &'static str, string: &'static str| match node
        .optional(int, |node| node.positive_int())?
    {
        Some(number) => Ok(Some(number)),
        None => node.optional(string, text),
    };
    Ok(Dose {
        diseases: node.list("targetDisease", concept)?,
        number: number("doseNumberPositiveInt", "doseNumberString")?,
        series: number("seriesDosesPositiveInt", "seriesDosesString")?,
    })
}

fn observation(node: &Node<'_>) -> Read<Observation> {
    Ok(Observation {
        id: node.optional("id", text)?,
        is_modified: is_modified(node)?,
        status: node.required("status", text)?,
        code: node.required("code", concept)?,
        subject: node.optional("subject", reference)?,
        effective: node.optional("effectiveDateTime", text)?,
        value: node.optional("valueCodeableConcept", concept)?,
        performers: node.list("performer", reference)?,
    })
}

fn composition(node: &Node<'_>) -> Read<Composition> {
    Ok(Composition {
        id: node.optional("id", text)?,
        status: node.required("status", text)?,
        date: node.required("date", text)?,
        title: node.required("title", text)?,
        subject: node.optional("subject", reference)?,
    })
}

fn named(node: &Node<'_>) -> Read<Named> {
    Ok(Named {
        id: node.optional("id", text)?,
        name: node.optional("name", text)?,
    })
}

fn identifier(node: &Node<'_>) -> Read<Identifier> {
    Ok(Identifier {
        system: node.optional("system", text)?,
        value: node.optional("value", text)?,
        usage: node.optional("use", text)?,
    })
}

fn human_name(node: &Node<'_>) -> Read<HumanName> {
    Ok(HumanName {
        usage: node.optional("use", text)?,
        family: node.optional("family", text)?,
        given: node.list("given", text)?,
    })
}

fn concept(node: &Node<'_>) -> Read<CodeableConcept> {
    let coding = |node: &Node<'_>| {
        Ok(Coding {
            system: node.optional("system", text)?,
            code: node.optional("code", text)?,
        })
    };
    Ok(CodeableConcept {
        codings: node.list("coding", coding)?,
    })
}

fn reference(node: &Node<'_>) -> Read<Reference> {
    Ok(Reference {
        reference: node.optional("reference", text)?,
        display: node.optional("display", text)?,
    })
}
