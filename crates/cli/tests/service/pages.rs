//! What a citizen does without a script, with a real service: forms, codes, counts.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::json;

use crate::http::Ask;
use crate::people::Staff;
use crate::process::{Place, Service};

/// An answer, head and body.
struct Page {
    status: u16,
    head: String,
    body: String,
}

fn send(service: &Service, request: &str) -> Page {
    let mut stream = TcpStream::connect(service.address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Page {
        status,
        head: head.to_ascii_lowercase(),
        body: body.to_owned(),
    }
}

fn get(service: &Service, path: &str, language: &str) -> Page {
    let head = format!("GET {path} HTTP/1.0\r\naccept-language: {language}\r\n\r\n");
    send(service, &head)
}

fn post(service: &Service, path: &str, kind: &str, body: &str) -> Page {
    let length = body.len();
    let head = format!(
        "POST {path} HTTP/1.0\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\r\n{body}"
    );
    send(service, &head)
}

/// The fields of a form that has room for a file, as a browser sends them.
fn filled(fields: &[(&str, &str)]) -> String {
    let field = |(name, value): &(&str, &str)| {
        let file = if *name == "document" {
            "; filename=\"a\""
        } else {
            ""
        };
        format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n")
    };
    let fields: String = fields.iter().map(field).collect();
    format!("{fields}--x--\r\n")
}

const MULTIPART: &str = "multipart/form-data; boundary=x";
const FORM: &str = "application/x-www-form-urlencoded";

/// What stands in the first text to be kept.
fn code_in(page: &Page) -> String {
    let kept = page.body.split("<pre").nth(1).unwrap();
    let kept = kept.split_once('>').unwrap().1;
    kept.split('<').next().unwrap().to_owned()
}

#[test]
fn a_citizen_files_and_follows_without_a_script() {
    let place = Place::new();
    place.run(&["ledger", "init", "--origin", "ledger.example/xx", "--demo"]);
    let service = place.serve(&[]);
    let staff = Staff::found(&service);

    let home = get(&service, "/public", "de-AT,en;q=0.5");
    assert_eq!(home.status, 200);
    assert!(home.body.contains("<html lang=\"de\""), "{}", home.body);
    assert!(home.head.contains("default-src 'none'"), "{}", home.head);
    assert!(!home.head.contains("set-cookie"), "{}", home.head);
    let style = get(&service, "/public/style.css", "en");
    assert!(style.head.contains("text/css"), "{}", style.head);
    let form = get(&service, "/public/file?lang=en", "de");
    assert!(form.body.contains("<option value=\"XX\">"), "{}", form.body);

    // A browser sends every field, also the empty ones.
    let letter = [
        ("to", "XX"),
        ("text", "The road is closed.\r\nWhen will it open?"),
        ("document", ""),
        ("hash", ""),
        ("size", ""),
        ("reading", "sealed"),
    ];
    let filed = post(
        &service,
        "/public/file?lang=en",
        MULTIPART,
        &filled(&letter),
    );
    assert_eq!(filed.status, 200, "{}", filed.body);
    assert!(filed.body.contains("tlog-proof"), "{}", filed.body);
    let code = code_in(&filed);
    let follow = |code: &str| {
        let body = format!("code={}", code.replace(' ', "+"));
        post(&service, "/public/follow?lang=en", FORM, &body)
    };
    let waiting = follow(&code);
    assert!(
        waiting.body.contains("It waits for its answer"),
        "{}",
        waiting.body
    );

    let head = &staff.heads[0].token;
    let asked = Ask::get("/api/v1/filings/waiting").by(head);
    let entry = service.ask(&asked).succeeded()["to_answer"][0]["entry"].as_u64();
    let answer = format!("/api/v1/filings/{}/answer", entry.unwrap());
    let said = json!({"text": "On <b>Monday</b>."});
    assert_eq!(service.ask(&Ask::post(&answer, said).by(head)).status, 204);
    let answered = follow(&code);
    let shown = "On &lt;b&gt;Monday&lt;/b&gt;.";
    assert!(answered.body.contains(shown), "{}", answered.body);
    assert!(follow("0000 0000").body.contains("No case has this code"));
    service.stop();
}

#[test]
fn what_is_wrong_with_a_form_is_said_on_a_page() {
    let place = Place::new();
    place.run(&["ledger", "init", "--origin", "ledger.example/xx", "--demo"]);
    let service = place.serve(&[]);
    let two = [("text", "a"), ("hash", "b")];
    let hash = [("hash", "zz"), ("size", "1")];
    let stranger = [("to", "Nowhere"), ("text", "a")];
    let long = "a".repeat(300);
    let long = [("to", long.as_str())];
    let cases: [(&[_], u16, &str); 5] = [
        (&[], 422, "filing.empty"),
        (&two, 422, "filing.empty"),
        (&hash, 422, "server.field"),
        (&stranger, 422, "filing.addressee"),
        (&long, 413, "server.too-large"),
    ];
    for (fields, status, code) in cases {
        let page = post(&service, "/public/file", MULTIPART, &filled(fields));
        assert_eq!(page.status, status, "{code}: {}", page.body);
        assert!(page.body.contains(code), "{code}: {}", page.body);
        assert!(page.head.contains("text/html"), "{}", page.head);
    }
    for (kind, body) in [(MULTIPART, "--x\r\n"), (FORM, "a=b"), ("text/plain", "a")] {
        let page = post(&service, "/public/file", kind, body);
        assert!((400..500).contains(&page.status), "{}", page.body);
        assert!(page.head.contains("text/html"), "{}", page.head);
    }
    service.stop();
}
