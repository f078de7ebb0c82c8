//! What anybody files with a real service, its receipt, its answer, and what a stranger can check
//! of it from files alone.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_redress::filing::{Addressee, Challenge, Content, Request, Visibility, solve};
use serde_json::{Value, json};

use crate::http::Ask;
use crate::people::Staff;
use crate::process::{Place, Service, until};

const LETTER: &str = "The road to the clinic is closed.\nPlease say when it opens.";

pub(crate) fn ledgered() -> Place {
    let place = Place::new();
    let init = ["ledger", "init", "--origin", "ledger.example/xx", "--demo"];
    place.run(&init);
    place
}

/// Files a text with the region, after the work that the service asks for.
fn file(service: &Service, visibility: Visibility, text: &str) -> Value {
    let content = Content::text(text.to_owned()).unwrap();
    let addressee = Addressee::new(Some("XX")).unwrap();
    let request = Request::new(addressee, visibility, content).unwrap();
    let given = Ask::post("/api/v1/filings/challenge", json!({}));
    let given = service.ask(&given).succeeded();
    let challenge = given["challenge"].as_str().unwrap();
    let parsed = Challenge::parse(&STANDARD.decode(challenge).unwrap()).unwrap();
    let counter = solve(&parsed, &request.digest(), 1 << 26).unwrap();
    let visibility = match visibility {
        Visibility::Open => "open",
        Visibility::Shown => "shown",
        Visibility::Sealed => "sealed",
    };
    let told = json!({
        "region": "XX",
        "visibility": visibility,
        "text": text,
        "work": {"challenge": challenge, "counter": counter},
    });
    let filed = service.ask(&Ask::post("/api/v1/filings", told.clone()));
    let again = service.ask(&Ask::post("/api/v1/filings", told));
    again.refused(409, "filing.work-used");
    filed.succeeded()
}

fn follow(service: &Service, filed: &Value) -> Value {
    let code = json!({"code": filed["code"]});
    let follow = Ask::post("/api/v1/filings/follow", code);
    service.ask(&follow).succeeded()
}

pub(crate) fn write(place: &Place, name: &str, text: &str) -> String {
    std::fs::write(place.path(name), text).unwrap();
    place.text(name)
}

/// What a command prints, and its exit code.
pub(crate) fn ran(place: &Place, arguments: &[&str]) -> (Option<i32>, String) {
    let output = place.command().args(arguments).output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    (output.status.code(), out + &err)
}

/// G06: filed, receipted, answered, and years later shown to be the same, without asking anybody.
#[test]
fn g06_what_was_filed_is_verified_and_found_by_a_stranger() {
    let place = ledgered();
    let service = place.serve(&[]);
    let staff = Staff::found(&service);
    let filed = file(&service, Visibility::Open, LETTER);
    let receipt = write(&place, "receipt", filed["receipt"].as_str().unwrap());
    let (letter, other) = (
        write(&place, "letter.txt", LETTER),
        write(&place, "other.txt", "The road to the clinic is open."),
    );
    let entry = filed["entry"].as_u64().unwrap();
    let head = &staff.heads[0];
    let content = format!("/api/v1/filings/{entry}/content");
    let content = service.ask(&Ask::get(&content).by(&head.token)).succeeded();
    assert_eq!(content["text"], LETTER);
    let answer = format!("/api/v1/filings/{entry}/answer");
    let said = json!({"text": "On Monday."});
    let by_nobody = service.ask(&Ask::post(&answer, said.clone()));
    by_nobody.refused(401, "server.not-signed-in");
    let by_clinic = Ask::post(&answer, said.clone()).by(&staff.clinic.token);
    service.ask(&by_clinic).refused(403, "authority.forbidden");
    let by_head = Ask::post(&answer, said.clone()).by(&head.token);
    assert_eq!(service.ask(&by_head).status, 204);
    service.ask(&by_head).refused(409, "filing.state");
    let view = follow(&service, &filed);
    assert_eq!(
        (&view["answer"], &view["state"]),
        (&json!("On Monday."), &json!("answered"))
    );
    let policy = place.data().join("ledger/policy").display().to_string();
    let public = place.data().join("public").display().to_string();
    let search = |file: &str| {
        let words = ["archive", "search", file, &public];
        ran(&place, &[words.as_slice(), &["--policy", &policy]].concat())
    };
    // The leaf of an answer is in the next checkpoint.
    until("the answer in the ledger", || {
        let (_, told) = search(&letter);
        told.contains("; answered").then_some(())
    });
    service.stop();

    let verify = |file: &str| {
        let words = ["archive", "verify", file, "--receipt", &receipt];
        ran(&place, &[words.as_slice(), &["--policy", &policy]].concat())
    };
    let (code, told) = verify(&letter);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("this is what was filed with XX"), "{told}");
    let (code, told) = verify(&other);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("[receipt.not-filed]"), "{told}");

    let (code, told) = search(&letter);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains(&format!("entry {entry} of")), "{told}");
    assert!(told.contains("; answered"), "{told}");
    let (code, told) = search(&other);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("not filed openly"), "{told}");
    let audit = ["audit", &public, "--policy", &policy, "--compare", &receipt];
    let (_, told) = ran(&place, &audit);
    assert!(!told.contains("audit.omitted-entry"), "{told}");
}

/// G06: what got a receipt survives a service that is killed at once.
#[test]
fn g06_a_killed_service_has_what_it_gave_a_receipt_for() {
    let place = ledgered();
    let mut service = place.serve(&[]);
    Staff::found(&service);
    let mut filed = Vec::new();
    for number in 0..3 {
        let text = format!("{LETTER} {number}");
        filed.push((file(&service, Visibility::Sealed, &text), text));
        service.kill();
        service = place.serve(&[]);
    }
    for (filed, text) in &filed {
        let view = follow(&service, filed);
        assert_eq!(view["entry"], filed["entry"]);
        let receipt = write(&place, "receipt", filed["receipt"].as_str().unwrap());
        let letter = write(&place, "letter.txt", text);
        let policy = place.data().join("ledger/policy").display().to_string();
        let words = ["archive", "verify", &letter, "--receipt", &receipt];
        place.run(&[words.as_slice(), &["--policy", &policy]].concat());
    }
    service.stop();
}

/// What is shown is shown after somebody looked at it, as a file and never as a page.
#[test]
fn what_is_shown_was_asked_for_and_looked_at() {
    let place = ledgered();
    let service = place.serve(&[]);
    let staff = Staff::found(&service);
    let head = &staff.heads[0];
    let filed = file(&service, Visibility::Shown, LETTER);
    let entry = filed["entry"].as_u64().unwrap();
    let path = |what: &str| format!("/api/v1/filings/{entry}{what}");
    let hidden = service.ask(&Ask::get(&path("")));
    hidden.refused(404, "filing.not-found");
    let waiting = Ask::get("/api/v1/filings/waiting").by(&head.token);
    let waiting = service.ask(&waiting).succeeded();
    assert_eq!(waiting["to_moderate"], json!([entry]));
    let publish = path("/publish");
    let publish = Ask::post(&publish, json!({})).by(&head.token);
    assert_eq!(service.ask(&publish).status, 204);
    let shown = service.ask(&Ask::get(&path(""))).succeeded();
    assert_eq!(shown["content"]["text"], LETTER);
    let board = service.ask(&Ask::get("/api/v1/filings")).succeeded();
    assert_eq!(board["entries"], json!([entry]));
    // A text is no document.
    let document = service.ask(&Ask::get(&path("/document")));
    document.refused(404, "filing.not-found");
    let remove = path("/remove");
    let removal = json!({"reason": "personal-data"});
    let remove = Ask::post(&remove, removal).by(&head.token);
    assert_eq!(service.ask(&remove).status, 204);
    service
        .ask(&Ask::get(&path("")))
        .refused(404, "filing.not-found");
    let view = follow(&service, &filed);
    assert_eq!(view["removal"], "personal-data");
    // Below ten nothing is counted in public.
    let counts = service.ask(&Ask::get("/api/v1/filings/counts")).succeeded();
    assert_eq!(counts[0]["filed"], Value::Null);
    service.stop();
}
