//! A voucher is exchanged and a signature given in through a relay: it sees who asks and not what,
//! and the authority what is asked and not who.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::process::{Place, until};

const DAY_SECS: i64 = 86_400;

#[expect(
    clippy::disallowed_methods,
    reason = "the command reads the clock of this machine too"
)]
fn date(days: i64) -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let now = i64::try_from(since.as_secs()).unwrap() + days * DAY_SECS;
    jiff::Timestamp::from_second(now).unwrap().to_string()[..10].to_owned()
}

/// A relay: passes bodies on under its own name, and writes down all that it sees.
pub(crate) struct Relay {
    pub(crate) address: SocketAddr,
    pub(crate) seen: Arc<Mutex<Vec<u8>>>,
    sent: Arc<Mutex<Vec<u8>>>,
}

impl Relay {
    pub(crate) fn to(gateway: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (seen, sent) = <(Arc<Mutex<Vec<u8>>>, Arc<Mutex<Vec<u8>>>)>::default();
        let (seeing, sending) = (seen.clone(), sent.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let (head, body) = read(&mut stream);
                seeing
                    .lock()
                    .unwrap()
                    .extend([head.as_bytes(), &body].concat());
                let request = passed_on(&head, &body);
                sending.lock().unwrap().extend(&request);
                let mut asked = TcpStream::connect(gateway).unwrap();
                asked.write_all(&request).unwrap();
                let mut answer = Vec::new();
                asked.read_to_end(&mut answer).unwrap();
                seeing.lock().unwrap().extend(&answer);
                stream.write_all(&answer).unwrap();
            }
        });
        Self {
            address,
            seen,
            sent,
        }
    }
}

/// A request's head and body.
fn read(stream: &mut TcpStream) -> (String, Vec<u8>) {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).unwrap();
        bytes.push(byte[0]);
    }
    let head = String::from_utf8(bytes).unwrap().to_lowercase();
    let length = head.split("content-length: ").nth(1);
    let length = length.map_or(0, |rest| rest.lines().next().unwrap().parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    (head, body)
}

/// What the gateway gets: of the head nothing but the method.
fn passed_on(head: &str, body: &[u8]) -> Vec<u8> {
    let (method, kind) = match head.starts_with("post") {
        true => ("POST", "content-type: message/ohttp-req\r\n"),
        false => ("GET", ""),
    };
    let length = body.len();
    let head = format!(
        "{method} /.well-known/ohttp-gateway HTTP/1.1\r\nhost: gateway\r\nconnection: close\r\n\
         {kind}content-length: {length}\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

pub(crate) fn holds(bytes: &[u8], word: &str) -> bool {
    let word = word.as_bytes();
    bytes.windows(word.len()).any(|window| window == word)
}

/// An authority with one petition in its ledger; the petition's name and a voucher.
fn petitioned() -> (Place, String, String) {
    let place = Place::new();
    place.run(&["ledger", "init", "--origin", "ledger.example/xx", "--demo"]);
    fs::write(place.path("text"), "Open the schools\n").unwrap();
    let (text, opens, closes) = (place.text("text"), date(0), date(30));
    let open = [
        "petition", "open", &text, "--epoch", "1", "--region", "XX-A",
    ];
    let days = ["--opens", &opens, "--closes", &closes];
    let told = place.run(&[&open[..], &days].concat());
    let name = told.lines().next().unwrap().to_owned();
    let out = place.text("vouchers");
    let make = ["petition", "vouchers", "--epoch", "1", "--region", "XX-A"];
    place.run(&[&make[..], &["--out", &out]].concat());
    let code = fs::read_to_string(out).unwrap().trim().to_owned();
    place.run(&["ledger", "run", "--once"]);
    (place, name, code)
}

/// What a device runs: in a folder of its own, without the authority's data.
fn on_device(device: &Place, place: &Place, relay: &Relay, arguments: &[&str]) -> (bool, String) {
    let public = place.data().join("public").display().to_string();
    let policy = place.data().join("ledger/policy").display().to_string();
    let address = format!("http://{}/", relay.address);
    let trusted = [
        "--ledger", &public, "--policy", &policy, "--relay", &address,
    ];
    let output = device
        .command()
        .args(arguments)
        .args(trusted)
        .output()
        .unwrap();
    let told = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(told).unwrap())
}

/// A device with a voucher, and how it exchanges that.
struct Holder {
    device: Place,
    exchanging: [String; 11],
}

impl Holder {
    fn of(code: &str) -> Self {
        let device = Place::empty();
        fs::write(device.path("voucher"), code).unwrap();
        let exchanging = [
            "petition",
            "exchange",
            &device.text("voucher"),
            "--ballot",
            &device.text("ballot"),
            "--out",
            &device.text("out"),
            "--epoch",
            "1",
            "--region",
            "XX-A",
        ];
        Self {
            exchanging: exchanging.map(str::to_owned),
            device,
        }
    }

    fn exchange(&self, place: &Place, relay: &Relay) -> (bool, String) {
        let words: Vec<&str> = self.exchanging.iter().map(String::as_str).collect();
        on_device(&self.device, place, relay, &words)
    }
}

/// How large a petition's modulus is, by the first digits of both primes in its key.
fn size_of(place: &Place, name: &str) -> u128 {
    let key = fs::read_to_string(key_of(place, name)).unwrap();
    let (one, other) = key.trim().split_at(key.trim().len() / 2);
    let first = |prime: &str| u128::from_str_radix(&prime[..16], 16).unwrap();
    first(one) * first(other)
}

fn key_of(place: &Place, name: &str) -> PathBuf {
    place.data().join(format!("petitions/{name}.key"))
}

#[test]
fn g12_a_relay_and_an_authority_know_half_each() {
    let (place, name, code) = petitioned();
    let service = place.serve(&[]);
    let relay = Relay::to(service.address);
    let holder = Holder::of(&code);
    for _ in 0..2 {
        let (is_good, told) = holder.exchange(&place, &relay);
        assert!(is_good, "{told}");
    }
    let out = holder.device.text("out");
    let sign = ["petition", "sign", &out, "--petition", &name];
    let (is_good, told) = on_device(&holder.device, &place, &relay, &sign);
    assert!(is_good, "{told}");

    let (seen, sent) = (relay.seen.lock().unwrap(), relay.sent.lock().unwrap());
    assert!(holds(&seen, "ohttp-gateway") || holds(&seen, "message/ohttp-res"));
    for word in [&code, &name, "/api/v1/petitions", "exchange", "voucher"] {
        assert!(!holds(&seen, word), "{word}");
    }
    // The authority gets a sealed body and the relay's own head: nothing that a device said.
    assert!(!holds(&sent, "user-agent") && !holds(&sent, &relay.address.to_string()));
    assert!(
        !service.log().contains("petitions/exchange"),
        "{}",
        service.log()
    );
    until("the exchange in the log, as what it was", || {
        let log = service.log();
        log.contains("/.well-known/ohttp-gateway").then_some(())
    });
    let mode = fs::metadata(place.data().join("oblivious/keys")).unwrap();
    let mode = std::os::unix::fs::PermissionsExt::mode(&mode.permissions());
    assert_eq!(mode & 0o777, 0o600);
    service.stop();
    let report = place.run(&["petition", "release", "--at", &date(31)]);
    assert!(report.contains("1 signatures"), "{report}");
}

/// The authority signs with another key than the ledger tells: whoever then showed the signature
/// would be known by it. The device takes the key from the ledger, and writes nothing.
#[test]
fn g12_an_authority_that_signs_with_a_key_of_ones_own_is_refused() {
    let mut two = [petitioned(), petitioned()];
    // A message for the smaller modulus fits the larger one: it is signed, whichever were drawn.
    two.sort_by_key(|(place, name, _)| size_of(place, name));
    let [(place, name, code), (other, elsewhere, _)] = two;
    fs::copy(key_of(&other, &elsewhere), key_of(&place, &name)).unwrap();
    let service = place.serve(&[]);
    let relay = Relay::to(service.address);
    let holder = Holder::of(&code);
    let (is_good, told) = holder.exchange(&place, &relay);
    assert!(!is_good, "{told}");
    assert!(told.contains("[petition.blind-signature]"), "{told}");
    assert!(!holder.device.path("out").exists());
    service.stop();
}

#[test]
fn what_the_authority_refuses_behind_a_relay_is_told_with_its_code() {
    let (place, _, _) = petitioned();
    let service = place.serve(&[]);
    let relay = Relay::to(service.address);
    let holder = Holder::of("0000000000000000000000000000");
    let (is_good, told) = holder.exchange(&place, &relay);
    assert!(
        !is_good && told.contains("[petition.voucher-unknown]"),
        "{told}"
    );
    service.stop();
    let (is_good, told) = holder.exchange(&place, &relay);
    assert!(!is_good && told.contains("the relay"), "{told}");
}
