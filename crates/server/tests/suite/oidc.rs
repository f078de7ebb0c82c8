//! Signing in by an OpenID provider: who may, and what is tried.

use std::sync::atomic::Ordering;

use axum::http::StatusCode;
use cleanbill_server::{Oidc, OidcSecret, Settings};
use serde_json::{Value, json};

use crate::people::Officer;
use crate::provider::{CLIENT, Key, Lie, Provider, SECRET};
use crate::roles::patient;
use crate::support::{Answer, NOW, Stage};

const BEGIN: &str = "/api/v1/oidc/begin";
const FINISH: &str = "/api/v1/oidc/finish";

fn settings(provider: &Provider, claim: &str) -> Settings {
    let mut settings = patient();
    settings.oidc = Some(Oidc {
        issuer: provider.issuer(),
        client_id: CLIENT.to_owned(),
        client_secret: Some(OidcSecret::new(SECRET)),
        claim: claim.to_owned(),
        redirect: "http://localhost:8080/back".to_owned(),
        authorities: Vec::new(),
    });
    settings
}

/// Begins, signs in at the provider, and comes back.
async fn back(stage: &Stage, provider: &Provider, subject: &str) -> Value {
    let begun = stage.post(BEGIN, None, json!({})).await;
    let begun = begun.json();
    let (code, state) = provider.sign_in(begun["location"].as_str().unwrap(), subject);
    json!({"ceremony": begun["ceremony"], "code": code, "state": state, "bearer": true})
}

async fn tried(stage: &Stage, provider: &Provider, subject: &str) -> Answer {
    let back = back(stage, provider, subject).await;
    stage.post(FINISH, None, back).await
}

fn refused(answer: &Answer, code: &str) {
    assert_eq!(answer.code(), code, "{}", answer.text);
    assert!(!answer.text.contains("token"), "{}", answer.text);
}

async fn clinician(
    stage: &Stage,
    provider: &Provider,
    heads: &mut [Officer; 2],
    subject: &str,
) -> Officer {
    appointed(stage, provider, heads, (subject, "Clinic", "clinic")).await
}

/// Somebody whose appointment says that they sign in as `subject`.
async fn appointed(
    stage: &Stage,
    provider: &Provider,
    heads: &mut [Officer; 2],
    (subject, office, role): (&str, &str, &str),
) -> Officer {
    let [one, two] = heads;
    let mut officer = Officer::new(subject);
    let invited = json!({"office": office, "role": role});
    let link = stage
        .good("/api/v1/invitations", Some(&one.token), invited)
        .await;
    let begun = stage
        .good("/api/v1/registration/oidc/begin", None, link.clone())
        .await;
    let (code, state) = provider.sign_in(begun["location"].as_str().unwrap(), subject);
    let back = json!({
        "token": link["token"], "ceremony": begun["ceremony"], "code": code, "state": state,
    });
    let bound = stage.good("/api/v1/registration/oidc", None, back).await;
    // Bound is not appointed.
    refused(&tried(stage, provider, subject).await, "server.sign-in");
    let creation = stage
        .good("/api/v1/registration/options", None, link.clone())
        .await;
    let registering = json!({
        "token": link["token"], "credential": officer.register(&creation),
    });
    stage.good("/api/v1/registration", None, registering).await;
    let outcome = stage
        .good("/api/v1/invitations/outcome", Some(&one.token), link)
        .await;
    let registered = &outcome["registered"];
    assert_eq!(registered["login"], bound["login"]);
    let proposal = json!({
        "kind": "appoint", "key": registered["fingerprint"], "login": registered["login"],
    });
    let act = stage.propose(one, proposal).await;
    refused(&tried(stage, provider, subject).await, "server.sign-in");
    let path = format!("/api/v1/acts/{}", act["act"].as_str().unwrap());
    let asked = format!("{path}/challenge");
    let options = stage.good(&asked, Some(&two.token), json!({})).await;
    let approving = json!({"credential": two.sign(&options)});
    stage
        .good(&format!("{path}/approve"), Some(&two.token), approving)
        .await;
    stage.later(10);
    provider.change(|it| it.now = stage.hands.now.load(Ordering::Relaxed));
    officer
}

async fn played(key: Key, claim: &str) -> (Stage, Provider, [Officer; 2]) {
    let provider = Provider::start(NOW, key).await;
    let stage = Stage::new(settings(&provider, claim)).await;
    let heads = stage.found().await;
    provider.change(|it| it.now = stage.hands.now.load(Ordering::Relaxed));
    (stage, provider, heads)
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_an_act_binds_signs_in_and_approves_nothing_by_it() {
    let (stage, provider, mut heads) = played(Key::rsa(), "sub").await;
    clinician(&stage, &provider, &mut heads, "subject-1").await;
    let answer = tried(&stage, &provider, "subject-1").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let token = answer.json()["token"].as_str().unwrap().to_owned();
    let mut me = crate::support::request(
        axum::http::Method::GET,
        "/api/v1/me",
        axum::body::Body::empty(),
    );
    me.headers_mut()
        .insert("authorization", format!("Bearer {token}").parse().unwrap());
    assert_eq!(stage.ask(me).await.json()["role"], "clinic");
    // It does what a session does.
    let pass = json!({
        "name": {"surname": "Muster"}, "birth_date": "1980",
        "recovery": {"first_positive": "2021-05-01"},
    });
    let issued = stage.post("/api/v1/passes", Some(&token), pass).await;
    assert_eq!(issued.status, StatusCode::OK, "{}", issued.text);
    let [one, _] = &mut heads;
    for subject in ["subject-2", "", "head@example.org", "SUBJECT-1"] {
        refused(&tried(&stage, &provider, subject).await, "server.sign-in");
    }
    // Nobody else is bound to the same subject.
    let invited = json!({"office": "Clinic", "role": "clinic"});
    let link = stage
        .good("/api/v1/invitations", Some(&one.token), invited)
        .await;
    let begun = stage
        .good("/api/v1/registration/oidc/begin", None, link.clone())
        .await;
    let (code, state) = provider.sign_in(begun["location"].as_str().unwrap(), "subject-1");
    let back = json!({
        "token": link["token"], "ceremony": begun["ceremony"], "code": code, "state": state,
    });
    let answer = stage.post("/api/v1/registration/oidc", None, back).await;
    assert_eq!(answer.code(), "authority.already-taken", "{}", answer.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_by_a_provider_cannot_approve() {
    let (stage, provider, mut heads) = played(Key::ecdsa(), "sub").await;
    let who = ("subject-1", "South", "office-head");
    let mut head = appointed(&stage, &provider, &mut heads, who).await;
    let answer = tried(&stage, &provider, "subject-1").await.json();
    let by_provider = answer["token"].as_str().unwrap().to_owned();
    let proposal = json!({"kind": "open-office", "office": {
        "name": "East", "region": "XX", "kind": "clinic",
    }});
    let [one, two] = &mut heads;
    let act = stage.propose(one, proposal).await;
    let path = format!("/api/v1/acts/{}", act["act"].as_str().unwrap());
    let asked = format!("{path}/challenge");
    let options = stage.good(&asked, Some(&by_provider), json!({})).await;
    let approve = format!("{path}/approve");
    for credential in [json!({}), one.sign(&options), two.sign(&options)] {
        let approving = json!({"credential": credential});
        let answer = stage.post(&approve, Some(&by_provider), approving).await;
        assert!(answer.status.is_client_error(), "{}", answer.text);
        let seen = stage.good_get(&path, &one.token).await;
        assert_ne!(seen["state"], "effective", "{seen}");
    }
    // With their own passkey they may: it is the signature that counts.
    let approving = json!({"credential": head.sign(&options)});
    let seen = stage.good(&approve, Some(&by_provider), approving).await;
    assert_eq!(seen["state"], "effective", "{seen}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_lie_of_a_token_is_refused_alike() {
    let (stage, provider, mut heads) = played(Key::ecdsa(), "sub").await;
    clinician(&stage, &provider, &mut heads, "subject-1").await;
    let mut told = Vec::new();
    for lie in [
        Lie::Issuer,
        Lie::Audience,
        Lie::TwoAudiences,
        Lie::NoAlgorithm,
        Lie::PublicKeyAsSecret,
        Lie::ClientSecret,
        Lie::Expired,
        Lie::Old,
        Lie::FromTheFuture,
        Lie::Nonce,
        Lie::NoNonce,
        Lie::ForeignKey,
        Lie::NoToken,
    ] {
        provider.change(|it| it.lie = lie);
        let answer = tried(&stage, &provider, "subject-1").await;
        assert_eq!(
            answer.status,
            StatusCode::UNAUTHORIZED,
            "{lie:?} {}",
            answer.text
        );
        refused(&answer, "server.sign-in");
        told.push(answer.text);
    }
    told.dedup();
    assert_eq!(told.len(), 1, "the refusals differ");
    provider.change(|it| it.lie = Lie::NoSubject);
    let answer = tried(&stage, &provider, "subject-1").await;
    assert!(!answer.status.is_success(), "{}", answer.text);
    provider.change(|it| it.lie = Lie::None);
    assert_eq!(
        tried(&stage, &provider, "subject-1").await.status,
        StatusCode::OK
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_good_once_and_in_the_browser_that_asked() {
    let (stage, provider, mut heads) = played(Key::ecdsa(), "sub").await;
    clinician(&stage, &provider, &mut heads, "subject-1").await;
    // The state of another browser, and a code of another browser.
    let mine = back(&stage, &provider, "subject-1").await;
    let theirs = back(&stage, &provider, "subject-2").await;
    let mut crossed = mine.clone();
    crossed["state"] = theirs["state"].clone();
    refused(&stage.post(FINISH, None, crossed).await, "server.ceremony");
    let mut crossed = mine.clone();
    crossed["ceremony"] = theirs["ceremony"].clone();
    refused(&stage.post(FINISH, None, crossed).await, "server.ceremony");
    let mut crossed = theirs.clone();
    crossed["code"] = mine["code"].clone();
    refused(&stage.post(FINISH, None, crossed).await, "server.sign-in");
    // That used up the code; and an answer by another provider is none.
    refused(
        &stage.post(FINISH, None, mine.clone()).await,
        "server.sign-in",
    );
    let mut mixed = back(&stage, &provider, "subject-1").await;
    mixed["iss"] = "https://evil.example".into();
    refused(&stage.post(FINISH, None, mixed).await, "server.sign-in");
    // A ceremony ends with its first answer, right or wrong.
    let good = back(&stage, &provider, "subject-1").await;
    let first = stage.post(FINISH, None, good.clone()).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.text);
    refused(&stage.post(FINISH, None, good).await, "server.ceremony");
    // One that took too long is over.
    let late = back(&stage, &provider, "subject-1").await;
    stage.later(301);
    provider.change(|it| it.now += 301);
    refused(&stage.post(FINISH, None, late).await, "server.ceremony");
    // One begun to bind does not sign in.
    let [one, _] = &mut heads;
    let invited = json!({"office": "Clinic", "role": "clinic"});
    let link = stage
        .good("/api/v1/invitations", Some(&one.token), invited)
        .await;
    let begun = stage
        .good("/api/v1/registration/oidc/begin", None, link)
        .await;
    let (code, state) = provider.sign_in(begun["location"].as_str().unwrap(), "subject-1");
    let bind = json!({"ceremony": begun["ceremony"], "code": code, "state": state});
    refused(&stage.post(FINISH, None, bind).await, "server.ceremony");
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_rotated_and_forged_ones_do_not_make_us_ask() {
    let (stage, provider, mut heads) = played(Key::ecdsa(), "sub").await;
    clinician(&stage, &provider, &mut heads, "subject-1").await;
    assert_eq!(
        tried(&stage, &provider, "subject-1").await.status,
        StatusCode::OK
    );
    let before = provider.keys_asked();
    provider.change(|it| it.keys = vec![("k2".to_owned(), Key::ecdsa())]);
    // Not within the first seconds after it was asked.
    refused(
        &tried(&stage, &provider, "subject-1").await,
        "server.sign-in",
    );
    assert_eq!(provider.keys_asked(), before);
    stage.hands.millis.fetch_add(31_000, Ordering::Relaxed);
    assert_eq!(
        tried(&stage, &provider, "subject-1").await.status,
        StatusCode::OK
    );
    assert_eq!(provider.keys_asked(), before + 1);
    provider.change(|it| it.lie = Lie::ForeignKey);
    for _ in 0..5 {
        refused(
            &tried(&stage, &provider, "subject-1").await,
            "server.sign-in",
        );
    }
    assert_eq!(provider.keys_asked(), before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_in_trouble_is_told_as_such_and_followed_nowhere() {
    let (stage, provider, mut heads) = played(Key::ecdsa(), "sub").await;
    clinician(&stage, &provider, &mut heads, "subject-1").await;
    let down = |answer: &Answer| {
        assert_eq!(
            answer.status,
            StatusCode::SERVICE_UNAVAILABLE,
            "{}",
            answer.text
        );
        assert_eq!(answer.code(), "server.provider");
        assert!(
            answer.json()["remedy"]
                .as_str()
                .unwrap()
                .contains("passkey")
        );
    };
    for broken in [StatusCode::INTERNAL_SERVER_ERROR, StatusCode::BAD_GATEWAY] {
        let back = back(&stage, &provider, "subject-1").await;
        provider.change(|it| it.broken = Some(broken));
        down(&stage.post(FINISH, None, back).await);
        provider.change(|it| it.broken = None);
    }
    let back = back(&stage, &provider, "subject-1").await;
    provider.change(|it| it.redirects = true);
    down(&stage.post(FINISH, None, back).await);
    // Its description is asked for again after an hour.
    stage.hands.millis.fetch_add(3_601_000, Ordering::Relaxed);
    down(&stage.post(BEGIN, None, json!({})).await);
    provider.change(|it| it.redirects = false);
    // One that describes itself as another is none.
    let issuer = provider.issuer();
    provider.change(|it| it.issuer = "https://evil.example".to_owned());
    down(&stage.post(BEGIN, None, json!({})).await);
    provider.change(|it| it.issuer = issuer);
    assert_eq!(
        stage.post(BEGIN, None, json!({})).await.status,
        StatusCode::OK
    );
    // Passkeys go on.
    let [one, _] = &mut heads;
    one.sign_in(&stage).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_claim_may_name_the_officer() {
    let (stage, provider, mut heads) = played(Key::ecdsa(), "staff_number").await;
    clinician(&stage, &provider, &mut heads, "whoever").await;
    assert_eq!(
        tried(&stage, &provider, "another").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn without_a_provider_there_is_none() {
    let stage = Stage::new(patient()).await;
    let answer = stage.post(BEGIN, None, json!({})).await;
    assert_eq!(
        (answer.status, answer.code()),
        (StatusCode::NOT_FOUND, "server.no-provider".into())
    );
}
