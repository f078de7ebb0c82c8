use cleanbill_testkit::FixedKey;
use cleanbill_webauthn::{
    Assertion, AuthenticatorData, Registration, ResponseError, verify_assertion,
    verify_registration,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{CHALLENGE, ORIGIN, RP_ID, authenticator, credential, rp};

fn registration() -> Registration {
    authenticator(&FixedKey::new(1)).register(RP_ID, ORIGIN, &CHALLENGE)
}

fn assertion() -> Assertion {
    authenticator(&FixedKey::new(1))
        .assert(RP_ID, ORIGIN, &CHALLENGE)
        .unwrap()
}

fn parse(json: &Value) -> Result<Assertion, ResponseError> {
    Assertion::parse_json(json.to_string().as_bytes())
}

fn bent(pointer: &str, value: Value) -> Value {
    let mut json = assertion().to_json();
    *json.pointer_mut(pointer).unwrap() = value;
    json
}

#[test]
fn answers_are_of_their_shape() {
    let member = |name| ResponseError::Member { name };
    let base64 = |name| ResponseError::Base64 { name };
    for (json, error) in [
        (bent("/type", json!("password")), ResponseError::Type),
        (bent("/type", json!(null)), member("type")),
        (bent("/id", json!("AAAA")), ResponseError::IdsDiffer),
        (bent("/rawId", json!(7)), member("rawId")),
        (bent("/response", json!([])), member("response")),
        (
            bent("/response/signature", json!("AA==")),
            base64("signature"),
        ),
        (
            bent("/response/signature", json!("AB")),
            base64("signature"),
        ),
        (
            bent("/response/signature", json!("+/+/")),
            base64("signature"),
        ),
        (
            bent("/response/signature", json!("AAAAA")),
            base64("signature"),
        ),
        (
            bent("/response/signature", json!("")),
            ResponseError::Length {
                name: "signature",
                actual: 0,
                max: 72,
            },
        ),
        (
            bent("/response/signature", json!("A".repeat(100))),
            ResponseError::Length {
                name: "signature",
                actual: 75,
                max: 72,
            },
        ),
        (
            bent("/rawId", json!("A".repeat(1366))),
            ResponseError::Length {
                name: "rawId",
                actual: 1024,
                max: 1023,
            },
        ),
        (json!("text"), member("id")),
        (json!({}), member("response")),
    ] {
        assert_eq!(parse(&json), Err(error), "{json}");
    }
}

#[test]
fn huge_and_loose_json_is_refused() {
    let code = |bytes: &[u8]| Assertion::parse_json(bytes).unwrap_err().code();
    assert_eq!(code(&vec![b' '; 65_537]), "json.too-large");
    assert_eq!(code("[".repeat(60_000).as_bytes()), "json.too-deep");
    let twice = assertion().to_json().to_string();
    let twice = twice.replacen('{', r#"{"type":"public-key","#, 1);
    assert_eq!(code(twice.as_bytes()), "json.duplicate-member");
    assert_eq!(code(b"{}{}"), "json.malformed");
    let many = json!(vec!["usb"; 17]);
    let mut json = registration().to_json();
    json["response"]["transports"] = many;
    let refused = Registration::parse_json(json.to_string().as_bytes()).unwrap_err();
    assert_eq!(refused.code(), "webauthn.response-length");
    json["response"]["transports"] = json!(["u".repeat(33)]);
    let refused = Registration::parse_json(json.to_string().as_bytes()).unwrap_err();
    assert_eq!(refused.code(), "webauthn.response-length");
}

#[test]
fn what_browsers_say_beside_is_passed_over() {
    let mut json = registration().to_json();
    json["authenticatorAttachment"] = json!("platform");
    json["clientExtensionResults"] = json!({"credProps": {"rk": true}});
    json["response"]["publicKey"] = json!("not even base64!");
    json["response"]["publicKeyAlgorithm"] = json!(-257);
    let read = Registration::parse_json(json.to_string().as_bytes()).unwrap();
    assert_eq!(read, registration());
    let mut json = assertion().to_json();
    json["response"]["userHandle"] = json!(null);
    assert_eq!(parse(&json), Ok(assertion()));
}

proptest! {
    #[test]
    fn arbitrary_json_never_panics(bytes: Vec<u8>) {
        let _ = Registration::parse_json(&bytes);
        let _ = Assertion::parse_json(&bytes);
        let _ = AuthenticatorData::parse(&bytes);
    }

    #[test]
    fn arbitrary_attestation_objects_never_panic(bytes: Vec<u8>) {
        let registration = Registration { attestation_object: bytes, ..registration() };
        prop_assert!(verify_registration(&registration, &rp(), &CHALLENGE, true).is_err());
    }

    #[test]
    fn bent_registrations_never_panic(at: usize, to: u8) {
        let mut registration = registration();
        let at = at % registration.attestation_object.len();
        registration.attestation_object[at] = to;
        let _ = verify_registration(&registration, &rp(), &CHALLENGE, true);
    }

    #[test]
    fn no_other_signature_verifies(signature: Vec<u8>) {
        let key = credential(&FixedKey::new(1)).public_key;
        let forged = Assertion { signature, ..assertion() };
        prop_assert!(verify_assertion(&forged, &key, &rp(), &CHALLENGE, true).is_err());
    }

    #[test]
    fn an_assertion_is_of_its_challenge(challenge: [u8; 32], other: [u8; 32]) {
        let key = credential(&FixedKey::new(1)).public_key;
        let made = authenticator(&FixedKey::new(1)).assert(RP_ID, ORIGIN, &challenge).unwrap();
        prop_assert!(verify_assertion(&made, &key, &rp(), &challenge, true).is_ok());
        if other != challenge {
            prop_assert!(verify_assertion(&made, &key, &rp(), &other, true).is_err());
        }
    }

    #[test]
    fn json_goes_there_and_back(
        id in proptest::collection::vec(any::<u8>(), 1..1024),
        signature in proptest::collection::vec(any::<u8>(), 1..73),
        handle in proptest::option::of(proptest::collection::vec(any::<u8>(), 1..65)),
    ) {
        let assertion = Assertion {
            credential_id: id, signature, user_handle: handle, ..assertion()
        };
        prop_assert_eq!(parse(&assertion.to_json()), Ok(assertion));
    }
}
