use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use proptest::prelude::*;

use super::*;

fn scheme(text: &str) -> Option<Scheme> {
    recognise(text, &Limits::default()).map(|found| found.scheme)
}

fn details(text: &str) -> Vec<(&'static str, String)> {
    let found = recognise(text, &Limits::default()).unwrap();
    let pairs = found.details.into_iter();
    pairs
        .map(|detail| (detail.label.name(), detail.value))
        .collect()
}

fn pairs(expected: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    expected
        .iter()
        .map(|(label, value)| (*label, (*value).to_owned()))
        .collect()
}

#[test]
fn codes_say_by_their_beginning_what_they_are() {
    for (text, expected) in [
        ("LT1:6BFOXN", Scheme::SwissLight),
        ("NL2:ABC", Scheme::NetherlandsDomestic),
        ("HK3:abc", Scheme::HongKong),
        ("GreenPass 1", Scheme::IsraelGreenPass),
        ("\u{dc}\u{3}\u{6a}\u{32}", Scheme::IcaoSeal),
    ] {
        assert_eq!(scheme(text), Some(expected), "{text}");
    }
    for text in [
        "",
        "HC1:6BF",
        "shc:/5676",
        "NL22:",
        "HKX:",
        "Ü",
        "a bus ticket",
        "{}",
        "1#2",
    ] {
        assert_eq!(scheme(text), None, "{text}");
    }
}

#[test]
fn official_addresses_are_named_to_the_letter_only() {
    for (text, expected) in [
        (
            "https://www.gosuslugi.ru/covid-cert/verify/9780?lang=ru&ck=1",
            Some(Scheme::Gosuslugi),
        ),
        ("HTTPS://IMMUNE.MOS.RU/qr?id=1", Some(Scheme::MoscowImmune)),
        (
            "https://www.verify.gov.sg/verify?q=%7B%7D",
            Some(Scheme::SingaporeHealthCert),
        ),
        (
            "https://scanmevacuno.gob.cl/?a=1",
            Some(Scheme::ChileMobilityPass),
        ),
        (
            "https://pedulilindungi.id/scan/1",
            Some(Scheme::IndonesiaPeduliLindungi),
        ),
        (
            "https://bonjour.tousanticovid.gouv.fr/app/wallet?v=DC04%1D",
            Some(Scheme::FranceWallet),
        ),
        // The right host, and no page of passes.
        ("https://www.gosuslugi.ru/help", None),
        ("https://www.gosuslugi.ru/covid-cert/../help", None),
        ("http://immune.mos.ru/qr?id=1", None),
        ("https://immune.mos.ru@example.org/qr", None),
        ("https://example.org/", None),
    ] {
        assert_eq!(scheme(text), expected, "{text}");
    }
}

/// A vaccination of an invented person: version 4, signed on 2021-09-03.
const VACCINATION: &str = "DC04FR0000011EED1EECL101FRL0TESTER\u{1d}L1ANNA/MARIA\u{1d}L231031979\
    L3COVID-19\u{1d}L4J07BX03\u{1d}L5COMIRNATY PFIZER/BIONTECH\u{1d}L6COMIRNATY PFIZER/BIONTECH\
    \u{1d}L72L82L915072021LATE\u{1f}ABCDEFGH";

#[test]
fn a_2d_doc_of_a_vaccination_is_told_field_by_field() {
    assert_eq!(scheme(VACCINATION), Some(Scheme::FranceTwoDDoc));
    let expected = pairs(&[
        ("issuer", "FR00"),
        ("key", "0001"),
        ("issued_at", "2021-09-03"),
        ("surname", "TESTER"),
        ("forename", "ANNA MARIA"),
        ("birth_date", "1979-03-31"),
        ("disease", "COVID-19"),
        ("vaccine", "J07BX03"),
        ("product", "COMIRNATY PFIZER BIONTECH"),
        ("manufacturer", "COMIRNATY PFIZER BIONTECH"),
        ("dose", "2"),
        ("doses", "2"),
        ("vaccinated_at", "2021-07-15"),
        ("complete", "TE"),
    ]);
    assert_eq!(details(VACCINATION), expected);
}

#[test]
fn a_2d_doc_of_a_test_is_told_field_by_field() {
    let text = "DC02FR000001FFFFFFFFB2F0ANNA\u{1d}F1TESTER\u{1d}F231031979F3FF494845-5\
        F5NF6221120210830\u{1f}ABCDEFGH";
    let expected = pairs(&[
        ("issuer", "FR00"),
        ("key", "0001"),
        ("forename", "ANNA"),
        ("surname", "TESTER"),
        ("birth_date", "1979-03-31"),
        ("sex", "F"),
        ("test_kind", "94845-5"),
        ("test_result", "N"),
        ("sampled_at", "2021-11-22T08:30"),
    ]);
    assert_eq!(details(text), expected);
}

#[test]
fn other_2d_docs_are_named_and_their_fields_left_alone() {
    let text = "DC04FR0000011EED1EEC0001FR10SOMETHING\u{1d}";
    let labels: Vec<_> = details(text).into_iter().map(|(label, _)| label).collect();
    assert_eq!(labels, ["issuer", "key", "issued_at"]);
    for odd in [
        "DC05FR0000011EED1EECL101FR",
        "DC04FR0000011EED1EECL101F",
        "DC04fr00",
        "DC0",
    ] {
        assert_eq!(scheme(odd), None, "{odd}");
    }
}

#[test]
fn the_domestic_pass_of_england_gives_name_and_expiry() {
    let part = |bytes: &[u8]| STANDARD_NO_PAD.encode(bytes);
    let code = |content: &[u8], signature: &[u8]| {
        format!("{}.{}.{}", part(b"key"), part(content), part(signature))
    };
    let good = code(b"12111221200Anna Tester", &[7; 64]);
    assert_eq!(scheme(&good), Some(Scheme::UkDomestic));
    let expected = pairs(&[("valid_until", "2021-11-22T12:00"), ("name", "Anna Tester")]);
    assert_eq!(details(&good), expected);
    for odd in [
        code(b"12113221200Anna Tester", &[7; 64]),
        code(b"1211122120", &[7; 64]),
        code(b"12111221200Anna Tester", &[7; 63]),
        format!("{good}.{}", part(b"more")),
        "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiIxIn0.AAAA".to_owned(),
    ] {
        assert_eq!(scheme(&odd), None, "{odd}");
    }
}

#[test]
fn the_old_israeli_certificate_gives_number_and_end() {
    let content =
        r#"{"id":"1","et":1,"ct":1,"c":"Ministry","p":[{"idl":"000000018","e":"2021-12-31"}]}"#;
    let good = format!("{}#{content}", STANDARD.encode([7; 256]));
    assert_eq!(scheme(&good), Some(Scheme::IsraelGreenPass));
    let expected = pairs(&[
        ("issuer", "Ministry"),
        ("document", "000000018"),
        ("valid_until", "2021-12-31"),
    ]);
    assert_eq!(details(&good), expected);
    for odd in [
        format!("{}#{content}", STANDARD.encode([7; 63])),
        format!("{}#[]", STANDARD.encode([7; 256])),
        format!("{}#{{\"et\":\"1\"}}", STANDARD.encode([7; 256])),
    ] {
        assert_eq!(scheme(&odd), None, "{odd}");
    }
}

#[test]
fn documents_in_json_are_told_by_their_schema() {
    let singapore = r#"{"version":"https://schema.openattestation.com/2.0/schema.json","data":{}}"#;
    assert_eq!(scheme(singapore), Some(Scheme::SingaporeHealthCert));
    let invitation = r#"{"protocol":"DCCVALIDATION","serviceProvider":"Carrier","token":"x"}"#;
    assert_eq!(scheme(invitation), Some(Scheme::EuValidation));
    assert_eq!(details(invitation), pairs(&[("issuer", "Carrier")]));
    for odd in [
        "{",
        "[]",
        r#"{"version":"2.0"}"#,
        r#"{"@context":"https://schema.org"}"#,
    ] {
        assert_eq!(scheme(odd), None, "{odd}");
    }
}

#[test]
fn names_and_codes_are_told_apart_and_nothing_personal_is_shown() {
    use std::collections::BTreeSet;
    let names: BTreeSet<_> = Scheme::ALL.iter().map(|scheme| scheme.name()).collect();
    let codes: BTreeSet<_> = Scheme::ALL.iter().map(|scheme| scheme.code()).collect();
    assert_eq!(
        (names.len(), codes.len()),
        (Scheme::ALL.len(), Scheme::ALL.len())
    );
    let found = recognise(VACCINATION, &Limits::default()).unwrap();
    let shown = format!("{found:?} {:?}", found.details);
    assert!(
        !shown.contains("TESTER") && !shown.contains("1979"),
        "{shown}"
    );
}

proptest! {
    #[test]
    fn any_text_is_recognised_or_not(text: String) {
        let _ = recognise(&text, &Limits::default());
    }

    #[test]
    fn any_message_of_a_2d_doc_is_read(message: String, kind in "(L1|B2)") {
        let text = format!("DC04FR0000011EED1EEC{kind}01FR{message}");
        let found = recognise(&text, &Limits::default()).unwrap();
        prop_assert!(found.details.len() <= 3 + 32);
    }
}
