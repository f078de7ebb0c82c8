//! The clock is turned while the service runs, or was while it did not.

use std::sync::Mutex;
use std::sync::atomic::Ordering;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use cleanbill_server::{FILTER, json_log};
use serde_json::json;
use tracing::instrument::WithSubscriber;

use crate::people::Officer;
use crate::roles::patient;
use crate::support::{Answer, Lines, Stage, request};

const DAY: i64 = 86_400;

impl Stage {
    /// Turns the clock; the machine's own time goes on as it did.
    fn turn(&self, secs: i64) {
        self.hands.now.fetch_add(secs, Ordering::Relaxed);
    }

    async fn issue(&self, officer: &Officer, surname: &str) -> Answer {
        let asked = json!({
            "name": {"surname": surname}, "birth_date": "1980",
            "recovery": {"first_positive": "2021-05-01"},
        });
        let body = Body::from(asked.to_string());
        let mut asked = request(Method::POST, "/api/v1/passes", body);
        let headers = asked.headers_mut();
        headers.insert("content-type", "application/json".parse().unwrap());
        headers.insert("idempotency-key", surname.parse().unwrap());
        let bearer = format!("Bearer {}", officer.token).parse().unwrap();
        headers.insert("authorization", bearer);
        self.ask(asked).await
    }

    async fn clock_state(&self) -> (StatusCode, String) {
        let answer = self.get("/health/ready").await;
        let state = answer.json()["clock"].as_str().unwrap().to_owned();
        (answer.status, state)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_was_turned_decides_nothing_until_it_is_right() {
    let lines = Lines::default();
    let log = json_log(Mutex::new(lines.clone()), FILTER);
    async {
        let stage = Stage::new(patient()).await;
        let mut heads = stage.found().await;
        let clinic = stage.appoint(&mut heads, "Clinic", "clinic").await;
        let issued = stage.issue(&clinic, "one").await;
        assert_eq!(issued.status, StatusCode::OK, "{}", issued.text);
        for (turned, code) in [
            (-3_600, "server.clock-behind"),
            (-400 * DAY, "server.clock-behind"),
            (2 * 3_600, "server.clock-ahead"),
            (400 * DAY, "server.clock-ahead"),
            (i64::MAX / 2, "server.clock-ahead"),
        ] {
            stage.turn(turned);
            // Nothing is issued, nobody let in, no session ended by a clock that is wrong.
            let refused = stage.issue(&clinic, "two").await;
            let told = (refused.status, refused.code());
            assert_eq!(told, (StatusCode::SERVICE_UNAVAILABLE, code.into()));
            let begun = stage.post("/api/v1/sign-in/begin", None, json!({})).await;
            assert_eq!(begun.code(), code);
            let state = (StatusCode::SERVICE_UNAVAILABLE, code.to_owned());
            assert_eq!(stage.clock_state().await, state);
            let live = stage.get("/health/live").await.status;
            assert_eq!(live, StatusCode::NO_CONTENT);
            stage.turn(-turned);
            assert_eq!(stage.clock_state().await, (StatusCode::OK, "ok".to_owned()));
            let again = stage.issue(&clinic, "one").await;
            assert_eq!(again.json()["repeated"], true, "{}", again.text);
        }
        // A clock that is corrected by a little goes on, and no act is dated back.
        stage.turn(-50);
        assert_eq!(stage.issue(&clinic, "three").await.status, StatusCode::OK);
        let acts = stage.authority.store().newest_act_at(Default::default());
        let newest = acts.await.unwrap().unwrap();
        assert_eq!(newest, stage.hands.now.load(Ordering::Relaxed) + 50);
    }
    .with_subscriber(log)
    .await;
    let text = lines.text();
    for code in ["server.clock-behind", "server.clock-ahead"] {
        assert!(text.contains(&format!("\"code\":\"{code}\"")), "{text}");
    }
}

/// Sessions and key epochs end by the clock alone when it is right.
#[tokio::test(flavor = "multi_thread")]
async fn time_that_passes_ends_sessions_and_is_no_jump() {
    let stage = Stage::new(patient()).await;
    let mut heads = stage.found().await;
    let mut clinic = stage.appoint(&mut heads, "Clinic", "clinic").await;
    stage.later(9 * 3_600);
    let ended = stage.issue(&clinic, "one").await;
    assert_eq!(ended.code(), "server.not-signed-in");
    stage.later(30 * DAY);
    clinic.sign_in(&stage).await;
    let issued = stage.issue(&clinic, "one").await;
    assert_eq!(issued.status, StatusCode::OK, "{}", issued.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_starts_behind_its_newest_entry_says_so() {
    let stage = Stage::new(patient()).await;
    stage.found().await;
    for (turned, code) in [(-DAY, Some("server.clock-behind")), (DAY, None)] {
        stage.turn(turned);
        let service = stage.bind().await;
        let found = service.clock().now().err().map(|error| error.code());
        assert_eq!(found, code);
    }
}
