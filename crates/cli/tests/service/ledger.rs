//! The public ledger of a real service, cosigned by real witnesses, while somebody kills it.

use std::net::TcpListener;

use cleanbill_ledger::{LedgerPolicy, SignedCheckpoint};
use serde_json::json;

use crate::http::Ask;
use crate::people::{Request, Staff};
use crate::process::{Place, Service, until};

/// How often the service is killed.
const KILLS: usize = 6;

/// A port that nobody has.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

fn key_in(text: &str) -> String {
    let mut lines = text.lines().map(str::trim);
    lines.find(|line| line.contains('+')).unwrap().to_owned()
}

/// An authority whose ledger two witnesses cosign, both of which are needed.
fn witnessed() -> (Place, [(Service, Place); 2]) {
    let place = Place::new();
    let witnesses = ["one", "two"].map(|name| {
        let home = Place::empty();
        let name = format!("{name}.example/witness");
        let key = key_in(&home.run(&["witness", "init", "--name", &name]));
        (home, key, free_port())
    });
    let mut arguments = vec!["ledger".to_owned(), "init".to_owned()];
    arguments.extend(["--origin".to_owned(), "ledger.example/xx".to_owned()]);
    for (_, key, port) in &witnesses {
        let url = format!("http://127.0.0.1:{port}");
        arguments.extend(["--witness".to_owned(), key.clone(), url]);
    }
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let log = key_in(&place.run(&words));
    let running = witnesses.map(|(home, _, port)| {
        let mut command = home.command();
        let listen = format!("127.0.0.1:{port}");
        command.args(["witness", "serve", "--listen", &listen, "--log", &log]);
        (Service::start(command), home)
    });
    (place, running)
}

/// How many entries both witnesses cosigned, as a stranger reads it.
fn cosigned(place: &Place) -> u64 {
    let ledger = place.data().join("public/ledger");
    let Ok(bytes) = std::fs::read(ledger.join("cosigned")) else {
        return 0;
    };
    let policy = std::fs::read_to_string(ledger.join("policy")).unwrap();
    let policy = LedgerPolicy::parse(&policy).unwrap();
    assert_eq!(policy.quorum_min(), 2);
    let signed = SignedCheckpoint::parse(&bytes).unwrap();
    policy.verify(&signed).unwrap().checkpoint.size
}

#[test]
fn g06_a_killed_service_goes_on_with_the_tree_that_its_witnesses_know() {
    let (place, witnesses) = witnessed();
    let service = place.serve(&[]);
    let mut staff = Staff::found(&service);
    // Officers were appointed by acts, so these were cosigned.
    assert!(cosigned(&place) > 0);
    service.kill();
    let mut codes = Vec::new();
    for _ in 0..KILLS {
        let service = place.serve(&[]);
        staff.sign_in(&service);
        let before = cosigned(&place);
        let issued = Request::new().issue(&service, &staff.clinic);
        codes.push(
            issued.answer["collection_code"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
        Request::new().issue(&service, &staff.clinic);
        // A witness cosigns nothing but what grew from what it saw.
        until("cosigned entries", || {
            (cosigned(&place) > before).then_some(())
        });
        service.kill();
    }
    let service = place.serve(&[]);
    for code in codes {
        let ask = Ask::post("/api/v1/collect", json!({ "code": code }));
        let collected = service.ask(&ask).succeeded();
        let (pass, proof) = (place.path("pass.txt"), place.path("pass.tlog-proof"));
        std::fs::write(&pass, collected["text"].as_str().unwrap()).unwrap();
        std::fs::write(&proof, collected["proof"].as_str().unwrap()).unwrap();
        let policy = place.data().join("ledger/policy");
        let words = [&pass, &proof, &policy].map(|path| path.display().to_string());
        let [pass, proof, policy] = words.each_ref().map(String::as_str);
        let check = [
            "receipt", "check", proof, "--policy", policy, "--pass", pass,
        ];
        assert!(
            place
                .run(&check)
                .contains("in the ledger ledger.example/xx: batch")
        );
    }
    service.stop();
    drop(witnesses);
}
