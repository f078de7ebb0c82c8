//! Any valid request gives a pass that reads back as it was meant, without a finding.

use cleanbill_hcert::Dcc;
use cleanbill_hcert::dcc::{Exemption, PersonName, Recovery, Test, Vaccination};
use cleanbill_issuer::transliteration::Language;
use cleanbill_issuer::{PassRequest, issue};
use proptest::prelude::*;

use crate::authority::{NOW, TestKey, authority, read_back};

/// Letters that the tables know, and what may stand between them.
/// No name begins with a hard or soft sign, and one of signs alone has no transliteration.
const NAME: &str =
    "[A-ZÄÖÜa-zßéñłА-ЩЫЭ-ЯЁа-щыэ-яіїєΑ-Ρα-ωابتجدمن]([A-Za-zäöüа-яα-ωابت' -]{0,8}[a-zа-я])?";

fn text() -> impl Strategy<Value = Option<String>> {
    "[A-Za-z0-9/ü慧-]{1,30}".prop_map(Some)
}

/// A day in the year before `NOW`.
fn day() -> impl Strategy<Value = String> {
    (1..=8_u8, 1..=28_u8).prop_map(|(month, day)| format!("2021-{month:02}-{day:02}"))
}

fn country() -> impl Strategy<Value = Option<String>> {
    proptest::option::of("[A-Z]{2}")
}

fn birth_date() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        (1900..=2020_u16).prop_map(|year| year.to_string()),
        (1900..=2020_u16, 1..=12_u8).prop_map(|(year, month)| format!("{year}-{month:02}")),
        (1900..=2020_u16, 1..=12_u8, 1..=28_u8)
            .prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}")),
    ]
}

fn vaccination() -> impl Strategy<Value = Dcc> {
    (
        text(),
        text(),
        text(),
        1..=99_i64,
        1..=99_i64,
        day(),
        country(),
    )
        .prop_map(
            |(vaccine, product, manufacturer, dose, doses, date, country)| Dcc {
                vaccinations: vec![Vaccination {
                    vaccine,
                    product,
                    manufacturer,
                    dose: Some(dose),
                    doses: Some(doses),
                    date: Some(date),
                    country,
                    ..Vaccination::default()
                }],
                ..Dcc::default()
            },
        )
}

fn test() -> impl Strategy<Value = Dcc> {
    (any::<bool>(), text(), text(), 0..24_u8, 0..60_u8, country()).prop_map(
        |(is_rapid, test_name, centre, hour, minute, country)| Dcc {
            tests: vec![Test {
                test_type: Some(if is_rapid { "LP217198-3" } else { "LP6464-4" }.to_owned()),
                test_name,
                sampled_at: Some(format!("2021-08-31T{hour:02}:{minute:02}:07+02:00")),
                result: Some("260415000".to_owned()),
                centre,
                country,
                ..Test::default()
            }],
            ..Dcc::default()
        },
    )
}

fn recovery() -> impl Strategy<Value = Dcc> {
    (4..=8_u8, country()).prop_map(|(month, country)| Dcc {
        recoveries: vec![Recovery {
            first_positive: Some(format!("2021-{month:02}-07")),
            country,
            ..Recovery::default()
        }],
        ..Dcc::default()
    })
}

fn exemption() -> impl Strategy<Value = Dcc> {
    (day(), 2022..=2099_u16, country()).prop_map(|(from, year, country)| Dcc {
        exemptions: vec![Exemption {
            valid_from: Some(from),
            valid_until: Some(format!("{year}-06-30")),
            country,
            ..Exemption::default()
        }],
        ..Dcc::default()
    })
}

fn draft() -> impl Strategy<Value = Dcc> {
    let ground = prop_oneof![vaccination(), test(), recovery(), exemption()];
    (NAME, proptest::option::of(NAME), birth_date(), ground).prop_map(
        |(surname, forename, birth_date, dcc)| Dcc {
            name: PersonName {
                surname: Some(surname),
                forename,
                ..PersonName::default()
            },
            birth_date: Some(birth_date),
            ..dcc
        },
    )
}

proptest! {
    #[test]
    fn a_valid_request_reads_back_without_a_finding(
        draft in draft(),
        entropy in any::<[u8; 16]>(),
        ukrainian in any::<bool>(),
    ) {
        let language = if ukrainian { Language::Ukrainian } else { Language::Other };
        let request = PassRequest::new(draft.clone(), language).unwrap();
        let key = TestKey::new();
        let pass = issue(&request, &authority(), NOW, entropy, &key).unwrap();
        let reading = read_back(&pass, &key);
        prop_assert_eq!(&reading.findings, &[]);
        prop_assert_eq!(&reading.tolerances, &[]);
        prop_assert_eq!(&reading.dcc, &pass.dcc);
        prop_assert_eq!(&reading.dcc.birth_date, &draft.birth_date);
        prop_assert_eq!(reading.dcc.kinds(), draft.kinds());
        prop_assert_eq!(reading.dcc.uvci(), Some(pass.uvci.as_str()));
        prop_assert!(NOW < pass.expires_at && pass.expires_at <= authority().epoch().not_after);
        let again = issue(&request, &authority(), NOW, entropy, &key).unwrap();
        prop_assert_eq!(pass, again);
    }

    #[test]
    fn any_bytes_are_a_request_or_an_error(bytes in any::<Vec<u8>>()) {
        let _ = PassRequest::from_json(&bytes);
        let _ = PassRequest::from_dcc_json(&bytes);
    }

    /// Any JSON text in any place never makes a pass that has a finding.
    #[test]
    fn any_texts_are_refused_or_conform(
        surname in any::<String>(),
        standardised in proptest::option::of("[A-Z<a ]{1,4}"),
        birth_date in "[0-9]{4}(-[0-9]{2}){0,2}",
        product in any::<String>(),
        date in "20(19|2[0-2])-[0-1][0-9]-[0-3][0-9]",
        dose in -1..120_i64,
        country in proptest::option::of("[A-Za-z]{1,3}"),
    ) {
        let mut draft = Dcc {
            name: PersonName {
                surname: Some(surname),
                surname_standardised: standardised,
                ..PersonName::default()
            },
            birth_date: Some(birth_date),
            ..Dcc::default()
        };
        draft.vaccinations.push(Vaccination {
            vaccine: Some("J07BX03".to_owned()),
            product: Some(product),
            manufacturer: Some("ORG-1".to_owned()),
            dose: Some(dose),
            doses: Some(2),
            date: Some(date),
            country,
            ..Vaccination::default()
        });
        if let Ok(request) = PassRequest::new(draft, Language::Other) {
            let key = TestKey::new();
            if let Ok(pass) = issue(&request, &authority(), NOW, [9; 16], &key) {
                let reading = read_back(&pass, &key);
                prop_assert_eq!(&reading.findings, &[]);
                prop_assert_eq!(&reading.tolerances, &[]);
                prop_assert_eq!(&reading.dcc, &pass.dcc);
            }
        }
    }
}
