//! What the WHO's network asks of certificates: ours have it, and each lack is named.
#![allow(clippy::unwrap_used)]

use cleanbill_crypto::Signer as _;
use cleanbill_testkit::FixedKey;
use cleanbill_trust::onboarding::{Departure, Part, check};
use cleanbill_x509::{
    Certificate, DccUsage, Profile, Subject, Template, build_certificate, parse_certificate,
};

/// 2026-11-23T00:00:00Z.
const AT: i64 = 1_795_392_000;
const DAY: i64 = 86_400;

fn build(country: &str, days: (i64, i64), profile: Profile<'_>, by: &FixedKey) -> Certificate {
    let template = Template {
        subject: Subject {
            country,
            organization: None,
            common_name: "A test",
        },
        serial: &[1; 8],
        not_before: AT + days.0 * DAY,
        not_after: AT + days.1 * DAY,
        profile,
    };
    parse_certificate(&build_certificate(&template, by).unwrap()).unwrap()
}

fn authority(country: &str, days: (i64, i64)) -> Certificate {
    build(country, days, Profile::Authority, &FixedKey::new(1))
}

fn signer(authority: &Certificate, days: (i64, i64)) -> Certificate {
    let key = FixedKey::new(2);
    let profile = Profile::Signer {
        authority,
        public_key: key.public_key(),
        usage: DccUsage::ANY,
    };
    build("DE", days, profile, &FixedKey::new(1))
}

#[test]
fn our_own_certificates_are_taken() {
    let sca = authority("DE", (0, 4 * 365));
    assert_eq!(check(Part::Authority, &sca, "DEU", None, AT), []);
    let dsc = signer(&sca, (0, 2 * 365));
    assert_eq!(check(Part::Signer, &dsc, "DEU", Some(&sca), AT), []);
    // A signer that signs uploads is a fine certificate for that.
    assert_eq!(check(Part::Upload, &dsc, "DEU", None, AT), []);
}

#[test]
fn each_lack_is_named() {
    let sca = authority("DE", (0, 4 * 365));
    let dsc = signer(&sca, (0, 2 * 365));
    for (part, certificate, expected) in [
        (
            Part::Authority,
            authority("FR", (0, 4 * 365)),
            vec![Departure::Country],
        ),
        (
            Part::Authority,
            authority("DE", (0, 400)),
            vec![Departure::TooShort { years: 2 }],
        ),
        (
            Part::Authority,
            authority("DE", (0, 3_000)),
            vec![Departure::TooLong { years: 4 }],
        ),
        (
            Part::Authority,
            authority("DE", (-1_000, 29)),
            vec![Departure::Left],
        ),
        (
            Part::Authority,
            authority("DE", (1, 1_000)),
            vec![Departure::Left],
        ),
        (
            Part::Authority,
            dsc.clone(),
            vec![Departure::KeyUsage, Departure::BasicConstraints],
        ),
        (
            Part::Upload,
            signer(&sca, (0, 300)),
            vec![Departure::TooShort { years: 1 }],
        ),
        (
            Part::Upload,
            authority("DE", (0, 500)),
            vec![Departure::KeyUsage, Departure::BasicConstraints],
        ),
        (Part::Connection, dsc, vec![Departure::ExtendedKeyUsage]),
    ] {
        assert_eq!(
            check(part, &certificate, "DEU", None, AT),
            expected,
            "{part:?}"
        );
    }
}

#[test]
fn a_signer_has_to_be_of_the_authority() {
    let own = authority("DE", (0, 4 * 365));
    let other = build("DE", (0, 4 * 365), Profile::Authority, &FixedKey::new(9));
    let dsc = signer(&own, (0, 700));
    let found = check(Part::Signer, &dsc, "DEU", Some(&other), AT);
    assert_eq!(found, [Departure::Issuer]);
}

#[test]
fn a_participant_that_is_no_country_may_be_of_any() {
    let sca = authority("XL", (0, 4 * 365));
    assert_eq!(check(Part::Authority, &sca, "XCL", None, AT), []);
    assert_eq!(
        check(Part::Authority, &sca, "CHE", None, AT),
        [Departure::Country]
    );
}

#[test]
fn the_files_are_where_the_network_looks() {
    let files: Vec<_> = Part::REQUIRED
        .into_iter()
        .map(|part| part.file().unwrap())
        .collect();
    assert_eq!(
        files,
        ["SCA/SCA.pem", "UP/UP.pem", "TLS/TLS.pem", "TLS/CA.pem"]
    );
    assert_eq!(Part::Signer.file(), None);
}
