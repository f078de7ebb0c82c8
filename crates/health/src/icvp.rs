//! The WHO's certificate of vaccination or prophylaxis in the common model.

use cleanbill_hcert::Icvp;
use cleanbill_hcert::icvp::Dose;

use crate::dcc::day;
use crate::{Code, CodeSystem, Event, Record, Vaccination, who};

impl From<&Icvp> for Record {
    /// A dose against several diseases is a vaccination against each of them. The disease is the
    /// product's; of a product that no table has nothing is known, and so no disease.
    fn from(icvp: &Icvp) -> Self {
        Self {
            person: who::person(icvp.name.as_deref(), icvp.birth_date.as_deref()),
            events: icvp.doses.iter().flat_map(events).collect(),
        }
    }
}

fn events(dose: &Dose) -> Vec<Event> {
    let date = dose.date.as_deref().and_then(day);
    let base = |disease: Option<Code>| Vaccination {
        disease,
        date,
        ..Vaccination::default()
    };
    let Some(product) = dose.who_product() else {
        // Of layout A, whose products are the issuer's own; or one that nobody knows.
        let own = dose.disease.is_some() || dose.vaccine.is_some();
        let product = dose.product.as_deref().filter(|_| !own);
        return vec![Event::Vaccination(Vaccination {
            vaccine: dose.vaccine.as_deref().map(who::vaccine),
            product: product.map(|id| Code::new(CodeSystem::WhoProduct, id)),
            ..base(dose.disease.as_deref().map(who::disease))
        })];
    };
    let diseases = product.kind.diseases.iter();
    let event = |disease: &&str| {
        Event::Vaccination(Vaccination {
            vaccine: Some(Code::new(CodeSystem::Atc, product.kind.atc)),
            product: Some(Code::new(CodeSystem::WhoProduct, product.id)),
            ..base(Some(who::disease(disease)))
        })
    };
    diseases.map(event).collect()
}

#[cfg(test)]
mod tests {
    use cleanbill_hcert::icvp::ProductTable;
    use jiff::civil::date;

    use super::*;
    use crate::BirthDate;

    fn with(dose: Dose) -> Record {
        Record::from(&Icvp {
            name: Some("Erika Beispiel".into()),
            birth_date: Some("1990-05-01".into()),
            doses: vec![Dose {
                date: Some("2026-01-10".into()),
                ..dose
            }],
            ..Icvp::default()
        })
    }

    fn of_product(id: &str) -> Vec<Vaccination> {
        let record = with(Dose {
            product: Some(id.into()),
            ..Dose::default()
        });
        let events = record.events.into_iter().map(|event| match event {
            Event::Vaccination(dose) => dose,
            _ => panic!("a vaccination"),
        });
        events.collect()
    }

    fn snomed(code: &str) -> Option<Code> {
        Some(Code::new(CodeSystem::Snomed, code))
    }

    #[test]
    fn the_product_tells_the_disease_by_either_table() {
        for id in [
            "a3K3X000006MihwUAC",
            "YellowFeverProductd8a09f80301dc05e124f99ffe7711fc0",
        ] {
            let doses = of_product(id);
            let [dose] = doses.as_slice() else {
                panic!("one disease")
            };
            assert_eq!(dose.disease, snomed("16541001"));
            assert_eq!(dose.product, Some(Code::new(CodeSystem::WhoProduct, id)));
            assert_eq!(dose.vaccine, Some(Code::new(CodeSystem::Atc, "J07BL01")));
            assert_eq!(dose.date, Some(date(2026, 1, 10)));
            assert_eq!((dose.dose, dose.doses), (None, None));
        }
    }

    #[test]
    fn a_dose_against_six_diseases_counts_against_each() {
        let id = "DiphtheriaTetanusPertussProductd54558e2851d29311ee7f90975827dc7";
        let diseases: Vec<_> = of_product(id)
            .into_iter()
            .map(|dose| dose.disease)
            .collect();
        assert_eq!(diseases.len(), 6);
        assert!(diseases.contains(&snomed("398102009")), "poliomyelitis");
        assert!(diseases.contains(&snomed("66071002")), "hepatitis B");
    }

    #[test]
    fn every_product_is_against_something() {
        for product in ProductTable::ALL
            .into_iter()
            .flat_map(ProductTable::products)
        {
            let doses = of_product(product.id);
            assert!(!doses.is_empty(), "{}", product.id);
            for dose in doses {
                assert_eq!(dose.disease.unwrap().system, CodeSystem::Snomed);
            }
        }
    }

    #[test]
    fn of_an_unknown_product_no_disease_is_guessed() {
        let [dose] = &of_product("a3K3X000000000000")[..] else {
            panic!("one")
        };
        assert_eq!(dose.disease, None);
        assert_eq!(
            dose.product.as_ref().unwrap().system,
            CodeSystem::WhoProduct
        );
    }

    #[test]
    fn the_oldest_layout_says_the_disease_itself() {
        let own = |disease: &str, vaccine: &str| {
            let record = with(Dose {
                disease: Some(disease.into()),
                vaccine: Some(vaccine.into()),
                product: Some("1".into()),
                ..Dose::default()
            });
            let [Event::Vaccination(dose)] = record.events.as_slice() else {
                panic!("one")
            };
            assert_eq!(dose.product, None, "the issuer's own id");
            (dose.disease.clone(), dose.vaccine.clone())
        };
        let (disease, vaccine) = own("1D47", "XM0N24");
        assert_eq!(disease, snomed("16541001"));
        assert_eq!(vaccine, Some(Code::new(CodeSystem::Atc, "J07BL")));
        let (disease, vaccine) = own("RA01", "871772009");
        assert_eq!(disease, snomed("840539006"));
        assert_eq!(vaccine, snomed("871772009"));
        let (disease, vaccine) = own("ZZ99", "XM9999");
        assert_eq!(disease, Some(Code::new(CodeSystem::Icd11, "ZZ99")));
        assert_eq!(vaccine, Some(Code::new(CodeSystem::Icd11, "XM9999")));
    }

    #[test]
    fn the_name_stays_in_one_piece() {
        let person = with(Dose::default()).person;
        assert_eq!(person.surname.shown(), Some("Erika Beispiel"));
        assert_eq!(person.forename.shown(), None);
        let born = BirthDate::Day(date(1990, 5, 1));
        assert_eq!(person.birth_date, Some(born));
    }
}
