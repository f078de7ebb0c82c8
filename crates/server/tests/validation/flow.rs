//! What is meant to happen.

use axum::http::{Method, StatusCode};
use cleanbill_precheck::{CheckResult, Confirmation, KeyRole, Limits, ResultToken, VERSION_HEADER};
use cleanbill_server::{FILTER, json_log};
use tracing::subscriber::set_default;

use crate::stage::{CANARY, DAY, Lines, NOW, Stage, URL, booking, pass};

fn codes(token: &ResultToken) -> Vec<&str> {
    let items = token.results.iter();
    items.map(|item| item.identifier.as_str()).collect()
}

#[tokio::test]
async fn a_traveller_with_a_good_pass_may_fly() {
    let stage = Stage::new();
    let begun = stage.initialize("s-1").await;
    assert_eq!(begun.audience, format!("{URL}/validate/s-1"));
    assert_eq!(begun.expires_at, NOW + 1_800);
    let waiting = stage.status("s-1").await;
    assert_eq!(
        (waiting.status, waiting.text.as_str()),
        (StatusCode::NO_CONTENT, "")
    );

    let token = stage.access("s-1");
    let told = stage.submit(&token, &pass(1, NOW + 300 * DAY)).await;
    assert_eq!(told.result, CheckResult::Ok);
    assert_eq!(codes(&told), ["door.good", "identity.same", "VR-YY-0001"]);
    assert_eq!((told.subject.as_str(), told.categories.len()), ("s-1", 1));

    let keys = stage
        .document()
        .await
        .keys(KeyRole::ValidationSign)
        .unwrap();
    let keys = || keys.iter().map(|(kid, key)| (kid.as_str(), key));
    let limits = Limits::default();
    let confirmed = Confirmation::verify(&told.confirmation, keys(), &limits).unwrap();
    assert_eq!(
        (confirmed.result, confirmed.subject.as_str()),
        (CheckResult::Ok, "s-1")
    );

    // The airline is told the outcome, and no check.
    let status = stage.status("s-1").await;
    assert_eq!(status.status, StatusCode::OK);
    let of_airline = ResultToken::verify(&status.text, keys(), &limits).unwrap();
    assert_eq!(codes(&of_airline), ["door.good"]);
    assert_eq!(of_airline.result, CheckResult::Ok);
}

#[tokio::test]
async fn the_wallet_is_told_why_and_the_airline_is_not() {
    for (revoked, signer, expires_at, code) in [
        (None, 1, NOW + 2 * DAY, "time.expired"),
        (Some("CANARY"), 1, NOW + 300 * DAY, "revocation.revoked"),
    ] {
        let stage = Stage::with(revoked, |_| {});
        stage.initialize("s-1").await;
        let told = stage
            .submit(&stage.access("s-1"), &pass(signer, expires_at))
            .await;
        assert_eq!(told.result, CheckResult::Failed);
        assert!(codes(&told).contains(&code), "{:?}", codes(&told));
        let status = stage.status("s-1").await.text;
        let keys = stage
            .document()
            .await
            .keys(KeyRole::ValidationSign)
            .unwrap();
        let keys = keys.iter().map(|(kid, key)| (kid.as_str(), key));
        let of_airline = ResultToken::verify(&status, keys, &Limits::default()).unwrap();
        assert_eq!(codes(&of_airline), ["door.not-valid"]);
        assert_eq!(of_airline.result, CheckResult::Failed);
    }
}

#[tokio::test]
async fn a_pass_of_somebody_else_is_refused() {
    let stage = Stage::new();
    stage.initialize("s-1").await;
    let mut token = stage.access("s-1");
    token.conditions.surname = Some("MEIER".to_owned());
    let told = stage.submit(&token, &pass(1, NOW + 300 * DAY)).await;
    assert_eq!(told.result, CheckResult::Failed);
    assert!(codes(&told).contains(&"identity.name-differs"));
}

#[tokio::test]
async fn a_wallet_chooses_another_pass_once_the_airline_begins_anew() {
    let stage = Stage::new();
    stage.initialize("s-1").await;
    let first = stage
        .submit(&stage.access("s-1"), &pass(1, NOW + DAY))
        .await;
    assert_eq!(first.result, CheckResult::Failed);
    stage.initialize("s-1").await;
    assert_eq!(stage.status("s-1").await.status, StatusCode::NO_CONTENT);
    let second = stage
        .submit(&stage.access("s-1"), &pass(1, NOW + 300 * DAY))
        .await;
    assert_eq!(second.result, CheckResult::Ok);
}

#[tokio::test]
async fn the_document_is_narrowed_by_its_address_and_says_no_more_than_it_has() {
    let stage = Stage::new();
    let narrowed = "/identity/verificationMethod/DccEncryptionScheme2021";
    let answer = stage.ask(Method::GET, narrowed, None, None).await;
    assert!(answer.text.contains("RSAOAEPWithSHA256AESGCM"));
    assert!(!answer.text.contains("x5c") && !answer.text.contains("CBC"));
    let answer = stage.ask(Method::GET, "/openapi.json", None, None).await;
    assert!(answer.text.contains("/validate/{subject}"));
    assert_eq!(answer.headers["cache-control"], "no-store");
    assert!(answer.headers.get("set-cookie").is_none());
    assert!(!VERSION_HEADER.is_empty());
}

/// Guarantee G01: a pass that is checked is nowhere afterwards.
#[tokio::test(flavor = "current_thread")]
async fn g01_nothing_of_a_traveller_is_logged_or_told_to_the_airline() {
    let lines = Lines::default();
    let into = lines.clone();
    let filter = format!("{FILTER},cleanbill_server=trace");
    let stage = Stage::new();
    let _log = set_default(json_log(move || into.clone(), &filter));
    let text = pass(1, NOW + 300 * DAY);
    stage.initialize("subject-4711").await;
    let told = stage.submit(&stage.access("subject-4711"), &text).await;
    assert_eq!(told.result, CheckResult::Ok);
    // Refused in several ways too.
    let sealed = stage.seal(&text).await.to_json();
    let token = stage.sign(&stage.access("subject-4711"));
    let again = stage
        .ask(
            Method::POST,
            "/validate/subject-4711",
            Some(&token),
            Some(sealed),
        )
        .await;
    let airline = stage.status("subject-4711").await.text;
    let payload = airline.split('.').nth(1).unwrap().to_owned();
    let payload = {
        use base64::Engine;
        let engine = base64::engine::general_purpose::URL_SAFE_NO_PAD;
        String::from_utf8(engine.decode(payload).unwrap()).unwrap()
    };
    let logged = lines.text();
    assert!(logged.contains("/validate/{subject}"), "{logged}");
    for hidden in [
        CANARY,
        "CANARY",
        "MULLER",
        "MUELLER",
        "Müller",
        "ANNA",
        "1964",
        &text[..40],
    ] {
        for place in [&logged, &payload, &again.text] {
            assert!(!place.contains(hidden), "{hidden} in {place}");
        }
    }
    assert!(
        !logged.contains("4711") && !logged.contains("jti-"),
        "{logged}"
    );
    assert!(!payload.contains("VR-YY-0001"));
    assert!(booking().birth_date.is_some());
}
