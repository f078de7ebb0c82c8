//! HL7 FHIR R4: the part of it that tells of vaccinations, tests and people.
