//! An authority with two heads and a clinic, founded over HTTP with passkeys in software.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_signer::{KeyType, SoftwareKey};
use cleanbill_webauthn::soft::SoftAuthenticator;
use serde_json::{Value, json};

use crate::http::{Answer, Ask};
use crate::process::{Service, until};

const RP: &str = "localhost";
const ORIGIN: &str = "http://localhost:8080";

/// Somebody with a passkey, signed in.
pub(crate) struct Officer {
    passkey: Mutex<SoftAuthenticator<'static>>,
    pub(crate) token: String,
}

fn challenge(options: &Value) -> [u8; 32] {
    let text = options["challenge"].as_str().unwrap();
    URL_SAFE_NO_PAD.decode(text).unwrap().try_into().unwrap()
}

impl Officer {
    fn new(name: &str) -> Self {
        let key = Box::leak(Box::new(SoftwareKey::generate(KeyType::P256).unwrap()));
        Self {
            passkey: Mutex::new(SoftAuthenticator::new(key, name.as_bytes()).unwrap()),
            token: String::new(),
        }
    }

    fn register(&self, options: &Value) -> Value {
        let mut passkey = self.passkey.lock().unwrap();
        passkey.register(RP, ORIGIN, &challenge(options)).to_json()
    }

    fn sign(&self, options: &Value) -> Value {
        let mut passkey = self.passkey.lock().unwrap();
        let assertion = passkey.assert(RP, ORIGIN, &challenge(options));
        assertion.unwrap().to_json()
    }

    /// An appointment begins to count in the second after it was signed.
    pub(crate) fn sign_in(&mut self, service: &Service) {
        self.token = until("signed in", || {
            let begun = service.ask(&Ask::post("/api/v1/sign-in/begin", json!({})));
            let begun = begun.succeeded();
            let finish = json!({
                "ceremony": begun["ceremony"],
                "credential": self.sign(&begun["options"]),
                "bearer": true,
            });
            let answer = service.ask(&Ask::post("/api/v1/sign-in/finish", finish));
            Some(answer.json()["token"].as_str()?.to_owned())
        });
    }

    pub(crate) fn ask(&self, service: &Service, path: &str, body: Value) -> Answer {
        service.ask(&Ask::post(path, body).by(&self.token).with_key("k1"))
    }

    fn good(&self, service: &Service, path: &str, body: Value) -> Value {
        self.ask(service, path, body).succeeded()
    }

    pub(crate) fn propose(&self, service: &Service, proposal: Value) -> Value {
        let signed = self.sign_proposal(service, proposal);
        self.good(service, "/api/v1/acts", signed)
    }

    /// A proposal as it is sent.
    pub(crate) fn sign_proposal(&self, service: &Service, proposal: Value) -> Value {
        let prepared = self.good(service, "/api/v1/acts/prepare", proposal.clone());
        json!({
            "proposal": proposal,
            "at": prepared["at"],
            "credential": self.sign(&prepared["options"]),
        })
    }

    /// Signs an act that somebody else proposed; as the service answers.
    pub(crate) fn approve(&self, service: &Service, act: &Value) -> Answer {
        let signed = self.sign_act(service, act);
        self.ask(service, &path_of(act, "approve"), signed)
    }

    /// The signature under an act, as it is sent.
    pub(crate) fn sign_act(&self, service: &Service, act: &Value) -> Value {
        let options = self.good(service, &path_of(act, "challenge"), json!({}));
        json!({"credential": self.sign(&options)})
    }
}

/// Where something is done with an act.
pub(crate) fn path_of(act: &Value, what: &str) -> String {
    format!("/api/v1/acts/{}/{what}", act["act"].as_str().unwrap())
}

/// Who works in an authority.
pub(crate) struct Staff {
    pub(crate) heads: [Officer; 2],
    /// Issues passes.
    pub(crate) clinic: Officer,
}

impl Staff {
    /// Founds the authority of a service that nobody works in yet.
    pub(crate) fn found(service: &Service) -> Self {
        let open = |path: &str, body: Value| service.ask(&Ask::post(path, body)).succeeded();
        let options = "/api/v1/registration/options";
        let first = service.link.clone().expect("a first link");
        let mut heads = [Officer::new("one"), Officer::new("two")];
        let office = |name: &str, kind: &str| json!({"name": name, "region": "XX", "kind": kind});
        let offices = [
            office("North", "authority"),
            office("South", "authority"),
            office("Clinic", "clinic"),
        ];
        let creation = open(options, json!({"token": first}));
        let credential = heads[0].register(&creation);
        let founding = json!({"token": first, "offices": offices, "credential": credential});
        let second = open("/api/v1/founding", founding)["token"].clone();
        let link = json!({"token": second});
        let credential = heads[1].register(&open(options, link.clone()));
        let join = json!({"token": second, "credential": credential});
        open("/api/v1/founding/join", join);
        open("/api/v1/founding/act", link);
        for (number, head) in [(1, &heads[0]), (2, &heads[1])] {
            let who = json!({"token": second, "officer": number});
            let credential = head.sign(&open("/api/v1/founding/options", who));
            let sign = json!({"token": second, "officer": number, "credential": credential});
            open("/api/v1/founding/sign", sign);
        }
        for head in &mut heads {
            head.sign_in(service);
        }
        let clinic = appoint(service, &heads, "Clinic", "clinic");
        Self { heads, clinic }
    }

    /// Everybody signs in anew.
    pub(crate) fn sign_in(&mut self, service: &Service) {
        for officer in self.heads.iter_mut().chain([&mut self.clinic]) {
            officer.sign_in(service);
        }
    }

    /// Both heads sign an act.
    pub(crate) fn act(&self, service: &Service, proposal: Value) -> Value {
        let act = self.heads[0].propose(service, proposal);
        self.heads[1].approve(service, &act).succeeded()
    }
}

fn appoint(service: &Service, heads: &[Officer; 2], office: &str, role: &str) -> Officer {
    let mut officer = Officer::new(role);
    let invited = json!({"office": office, "role": role});
    let link = heads[0].good(service, "/api/v1/invitations", invited);
    let open = |path: &str, body: Value| service.ask(&Ask::post(path, body)).succeeded();
    let creation = open("/api/v1/registration/options", link.clone());
    let credential = officer.register(&creation);
    let registering = json!({"token": link["token"], "credential": credential});
    let registered = open("/api/v1/registration", registering);
    let proposal = json!({"kind": "appoint", "key": registered["fingerprint"]});
    let act = heads[0].propose(service, proposal);
    assert_eq!(
        heads[1].approve(service, &act).succeeded()["state"],
        "effective"
    );
    officer.sign_in(service);
    officer
}

/// A number as a name has it.
fn letters(number: u32) -> String {
    let digits = number.to_string().into_bytes();
    let letter = |digit: u8| char::from(digit - b'0' + b'a');
    digits.into_iter().map(letter).collect()
}

/// A request for a pass, with the key by which it is known again.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) key: String,
    body: Value,
}

impl Request {
    /// For a person whom nobody asked for before.
    pub(crate) fn new() -> Self {
        static ASKED: AtomicU32 = AtomicU32::new(0);
        let number = ASKED.fetch_add(1, Ordering::Relaxed);
        Self {
            key: format!("request-{number}"),
            body: json!({
                "name": {"surname": format!("Musterperson{}", letters(number)), "forename": "Anna"},
                "birth_date": "1980-01-02",
                "vaccination": {
                    "vaccine": "1119349007", "product": "EU/1/20/1528",
                    "manufacturer": "ORG-100030215", "dose": 2, "doses": 2, "date": "2021-06-11",
                },
            }),
        }
    }

    /// Asks for it.
    pub(crate) fn send(&self, service: &Service, by: &str) -> std::io::Result<Answer> {
        self.send_to(service.address, by)
    }

    pub(crate) fn send_to(
        &self,
        address: std::net::SocketAddr,
        by: &str,
    ) -> std::io::Result<Answer> {
        let ask = Ask::post("/api/v1/passes", self.body.clone());
        ask.by(by).with_key(&self.key).send(address)
    }

    /// Asks for it, and gets it.
    pub(crate) fn issue(&self, service: &Service, by: &Officer) -> Issued {
        let answer = self.send(service, &by.token).unwrap();
        Issued::of(self, &answer).unwrap_or_else(|| panic!("{answer:?}: {}", service.log()))
    }
}

/// A pass that was acknowledged.
#[derive(Clone, Debug)]
pub(crate) struct Issued {
    pub(crate) request: Request,
    pub(crate) answer: Value,
}

impl Issued {
    pub(crate) fn of(request: &Request, answer: &Answer) -> Option<Self> {
        (answer.status == 200).then(|| Self {
            request: request.clone(),
            answer: answer.json(),
        })
    }

    /// The text that is drawn as a code.
    pub(crate) fn text(&self) -> &str {
        self.answer["text"].as_str().unwrap()
    }

    pub(crate) fn holder(&self) -> &str {
        self.answer["holder"].as_str().unwrap()
    }

    /// It is still there: the same request gives the same pass again.
    pub(crate) fn is_there(&self, service: &Service, by: &Officer) {
        let again = self.request.issue(service, by).answer;
        assert_eq!(again["repeated"], true, "{}", self.request.key);
        for part in [
            "pass",
            "holder",
            "act",
            "text",
            "receipt",
            "collection_code",
        ] {
            assert_eq!(again[part], self.answer[part], "{part}");
        }
    }
}

/// Issues passes for new people, as fast as it goes, from several threads, until `stop` says so of
/// what was acknowledged so far. Gives what was acknowledged, and what was asked for and was not.
pub(crate) fn issue_under_load(
    address: std::net::SocketAddr,
    by: &str,
    stop: impl Fn(&[Issued], &[Request]) -> bool + Sync,
) -> (Vec<Issued>, Vec<Request>) {
    let done = Mutex::new((Vec::new(), Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                loop {
                    let request = Request::new();
                    let answer = request.send_to(address, by);
                    let mut done = done.lock().unwrap();
                    match answer.ok().and_then(|answer| Issued::of(&request, &answer)) {
                        Some(issued) => done.0.push(issued),
                        None => done.1.push(request),
                    }
                    if stop(&done.0, &done.1) {
                        return;
                    }
                }
            });
        }
    });
    done.into_inner().unwrap()
}
