//! Health links served: made by a holder, asked by anybody, tried five times, ended by a code.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use cleanbill_server::{Rate, Settings};
use cleanbill_shlink::{
    ContentType, FileSource, HealthLink, Limits, LinkKey, Manifest, Payload, Scheme, open_file,
    parse_remaining_attempts, seal_file,
};
use serde_json::{Value, json};

use crate::support::{Answer, NOW, Stage, request, settings};

const FHIR: &str = r#"{"resourceType":"Bundle","type":"collection"}"#;

/// More guesses than tests make.
fn patient() -> Settings {
    let mut settings = settings();
    settings.limits.guess = Rate::new(10_000, 10_000);
    settings
}

fn key() -> LinkKey {
    LinkKey::new([5; 32])
}

fn sealed() -> String {
    seal_file(FHIR.as_bytes(), ContentType::Fhir, &key(), &[9; 12]).unwrap()
}

fn file() -> Value {
    json!({"content_type": "application/fhir+json", "encrypted": sealed()})
}

/// A service, and the token of a holder.
async fn played() -> (Stage, String) {
    let stage = Stage::new(patient()).await;
    let mut heads = stage.found().await;
    let clinic = stage.appoint(&mut heads, "Clinic", "clinic").await;
    let asked = json!({
        "name": {"surname": "Muster"}, "birth_date": "1980",
        "recovery": {"first_positive": "2021-05-01"},
    });
    let token = Some(clinic.token.as_str());
    let pass = stage.post("/api/v1/passes", token, asked).await.json();
    let code = json!({"code": pass["collection_code"]});
    let holder = stage.post("/api/v1/collect", None, code).await.json();
    (stage, holder["token"].as_str().unwrap().to_owned())
}

/// The path of a made link, and the code that ends it.
async fn made(stage: &Stage, holder: &str, told: Value) -> (String, String) {
    let made = stage.good("/api/v1/own/links", Some(holder), told).await;
    let url = made["url"].as_str().unwrap();
    // What is made is an address that a link may have.
    let link = HealthLink::new(Scheme::Smart, Payload::new(url, key())).unwrap();
    assert!(link.target().is_ok());
    let path = url.strip_prefix("http://localhost:8080").unwrap();
    let revocation = made["revocation"].as_str().unwrap();
    (path.to_owned(), revocation.to_owned())
}

async fn post(stage: &Stage, path: &str, body: &Value) -> Answer {
    let mut asked = request(Method::POST, path, Body::from(body.to_string()));
    let json = "application/json".parse().unwrap();
    asked.headers_mut().insert("content-type", json);
    stage.ask(asked).await
}

fn manifest(answer: &Answer) -> Manifest {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    Manifest::parse(answer.text.as_bytes(), &Limits::default()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_made_followed_and_ended() {
    let (stage, holder) = played().await;
    let told = json!({"files": [file(), file()], "expires_at": NOW + 86_400});
    let (path, revocation) = made(&stage, &holder, told).await;
    let request = json!({"recipient": "Aid Post 3"});
    let answer = post(&stage, &path, &request).await;
    assert_eq!(answer.headers["access-control-allow-origin"], "*");
    assert_eq!(answer.headers["cache-control"], "no-store");
    let files = manifest(&answer).files;
    assert_eq!(files.len(), 2);
    let FileSource::Embedded(text) = &files[0].source else {
        panic!("embedded")
    };
    let opened = open_file(text.as_bytes(), &key(), &Limits::default()).unwrap();
    assert_eq!(opened.bytes, FHIR.as_bytes());
    // A client that wants it short gets addresses, each for some minutes.
    let short = json!({"recipient": "Aid Post 3", "embeddedLengthMax": 10});
    let files = manifest(&post(&stage, &path, &short).await).files;
    let FileSource::Location(address) = &files[1].source else {
        panic!("located")
    };
    let location = address
        .as_str()
        .strip_prefix("http://localhost:8080")
        .unwrap();
    let fetched = stage.get(location).await;
    assert_eq!(fetched.headers["content-type"], "application/jose");
    assert_eq!(fetched.text, sealed());
    stage.later(299);
    assert_eq!(stage.get(location).await.status, StatusCode::OK);
    stage.later(1);
    assert_eq!(stage.get(location).await.code(), "links.not-found");
    // It has a list: its address alone gives no file.
    let direct = stage.get(&format!("{path}?recipient=Me")).await;
    assert_eq!(direct.code(), "links.not-found");
    let end = json!({"revocation": revocation});
    let ended = post(&stage, "/api/v1/links/revoke", &end).await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT);
    assert_eq!(
        post(&stage, &path, &request).await.status,
        StatusCode::NOT_FOUND
    );
    let twice = post(&stage, "/api/v1/links/revoke", &end).await;
    assert_eq!(twice.code(), "links.not-found");
}

#[tokio::test(flavor = "multi_thread")]
async fn five_wrong_passcodes_disable_a_link() {
    let (stage, holder) = played().await;
    let told = json!({"files": [file()], "passcode": "p4ss", "expires_at": NOW + 60});
    let (path, _) = made(&stage, &holder, told).await;
    let with = |passcode: &str| json!({"recipient": "Me", "passcode": passcode});
    for remaining in [4, 3] {
        let wrong = post(&stage, &path, &with("1234")).await;
        assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
        let told = parse_remaining_attempts(wrong.text.as_bytes(), &Limits::default());
        assert_eq!(told, Some(remaining));
    }
    let without = post(&stage, &path, &json!({"recipient": "Me"})).await;
    assert_eq!(without.status, StatusCode::UNAUTHORIZED);
    manifest(&post(&stage, &path, &with("p4ss")).await);
    // The right one gives no attempt back.
    for remaining in [1, 0] {
        let wrong = post(&stage, &path, &with("P4SS")).await;
        let told = parse_remaining_attempts(wrong.text.as_bytes(), &Limits::default());
        assert_eq!(told, Some(remaining));
    }
    let late = post(&stage, &path, &with("p4ss")).await;
    assert_eq!(late.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_single_file_is_there_until_it_ends() {
    let (stage, holder) = played().await;
    let told = json!({"files": [file()], "direct": true, "expires_at": NOW + 60});
    let (path, _) = made(&stage, &holder, told).await;
    let asked = format!("{path}?recipient=Aid%20Post%203");
    let answer = stage.get(&asked).await;
    assert_eq!(answer.text, sealed());
    assert_eq!(answer.headers["content-type"], "application/jose");
    assert_eq!(stage.get(&path).await.code(), "server.parameter");
    let list = post(&stage, &path, &json!({"recipient": "Me"})).await;
    assert_eq!(list.code(), "links.not-found");
    let preflight = request(Method::OPTIONS, &path, Body::empty());
    let preflight = stage.ask(preflight).await;
    assert_eq!(preflight.status, StatusCode::NO_CONTENT);
    assert_eq!(
        preflight.headers["access-control-allow-headers"],
        "content-type"
    );
    stage.later(60);
    assert_eq!(stage.get(&asked).await.code(), "links.not-found");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_breaks_a_rule_is_not_made() {
    let (stage, holder) = played().await;
    let plain = json!({"content_type": "application/fhir+json", "encrypted": FHIR});
    let until = NOW + 60;
    for (told, code) in [
        (json!({"files": [], "expires_at": until}), "links.files"),
        (
            json!({"files": vec![file(); 9], "expires_at": until}),
            "links.files",
        ),
        (
            json!({"files": [file(), file()], "direct": true, "expires_at": until}),
            "links.files",
        ),
        (json!({"files": [plain], "expires_at": until}), "jwe.parts"),
        (
            json!({"files": [file()], "expires_at": NOW - 1}),
            "links.lifetime",
        ),
        (
            json!({"files": [file()], "expires_at": NOW + 91 * 86_400}),
            "links.lifetime",
        ),
        (
            json!({"files": [file()], "passcode": "123", "expires_at": until}),
            "links.passcode-length",
        ),
        (
            json!({"files": [file()], "passcode": "1234", "direct": true, "expires_at": until}),
            "links.passcode-of-file",
        ),
        (
            json!({"files": [file()], "key": "x", "expires_at": until}),
            "server.json",
        ),
    ] {
        let answer = stage.post("/api/v1/own/links", Some(&holder), told).await;
        assert_eq!(answer.code(), code, "{}", answer.text);
    }
    let stranger = json!({"files": [file()], "expires_at": until});
    let refused = stage.post("/api/v1/own/links", None, stranger).await;
    assert_eq!(refused.code(), "server.not-signed-in");
}

/// Whoever tries addresses waits before it costs anything, and learns nothing from the answers.
#[tokio::test(flavor = "multi_thread")]
async fn addresses_are_not_guessed() {
    let stage = Stage::new(settings()).await;
    let asked = json!({"recipient": "Me"});
    let mut codes = Vec::new();
    for guess in 0..21 {
        let path = format!("/l/{}", "A".repeat(30 + guess));
        codes.push(post(&stage, &path, &asked).await.code());
    }
    assert_eq!(codes[0], "links.not-found");
    assert_eq!(
        codes[13], "links.not-found",
        "the right length says no more"
    );
    assert_eq!(codes[20], "server.rate-limited");
}
