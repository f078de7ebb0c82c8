//! What a hostile client sends.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::{Method, StatusCode};
use cleanbill_server::{Rate, openapi};
use serde_json::json;

use crate::people::Officer;
use crate::roles::patient;
use crate::support::{Stage, request};

/// A body that never ends and never says anything.
struct Silent;

impl HttpBody for Silent {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, std::io::Error>>> {
        Poll::Pending
    }
}

fn posted(path: &str, body: Body) -> axum::http::Request<Body> {
    let mut asked = request(Method::POST, path, body);
    let json = "application/json".parse().unwrap();
    asked.headers_mut().insert("content-type", json);
    asked
}

#[tokio::test]
async fn whoever_guesses_codes_waits_and_learns_nothing() {
    let mut strict = patient();
    strict.limits.guess = Rate::new(1, 3);
    let stage = Stage::new(strict).await;
    let mut told = Vec::new();
    for code in ["a", "aaaaaaaaaaaaaaaaaaaaaaaaaa", "' or 1=1"] {
        let answer = stage
            .post("/api/v1/collect", None, json!({"code": code}))
            .await;
        assert_eq!(answer.status, StatusCode::GONE, "{}", answer.text);
        told.push(answer.text);
    }
    told.dedup();
    assert_eq!(told.len(), 1);
    let answer = stage
        .post("/api/v1/collect", None, json!({"code": "b"}))
        .await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn bodies_that_are_too_long_or_too_slow_are_cut_off() {
    let mut strict = patient();
    strict.limits.request = Duration::from_millis(20);
    let stage = Stage::new(strict).await;
    let long = stage
        .ask(posted("/api/v1/collect", Body::from(vec![b' '; 70_000])))
        .await;
    assert_eq!(long.code(), "server.too-large");
    let slow = stage
        .ask(posted("/api/v1/collect", Body::new(Silent)))
        .await;
    assert_eq!(
        (slow.status, slow.code()),
        (StatusCode::REQUEST_TIMEOUT, "server.timeout".into())
    );
}

#[tokio::test]
async fn only_json_by_the_description_is_read() {
    let stage = Stage::new(patient()).await;
    for (body, code) in [
        ("", "server.json"),
        ("[]", "server.json"),
        ("{\"code\": \"a\", \"code\": \"b\"}", "server.json"),
        ("{\"code\": \"a\", \"more\": 1}", "server.json"),
        ("{\"code\": \"a\"} x", "server.json"),
        ("{\"code\": 1}", "server.json"),
    ] {
        let answer = stage.ask(posted("/api/v1/collect", Body::from(body))).await;
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::BAD_REQUEST, code.into()),
            "{body}"
        );
    }
    let mut asked = posted("/api/v1/collect", Body::from("{\"code\": \"a\"}"));
    asked
        .headers_mut()
        .insert("content-type", "text/plain".parse().unwrap());
    assert_eq!(stage.ask(asked).await.code(), "server.media-type");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_is_good_once_and_for_its_own_challenge() {
    let stage = Stage::new(patient()).await;
    let [mut one, _] = stage.found().await;
    let begun = stage
        .post("/api/v1/sign-in/begin", None, json!({}))
        .await
        .json();
    let credential = one.sign(&begun["options"]);
    let finish = "/api/v1/sign-in/finish";
    let other = stage
        .post("/api/v1/sign-in/begin", None, json!({}))
        .await
        .json();
    let crossed = json!({"ceremony": other["ceremony"], "credential": credential});
    let answer = stage.post(finish, None, crossed).await;
    assert_eq!(
        (answer.status, answer.code()),
        (StatusCode::UNAUTHORIZED, "server.sign-in".into())
    );
    let good = json!({"ceremony": begun["ceremony"], "credential": credential});
    let answer = stage.post(finish, None, good.clone()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let cookie = answer.headers["set-cookie"].to_str().unwrap().to_owned();
    for part in ["__Host-", "Secure", "HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert_eq!(
        stage.post(finish, None, good).await.code(),
        "server.ceremony"
    );
    // With the cookie alone nothing is changed.
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let csrf = answer.json()["csrf"].as_str().unwrap().to_owned();
    let with = |csrf: Option<&str>| {
        let mut asked = posted("/api/v1/sign-out", Body::empty());
        asked
            .headers_mut()
            .insert("cookie", cookie.parse().unwrap());
        if let Some(csrf) = csrf {
            asked
                .headers_mut()
                .insert("x-cleanbill-csrf", csrf.parse().unwrap());
        }
        asked
    };
    assert_eq!(stage.ask(with(None)).await.code(), "server.csrf");
    assert_eq!(stage.ask(with(Some("0"))).await.code(), "server.csrf");
    assert_eq!(
        stage.ask(with(Some(&csrf))).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        stage.ask(with(Some(&csrf))).await.code(),
        "server.not-signed-in"
    );
    // A stranger's passkey opens nothing.
    let mut stranger = Officer::new("stranger");
    let begun = stage
        .post("/api/v1/sign-in/begin", None, json!({}))
        .await
        .json();
    let credential = stranger.sign(&begun["options"]);
    let tried = json!({"ceremony": begun["ceremony"], "credential": credential});
    assert_eq!(
        stage.post(finish, None, tried).await.code(),
        "server.sign-in"
    );
}

/// Bytes of all sorts into every route, by nobody and by a head: never our fault.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_malformed_is_a_defect() {
    let stage = Stage::new(patient()).await;
    let [one, _] = stage.found().await;
    let parts = [
        "%00",
        "..%2f",
        "%ff",
        "-1",
        "𝔸",
        "9223372036854775808",
        "'\"<>",
    ];
    let bodies = [
        "",
        "null",
        "{}",
        "[[[[",
        "\u{0}",
        "{\"a\":1e999}",
        "{\"token\":\"\u{fffd}\"}",
        "{\"days\":-1,\"officer\":9223372036854775808}",
    ];
    for (path, item) in openapi()["paths"].as_object().unwrap() {
        for method in item
            .as_object()
            .unwrap()
            .keys()
            .filter(|_| !path.contains("sign-out"))
        {
            for (index, part) in parts.iter().enumerate() {
                let encoded: String = part
                    .bytes()
                    .map(|byte| match byte {
                        b'%' | b'.' | b'-' | b'0'..=b'9' | b'a'..=b'f' => {
                            char::from(byte).to_string()
                        }
                        other => format!("%{other:02x}"),
                    })
                    .collect();
                let filled = path.replace(['{', '}'], "");
                let filled = format!("{filled}{encoded}?{encoded}&after={encoded}&from_day=x");
                let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
                for at in [filled, path.replace(['{', '}'], "")] {
                    let mut asked = request(method.clone(), &at, Body::empty());
                    *asked.body_mut() = Body::from(bodies[index % bodies.len()]);
                    let headers = asked.headers_mut();
                    headers.insert("content-type", "application/json".parse().unwrap());
                    let bearer = format!("Bearer {}", one.token);
                    headers.insert("authorization", bearer.parse().unwrap());
                    let answer = stage.ask(asked).await;
                    let is_ours = answer.status.is_server_error();
                    assert!(!is_ours, "{method} {at}: {}", answer.text);
                }
            }
        }
    }
}
