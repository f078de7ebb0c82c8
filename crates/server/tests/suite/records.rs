//! Corrections, mandates, deliveries, disclosures and tokens, over HTTP.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use cleanbill_crypto::{Signer, sha256};
use cleanbill_signer::{KeyType, SoftwareKey};
use serde_json::{Value, json};

use crate::people::Officer;
use crate::roles::patient;
use crate::support::{Answer, NOW, Stage, request};

pub(crate) const PRODUCT: &str = "EU/1/20/1528";

/// Asks under an idempotency key.
pub(crate) async fn keyed(
    stage: &Stage,
    path: &str,
    officer: &Officer,
    key: &str,
    body: &Value,
) -> Answer {
    let mut asked = request(Method::POST, path, Body::from(body.to_string()));
    let headers = asked.headers_mut();
    headers.insert("content-type", "application/json".parse().unwrap());
    if !key.is_empty() {
        headers.insert("idempotency-key", key.parse().unwrap());
    }
    let bearer = format!("Bearer {}", officer.token).parse().unwrap();
    headers.insert("authorization", bearer);
    stage.ask(asked).await
}

pub(crate) async fn asked(stage: &Stage, path: &str, officer: &Officer) -> Answer {
    let mut asked = request(Method::GET, path, Body::empty());
    let bearer = format!("Bearer {}", officer.token).parse().unwrap();
    asked.headers_mut().insert("authorization", bearer);
    stage.ask(asked).await
}

/// Sends a file.
pub(crate) async fn sent(stage: &Stage, path: &str, officer: &Officer, file: &str) -> Answer {
    let mut asked = request(Method::POST, path, Body::from(file.to_owned()));
    let headers = asked.headers_mut();
    let digest = STANDARD.encode(sha256(file.as_bytes()));
    let digest = format!("sha-256=:{digest}:").parse().unwrap();
    headers.insert("content-digest", digest);
    let bearer = format!("Bearer {}", officer.token).parse().unwrap();
    headers.insert("authorization", bearer);
    stage.ask(asked).await
}

pub(crate) fn dose(surname: &str, birth_date: &str) -> Value {
    json!({
        "name": {"surname": surname, "forename": "Quirina"}, "birth_date": birth_date,
        "vaccination": {
            "vaccine": "1119349007", "product": PRODUCT, "manufacturer": "ORG-100030215",
            "dose": 1, "doses": 2, "date": "2021-06-11",
        },
        "lot": "LOT7",
    })
}

pub(crate) async fn issued(stage: &Stage, nurse: &Officer, surname: &str, birth: &str) -> Value {
    let body = dose(surname, birth);
    let answer = keyed(stage, "/api/v1/passes", nurse, surname, &body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

pub(crate) fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name]
        .as_str()
        .unwrap_or_else(|| panic!("{name} in {value}"))
}

fn assert_code(answer: &Answer, status: u16, code: &str) {
    let told = (answer.status.as_u16(), answer.code());
    assert_eq!(told, (status, code.to_owned()), "{}", answer.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_and_an_event_are_corrected_and_the_holder_sees_both() {
    let stage = Stage::new(patient()).await;
    let mut heads = stage.found().await;
    let nurse = stage.appoint(&mut heads, "Clinic", "clinic").await;
    let desk = stage.appoint(&mut heads, "Desk", "desk").await;
    let pass = issued(&stage, &nurse, "Zyxwvut", "1987-03-29").await;
    let path = format!("/api/v1/holders/{}/correct", text(&pass, "holder"));
    let person = |surname: &str| {
        let name = json!({"surname": surname, "forename": "Quirina"});
        json!({"person": {"name": name, "birth_date": "1987-03-29"}})
    };
    let same = keyed(&stage, &path, &desk, "a", &person("Zyxwvut")).await;
    assert_code(&same, 409, "authority.unchanged");
    let right = keyed(&stage, &path, &desk, "b", &person("Zyxwvuts")).await;
    assert_eq!(right.status, StatusCode::OK, "{}", right.text);
    let first = right.json();
    assert_eq!(first["passes"][0]["replaces"], pass["pass"]);
    // The event: the lot was another.
    let mut vaccination = dose("", "")["vaccination"].clone();
    let event = text(&pass, "event");
    let lot = json!({"event": {"event": event, "vaccination": vaccination, "lot": "lot 8"}});
    let right = keyed(&stage, &path, &desk, "c", &lot).await;
    assert_eq!(right.status, StatusCode::OK, "{}", right.text);
    let newer = text(&right.json(), "event").to_owned();
    vaccination["dose"] = json!(2);
    let again = json!({"event": {"event": event, "vaccination": vaccination, "lot": "LOT9"}});
    let again = keyed(&stage, &path, &desk, "d", &again).await;
    assert_code(&again, 409, "authority.superseded");
    for wrong in [
        json!({}),
        json!({"person": person("X")["person"], "event": lot["event"]}),
        json!({"event": {"event": newer, "lot": "LOT9"}}),
    ] {
        let answer = keyed(&stage, &path, &desk, "e", &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let code = json!({"code": pass["collection_code"]});
    let collected = stage.good("/api/v1/collect", None, code).await;
    let own = stage.own(text(&collected, "token")).await;
    let versions = own["versions"].as_array().unwrap().iter();
    let names: Vec<_> = versions.map(|version| text(version, "surname")).collect();
    assert_eq!(names, ["Zyxwvuts", "Zyxwvut"]);
    let lots = own["events"].as_array().unwrap().iter();
    let lots: Vec<_> = lots
        .map(|event| (text(event, "lot"), &event["corrected"]))
        .collect();
    assert_eq!(lots, [("LOT7", &json!(true)), ("LOT8", &json!(false))]);
    let looks = own["accesses"].as_array().unwrap().iter();
    let corrections = looks.filter(|look| look["purpose"] == "correct").count();
    assert!(corrections >= 2, "{own}");
}

#[tokio::test(flavor = "multi_thread")]
async fn mandates_are_given_listed_and_ended_and_end_at_majority() {
    let stage = Stage::new(patient()).await;
    let mut heads = stage.found().await;
    let nurse = stage.appoint(&mut heads, "Clinic", "clinic").await;
    let desk = stage.appoint(&mut heads, "Desk", "desk").await;
    let child = issued(&stage, &nurse, "Zyxwvut", "2003-07-05").await;
    let parent = issued(&stage, &nurse, "Abcdefg", "1970-01-01").await;
    let (child_id, parent_id) = (text(&child, "holder"), text(&parent, "holder"));
    let token = {
        let code = json!({"code": parent["collection_code"]});
        let collected = stage.good("/api/v1/collect", None, code).await;
        text(&collected, "token").to_owned()
    };
    let represented = format!("/api/v1/own/represented/{child_id}");
    let seen = || stage.good_get(&represented, &token);
    assert_eq!(seen().await["code"], "authority.not-found");
    let path = format!("/api/v1/holders/{child_id}/mandates");
    let parents = json!({"representative": parent_id, "basis": "representation"});
    let given = keyed(&stage, &path, &desk, "m1", &parents).await;
    assert_eq!(given.status, StatusCode::OK, "{}", given.text);
    assert_eq!(seen().await["holder"], child["holder"]);
    let own = stage.good_get("/api/v1/own/mandates", &token).await;
    assert_eq!(own["mandates"][0]["mandate"], given.json()["mandate"]);
    assert_eq!(own["mandates"][0]["may_act"], true);
    // Ended, and not a second time.
    let end = format!("{path}/{}/end", text(&given.json(), "mandate"));
    let basis = json!({"basis": "representation"});
    let ended = keyed(&stage, &end, &desk, "m2", &basis).await;
    assert_eq!(ended.status, StatusCode::OK, "{}", ended.text);
    assert_eq!(seen().await["code"], "authority.not-found");
    let again = keyed(&stage, &end, &desk, "m3", &basis).await;
    assert_code(&again, 409, "store.conflict");
    let longer = json!({
        "representative": parent_id, "basis": "consent", "ends_at": NOW + 9_000_000,
    });
    let longer = keyed(&stage, &path, &desk, "m4", &longer).await;
    assert_eq!(longer.status, StatusCode::OK, "{}", longer.text);
    for (body, code) in [
        (
            json!({"representative": child_id, "basis": "consent", "ends_at": NOW + 9}),
            "mandate.same",
        ),
        (
            json!({"representative": parent_id, "basis": "consent", "ends_at": NOW}),
            "mandate.end",
        ),
        (
            json!({"representative": parent_id, "basis": "erasure"}),
            "act.basis",
        ),
        (
            json!({"representative": parent_id, "basis": "nonsense"}),
            "server.field",
        ),
    ] {
        let wrong = keyed(&stage, &path, &desk, "m5", &body).await;
        assert_code(&wrong, 422, code);
    }
    let path = format!("/api/v1/holders/{child_id}/hand-over");
    let early = keyed(&stage, &path, &desk, "h1", &basis).await;
    assert_code(&early, 422, "mandate.not-of-age");
    stage.later(5 * 86_400);
    let mut desk = desk;
    desk.sign_in(&stage).await;
    assert_eq!(seen().await["holder"], child["holder"]);
    let done = keyed(&stage, &path, &desk, "h2", &basis).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    assert_eq!(seen().await["code"], "authority.not-found");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lot_is_held_beyond_its_deliveries_and_let_go_on_by_another_office() {
    let stage = Stage::new(patient()).await;
    let mut heads = stage.found().await;
    let nurse = stage.appoint(&mut heads, "Clinic", "clinic").await;
    let own_head = stage.appoint(&mut heads, "Clinic", "office-head").await;
    let [one, two] = &heads;
    let list = format!("product,lot,clinic,doses\n{PRODUCT},LOT7,Clinic,1\n{PRODUCT},L,?,1\n");
    let taken = sent(&stage, "/api/v1/deliveries", one, &list).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.text);
    let taken = taken.json();
    assert_eq!(
        (&taken["rows"], &taken["good"], &taken["bad"]),
        (&json!(2), &json!(1), &json!(1))
    );
    let errors = format!("/api/v1/deliveries/{}/errors", text(&taken, "job"));
    let rows = asked(&stage, &errors, one).await.json();
    assert_eq!(
        rows["rows"][0],
        json!({"row": 2, "field": "clinic", "code": "staff.no-office"})
    );
    let again = sent(&stage, "/api/v1/deliveries", one, &list).await;
    assert_eq!(again.json()["was_done"], true);
    let by_other = sent(&stage, "/api/v1/deliveries", two, &list).await;
    assert_code(&by_other, 409, "authority.already-taken");
    // Another body than was announced.
    let mut forged = request(Method::POST, "/api/v1/deliveries", Body::from("product\n"));
    let digest = format!("sha-256=:{}:", STANDARD.encode([0; 32]));
    forged
        .headers_mut()
        .insert("content-digest", digest.parse().unwrap());
    let bearer = format!("Bearer {}", one.token).parse().unwrap();
    forged.headers_mut().insert("authorization", bearer);
    assert_code(&stage.ask(forged).await, 422, "server.digest");
    issued(&stage, &nurse, "Aa", "1987").await;
    for code in ["entry.more-than-delivered", "entry.held"] {
        let over = keyed(&stage, "/api/v1/passes", &nurse, code, &dose("Bb", "1987")).await;
        assert_code(&over, 422, code);
    }
    let go = json!({"office": "Clinic", "product": PRODUCT, "lot": "lot7", "held": false});
    let path = "/api/v1/deliveries/holds";
    assert_code(
        &keyed(&stage, path, &own_head, "x", &go).await,
        403,
        "authority.not-independent",
    );
    assert_code(
        &keyed(&stage, path, &nurse, "x", &go).await,
        403,
        "authority.forbidden",
    );
    let more = format!("product,lot,clinic,doses\n{PRODUCT},LOT7,Clinic,1\n");
    assert_eq!(
        sent(&stage, "/api/v1/deliveries", two, &more).await.json()["good"],
        1
    );
    let gone = keyed(&stage, path, two, "x", &go).await;
    assert_eq!(gone.status, StatusCode::OK, "{}", gone.text);
    issued(&stage, &nurse, "Bb", "1987").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disclosure_is_opened_once_two_offices_signed_it() {
    let stage = Stage::new(patient()).await;
    let mut heads = stage.found().await;
    let nurse = stage.appoint(&mut heads, "Clinic", "clinic").await;
    let pass = issued(&stage, &nurse, "Zyxwvut", "1987-03-29").await;
    let proposal = json!({
        "kind": "disclose", "holder": pass["holder"], "recipient": "court",
        "basis": "court-order", "delay_days": 0,
    });
    let [one, two] = &mut heads;
    let act = stage.propose(one, proposal).await;
    let path = format!("/api/v1/acts/{}", text(&act, "act"));
    let open = format!("{path}/open");
    let early = keyed(&stage, &open, two, "", &json!({})).await;
    assert_eq!(
        early.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        early.text
    );
    let challenge = format!("{path}/challenge");
    let options = stage.good(&challenge, Some(&two.token), json!({})).await;
    let approving = json!({"credential": two.sign(&options)});
    stage
        .good(&format!("{path}/approve"), Some(&two.token), approving)
        .await;
    let record = keyed(&stage, &open, two, "", &json!({})).await;
    assert_eq!(record.json()["holder"], pass["holder"]);
    assert_code(
        &keyed(&stage, &open, &nurse, "", &json!({})).await,
        403,
        "authority.forbidden",
    );
    // An act of another kind opens nothing.
    let erase = json!({"kind": "erase", "holder": pass["holder"], "basis": "erasure"});
    let other = stage.propose(one, erase).await;
    let other = format!("/api/v1/acts/{}/open", text(&other, "act"));
    let wrong = keyed(&stage, &other, two, "", &json!({})).await;
    assert!(
        [404, 422].contains(&wrong.status.as_u16()),
        "{}",
        wrong.text
    );
    let code = json!({"code": pass["collection_code"]});
    let collected = stage.good("/api/v1/collect", None, code).await;
    let own = stage.own(text(&collected, "token")).await;
    let looks = own["accesses"].as_array().unwrap().iter();
    // The two acts, and the one look.
    assert_eq!(
        looks.filter(|look| look["purpose"] == "disclose").count(),
        2
    );
}

fn raw(key: &SoftwareKey, message: &[u8]) -> String {
    STANDARD.encode(key.sign(message).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_signs_acts_beside_passkeys() {
    let stage = Stage::new(patient()).await;
    let mut heads = stage.found().await;
    let mut third = stage.appoint(&mut heads, "Clinic", "office-head").await;
    let [one, two] = &mut heads;
    // The second head registers the key of a token.
    let invited = json!({"office": "South", "role": "office-head", "officer": 2});
    let link = stage
        .good("/api/v1/invitations", Some(&one.token), invited)
        .await;
    let options = stage
        .good("/api/v1/registration/options", None, link.clone())
        .await;
    let challenge = URL_SAFE_NO_PAD.decode(text(&options, "challenge")).unwrap();
    let token = SoftwareKey::generate(KeyType::P256).unwrap();
    let public_key = STANDARD.encode(token.public_key().to_spki_der());
    let register = |signature: String| {
        let raw = json!({"public_key": public_key, "signature": signature});
        json!({"token": link["token"], "raw": raw})
    };
    let path = "/api/v1/registration";
    let stolen = stage
        .post(path, None, register(raw(&token, &[0; 32])))
        .await;
    assert_eq!(
        stolen.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        stolen.text
    );
    let neither = stage
        .post(path, None, json!({"token": link["token"]}))
        .await;
    assert_code(&neither, 422, "server.field");
    let registered = stage
        .good(path, None, register(raw(&token, &challenge)))
        .await;
    let appoint = json!({"kind": "appoint", "key": registered["fingerprint"]});
    let act = stage.propose(one, appoint).await;
    let at = format!("/api/v1/acts/{}", text(&act, "act"));
    let options = stage
        .good(&format!("{at}/challenge"), Some(&third.token), json!({}))
        .await;
    let approving = json!({"credential": third.sign(&options)});
    let act = stage
        .good(&format!("{at}/approve"), Some(&third.token), approving)
        .await;
    assert_eq!(act["state"], "effective");
    stage.later(10);
    // And signs.
    let configure =
        |value: &str| json!({"kind": "configure", "name": "objection-days", "value": value});
    let other = stage.propose(one, configure("30")).await;
    let act = stage.propose(one, configure("20")).await;
    let path = format!("/api/v1/acts/{}/approve", text(&act, "act"));
    let hash = |act: &Value| {
        let hex = text(act, "hash").as_bytes().chunks(2);
        let byte =
            |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
        hex.map(byte).collect::<Vec<_>>()
    };
    let stranger = SoftwareKey::generate(KeyType::P256).unwrap();
    let good = raw(&token, &hash(&act));
    let mut short = STANDARD.decode(&good).unwrap();
    short.pop();
    for (signature, status) in [
        (raw(&stranger, &hash(&act)), 422),
        (raw(&token, &hash(&other)), 422),
        (raw(&token, text(&act, "hash").as_bytes()), 422),
        (STANDARD.encode(&short), 422),
        (STANDARD.encode([0; 64]), 422),
        (STANDARD.encode([7; 513]), 422),
        (String::new(), 422),
        ("?".to_owned(), 422),
    ] {
        let answer = keyed(&stage, &path, two, "", &json!({"signature": signature})).await;
        assert_eq!(answer.status.as_u16(), status, "{}", answer.text);
    }
    let both = json!({"signature": good, "credential": {}});
    assert_code(
        &keyed(&stage, &path, two, "", &both).await,
        422,
        "server.field",
    );
    // Not by somebody else, whose key it is not.
    let theft = keyed(&stage, &path, &third, "", &json!({"signature": good})).await;
    assert_eq!(
        theft.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        theft.text
    );
    let signed = keyed(&stage, &path, two, "", &json!({"signature": good})).await;
    assert_eq!(signed.json()["state"], "effective", "{}", signed.text);
    // It proposes as well.
    let prepared = stage
        .good("/api/v1/acts/prepare", Some(&two.token), configure("40"))
        .await;
    let proposed = json!({
        "proposal": configure("40"), "at": prepared["at"],
        "signature": raw(&token, &hash(&prepared)),
    });
    let act = stage.good("/api/v1/acts", Some(&two.token), proposed).await;
    assert_eq!(
        (text(&act, "state"), &act["officer"]),
        ("proposed", &json!(2))
    );
}
