//! Appeals over HTTP: an objected revocation that never took effect, an overdue case that lapsed,
//! and one that was undone.

use std::sync::atomic::Ordering;

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::people::Officer;
use crate::records::{issued, text};
use crate::roles::patient;
use crate::support::Stage;

const DAY: i64 = 86_400;

/// Who is there: the first head, a third head who proposes, a nurse and a reviewer.
struct Cast {
    heads: [Officer; 2],
    clinic: Officer,
    nurse: Officer,
    reviewer: Officer,
}

async fn cast(stage: &Stage) -> Cast {
    let mut heads = stage.found().await;
    let clinic = stage.appoint(&mut heads, "Clinic", "office-head").await;
    let nurse = stage.appoint(&mut heads, "Clinic", "clinic").await;
    let reviewer = stage.appoint(&mut heads, "Review", "reviewer").await;
    Cast {
        heads,
        clinic,
        nurse,
        reviewer,
    }
}

/// A holder with a pass whose revocation was noticed: their token and the act.
async fn noticed(stage: &Stage, cast: &mut Cast, surname: &str) -> (String, String) {
    let pass = issued(stage, &cast.nurse, surname, "1987").await;
    let code = format!("/api/v1/passes/{}/code", text(&pass, "pass"));
    let code = stage.good(&code, Some(&cast.nurse.token), json!({})).await;
    let collected = stage.good("/api/v1/collect", None, code).await;
    let proposal = json!({
        "kind": "revoke",
        "passes": [pass["pass"]],
        "why": {"reason": "entered-in-error", "basis": "pass-law"},
    });
    let act = stage.propose(&mut cast.clinic, proposal).await;
    let path = format!("/api/v1/acts/{}", text(&act, "act"));
    let second = &mut cast.heads[1];
    let asked = format!("{path}/challenge");
    let options = stage.good(&asked, Some(&second.token), json!({})).await;
    let approving = json!({"credential": second.sign(&options)});
    let approve = format!("{path}/approve");
    stage.good(&approve, Some(&second.token), approving).await;
    let notice = format!("{path}/notice");
    let letter = json!({"channel": "letter"});
    stage.good(&notice, Some(&second.token), letter).await;
    (
        text(&collected, "token").to_owned(),
        text(&act, "act").to_owned(),
    )
}

async fn file(stage: &Stage, holder: &str, act: &str) -> Value {
    let appeal = json!({"act": act, "text": "I was there, and have the paper."});
    stage
        .good("/api/v1/own/appeals", Some(holder), appeal)
        .await
}

async fn pass_status(stage: &Stage, holder: &str) -> String {
    let record = stage.own(holder).await;
    text(&record["passes"][0], "status").to_owned()
}

/// What time does, at the time of the clock.
async fn due(stage: &Stage) -> (usize, usize) {
    let now = stage.hands.now.load(Ordering::Relaxed);
    let due = stage.authority.take_due_effects(now).await.unwrap();
    assert_eq!(due.failed, 0);
    (due.effective, due.lapsed)
}

async fn decided(stage: &Stage, reviewer: &mut Officer, appeal: &str, decision: Value) -> Value {
    let path = format!("/api/v1/appeals/{appeal}");
    let prepare = format!("{path}/prepare");
    let prepared = stage
        .good(&prepare, Some(&reviewer.token), decision.clone())
        .await;
    let signed = json!({
        "decision": decision,
        "at": prepared["at"],
        "credential": reviewer.sign(&prepared["options"]),
    });
    let decide = format!("{path}/decide");
    stage.good(&decide, Some(&reviewer.token), signed).await
}

#[tokio::test(flavor = "multi_thread")]
async fn g08_an_objected_revocation_never_takes_effect_and_an_overdue_case_lapses() {
    let stage = Stage::new(patient()).await;
    let mut cast = cast(&stage).await;
    let (one, act) = noticed(&stage, &mut cast, "Zyxwvut").await;
    let (two, other) = noticed(&stage, &mut cast, "Abcdefg").await;
    let (upheld, overdue) = (
        file(&stage, &one, &act).await,
        file(&stage, &two, &other).await,
    );
    // Long past the objection period nothing is in force.
    stage.later(16 * DAY);
    assert_eq!(due(&stage).await, (0, 0));
    cast.reviewer.sign_in(&stage).await;
    let queue = stage
        .good_get("/api/v1/appeals", &cast.reviewer.token)
        .await;
    assert_eq!(queue["appeals"].as_array().unwrap().len(), 2);
    let number = text(&upheld, "appeal");
    let path = format!("/api/v1/appeals/{number}");
    let seen = stage.good_get(&path, &cast.reviewer.token).await;
    assert_eq!(seen["act"]["reason"], "entered-in-error");
    let holder = stage.own(&one).await;
    assert!(!seen.to_string().contains(text(&holder, "holder")));
    let decision = json!({
        "outcome": "upheld", "findings": ["facts-wrong"], "reasons": "The dose is on file.",
    });
    let done = decided(&stage, &mut cast.reviewer, number, decision).await;
    assert_eq!(done["act"]["state"], "lapsed");
    assert_eq!(pass_status(&stage, &one).await, "valid");
    // The appellant follows by the code alone: decision, reasons, who looked.
    let code = json!({"code": upheld["code"]});
    let followed = stage.good("/api/v1/appeals/follow", None, code).await;
    assert_eq!(followed["decision"]["outcome"], "upheld");
    assert_eq!(followed["texts"][1]["text"], "The dose is on file.");
    assert_eq!(followed["looks"].as_array().unwrap().len(), 1);
    // Nobody decides the other: it lapses, and its pass counts.
    stage.later(15 * DAY);
    assert_eq!(due(&stage).await, (0, 1));
    let code = json!({"code": overdue["code"]});
    let followed = stage.good("/api/v1/appeals/follow", None, code).await;
    assert_eq!(followed["state"], "lapsed");
    let head = &mut cast.heads[1];
    head.sign_in(&stage).await;
    let path = format!("/api/v1/acts/{other}");
    let act = stage.good_get(&path, &head.token).await;
    assert_eq!(act["state"], "lapsed", "{act}");
}

#[tokio::test(flavor = "multi_thread")]
async fn g09_what_is_in_force_is_undone_and_a_lawyer_sees_one_case() {
    let stage = Stage::new(patient()).await;
    let mut cast = cast(&stage).await;
    let (one, act) = noticed(&stage, &mut cast, "Zyxwvut").await;
    let (two, other) = noticed(&stage, &mut cast, "Abcdefg").await;
    stage.later(15 * DAY);
    assert_eq!(due(&stage).await, (2, 0));
    assert_eq!(pass_status(&stage, &one).await, "revoked");
    let (first, second) = (
        file(&stage, &one, &act).await,
        file(&stage, &two, &other).await,
    );
    let again = json!({"act": act});
    let again = stage.post("/api/v1/own/appeals", Some(&one), again).await;
    assert_eq!(
        (again.status, again.code()),
        (StatusCode::CONFLICT, "appeal.known".to_owned())
    );
    let now = stage.hands.now.load(Ordering::Relaxed);
    let mandate = json!({"code": first["code"], "ends_at": now + 60 * DAY});
    let mandate = stage.good("/api/v1/appeals/mandates", None, mandate).await;
    let own = json!({"code": mandate["code"], "text": "My client was there."});
    let seen = stage.good("/api/v1/appeals/add", None, own).await;
    assert_eq!(seen["appeal"], first["appeal"]);
    let foreign = json!({"code": mandate["code"], "appeal": second["appeal"]});
    let foreign = stage.post("/api/v1/appeals/follow", None, foreign).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    let ended = json!({"code": first["code"], "mandate": mandate["mandate"]});
    stage
        .good("/api/v1/appeals/mandates/end", None, ended)
        .await;
    let gone = json!({"code": mandate["code"]});
    let gone = stage.post("/api/v1/appeals/follow", None, gone).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    cast.reviewer.sign_in(&stage).await;
    let decision = json!({
        "outcome": "partly",
        "findings": ["procedure-kept", "no-evidence"],
        "reasons": "There is no evidence on file.",
    });
    let number = text(&first, "appeal");
    let done = decided(&stage, &mut cast.reviewer, number, decision).await;
    assert_eq!(done["act"]["state"], "undone");
    assert_eq!(pass_status(&stage, &one).await, "valid");
    assert_eq!(pass_status(&stage, &two).await, "revoked");
}
