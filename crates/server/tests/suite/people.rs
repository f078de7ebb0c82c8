//! Officers with passkeys in software, appointed as acts appoint them.

use std::sync::atomic::Ordering;

use axum::body::Body;
use axum::http::Method;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_signer::{KeyType, SoftwareKey};
use cleanbill_webauthn::soft::SoftAuthenticator;
use serde_json::{Value, json};

use crate::support::{Answer, Stage, request};

const RP: &str = "localhost";
const ORIGIN: &str = "http://localhost:8080";

/// Somebody with a passkey.
pub(crate) struct Officer {
    passkey: SoftAuthenticator<'static>,
    pub(crate) token: String,
}

fn challenge(options: &Value) -> [u8; 32] {
    let text = options["challenge"].as_str().unwrap();
    URL_SAFE_NO_PAD.decode(text).unwrap().try_into().unwrap()
}

impl Officer {
    pub(crate) fn new(name: &str) -> Self {
        let key = Box::leak(Box::new(SoftwareKey::generate(KeyType::P256).unwrap()));
        Self {
            passkey: SoftAuthenticator::new(key, name.as_bytes()).unwrap(),
            token: String::new(),
        }
    }

    pub(crate) fn register(&mut self, options: &Value) -> Value {
        self.passkey
            .register(RP, ORIGIN, &challenge(options))
            .to_json()
    }

    pub(crate) fn sign(&mut self, options: &Value) -> Value {
        let assertion = self.passkey.assert(RP, ORIGIN, &challenge(options));
        assertion.unwrap().to_json()
    }

    /// What the authenticator will say the next time.
    pub(crate) fn sign_count(&self) -> u32 {
        self.passkey.sign_count
    }

    pub(crate) fn set_sign_count(&mut self, count: u32) {
        self.passkey.sign_count = count;
    }

    pub(crate) async fn sign_in(&mut self, stage: &Stage) {
        let answer = self.try_sign_in(stage).await;
        self.token = answer.json()["token"]
            .as_str()
            .expect(&answer.text)
            .to_owned();
    }

    pub(crate) async fn try_sign_in(&mut self, stage: &Stage) -> Answer {
        let begun = stage
            .post("/api/v1/sign-in/begin", None, json!({}))
            .await
            .json();
        let credential = self.sign(&begun["options"]);
        let finish = json!({
            "ceremony": begun["ceremony"], "credential": credential, "bearer": true,
        });
        stage.post("/api/v1/sign-in/finish", None, finish).await
    }
}

/// A machine of the clinic, and the head who gives it keys.
pub(crate) struct Machine {
    head: Officer,
    number: i64,
}

impl Machine {
    /// A new key, bound to a certificate (SHA-256, hexadecimal) or not.
    pub(crate) async fn key(&self, stage: &Stage, certificate: Option<&str>) -> String {
        let asked = json!({"officer": self.number, "days": 1, "certificate": certificate});
        let given = stage
            .good("/api/v1/api-keys", Some(&self.head.token), asked)
            .await;
        given["key"].as_str().unwrap().to_owned()
    }
}

impl Stage {
    pub(crate) async fn machine(&self, heads: &mut [Officer; 2]) -> Machine {
        let head = self.appoint(heads, "Clinic", "office-head").await;
        let machine = self.appoint(heads, "Clinic", "machine").await;
        let me = self.good_get("/api/v1/me", &machine.token).await;
        Machine {
            head,
            number: me["officer"].as_i64().unwrap(),
        }
    }

    pub(crate) async fn post(&self, path: &str, token: Option<&str>, body: Value) -> Answer {
        let mut asked = request(Method::POST, path, Body::from(body.to_string()));
        let headers = asked.headers_mut();
        headers.insert("content-type", "application/json".parse().unwrap());
        headers.insert("idempotency-key", "k1".parse().unwrap());
        if let Some(token) = token {
            let bearer = format!("Bearer {token}").parse().unwrap();
            headers.insert("authorization", bearer);
        }
        self.ask(asked).await
    }

    pub(crate) async fn good(&self, path: &str, token: Option<&str>, body: Value) -> Value {
        let answer = self.post(path, token, body).await;
        assert!(answer.status.is_success(), "{path}: {}", answer.text);
        serde_json::from_str(&answer.text).unwrap_or_default()
    }

    /// A holder's own record.
    pub(crate) async fn own(&self, token: &str) -> Value {
        self.good_get("/api/v1/own", token).await
    }

    pub(crate) async fn good_get(&self, path: &str, token: &str) -> Value {
        let mut asked = request(Method::GET, path, Body::empty());
        let bearer = format!("Bearer {token}").parse().unwrap();
        asked.headers_mut().insert("authorization", bearer);
        self.ask(asked).await.json()
    }

    pub(crate) fn later(&self, secs: i64) {
        self.hands.now.fetch_add(secs, Ordering::Relaxed);
        // The machine's own time passes as well.
        let millis = u64::try_from(secs).unwrap() * 1_000;
        self.hands.millis.fetch_add(millis, Ordering::Relaxed);
    }

    /// Founds the authority: two heads of two offices, signed in.
    pub(crate) async fn found(&self) -> [Officer; 2] {
        let now = self.hands.now.load(Ordering::Relaxed);
        let first = self.authority.begin_founding(now).await.unwrap().to_text();
        let mut heads = [Officer::new("head one"), Officer::new("head two")];
        let [one, two] = &mut heads;
        let ask = |token: &str| json!({"token": token});
        let options = "/api/v1/registration/options";
        let creation = self.good(options, None, ask(&first)).await;
        let office = |name: &str, kind: &str| json!({"name": name, "region": "XX", "kind": kind});
        let founding = json!({
            "token": first,
            "offices": [
                office("North", "authority"), office("South", "authority"),
                office("Clinic", "clinic"), office("Desk", "desk"),
                office("Review", "review"), office("Audit", "audit"),
            ],
            "credential": one.register(&creation),
        });
        let next = self.good("/api/v1/founding", None, founding).await;
        let second = next["token"].as_str().unwrap().to_owned();
        let creation = self.good(options, None, ask(&second)).await;
        let join = json!({"token": second, "credential": two.register(&creation)});
        self.good("/api/v1/founding/join", None, join).await;
        let act = self.good("/api/v1/founding/act", None, ask(&second)).await;
        assert_eq!(act["founders"].as_array().unwrap().len(), 2);
        for (number, head) in [(1, &mut *one), (2, &mut *two)] {
            let who = json!({"token": second, "officer": number});
            let asked = self.good("/api/v1/founding/options", None, who).await;
            let sign = json!({
                "token": second, "officer": number, "credential": head.sign(&asked),
            });
            let signed = self.good("/api/v1/founding/sign", None, sign).await;
            assert_eq!(signed["founded"], number == 2);
        }
        self.later(10);
        for head in &mut heads {
            head.sign_in(self).await;
        }
        heads
    }

    /// Appoints somebody, by both heads.
    pub(crate) async fn appoint(
        &self,
        heads: &mut [Officer; 2],
        office: &str,
        role: &str,
    ) -> Officer {
        let [one, two] = heads;
        // One of each moment: two may have one role.
        let now = self.hands.now.load(Ordering::Relaxed);
        let mut officer = Officer::new(&format!("{role} of {now}"));
        let invited = json!({"office": office, "role": role});
        let link = self
            .good("/api/v1/invitations", Some(&one.token), invited)
            .await;
        let creation = self
            .good("/api/v1/registration/options", None, link.clone())
            .await;
        let registering = json!({
            "token": link["token"], "credential": officer.register(&creation),
        });
        let registered = self.good("/api/v1/registration", None, registering).await;
        let proposal = json!({"kind": "appoint", "key": registered["fingerprint"]});
        let act = self.propose(one, proposal).await;
        let path = format!("/api/v1/acts/{}", act["act"].as_str().unwrap());
        let asked = format!("{path}/challenge");
        let options = self.good(&asked, Some(&two.token), json!({})).await;
        let approving = json!({"credential": two.sign(&options)});
        let approve = format!("{path}/approve");
        let act = self.good(&approve, Some(&two.token), approving).await;
        assert_eq!(act["state"], "effective");
        self.later(10);
        officer.sign_in(self).await;
        officer
    }

    pub(crate) async fn propose(&self, officer: &mut Officer, proposal: Value) -> Value {
        let prepare = "/api/v1/acts/prepare";
        let prepared = self
            .good(prepare, Some(&officer.token), proposal.clone())
            .await;
        let proposed = json!({
            "proposal": proposal,
            "at": prepared["at"],
            "credential": officer.sign(&prepared["options"]),
        });
        self.good("/api/v1/acts", Some(&officer.token), proposed)
            .await
    }
}
