//! What officers see of their own doing, and of the policies.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Method;
use serde_json::json;

use crate::paper::Kind;
use crate::roles::patient;
use crate::support::{Stage, request};

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_sees_what_was_opened_in_their_name_and_not_whose_it_was() {
    let stage = Stage::with(patient(), None).await;
    let mut heads = stage.found().await;
    let clinic = stage.appoint(&mut heads, "Clinic", "clinic").await;
    let other = stage.appoint(&mut heads, "Clinic", "clinic").await;
    let path = "/api/v1/me/looks";
    let before = stage.good_get(path, &clinic.token).await;
    assert_eq!(before, json!({"looks": []}));
    let asked = json!({
        "name": {"surname": "Zwetschgenknödel", "forename": "Юлия", "language": "ru"},
        "birth_date": "1980-01-02",
        "recovery": {"first_positive": "2021-05-01"},
    });
    let issued = stage.post("/api/v1/passes", Some(&clinic.token), asked);
    let holder = issued.await.json()["holder"].as_str().unwrap().to_owned();
    let open = format!("/api/v1/holders/{holder}/open");
    let asked = json!({"purpose": "correct"});
    let opened = stage.post(&open, Some(&clinic.token), asked).await;
    assert!(opened.status.is_success(), "{:?}", opened.status);
    let looks = stage.good_get(path, &clinic.token).await;
    let purposes: Vec<_> = looks["looks"].as_array().unwrap().iter().collect();
    assert_eq!(purposes[0]["purpose"], "correct");
    assert_eq!(purposes.last().unwrap()["purpose"], "issue");
    assert!(!looks.to_string().contains(&holder));
    assert_eq!(stage.good_get(path, &other.token).await, before);
    let after = looks["looks"][0]["access"].as_str().unwrap();
    let next = format!("{path}?after={after}");
    let rest = stage.good_get(&next, &clinic.token).await;
    assert_eq!(rest["looks"].as_array().unwrap().len(), purposes.len() - 1);
    let mut unknown = request(Method::GET, &format!("{path}?after=nobody"), Body::empty());
    let bearer = format!("Bearer {}", clinic.token).parse().unwrap();
    unknown.headers_mut().insert("authorization", bearer);
    assert_eq!(stage.ask(unknown).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn policies_are_told_with_what_their_rehearsal_found() {
    let stage = Stage::with(patient(), Some(Arc::new(Kind))).await;
    let heads = stage.found().await;
    let told = stage.good_get("/api/v1/policies", &heads[0].token).await;
    assert_eq!(
        told,
        json!([{
            "id": "xx.places", "version": 1, "title": {"en": "Places"}, "region": "XX",
            "places": ["cinema"], "number": 2, "signed_at": 1, "from": 2, "until": 3,
            "tighter": true,
            "announced": {"told_at": 1, "urgent": false, "gained": null, "lost": 12000},
        }])
    );
}
