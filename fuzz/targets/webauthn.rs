//! Answers of browsers, and the bytes inside them: attestation objects, authenticator data.
#![no_main]

use cleanbill_webauthn::{
    Assertion, AuthenticatorData, Registration, RelyingParty, verify_assertion, verify_registration,
};

const CHALLENGE: [u8; 32] = [7; 32];
const CREATED: &[u8] = br#"{"type":"webauthn.create","challenge":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc","origin":"https://pass.example"}"#;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let origins = vec!["https://pass.example".to_owned()];
    let Ok(rp) = RelyingParty::new("pass.example".to_owned(), origins) else { return };
    if let Ok(assertion) = Assertion::parse_json(bytes) {
        let again = Assertion::parse_json(assertion.to_json().to_string().as_bytes());
        assert_eq!(again.as_ref(), Ok(&assertion));
    }
    let _ = Registration::parse_json(bytes)
        .map(|registration| verify_registration(&registration, &rp, &CHALLENGE, true));
    let mut registration = Registration {
        credential_id: vec![1],
        attestation_object: bytes.to_vec(),
        client_data_json: CREATED.to_vec(),
        transports: Vec::new(),
    };
    let _ = verify_registration(&registration, &rp, &CHALLENGE, false);
    // The same bytes as authenticator data: with a key, it signs for something.
    if let Ok(data) = AuthenticatorData::parse(bytes)
        && let Some(attested) = data.attested
    {
        registration.credential_id = attested.id.to_vec();
        let assertion = Assertion {
            credential_id: attested.id.to_vec(),
            authenticator_data: bytes.to_vec(),
            client_data_json: bytes.to_vec(),
            signature: bytes.iter().take(72).copied().collect(),
            user_handle: None,
        };
        assert!(verify_assertion(&assertion, &attested.key, &rp, &CHALLENGE, true).is_err());
    }
});
