//! What holds for every route.

use std::sync::Mutex;
use std::sync::atomic::Ordering;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use cleanbill_server::{FILTER, Rate, json_log, openapi};
use tracing::instrument::WithSubscriber;

use crate::support::{Lines, Stage, request, settings};

const PLANTED: &str = "Zwetschgenknoedel";

#[tokio::test]
async fn every_answer_is_made_safe() {
    let stage = Stage::new(settings()).await;
    for path in [
        "/health/live",
        "/health/ready",
        "/nothing",
        "/docs",
        "/docs/style.css",
    ] {
        let answer = stage.get(path).await;
        let header = |name: &str| answer.headers[name].to_str().unwrap();
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "no-referrer", "{path}");
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none';"), "{path}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(header("x-request-id").len(), 24, "{path}");
        assert!(answer.headers.contains_key("permissions-policy"), "{path}");
        let cached = header("cache-control") != "no-store";
        assert_eq!(cached, path.starts_with("/docs"), "{path}");
        // Plain HTTP: a promise of TLS would lock people out.
        assert!(!answer.headers.contains_key("strict-transport-security"));
    }
}

#[tokio::test]
async fn behind_tls_browsers_are_told_to_stay_there() {
    let mut behind = settings();
    behind.trusted_proxies = vec!["10.0.0.0/8".parse().unwrap()];
    let stage = Stage::new(behind).await;
    let answer = stage.get("/health/live").await;
    assert!(answer.headers.contains_key("strict-transport-security"));
}

#[tokio::test]
async fn refusals_are_problems() {
    let stage = Stage::new(settings()).await;
    let answer = stage.get("/api/v1/nothing").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    let problem = answer.json();
    assert_eq!(problem["code"], "server.no-route");
    assert_eq!(problem["type"], "/docs/errors#server.no-route");
    assert_eq!(problem["status"], 404);
    assert!(!problem["remedy"].as_str().unwrap().is_empty());
    let wrong = request(Method::DELETE, "/health/live", Body::empty());
    let answer = stage.ask(wrong).await;
    assert_eq!(
        (answer.status, answer.code()),
        (StatusCode::METHOD_NOT_ALLOWED, "server.method".into())
    );
    assert!(answer.headers.contains_key("allow"));
    // Where a code leads is a place on a page.
    let page = stage.get("/docs/errors").await;
    assert!(page.text.contains("id=\"server.no-route\""));
}

#[tokio::test]
async fn readiness_names_what_is_missing() {
    let stage = Stage::new(settings()).await;
    let answer = stage.get("/health/ready").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.json()["database"], "ok");
    assert_eq!(answer.json()["signer"], "ok");
    assert_eq!(
        stage.get("/health/live").await.status,
        StatusCode::NO_CONTENT
    );
}

#[tokio::test]
async fn a_client_that_asks_too_often_waits() {
    let mut strict = settings();
    strict.limits.address = Rate::new(60, 5);
    let stage = Stage::new(strict).await;
    for _ in 0..5 {
        assert_eq!(
            stage.get("/health/live").await.status,
            StatusCode::NO_CONTENT
        );
    }
    let answer = stage.get("/health/live").await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.code(), "server.rate-limited");
    assert_eq!(answer.headers["retry-after"], "1");
    // Saying to be somebody else helps only a trusted proxy.
    let mut other = request(Method::GET, "/health/live", Body::empty());
    let faked = "198.51.100.9".parse().unwrap();
    other.headers_mut().insert("x-forwarded-for", faked);
    assert_eq!(stage.ask(other).await.status, StatusCode::TOO_MANY_REQUESTS);
    stage.hands.millis.store(1_000, Ordering::Relaxed);
    assert_eq!(
        stage.get("/health/live").await.status,
        StatusCode::NO_CONTENT
    );
}

#[tokio::test]
async fn the_api_is_described_and_the_pages_load_nothing_else() {
    let stage = Stage::new(settings()).await;
    let answer = stage.get("/api/v1/openapi.json").await;
    assert_eq!(answer.json(), openapi());
    assert!(
        answer.json()["openapi"]
            .as_str()
            .unwrap()
            .starts_with("3.1")
    );
    let page = stage.get("/docs").await;
    for path in openapi()["paths"].as_object().unwrap().keys() {
        assert!(page.text.contains(path), "{path}");
    }
    for text in [page.text, stage.get("/docs/errors").await.text] {
        assert!(!text.contains("<script") && !text.contains("://"));
    }
    let style = stage.get("/docs/style.css").await;
    assert_eq!(style.headers["content-type"], "text/css; charset=utf-8");
    assert!(!style.text.contains("url(") && !style.text.contains("@import"));
}

#[tokio::test]
async fn a_planted_person_is_nowhere_in_logs_and_refusals() {
    let lines = Lines::default();
    let writer = lines.clone();
    let log = json_log(Mutex::new(writer), FILTER);
    async {
        let stage = Stage::new(settings()).await;
        let mut told = String::new();
        for path in [
            format!("/{PLANTED}"),
            format!("/api/v1/jobs/{PLANTED}?surname={PLANTED}"),
            format!("/health/live?{PLANTED}"),
            format!("/api/v1/me?q={PLANTED}"),
        ] {
            for method in ["GET", "POST", PLANTED] {
                let method = Method::from_bytes(method.as_bytes()).unwrap();
                let body = Body::from(format!("{{\"{PLANTED}\": \"{PLANTED}\"}}"));
                let mut asked = request(method, &path, body);
                let headers = asked.headers_mut();
                headers.insert("content-type", "application/json".parse().unwrap());
                headers.insert("cookie", PLANTED.parse().unwrap());
                headers.insert("user-agent", PLANTED.parse().unwrap());
                headers.insert("x-request-id", PLANTED.parse().unwrap());
                let answer = stage.ask(asked).await;
                told.push_str(&answer.text);
                told.push_str(&format!("{:?}", answer.headers));
            }
        }
        assert!(!told.contains(PLANTED), "{told}");
    }
    .with_subscriber(log)
    .await;
    let text = lines.text();
    assert!(
        !text.contains(PLANTED) && !text.contains("192.0.2.1"),
        "{text}"
    );
    // There is a log, and each line is JSON with what operators need.
    let mut count = 0;
    for line in text.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        if line["message"] == "answered" {
            count += 1;
            assert!(line["status"].is_u64() && line["route"].is_string());
        }
    }
    assert_eq!(count, 12, "{text}");
}
