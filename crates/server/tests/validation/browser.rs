//! A wallet that is a page of another origin.

use axum::http::{Method, Request, StatusCode};
use cleanbill_precheck::VERSION_HEADER;

use crate::stage::{Answer, DAY, NOW, Stage, pass};

const ORIGIN: &str = "access-control-allow-origin";

/// What a browser asks before it sends a request of a page.
async fn preflight(stage: &Stage, path: &str, method: &str, headers: &str) -> Answer {
    let request = Request::builder()
        .method(Method::OPTIONS)
        .uri(path)
        .header("origin", "https://wallet.example")
        .header("access-control-request-method", method)
        .header("access-control-request-headers", headers);
    stage.send(request.body(Vec::new()).unwrap()).await
}

#[tokio::test]
async fn a_page_may_read_the_document_and_send_a_pass() {
    let stage = Stage::new();
    stage.initialize("s-1").await;
    let needed = [
        ("/identity", "GET", vec![VERSION_HEADER]),
        ("/identity/verificationMethod", "GET", vec![VERSION_HEADER]),
        (
            "/validate/s-1",
            "POST",
            vec!["authorization", "content-type", VERSION_HEADER],
        ),
    ];
    for (path, method, headers) in needed {
        let answer = preflight(&stage, path, method, &headers.join(",")).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{path}");
        assert_eq!(answer.headers[ORIGIN], "*", "{path}");
        let methods = answer.headers["access-control-allow-methods"].to_str();
        assert!(methods.unwrap().contains(method), "{path}");
        let allowed = answer.headers["access-control-allow-headers"].to_str();
        let allowed: Vec<_> = allowed.unwrap().split(", ").collect();
        assert!(headers.iter().all(|name| allowed.contains(name)), "{path}");
    }
    let shown = stage.ask(Method::GET, "/identity", None, None).await;
    assert_eq!(shown.headers[ORIGIN], "*");
    assert_eq!(
        shown.headers["cross-origin-resource-policy"],
        "cross-origin"
    );

    let sealed = stage.seal(&pass(1, NOW + 300 * DAY)).await.to_json();
    let token = stage.sign(&stage.access("s-1"));
    let submit = || {
        let sealed = Some(sealed.clone());
        stage.ask(Method::POST, "/validate/s-1", Some(&token), sealed)
    };
    let told = submit().await;
    assert_eq!(
        (told.status, &told.headers[ORIGIN]),
        (StatusCode::OK, &"*".parse().unwrap())
    );
    // Why it was refused is readable too.
    let again = submit().await;
    assert!(again.status.is_client_error());
    assert_eq!(again.headers[ORIGIN], "*");
}

/// Guarantee: no cookie, no credential of a browser; and nothing of what airlines call.
#[tokio::test]
async fn a_page_gets_no_credentials_and_is_no_airline() {
    let stage = Stage::new();
    for (path, method) in [("/initialize/s-1", "PUT"), ("/status/s-1", "GET")] {
        let answer = preflight(&stage, path, method, "authorization").await;
        assert!(answer.status.is_client_error(), "{path}");
        assert!(answer.headers.get(ORIGIN).is_none(), "{path}");
    }
    let status = stage.status("s-1").await;
    assert!(status.headers.get(ORIGIN).is_none());
    let answer = preflight(&stage, "/validate/s-1", "POST", "authorization").await;
    let credentials = answer.headers.get("access-control-allow-credentials");
    assert!(credentials.is_none());
}

#[tokio::test]
async fn a_page_that_asks_too_often_may_read_that() {
    let stage = Stage::with(None, |limits| {
        limits.address = cleanbill_server::Rate::new(1, 1);
    });
    stage.ask(Method::GET, "/identity", None, None).await;
    let answer = stage.ask(Method::GET, "/identity", None, None).await;
    assert_eq!(answer.code(), "server.rate-limited");
    assert_eq!(answer.headers[ORIGIN], "*");
}
