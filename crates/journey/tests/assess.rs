//! Passes against bookings.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_cose::cbor::{Key, Value, encode_deterministic};
use cleanbill_cose::{HCERT_CLAIM, Limits, sign1};
use cleanbill_crypto::{Signer, sha256};
use cleanbill_hcert::dcc::parse_json;
use cleanbill_journey::{Assessment, Data, assess};
use cleanbill_policy::{PolicySet, RuleBook};
use cleanbill_precheck::{AcceptedKind, CheckResult, CheckType, Conditions, ResultKind};
use cleanbill_revocation::Revocation;
use cleanbill_testkit::FixedKey;
use cleanbill_trust::{Country, Kid, ScopedStore, SignerRecord, TrustStore};
use cleanbill_verifier::{DataTimes, DoorReason};
use cleanbill_x509::DccUsage;
use proptest::prelude::*;

const KID: [u8; 8] = *b"kid-kid-";
/// 2021-11-22T12:00:00Z.
const NOW: i64 = 1_637_582_400;
const DAY: i64 = 86_400;

const VACCINATION: &str = r#""v":[{"tg":"840539006","vp":"1119349007","mp":"EU/1/20/1528",
    "ma":"ORG-100030215","dn":2,"sd":2,"dt":"2021-06-01","co":"XX","is":"Issuer",
    "ci":"URN:UVCI:01:XX:A#B"}]"#;
const TEST: &str = r#""t":[{"tg":"840539006","tt":"LP217198-3","tr":"260415000","ma":"1232",
    "sc":"2021-11-22T06:00:00Z","tc":"Centre","co":"XX","is":"Issuer",
    "ci":"URN:UVCI:01:XX:C#D"}]"#;
const RECOVERY: &str = r#""r":[{"tg":"840539006","fr":"2021-08-01","df":"2021-08-15",
    "du":"2021-11-24","co":"XX","is":"Issuer","ci":"URN:UVCI:01:XX:E#F"}]"#;

/// Rules of a destination: only vaccinations with the EU's first product, and one that says so of
/// every pass.
const RULE: &str = r#"{"Identifier":"VR-YY-0001","Type":"Acceptance","Country":"YY",
    "Version":"1.0.0","SchemaVersion":"1.3.0","Engine":"CERTLOGIC","EngineVersion":"1.0.0",
    "CertificateType":"Vaccination","ValidFrom":"2021-01-01T00:00:00Z",
    "ValidTo":"2030-01-01T00:00:00Z","AffectedFields":["v.0.mp"],
    "Description":[{"lang":"en","desc":"One product only."}],
    "Logic":{"===":[{"var":"payload.v.0.mp"},"EU/1/20/1528"]}}"#;

fn pass_of(key: &FixedKey, event: &str, expires_at: i64) -> String {
    let payload = format!(
        r#"{{"ver":"1.3.0","nam":{{"fn":"Müller","fnt":"MUELLER","gn":"Anna Maria",
        "gnt":"ANNA<MARIA"}},"dob":"1964-08-12",{event}}}"#
    );
    let dcc = parse_json(payload.as_bytes(), &Limits::default()).unwrap();
    let claims = Value::Map(vec![
        (Key::Int(1), Value::from("XX")),
        (Key::Int(4), Value::Int(expires_at)),
        (Key::Int(6), Value::Int(NOW - DAY)),
        (Key::Int(HCERT_CLAIM), Value::Map(vec![(Key::Int(1), dcc)])),
    ]);
    let message = sign1(&KID, &encode_deterministic(&claims), key).unwrap();
    cleanbill_hcert::encode(&message).unwrap()
}

fn trust(key: &FixedKey) -> TrustStore {
    let spki = key.public_key().to_spki_der();
    let record = SignerRecord {
        kid: Kid::from(KID),
        country: Country::new("XX"),
        spki: spki.into(),
        usage: DccUsage::ANY,
        not_before: NOW - 100 * DAY,
        not_after: NOW + 400 * DAY,
        thumbprint: sha256(spki),
    };
    [record.into()].into_iter().collect()
}

fn booking() -> Conditions {
    Conditions {
        surname: Some("MUELLER".to_owned()),
        forename: Some("ANNA".to_owned()),
        birth_date: Some("1964-08-12".to_owned()),
        arrival_country: Some("YY".to_owned()),
        departure_country: Some("XX".to_owned()),
        validation_clock: Some(NOW + DAY),
        valid_from: Some(NOW + DAY),
        valid_to: Some(NOW + 3 * DAY),
        ..Conditions::default()
    }
}

struct Case {
    event: &'static str,
    expires_at: i64,
    signer: u32,
    check: CheckType,
    booking: Conditions,
    data_issued_at: i64,
    now: i64,
}

impl Case {
    fn new() -> Self {
        Self {
            event: VACCINATION,
            expires_at: NOW + 300 * DAY,
            signer: 1,
            check: CheckType::Full,
            booking: booking(),
            data_issued_at: NOW,
            now: NOW,
        }
    }

    fn text(&self) -> String {
        pass_of(&FixedKey::new(self.signer), self.event, self.expires_at)
    }

    fn assess(&self) -> Assessment {
        let (trust, revocation) = (trust(&FixedKey::new(1)), Revocation::default());
        let rules = RuleBook::parse([RULE.as_bytes()], []).unwrap();
        let policies = PolicySet::default();
        let data = Data {
            trust: &trust,
            networks: &ScopedStore::default(),
            revocation: &revocation,
            rules: &rules,
            policies: &policies,
            times: DataTimes {
                issued_at: self.data_issued_at,
                expires_at: self.data_issued_at + 60 * DAY,
            },
        };
        assess(&self.text(), self.check, &self.booking, &data, self.now)
    }

    fn found(&self) -> (CheckResult, DoorReason) {
        let assessment = self.assess();
        (assessment.result, assessment.reason)
    }
}

fn codes(assessment: &Assessment) -> Vec<&str> {
    let items = assessment.items.iter();
    items.map(|item| item.identifier.as_str()).collect()
}

#[test]
fn a_pass_that_fits_is_told_check_by_check_to_the_holder() {
    let assessment = Case::new().assess();
    assert_eq!(
        codes(&assessment),
        ["door.good", "identity.same", "VR-YY-0001"]
    );
    assert_eq!(assessment.result, CheckResult::Ok);
    let told = assessment.for_carrier();
    assert_eq!(
        (told.identifier.as_str(), told.result),
        ("door.good", CheckResult::Ok)
    );
}

#[test]
fn a_pass_of_somebody_else_is_refused_whatever_else_is_right() {
    for change in [
        (|booking: &mut Conditions| booking.surname = Some("MILLER".to_owned())) as fn(&mut _),
        |booking| booking.forename = Some("MARIA".to_owned()),
        |booking| booking.birth_date = Some("1964-12-08".to_owned()),
    ] {
        let mut case = Case::new();
        change(&mut case.booking);
        let expected = (CheckResult::Failed, DoorReason::DocumentDiffers);
        assert_eq!(case.found(), expected);
    }
    // Any spelling of a booking does, and a birth date as far as it is known.
    for (surname, forename) in [
        ("MULLER", "ANNA MARIA"),
        ("Müller", "Anna"),
        ("MUELLER", "ANNA"),
    ] {
        let mut case = Case::new();
        case.booking.surname = Some(surname.to_owned());
        case.booking.forename = Some(forename.to_owned());
        case.booking.birth_date = Some("1964".to_owned());
        assert_eq!(case.found().0, CheckResult::Ok, "{surname}");
    }
}

#[test]
fn a_booking_of_nobody_is_bound_to_nobody() {
    let mut case = Case::new();
    case.booking.surname = None;
    case.booking.forename = None;
    assert_eq!(
        case.found(),
        (CheckResult::Open, DoorReason::DocumentUnreadable)
    );
    let mut case = Case::new();
    case.booking.birth_date = None;
    assert_eq!(case.found().0, CheckResult::Open);
}

#[test]
fn a_pass_has_to_last_as_long_as_the_journey() {
    let mut case = Case::new();
    case.expires_at = NOW + 2 * DAY;
    let assessment = case.assess();
    assert_eq!(assessment.result, CheckResult::Failed);
    assert!(codes(&assessment).contains(&"time.expired"));
    assert_eq!(assessment.reason, DoorReason::NotValid);
    // A recovery ends by its own date, on the second day of the journey.
    let mut case = Case::new();
    case.event = RECOVERY;
    assert_eq!(case.found(), (CheckResult::Failed, DoorReason::NotValid));
    case.booking.valid_to = Some(NOW + 2 * DAY);
    assert_ne!(case.found().0, CheckResult::Failed);
}

#[test]
fn forged_unknown_and_broken_passes_are_told_apart() {
    let mut case = Case::new();
    case.signer = 2;
    let assessment = case.assess();
    assert_eq!(codes(&assessment)[0], "signature.invalid");
    assert_eq!(assessment.result, CheckResult::Failed);
    assert_eq!(assessment.reason, DoorReason::NotGenuine);
    assert!(
        !codes(&assessment).contains(&"VR-YY-0001"),
        "no rule for a forgery"
    );

    let (trust, revocation) = (TrustStore::default(), Revocation::default());
    let (rules, policies) = (RuleBook::default(), PolicySet::default());
    let data = Data {
        trust: &trust,
        networks: &ScopedStore::default(),
        revocation: &revocation,
        rules: &rules,
        policies: &policies,
        times: DataTimes {
            issued_at: NOW,
            expires_at: NOW + DAY,
        },
    };
    let assess = |text: &str| assess(text, CheckType::Full, &booking(), &data, NOW);
    let unknown = assess(&Case::new().text());
    assert_eq!(unknown.result, CheckResult::Open);
    assert_eq!(unknown.reason, DoorReason::NotCheckable);
    let ticket = assess("a bus ticket");
    assert_eq!(
        (ticket.result, ticket.reason),
        (CheckResult::Failed, DoorReason::NotAPass)
    );
}

#[test]
fn kinds_and_rules_are_the_destinations_to_say() {
    let mut case = Case::new();
    case.booking.kinds = vec![AcceptedKind::Recovery, AcceptedKind::PcrTest];
    assert_eq!(case.found(), (CheckResult::Failed, DoorReason::NotValid));
    case.event = TEST;
    assert_eq!(
        case.found().0,
        CheckResult::Failed,
        "a rapid test is no PCR test"
    );
    case.booking.kinds.push(AcceptedKind::Test);
    assert_ne!(case.found().0, CheckResult::Failed);

    // A rule that says no is a matter for the destination: open, as the reference service has it.
    let mut case = Case::new();
    let other = Box::leak(VACCINATION.replace("1528", "1507").into_boxed_str());
    case.event = other;
    let assessment = case.assess();
    let rule = assessment.items.last().unwrap();
    assert_eq!(
        (rule.kind, rule.result),
        (ResultKind::Destination, CheckResult::Failed)
    );
    assert_eq!(rule.details, "One product only.");
    assert_eq!(assessment.result, CheckResult::Open);
    assert_eq!(assessment.reason, DoorReason::NotValid);

    let mut case = Case::new();
    case.booking.arrival_country = Some("ZZ".to_owned());
    let assessment = case.assess();
    assert!(codes(&assessment).contains(&"rules.no-destination-rules"));
    assert_eq!(assessment.result, CheckResult::Open);
    case.check = CheckType::Cryptographic;
    assert_eq!(case.found().0, CheckResult::Ok, "no rule is asked");
}

#[test]
fn a_structure_check_is_of_the_one_pass_that_the_hash_names() {
    let mut case = Case::new();
    case.check = CheckType::Structure;
    assert_eq!(
        case.found(),
        (CheckResult::Failed, DoorReason::DocumentDiffers)
    );
    case.booking.hash = Some(STANDARD.encode(sha256(case.text().as_bytes())));
    let assessment = case.assess();
    assert_eq!(codes(&assessment), ["precheck.hash"]);
    assert_eq!(assessment.result, CheckResult::Ok);
}

#[test]
fn old_data_decides_nothing() {
    let mut case = Case::new();
    case.data_issued_at = NOW - 9 * DAY;
    assert_eq!(case.found(), (CheckResult::Open, DoorReason::DataTooOld));
    case.data_issued_at = NOW + 2 * DAY;
    assert_eq!(case.found(), (CheckResult::Open, DoorReason::ClockWrong));
}

#[test]
fn the_carrier_is_told_the_same_whatever_the_ground() {
    let told = |event: &'static str| {
        let mut case = Case::new();
        case.event = event;
        case.check = CheckType::Cryptographic;
        case.expires_at = NOW + 2 * DAY;
        case.assess().for_carrier()
    };
    assert!(told(VACCINATION) == told(TEST));
    assert!(told(VACCINATION) == told(RECOVERY));
    let text = format!("{:?}", Case::new().assess());
    for hidden in ["Müller", "MUELLER", "1964", "1528"] {
        assert!(!text.contains(hidden), "{text}");
    }
}

#[test]
fn words_are_in_the_language_that_was_asked_for() {
    let mut case = Case::new();
    case.expires_at = NOW + 2 * DAY;
    case.booking.language = Some("de-DE".to_owned());
    let assessment = case.assess();
    let expired = assessment
        .items
        .iter()
        .find(|item| item.identifier == "time.expired");
    assert!(expired.unwrap().details.contains("abgelaufen"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_other_name_or_date_ever_travels_on_this_pass(
        surname in "[A-Z]{1,12}",
        forename in "[A-Z]{1,12}",
        birth_date in "(19[0-9]{2})-(0[1-9])-(1[0-9])",
    ) {
        let mut case = Case::new();
        let is_holder = ["MUELLER", "MULLER", "MUXXLLER"].contains(&surname.as_str())
            && ["ANNA", "ANNAMARIA"].contains(&forename.as_str())
            && birth_date == "1964-08-12";
        case.booking.surname = Some(surname);
        case.booking.forename = Some(forename);
        case.booking.birth_date = Some(birth_date);
        if !is_holder {
            prop_assert_eq!(case.found(), (CheckResult::Failed, DoorReason::DocumentDiffers));
        }
    }

    #[test]
    fn whatever_is_sent_is_answered(text in "\\PC{0,200}") {
        let mut case = Case::new();
        case.booking.surname = Some(text.clone());
        case.booking.arrival_country = Some(text.clone());
        case.booking.arrival_region = Some(text.clone());
        case.booking.birth_date = Some(text);
        prop_assert_ne!(case.found().0, CheckResult::Ok);
    }
}
