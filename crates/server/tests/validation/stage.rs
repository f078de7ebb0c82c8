//! An airline, a wallet, and the service without a socket.

use std::io::Write;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, Once};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use cleanbill_authority::Entropy;
use cleanbill_cose::cbor::{Key, Value as Cbor, encode_deterministic};
use cleanbill_cose::{HCERT_CLAIM, sign1};
use cleanbill_crypto::{Signer, sha256};
use cleanbill_hcert::dcc::parse_json;
use cleanbill_precheck::wallet::{Provider as Seen, Ticket};
use cleanbill_precheck::{
    AccessToken, CallToken, CheckType, Conditions, EncryptionScheme, Expected, IdentityDocument,
    InitializeRequest, InitializeResponse, Invitation, KeyRole, Limits, PublicKeyJwk, ResultToken,
    ServiceEntry, ValidationRequest, seal_pass,
};
use cleanbill_server::{
    Clock, FILTER, Provider, ValidationLimits, ValidationParts, ValidationSettings, json_log,
    validation_service,
};
use cleanbill_signer::EncryptionKey;
use cleanbill_testkit::FixedKey;
use cleanbill_x509::{Profile, Subject as Named, Template, build_certificate};
use serde_json::{Value, json};
use tower::ServiceExt;
use zeroize::Zeroizing;

use crate::known::known;

/// 2021-11-22T12:00:00Z.
pub(crate) const NOW: i64 = 1_637_582_400;
pub(crate) const DAY: i64 = 86_400;
pub(crate) const URL: &str = "https://validation.example";
pub(crate) const AIRLINE: &str = "https://airline.example/identity";
pub(crate) const KID: [u8; 8] = *b"kid-kid-";
/// In every pass of these tests, and in nothing else.
pub(crate) const CANARY: &str = "URN:UVCI:01:XX:CANARY4711#B";

struct Counted(AtomicU64);

impl Entropy for Counted {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let count = self.0.fetch_add(1, Ordering::Relaxed);
            let hash = sha256(&count.to_be_bytes());
            chunk.copy_from_slice(&hash[..chunk.len()]);
        }
    }
}

/// Clocks that stand still until they are set.
pub(crate) struct Hands(AtomicI64);

impl Hands {
    pub(crate) fn go_on(&self, secs: i64) {
        self.0.fetch_add(secs, Ordering::Relaxed);
    }
}

impl Clock for Hands {
    fn now(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }

    fn elapsed(&self) -> Duration {
        Duration::from_secs((self.now() - NOW).unsigned_abs())
    }
}

/// What is logged, in memory.
#[derive(Clone, Default)]
pub(crate) struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A pass of Anna Müller, vaccinated twice, valid until then.
pub(crate) fn pass(signer: u32, expires_at: i64) -> String {
    let payload = format!(
        r#"{{"ver":"1.3.0","nam":{{"fn":"Müller","fnt":"MUELLER","gn":"Anna",
        "gnt":"ANNA"}},"dob":"1964-08-12","v":[{{"tg":"840539006","vp":"1119349007",
        "mp":"EU/1/20/1528","ma":"ORG-100030215","dn":2,"sd":2,"dt":"2021-06-01","co":"XX",
        "is":"Issuer","ci":"{CANARY}"}}]}}"#
    );
    let dcc = parse_json(payload.as_bytes(), &cleanbill_cose::Limits::default()).unwrap();
    let claims = Cbor::Map(vec![
        (Key::Int(1), Cbor::from("XX")),
        (Key::Int(4), Cbor::Int(expires_at)),
        (Key::Int(6), Cbor::Int(NOW - DAY)),
        (Key::Int(HCERT_CLAIM), Cbor::Map(vec![(Key::Int(1), dcc)])),
    ]);
    let key = FixedKey::new(signer);
    let message = sign1(&KID, &encode_deterministic(&claims), &key).unwrap();
    cleanbill_hcert::encode(&message).unwrap()
}

pub(crate) fn booking() -> Conditions {
    Conditions {
        surname: Some("MULLER".to_owned()),
        forename: Some("ANNA".to_owned()),
        birth_date: Some("1964-08-12".to_owned()),
        arrival_country: Some("YY".to_owned()),
        departure_country: Some("XX".to_owned()),
        categories: vec!["Standard".to_owned()],
        validation_clock: Some(NOW + DAY),
        valid_from: Some(NOW + DAY),
        valid_to: Some(NOW + 3 * DAY),
        ..Conditions::default()
    }
}

fn certificate(key: &FixedKey, name: &str) -> Vec<u8> {
    let template = Template {
        subject: Named {
            country: "XX",
            organization: None,
            common_name: name,
        },
        serial: &[7; 9],
        not_before: NOW - DAY,
        not_after: NOW + 300 * DAY,
        profile: Profile::Authority,
    };
    build_certificate(&template, key).unwrap()
}

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn code(&self) -> String {
        let value: Value = serde_json::from_str(&self.text).unwrap_or_default();
        value["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// A log for all threads, so that none decides for the others that nobody reads any.
static LOG: Once = Once::new();

/// The service and who asks it.
pub(crate) struct Stage {
    pub(crate) router: Router,
    pub(crate) hands: Arc<Hands>,
    /// Key of the airline, and its name.
    pub(crate) airline: FixedKey,
    pub(crate) airline_kid: String,
    pub(crate) airline_document: IdentityDocument,
    /// The wallet's one-time key.
    pub(crate) wallet: FixedKey,
    pub(crate) nonce: [u8; 16],
    /// Where the service listens, and who asks there; none to ask it without a socket.
    wire: Option<(reqwest::Client, String)>,
    /// Where the airline wants to be told.
    pub(crate) callback: Option<String>,
    jti: AtomicU64,
}

impl Stage {
    pub(crate) fn new() -> Self {
        Self::with(None, |_| {})
    }

    /// With a revoked pass, and other limits.
    pub(crate) fn with(
        revoked: Option<&'static str>,
        change: impl FnOnce(&mut ValidationLimits),
    ) -> Self {
        let (mut stage, parts, mut settings) = Self::parts(revoked);
        change(&mut settings.limits);
        stage.router = validation_service(parts, settings).unwrap();
        stage
    }

    /// The same, asked at an address by that client.
    pub(crate) fn over(mut self, client: reqwest::Client, address: String) -> Self {
        self.wire = Some((client, address));
        self
    }

    /// Who asks at an address, and where.
    pub(crate) fn address(&self) -> (&reqwest::Client, &str) {
        let (client, address) = self.wire.as_ref().unwrap();
        (client, address)
    }

    /// Who asks; and what a service is made of that knows them.
    pub(crate) fn parts(
        revoked: Option<&'static str>,
    ) -> (Self, ValidationParts, ValidationSettings) {
        LOG.call_once(|| {
            let log = json_log(std::io::sink, FILTER);
            tracing::subscriber::set_global_default(log).unwrap_or_default();
        });
        let hands = Arc::new(Hands(AtomicI64::new(NOW)));
        let service = FixedKey::new(20);
        let airline = FixedKey::new(30);
        let airline_certificate = certificate(&airline, "Airline");
        let jwk = PublicKeyJwk::of_certificate(&airline_certificate, "ES256", "sig");
        let airline_document = airline_document(&jwk);
        let keys = airline_document.keys(KeyRole::AccessTokenSign).unwrap();
        let provider = |issuer: &str| Provider {
            issuer: issuer.to_owned(),
            keys: keys.clone(),
            callback: Some("https://airline.example/callback".to_owned()),
        };
        let settings = ValidationSettings {
            listen: ([127, 0, 0, 1], 0).into(),
            url: URL.to_owned(),
            tls: None,
            plain_is_meant: false,
            trusted_proxies: Vec::new(),
            country: "XX".to_owned(),
            providers: vec![provider("https://rail.example/identity"), provider(AIRLINE)],
            limits: ValidationLimits::default(),
        };
        let parts = ValidationParts {
            clock: hands.clone(),
            entropy: Arc::new(Counted(AtomicU64::new(0))),
            certificate: certificate(&service, "Validation service"),
            signer: Arc::new(service),
            assessor: Arc::new(known(revoked)),
            authorities: Vec::new(),
        };
        let stage = Self {
            router: Router::new(),
            hands,
            airline_kid: jwk.kid,
            airline,
            airline_document,
            wallet: FixedKey::new(40),
            nonce: [5; 16],
            wire: None,
            callback: None,
            jti: AtomicU64::new(0),
        };
        (stage, parts, settings)
    }

    pub(crate) async fn ask(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        body: Option<Vec<u8>>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        self.send(request.body(body.unwrap_or_default()).unwrap())
            .await
    }

    /// Sends any request, and reads the answer to its end.
    pub(crate) async fn send(&self, request: Request<Vec<u8>>) -> Answer {
        if let Some((client, address)) = &self.wire {
            let (head, body) = request.into_parts();
            let request = client.request(head.method, format!("{address}{}", head.uri));
            let answer = request.headers(head.headers).body(body).send().await;
            let answer = answer.unwrap();
            return Answer {
                status: answer.status(),
                headers: answer.headers().clone(),
                text: answer.text().await.unwrap(),
            };
        }
        let answer = self.router.clone().oneshot(request.map(Body::from));
        let (head, body) = answer.await.unwrap().into_parts();
        let bytes = to_bytes(body, 1 << 20).await.unwrap();
        Answer {
            status: head.status,
            headers: head.headers,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    /// A token by which the airline calls a part of the service itself.
    pub(crate) fn call(&self, part: &str, subject: &str) -> String {
        let audience = format!("{URL}/{part}/{subject}");
        let expected = Expected {
            audience: &audience,
            subject,
            now: self.hands.now(),
            lifetime_max_secs: 600,
        };
        CallToken::sign(AIRLINE, &expected, &self.airline_kid, &self.airline).unwrap()
    }

    pub(crate) fn registration(&self) -> InitializeRequest {
        InitializeRequest {
            public_key: self.wallet.public_key().to_spki_der().to_vec(),
            key_type: "ES256".to_owned(),
            callback: self.callback.clone(),
            nonce: self.nonce,
        }
    }

    /// The airline registers a subject; where its pass goes.
    pub(crate) async fn initialize(&self, subject: &str) -> InitializeResponse {
        let token = self.call("initialize", subject);
        let body = self.registration().to_json();
        let path = format!("/initialize/{subject}");
        let answer = self.ask(Method::PUT, &path, Some(&token), Some(body)).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
        InitializeResponse::parse(answer.text.as_bytes(), &Limits::default()).unwrap()
    }

    /// What the airline asks about a subject.
    pub(crate) fn access(&self, subject: &str) -> AccessToken {
        let number = self.jti.fetch_add(1, Ordering::Relaxed);
        let now = self.hands.now();
        AccessToken {
            id: format!("jti-{number}"),
            issuer: AIRLINE.to_owned(),
            issued_at: Some(now),
            expires_at: now + 1_200,
            subject: subject.to_owned(),
            audiences: vec![format!("{URL}/validate/{subject}")],
            check: CheckType::Full,
            version: "1.0".to_owned(),
            conditions: booking(),
        }
    }

    pub(crate) fn sign(&self, token: &AccessToken) -> String {
        token.sign(&self.airline_kid, &self.airline).unwrap()
    }

    /// The service's own document.
    pub(crate) async fn document(&self) -> IdentityDocument {
        let answer = self.ask(Method::GET, "/identity", None, None).await;
        assert_eq!(answer.status, StatusCode::OK);
        IdentityDocument::parse(answer.text.as_bytes(), &Limits::default()).unwrap()
    }

    /// A pass as the wallet seals it for the service.
    pub(crate) async fn seal(&self, pass: &str) -> ValidationRequest {
        let scheme = EncryptionScheme::RsaOaepSha256AesGcm;
        let keys = self.document().await.encryption_keys(scheme).unwrap();
        let (kid, key) = &keys[0];
        let service = EncryptionKey::new(kid, key).unwrap();
        let content = Zeroizing::new(sha256(pass.as_bytes()));
        seal_pass(pass, &content, &self.nonce, &service, &self.wallet).unwrap()
    }

    /// The wallet's way with an access token: what it believes, what it sends, what it is told.
    pub(crate) async fn submit(&self, token: &AccessToken, pass: &str) -> ResultToken {
        let provider = Seen::read(&self.airline_document).unwrap();
        let service = provider.validation_services[0].clone();
        let text = self.sign(token);
        let asked = (&invitation(&token.subject), &service);
        let (now, limits) = (self.hands.now(), Limits::default());
        let ticket = Ticket::read(&text, self.nonce, &provider, asked, now, &limits).unwrap();
        let path = ticket.address().strip_prefix(URL).unwrap();
        let body = self.seal(pass).await.to_json();
        let answer = self
            .ask(Method::POST, path, Some(ticket.text()), Some(body))
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        assert_eq!(answer.headers["content-type"], "application/jwt");
        let keys = self.document().await.keys(KeyRole::ValidationSign).unwrap();
        ticket.answer(&answer.text, &keys, &limits).unwrap()
    }

    /// What the airline is told.
    pub(crate) async fn status(&self, subject: &str) -> Answer {
        let token = self.call("status", subject);
        let path = format!("/status/{subject}");
        self.ask(Method::GET, &path, Some(&token), None).await
    }
}

fn invitation(subject: &str) -> Invitation {
    Invitation {
        version: "1.0.0".to_owned(),
        service_identity: AIRLINE.to_owned(),
        privacy_url: None,
        token: "once".to_owned(),
        consent: "Look at my pass.".to_owned(),
        subject: subject.to_owned(),
        service_provider: "Airline".to_owned(),
    }
}

fn airline_document(jwk: &PublicKeyJwk) -> IdentityDocument {
    let shown = IdentityDocument::of_validation_service("x", jwk, &[]).to_json();
    let document = json!({
        "id": AIRLINE,
        "verificationMethod": [{"id": format!("{AIRLINE}#AccessTokenSignKey-1"),
            "type": "JsonWebKey2020", "controller": AIRLINE,
            "publicKeyJwk": shown["verificationMethod"][0]["publicKeyJwk"]}],
    });
    let document = document.to_string();
    let mut document = IdentityDocument::parse(document.as_bytes(), &Limits::default()).unwrap();
    let service = |kind: &str, endpoint: &str| ServiceEntry {
        id: format!("{AIRLINE}#{kind}"),
        kind: kind.to_owned(),
        endpoint: endpoint.to_owned(),
        name: kind.to_owned(),
    };
    document.services = vec![
        service("AccessTokenService", "https://airline.example/token"),
        service("ValidationService", URL),
    ];
    document
}
