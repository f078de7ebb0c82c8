//! What another implementation made: the PyPI package fido2 2.2.1, with keys drawn for this file.

use cleanbill_webauthn::{
    Assertion, Attestation, Registration, SignCount, verify_assertion, verify_registration,
};
use serde_json::Value;

use crate::support::{CHALLENGE, rp};

#[test]
fn registrations_and_assertions_of_another_library_verify() {
    let cases: Value = include_str!("../data/fido2.json").parse().unwrap();
    let mut verified = 0;
    for case in cases.as_array().unwrap() {
        let read = |value: &Value| {
            let registration = Registration::parse_json(value.to_string().as_bytes()).unwrap();
            verify_registration(&registration, &rp(), &CHALLENGE, true).unwrap()
        };
        let (none, packed) = (
            read(&case["registrations"][0]),
            read(&case["registrations"][1]),
        );
        assert_eq!(none.attestation, Attestation::None);
        assert_eq!(packed.attestation, Attestation::PackedSelf);
        assert_eq!(none.public_key, packed.public_key);
        let assertion = Assertion::parse_json(case["assertion"].to_string().as_bytes()).unwrap();
        let key = &none.public_key;
        let facts = verify_assertion(&assertion, key, &rp(), &CHALLENGE, true).unwrap();
        assert_eq!(facts.sign_count_since(none.sign_count), SignCount::Advanced);
        verified += 1;
    }
    assert_eq!(verified, 2);
}
