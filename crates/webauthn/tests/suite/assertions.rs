use cleanbill_crypto::{Signer, VerifyError};
use cleanbill_testkit::FixedKey;
use cleanbill_webauthn::{
    Assertion, AssertionError, AuthenticatorDataError, ClientDataError, CredentialKey,
    CredentialKeyError, Flags, SignCount, Verified, verify_assertion,
};

use crate::support::{CHALLENGE, EdKey, ORIGIN, RP_ID, authenticator, credential, rp};

fn assertion() -> Assertion {
    authenticator(&FixedKey::new(1))
        .assert(RP_ID, ORIGIN, &CHALLENGE)
        .unwrap()
}

fn verify(assertion: &Assertion) -> Result<Verified, AssertionError> {
    let key = credential(&FixedKey::new(1)).public_key;
    verify_assertion(assertion, &key, &rp(), &CHALLENGE, true)
}

/// The assertion with other client data, signed anew: what a dishonest browser could make.
fn with_client_data(json: &str) -> Assertion {
    let key = FixedKey::new(1);
    let mut assertion = assertion();
    assertion.client_data_json = json.as_bytes().to_vec();
    assertion.signature = authenticator(&key)
        .sign(&assertion.authenticator_data, json.as_bytes())
        .unwrap();
    assertion
}

fn with_data(data: Vec<u8>) -> Assertion {
    let mut assertion = assertion();
    let signed = authenticator(&FixedKey::new(1)).sign(&data, &assertion.client_data_json);
    (assertion.signature, assertion.authenticator_data) = (signed.unwrap(), data);
    assertion
}

#[test]
fn stored_bytes_verify_again_with_the_stored_key() {
    let (p256, ed25519) = (FixedKey::new(1), EdKey::new(3));
    let keys: [&dyn Signer; 2] = [&p256, &ed25519];
    for key in keys {
        let mut soft = authenticator(key);
        soft.user_handle = Some(vec![5; 32]);
        soft.sign_count = 6;
        let sent = soft
            .assert(RP_ID, ORIGIN, &CHALLENGE)
            .unwrap()
            .to_json()
            .to_string();
        let assertion = Assertion::parse_json(sent.as_bytes()).unwrap();
        let stored = CredentialKey::from_spki_der(key.public_key().to_spki_der()).unwrap();
        let verified = verify_assertion(&assertion, &stored, &rp(), &CHALLENGE, true).unwrap();
        assert_eq!((verified.sign_count, verified.user_verified), (6, true));
        assert_eq!(assertion.user_handle, Some(vec![5; 32]));
        assert_eq!(assertion.to_json().to_string(), sent);
    }
}

#[test]
fn an_approval_is_of_one_act_only() {
    let key = credential(&FixedKey::new(1)).public_key;
    let replayed = verify_assertion(&assertion(), &key, &rp(), &[8; 32], true);
    assert_eq!(replayed, Err(ClientDataError::Challenge.into()));
    // The challenge exchanged in the text: the signature is over the old one.
    let other = authenticator(&FixedKey::new(1))
        .assert(RP_ID, ORIGIN, &[8; 32])
        .unwrap();
    let mut forged = assertion();
    forged.client_data_json = other.client_data_json;
    let refused = verify_assertion(&forged, &key, &rp(), &[8; 32], true);
    assert_eq!(refused, Err(VerifyError::Invalid.into()));
}

#[test]
fn every_bit_counts() {
    let good = assertion();
    verify(&good).unwrap();
    for index in 0..good.authenticator_data.len() {
        let mut bent = good.clone();
        bent.authenticator_data[index] ^= 1;
        verify(&bent).unwrap_err();
    }
    for index in 0..good.client_data_json.len() {
        let mut bent = good.clone();
        bent.client_data_json[index] ^= 1;
        verify(&bent).unwrap_err();
    }
    for index in 0..good.signature.len() {
        let mut bent = good.clone();
        bent.signature[index] ^= 1;
        verify(&bent).unwrap_err();
        bent.signature.truncate(index);
        verify(&bent).unwrap_err();
    }
}

#[test]
fn client_data_is_of_this_page_and_ceremony() {
    let challenge = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc";
    let text = |kind: &str, origin: &str, more: &str| {
        format!(r#"{{"type":"{kind}","challenge":"{challenge}","origin":"{origin}"{more}}}"#)
    };
    let get = "webauthn.get";
    for good in [
        text(get, ORIGIN, ""),
        text(get, ORIGIN, r#","crossOrigin":false"#),
        text(get, ORIGIN, r#","tokenBinding":{"status":"supported"}"#),
        text(
            get,
            ORIGIN,
            r#","other_keys_can_be_added_here":"see https://goo.gl/yabPex""#,
        ),
    ] {
        verify(&with_client_data(&good)).unwrap();
    }
    let member = |name| ClientDataError::Member { name };
    for (bad, error) in [
        (text("webauthn.create", ORIGIN, ""), ClientDataError::Type),
        (text("payment.get", ORIGIN, ""), ClientDataError::Type),
        (
            text(get, "https://pass.example", ""),
            ClientDataError::Origin,
        ),
        (
            text(get, "http://desk.pass.example", ""),
            ClientDataError::Origin,
        ),
        (
            text(get, "https://desk.pass.example/", ""),
            ClientDataError::Origin,
        ),
        (
            text(get, "https://DESK.pass.example", ""),
            ClientDataError::Origin,
        ),
        (
            text(get, ORIGIN, r#","crossOrigin":true"#),
            ClientDataError::CrossOrigin,
        ),
        (
            text(get, ORIGIN, r#","crossOrigin":"false""#),
            member("crossOrigin"),
        ),
        (
            text(get, ORIGIN, r#","crossOrigin":null"#),
            member("crossOrigin"),
        ),
        (
            text(get, ORIGIN, r#","topOrigin":"https://a.example""#),
            ClientDataError::CrossOrigin,
        ),
        (
            text(
                get,
                ORIGIN,
                r#","tokenBinding":{"status":"present","id":"AA"}"#,
            ),
            ClientDataError::TokenBinding,
        ),
        (
            text(get, ORIGIN, r#","tokenBinding":true"#),
            member("tokenBinding"),
        ),
        (
            format!(r#"{{"type":"{get}","origin":"{ORIGIN}"}}"#),
            member("challenge"),
        ),
        (format!(r#"{{"challenge":"{challenge}"}}"#), member("type")),
        ("[]".to_owned(), member("type")),
    ] {
        assert_eq!(verify(&with_client_data(&bad)), Err(error.into()), "{bad}");
    }
    let padded = text(get, ORIGIN, "").replace(challenge, &format!("{challenge}="));
    assert_eq!(
        verify(&with_client_data(&padded)),
        Err(ClientDataError::Challenge.into())
    );
    let stray = text(get, ORIGIN, "").replace("BwcHBwc\"", "BwcHBwd\"");
    assert_eq!(
        verify(&with_client_data(&stray)),
        Err(ClientDataError::Challenge.into())
    );
    for (bad, code) in [
        (
            text(get, ORIGIN, &format!(r#","origin":"{ORIGIN}""#)),
            "json.duplicate-member",
        ),
        (
            text(get, ORIGIN, r#","\u0074ype":"webauthn.get""#),
            "json.duplicate-member",
        ),
        (text(get, ORIGIN, "") + " {}", "json.malformed"),
        (
            format!("\u{feff}{}", text(get, ORIGIN, "")),
            "json.malformed",
        ),
        (
            text(
                get,
                ORIGIN,
                &format!(r#","a":{}1{}"#, "[".repeat(9), "]".repeat(9)),
            ),
            "json.too-deep",
        ),
        (
            text(get, ORIGIN, &format!(r#","a":"{}""#, "a".repeat(5000))),
            "json.too-large",
        ),
    ] {
        assert_eq!(
            verify(&with_client_data(&bad)).unwrap_err().code(),
            code,
            "{bad}"
        );
    }
}

#[test]
fn authenticator_data_is_of_this_party_and_user() {
    let key = FixedKey::new(1);
    let foreign = authenticator(&key)
        .assert("evil.example", ORIGIN, &CHALLENGE)
        .unwrap();
    assert_eq!(
        verify(&foreign),
        Err(AuthenticatorDataError::RelyingParty.into())
    );
    let mut soft = authenticator(&key);
    for (flags, error) in [
        (Flags::UV, AuthenticatorDataError::NotPresent),
        (Flags::UP, AuthenticatorDataError::NotVerified),
        (
            Flags::UP | Flags::UV | Flags::BS,
            AuthenticatorDataError::BackupState,
        ),
    ] {
        soft.flags = flags;
        let refused = verify(&soft.assert(RP_ID, ORIGIN, &CHALLENGE).unwrap());
        assert_eq!(refused, Err(error.into()));
    }
    let attested = authenticator(&key).authenticator_data(RP_ID, true);
    let unexpected = AuthenticatorDataError::UnexpectedCredential;
    assert_eq!(verify(&with_data(attested)), Err(unexpected.into()));
    let plain = authenticator(&key).authenticator_data(RP_ID, false);
    assert_eq!(plain.len(), 37);
    let longer = [plain.as_slice(), &[0]].concat();
    let trailing = AuthenticatorDataError::TrailingBytes { count: 1 };
    assert_eq!(verify(&with_data(longer)), Err(trailing.into()));
    let cut = AuthenticatorDataError::Truncated;
    assert_eq!(verify(&with_data(plain[..36].to_vec())), Err(cut.into()));
    let huge = AuthenticatorDataError::TooLong {
        actual: 5000,
        max: 4096,
    };
    assert_eq!(verify(&with_data(vec![0; 5000])), Err(huge.into()));
}

#[test]
fn one_key_does_not_stand_for_another() {
    let other = credential(&FixedKey::new(2)).public_key;
    let refused = verify_assertion(&assertion(), &other, &rp(), &CHALLENGE, true);
    assert_eq!(refused, Err(VerifyError::Invalid.into()));
    let ed25519 = CredentialKey::from_spki_der(EdKey::new(1).public_key().to_spki_der()).unwrap();
    let refused = verify_assertion(&assertion(), &ed25519, &rp(), &CHALLENGE, true).unwrap_err();
    assert_eq!(refused.code(), "signature.length");
    let signed = authenticator(&EdKey::new(1))
        .assert(RP_ID, ORIGIN, &CHALLENGE)
        .unwrap();
    assert_eq!(verify(&signed), Err(VerifyError::Invalid.into()));
}

#[test]
fn keys_of_other_kinds_are_no_credentials() {
    // P-384, a base point; RSA and the rest are refused by the same match.
    let spki = [
        "3076301006072a8648ce3d020106052b8104002203620004",
        "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7",
        "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f",
    ]
    .concat();
    let spki: Vec<u8> = (0..spki.len() / 2)
        .map(|at| u8::from_str_radix(&spki[2 * at..2 * at + 2], 16).unwrap())
        .collect();
    let refused = CredentialKey::from_spki_der(&spki).unwrap_err();
    assert!(
        matches!(refused, CredentialKeyError::Kind { .. }),
        "{refused:?}"
    );
}

/// DER has one form a number; BER's others, and bytes behind, are refused.
#[test]
fn signatures_are_strict_der() {
    let good = assertion();
    let der = good.signature.clone();
    let (r_end, s) = {
        let r_end = 4 + usize::from(der[3]);
        (r_end, der[r_end..].to_vec())
    };
    let r = der[2..r_end].to_vec();
    let sequence = |parts: &[&[u8]]| {
        let content = parts.concat();
        [
            &[0x30, u8::try_from(content.len()).unwrap()],
            content.as_slice(),
        ]
        .concat()
    };
    assert_eq!(sequence(&[&r, &s]), der);
    let mut padded = vec![2, r[1] + 1, 0];
    padded.extend_from_slice(&r[2..]);
    if r[2] == 0 {
        padded = vec![2, r[1] - 1];
        padded.extend_from_slice(&r[3..]);
    }
    for bad in [
        sequence(&[&padded, &s]),
        sequence(&[&r, &s, &[5, 0]]),
        [der.as_slice(), &[0]].concat(),
        [&[0x30, 0x81, der[1]], &der[2..]].concat(),
        sequence(&[&r]),
        sequence(&[&[2, 1, 0], &[2, 1, 0]]),
        cleanbill_crypto::ecdsa::der_to_fixed(cleanbill_crypto::Curve::P256, &der).unwrap(),
        vec![0; 72],
        Vec::new(),
    ] {
        let bent = Assertion {
            signature: bad,
            ..good.clone()
        };
        assert_eq!(verify(&bent), Err(VerifyError::Invalid.into()));
    }
}

#[test]
fn the_sign_count_tells_of_clones() {
    let at = |sign_count: u32| {
        let mut soft_key = authenticator(&FixedKey::new(1)).assert(RP_ID, ORIGIN, &CHALLENGE);
        let assertion = soft_key.as_mut().unwrap();
        assertion.authenticator_data[33..].copy_from_slice(&sign_count.to_be_bytes());
        verify(&with_data(assertion.authenticator_data.clone())).unwrap()
    };
    assert_eq!(at(0).sign_count_since(0), SignCount::Uncounted);
    assert_eq!(at(1).sign_count_since(0), SignCount::Advanced);
    assert_eq!(at(u32::MAX).sign_count_since(7), SignCount::Advanced);
    for (stored, seen) in [(7, 7), (7, 6), (7, 0)] {
        let regressed = SignCount::NotAdvanced { stored, seen };
        assert_eq!(at(seen).sign_count_since(stored), regressed);
    }
}

#[test]
fn debug_shows_no_bytes() {
    let mut assertion = assertion();
    assertion.user_handle = Some(vec![231; 32]);
    let shown = format!("{assertion:?}");
    assert!(!shown.contains("231") && !shown.contains("193"), "{shown}");
}
