//! Documents, tokens and messages: written, read back, and refused where they are not what they
//! should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use cleanbill_crypto::{PublicKey, Signer};
use cleanbill_jose::sign_jws;
use cleanbill_precheck::wallet::{Provider, Ticket, is_below, parse_nonce};
use cleanbill_precheck::{
    AcceptedKind, AccessToken, CallToken, CheckResult, CheckType, Conditions, Confirmation,
    EncryptionScheme, Expected, IdentityDocument, IdentityError, InitializeRequest,
    InitializeResponse, Invitation, KeyRole, Limits, MessageError, PublicKeyJwk, ResultItem,
    ResultKind, ResultToken, SignedToken, TokenError, TokenRequest, overall,
};
use cleanbill_testkit::FixedKey;
use cleanbill_x509::{Profile, Subject, Template, build_certificate};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// 2021-11-22T12:00:00Z.
const NOW: i64 = 1_637_582_400;
const SERVICE: &str = "https://validation.example";
const AUDIENCE: &str = "https://validation.example/validate/s-1";

fn certificate(key: &FixedKey) -> Vec<u8> {
    let template = Template {
        subject: Subject {
            country: "XA",
            organization: None,
            common_name: "Key of a test",
        },
        serial: &[7; 9],
        not_before: NOW,
        not_after: NOW + 86_400,
        profile: Profile::Authority,
    };
    build_certificate(&template, key).unwrap()
}

fn access_token() -> AccessToken {
    AccessToken {
        id: "token-1".to_owned(),
        issuer: "https://airline.example/identity".to_owned(),
        issued_at: Some(NOW),
        expires_at: NOW + 3_600,
        subject: "s-1".to_owned(),
        audiences: vec![AUDIENCE.to_owned()],
        check: CheckType::Full,
        version: "1.0".to_owned(),
        conditions: Conditions {
            surname: Some("BEISPIEL".to_owned()),
            forename: Some("ANNA".to_owned()),
            birth_date: Some("1964-08-12".to_owned()),
            arrival_country: Some("DE".to_owned()),
            kinds: vec![AcceptedKind::Vaccination, AcceptedKind::PcrTest],
            categories: vec!["Standard".to_owned()],
            validation_clock: Some(NOW + 86_400),
            valid_from: Some(NOW + 80_000),
            valid_to: Some(NOW + 200_000),
            ..Conditions::default()
        },
    }
}

fn expected() -> Expected<'static> {
    Expected {
        audience: AUDIENCE,
        subject: "s-1",
        now: NOW,
        lifetime_max_secs: 7_200,
    }
}

fn read(text: &str, key: &FixedKey) -> Result<AccessToken, TokenError> {
    let keys: [(&str, &PublicKey); 1] = [("k", key.public_key())];
    SignedToken::parse(text, &Limits::default())?.access(keys)
}

/// An access token whose claims were changed before it was signed.
fn changed(change: impl FnOnce(&mut Map<String, Value>)) -> Result<AccessToken, TokenError> {
    let key = FixedKey::new(1);
    let text = access_token().sign("k", &key).unwrap();
    let jws = cleanbill_jose::Jws::parse(&text, &cleanbill_jose::Limits::default()).unwrap();
    let mut claims: Map<String, Value> = serde_json::from_slice(jws.unverified_payload()).unwrap();
    change(&mut claims);
    let header = [("kid".to_owned(), "k".into())].into_iter().collect();
    let text = sign_jws(header, Value::Object(claims).to_string().as_bytes(), &key).unwrap();
    read(&text, &key)
}

#[test]
fn an_access_token_says_what_the_provider_signed() {
    let key = FixedKey::new(1);
    let text = access_token().sign("k", &key).unwrap();
    let token = read(&text, &key).unwrap();
    assert!(token == access_token());
    assert_eq!(token.check_for(&expected()), Ok(()));
    assert_eq!(read(&text, &FixedKey::new(2)), Err(TokenError::Signature));
    let other = access_token().sign("another", &key).unwrap();
    assert_eq!(read(&other, &key), Err(TokenError::UnknownKey));
}

#[test]
fn an_access_token_is_for_one_call_and_its_time() {
    let token = access_token();
    let refused = |expected: Expected<'_>| token.check_for(&expected).unwrap_err();
    let fine = expected();
    let audience = "https://validation.example/validate/s-2";
    assert_eq!(refused(Expected { audience, ..fine }), TokenError::Audience);
    let subject = "s-2";
    assert_eq!(refused(Expected { subject, ..fine }), TokenError::Subject);
    let now = NOW + 3_600;
    assert_eq!(refused(Expected { now, ..fine }), TokenError::Expired);
    let now = NOW - 61;
    assert_eq!(refused(Expected { now, ..fine }), TokenError::NotYetValid);
    let now = NOW - 60;
    assert_eq!(token.check_for(&Expected { now, ..fine }), Ok(()));
    let lifetime_max_secs = 3_599;
    let long = Expected {
        lifetime_max_secs,
        ..fine
    };
    let max_secs = lifetime_max_secs;
    assert_eq!(refused(long), TokenError::TooLong { max_secs });
}

#[test]
fn claims_are_what_they_should_be() {
    let claim = |claim| Err(TokenError::Claim { claim });
    type Change = fn(&mut Map<String, Value>);
    let cases: [(&str, Change); 14] = [
        ("jti", |claims| drop(claims.remove("jti"))),
        ("jti", |claims| drop(claims.insert("jti".into(), "".into()))),
        ("iss", |claims| drop(claims.remove("iss"))),
        ("sub", |claims| drop(claims.insert("sub".into(), 1.into()))),
        ("aud", |claims| drop(claims.remove("aud"))),
        ("aud", |claims| drop(claims.insert("aud".into(), json!([])))),
        ("exp", |claims| {
            drop(claims.insert("exp".into(), "1".into()))
        }),
        ("exp", |claims| {
            drop(claims.insert("exp".into(), 1.5.into()))
        }),
        ("t", |claims| drop(claims.insert("t".into(), 3.into()))),
        ("vc", |claims| drop(claims.remove("vc"))),
        ("type", |claims| claims["vc"]["type"] = json!(["x"])),
        ("validTo", |claims| {
            claims["vc"]["validTo"] = "2021-11-01T00:00:00Z".into()
        }),
        ("validFrom", |claims| {
            claims["vc"]["validFrom"] = "tomorrow".into()
        }),
        ("fnt", |claims| claims["vc"]["fnt"] = "A\u{0}B".into()),
    ];
    for (name, change) in cases {
        assert_eq!(changed(change), claim(name));
    }
    // As other providers write them.
    let several = |claims: &mut Map<String, Value>| {
        claims["aud"] = json!(["https://other.example", AUDIENCE]);
        claims["vc"]["hash"] = Value::Null;
        claims["vc"]["validationClock"] = "2021-11-23T13:00:00+01:00".into();
    };
    let token = changed(several).unwrap();
    assert_eq!(token.check_for(&expected()), Ok(()));
    assert_eq!(token.conditions.validation_clock, Some(NOW + 86_400));
}

#[test]
fn what_a_wallet_was_given_is_no_call_of_the_provider() {
    let key = FixedKey::new(1);
    let keys = || [("k", key.public_key())];
    let limits = Limits::default();
    let text = CallToken::sign("https://airline.example", &expected(), "k", &key).unwrap();
    let call = SignedToken::parse(&text, &limits)
        .unwrap()
        .call(keys())
        .unwrap();
    assert_eq!(call.check_for(&expected()), Ok(()));
    let other = Expected {
        audience: "https://validation.example/status/s-1",
        ..expected()
    };
    assert_eq!(call.check_for(&other), Err(TokenError::Audience));

    let text = access_token().sign("k", &key).unwrap();
    let token = SignedToken::parse(&text, &limits).unwrap();
    assert_eq!(
        token.call(keys()).unwrap_err(),
        TokenError::Claim { claim: "t" }
    );
}

#[test]
fn a_result_is_read_back_and_weighed_as_the_reference_service_does() {
    let item = |result, kind| ResultItem {
        identifier: "time.expired".to_owned(),
        result,
        kind,
        details: "words\nand more".to_owned(),
    };
    use CheckResult::{Failed, Ok as Passed, Open};
    use ResultKind::{Destination, IssuerInvalidation, Technical, Traveller};
    let all = |items: &[ResultItem]| overall(items);
    assert_eq!(all(&[]), Open);
    assert_eq!(all(&[item(Passed, Technical)]), Passed);
    assert_eq!(
        all(&[item(Passed, Technical), item(Open, Destination)]),
        Open
    );
    for kind in [Destination, Traveller] {
        assert_eq!(all(&[item(Passed, Technical), item(Failed, kind)]), Open);
    }
    for kind in [Technical, IssuerInvalidation] {
        assert_eq!(all(&[item(Open, Traveller), item(Failed, kind)]), Failed);
    }

    let key = FixedKey::new(1);
    let confirmation = Confirmation {
        id: "c-1".to_owned(),
        issuer: SERVICE.to_owned(),
        issued_at: NOW,
        expires_at: Some(NOW + 60),
        subject: "s-1".to_owned(),
        categories: vec!["Standard".to_owned()],
        result: Failed,
    };
    let token = ResultToken {
        issuer: SERVICE.to_owned(),
        issued_at: NOW,
        expires_at: None,
        subject: "s-1".to_owned(),
        categories: vec!["Standard".to_owned()],
        results: vec![item(Failed, Technical), item(Open, Traveller)],
        result: Failed,
        confirmation: confirmation.sign("k", &key).unwrap(),
    };
    let text = token.sign("k", &key).unwrap();
    let keys = || [("k", key.public_key())];
    let read = ResultToken::verify(&text, keys(), &Limits::default()).unwrap();
    assert!(read == token);
    let inner = Confirmation::verify(&read.confirmation, keys(), &Limits::default()).unwrap();
    assert!(inner == confirmation);
    let other = FixedKey::new(2);
    let forged = ResultToken::verify(&text, [("k", other.public_key())], &Limits::default());
    assert_eq!(forged, Err(TokenError::Signature));
}

#[test]
fn an_identity_document_is_read_back_with_its_keys() {
    let (sign, encrypt) = (FixedKey::new(1), FixedKey::new(2));
    let sign_jwk = PublicKeyJwk::of_certificate(&certificate(&sign), "ES256", "sig");
    let encrypt_jwk = PublicKeyJwk::of_certificate(&certificate(&encrypt), "RSAOAEP", "enc");
    let document = IdentityDocument::of_validation_service(SERVICE, &sign_jwk, &[encrypt_jwk]);
    let text = document.to_json().to_string();
    let read = IdentityDocument::parse(text.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(read, document);
    let keys = read.keys(KeyRole::ValidationSign).unwrap();
    assert_eq!(keys, [(sign_jwk.kid.clone(), sign.public_key().clone())]);
    let keys = read.encryption_keys(EncryptionScheme::RsaOaepSha256AesGcm);
    assert_eq!(keys.unwrap()[0].1, *encrypt.public_key());
    let missing = read.keys(KeyRole::AccessTokenSign).unwrap_err();
    assert_eq!(missing.code(), "precheck.identity-missing");

    let methods = Some("verificationMethod");
    let narrowed = read.narrowed(methods, Some("DccEncryptionScheme2021"));
    assert_eq!(narrowed.verification_methods.len(), 1);
    let narrowed = read.narrowed(Some("service"), None);
    assert_eq!(narrowed.verification_methods.len(), 0);
    assert_eq!(read.narrowed(None, None), read);
}

#[test]
fn a_key_is_one_key() {
    let (one, other) = (FixedKey::new(1), FixedKey::new(2));
    let document = |jwk: Value| {
        let entry = json!({"id": "x#AccessTokenSignKey-1", "type": "JsonWebKey2020",
            "publicKeyJwk": jwk});
        let document = json!({"id": "x", "verificationMethod": [entry]}).to_string();
        IdentityDocument::parse(document.as_bytes(), &Limits::default())
            .and_then(|document| document.keys(KeyRole::AccessTokenSign))
    };
    let members = |key: &FixedKey| {
        let point = key.public_key().to_spki_der();
        let point = &point[point.len() - 64..];
        use base64::Engine;
        let base64url = |bytes| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes);
        let (x, y) = (base64url(&point[..32]), base64url(&point[32..]));
        json!({"kty": "EC", "crv": "P-256", "x": x, "y": y, "kid": "k"})
    };
    let x5c = |key: &FixedKey| {
        let written = PublicKeyJwk::of_certificate(&certificate(key), "ES256", "sig");
        let document = IdentityDocument::of_validation_service("x", &written, &[]);
        document.to_json()["verificationMethod"][0]["publicKeyJwk"]["x5c"].clone()
    };
    let key = one.public_key().clone();
    assert_eq!(
        document(members(&one)).unwrap(),
        [("k".to_owned(), key.clone())]
    );
    let mut both = members(&one);
    both["x5c"] = x5c(&one);
    assert_eq!(document(both.clone()).unwrap(), [("k".to_owned(), key)]);
    both["x5c"] = x5c(&other);
    assert_eq!(document(both), Err(IdentityError::TwoKeys));
    let none = document(json!({"kid": "k", "x5c": []}));
    assert_eq!(none, Err(IdentityError::NoKey));
}

#[test]
fn a_document_with_a_million_keys_is_not_read() {
    let entries = vec![json!({"id": "a", "type": "b"}); 65];
    let text = json!({"id": "x", "verificationMethod": entries}).to_string();
    let read = IdentityDocument::parse(text.as_bytes(), &Limits::default());
    assert_eq!(read, Err(IdentityError::TooMany { max: 64 }));
    let long = " ".repeat(Limits::default().document_bytes_max + 1);
    let read = IdentityDocument::parse(long.as_bytes(), &Limits::default()).unwrap_err();
    assert_eq!(read.code(), "json.too-large");
}

fn invitation() -> Invitation {
    Invitation {
        version: "1.0.0".to_owned(),
        service_identity: "https://airline.example/identity".to_owned(),
        privacy_url: Some("https://airline.example/privacy".to_owned()),
        token: "e.y.J".to_owned(),
        consent: "We look at your pass\nand forget it.".to_owned(),
        subject: "s-1".to_owned(),
        service_provider: "Example Air".to_owned(),
    }
}

#[test]
fn an_invitation_of_another_protocol_or_to_another_place_is_refused() {
    let limits = Limits::default();
    let text = invitation().to_text();
    assert!(Invitation::parse(&text, &limits).unwrap() == invitation());
    let replaced = |from: &str, to: &str| Invitation::parse(&text.replace(from, to), &limits);
    let refused = replaced("DCCVALIDATION", "DCC").unwrap_err();
    assert_eq!(refused, MessageError::Protocol);
    assert_eq!(replaced("1.0.0", "2.0.0"), Err(MessageError::Protocol));
    for address in [
        "http://airline.example",
        "https://airline.example@elsewhere.example",
        "javascript:alert(1)",
        "https://",
        "http://127.0.0.1.elsewhere.example",
    ] {
        let refused = replaced("https://airline.example/identity", address).unwrap_err();
        assert_eq!(refused.code(), "precheck.address", "{address}");
    }
    for local in ["http://127.0.0.1:8080/identity", "http://[::1]:80/identity"] {
        replaced("https://airline.example/identity", local).unwrap();
    }
}

#[test]
fn a_ticket_sends_a_pass_to_the_chosen_service_only() {
    let key = FixedKey::new(1);
    let document = json!({
        "id": "https://airline.example/identity",
        "verificationMethod": [{"id": "https://airline.example/identity#AccessTokenSignKey-1",
            "type": "JsonWebKey2020",
            "publicKeyJwk": PublicKeyJwkJson(&certificate(&key)).value()}],
        "service": [
            {"id": "a", "type": "AccessTokenService",
                "serviceEndpoint": "https://airline.example/token", "name": "Tokens"},
            {"id": "b", "type": "ValidationService", "serviceEndpoint": SERVICE, "name": "V"},
        ],
    });
    let limits = Limits::default();
    let document = document.to_string();
    let document = IdentityDocument::parse(document.as_bytes(), &limits).unwrap();
    let provider = Provider::read(&document).unwrap();
    let service = &provider.validation_services[0];
    let kid = &provider.sign_keys[0].0;
    let read = |token: &AccessToken| {
        let text = token.sign(kid, &key).unwrap();
        let asked = (&invitation(), service);
        Ticket::read(&text, [1; 16], &provider, asked, NOW, &limits)
    };
    assert_eq!(read(&access_token()).unwrap().address(), AUDIENCE);
    for audience in [
        "https://validation.example.elsewhere.example/validate/s-1",
        "https://elsewhere.example/validate/s-1",
        "https://validation.example/../elsewhere",
    ] {
        let audiences = vec![audience.to_owned()];
        let token = AccessToken {
            audiences,
            ..access_token()
        };
        assert_eq!(
            read(&token).unwrap_err(),
            TokenError::Audience,
            "{audience}"
        );
    }
    let subject = "s-2".to_owned();
    let token = AccessToken {
        subject,
        ..access_token()
    };
    assert_eq!(read(&token).unwrap_err(), TokenError::Subject);
}

/// The JWK of a certificate as JSON.
struct PublicKeyJwkJson<'a>(&'a [u8]);

impl PublicKeyJwkJson<'_> {
    fn value(&self) -> Value {
        let jwk = PublicKeyJwk::of_certificate(self.0, "ES256", "sig");
        let document = IdentityDocument::of_validation_service("x", &jwk, &[]);
        document.to_json()["verificationMethod"][0]["publicKeyJwk"].clone()
    }
}

#[test]
fn messages_are_read_back() {
    let limits = Limits::default();
    let request = TokenRequest {
        service: "https://airline.example/identity/ValidationService-1".to_owned(),
        public_key: vec![1, 2, 3],
    };
    assert_eq!(
        TokenRequest::parse(&request.to_json(), &limits),
        Ok(request)
    );
    let request = InitializeRequest {
        public_key: vec![1, 2, 3],
        key_type: "ES256".to_owned(),
        callback: Some("https://airline.example/callback/s-1".to_owned()),
        nonce: [5; 16],
    };
    let body = request.to_json();
    assert_eq!(InitializeRequest::parse(&body, &limits), Ok(request));
    let text = String::from_utf8(body).unwrap();
    let short = text.replace("BQUFBQUFBQUFBQUFBQUFBQ==", "BQUF");
    let member = "nonce";
    let refused = InitializeRequest::parse(short.as_bytes(), &limits);
    assert_eq!(refused, Err(MessageError::Member { member }));
    let elsewhere = text.replace("https://airline", "http://airline");
    let refused = InitializeRequest::parse(elsewhere.as_bytes(), &limits);
    assert_eq!(refused.unwrap_err().code(), "precheck.address");

    let jwk = PublicKeyJwk::of_certificate(&certificate(&FixedKey::new(1)), "ES256", "sig");
    let response = InitializeResponse {
        subject: "s-1".to_owned(),
        expires_at: NOW,
        audience: AUDIENCE.to_owned(),
        encryption_key: None,
        sign_key: Some(jwk),
    };
    let body = response.to_json();
    assert_eq!(
        InitializeResponse::parse(&body, &limits).as_ref(),
        Ok(&response)
    );
    let other_name = String::from_utf8(body)
        .unwrap()
        .replace("signKey", "sigKey");
    let read = InitializeResponse::parse(other_name.as_bytes(), &limits);
    assert_eq!(read, Ok(response));
    assert_eq!(parse_nonce("BQUFBQUFBQUFBQUFBQUFBQ=="), Ok([5; 16]));
    parse_nonce("BQUF").unwrap_err();
}

#[test]
fn nothing_shown_for_debugging_is_anybodys() {
    let shown = format!("{:?} {:?}", access_token(), invitation());
    for hidden in ["BEISPIEL", "ANNA", "1964", "s-1", "e.y.J"] {
        assert!(!shown.contains(hidden), "{shown}");
    }
}

proptest! {
    #[test]
    fn whatever_comes_is_refused_and_no_more(text in "\\PC{0,300}", bytes: Vec<u8>) {
        let limits = Limits::default();
        SignedToken::parse(&text, &limits).unwrap_err();
        let _ = Invitation::parse(&text, &limits);
        let _ = IdentityDocument::parse(&bytes, &limits);
        let _ = TokenRequest::parse(&bytes, &limits);
        let _ = InitializeRequest::parse(&bytes, &limits);
        let _ = InitializeResponse::parse(&bytes, &limits);
        let _ = is_below(&text, SERVICE);
        let _ = parse_nonce(&text);
    }

    #[test]
    fn any_conditions_come_back(
        names in prop::collection::vec(prop::option::of("[^\\p{Cc}]{1,40}"), 5),
        times in prop::collection::vec(prop::option::of(0_i64..4_000_000_000), 2),
        categories in prop::collection::vec("[A-Za-z ]{0,10}", 0..4),
    ) {
        let [surname, forename, birth_date, arrival_country, arrival_region] =
            names.try_into().unwrap();
        let key = FixedKey::new(1);
        let token = AccessToken {
            conditions: Conditions {
                surname, forename, birth_date, arrival_country, arrival_region, categories,
                validation_clock: times[0],
                valid_from: times[1],
                valid_to: times[1].map(|at| at + 1),
                ..Conditions::default()
            },
            ..access_token()
        };
        let text = token.sign("k", &key).unwrap();
        prop_assert!(read(&text, &key).unwrap() == token);
    }
}
