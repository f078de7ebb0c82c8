//! One event as the EU's certificate would have written it: business rules know no other form.

use cleanbill_hcert::Dcc;
use cleanbill_hcert::dcc;
use jiff::civil::Date;

use crate::code::COVID_19;
use crate::dcc::{ANTIGEN, DETECTED, NOT_DETECTED, PCR};
use crate::product::Product;
use crate::{
    BirthDate, CodeSystem, DAY_SECS, Event, Person, Recovery, Test, TestMethod, TestResult,
    Vaccination, day_of_number,
};

/// The version of the schema that it is written by.
const VERSION: &str = "1.3.0";

impl Event {
    /// The event as the only entry of a DCC for `person`, issued in `country`; `None` where the
    /// schema has no words for it: another disease, a date or result that the pass does not say, an
    /// antibody test, an exemption.
    ///
    /// Issuer and identifier stay empty: no rule may read them (guarantee G05), and none of the
    /// EU's does.
    #[must_use]
    pub fn as_dcc(&self, person: &Person, country: Option<&str>) -> Option<Dcc> {
        let disease = self.disease()?;
        // The one disease of the EU's certificate.
        let is_covid = disease.system == CodeSystem::Snomed && disease.value == COVID_19;
        let mut dcc = Dcc {
            version: Some(VERSION.to_owned()),
            name: dcc::PersonName {
                surname: person.surname.original.clone(),
                surname_standardised: person.surname.transliterated.clone(),
                forename: person.forename.original.clone(),
                forename_standardised: person.forename.transliterated.clone(),
            },
            birth_date: Some(person.birth_date.map(birth_date).unwrap_or_default()),
            ..Dcc::default()
        };
        match self {
            _ if !is_covid => return None,
            Self::Vaccination(event) => dcc.vaccinations.push(vaccination(event, country)?),
            Self::Test(event) => dcc.tests.push(test(event, country)?),
            Self::Recovery(event) => dcc.recoveries.push(recovery(event, country)?),
            Self::Exemption(_) => return None,
        }
        Some(dcc)
    }

    /// The same event, a vaccination with the length of its series where the pass does not say it
    /// and the product does: formats that count no doses mean that of the producer.
    #[must_use]
    pub fn with_series(mut self) -> Self {
        if let Self::Vaccination(event) = &mut self {
            event.doses = event.doses.or_else(|| product(event)?.doses);
        }
        self
    }
}

fn product(event: &Vaccination) -> Option<Product> {
    let code = event.product.as_ref()?;
    (code.system == CodeSystem::EuProduct)
        .then(|| Product::of(&code.value))
        .flatten()
}

fn vaccination(event: &Vaccination, country: Option<&str>) -> Option<dcc::Vaccination> {
    let product = product(event);
    let said = event.vaccine.as_ref();
    let said = said.filter(|code| matches!(code.system, CodeSystem::Snomed | CodeSystem::Atc));
    let vaccine = said.map(|code| code.value.clone());
    Some(dcc::Vaccination {
        disease: Some(COVID_19.to_owned()),
        vaccine: vaccine.or_else(|| product.map(|known| known.vaccine.to_owned())),
        product: Some(event.product.as_ref()?.value.clone()),
        manufacturer: product.map(|known| known.manufacturer.to_owned()),
        dose: Some(event.dose?.into()),
        doses: Some(event.doses?.into()),
        date: Some(event.date?.to_string()),
        country: country.map(str::to_owned),
        ..dcc::Vaccination::default()
    })
}

fn test(event: &Test, country: Option<&str>) -> Option<dcc::Test> {
    let sampled_at = event.sampled_at?;
    let day = day_of_number(sampled_at.div_euclid(DAY_SECS))?;
    let secs = sampled_at.rem_euclid(DAY_SECS);
    let (hour, minute, second) = (secs / 3_600, secs / 60 % 60, secs % 60);
    Some(dcc::Test {
        disease: Some(COVID_19.to_owned()),
        test_type: Some(
            match event.method? {
                TestMethod::Pcr => PCR,
                TestMethod::Antigen => ANTIGEN,
                TestMethod::Antibody => return None,
            }
            .to_owned(),
        ),
        device: event.device.as_ref().map(|code| code.value.clone()),
        sampled_at: Some(format!("{day}T{hour:02}:{minute:02}:{second:02}Z")),
        result: Some(
            match event.result? {
                TestResult::Negative => NOT_DETECTED,
                TestResult::Positive => DETECTED,
            }
            .to_owned(),
        ),
        country: country.map(str::to_owned),
        ..dcc::Test::default()
    })
}

fn recovery(event: &Recovery, country: Option<&str>) -> Option<dcc::Recovery> {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    Some(dcc::Recovery {
        disease: Some(COVID_19.to_owned()),
        first_positive: Some(event.first_positive?.to_string()),
        valid_from: day(event.valid_from),
        valid_until: day(event.valid_until),
        country: country.map(str::to_owned),
        ..dcc::Recovery::default()
    })
}

fn birth_date(born: BirthDate) -> String {
    match born {
        BirthDate::Day(day) => day.to_string(),
        BirthDate::Month(year, month) => format!("{year:04}-{month:02}"),
        BirthDate::Year(year) => format!("{year:04}"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{Code, Record};

    fn person() -> Person {
        Person {
            birth_date: BirthDate::parse("1964-08"),
            ..Person::default()
        }
    }

    fn covid() -> Option<Code> {
        Some(Code::new(CodeSystem::Snomed, COVID_19))
    }

    fn dose(number: u32) -> Event {
        Event::Vaccination(Vaccination {
            disease: covid(),
            product: Some(Code::new(CodeSystem::EuProduct, "EU/1/20/1528")),
            dose: Some(number),
            date: Some(date(2021, 6, 13)),
            ..Vaccination::default()
        })
    }

    #[test]
    fn what_is_written_as_a_dcc_reads_back_as_the_same_event() {
        let test = Event::Test(Test {
            disease: covid(),
            method: Some(TestMethod::Pcr),
            sampled_at: Some(1_636_367_401),
            result: Some(TestResult::Negative),
            ..Test::default()
        });
        let recovery = Event::Recovery(Recovery {
            disease: covid(),
            first_positive: Some(date(2021, 6, 1)),
            ..Recovery::default()
        });
        for event in [dose(2).with_series(), test, recovery] {
            let dcc = event.as_dcc(&person(), Some("US")).unwrap();
            assert_eq!((dcc.country(), dcc.kinds().len()), (Some("US"), 1));
            let record = Record::from(&dcc);
            assert!(record.person.birth_date == person().birth_date);
            let read = record.events.into_iter().next().unwrap();
            // The certificate has to say the kind of vaccine, which the event left to the product.
            let kindless = match read {
                Event::Vaccination(read) => Event::Vaccination(Vaccination {
                    vaccine: None,
                    ..read
                }),
                other => other,
            };
            assert!(kindless == event, "{event:?}");
        }
    }

    #[test]
    fn the_series_is_the_producers_where_the_pass_counts_none() {
        let Event::Vaccination(event) = dose(2).with_series() else {
            panic!("a dose");
        };
        assert_eq!(event.is_complete(), Some(true));
        assert_eq!(Product::of("EU/1/20/1525").unwrap().doses, Some(1));
        assert_eq!(Product::of("EU/1/22/1709").unwrap().doses, None);
        assert_eq!(Product::of("NO/1"), None);
    }

    #[test]
    fn what_the_schema_has_no_words_for_is_no_dcc() {
        let no_product = Event::Vaccination(Vaccination {
            disease: covid(),
            ..Vaccination::default()
        });
        let yellow_fever = Event::Vaccination(Vaccination {
            disease: Some(Code::new(CodeSystem::Snomed, "16541001")),
            ..Vaccination::default()
        });
        let antibodies = Event::Test(Test {
            disease: covid(),
            method: Some(TestMethod::Antibody),
            sampled_at: Some(0),
            result: Some(TestResult::Positive),
            ..Test::default()
        });
        for event in [no_product, yellow_fever, antibodies, dose(1)] {
            assert!(event.as_dcc(&person(), None).is_none(), "{event:?}");
        }
    }
}
