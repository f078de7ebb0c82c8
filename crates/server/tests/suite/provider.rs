//! An OpenID provider in this process, which lies on demand.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256,
};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

pub(crate) const CLIENT: &str = "cleanbill";
pub(crate) const SECRET: &str = "a secret of the client";

/// With what a token is signed.
pub(crate) enum Key {
    Ecdsa(EcdsaKeyPair),
    Rsa(RsaKeyPair),
}

impl Key {
    pub(crate) fn ecdsa() -> Self {
        Self::Ecdsa(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap())
    }

    pub(crate) fn rsa() -> Self {
        Self::Rsa(RsaKeyPair::generate(KeySize::Rsa2048).unwrap())
    }

    fn jwk(&self, kid: &str) -> Value {
        match self {
            Self::Ecdsa(key) => {
                let point = key.public_key().as_ref();
                json!({"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": kid,
                    "x": b64(&point[1..33]), "y": b64(&point[33..])})
            }
            Self::Rsa(key) => {
                // RSAPublicKey (RFC 8017, A.1.1) ends with the modulus, and 65537 as five bytes.
                let public = key.public_key().as_ref();
                let (rest, exponent) = public.split_at(public.len() - 3);
                assert_eq!(exponent, [1, 0, 1]);
                let modulus = &rest[rest.len() - 2 - 256..rest.len() - 2];
                json!({"kty": "RSA", "use": "sig", "alg": "RS256", "kid": kid,
                    "n": b64(modulus), "e": b64(exponent)})
            }
        }
    }

    fn sign(&self, text: &[u8]) -> (&'static str, Vec<u8>) {
        let random = SystemRandom::new();
        match self {
            Self::Ecdsa(key) => ("ES256", key.sign(&random, text).unwrap().as_ref().to_vec()),
            Self::Rsa(key) => {
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &random, text, &mut signature)
                    .unwrap();
                ("RS256", signature)
            }
        }
    }
}

pub(crate) fn b64(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What is wrong about the next tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Lie {
    None,
    Issuer,
    Audience,
    TwoAudiences,
    NoAlgorithm,
    /// HS256 with the public key, and with the client's secret, as the key.
    PublicKeyAsSecret,
    ClientSecret,
    Expired,
    Old,
    FromTheFuture,
    Nonce,
    NoNonce,
    ForeignKey,
    NoSubject,
    NoToken,
}

struct Granted {
    nonce: String,
    challenge: String,
    subject: String,
}

pub(crate) struct Inner {
    pub(crate) issuer: String,
    pub(crate) now: i64,
    pub(crate) keys: Vec<(String, Key)>,
    pub(crate) lie: Lie,
    /// Answers with this status to everything.
    pub(crate) broken: Option<StatusCode>,
    /// Sends the server elsewhere.
    pub(crate) redirects: bool,
    /// How often its keys were asked for.
    pub(crate) keys_asked: usize,
    granted: HashMap<String, Granted>,
}

#[derive(Clone)]
pub(crate) struct Provider(Arc<Mutex<Inner>>);

impl Provider {
    /// Listens on a free port.
    pub(crate) async fn start(now: i64, key: Key) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let provider = Self(Arc::new(Mutex::new(Inner {
            issuer,
            now,
            keys: vec![("k1".to_owned(), key)],
            lie: Lie::None,
            broken: None,
            redirects: false,
            keys_asked: 0,
            granted: HashMap::new(),
        })));
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(describe))
            .route("/jwks", get(keys))
            .route("/token", post(token))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }

    pub(crate) fn change(&self, change: impl FnOnce(&mut Inner)) {
        change(&mut self.0.lock().unwrap());
    }

    pub(crate) fn issuer(&self) -> String {
        self.0.lock().unwrap().issuer.clone()
    }

    pub(crate) fn keys_asked(&self) -> usize {
        self.0.lock().unwrap().keys_asked
    }

    /// Somebody signs in on the provider's page: what the browser comes back with.
    pub(crate) fn sign_in(&self, location: &str, subject: &str) -> (String, String) {
        let (_, query) = location.split_once('?').unwrap();
        let query: HashMap<&str, String> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name, value.replace("%3A", ":").replace("%2F", "/")))
            .collect();
        assert_eq!(query["response_type"], "code");
        assert_eq!(query["code_challenge_method"], "S256");
        assert_eq!(query["client_id"], CLIENT);
        assert_eq!(query["redirect_uri"], "http://localhost:8080/back");
        let mut inner = self.0.lock().unwrap();
        let code = format!("code-{}", inner.granted.len());
        let granted = Granted {
            nonce: query["nonce"].clone(),
            challenge: query["code_challenge"].clone(),
            subject: subject.to_owned(),
        };
        inner.granted.insert(code.clone(), granted);
        (code, query["state"].clone())
    }
}

fn trouble(inner: &Inner) -> Option<Response> {
    if inner.redirects {
        return Some(Redirect::temporary("http://127.0.0.1:1/").into_response());
    }
    inner.broken.map(IntoResponse::into_response)
}

async fn describe(State(provider): State<Provider>) -> Response {
    let inner = provider.0.lock().unwrap();
    if let Some(trouble) = trouble(&inner) {
        return trouble;
    }
    let issuer = &inner.issuer;
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        // What a provider allows is not what this service allows.
        "id_token_signing_alg_values_supported": ["ES256", "RS256", "HS256", "none"],
    }))
    .into_response()
}

async fn keys(State(provider): State<Provider>) -> Response {
    let mut inner = provider.0.lock().unwrap();
    inner.keys_asked += 1;
    let keys: Vec<Value> = inner.keys.iter().map(|(kid, key)| key.jwk(kid)).collect();
    Json(json!({"keys": keys})).into_response()
}

async fn token(State(provider): State<Provider>, headers: HeaderMap, body: String) -> Response {
    let mut inner = provider.0.lock().unwrap();
    if let Some(trouble) = trouble(&inner) {
        return trouble;
    }
    let refused =
        |error: &str| (StatusCode::BAD_REQUEST, Json(json!({"error": error}))).into_response();
    let basic = format!("{CLIENT}:{}", SECRET.replace(' ', "+"));
    let basic = format!("Basic {}", STANDARD.encode(basic));
    if headers[header::AUTHORIZATION] != basic.as_str() {
        return refused("invalid_client");
    }
    let form: HashMap<&str, &str> = body
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .collect();
    // A code is good once.
    let Some(granted) = form
        .get("code")
        .and_then(|code| inner.granted.remove(*code))
    else {
        return refused("invalid_grant");
    };
    let verifier = form.get("code_verifier").copied().unwrap_or_default();
    if b64(digest(&SHA256, verifier.as_bytes()).as_ref()) != granted.challenge {
        return refused("invalid_grant");
    }
    let token = mint(&inner, &granted);
    let mut answer = json!({"access_token": "opaque", "token_type": "Bearer"});
    if inner.lie != Lie::NoToken {
        answer["id_token"] = token.into();
    }
    Json(answer).into_response()
}

fn mint(inner: &Inner, granted: &Granted) -> String {
    let lie = inner.lie;
    let mut claims = json!({
        "iss": inner.issuer, "aud": CLIENT, "sub": granted.subject, "nonce": granted.nonce,
        "iat": inner.now, "exp": inner.now + 300, "email": "head@example.org",
        "staff_number": 4711,
    });
    match lie {
        Lie::Issuer => claims["iss"] = "https://evil.example".into(),
        Lie::Audience => claims["aud"] = "another".into(),
        Lie::TwoAudiences => claims["aud"] = json!([CLIENT, "another"]),
        Lie::Expired => claims["exp"] = (inner.now - 1).into(),
        Lie::Old => claims["iat"] = (inner.now - 3_600).into(),
        Lie::FromTheFuture => claims["iat"] = (inner.now + 3_600).into(),
        Lie::Nonce => claims["nonce"] = b64(&[1; 32]).into(),
        Lie::NoNonce => drop(claims.as_object_mut().unwrap().remove("nonce")),
        Lie::NoSubject => drop(claims.as_object_mut().unwrap().remove("sub")),
        _ => {}
    }
    let (kid, key) = inner.keys.last().unwrap();
    let foreign = Key::ecdsa();
    let key = if lie == Lie::ForeignKey {
        &foreign
    } else {
        key
    };
    let (algorithm, _) = key.sign(b"");
    let algorithm = match lie {
        Lie::NoAlgorithm => "none",
        Lie::PublicKeyAsSecret | Lie::ClientSecret => "HS256",
        _ => algorithm,
    };
    let mut header = json!({"alg": algorithm, "kid": kid, "typ": "JWT"});
    if matches!(
        lie,
        Lie::ClientSecret | Lie::PublicKeyAsSecret | Lie::NoAlgorithm
    ) {
        header.as_object_mut().unwrap().remove("kid");
    }
    let text = format!(
        "{}.{}",
        b64(header.to_string().as_bytes()),
        b64(claims.to_string().as_bytes())
    );
    let mac = |secret: &[u8]| {
        let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, secret);
        aws_lc_rs::hmac::sign(&key, text.as_bytes())
            .as_ref()
            .to_vec()
    };
    let signature = match lie {
        Lie::NoAlgorithm => Vec::new(),
        Lie::ClientSecret => mac(SECRET.as_bytes()),
        Lie::PublicKeyAsSecret => mac(key.jwk(kid).to_string().as_bytes()),
        _ => key.sign(text.as_bytes()).1,
    };
    format!("{text}.{}", b64(&signature))
}
