//! Codes of the WHO: diseases and kinds of vaccines, with what other systems call them.
//!
//! Diseases: value set `DiseaseTargeted` of the WHO's ICVP guide
//! (WorldHealthOrganization/smart-icvp, `input/fsh/valuesets`), each with the SNOMED CT concept
//! that HL7's value set `vaccine-target-diseases-uv-ips` has for it; malaria is ours. Kinds of
//! vaccines: value set `ICVPVaccineCodes` of the same guide (ICD-11 extension codes), each with
//! its ATC class (WHO Collaborating Centre for Drug Statistics Methodology, group J07).

/// A disease that vaccines are given against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Disease {
    /// ICD-11 for Mortality and Morbidity Statistics.
    pub icd11: &'static str,
    /// SNOMED CT.
    pub snomed: &'static str,
    /// In English.
    pub name: &'static str,
}

/// A kind of vaccine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VaccineClass {
    /// ICD-11, extension codes.
    pub icd11: &'static str,
    /// ATC: the class, or the group where the code tells no more.
    pub atc: &'static str,
    /// In English.
    pub name: &'static str,
}

const fn disease(icd11: &'static str, snomed: &'static str, name: &'static str) -> Disease {
    Disease {
        icd11,
        snomed,
        name,
    }
}

const fn class(icd11: &'static str, atc: &'static str, name: &'static str) -> VaccineClass {
    VaccineClass { icd11, atc, name }
}

/// The diseases, by ICD-11 code.
pub const DISEASES: &[Disease] = &[
    disease("1A00", "63650001", "cholera"),
    disease("1A07", "4834000", "typhoid"),
    disease("1B1Z", "56717001", "tuberculosis"),
    disease("1C12", "27836007", "pertussis"),
    disease("1C13", "76902006", "tetanus"),
    disease("1C17", "397430003", "diphtheria"),
    disease("1C1C", "23511006", "meningococcal disease"),
    disease("1C80", "712986001", "tick-borne encephalitis"),
    disease("1C81", "398102009", "poliomyelitis"),
    disease("1C82", "14168008", "rabies"),
    disease("1C85", "52947006", "Japanese encephalitis"),
    disease("1D2Z", "38362002", "dengue"),
    disease("1D47", "16541001", "yellow fever"),
    disease("1D80", "36989005", "mumps"),
    disease("1E32", "6142004", "influenza"),
    disease("1E50.0", "40468003", "hepatitis A"),
    disease("1E50.1", "66071002", "hepatitis B"),
    disease("1E90", "38907003", "varicella"),
    disease("1F02", "36653000", "rubella"),
    disease("1F03", "14189004", "measles"),
    disease("1F4Z", "61462000", "malaria"),
    disease("CA40.07", "16814004", "pneumococcal disease"),
    disease("RA01", "840539006", "COVID-19"),
    disease(
        "XN0FG",
        "709410003",
        "Haemophilus influenzae type b disease",
    ),
    disease("XN6N7", "18624000", "rotavirus disease"),
    disease("XN8JY", "240532009", "human papillomavirus infection"),
];

/// The kinds of vaccines that a certificate of vaccination or prophylaxis names, by ICD-11 code.
pub const VACCINE_CLASSES: &[VaccineClass] = &[
    class("XM01H1", "J07CA04", "Hib and poliomyelitis vaccine"),
    class("XM09Q7", "J07CA02", "DTP and poliomyelitis vaccine"),
    class("XM0KZ1", "J07BF02", "oral poliomyelitis vaccine, trivalent"),
    class(
        "XM0LT9",
        "J07CA12",
        "DTP, poliomyelitis and hepatitis B vaccine",
    ),
    class("XM0N24", "J07BL", "yellow fever vaccine"),
    class("XM0N50", "J07BF", "poliomyelitis vaccine"),
    class(
        "XM0VX8",
        "J07BF01",
        "oral poliomyelitis vaccine, monovalent",
    ),
    class("XM1LX9", "J07CA06", "DTP, Hib and poliomyelitis vaccine"),
    class("XM21E6", "J07CA06", "DTaP, Hib and poliomyelitis vaccine"),
    class("XM3418", "J07BL01", "yellow fever vaccine, live attenuated"),
    class("XM5V19", "J07BF03", "poliomyelitis vaccine, inactivated"),
    class("XM79H3", "J07BF04", "oral poliomyelitis vaccine, bivalent"),
    class(
        "XM84S1",
        "J07CA09",
        "DTaP, hepatitis B, Hib and poliomyelitis vaccine",
    ),
    class(
        "XM8AW1",
        "J07CA01",
        "diphtheria, tetanus and poliomyelitis vaccine",
    ),
    class("XM9JP8", "J07CA02", "DTaP and poliomyelitis vaccine"),
];

/// The disease that ICD-11 or SNOMED CT calls `code`; the systems' codes do not collide. A
/// subcategory of ICD-11 (`RA01.0`) is the disease that it is of.
#[must_use]
pub fn find_disease(code: &str) -> Option<&'static Disease> {
    let find = |code: &str| {
        let mut diseases = DISEASES.iter();
        diseases.find(|disease| disease.icd11 == code || disease.snomed == code)
    };
    find(code).or_else(|| find(code.split_once('.')?.0))
}

/// The kind of vaccine that ICD-11 calls `code`.
#[must_use]
pub fn find_vaccine_class(code: &str) -> Option<&'static VaccineClass> {
    VACCINE_CLASSES.iter().find(|class| class.icd11 == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_stands_twice() {
        let mut codes: Vec<&str> = DISEASES
            .iter()
            .flat_map(|disease| [disease.icd11, disease.snomed])
            .chain(VACCINE_CLASSES.iter().map(|class| class.icd11))
            .collect();
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all);
    }

    #[test]
    fn a_disease_is_found_by_either_code() {
        assert_eq!(find_disease("1D47").unwrap().name, "yellow fever");
        assert_eq!(find_disease("398102009").unwrap().name, "poliomyelitis");
        assert_eq!(find_disease("RA01.0").unwrap().name, "COVID-19");
        assert_eq!(find_disease("1E50.2"), None, "another hepatitis");
        assert_eq!(find_disease("1D4"), None);
        assert_eq!(find_vaccine_class("XM3418").unwrap().atc, "J07BL01");
    }
}
