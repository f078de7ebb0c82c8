use std::collections::HashSet;

use cleanbill_cose::cbor::{Key, Value, encode_deterministic};
use cleanbill_cose::{HCERT_CLAIM, sign1};
use cleanbill_crypto::{Signer, VerifyError, sha256};
use cleanbill_hcert::dcc::{Fault, parse_json};
use cleanbill_testkit::FixedKey;
use cleanbill_trust::{Country, Kid, SignerRecord, TrustStore};
use cleanbill_x509::DccUsage;

use super::*;

const KID: [u8; 8] = *b"kid-kid-";
const NOW: i64 = 1_640_000_000;
const VACCINATION: &str = r#"{"ver":"1.3.0","nam":{"fn":"Test","fnt":"TEST","gn":"Ann"},
    "dob":"1980-01-02","v":[{"tg":"840539006","vp":"1119349007","mp":"EU/1/20/1528",
    "ma":"ORG-100030215","dn":2,"sd":2,"dt":"2021-11-01","co":"XX","is":"Issuer",
    "ci":"URN:UVCI:01:XX:A#B"}]}"#;

fn record(key: &FixedKey, usage: DccUsage) -> SignerRecord {
    let spki = key.public_key().to_spki_der();
    SignerRecord {
        kid: Kid::from(KID),
        country: Country::new("XX"),
        spki: spki.into(),
        usage,
        not_before: NOW - 1_000,
        not_after: NOW + 1_000,
        thumbprint: sha256(spki),
    }
}

fn trust(keys: &[&FixedKey]) -> TrustStore {
    keys.iter()
        .map(|key| record(key, DccUsage::ANY).into())
        .collect()
}

/// A pass of this payload and these date claims.
fn pass_of(key: &FixedKey, payload: &str, iat: Value<'_>, exp: Value<'_>) -> String {
    let dcc = parse_json(payload.as_bytes(), &cleanbill_cose::Limits::default()).unwrap();
    let claims = Value::Map(vec![
        (Key::Int(1), Value::from("XX")),
        (Key::Int(4), exp),
        (Key::Int(6), iat),
        (Key::Int(HCERT_CLAIM), Value::Map(vec![(Key::Int(1), dcc)])),
    ]);
    let message = sign1(&KID, &encode_deterministic(&claims), key).unwrap();
    cleanbill_hcert::encode(&message).unwrap()
}

fn pass(key: &FixedKey) -> String {
    pass_of(key, VACCINATION, Value::Int(NOW - 10), Value::Int(NOW + 10))
}

fn verify(trust: &TrustStore, text: &str) -> Report {
    Verifier::new(trust).verify(text, NOW)
}

#[test]
fn a_good_pass_is_authentic_and_never_accepted() {
    let key = FixedKey::new(1);
    let report = verify(&trust(&[&key]), &pass(&key));
    assert_eq!(report.verdict(), Verdict::Authentic);
    assert_eq!(report.reason(), None);
    assert_eq!(report.notes, []);
    assert_eq!(report.signer.as_ref().unwrap().country, Country::new("XX"));
    let door = DoorVerdict::new(&report, Some(5));
    assert_eq!(
        (door.action, door.reason),
        (Action::Manual, DoorReason::Good)
    );
    assert_eq!(door.name.as_deref(), Some("Ann Test"));
}

#[test]
fn every_candidate_of_a_kid_is_tried() {
    let (right, wrong, other) = (FixedKey::new(1), FixedKey::new(2), FixedKey::new(3));
    let text = pass(&right);
    let outcome = |keys: &[&FixedKey]| verify(&trust(keys), &text).stages.signature;
    assert_eq!(outcome(&[&wrong, &right]), Outcome::Passed);
    assert_eq!(outcome(&[&other, &wrong, &right]), Outcome::Passed);
    let bad = Outcome::Failed(Reason::Signature(VerifyError::Invalid));
    assert_eq!(outcome(&[&wrong, &other]), bad);
}

#[test]
fn a_key_that_could_not_be_tried_leaves_the_pass_undetermined() {
    let (right, wrong) = (FixedKey::new(1), FixedKey::new(2));
    let mut unusable = record(&right, DccUsage::ANY);
    unusable.spki = b"nonsense".as_slice().into();
    let store: TrustStore = [unusable, record(&wrong, DccUsage::ANY)]
        .into_iter()
        .map(Into::into)
        .collect();
    let report = verify(&store, &pass(&right));
    assert_eq!(report.verdict(), Verdict::Undetermined);
    assert_eq!(report.reason().unwrap().code(), "trust.unusable-key");
}

#[test]
fn unknown_and_unsigned_are_undetermined_and_altered_is_refused() {
    let key = FixedKey::new(1);
    let text = pass(&key);
    let code = |report: &Report| report.reason().unwrap().code();
    let nobody = verify(&TrustStore::default(), &text);
    assert_eq!(
        (nobody.verdict(), code(&nobody)),
        (Verdict::Undetermined, "trust.no-signers")
    );
    let mut stranger = record(&key, DccUsage::ANY);
    stranger.kid = Kid::from(*b"another-");
    let unknown = verify(&[stranger.into()].into_iter().collect(), &text);
    assert_eq!(
        (unknown.verdict(), code(&unknown)),
        (Verdict::Undetermined, "trust.unknown-key")
    );
    assert_eq!(
        unknown.stages.key_usage,
        Outcome::Skipped(SkipReason::NotReached)
    );
    let forged = verify(&trust(&[&FixedKey::new(2)]), &text);
    assert_eq!(
        (forged.verdict(), code(&forged)),
        (Verdict::Refused, "signature.invalid")
    );
    assert_eq!(
        DoorVerdict::new(&forged, None).name,
        None,
        "a forger's text is not shown"
    );
}

#[test]
fn times_are_judged_by_the_argument() {
    let key = FixedKey::new(1);
    let store = trust(&[&key]);
    let time = |iat: Value<'_>, exp: Value<'_>| {
        let report = verify(&store, &pass_of(&key, VACCINATION, iat, exp));
        assert_eq!(
            report.stages.signature,
            Outcome::Passed,
            "never called a bad signature"
        );
        report.stages.time.code()
    };
    let secs = |offset: i64| Value::Int(NOW + offset);
    assert_eq!(time(secs(0), secs(0)), None);
    assert_eq!(time(secs(CLOCK_LEEWAY_SECS), secs(100)), None);
    assert_eq!(
        time(secs(CLOCK_LEEWAY_SECS + 1), secs(100)),
        Some("time.not-yet-valid")
    );
    assert_eq!(time(secs(-10), secs(-1)), Some("time.expired"));
    assert_eq!(time(secs(-10), Value::Null), Some("time.no-expiry"));
    assert_eq!(time(Value::Null, secs(1)), None);
    assert_eq!(
        time(secs(-10), Value::Float(f64::NAN)),
        Some("time.not-a-number")
    );
    assert_eq!(time(Value::Int(-1), secs(1)), Some("time.absurd-date"));
    assert_eq!(
        time(secs(-10), Value::Int(NOW * 1_000)),
        Some("time.absurd-date")
    );
}

#[test]
fn the_signers_window_is_a_note_and_decides_nothing() {
    let key = FixedKey::new(1);
    let text = pass_of(
        &key,
        VACCINATION,
        Value::Int(NOW - 5_000),
        Value::Int(NOW + 5_000),
    );
    let report = verify(&trust(&[&key]), &text);
    assert_eq!(report.verdict(), Verdict::Authentic);
    let codes: Vec<_> = report.notes.iter().map(|note| note.code()).collect();
    assert_eq!(
        codes,
        ["note.signed-outside-key-window", "note.outlives-key"]
    );
}

#[test]
fn schema_findings_refuse_only_when_the_pass_says_nothing_or_of_nobody() {
    let key = FixedKey::new(1);
    let store = trust(&[&key]);
    let check = |from: &str, to: &str| {
        let payload = VACCINATION.replace(from, to);
        let text = pass_of(&key, &payload, Value::Int(NOW), Value::Int(NOW));
        let report = verify(&store, &text);
        (report.stages.schema.code(), report.verdict())
    };
    assert_eq!(
        check(r#""dn":2"#, r#""dn":0"#),
        (Some("schema.below-one"), Verdict::Authentic)
    );
    assert_eq!(
        check("1980-01-02", "1.1.1980"),
        (Some("schema.pattern"), Verdict::Authentic)
    );
    assert_eq!(
        check(r#""dob":"#, r#""bod":"#),
        (Some("schema.no-birth-date"), Verdict::Refused)
    );
    assert_eq!(
        check(r#""nam":"#, r#""man":"#),
        (Some("schema.no-name"), Verdict::Refused)
    );
    assert_eq!(
        check(r#""v":"#, r#""w":"#),
        (Some("schema.no-entry"), Verdict::Refused)
    );
    let two = (Some("schema.many-entries"), Verdict::Refused);
    assert_eq!(check(r#""v":["#, r#""r":[{}],"v":["#), two);
}

#[test]
fn a_signer_signs_only_what_it_may() {
    let key = FixedKey::new(1);
    let code = |usage: DccUsage, payload: &str| {
        let store: TrustStore = [record(&key, usage).into()].into_iter().collect();
        let text = pass_of(&key, payload, Value::Int(NOW), Value::Int(NOW));
        verify(&store, &text).stages.key_usage.code()
    };
    let exemption = VACCINATION.replace(r#""v":[{"#, r#""xm":[{"xv":1,"#);
    assert_eq!(code(DccUsage::VACCINATION, VACCINATION), None);
    assert_eq!(code(DccUsage::ANY, VACCINATION), None);
    assert_eq!(
        code(DccUsage::TEST, VACCINATION),
        Some("key-usage.not-allowed")
    );
    assert_eq!(code(DccUsage::ANY, &exemption), None);
    assert_eq!(
        code(DccUsage::VACCINATION, &exemption),
        Some("key-usage.not-allowed")
    );
}

/// Fails closed: whatever one stage says short of a pass, nobody gets through, but for the skips
/// and the findings that are listed as harmless.
#[test]
fn any_stage_that_is_not_passed_stands_in_the_way() {
    let key = FixedKey::new(1);
    let good = verify(&trust(&[&key]), &pass(&key));
    let reason = || Reason::UnknownKey;
    let outcomes = [
        (Outcome::Failed(reason()), Verdict::Refused),
        (Outcome::Undetermined(reason()), Verdict::Undetermined),
        (
            Outcome::Skipped(SkipReason::NotReached),
            Verdict::Undetermined,
        ),
    ];
    for (outcome, verdict) in outcomes {
        for stage in 0..7 {
            let mut report = good.clone();
            let stages = &mut report.stages;
            let place = [
                &mut stages.decode,
                &mut stages.signature,
                &mut stages.time,
                &mut stages.schema,
                &mut stages.key_usage,
                &mut stages.revocation,
                &mut stages.rules,
            ]
            .into_iter()
            .nth(stage)
            .unwrap();
            *place = outcome.clone();
            assert_eq!(report.verdict(), verdict, "stage {stage}: {outcome:?}");
        }
    }
    let mut swapped = good;
    swapped.stages.revocation = Outcome::Skipped(SkipReason::NoPolicy);
    assert_eq!(
        swapped.verdict(),
        Verdict::Undetermined,
        "a skip is harmless in its place only"
    );
}

#[test]
fn mangled_texts_are_led_back_and_said() {
    let key = FixedKey::new(1);
    let store = trust(&[&key]);
    let text = pass(&key);
    let report = verify(&store, &text.replace('%', "%25"));
    if text.contains('%') {
        assert_eq!(report.notes, [Note::Mangled(Mangling::PercentEscaped)]);
    }
    assert_eq!(report.verdict(), Verdict::Authentic);
    let lower = verify(&store, &text.to_lowercase());
    assert_eq!(lower.notes, [Note::Mangled(Mangling::LowerCase)]);
    let beyond = verify(&store, "HC1Ñ6BF");
    assert_eq!(
        beyond.verdict(),
        Verdict::Undetermined,
        "the scanner's fault, not the holder's"
    );
}

#[test]
fn formats_are_named_and_addresses_never_opened() {
    let store = TrustStore::default();
    // Without the readers nobody can say that a code is broken.
    let broken = match cfg!(feature = "archive") {
        true => Verdict::Refused,
        false => Verdict::Undetermined,
    };
    for (text, format, verdict) in [
        (
            "shc:/1/2/567629",
            Format::SmartHealthCard,
            Verdict::Undetermined,
        ),
        ("shlink:/eyJ1", Format::HealthLink, Verdict::Undetermined),
        (
            "https://viewer.example/#shlink:/eyJ1",
            Format::HealthLink,
            Verdict::Undetermined,
        ),
        ("NZCP:/1/2KCE", Format::Nzcp, broken),
        ("B64:UEsDBBQ", Format::Divoc, broken),
        (
            r#"{"data":{"hdr":{"t":"icao.vacc"}}}"#,
            Format::VdsNc,
            broken,
        ),
        (
            "https://www.gosuslugi.example/covid",
            Format::Link,
            Verdict::Refused,
        ),
        ("", Format::Unknown, Verdict::Refused),
    ] {
        let report = verify(&store, text);
        assert_eq!(
            (report.format, report.verdict()),
            (format, verdict),
            "{text}"
        );
    }
}

#[test]
fn every_reason_has_a_code_a_sentence_and_a_remedy_of_its_own_stage() {
    let reasons = [
        Reason::NotAPass,
        Reason::FormatNotSupported(Format::Nzcp),
        Reason::FormatNotSupported(Format::Link),
        Reason::FormatNotSupported(Format::HealthLink),
        Reason::Mangled(Mangling::OtherKeyboard),
        Reason::NoSigners,
        Reason::NoKid,
        Reason::UnknownKey,
        Reason::Signature(VerifyError::Invalid),
        Reason::NotYetValid { issued_at: 0 },
        Reason::Expired { expired_at: 0 },
        Reason::NoExpiry,
        Reason::AbsurdDate,
        Reason::DateNotANumber,
        Reason::Schema(Fault::NoEntry),
        Reason::KeyUsage,
    ];
    let codes: HashSet<_> = reasons.iter().map(Reason::code).collect();
    assert_eq!(codes.len(), reasons.len());
    for reason in &reasons {
        assert_ne!(reason.saying(), reason.remedy(), "{reason:?}");
    }
}

#[test]
fn debug_shows_nobodys_name() {
    let key = FixedKey::new(1);
    let report = verify(&trust(&[&key]), &pass(&key));
    let shown = format!("{report:?} {:?}", DoorVerdict::new(&report, None));
    for secret in ["Ann", "TEST", "1980", "URN:UVCI"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
