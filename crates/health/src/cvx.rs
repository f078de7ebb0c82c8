//! Vaccines of the CDC's code set CVX, as the EU's value sets and SNOMED CT name them.
//!
//! Sources: CDC, "IIS: HL7 Standard Code Set Mapping CVX to Vaccine Groups" and "COVID-19 Vaccine
//! Related Codes" (2024); EU value set `vaccine-medicinal-product`; the products' summaries of
//! characteristics for the length of a primary series.

use crate::CodeSystem;

/// What is known of a vaccine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Vaccine {
    /// SNOMED CT.
    pub(crate) disease: &'static str,
    /// Kind of vaccine, as the EU's value set has it.
    pub(crate) kind: Option<(CodeSystem, &'static str)>,
    /// Product, as the EU's value set has it.
    pub(crate) product: Option<&'static str>,
    /// Doses of a primary series.
    pub(crate) series: Option<u32>,
}

const COVID_19: &str = "840539006";
const YELLOW_FEVER: &str = "16541001";
const POLIO: &str = "398102009";

const MRNA: (CodeSystem, &str) = (CodeSystem::Snomed, "1119349007");
const ANTIGEN: (CodeSystem, &str) = (CodeSystem::Snomed, "1119305005");
const ANY_COVID: (CodeSystem, &str) = (CodeSystem::Atc, "J07BX03");

const COMIRNATY: Vaccine = covid(MRNA, Some("EU/1/20/1528"), Some(2));
const SPIKEVAX: Vaccine = covid(MRNA, Some("EU/1/20/1507"), Some(2));
const NUVAXOVID: Vaccine = covid(ANTIGEN, Some("EU/1/21/1618"), Some(2));

const fn covid(
    kind: (CodeSystem, &'static str),
    product: Option<&'static str>,
    series: Option<u32>,
) -> Vaccine {
    Vaccine {
        disease: COVID_19,
        kind: Some(kind),
        product,
        series,
    }
}

const fn other(disease: &'static str) -> Vaccine {
    Vaccine {
        disease,
        kind: None,
        product: None,
        series: None,
    }
}

/// By code; a code that is not here is of a vaccine that no pass is given for yet.
const VACCINES: &[(&[&str], Vaccine)] = &[
    (
        &["208", "217", "218", "300", "301", "309", "310"],
        COMIRNATY,
    ),
    // Three doses make the series of those for the youngest.
    (
        &["219", "302", "308"],
        covid(MRNA, Some("EU/1/20/1528"), Some(3)),
    ),
    (
        &["207", "221", "227", "228", "229", "230", "311", "312"],
        SPIKEVAX,
    ),
    (&["211", "313"], NUVAXOVID),
    (&["210"], covid(ANY_COVID, Some("EU/1/21/1529"), Some(2))),
    (&["212"], covid(ANY_COVID, Some("EU/1/20/1525"), Some(1))),
    (&["502"], covid(ANY_COVID, Some("Covaxin"), Some(2))),
    (&["504"], covid(ANY_COVID, Some("Sputnik-Light"), Some(1))),
    (&["505"], covid(ANY_COVID, Some("Sputnik-V"), Some(2))),
    (&["506"], covid(ANY_COVID, Some("Convidecia"), Some(1))),
    (&["510"], covid(ANY_COVID, Some("BBIBP-CorV"), Some(2))),
    (&["511"], covid(ANY_COVID, Some("CoronaVac"), Some(2))),
    (&["37", "183", "184"], other(YELLOW_FEVER)),
    (
        &["02", "10", "89", "178", "179", "182", "195"],
        other(POLIO),
    ),
];

/// What a code of CVX stands for, if it is known here.
pub(crate) fn vaccine(code: &str) -> Option<&'static Vaccine> {
    let found = VACCINES.iter().find(|(codes, _)| codes.contains(&code));
    found.map(|(_, vaccine)| vaccine)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use cleanbill_shc::codes::is_covid_vaccine;

    use super::*;

    #[test]
    fn the_table_is_of_one_mind_with_the_format() {
        let codes = || VACCINES.iter().flat_map(|(codes, _)| *codes);
        assert_eq!(codes().collect::<BTreeSet<_>>().len(), codes().count());
        for code in codes() {
            let is_covid = vaccine(code).unwrap().disease == COVID_19;
            assert_eq!(is_covid_vaccine(code), is_covid, "{code}");
        }
        assert_eq!(vaccine("03"), None);
    }
}
