//! The gateway of oblivious HTTP: what a relay brings is answered, if anybody may ask it.

use std::sync::atomic::Ordering;

use axum::body::Body;
use axum::http::{Method, Request as Http, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_oblivious::{KEYS_TYPE, REQUEST_TYPE, RESPONSE_TYPE, Request, Response, Sealed};
use serde_json::{Value, json};

use crate::petitions::{asked, ballot, opened};
use crate::support::{Stage, request, settings};

const GATEWAY: &str = "/.well-known/ohttp-gateway";

/// What a relay sends.
fn brought(bytes: Vec<u8>) -> Http<Body> {
    let mut brought = request(Method::POST, "/ohttp", Body::from(bytes));
    let kind = REQUEST_TYPE.parse().unwrap();
    brought.headers_mut().insert("content-type", kind);
    brought
}

fn inside(method: &str, path: &str, body: Option<&Value>) -> Request {
    Request {
        method: method.to_owned(),
        path: path.to_owned(),
        content_type: body.map(|_| "application/json".to_owned()),
        content: body.map_or(Vec::new(), |body| body.to_string().into_bytes()),
    }
}

async fn sealed(stage: &Stage, inside: &Request) -> Sealed {
    let (status, headers, keys) = stage
        .ask_bytes(request(Method::GET, GATEWAY, Body::empty()))
        .await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers["content-type"], KEYS_TYPE);
    Sealed::of(inside, &keys).unwrap()
}

/// Asks through a relay.
async fn ask(stage: &Stage, inside: &Request) -> Response {
    let sealed = sealed(stage, inside).await;
    let (status, headers, answer) = stage.ask_bytes(brought(sealed.bytes)).await;
    assert_eq!(status, StatusCode::OK, "{:?}", String::from_utf8(answer));
    assert_eq!(headers["content-type"], RESPONSE_TYPE);
    sealed.opener.open(&answer).unwrap()
}

fn json_of(response: &Response) -> Value {
    serde_json::from_slice(&response.content).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn g12_somebody_signs_through_a_relay() {
    let stage = Stage::new(settings()).await;
    let (petition, voucher) = opened(&stage).await;
    let mine = ballot(&petition, 5);
    let body = asked(&voucher, &mine);
    let exchange = inside("POST", "/api/v1/petitions/exchange", Some(&body));
    let answer = ask(&stage, &exchange).await;
    assert_eq!(answer.status, 200);
    // The same brought again says nothing else.
    assert_eq!(json_of(&ask(&stage, &exchange).await), json_of(&answer));
    let signed = STANDARD.decode(json_of(&answer)[0]["message"].as_str().unwrap());
    let signature = mine.finalize(&petition, &signed.unwrap()).unwrap();
    let body = json!({"signature": STANDARD.encode(signature.to_bytes())});
    let path = format!("/api/v1/petitions/{}/signatures", petition.id());
    let give = inside("POST", &path, Some(&body));
    let twice = sealed(&stage, &give).await;
    for _ in 0..2 {
        let (status, _, _) = stage.ask_bytes(brought(twice.bytes.clone())).await;
        assert_eq!(status, StatusCode::OK);
    }
    assert_eq!(ask(&stage, &give).await.status, 202);
    let petitions = stage.parts.petitions.as_ref().unwrap();
    let after = petition.leaf().closes + 1;
    assert_eq!(petitions.release(after).await.unwrap().signatures, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn g12_what_needs_an_account_is_not_asked_through_a_relay() {
    let stage = Stage::new(settings()).await;
    for (method, path) in [
        ("GET", "/api/v1/session"),
        ("GET", "/api/v1/own/appeals"),
        ("GET", "/api/v1/acts"),
        ("POST", "/api/v1/passes"),
        ("GET", "/api/v1/appeals"),
        ("GET", "/api/v1/filings/waiting/../../holders"),
        ("POST", "/api/v1/filings/1/answer"),
        ("GET", "/docs"),
        ("GET", "/metrics"),
        ("POST", "/ohttp"),
        ("GET", "https://elsewhere.example/"),
    ] {
        let answer = ask(&stage, &inside(method, path, None)).await;
        let told = (answer.status, json_of(&answer)["code"].clone());
        let is_refused = told == (403, json!("server.not-oblivious"));
        // The address is of everybody, and takes another method of them.
        let is_method = told == (405, json!("server.method"));
        assert!(is_refused || is_method, "{path}: {told:?}");
    }
    let answer = ask(&stage, &inside("GET", "/api/v1/petitions", None)).await;
    assert_eq!((answer.status, json_of(&answer)), (200, json!([])));
    for wrong in ["", "no path", "//[", "http://"] {
        let sealed = sealed(&stage, &inside("GET", wrong, None)).await;
        let (status, _, _) = stage.ask_bytes(brought(sealed.bytes)).await;
        assert_ne!(status, StatusCode::INTERNAL_SERVER_ERROR, "{wrong}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g12_hostile_bytes_are_refused_with_a_code() {
    let stage = Stage::new(settings()).await;
    let whole = sealed(&stage, &inside("GET", "/api/v1/petitions", None))
        .await
        .bytes;
    let cut = whole[..whole.len() - 1].to_vec();
    let mut other_key = whole.clone();
    other_key[0] = 99;
    for (bytes, status, code) in [
        (Vec::new(), 400, "oblivious.closed"),
        (cut, 400, "oblivious.closed"),
        (other_key, 400, "oblivious.unknown-key"),
        (vec![0; 5_000], 400, "oblivious.closed"),
        (vec![6; 10_000_000], 413, "server.too-large"),
    ] {
        let length = bytes.len();
        let mut asked = brought(bytes);
        asked.headers_mut().insert("content-length", length.into());
        let answer = stage.ask(asked).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (status, code)
        );
    }
    let mut wrong_type = brought(whole.clone());
    wrong_type.headers_mut().remove("content-type");
    assert_eq!(stage.ask(wrong_type).await.code(), "server.media-type");
    let unknown = stage.ask(brought(vec![99; 2_000])).await;
    let kind = unknown.json()["type"].clone();
    assert_eq!(
        kind,
        "https://iana.org/assignments/http-problem-types#ohttp-key"
    );
    // Nothing is answered by a clock that jumped ahead.
    stage.hands.now.fetch_add(10_000_000, Ordering::Relaxed);
    let ahead = stage.ask(brought(whole)).await;
    assert_eq!(ahead.code(), "server.clock-ahead");
}
