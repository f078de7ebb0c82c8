//! Codes of the WHO in the systems of the common model.

use cleanbill_hcert::who::{find_disease, find_vaccine_class};

use crate::{Code, CodeSystem, Name, Person};

/// A disease: SNOMED CT where it has a concept for it, so that policies mean the same for every
/// format.
pub(crate) fn disease(code: &str) -> Code {
    match find_disease(code) {
        Some(known) => Code::new(CodeSystem::Snomed, known.snomed),
        None => Code::new(numeric_or(CodeSystem::Icd11, code), code),
    }
}

/// A kind of vaccine: ATC for what ICD-11 names; a code of SNOMED CT stays one.
pub(crate) fn vaccine(code: &str) -> Code {
    match find_vaccine_class(code) {
        Some(known) => Code::new(CodeSystem::Atc, known.atc),
        None if code.starts_with("XM") => Code::new(CodeSystem::Icd11, code),
        None => Code::new(numeric_or(CodeSystem::Atc, code), code),
    }
}

/// SNOMED CT for digits alone.
fn numeric_or(other: CodeSystem, code: &str) -> CodeSystem {
    match code.bytes().all(|byte| byte.is_ascii_digit()) {
        true => CodeSystem::Snomed,
        false => other,
    }
}

/// A person whose name is one text, as the WHO's formats have it: nobody can say where the surname
/// ends, so all of it stands there. A comparison with a document takes it for the whole name.
pub(crate) fn person(name: Option<&str>, birth_date: Option<&str>) -> Person {
    Person {
        surname: Name {
            original: name.map(str::to_owned),
            transliterated: None,
        },
        forename: Name::default(),
        birth_date: birth_date.and_then(crate::BirthDate::parse),
    }
}
