//! Petitions over HTTP: without an account, and one vote a voucher.

use std::sync::atomic::AtomicU64;

use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_forum::petitions::{Draft, Randomness};
use cleanbill_redress::petition::{Ballot, Petition};
use serde_json::{Value, json};

use crate::support::{Drawn, NOW, Stage, settings};

const TODAY: i32 = (NOW / 86_400) as i32;

/// A petition with one voucher, whose code is given.
pub(crate) async fn opened(stage: &Stage) -> (Petition, String) {
    let petitions = stage.parts.petitions.as_ref().unwrap();
    let draft = Draft {
        epoch: 1,
        text: "Open the schools".to_owned(),
        regions: vec!["XX-A".to_owned()],
        thresholds: vec![cleanbill_ledger::leaf::Threshold {
            signatures: 3,
            answer_days: 30,
        }],
        opens: TODAY,
        closes: TODAY + 30,
    };
    let petition = petitions.open(draft, TODAY).await.unwrap();
    let vouchers = petitions.issue_vouchers(1, "XX-A", 1).await.unwrap();
    (petition, vouchers[0].to_code())
}

pub(crate) fn ballot(petition: &Petition, seed: u64) -> Ballot {
    let drawn = Drawn(AtomicU64::new(seed << 32));
    let petitions = std::slice::from_ref(petition);
    Ballot::draw(petitions, &mut |bytes: &mut [u8]| drawn.fill(bytes)).unwrap()
}

pub(crate) fn asked(voucher: &str, ballot: &Ballot) -> Value {
    let blinded = ballot.blinded().into_iter().map(|(petition, message)| {
        json!({"petition": petition.to_string(), "message": STANDARD.encode(message)})
    });
    json!({"voucher": voucher, "blinded": blinded.collect::<Vec<_>>()})
}

#[tokio::test(flavor = "multi_thread")]
async fn g06_somebody_signs_once_over_http_without_an_account() {
    let stage = Stage::new(settings()).await;
    let (petition, voucher) = opened(&stage).await;
    let path = "/api/v1/petitions/exchange";
    let mine = ballot(&petition, 5);
    let answer = stage.post(path, None, asked(&voucher, &mine)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let again = stage.post(path, None, asked(&voucher, &mine)).await;
    assert_eq!(again.text, answer.text);
    let other = stage
        .post(path, None, asked(&voucher, &ballot(&petition, 6)))
        .await;
    assert_eq!(other.status, StatusCode::CONFLICT);
    assert_eq!(other.code(), "petition.voucher-used");
    let signed = answer.json()[0]["message"].as_str().unwrap().to_owned();
    let signed = STANDARD.decode(signed).unwrap();
    let signature = mine.finalize(&petition, &signed).unwrap().to_bytes();
    let give = format!("/api/v1/petitions/{}/signatures", petition.id());
    for _ in 0..2 {
        let body = json!({"signature": STANDARD.encode(signature)});
        let given = stage.post(&give, None, body).await;
        assert_eq!(given.status, StatusCode::ACCEPTED, "{}", given.text);
    }
    let mut changed = signature;
    changed[0] ^= 1;
    let body = json!({"signature": STANDARD.encode(changed)});
    let refused = stage.post(&give, None, body).await;
    assert_eq!(refused.code(), "petition.signature");
    let petitions = stage.parts.petitions.as_ref().unwrap();
    assert_eq!(petitions.release(TODAY + 31).await.unwrap().signatures, 1);
    let listed = petitions.list(TODAY + 31).await.unwrap();
    assert_eq!(listed[0].released, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_voucher_is_told() {
    let stage = Stage::new(settings()).await;
    let (petition, voucher) = opened(&stage).await;
    let mine = ballot(&petition, 5);
    let path = "/api/v1/petitions/exchange";
    for (code, expected) in [
        ("", "petition.voucher-length"),
        ("U", "petition.voucher-character"),
        ("0000000000000000000000000000", "petition.voucher-unknown"),
    ] {
        let answer = stage.post(path, None, asked(code, &mine)).await;
        assert_eq!(answer.code(), expected);
    }
    let mut hostile = asked(&voucher, &mine);
    hostile["blinded"][0]["message"] = json!("%%%");
    assert_eq!(stage.post(path, None, hostile).await.code(), "server.field");
    let many =
        json!({"voucher": voucher, "blinded": vec![json!({"petition": "", "message": ""}); 65]});
    let many = stage.post(path, None, many).await;
    assert_eq!(many.code(), "petition.exchange-set");
}
