//! `cleanbill filing`: filed from the command line, directly and through a relay, and followed.

use std::fs;

use serde_json::json;

use crate::http::Ask;
use crate::people::Staff;
use crate::process::{Place, until};
use crate::relay::{Relay, holds};

const LETTER: &str = "The road to the clinic is closed.\nPlease say when it opens.\n";

/// What a device runs, without the authority's data.
fn ran(device: &Place, arguments: &[&str]) -> (Option<i32>, String) {
    let output = device.command().args(arguments).output().unwrap();
    let told = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(told).unwrap())
}

#[test]
fn g12_a_letter_is_filed_through_a_relay_followed_and_verified() {
    let place = Place::new();
    place.run(&["ledger", "init", "--origin", "ledger.example/xx", "--demo"]);
    let service = place.serve(&[]);
    let staff = Staff::found(&service);
    let relay = Relay::to(service.address);
    let device = Place::empty();
    let (letter, code, receipt) = (
        device.text("letter"),
        device.text("code"),
        device.text("receipt"),
    );
    fs::write(&letter, LETTER).unwrap();
    let through = format!("http://{}/", relay.address);
    let file = ["filing", "file", &letter, "--region", "XX", "--code", &code];
    let kept = ["--receipt", &receipt, "--relay", &through];
    let (exit, told) = ran(&device, &[&file[..], &kept].concat());
    assert_eq!(exit, Some(0), "{told}");
    let secret = fs::read_to_string(&code).unwrap();
    {
        let seen = relay.seen.lock().unwrap();
        for word in ["clinic", "/api/v1/filings", secret.trim()] {
            assert!(!holds(&seen, word), "{word}");
        }
    }
    let policy = place.data().join("ledger/policy").display().to_string();
    let verify = ["archive", "verify", &letter, "--receipt", &receipt];
    let (exit, told) = ran(&device, &[&verify[..], &["--policy", &policy]].concat());
    assert_eq!(exit, Some(0), "{told}");

    let head = &staff.heads[0];
    let waiting = service.ask(&Ask::get("/api/v1/filings/waiting").by(&head.token));
    let entry = waiting.succeeded()["to_answer"][0]["entry"]
        .as_u64()
        .unwrap();
    let answer = format!("/api/v1/filings/{entry}/answer");
    let said = Ask::post(&answer, json!({"text": "On Monday."})).by(&head.token);
    assert_eq!(service.ask(&said).status, 204);
    let direct = format!("http://{}/", service.address);
    for way in [["--relay", &through], ["--service", &direct]] {
        let follow = ["filing", "follow", &code];
        until("the answer", || {
            let (exit, told) = ran(&device, &[&follow[..], &way].concat());
            assert_eq!(exit, Some(0), "{told}");
            told.contains("On Monday.").then_some(())
        });
    }
    service.stop();
}

#[test]
fn what_is_no_filing_is_refused_before_anybody_is_asked() {
    let device = Place::empty();
    let (file, code, receipt) = (
        device.text("file"),
        device.text("code"),
        device.text("receipt"),
    );
    let nobody = ["--service", "http://127.0.0.1:9/"];
    let kept = ["--code", &code, "--receipt", &receipt];
    for (bytes, kind, words) in [
        (&b""[..], "text", "[filing."),
        (b"GIF89a", "png", "[filing."),
        (b"\xff\xfe", "text", "not UTF-8"),
        (b"letter", "text", "cannot be reached"),
    ] {
        fs::write(&file, bytes).unwrap();
        let filing = ["filing", "file", &file, "--as", kind];
        let (exit, told) = ran(&device, &[&filing[..], &kept, &nobody].concat());
        assert_eq!(exit, Some(2), "{told}");
        assert!(told.contains(words), "{told}");
    }
    fs::write(&code, "no code").unwrap();
    let follow = ["filing", "follow", &code];
    let (exit, told) = ran(&device, &[&follow[..], &nobody].concat());
    assert_eq!(exit, Some(2), "{told}");
    let (exit, _) = ran(&device, &follow);
    assert_eq!(exit, Some(64));
    let plain = ["--service", "http://authority.example/"];
    fs::write(&file, "letter").unwrap();
    let filing = ["filing", "file", &file];
    let (exit, told) = ran(&device, &[&filing[..], &kept, &plain].concat());
    assert_eq!(exit, Some(2), "{told}");
    assert!(told.contains("not encrypted"), "{told}");
}
