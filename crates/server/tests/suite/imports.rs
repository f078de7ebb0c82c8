//! Imports over HTTP: what was announced, and what was not.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::roles::patient;
use crate::support::{Answer, Stage, request};

const CSV: &str = "surname,forename,birth_date,ground,first_positive\n\
    Muster,Anna,1980-01-02,recovery,2021-05-01\n\
    Beispiel,Bert,1981,recovery,2021-05-02\n";
const LINES: &str = "{\"resourceType\":\"Patient\",\"id\":\"a\"}\n";

async fn import(
    stage: &Stage,
    token: &str,
    (kind, body): (&str, &str),
    digest: &str,
    has_length: bool,
) -> Answer {
    let sent = Body::from(body.to_owned());
    let mut asked = request(Method::POST, &format!("/api/v1/jobs?kind={kind}"), sent);
    let headers = asked.headers_mut();
    headers.insert("authorization", format!("Bearer {token}").parse().unwrap());
    headers.insert("content-digest", digest.parse().unwrap());
    if has_length {
        headers.insert("content-length", body.len().into());
    }
    stage.ask(asked).await
}

fn digest_of(body: &str) -> String {
    let hash = cleanbill_crypto::sha256(body.as_bytes());
    format!("sha-256=:{}:", STANDARD.encode(hash))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_not_the_announced_one_is_refused() {
    let stage = Stage::new(patient()).await;
    let mut heads = stage.found().await;
    let clinic = stage.appoint(&mut heads, "Clinic", "clinic").await;
    let token = &clinic.token;
    for input in [("csv", CSV), ("fhir", LINES), ("fhir-lines", LINES)] {
        for has_length in [true, false] {
            let wrong = digest_of(&format!("{}{has_length}", input.0));
            let answer = import(&stage, token, input, &wrong, has_length).await;
            let told = (answer.status, answer.code());
            let refused = (StatusCode::UNPROCESSABLE_ENTITY, "server.digest".to_owned());
            assert_eq!(told, refused, "{} {has_length}: {}", input.0, answer.text);
        }
        for odd in ["", "sha-256=:AAAA:", "md5=:AAAA:", "sha-512=:AAAA:"] {
            let answer = import(&stage, token, input, odd, true).await;
            assert_eq!(answer.code(), "server.header", "{odd}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_short_file_nothing_is_taken_before_it_is_known_to_be_right() {
    let stage = Stage::new(patient()).await;
    let mut heads = stage.found().await;
    let clinic = stage.appoint(&mut heads, "Clinic", "clinic").await;
    let token = &clinic.token;
    let answer = import(&stage, token, ("csv", CSV), &digest_of("other"), true).await;
    assert_eq!(answer.code(), "server.digest");
    let jobs = stage.good_get("/api/v1/jobs", token).await;
    assert_eq!(jobs["jobs"], serde_json::json!([]));
    let right = digest_of(CSV);
    let answer = import(&stage, token, ("csv", CSV), &right, true)
        .await
        .json();
    assert_eq!(
        (&answer["good"], &answer["bad"]),
        (&2.into(), &0.into()),
        "{answer}"
    );
    // Again is not twice.
    let again = import(&stage, token, ("csv", CSV), &right, true)
        .await
        .json();
    assert_eq!(
        (&again["good"], &again["was_done"]),
        (&0.into(), &true.into()),
        "{again}"
    );
}
