//! What a citizen does without a script, with a real service: forms, codes, counts.

use std::io::{Read, Write};
use std::net::TcpStream;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
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

fn send(service: &Service, request: &[u8]) -> Page {
    let mut stream = TcpStream::connect(service.address).unwrap();
    stream.write_all(request).unwrap();
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
    send(service, head.as_bytes())
}

fn post(service: &Service, path: &str, kind: &str, body: &[u8]) -> Page {
    let length = body.len();
    let head =
        format!("POST {path} HTTP/1.0\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\r\n");
    send(service, &[head.as_bytes(), body].concat())
}

/// The fields of a form that has room for a file, as a browser sends them.
fn filled(fields: &[(&str, &str)]) -> Vec<u8> {
    let document = ("", "", &b""[..]);
    filled_with(fields, document)
}

/// The same with a document: what its name and its type are said to be, and its bytes.
fn filled_with(fields: &[(&str, &str)], (name, kind, bytes): (&str, &str, &[u8])) -> Vec<u8> {
    let field = |(name, value): &(&str, &str)| {
        format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let fields: String = fields.iter().map(field).collect();
    let document = format!(
        "--x\r\ncontent-disposition: form-data; name=\"document\"; filename=\"{name}\"\r\n\
         content-type: {kind}\r\n\r\n"
    );
    let parts = [
        fields.as_bytes(),
        document.as_bytes(),
        bytes,
        b"\r\n--x--\r\n",
    ];
    parts.concat()
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
        post(&service, "/public/follow?lang=en", FORM, body.as_bytes())
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
        let page = post(&service, "/public/file", kind, body.as_bytes());
        assert!((400..500).contains(&page.status), "{}", page.body);
        assert!(page.head.contains("text/html"), "{}", page.head);
    }
    service.stop();
}

/// A petition for an answer, in Arabic, with what a page must not take for its own.
const LETTER: &str = "متى يُفتح الطريق؟\r\n<script>alert(1)</script> & \"so\"";
const ESCAPED: &str =
    "متى يُفتح الطريق؟\r\n&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;so&quot;</textarea>";

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n";
/// One pixel.
const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAA\
    SUVORK5CYII=";

#[test]
fn a_document_is_taken_for_what_it_is_and_by_no_name() {
    let place = Place::new();
    place.run(&["ledger", "init", "--origin", "ledger.example/xx", "--demo"]);
    let service = place.serve(&[]);
    let staff = Staff::found(&service);
    let png = STANDARD.decode(PNG).unwrap();
    // Whatever a browser says of the name and type.
    let taken: [(&str, &str, &[u8], &str); 3] = [
        ("../../<b>.exe", "text/html", PDF, "application/pdf"),
        ("a.pdf", "application/pdf", &png, "image/png"),
        (
            "%00\\..",
            "image/png",
            b"<b>plain</b>",
            "text/plain; charset=utf-8",
        ),
    ];
    for (name, kind, bytes, media_type) in taken {
        let form = filled_with(&[("to", "XX")], (name, kind, bytes));
        let page = post(&service, "/public/file?lang=ar", MULTIPART, &form);
        assert_eq!(page.status, 200, "{}", page.body);
        assert!(page.body.contains("dir=\"rtl\""), "{}", page.body);
        assert!(!page.body.contains(".exe"), "{}", page.body);
        let head = &staff.heads[0].token;
        let asked = Ask::get("/api/v1/filings/waiting").by(head);
        let waiting = service.ask(&asked).succeeded();
        let entries = waiting["to_answer"].as_array().unwrap().iter();
        let entry = entries.map(|one| one["entry"].as_u64()).max().unwrap();
        let content = format!("/api/v1/filings/{}/content", entry.unwrap());
        let content = service.ask(&Ask::get(&content).by(head)).succeeded();
        assert_eq!(content["media_type"], media_type, "{content}");
    }
    service.stop();
}

#[test]
fn a_wrong_document_costs_nobody_their_text() {
    let place = Place::new();
    place.run(&["ledger", "init", "--origin", "ledger.example/xx", "--demo"]);
    let service = place.serve(&[]);
    Staff::found(&service);
    let huge = vec![b'a'; (4 << 20) + 1];
    let long = "ب".repeat(40_000);
    let both: (&str, &str, &[u8]) = ("a.pdf", "application/pdf", PDF);
    let broken: (&str, &str, &[u8]) = ("a.pdf", "application/pdf", b"%PDF-1.7\nno end");
    let program: (&str, &str, &[u8]) = ("a.txt", "text/plain", b"\x7fELF\0\0");
    let too_long: (&str, &str, &[u8]) = ("a.txt", "text/plain", &huge);
    let none: (&str, &str, &[u8]) = ("", "", b"");
    let cases = [
        (LETTER, both, 422, "filing.empty", "text"),
        ("", broken, 422, "filing.document", "document"),
        ("", program, 422, "filing.document", "document"),
        (LETTER, too_long, 413, "server.too-large", "document"),
        (&long, none, 422, "filing.too-long", "text"),
        ("a\u{7}b", none, 422, "filing.text", "text"),
    ];
    for (text, document, status, code, field) in cases {
        for (language, title) in [("ar", "لم ينجح ذلك"), ("de", "Das hat nicht geklappt")]
        {
            let fields = [("to", "XX"), ("text", text)];
            let form = filled_with(&fields, document);
            let path = format!("/public/file?lang={language}");
            let page = post(&service, &path, MULTIPART, &form);
            assert_eq!(page.status, status, "{code}: {}", page.body);
            assert!(
                page.body.contains(code) && page.body.contains(title),
                "{code}"
            );
            assert!(
                page.body.contains("<option value=\"XX\" selected>"),
                "{code}"
            );
            let kept = match text {
                LETTER => ESCAPED.to_owned(),
                other => format!("\n{other}</textarea>"),
            };
            assert!(page.body.contains(&kept), "{code}: {}", page.body);
            let link = format!("href=\"#{field}\"");
            assert!(page.body.contains(&link), "{code}");
        }
    }
    service.stop();
}

/// Forms that come without work draw on one budget. Whoever comes when it is used up is told when
/// to come again, and has their text.
#[test]
fn who_comes_when_too_much_is_filed_keeps_their_text_and_is_told_when_to_come() {
    let place = Place::new();
    place.run(&["ledger", "init", "--origin", "ledger.example/xx", "--demo"]);
    let service = place.serve(&[]);
    Staff::found(&service);
    let form = filled(&[("to", "XX"), ("text", LETTER)]);
    let refused = || {
        let pages = (0..400).map(|_| post(&service, "/public/file?lang=ar", MULTIPART, &form));
        pages.into_iter().find(|page| page.status != 200)
    };
    std::thread::scope(|scope| {
        let many: Vec<_> = (0..8).map(|_| scope.spawn(refused)).collect();
        for one in many {
            let page = one.join().unwrap().expect("the budget is used up");
            assert_eq!(page.status, 429, "{}", page.body);
            assert!(page.head.contains("\r\nretry-after: "), "{}", page.head);
            assert!(page.body.contains("filing.budget"), "{}", page.body);
            assert!(page.body.contains("من جديد بعد"), "{}", page.body);
            assert!(page.body.contains(ESCAPED), "{}", page.body);
        }
    });
    service.stop();
}
