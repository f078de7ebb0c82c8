//! ICAO VDS-NC in the common model: an event a dose, or a test.

use cleanbill_archive::vds_nc::{Dose, Holder, Proof, Test as Sample, Vaccination as Entry, VdsNc};

use crate::brand::{is_covid_vaccine, named_product};
use crate::dcc::day;
use crate::{
    BirthDate, Code, CodeSystem, Event, Name, Person, Product, Record, Test, TestMethod,
    TestResult, Vaccination, parse_time, who,
};

impl From<&VdsNc> for Record {
    fn from(seal: &VdsNc) -> Self {
        let events = match seal.proof() {
            Proof::Vaccinations(entries) => {
                let doses = |entry: &Entry| -> Vec<Event> {
                    let dose = |dose| Event::Vaccination(vaccination(entry, dose));
                    entry.doses.iter().map(dose).collect()
                };
                entries.iter().flat_map(doses).collect()
            }
            Proof::Test(sample) => vec![Event::Test(test(sample))],
        };
        Self {
            person: person(seal.holder()),
            events,
        }
    }
}

/// `n` is the primary identifier, two spaces or a comma, and the secondary one (ICAO Doc 9303, part
/// 3, section 3.4); where neither stands, all of it is the primary one.
fn person(holder: &Holder) -> Person {
    let whole = holder.name.as_deref().unwrap_or_default().trim();
    let parts = whole.split_once("  ").or_else(|| whole.split_once(','));
    let (surname, forename) = parts.unwrap_or((whole, ""));
    let name = |part: &str| Name {
        original: Some(part.trim().to_owned()).filter(|part| !part.is_empty()),
        transliterated: None,
    };
    Person {
        surname: name(surname),
        forename: name(forename),
        birth_date: holder.birth_date.as_deref().and_then(BirthDate::parse),
    }
}

fn vaccination(entry: &Entry, dose: &Dose) -> Vaccination {
    let named = [&entry.brand, &entry.vaccine];
    let kind = entry.vaccine.as_deref();
    let said = entry.disease.as_deref().map(who::disease);
    let implied = || {
        let covid = kind.filter(|kind| is_covid_vaccine(kind));
        covid.map(|_| Code::new(CodeSystem::Snomed, crate::code::COVID_19))
    };
    let product = named_product(named.into_iter().filter_map(|text| text.as_deref()));
    Vaccination {
        disease: said.or_else(implied),
        vaccine: kind.map(who::vaccine),
        dose: dose.number,
        // How many a series has, the seal does not say; the product does.
        doses: product
            .as_ref()
            .and_then(|product| Product::of(&product.value)?.doses),
        product,
        date: dose.day.as_deref().and_then(day),
    }
}

fn test(sample: &Sample) -> Test {
    Test {
        // The seal does not say for what.
        disease: None,
        method: match sample.kind.as_deref() {
            Some("molecular(PCR)" | "molecular(other)") => Some(TestMethod::Pcr),
            Some("antigen") => Some(TestMethod::Antigen),
            Some("antibody") => Some(TestMethod::Antibody),
            _ => None,
        },
        device: None,
        sampled_at: sample.sampled_at.as_deref().and_then(parse_time),
        result: match sample.result.as_deref() {
            Some("negative") => Some(TestResult::Negative),
            Some("positive") => Some(TestResult::Positive),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn holder(name: &str) -> (Option<String>, Option<String>) {
        let person = person(&Holder {
            name: Some(name.to_owned()),
            ..Holder::default()
        });
        (person.surname.original, person.forename.original)
    }

    #[test]
    fn a_name_is_taken_apart_where_the_seal_says_so() {
        let both = |surname: &str, forename: &str| (Some(surname.into()), Some(forename.into()));
        assert_eq!(holder("TESTER  ANNA MARIA"), both("TESTER", "ANNA MARIA"));
        assert_eq!(holder("TESTER, ANNA"), both("TESTER", "ANNA"));
        assert_eq!(holder("ANNA TESTER"), (Some("ANNA TESTER".into()), None));
        assert_eq!(holder(""), (None, None));
    }

    #[test]
    fn a_dose_has_its_product_and_what_it_protects_from() {
        let entry = |disease: Option<&str>, brand: &str| Entry {
            vaccine: Some("XM68M6".into()),
            brand: Some(brand.into()),
            disease: disease.map(str::to_owned),
            doses: Vec::new(),
        };
        let dose = Dose {
            day: Some("2021-09-15".into()),
            number: Some(1),
            ..Dose::default()
        };
        let covid = Some(Code::new(CodeSystem::Snomed, "840539006"));
        for disease in [Some("RA01.0"), Some("RA01"), None] {
            let mapped = vaccination(&entry(disease, "AstraZeneca Vaxzevria"), &dose);
            assert_eq!(mapped.disease, covid, "{disease:?}");
            assert_eq!(mapped.product.unwrap().value, "EU/1/21/1529");
            assert_eq!(mapped.date, Some(date(2021, 9, 15)));
            assert_eq!((mapped.dose, mapped.doses), (Some(1), Some(2)));
        }
        let other = vaccination(&entry(Some("1D47"), "AstraZeneca"), &dose);
        assert_eq!(other.disease.unwrap().value, "16541001", "yellow fever");
        assert_eq!(other.product, None);
    }

    #[test]
    fn a_result_that_is_neither_is_none() {
        let sample = |kind: &str, result: &str| Sample {
            kind: Some(kind.into()),
            result: Some(result.into()),
            sampled_at: Some("2021-11-22T08:00:00+03:00".into()),
            ..Sample::default()
        };
        let good = test(&sample("molecular(PCR)", "negative"));
        assert_eq!(good.method, Some(TestMethod::Pcr));
        assert_eq!(good.result, Some(TestResult::Negative));
        assert_eq!(good.sampled_at, Some(1_637_557_200));
        let odd = test(&sample("sniffing", "normal"));
        assert_eq!((odd.method, odd.result), (None, None));
    }
}
