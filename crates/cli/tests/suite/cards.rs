//! SMART Health Cards on the command line: made, published, checked, revoked, examined.

use std::fs;

use serde_json::Value;

use crate::sandbox::Sandbox;

const ISSUER: &str = "https://health.example.org/cards";
const REQUEST: &str = r#"{"nam": {"fn": "Muster", "gn": "Zoë"}, "dob": "1988-02-03",
    "v": [{"tg": "840539006", "vp": "1119349007", "mp": "EU/1/20/1528",
    "ma": "ORG-100030215", "dn": 2, "sd": 2, "dt": "2021-06-11"}]}"#;

/// An authority, a card of its own as `card.txt` and `card.smart-health-card`, and trust in it.
fn issued() -> (Sandbox, String) {
    let sandbox = Sandbox::new();
    let request = sandbox.write("request.json", REQUEST);
    let (text, file) = (
        sandbox.arg("card.txt"),
        sandbox.arg("card.smart-health-card"),
    );
    let issue = ["card", "issue", "--json", &request, "--iss", ISSUER];
    let more = ["--text", &text, "--file", &file];
    let said = sandbox.run(&[&issue[..], &more].concat()).succeeded().out;
    let rid = said
        .lines()
        .next()
        .unwrap()
        .rsplit(' ')
        .next()
        .unwrap()
        .to_owned();
    let keys = sandbox.arg("jwks.json");
    sandbox.run(&["card", "keys", "--out", &keys]).succeeded();
    let bundle = sandbox.arg("cards.cbset");
    let import = ["trust", "import", &keys, "--iss", ISSUER, "--out", &bundle];
    sandbox.run(&import).succeeded();
    sandbox.run(&["trust", "install", &bundle]).succeeded();
    (sandbox, rid)
}

#[test]
fn a_card_is_issued_and_its_issuer_imported_and_it_is_authentic() {
    let (sandbox, _) = issued();
    for name in ["card.txt", "card.smart-health-card"] {
        let (code, lines) = sandbox.json(&[&sandbox.arg(name)]);
        assert_eq!(code, 0, "{lines:?}");
        assert_eq!(lines[0]["verdict"], "authentic");
        assert_eq!(lines[0]["format"], "shc");
    }
    let shown = sandbox
        .run(&["inspect", &sandbox.arg("card.txt")])
        .succeeded()
        .out;
    for said in ["Muster", "EU/1/20/1528", "2 of 2", ISSUER] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
}

#[test]
fn what_is_issued_has_no_finding() {
    let (sandbox, _) = issued();
    let keys = sandbox.arg("jwks.json");
    let examine = |arguments: &[&str]| {
        let ran = sandbox
            .run(&[&["card", "examine", "--json"], arguments].concat())
            .succeeded();
        serde_json::from_str::<Value>(ran.out.trim_end()).unwrap()
    };
    let (text, file) = (
        sandbox.arg("card.txt"),
        sandbox.arg("card.smart-health-card"),
    );
    let found = examine(&[&file, "--keys", &keys, "--iss", ISSUER]);
    assert_eq!(found["findings"], serde_json::json!([]));
    assert_eq!(found["cards"][0]["issuer"], ISSUER);
    assert_eq!(
        examine(&[&keys, "--iss", ISSUER])["findings"],
        serde_json::json!([])
    );
    let code = fs::read_to_string(&text).unwrap();
    let trimmed = sandbox.write("trimmed.txt", code.trim_end());
    assert_eq!(examine(&[&trimmed])["findings"], serde_json::json!([]));
    let picture = sandbox.arg("card.png");
    sandbox
        .run(&["draw", code.trim_end(), "--png", &picture])
        .succeeded();
    let symbol = examine(&[&picture]);
    assert_eq!(symbol["cards"][0]["issuer"], ISSUER);
}

#[test]
fn findings_name_what_is_wrong_and_refuse() {
    let sandbox = Sandbox::empty();
    let payload = r#"{"iss":"http://example.org/","nbf":"soon","vc":{"type":[],
        "credentialSubject":{"fhirVersion":"4.0.1","fhirBundle":{"resourceType":"Bundle",
        "type":"collection","entry":[{"fullUrl":"urn:1","resource":{"resourceType":"Patient",
        "nickname":"Zoe","birthDate":"03.02.1988"}}]}}}}"#;
    let file = sandbox.write("payload.json", payload);
    let ran = sandbox.run(&["card", "examine", "--json", &file]);
    assert_eq!(ran.code, 1);
    assert!(
        !ran.out.contains("Zoe") && !ran.out.contains("nickname"),
        "{}",
        ran.out
    );
    let found: Value = serde_json::from_str(ran.out.trim_end()).unwrap();
    let findings = found["findings"].as_array().unwrap();
    let codes: Vec<_> = findings
        .iter()
        .map(|one| one["code"].as_str().unwrap())
        .collect();
    for code in [
        "claim-type",
        "not-health-card",
        "full-url",
        "unknown-element",
        "element-value",
    ] {
        let code = format!("shc.finding.{code}");
        assert!(codes.contains(&code.as_str()), "{code}: {codes:?}");
    }
    let words = sandbox.run(&["card", "examine", &file]).out;
    assert!(words.contains("entry[0].Patient.birthDate"), "{words}");
    let ticket = sandbox.write("ticket.txt", "a ticket");
    sandbox
        .run(&["card", "examine", &ticket])
        .failed(2, "nothing of a health card");
}

#[test]
fn a_card_on_the_list_is_refused_once_the_list_is_published() {
    let (sandbox, rid) = issued();
    let list = sandbox.arg("list.json");
    sandbox
        .run(&["card", "revoke", &rid, "--list", &list])
        .succeeded();
    let again = sandbox
        .run(&["card", "revoke", "AAAA", "--list", &list])
        .succeeded();
    assert!(again.out.contains("version 2, 2 entries"), "{}", again.out);
    sandbox
        .run(&["card", "revoke", "not base64", "--list", &list])
        .failed(2, "revocation");
    let keys = sandbox
        .run(&["card", "keys", "--list", &list])
        .succeeded()
        .out;
    assert!(keys.contains("\"crlVersion\": 2"), "{keys}");
    let bundle = sandbox.arg("next.cbset");
    let publish = ["publish", "--cards", &list, "--install", "--out", &bundle];
    sandbox.run(&publish).succeeded();
    let (code, lines) = sandbox.json(&[&sandbox.arg("card.txt")]);
    assert_eq!((code, &lines[0]["verdict"]), (1, &Value::from("refused")));
    let stage = &lines[0]["stages"]["revocation"];
    assert_eq!(stage["code"], "revocation.revoked");
}

#[test]
fn a_card_can_be_made_of_a_fhir_bundle() {
    let sandbox = Sandbox::new();
    let bundle = r#"{"resourceType":"Bundle","type":"collection","entry":[
        {"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient","id":"7",
         "name":[{"family":"Muster","given":["Zoë"]}],"birthDate":"1988-02-03"}},
        {"fullUrl":"urn:uuid:2","resource":{"resourceType":"Immunization","status":"completed",
         "vaccineCode":{"coding":[{"system":"http://hl7.org/fhir/sid/cvx","code":"208"}],
         "text":"shot"},"patient":{"reference":"urn:uuid:1"},
         "occurrenceDateTime":"2021-06-11"}}]}"#;
    let json = sandbox.write("bundle.json", bundle);
    let issue = ["card", "issue", "--json", &json, "--iss", ISSUER];
    let code = sandbox.run(&issue).succeeded().out;
    let file = sandbox.write("card.txt", code.trim_end());
    let ran = sandbox
        .run(&["card", "examine", "--json", &file])
        .succeeded();
    let found: Value = serde_json::from_str(ran.out.trim_end()).unwrap();
    assert_eq!(
        found["findings"],
        serde_json::json!([]),
        "what only takes room is left out"
    );
    let plain = [
        "card",
        "issue",
        "--json",
        &json,
        "--iss",
        "http://example.org",
    ];
    sandbox.run(&plain).failed(2, "https");
}
