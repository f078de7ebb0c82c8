//! Vaccines of the CDC's code set CVX, as the EU's value sets and SNOMED CT name them.
//!
//! Sources: CDC, "IIS: HL7 Standard Code Set Mapping CVX to Vaccine Groups" and "COVID-19 Vaccine
//! Related Codes" (2024); EU value set `vaccine-medicinal-product`; the products' summaries of
//! characteristics for the length of a primary series.

use crate::code::COVID_19;
use crate::{Code, CodeSystem, Product};

/// What is known of a vaccine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Vaccine {
    /// SNOMED CT.
    pub(crate) disease: &'static str,
    /// Product, as the EU's value set has it; what else is known of it is [`Product`]'s.
    pub(crate) product: Option<&'static str>,
    /// Doses of a primary series, where it is not the product's own.
    series: Option<u32>,
}

impl Vaccine {
    /// Kind of vaccine, as the EU's value set has it.
    pub(crate) fn kind(&self) -> Option<Code> {
        let vaccine = Product::of(self.product?)?.vaccine;
        let is_snomed = vaccine.bytes().all(|byte| byte.is_ascii_digit());
        let system = if is_snomed {
            CodeSystem::Snomed
        } else {
            CodeSystem::Atc
        };
        Some(Code::new(system, vaccine))
    }

    /// Doses of a primary series.
    pub(crate) fn series(&self) -> Option<u32> {
        self.series.or_else(|| Product::of(self.product?)?.doses)
    }
}

const YELLOW_FEVER: &str = "16541001";
const POLIO: &str = "398102009";

const COMIRNATY: &str = "EU/1/20/1528";

const fn covid(product: &'static str) -> Vaccine {
    Vaccine {
        disease: COVID_19,
        product: Some(product),
        series: None,
    }
}

const fn other(disease: &'static str) -> Vaccine {
    Vaccine {
        disease,
        product: None,
        series: None,
    }
}

/// By code; a code that is not here is of a vaccine that no pass is given for yet.
const VACCINES: &[(&[&str], Vaccine)] = &[
    (
        &["208", "217", "218", "300", "301", "309", "310"],
        covid(COMIRNATY),
    ),
    // Three doses make the series of those for the youngest.
    (
        &["219", "302", "308"],
        Vaccine {
            series: Some(3),
            ..covid(COMIRNATY)
        },
    ),
    (
        &["207", "221", "227", "228", "229", "230", "311", "312"],
        covid("EU/1/20/1507"),
    ),
    (&["211", "313"], covid("EU/1/21/1618")),
    (&["210"], covid("EU/1/21/1529")),
    (&["212"], covid("EU/1/20/1525")),
    (&["502"], covid("Covaxin")),
    (&["504"], covid("Sputnik-Light")),
    (&["505"], covid("Sputnik-V")),
    (&["506"], covid("Convidecia")),
    (&["510"], covid("BBIBP-CorV")),
    (&["511"], covid("CoronaVac")),
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

/// A vaccine against COVID-19 that is not told more closely.
pub(crate) const COVID_19_UNSPECIFIED: &str = "213";

/// The first code of a product of the EU's value set: that for adults.
pub(crate) fn of_product(product: &str) -> Option<&'static str> {
    let found = VACCINES
        .iter()
        .find(|(_, known)| known.product == Some(product));
    found.and_then(|(codes, _)| codes.first()).copied()
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
