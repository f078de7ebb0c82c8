//! Guarantee G03: the code is data, never an address. The clones of autumn 2021, each refused by
//! name.

use cleanbill_policy::Place;
use cleanbill_trust::TrustStore;
use cleanbill_verifier::{DoorReason, DoorVerdict, Lookalike, Verdict, Verifier};

use super::world::{RU_2021, World};

const CLONES: &[(&str, &str)] = &[
    (
        "https://www.gosuslugi.ru@example.org/covid-cert/verify/9780",
        "link.user-name",
    ),
    (
        "https://www.gosuslugi.ru:443@example.org/",
        "link.user-name",
    ),
    (
        "https://user@www.gosuslugi.ru/covid-cert/verify/9780",
        "link.user-name",
    ),
    (
        "https://www.gosuslugi.ru%2Fcovid-cert@example.org/",
        "link.user-name",
    ),
    (
        "https://gosuslugi.ru.example.org/covid-cert/verify/1",
        "link.host",
    ),
    ("https://gosuslugi-ru.com/covid-cert", "link.host"),
    ("https://www-gosuslugi.ru/covid-cert", "link.host"),
    ("https://gosuslugi-covid.ru/verify", "link.host"),
    ("https://gosuslugl.ru/covid-cert", "link.host"),
    ("https://gosusIugi.ru/covid-cert", "link.host"),
    ("https://g0suslugi.ru/covid-cert", "link.host"),
    ("https://qosuslugi.ru/covid-cert", "link.host"),
    ("https://gosuslugi.rus.net/", "link.host"),
    ("https://gos-uslugi.ru/", "link.host"),
    ("https://immune-mos.ru/qr?id=1", "link.host"),
    ("https://immune.mos.ru.example.org/qr", "link.host"),
    ("https://gоsuslugi.ru/covid-cert", "link.script"),
    ("https://xn--gsuslugi-tqh.ru/", "link.script"),
    ("https://www.gosuslugi.ru%2e/covid-cert", "link.characters"),
    ("https://gosuslugi%2eru/covid-cert", "link.characters"),
    ("https://www.gosuslugi.ru\\@example.org/", "link.characters"),
    ("https://www.gosuslugi.ru\\.example.org/", "link.characters"),
    (
        "http://www.gosuslugi.ru/covid-cert/verify/9780",
        "link.transport",
    ),
    ("https://www.gosuslugi.ru:8443/covid-cert", "link.transport"),
    ("ftp://www.gosuslugi.ru/covid-cert", "link.transport"),
    (
        "https://example.org/?https://www.gosuslugi.ru/covid-cert/verify/9780",
        "link.elsewhere",
    ),
    (
        "https://example.org/www.gosuslugi.ru/covid-cert",
        "link.elsewhere",
    ),
    ("https://example.org/#gosuslugi.ru", "link.elsewhere"),
    ("javascript:location='//www.gosuslugi.ru'", "link.elsewhere"),
    (
        "valid until 2022 www.gosuslugi.ru/covid-cert",
        "link.elsewhere",
    ),
    ("www.gosuslugi.ru/covid-cert/verify/9780", "link.elsewhere"),
];

#[test]
fn g03_every_clone_is_refused_by_name() {
    let trust = TrustStore::default();
    for (clone, code) in CLONES {
        let report = Verifier::new(&trust).verify(clone, 0);
        assert_eq!(report.verdict(), Verdict::Refused, "{clone}");
        assert_eq!(
            report.reason().map(|reason| reason.code()),
            Some(*code),
            "{clone}"
        );
        assert_eq!(
            DoorVerdict::new(&report, None).reason,
            DoorReason::NotGenuine,
            "{clone}"
        );
    }
}

/// Hosts times tricks, some hundreds, made in the testkit.
#[test]
fn g03_every_made_clone_is_refused_by_name_at_a_door_too() {
    let world = World::new(&RU_2021, "2021-11-30", "RU");
    let clones = cleanbill_testkit::clone_links();
    assert!(clones.len() > 300, "{}", clones.len());
    for clone in clones {
        let report = world.check(Place::Concert, &clone.text, "2021-12-01");
        let found = (
            report.verdict(),
            report.reason().map(|reason| reason.code()),
        );
        assert_eq!(
            found,
            (Verdict::Refused, Some(clone.code)),
            "{}",
            clone.text
        );
        let door = DoorVerdict::new(&report, None).reason;
        assert_eq!(door, DoorReason::NotGenuine, "{}", clone.text);
    }
}

#[test]
fn g03_the_real_address_is_recognised_is_no_pass_and_is_not_opened() {
    let world = World::new(&RU_2021, "2021-11-30", "RU");
    for (text, expected) in [
        (
            "https://www.gosuslugi.ru/covid-cert/verify/9780000025689854?lang=ru&ck=80cf8",
            "recognised.gosuslugi",
        ),
        ("https://immune.mos.ru/qr?id=1", "recognised.immune-mos"),
        ("https://scanmevacuno.gob.cl/?a=1", "recognised.chile-pase"),
        // The right host, and no page that shows passes.
        ("https://www.gosuslugi.ru/help", "decode.web-address"),
        ("https://example.org/menu.pdf", "decode.web-address"),
    ] {
        let report = world.check(Place::Concert, text, "2021-12-01");
        assert_eq!(report.verdict(), Verdict::Refused, "{text}");
        let code = report.reason().map(|reason| reason.code());
        assert_eq!(code, Some(expected), "{text}");
        assert_eq!(
            DoorVerdict::new(&report, None).reason,
            DoorReason::NotAPass,
            "{text}"
        );
    }
}

#[test]
fn g03_hostile_addresses_break_nothing() {
    for text in [
        "https://@",
        "https://:@/",
        "://gosuslugi",
        "https://\u{202e}gosuslugi.ru/",
        "@@@@",
    ] {
        let _ = Lookalike::detect(text);
    }
    let long = format!("https://{}", "gosuslugi.".repeat(100_000));
    let _ = Lookalike::detect(&long);
}
