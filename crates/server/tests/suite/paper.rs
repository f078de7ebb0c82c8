//! Passes as pages, pictures and FHIR, at the desk and at the holder's door.

use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{HeaderMap, Method, StatusCode};
use cleanbill_hcert::light::PolicyMark;
use cleanbill_issuer::light_windows;
use cleanbill_server::{FILTER, Judged, Policies, PolicyFacts, json_log};
use cleanbill_verifier::{Interruption, Rehearsed};
use serde_json::{Value, json};
use tracing::instrument::WithSubscriber;

use crate::roles::patient;
use crate::support::{Lines, Stage, request};

/// A policy that lets everybody in, but on the second day.
pub(crate) struct Kind;

impl Policies for Kind {
    fn list(&self) -> Vec<PolicyFacts> {
        vec![PolicyFacts {
            id: "xx.places".to_owned(),
            version: 1,
            title: [("en".to_owned(), "Places".to_owned())].into(),
            region: "XX".to_owned(),
            places: vec!["cinema"],
            number: 2,
            signed_at: 1,
            from: 2,
            until: 3,
            is_tighter: true,
            rehearsed: Some(Rehearsed {
                told_at: Some(1),
                urgent: false,
                gained: None,
                lost: Some(12_000),
            }),
        }]
    }

    fn judge(&self, id: &str, text: &str, days: u16, now: i64) -> Result<Judged, Interruption> {
        assert!(text.starts_with("HC1:"));
        if id != "xx.places" {
            return Err(Interruption::NoCheckInForce { at: now });
        }
        let offset_secs = 3 * 3_600;
        let mark = PolicyMark {
            id: id.to_owned(),
            version: 1,
            digest: [7; 16],
        };
        let windows = light_windows(now, offset_secs, days).unwrap();
        let windows = windows.into_iter().enumerate();
        let windows = windows.map(|(day, window)| (window, (day != 1).then(|| mark.clone())));
        Ok(Judged {
            windows: windows.collect(),
            why: Some(Interruption::NotAccepted { at: now }),
            offset_secs,
        })
    }
}

/// A stage, a clinic's token, a pass, and its holder's token.
async fn played(policies: Option<Arc<dyn Policies>>) -> (Stage, String, Value, String) {
    let stage = Stage::with(patient(), policies).await;
    let mut heads = stage.found().await;
    let clinic = stage.appoint(&mut heads, "Clinic", "clinic").await;
    let asked = json!({
        "name": {"surname": "Zwetschgenknödel", "forename": "Юлия", "language": "ru"},
        "birth_date": "1980-01-02",
        "recovery": {"first_positive": "2021-05-01"},
    });
    let pass = stage
        .post("/api/v1/passes", Some(&clinic.token), asked)
        .await;
    let pass = pass.json();
    let code = json!({"code": pass["collection_code"]});
    let holder = stage.post("/api/v1/collect", None, code).await.json();
    let holder = holder["token"].as_str().unwrap().to_owned();
    (stage, clinic.token.clone(), pass, holder)
}

pub(crate) async fn fetched(
    stage: &Stage,
    method: Method,
    path: &str,
    (token, accept): (&str, Option<&str>),
) -> (StatusCode, HeaderMap, Vec<u8>) {
    let mut asked = request(method, path, Body::empty());
    let headers = asked.headers_mut();
    headers.insert("authorization", format!("Bearer {token}").parse().unwrap());
    if let Some(accept) = accept {
        headers.insert("accept", accept.parse().unwrap());
    }
    let answer = stage.ask_bytes(asked).await;
    assert_eq!(answer.1["cache-control"], "no-store", "{path}");
    answer
}

pub(crate) fn check_pdf((status, headers, bytes): &(StatusCode, HeaderMap, Vec<u8>)) {
    assert_eq!(*status, StatusCode::OK);
    assert_eq!(headers["content-type"], "application/pdf");
    assert!(bytes.starts_with(b"%PDF-1.7"));
    if let Ok(folder) = std::env::var("CLEANBILL_SHOW_PAGES") {
        let hash = cleanbill_crypto::sha256(bytes);
        let name = format!("{folder}/{:02x}{:02x}{:02x}.pdf", hash[0], hash[1], hash[2]);
        std::fs::write(name, bytes).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pass_is_handed_over_in_every_form() {
    let (stage, clinic, pass, holder) = played(None).await;
    let id = pass["pass"].as_str().unwrap();
    let own = format!("/api/v1/own/passes/{id}");
    let desk = format!("/api/v1/passes/{id}/print");
    for (method, path, token) in [(Method::GET, &own, &holder), (Method::POST, &desk, &clinic)] {
        for layout in ["a4", "large", "card"] {
            for lang in ["en", "ar", "ru", "xx"] {
                let path = format!("{path}?format=pdf&layout={layout}&lang={lang}");
                check_pdf(&fetched(&stage, method.clone(), &path, (token, None)).await);
            }
        }
        let by_header = (token.as_str(), Some("application/pdf, */*;q=0.1"));
        check_pdf(&fetched(&stage, method.clone(), path, by_header).await);
        let by_header = (token.as_str(), Some("image/png"));
        let (status, headers, bytes) = fetched(&stage, method.clone(), path, by_header).await;
        assert_eq!(
            (status, &headers["content-type"]),
            (StatusCode::OK, &"image/png".parse().unwrap())
        );
        let found = cleanbill_qr::read(&bytes, &cleanbill_qr::Limits::default()).unwrap();
        assert_eq!(found[0].text, pass["text"].as_str().unwrap());
        let fhir = format!("{path}?format=fhir");
        let (status, headers, bytes) = fetched(&stage, method.clone(), &fhir, (token, None)).await;
        assert_eq!(
            (status, &headers["content-type"]),
            (StatusCode::OK, &"application/fhir+json".parse().unwrap())
        );
        let bundle: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(bundle["resourceType"], "Bundle");
        let (_, _, bytes) = fetched(&stage, method.clone(), path, (token, None)).await;
        let json: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(json, json!({"text": pass["text"]}));
        for odd in [
            "format=exe",
            "layout=a0",
            "format=pdf&format=png",
            "surname=x",
            "lang",
        ] {
            let odd = format!("{path}?{odd}");
            let (status, ..) = fetched(&stage, method.clone(), &odd, (token, None)).await;
            let fine = odd.ends_with("lang");
            assert_eq!(status == StatusCode::BAD_REQUEST, !fine, "{odd}: {status}");
        }
    }
    // A page for the holder may carry the code that opens their record; not one that was used.
    let path = format!("{desk}?format=pdf&code=true");
    check_pdf(&fetched(&stage, Method::POST, &path, (&clinic, None)).await);
    let (status, ..) = fetched(
        &stage,
        Method::GET,
        &format!("{own}?code=true"),
        (&holder, None),
    )
    .await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    // Each look is in the record.
    let record = stage.own(&holder).await;
    let looks = record["accesses"].as_array().unwrap();
    assert!(
        looks
            .iter()
            .filter(|look| look["purpose"] == "print")
            .count()
            >= 17
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_a_page_of_somebody_elses_pass() {
    let (stage, clinic, pass, _) = played(None).await;
    let asked = json!({
        "name": {"surname": "Other"}, "birth_date": "1981",
        "recovery": {"first_positive": "2021-05-01"},
    });
    let mut other = request(
        Method::POST,
        "/api/v1/passes",
        Body::from(asked.to_string()),
    );
    for (name, value) in [
        ("content-type", "application/json"),
        ("idempotency-key", "k2"),
        ("authorization", &format!("Bearer {clinic}")),
    ] {
        other.headers_mut().insert(
            axum::http::HeaderName::try_from(name).unwrap(),
            value.parse().unwrap(),
        );
    }
    let other = stage.ask(other).await.json();
    let code = json!({"code": other["collection_code"]});
    let holder = stage.post("/api/v1/collect", None, code).await.json();
    let holder = holder["token"].as_str().unwrap().to_owned();
    let id = pass["pass"].as_str().unwrap();
    for format in ["json", "pdf", "png", "fhir"] {
        let path = format!("/api/v1/own/passes/{id}?format={format}");
        let (status, _, bytes) = fetched(&stage, Method::GET, &path, (&holder, None)).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{format}");
        assert!(!String::from_utf8_lossy(&bytes).contains("Zwetsch"));
    }
    let path = format!("/api/v1/own/passes/{id}/light");
    let light = json!({"policy": "xx.places", "days": 1});
    let answer = stage.post(&path, Some(&holder), light).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn light_passes_are_made_for_a_policy_and_kept_with_the_full_pass() {
    let (stage, clinic, pass, holder) = played(Some(Arc::new(Kind))).await;
    let id = pass["pass"].as_str().unwrap();
    for (path, token) in [
        (format!("/api/v1/own/passes/{id}/light"), &holder),
        (format!("/api/v1/passes/{id}/light"), &clinic),
    ] {
        let asked = |policy: &str, days: u16| json!({"policy": policy, "days": days});
        let answer = stage.post(&path, Some(token), asked("xx.places", 3)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        let light = answer.json();
        assert_eq!(
            light["passes"].as_array().unwrap().len(),
            2,
            "{}",
            answer.text
        );
        assert_eq!(light["withheld"].as_array().unwrap().len(), 1);
        let sheet = format!("{path}?format=pdf&lang=de");
        let body = Body::from(asked("xx.places", 14).to_string());
        let mut sheet = request(Method::POST, &sheet, body);
        let headers = sheet.headers_mut();
        headers.insert("content-type", "application/json".parse().unwrap());
        headers.insert("authorization", format!("Bearer {token}").parse().unwrap());
        check_pdf(&stage.ask_bytes(sheet).await);
        for (policy, days, code) in [
            ("xx.other", 3, "light.no-check-in-force"),
            ("xx.places", 0, "server.field"),
            ("xx.places", 15, "server.field"),
        ] {
            let answer = stage.post(&path, Some(token), asked(policy, days)).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(answer.code(), code);
        }
    }
    // They are in the record, by which they can be revoked; and none is made of a light one.
    let record = stage.own(&holder).await;
    let passes = record["passes"].as_array().unwrap();
    let light: Vec<&Value> = passes.iter().filter(|pass| pass["light"] == true).collect();
    assert_eq!((passes.len(), light.len()), (31, 30));
    let path = format!("/api/v1/own/passes/{}", light[0]["pass"].as_str().unwrap());
    let text = fetched(&stage, Method::GET, &path, (&holder, None)).await.2;
    let text: Value = serde_json::from_slice(&text).unwrap();
    assert!(text["text"].as_str().unwrap().starts_with("HC1:"));
    let (status, ..) = fetched(
        &stage,
        Method::GET,
        &format!("{path}?format=pdf"),
        (&holder, None),
    )
    .await;
    assert_eq!(status, StatusCode::CONFLICT);
    let asked = json!({"policy": "xx.places", "days": 1});
    let answer = stage
        .post(&format!("{path}/light"), Some(&holder), asked)
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_policies_there_are_no_light_passes() {
    let (stage, _, pass, holder) = played(None).await;
    let path = format!(
        "/api/v1/own/passes/{}/light",
        pass["pass"].as_str().unwrap()
    );
    let asked = json!({"policy": "xx.places", "days": 1});
    let answer = stage.post(&path, Some(&holder), asked).await;
    let told = (answer.status, answer.code());
    assert_eq!(
        told,
        (StatusCode::SERVICE_UNAVAILABLE, "server.no-policies".into())
    );
}

#[tokio::test]
async fn what_is_printed_is_not_logged() {
    let lines = Lines::default();
    let log = json_log(Mutex::new(lines.clone()), FILTER);
    async {
        let (stage, clinic, pass, holder) = played(Some(Arc::new(Kind))).await;
        let id = pass["pass"].as_str().unwrap();
        let own = format!("/api/v1/own/passes/{id}?format=pdf");
        check_pdf(&fetched(&stage, Method::GET, &own, (&holder, None)).await);
        let desk = format!("/api/v1/passes/{id}/print?format=pdf");
        check_pdf(&fetched(&stage, Method::POST, &desk, (&clinic, None)).await);
    }
    .with_subscriber(log)
    .await;
    let text = lines.text();
    assert!(text.contains("\"answered\""));
    for planted in ["Zwetsch", "ZWETSCH", "Юлия", "1980-01-02", "HC1:"] {
        assert!(!text.contains(planted), "{planted}");
    }
}
