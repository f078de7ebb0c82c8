//! Every route, asked by every role and by nobody.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use cleanbill_issuer::role::{Permission, allows};
use cleanbill_issuer::staff::Role;
use cleanbill_server::{Rate, Settings, openapi};
use serde_json::{Value, json};

use crate::support::{Stage, request, settings};

/// Who may ask.
#[derive(Clone, Copy, PartialEq)]
enum Who {
    /// Whoever likes; or whoever has a link's secret or a code.
    Anybody,
    /// Whoever is signed in.
    Officers,
    /// Officers whose role has it.
    May(Permission),
    /// Officers; what is asked decides which of them.
    ByAct,
    /// A holder with their token.
    Holder,
}

fn pass() -> Value {
    json!({
        "name": {"surname": "Muster"}, "birth_date": "1980",
        "recovery": {"first_positive": "2021-05-01"},
    })
}

fn appeal() -> Value {
    json!({"act": "aaaa", "text": "I was there."})
}

fn follow() -> Value {
    json!({"code": "A".repeat(26)})
}

fn link() -> Value {
    json!({"files": [{"content_type": "application/fhir+json", "encrypted": "x"}], "expires_at": 0})
}

fn revocation() -> Value {
    json!({"revocation": "A".repeat(43)})
}

fn decision() -> Value {
    json!({"outcome": "upheld", "findings": ["facts-wrong"], "reasons": "It is on file."})
}

/// The matrix: each operation with a body that can be read.
fn matrix() -> Vec<(&'static str, &'static str, Who, Value)> {
    use Permission as P;
    use Who::{Anybody, ByAct, Holder, May, Officers};
    let none = || json!({});
    let light = || json!({"policy": "xx.places", "days": 1});
    let token = || json!({"token": "00".repeat(32)});
    let filing = || json!({"visibility": "open", "text": "x"});
    let basis = || json!({"basis": "consent"});
    let dismiss = || json!({"kind": "dismiss", "officer": 999});
    vec![
        ("get", "/health/live", Anybody, none()),
        ("get", "/health/ready", Anybody, none()),
        ("get", "/metrics", May(P::ReadCounts), none()),
        ("post", "/api/v1/sign-in/begin", Anybody, none()),
        ("post", "/api/v1/sign-in/finish", Anybody, none()),
        ("post", "/api/v1/oidc/begin", Anybody, none()),
        ("post", "/api/v1/oidc/finish", Anybody, none()),
        ("post", "/api/v1/registration/oidc/begin", Anybody, token()),
        ("post", "/api/v1/registration/oidc", Anybody, token()),
        ("post", "/api/v1/registration/options", Anybody, token()),
        ("post", "/api/v1/registration", Anybody, token()),
        ("post", "/api/v1/founding", Anybody, token()),
        ("post", "/api/v1/founding/join", Anybody, token()),
        ("post", "/api/v1/founding/act", Anybody, token()),
        ("post", "/api/v1/founding/options", Anybody, token()),
        ("post", "/api/v1/founding/sign", Anybody, token()),
        ("get", "/api/v1/me", Officers, none()),
        ("get", "/api/v1/staff", May(P::ReadStaff), none()),
        (
            "post",
            "/api/v1/invitations",
            May(P::Staff),
            json!({"office": "x", "role": "desk"}),
        ),
        (
            "post",
            "/api/v1/invitations/outcome",
            May(P::Staff),
            token(),
        ),
        (
            "post",
            "/api/v1/api-keys",
            May(P::ApiKeys),
            json!({"officer": 9, "days": 9}),
        ),
        ("get", "/api/v1/api-keys", May(P::ApiKeys), none()),
        ("delete", "/api/v1/api-keys/{key}", May(P::ApiKeys), none()),
        ("post", "/api/v1/passes", May(P::Issue), pass()),
        ("post", "/api/v1/passes/preview", May(P::Preview), pass()),
        ("post", "/api/v1/passes/{pass}/print", May(P::Print), none()),
        ("post", "/api/v1/passes/{pass}/code", May(P::Print), none()),
        (
            "post",
            "/api/v1/passes/{pass}/light",
            May(P::Print),
            light(),
        ),
        (
            "post",
            "/api/v1/passes/{pass}/reissue",
            May(P::Print),
            none(),
        ),
        (
            "post",
            "/api/v1/holders/find",
            May(P::FindHolder),
            json!({"surname": "Nobody"}),
        ),
        (
            "post",
            "/api/v1/holders/{holder}/open",
            May(P::OpenHolder),
            json!({"purpose": "own"}),
        ),
        (
            "post",
            "/api/v1/holders/{holder}/correct",
            May(P::Correct),
            json!({"person": {"name": {"surname": "Muster"}, "birth_date": "1980"}}),
        ),
        (
            "post",
            "/api/v1/holders/{holder}/mandates",
            May(P::Mandate),
            json!({"representative": "aaaa", "basis": "consent"}),
        ),
        (
            "post",
            "/api/v1/holders/{holder}/mandates/{mandate}/end",
            May(P::Mandate),
            basis(),
        ),
        (
            "post",
            "/api/v1/holders/{holder}/hand-over",
            May(P::Mandate),
            basis(),
        ),
        ("post", "/api/v1/deliveries", May(P::Deliveries), none()),
        (
            "get",
            "/api/v1/deliveries/{job}/errors",
            May(P::Deliveries),
            none(),
        ),
        (
            "post",
            "/api/v1/deliveries/holds",
            May(P::Deliveries),
            json!({"office": "x", "product": "p", "lot": "l", "held": true}),
        ),
        ("post", "/api/v1/acts/{act}/open", May(P::Erase), none()),
        ("post", "/api/v1/acts/prepare", May(P::Staff), dismiss()),
        (
            "post",
            "/api/v1/acts",
            ByAct,
            json!({"proposal": dismiss(), "at": 1, "credential": {}}),
        ),
        ("get", "/api/v1/acts", May(P::ReadActs), none()),
        ("get", "/api/v1/acts/{act}", May(P::ReadActs), none()),
        (
            "get",
            "/api/v1/acts/{act}/receipt",
            May(P::ReadActs),
            none(),
        ),
        (
            "post",
            "/api/v1/acts/{act}/challenge",
            May(P::ReadActs),
            none(),
        ),
        (
            "post",
            "/api/v1/acts/{act}/approve",
            ByAct,
            json!({"credential": {}}),
        ),
        (
            "post",
            "/api/v1/acts/{act}/notice",
            ByAct,
            json!({"channel": "letter"}),
        ),
        ("post", "/api/v1/acts/{act}/drop", ByAct, none()),
        ("post", "/api/v1/jobs", May(P::Import), none()),
        ("get", "/api/v1/jobs", May(P::Import), none()),
        ("get", "/api/v1/jobs/{job}", May(P::Import), none()),
        ("get", "/api/v1/jobs/{job}/errors", May(P::Import), none()),
        ("get", "/api/v1/petitions", Anybody, none()),
        (
            "post",
            "/api/v1/petitions/exchange",
            Anybody,
            json!({"voucher": "x", "blinded": []}),
        ),
        (
            "post",
            "/api/v1/petitions/{petition}/signatures",
            Anybody,
            json!({"signature": "x"}),
        ),
        (
            "post",
            "/api/v1/petitions/{petition}/answer",
            May(P::AnswerFilings),
            json!({"text": "x"}),
        ),
        ("get", "/api/v1/import-template.csv", Anybody, none()),
        ("get", "/api/v1/me/looks", Officers, none()),
        ("get", "/api/v1/policies", Anybody, none()),
        ("get", "/api/v1/alarms", May(P::ReadAlarms), none()),
        ("get", "/api/v1/holds", May(P::ReadAlarms), none()),
        ("get", "/api/v1/tallies", May(P::ReadCounts), none()),
        ("post", "/api/v1/filings/challenge", Anybody, none()),
        ("post", "/api/v1/filings", Anybody, filing()),
        ("get", "/api/v1/filings", Anybody, none()),
        (
            "post",
            "/api/v1/filings/follow",
            Anybody,
            json!({"code": "x"}),
        ),
        ("get", "/api/v1/filings/counts", Anybody, none()),
        ("get", "/api/v1/filings/{entry}", Anybody, none()),
        ("get", "/api/v1/filings/{entry}/document", Anybody, none()),
        (
            "get",
            "/api/v1/filings/waiting",
            May(P::AnswerFilings),
            none(),
        ),
        (
            "get",
            "/api/v1/filings/{entry}/content",
            May(P::AnswerFilings),
            none(),
        ),
        (
            "get",
            "/api/v1/filings/{entry}/attachment",
            May(P::AnswerFilings),
            none(),
        ),
        (
            "post",
            "/api/v1/filings/{entry}/answer",
            May(P::AnswerFilings),
            json!({"text": "x"}),
        ),
        (
            "post",
            "/api/v1/filings/{entry}/extend",
            May(P::AnswerFilings),
            json!({"days": 9, "reason": "expert"}),
        ),
        (
            "post",
            "/api/v1/filings/{entry}/publish",
            May(P::AnswerFilings),
            none(),
        ),
        (
            "post",
            "/api/v1/filings/{entry}/remove",
            May(P::AnswerFilings),
            json!({"reason": "spam"}),
        ),
        ("post", "/api/v1/collect", Anybody, json!({"code": "x"})),
        ("get", "/api/v1/own", Holder, none()),
        ("get", "/api/v1/own/mandates", Holder, none()),
        ("get", "/api/v1/own/fhir", Holder, none()),
        ("get", "/api/v1/own/passes/{pass}", Holder, none()),
        ("post", "/api/v1/own/passes/{pass}/light", Holder, light()),
        ("get", "/api/v1/own/represented/{holder}", Holder, none()),
        ("post", "/api/v1/own/appeals", Holder, appeal()),
        ("get", "/api/v1/own/appeals", Holder, none()),
        (
            "post",
            "/api/v1/own/represented/{holder}/appeals",
            Holder,
            appeal(),
        ),
        (
            "post",
            "/api/v1/holders/{holder}/appeals",
            May(P::TakeAppeals),
            appeal(),
        ),
        (
            "post",
            "/api/v1/acts/{act}/notice-code",
            May(P::Revoke),
            none(),
        ),
        (
            "post",
            "/api/v1/appeals",
            Anybody,
            json!({"slip": "(xx.places v1)", "day": 1}),
        ),
        ("get", "/api/v1/appeals", May(P::Review), none()),
        ("get", "/api/v1/appeals/counts", Anybody, none()),
        ("post", "/api/v1/appeals/follow", Anybody, follow()),
        ("post", "/api/v1/appeals/add", Anybody, follow()),
        ("post", "/api/v1/appeals/withdraw", Anybody, follow()),
        ("post", "/api/v1/appeals/receipt", Anybody, follow()),
        ("post", "/api/v1/appeals/mandates", Anybody, follow()),
        ("post", "/api/v1/appeals/mandates/end", Anybody, follow()),
        ("get", "/api/v1/appeals/{appeal}", May(P::Review), none()),
        (
            "post",
            "/api/v1/appeals/{appeal}/extend",
            May(P::Review),
            json!({"reason": "expert", "days": 3}),
        ),
        (
            "post",
            "/api/v1/appeals/{appeal}/join",
            May(P::Review),
            json!({"lead": "aaaa"}),
        ),
        (
            "post",
            "/api/v1/appeals/{appeal}/prepare",
            May(P::Review),
            decision(),
        ),
        (
            "post",
            "/api/v1/appeals/{appeal}/decide",
            May(P::Review),
            json!({"decision": decision(), "at": 1, "signature": "AAAA"}),
        ),
        ("post", "/api/v1/own/links", Holder, link()),
        ("post", "/api/v1/links/revoke", Anybody, revocation()),
        ("post", "/api/v1/own/forget", Holder, none()),
        // Last: it ends the session.
        ("post", "/api/v1/sign-out", Officers, none()),
    ]
}

/// Nobody waits: what is asked here is more than people ask.
pub(crate) fn patient() -> Settings {
    let mut settings = settings();
    let fast = Rate::new(1_000_000, 1_000_000);
    settings.limits.address = fast;
    settings.limits.officer = fast;
    settings.limits.guess = fast;
    settings
}

async fn asked(
    stage: &Stage,
    (method, path, _, body): &(&str, &str, Who, Value),
    token: Option<&str>,
) -> (StatusCode, String) {
    let path: String = path
        .split('/')
        .map(|part| if part.starts_with('{') { "aaaa" } else { part })
        .collect::<Vec<_>>()
        .join("/");
    if *method == "post" {
        let answer = stage.post(&path, token, body.clone()).await;
        return (answer.status, code(&answer.text));
    }
    let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
    let mut request = request(method, &path, Body::empty());
    if let Some(token) = token {
        let bearer = format!("Bearer {token}").parse().unwrap();
        request.headers_mut().insert("authorization", bearer);
    }
    let answer = stage.ask(request).await;
    (answer.status, code(&answer.text))
}

fn code(text: &str) -> String {
    let json: Value = serde_json::from_str(text).unwrap_or_default();
    json["code"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn every_route_is_in_the_matrix() {
    let described: BTreeSet<(String, String)> = openapi()["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            let methods = item.as_object().unwrap().keys();
            methods.map(move |method| (method.clone(), path.clone()))
        })
        .collect();
    let rows = matrix();
    let listed = rows.iter().map(|row| (row.0.to_owned(), row.1.to_owned()));
    assert_eq!(described, listed.collect());
    // What is described as open is open, and nothing else.
    for (method, path, who, _) in rows {
        let secured = &openapi()["paths"][path][method]["security"];
        assert_eq!(secured.is_null(), who == Who::Anybody, "{method} {path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_role_may_what_its_permissions_say_and_nobody_anything() {
    let stage = Stage::new(patient()).await;
    let mut heads = stage.found().await;
    for row in &matrix() {
        for forged in [
            None,
            Some(format!("cbs_{}", "00".repeat(32))),
            Some("x".to_owned()),
        ] {
            let (status, code) = asked(&stage, row, forged.as_deref()).await;
            let told = (status, code.as_str());
            let refused = told == (StatusCode::UNAUTHORIZED, "server.not-signed-in");
            assert_eq!(
                refused,
                row.2 != Who::Anybody,
                "{} {}: {told:?}",
                row.0,
                row.1
            );
            assert!(status.as_u16() < 500, "{} {}: {told:?}", row.0, row.1);
        }
    }
    let places = [
        (Role::Clinic, "Clinic"),
        (Role::Desk, "Desk"),
        (Role::PolicyMaker, "North"),
        (Role::KeyCustodian, "North"),
        (Role::Reviewer, "Review"),
        (Role::Auditor, "Audit"),
        (Role::OfficeHead, "Clinic"),
    ];
    for (role, office) in places {
        let officer = stage.appoint(&mut heads, office, role.name()).await;
        check_role(&stage, role, &officer.token).await;
    }
    // A machine comes with a key in place of a session.
    let machine = stage.machine(&mut heads).await;
    let key = machine.key(&stage, None).await;
    check_role(&stage, Role::Machine, &key).await;
}

async fn check_role(stage: &Stage, role: Role, token: &str) {
    for row in &matrix() {
        let (status, code) = asked(stage, row, Some(token)).await;
        let place = format!("{} {} {}: {status} {code}", role.name(), row.0, row.1);
        assert!(status.as_u16() < 500, "{place}");
        let forbidden = code == "authority.forbidden";
        match row.2 {
            Who::May(permission) => {
                assert_eq!(forbidden, !allows(role, permission), "{place}");
            }
            Who::Holder => assert_eq!(code, "server.not-signed-in", "{place}"),
            Who::Officers => assert!(status.is_success(), "{place}"),
            Who::Anybody | Who::ByAct => assert_ne!(code, "server.not-signed-in", "{place}"),
        }
    }
}
