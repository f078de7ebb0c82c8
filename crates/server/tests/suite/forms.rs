//! Passes in the forms beside the EU's, over HTTP.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::paper::{check_pdf, fetched};
use crate::roles::patient;
use crate::support::Stage;

/// A vaccination against yellow fever: what a person knows of it, and the passport says.
fn certificate() -> Value {
    json!({
        "name": {"surname": "Example", "forename": "Quirina"},
        "birth_date": "1987-03-29",
        "vaccination": {
            "product": "YellowFeverProductd8a09f80301dc05e124f99ffe7711fc0",
            "date": "2021-06-11",
        },
        "lot": "LOT7",
        "form": "icvp",
        "certificate": {"sex": "female", "nationality": "XXX", "document_number": "C01X00T47"},
    })
}

fn card() -> Value {
    json!({
        "name": {"surname": "Example", "forename": "Quirina"},
        "birth_date": "1987-03-29",
        "recovery": {"first_positive": "2021-05-01"},
        "form": "shc",
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn each_form_is_issued_shown_collected_and_printed() {
    for (asked, form, prefix) in [(certificate(), "icvp", "HC1:"), (card(), "shc", "shc:/")] {
        let stage = Stage::new(patient()).await;
        let mut heads = stage.found().await;
        let clinic = stage.appoint(&mut heads, "Clinic", "clinic").await;
        let pass = stage.post("/api/v1/passes", Some(&clinic.token), asked);
        let pass = pass.await;
        assert_eq!(pass.status, StatusCode::OK, "{}", pass.text);
        let pass = pass.json();
        assert_eq!(pass["form"], form);
        let text = pass["text"].as_str().unwrap();
        assert!(text.starts_with(prefix), "{form}");
        let code = json!({"code": pass["collection_code"]});
        let collected = stage.post("/api/v1/collect", None, code).await.json();
        assert_eq!(collected["text"], pass["text"]);
        let holder = collected["token"].as_str().unwrap();
        let record = stage.own(holder).await;
        assert_eq!(record["passes"][0]["form"], form);
        let own = format!("/api/v1/own/passes/{}", pass["pass"].as_str().unwrap());
        for layout in ["a4", "large", "card"] {
            let path = format!("{own}?format=pdf&layout={layout}");
            check_pdf(&fetched(&stage, Method::GET, &path, (holder, None)).await);
        }
        let png = format!("{own}?format=png");
        let (_, _, picture) = fetched(&stage, Method::GET, &png, (holder, None)).await;
        let limits = cleanbill_qr::Limits::default();
        assert_eq!(cleanbill_qr::read(&picture, &limits).unwrap()[0].text, text);
        // No light passes of what no policy of the EU's form is asked about.
        let light = format!("{own}/light");
        let asked = json!({"policy": "xx.places", "days": 1});
        let light = stage.post(&light, Some(holder), asked).await;
        assert_eq!(light.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_belongs_to_another_form_is_refused() {
    let stage = Stage::new(patient()).await;
    let mut heads = stage.found().await;
    let clinic = stage.appoint(&mut heads, "Clinic", "clinic").await;
    let refused = async |asked: Value| {
        let answer = stage.post("/api/v1/passes", Some(&clinic.token), asked);
        let answer = answer.await;
        assert!(answer.status.is_client_error(), "{}", answer.text);
        answer.code()
    };
    let with = |mut asked: Value, member: &str, value: Value| {
        asked[member] = value;
        asked
    };
    let told = certificate()["certificate"].clone();
    assert_eq!(
        refused(with(card(), "certificate", told)).await,
        "intake.misplaced"
    );
    let none = with(certificate(), "certificate", Value::Null);
    assert_eq!(refused(none).await, "intake.misplaced");
    let eu = with(certificate(), "form", json!("dcc"));
    assert_eq!(refused(eu).await, "intake.misplaced");
    refused(with(card(), "form", json!("nzcp"))).await;
    let mut measles = certificate();
    measles["vaccination"]["product"] = json!("a3K3X000006MiiMUAS");
    assert_eq!(refused(measles).await, "issue.icvp-other-disease");
    let mut nowhere = certificate();
    nowhere["certificate"]["nationality"] = json!("Nowhere");
    assert_eq!(refused(nowhere).await, "intake.certificate");
    let mut exempt = card();
    exempt["recovery"] = Value::Null;
    exempt["exemption"] = json!({"valid_from": "2021-06-01", "valid_until": "2021-09-01"});
    assert_eq!(refused(exempt).await, "health.card.ground");
}
