//! The receipt of an appeal from a real service: it proves the case, and finds it where it was
//! dropped, without asking the authority.

use serde_json::{Value, json};

use crate::filings::{ledgered, ran, write};
use crate::http::Ask;
use crate::people::Staff;
use crate::process::{Place, Service, until};

/// Appeals against a refusal at a door, by its slip.
fn file(service: &Service, text: &str) -> Value {
    let slip = json!({"slip": "policy: Places (xx.places v3)", "day": 20_000, "text": text});
    let filed = service.ask(&Ask::post("/api/v1/appeals", slip));
    filed.succeeded()
}

/// The receipt, once the case is under a checkpoint.
fn receipt(service: &Service, filed: &Value) -> String {
    let code = json!({"code": filed["code"]});
    until("the appeal in the ledger", || {
        let answer = service.ask(&Ask::post("/api/v1/appeals/receipt", code.clone()));
        match answer.status {
            200 => Some(answer.text),
            _ => {
                answer.refused(503, "authority.not-released");
                None
            }
        }
    })
}

/// What the audit of a place's public files says of a receipt.
fn audited(place: &Place, receipt: &str) -> String {
    let policy = place.data().join("ledger/policy").display().to_string();
    let public = place.data().join("public").display().to_string();
    let words = ["audit", &public, "--policy", &policy, "--compare", receipt];
    ran(place, &words).1
}

#[test]
fn g06_an_appeal_that_was_dropped_is_found_with_its_receipt() {
    let place = ledgered();
    let service = place.serve(&[]);
    Staff::found(&service);
    service.stop();
    // The same authority, as it was before anybody appealed, with all its keys.
    let other = Place::copy_of(&place.data());

    let service = place.serve(&[]);
    let filed = file(&service, "They read the rule of last month.");
    let unknown = json!({"code": "A".repeat(26)});
    let unknown = service.ask(&Ask::post("/api/v1/appeals/receipt", unknown));
    assert_eq!(unknown.status, 404, "{unknown:?}");
    let proof = receipt(&service, &filed);
    service.stop();
    let proof = write(&place, "receipt", &proof);
    let policy = place.data().join("ledger/policy").display().to_string();
    // The proof holds by itself, and in the ledger that it is of.
    place.run(&["receipt", "check", &proof, "--policy", &policy]);
    let told = audited(&place, &proof);
    for finding in [
        "audit.omitted-entry",
        "audit.two-trees",
        "audit.proves-nothing",
    ] {
        assert!(!told.contains(finding), "{told}");
    }

    // In the other the case is dropped, and its ledger goes on past it.
    let service = other.serve(&[]);
    let later = file(&service, "I had a pass.");
    receipt(&service, &later);
    service.stop();
    let told = audited(&other, &proof);
    assert!(told.contains("audit.omitted-entry"), "{told}");
}
