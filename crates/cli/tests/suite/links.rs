//! Health links: shown without a network, made for any web server, followed only after a yes.

use std::collections::VecDeque;
use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_cose::cbor::{Key, Value, encode_deterministic};
use cleanbill_cose::{HCERT_CLAIM, sign1};
use cleanbill_shlink::{
    ContentType, Flags, HealthLink, LinkKey, Payload, Scheme, render_remaining_attempts, seal_file,
};
use cleanbill_testkit::FixedKey;
use serde_json::{Map, Value as Json, json};

use crate::sandbox::{Ran, Sandbox};

const FHIR: &str = r#"{"resourceType":"Bundle","type":"collection"}"#;
const CARD: &str = r#"{"verifiableCredential":[]}"#;

fn key() -> LinkKey {
    LinkKey::new([5; 32])
}

fn sealed(text: &str, content_type: ContentType) -> String {
    seal_file(text.as_bytes(), content_type, &key(), &[9; 12]).unwrap()
}

/// A link to this address.
fn link(url: &str, letters: &str) -> String {
    let flags = Flags {
        long_term: letters.contains('L'),
        passcode: letters.contains('P'),
        direct: letters.contains('U'),
    };
    let payload = Payload {
        flags,
        ..Payload::new(url, key())
    };
    HealthLink::new(Scheme::Smart, payload).unwrap().to_string()
}

/// A web server that gives these answers, one a request, and writes the requests down.
struct Web {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Web {
    fn new(answers: impl FnOnce(SocketAddr) -> Vec<String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let mut answers = VecDeque::from(answers(address));
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let asking = asked.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                asking.lock().unwrap().push(request(&mut stream));
                let answer = answers.pop_front().unwrap_or_else(|| respond(500, ""));
                stream.write_all(answer.as_bytes()).unwrap();
            }
        });
        Self { address, asked }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).unwrap();
        bytes.push(byte[0]);
    }
    let head = String::from_utf8(bytes).unwrap();
    let length = head.to_lowercase();
    let length = length.split("content-length: ").nth(1);
    let length = length.map_or(0, |rest| rest.lines().next().unwrap().parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    head + &String::from_utf8(body).unwrap()
}

fn respond(status: u16, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}")
}

fn with_header(answer: &str, header: &str) -> String {
    answer.replacen("\r\n", &format!("\r\n{header}\r\n"), 1)
}

fn fetch(sandbox: &Sandbox, link: &str, web: &Web, more: &[&str]) -> Ran {
    let out = sandbox.arg("got");
    let open = web.address.to_string();
    let fetch = ["link", "fetch", link, "--recipient", "Aid Post 3"];
    let options = ["--out", &out, "--open", &open];
    sandbox.run(&[&fetch[..], &options, more].concat())
}

#[test]
fn a_link_is_shown_without_its_key() {
    let sandbox = Sandbox::empty();
    let text = link("https://links.example.org/9f2c", "L");
    let shown = sandbox.run(&["link", "show", &text]).succeeded();
    assert!(shown.out.contains("links.example.org"), "{}", shown.out);
    let json = sandbox.run(&["link", "show", "--json", &text]).succeeded();
    let value: Json = serde_json::from_str(&json.out).unwrap();
    assert_eq!(value["host"], "links.example.org");
    assert_eq!(value["long_term"], true);
    assert_eq!(value["findings"], json!([]));
    let payload = Json::Object(HealthLinkText(&text).members());
    let secret = payload["key"].as_str().unwrap();
    assert!(!shown.out.contains(secret) && !json.out.contains(secret));
}

/// A link's members, as its text has them.
struct HealthLinkText<'a>(&'a str);

impl HealthLinkText<'_> {
    fn members(&self) -> Map<String, Json> {
        let link = HealthLink::parse(self.0, &cleanbill_shlink::Limits::default());
        link.unwrap().payload().to_members()
    }
}

/// A link that an authority signed, in the three ways in which it stands there.
#[test]
fn a_signed_link_is_shown() {
    let sandbox = Sandbox::empty();
    let text = link("https://links.example.org/9f2c", "P").replace("shlink:/", "vhlink:/");
    let text = || Value::Text(text.clone().into());
    let members = [
        ("url", "https://links.example.org/9f2c"),
        ("key", "rxTgYlOaKJPFtcEd0qcceN8wEU4p94SqAwIWQe6uX7Q"),
        ("flag", "P"),
    ];
    let members = members.map(|(name, value)| (Key::from(name), Value::from(value)));
    for claim in [
        text(),
        Value::Array(vec![Value::Map(vec![(Key::from("u"), text())])]),
        Value::Map(members.to_vec()),
    ] {
        let claims = Value::Map(vec![(
            Key::Int(HCERT_CLAIM),
            Value::Map(vec![(Key::Int(5), claim)]),
        )]);
        let message = sign1(&[7; 8], &encode_deterministic(&claims), &FixedKey::new(1));
        let code = cleanbill_hcert::encode(&message.unwrap()).unwrap();
        let shown = sandbox.run(&["link", "show", "--json", &code]).succeeded();
        let value: Json = serde_json::from_str(&shown.out).unwrap();
        assert_eq!(value["kind"], "vhlink");
        assert_eq!(value["host"], "links.example.org");
        assert_eq!(value["passcode"], true);
    }
}

/// What must not be followed is told, and refused before anything is asked.
#[test]
fn a_link_with_an_odd_address_is_refused() {
    let sandbox = Sandbox::empty();
    let payload = json!({
        "url": "https://links.example.org@evil.example/x",
        "key": "rxTgYlOaKJPFtcEd0qcceN8wEU4p94SqAwIWQe6uX7Q",
    });
    let encoded = URL_SAFE_NO_PAD.encode(payload.to_string());
    let text = format!("shlink:/{encoded}");
    let shown = sandbox.run(&["link", "show", "--json", &text]);
    assert_eq!(shown.code, 1);
    let value: Json = serde_json::from_str(&shown.out).unwrap();
    assert_eq!(value["blocked_by"], "shlink.url-address");
    let out = sandbox.arg("got");
    let fetch = ["link", "fetch", &text, "--recipient", "Me", "--out", &out];
    let refused = sandbox.run(&fetch);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("shlink.blocked"), "{}", refused.err);
}

/// A file on a web server that knows nothing of links, from `make` to `fetch`.
#[test]
fn what_is_made_is_fetched() {
    let sandbox = Sandbox::empty();
    let file = sandbox.write("bundle.json", FHIR);
    let folder = sandbox.arg("www");
    let web = Web::new(|_| Vec::new());
    let url = web.url("/files/");
    let make = ["link", "make", &file, "--url", &url, "--out", &folder];
    let label = ["--label", "Jabs of 2026", "--expires", "2200-01-01"];
    let made = sandbox.run(&[&make[..], &label].concat()).succeeded();
    let text = made.out.trim();
    let entries: Vec<_> = fs::read_dir(&folder).unwrap().collect();
    let [entry] = &entries[..] else {
        panic!("one file")
    };
    let path = entry.as_ref().unwrap().path();
    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
    assert_eq!(name.len(), 43, "256 bits that nobody guesses");
    let encrypted = fs::read_to_string(path).unwrap();
    assert!(!encrypted.contains("Bundle"));

    let web = Web::new(|_| vec![respond(200, &encrypted)]);
    let moved = HealthLinkText(text).members();
    assert!(
        moved["url"]
            .as_str()
            .unwrap()
            .ends_with(&format!("/files/{name}"))
    );
    let mut moved = moved;
    moved.insert("url".to_owned(), web.url("/x?a=1").into());
    let (payload, _) = Payload::from_members(Scheme::Smart, &moved).unwrap();
    let moved = HealthLink::new(Scheme::Smart, payload).unwrap().to_string();
    let fetched = fetch(&sandbox, &moved, &web, &["--json"]).succeeded();
    let told: Json = serde_json::from_str(&fetched.out).unwrap();
    assert_eq!(told["files"][0]["content_type"], "application/fhir+json");
    assert_eq!(
        fs::read_to_string(sandbox.path("got/1-fhir.json")).unwrap(),
        FHIR
    );
    let asked = web.asked();
    assert!(
        asked[0].starts_with("GET /x?a=1&recipient=Aid+Post+3 HTTP/1.1"),
        "{asked:?}"
    );
    assert!(!asked[0].contains("#"));
}

#[test]
fn a_manifest_is_followed_with_a_passcode() {
    let sandbox = Sandbox::empty();
    let web = Web::new(|address| {
        let manifest = json!({ "files": [
            { "contentType": "application/smart-health-card", "status": "retracted",
              "embedded": sealed(CARD, ContentType::SmartHealthCard) },
            { "contentType": "application/fhir+json",
              "location": format!("http://{address}/one-time") },
            { "contentType": "application/x-new", "embedded": "…" },
        ]});
        vec![
            respond(401, &render_remaining_attempts(4)),
            respond(200, &manifest.to_string()),
            respond(200, &sealed(FHIR, ContentType::Fhir)),
        ]
    });
    let text = link(&web.url("/m"), "P");
    let missing = fetch(&sandbox, &text, &web, &[]);
    assert!(
        missing.err.contains("asks for a passcode"),
        "{}",
        missing.err
    );
    assert_eq!(web.asked().len(), 0);
    let wrong = sandbox.write("wrong", "1234\n");
    let refused = fetch(&sandbox, &text, &web, &["--passcode-file", &wrong]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("4 attempts remain"), "{}", refused.err);
    assert!(!sandbox.path("got").exists(), "nothing is written");
    let right = sandbox.write("right", "5678");
    let done = fetch(&sandbox, &text, &web, &["--passcode-file", &right]).succeeded();
    assert!(done.out.contains("retracted") && done.out.contains("application/x-new"));
    assert_eq!(
        fs::read_to_string(sandbox.path("got/1-card.smart-health-card")).unwrap(),
        CARD
    );
    assert_eq!(
        fs::read_to_string(sandbox.path("got/2-fhir.json")).unwrap(),
        FHIR
    );
    let asked = web.asked();
    assert!(asked[1].contains(r#""passcode":"5678","recipient":"Aid Post 3""#));
    assert!(asked[2].starts_with("GET /one-time HTTP/1.1"));
    assert!(
        asked
            .iter()
            .all(|request| !request.contains("5678") || request.starts_with("POST"))
    );
}

/// Nobody is asked whom nobody agreed to: not the first host, not one that a manifest names, not
/// one that a redirect leads to.
#[test]
fn no_host_is_asked_without_a_yes() {
    let sandbox = Sandbox::empty();
    let elsewhere = Web::new(|_| vec![respond(200, &sealed(FHIR, ContentType::Fhir))]);
    let location = elsewhere.url("/file");
    let web = Web::new(|_| {
        let manifest = json!({ "files": [
            { "contentType": "application/fhir+json", "location": location },
        ]});
        let moved = with_header(&respond(302, ""), &format!("location: {location}"));
        vec![respond(200, &manifest.to_string()), moved]
    });
    let text = link(&web.url("/m"), "");
    let out = sandbox.arg("got");
    let nobody = ["link", "fetch", &text, "--recipient", "Me", "--out", &out];
    let refused = sandbox.run(&nobody);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("nobody said yes"), "{}", refused.err);
    assert_eq!(web.asked().len(), 0);
    let half = fetch(&sandbox, &text, &web, &[]);
    assert!(
        half.err.contains(&elsewhere.address.to_string()),
        "{}",
        half.err
    );
    let redirected = fetch(&sandbox, &link(&web.url("/m"), "U"), &web, &[]);
    assert!(
        redirected.err.contains("answers with 302"),
        "{}",
        redirected.err
    );
    assert_eq!(elsewhere.asked().len(), 0);
    assert!(!sandbox.path("got").exists(), "nothing is written");
}

#[test]
fn what_goes_wrong_is_told() {
    let sandbox = Sandbox::empty();
    let web = Web::new(|_| {
        let busy = with_header(&respond(429, ""), "retry-after: 30");
        vec![
            respond(404, ""),
            busy,
            respond(200, "{}"),
            respond(200, &sealed(FHIR, ContentType::Fhir).replace('.', "")),
        ]
    });
    let text = link(&web.url("/m"), "");
    for expected in ["nothing behind the link", "again in 30 seconds", "no-files"] {
        let refused = fetch(&sandbox, &text, &web, &[]);
        assert!(refused.err.contains(expected), "{}", refused.err);
    }
    let refused = fetch(&sandbox, &link(&web.url("/m"), "U"), &web, &[]);
    assert!(refused.err.contains("jwe.parts"), "{}", refused.err);
    let unknown = sandbox.write("page.html", "<p>");
    let make = [
        "link",
        "make",
        &unknown,
        "--url",
        "https://x.example",
        "--out",
        "www",
    ];
    let refused = sandbox.run(&make);
    assert!(refused.err.contains("neither"), "{}", refused.err);
    let file = sandbox.write("bundle.json", FHIR);
    let plain = [
        "link",
        "make",
        &file,
        "--url",
        "http://x.example",
        "--out",
        "www",
    ];
    let refused = sandbox.run(&plain);
    assert!(refused.err.contains("shlink.departs"), "{}", refused.err);
    assert!(!sandbox.path("www").exists());
}
