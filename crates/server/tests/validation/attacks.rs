//! What somebody may try, and by which code it is refused.

use axum::http::{Method, StatusCode};
use cleanbill_precheck::{AccessToken, InitializeRequest, ValidationRequest};
use cleanbill_testkit::FixedKey;

use crate::stage::{Answer, DAY, NOW, Stage, URL, pass};

fn good() -> String {
    pass(1, NOW + 300 * DAY)
}

async fn validate(stage: &Stage, subject: &str, token: &str, body: Vec<u8>) -> Answer {
    let path = format!("/validate/{subject}");
    stage
        .ask(Method::POST, &path, Some(token), Some(body))
        .await
}

/// A stage with a subject, and its pass sealed.
async fn begun() -> (Stage, ValidationRequest) {
    let stage = Stage::new();
    stage.initialize("s-1").await;
    let sealed = stage.seal(&good()).await;
    (stage, sealed)
}

#[tokio::test]
async fn a_token_is_good_once() {
    let (stage, sealed) = begun().await;
    let token = stage.sign(&stage.access("s-1"));
    let first = validate(&stage, "s-1", &token, sealed.to_json()).await;
    assert_eq!(first.status, StatusCode::OK);
    let again = validate(&stage, "s-1", &token, sealed.to_json()).await;
    assert_eq!(
        (again.status, again.code().as_str()),
        (StatusCode::GONE, "precheck.token-replayed")
    );
    // Neither is the subject, with a token of its own; nor is the token once it began anew.
    let other = stage.sign(&stage.access("s-1"));
    let over = validate(&stage, "s-1", &other, sealed.to_json()).await;
    assert_eq!(
        (over.status, over.code().as_str()),
        (StatusCode::GONE, "server.subject-gone")
    );
    stage.initialize("s-1").await;
    let again = validate(&stage, "s-1", &token, sealed.to_json()).await;
    assert_eq!(again.code(), "precheck.token-replayed");
}

#[tokio::test]
async fn a_token_is_for_one_subject_one_address_its_issuer_and_its_time() {
    let (stage, sealed) = begun().await;
    stage.initialize("s-2").await;
    let refused = async |change: fn(&mut AccessToken)| {
        let mut token = stage.access("s-1");
        change(&mut token);
        let answer = validate(&stage, "s-1", &stage.sign(&token), sealed.to_json()).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{}", answer.text);
        assert!(answer.headers.contains_key("www-authenticate"));
        answer.code()
    };
    assert_eq!(
        refused(|token| token.subject = "s-2".to_owned()).await,
        "precheck.token-subject"
    );
    assert_eq!(
        refused(|token| token.audiences = vec![format!("{URL}/validate/s-2")]).await,
        "precheck.token-audience"
    );
    assert_eq!(
        refused(|token| token.expires_at = NOW).await,
        "precheck.token-expired"
    );
    assert_eq!(
        refused(|token| token.expires_at = NOW + DAY).await,
        "precheck.token-too-long"
    );
    assert_eq!(
        refused(|token| token.issued_at = Some(NOW + 61)).await,
        "precheck.token-not-yet-valid"
    );
    assert_eq!(
        refused(|token| token.issuer = "https://nobody.example".to_owned()).await,
        "precheck.token-issuer"
    );
    // Of another provider of this service, with the same keys: it has no such subject.
    let mut token = stage.access("s-1");
    token.issuer = "https://rail.example/identity".to_owned();
    let answer = validate(&stage, "s-1", &stage.sign(&token), sealed.to_json()).await;
    assert_eq!(answer.code(), "server.subject-gone");
}

#[tokio::test]
async fn a_tampered_or_missing_token_opens_nothing() {
    let (stage, sealed) = begun().await;
    let token = stage.sign(&stage.access("s-1"));
    let (head, signature) = token.rsplit_once('.').unwrap();
    let flipped = match signature.starts_with('A') {
        true => format!("B{}", &signature[1..]),
        false => format!("A{}", &signature[1..]),
    };
    let tampered = format!("{head}.{flipped}");
    let answer = validate(&stage, "s-1", &tampered, sealed.to_json()).await;
    assert_eq!(answer.code(), "precheck.token-signature");
    let forged = stage
        .access("s-1")
        .sign(&stage.airline_kid, &FixedKey::new(99))
        .unwrap();
    let answer = validate(&stage, "s-1", &forged, sealed.to_json()).await;
    assert_eq!(answer.code(), "precheck.token-signature");
    let unknown = stage.access("s-1").sign("another", &stage.airline).unwrap();
    let answer = validate(&stage, "s-1", &unknown, sealed.to_json()).await;
    assert_eq!(answer.code(), "precheck.token-unknown-key");
    let unsigned = "eyJhbGciOiJub25lIn0.eyJpc3MiOiJ4In0.";
    let answer = validate(&stage, "s-1", unsigned, sealed.to_json()).await;
    assert_eq!(answer.code(), "jws.unsigned");
    let body = Some(sealed.to_json());
    let answer = stage.ask(Method::POST, "/validate/s-1", None, body).await;
    assert_eq!(answer.code(), "server.not-signed-in");
    // After all that the traveller still can.
    let answer = validate(&stage, "s-1", &token, sealed.to_json()).await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn what_a_wallet_was_given_is_not_the_airlines() {
    let (stage, sealed) = begun().await;
    let access = stage.sign(&stage.access("s-1"));
    let answer = stage
        .ask(Method::GET, "/status/s-1", Some(&access), None)
        .await;
    assert_eq!(answer.code(), "precheck.token-claim");
    let body = Some(stage.registration().to_json());
    let answer = stage
        .ask(Method::PUT, "/initialize/s-1", Some(&access), body)
        .await;
    assert_eq!(answer.code(), "precheck.token-claim");
    // And the airline's calls are each for one address.
    let call = stage.call("status", "s-1");
    let body = Some(stage.registration().to_json());
    let answer = stage
        .ask(Method::PUT, "/initialize/s-1", Some(&call), body)
        .await;
    assert_eq!(answer.code(), "precheck.token-audience");
    let answer = validate(&stage, "s-1", &call, sealed.to_json()).await;
    assert_eq!(answer.code(), "precheck.token-claim");
}

#[tokio::test]
async fn a_sealed_pass_that_was_touched_or_is_another_wallets_is_not_looked_at() {
    let stage = Stage::with(None, |limits| limits.tries_max = 50);
    stage.initialize("s-1").await;
    let sealed = stage.seal(&good()).await;
    let refused = async |change: fn(&mut ValidationRequest)| {
        let mut request = sealed.clone();
        change(&mut request);
        let token = stage.sign(&stage.access("s-1"));
        let answer = validate(&stage, "s-1", &token, request.to_json()).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            answer.text
        );
        answer.code()
    };
    assert_eq!(
        refused(|request| request.sealed[3] ^= 1).await,
        "precheck.closed"
    );
    assert_eq!(
        refused(|request| request.wrapped_key[3] ^= 1).await,
        "precheck.closed"
    );
    assert_eq!(
        refused(|request| request.sealed.clear()).await,
        "precheck.closed"
    );
    assert_eq!(
        refused(|request| request.kid.push('x')).await,
        "precheck.encryption-key"
    );
    assert_eq!(
        refused(|request| request.signature[10] ^= 1).await,
        "precheck.pass-signature"
    );
    let cbc = refused(|request| request.scheme = "RSAOAEPWithSHA256AESCBC".to_owned());
    assert_eq!(cbc.await, "precheck.scheme-unauthenticated");
    let other = refused(|request| request.scheme = "ROT13".to_owned());
    assert_eq!(other.await, "precheck.scheme-unknown");
    let weak = refused(|request| request.signature_algorithm = "SHA1withECDSA".to_owned());
    assert_eq!(weak.await, "precheck.signature-algorithm");
}

#[tokio::test]
async fn a_pass_that_another_wallet_stole_is_not_taken() {
    let (mut stage, _) = begun().await;
    // The thief has access token and pass, and not the key that the airline registered.
    stage.wallet = FixedKey::new(41);
    let sealed = stage.seal(&good()).await;
    let token = stage.sign(&stage.access("s-1"));
    let answer = validate(&stage, "s-1", &token, sealed.to_json()).await;
    assert_eq!(answer.code(), "precheck.pass-signature");
    // Sealed for another subject, with another nonce.
    stage.wallet = FixedKey::new(40);
    stage.nonce = [6; 16];
    let sealed = stage.seal(&good()).await;
    let token = stage.sign(&stage.access("s-1"));
    let answer = validate(&stage, "s-1", &token, sealed.to_json()).await;
    assert_eq!(answer.code(), "precheck.closed");
}

#[tokio::test]
async fn a_subject_is_over_after_its_time_and_after_too_many_tries() {
    let (stage, sealed) = begun().await;
    for _ in 0..3 {
        let mut request = sealed.clone();
        request.sealed[0] ^= 1;
        let token = stage.sign(&stage.access("s-1"));
        let answer = validate(&stage, "s-1", &token, request.to_json()).await;
        assert_eq!(answer.code(), "precheck.closed");
    }
    let token = stage.sign(&stage.access("s-1"));
    let answer = validate(&stage, "s-1", &token, sealed.to_json()).await;
    assert_eq!(answer.code(), "server.subject-gone");
    stage.initialize("s-2").await;
    stage.hands.go_on(1_800);
    assert_eq!(stage.status("s-2").await.status, StatusCode::GONE);
    let token = stage.sign(&stage.access("s-2"));
    let answer = validate(&stage, "s-2", &token, sealed.to_json()).await;
    assert_eq!(answer.code(), "server.subject-gone");
}

#[tokio::test]
async fn forged_and_unreadable_passes_are_answered_and_not_feared() {
    for (text, code) in [
        (pass(2, NOW + 300 * DAY), "signature.invalid"),
        ("a bus ticket".to_owned(), "decode.not-a-pass"),
        ("HC1:%%%".to_owned(), ""),
    ] {
        let stage = Stage::new();
        stage.initialize("s-1").await;
        let told = stage.submit(&stage.access("s-1"), &text).await;
        assert_ne!(told.result.name(), "OK");
        assert!(told.results[0].identifier.contains(code));
    }
}

#[tokio::test]
async fn bodies_and_addresses_are_bounded() {
    let (stage, sealed) = begun().await;
    let token = stage.sign(&stage.access("s-1"));
    let huge = vec![b' '; 65 * 1024];
    let answer = validate(&stage, "s-1", &token, huge).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let twice = String::from_utf8(sealed.to_json()).unwrap();
    let twice = twice.replacen('{', r#"{"kid":"x","#, 1);
    let answer = validate(&stage, "s-1", &token, twice.into_bytes()).await;
    assert_eq!(answer.code(), "json.duplicate-member");
    let deep = format!(r#"{{"kid":{}1{}}}"#, "[".repeat(50), "]".repeat(50));
    let answer = validate(&stage, "s-1", &token, deep.into_bytes()).await;
    assert_eq!(answer.code(), "json.too-deep");
    let long = format!("/validate/{}", "s".repeat(129));
    let body = Some(sealed.to_json());
    let answer = stage.ask(Method::POST, &long, Some(&token), body).await;
    assert_eq!(answer.code(), "server.parameter");
    for path in [
        "/validate/..",
        "/validate/a%2Fb",
        "/",
        "/metrics",
        "/api/v1/passes",
    ] {
        let answer = stage.ask(Method::GET, path, Some(&token), None).await;
        assert!(answer.status.is_client_error(), "{path}");
    }
    // None of these used the token up.
    let answer = validate(&stage, "s-1", &token, sealed.to_json()).await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn nobody_sends_the_service_to_another_address() {
    let stage = Stage::new();
    for (callback, is_fine) in [
        ("https://airline.example/callback/s-1", true),
        ("https://airline.example/callback/../admin", false),
        ("https://airline.example.elsewhere.example/callback", false),
        ("https://airline.example@elsewhere.example/callback", false),
        ("http://169.254.169.254/latest/meta-data", false),
        ("file:///etc/passwd", false),
    ] {
        let request = InitializeRequest {
            callback: Some(callback.to_owned()),
            ..stage.registration()
        };
        let token = stage.call("initialize", "s-1");
        let body = Some(request.to_json());
        let answer = stage
            .ask(Method::PUT, "/initialize/s-1", Some(&token), body)
            .await;
        match is_fine {
            true => assert_eq!(answer.status, StatusCode::CREATED, "{callback}"),
            false => assert_eq!(answer.code(), "precheck.address", "{callback}"),
        }
    }
}

#[tokio::test]
async fn whoever_asks_too_often_waits() {
    let stage = Stage::with(None, |limits| {
        limits.address = cleanbill_server::Rate::new(1, 3);
    });
    for _ in 0..3 {
        let answer = stage.ask(Method::GET, "/identity", None, None).await;
        assert_eq!(answer.status, StatusCode::OK);
    }
    let answer = stage.ask(Method::GET, "/identity", None, None).await;
    assert_eq!(answer.code(), "server.rate-limited");
    assert!(answer.headers.contains_key("retry-after"));
}
