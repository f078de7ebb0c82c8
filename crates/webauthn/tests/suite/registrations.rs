use cleanbill_cose::cbor::Value;
use cleanbill_crypto::{Algorithm, Signer, VerifyError};
use cleanbill_testkit::FixedKey;
use cleanbill_webauthn::{
    Attestation, AttestationError, AuthenticatorDataError, ClientDataError, CredentialKeyError,
    Flags, Registration, RegistrationError, verify_registration,
};

use crate::support::{
    CHALLENGE, CREDENTIAL_ID, EdKey, ORIGIN, RP_ID, authenticator, coordinates, data_with_key,
    object, rp,
};

fn registration() -> Registration {
    authenticator(&FixedKey::new(1)).register(RP_ID, ORIGIN, &CHALLENGE)
}

fn verify(
    registration: &Registration,
) -> Result<cleanbill_webauthn::Credential, RegistrationError> {
    verify_registration(registration, &rp(), &CHALLENGE, true)
}

fn data_error(registration: &Registration) -> AuthenticatorDataError {
    match verify(registration).unwrap_err() {
        RegistrationError::AuthenticatorData(error) => error,
        other => panic!("{other:?}"),
    }
}

fn with_object(object: Vec<u8>) -> Registration {
    Registration {
        attestation_object: object,
        ..registration()
    }
}

fn none(data: &[u8]) -> Registration {
    with_object(object("none", &Value::Map(Vec::new()), data))
}

#[test]
fn a_credential_comes_out_as_it_was_made() {
    let key = FixedKey::new(1);
    let mut soft = authenticator(&key);
    soft.aaguid = [9; 16];
    soft.flags |= Flags::BE | Flags::BS;
    soft.sign_count = 41;
    let sent = soft
        .register(RP_ID, ORIGIN, &CHALLENGE)
        .to_json()
        .to_string();
    let registration = Registration::parse_json(sent.as_bytes()).unwrap();
    let credential = verify(&registration).unwrap();
    assert_eq!(credential.id, CREDENTIAL_ID);
    assert_eq!(
        credential.public_key.to_spki_der(),
        key.public_key().to_spki_der()
    );
    assert_eq!(credential.algorithm, Algorithm::Es256);
    assert_eq!((credential.sign_count, credential.aaguid), (41, [9; 16]));
    assert!(credential.backup_eligible && credential.backup_state && credential.user_verified);
    assert_eq!(credential.attestation, Attestation::None);
    assert_eq!(credential.transports, ["internal"]);
}

#[test]
fn both_algorithms_attest_themselves() {
    let (p256, ed25519) = (FixedKey::new(1), EdKey::new(1));
    let keys: [&dyn Signer; 2] = [&p256, &ed25519];
    for key in keys {
        let registration = authenticator(key)
            .register_packed(RP_ID, ORIGIN, &CHALLENGE)
            .unwrap();
        let credential = verify(&registration).unwrap();
        assert_eq!(credential.attestation, Attestation::PackedSelf);
        assert_eq!(credential.algorithm, key.algorithm());
    }
}

#[test]
fn self_attestation_is_verified() {
    let key = FixedKey::new(1);
    let packed = authenticator(&key)
        .register_packed(RP_ID, ORIGIN, &CHALLENGE)
        .unwrap();
    // Another challenge, so another client data: the signature covers its hash.
    let other = authenticator(&key)
        .register_packed(RP_ID, ORIGIN, &[8; 32])
        .unwrap();
    let swapped = Registration {
        attestation_object: other.attestation_object,
        ..packed
    };
    assert_eq!(
        verify(&swapped),
        Err(AttestationError::Signature(VerifyError::Invalid).into())
    );
    let data = authenticator(&key).authenticator_data(RP_ID, true);
    for (id, error) in [
        (-8, AttestationError::Algorithm { id: -8 }),
        (-257, AttestationError::Algorithm { id: -257 }),
        (-7, AttestationError::Signature(VerifyError::Invalid)),
    ] {
        let statement = Value::Map(vec![
            ("alg".into(), id.into()),
            ("sig".into(), [0x30, 6, 2, 1, 1, 2, 1, 1].as_slice().into()),
        ]);
        let refused = verify(&with_object(object("packed", &statement, &data)));
        assert_eq!(refused, Err(error.into()));
    }
}

#[test]
fn certificates_are_handed_on_and_never_believed() {
    let data = authenticator(&FixedKey::new(1)).authenticator_data(RP_ID, true);
    let chain = |chain: Value<'static>| {
        let statement = Value::Map(vec![
            ("alg".into(), (-7).into()),
            ("sig".into(), [1, 2, 3].as_slice().into()),
            ("x5c".into(), chain),
        ]);
        verify(&with_object(object("packed", &statement, &data)))
    };
    let certificate = || Value::from([0x30, 0].as_slice());
    let credential = chain(Value::Array(vec![certificate(), certificate()])).unwrap();
    let certificates = vec![vec![0x30, 0]; 2];
    assert_eq!(
        credential.attestation,
        Attestation::PackedUnverified { certificates }
    );
    for bad in [
        Value::Array(Vec::new()),
        Value::Array(vec![certificate(); 9]),
        Value::Array(vec![1.into()]),
        certificate(),
    ] {
        assert_eq!(chain(bad), Err(AttestationError::Statement.into()));
    }
}

#[test]
fn statements_have_exactly_their_members() {
    let data = authenticator(&FixedKey::new(1)).authenticator_data(RP_ID, true);
    let entry = |name: &'static str| (name.into(), Value::Int(-7));
    for (format, statement, error) in [
        (
            "none",
            Value::Map(vec![entry("alg")]),
            AttestationError::Statement,
        ),
        (
            "none",
            Value::Array(Vec::new()),
            AttestationError::Statement,
        ),
        (
            "packed",
            Value::Map(Vec::new()),
            AttestationError::Statement,
        ),
        (
            "packed",
            Value::Map(vec![entry("alg"), entry("sig")]),
            AttestationError::Statement,
        ),
        ("fido-u2f", Value::Map(Vec::new()), AttestationError::Format),
        ("NONE", Value::Map(Vec::new()), AttestationError::Format),
    ] {
        let refused = verify(&with_object(object(format, &statement, &data)));
        assert_eq!(refused, Err(error.into()), "{format}");
    }
    let more = vec![
        ("fmt".into(), "none".into()),
        ("attStmt".into(), Value::Map(Vec::new())),
        ("authData".into(), data.as_slice().into()),
        ("more".into(), Value::Null),
    ];
    let more = cleanbill_cose::cbor::encode_deterministic(&Value::Map(more));
    assert_eq!(
        verify(&with_object(more)),
        Err(AttestationError::NotObject.into())
    );
}

#[test]
fn another_ceremony_challenge_or_origin_is_refused() {
    let (key, rp) = (FixedKey::new(1), rp());
    let assertion = authenticator(&key)
        .assert(RP_ID, ORIGIN, &CHALLENGE)
        .unwrap();
    let get = Registration {
        client_data_json: assertion.client_data_json,
        ..registration()
    };
    assert_eq!(verify(&get), Err(ClientDataError::Type.into()));
    let verified = verify_registration(&registration(), &rp, &[8; 32], true);
    assert_eq!(verified, Err(ClientDataError::Challenge.into()));
    for origin in [
        "https://evil.example",
        "https://desk.pass.example.evil.example",
        "null",
    ] {
        let foreign = authenticator(&key).register(RP_ID, origin, &CHALLENGE);
        assert_eq!(
            verify(&foreign),
            Err(ClientDataError::Origin.into()),
            "{origin}"
        );
    }
}

#[test]
fn another_relying_party_and_missing_flags_are_refused() {
    let key = FixedKey::new(1);
    let foreign = authenticator(&key).register("evil.example", ORIGIN, &CHALLENGE);
    assert_eq!(data_error(&foreign), AuthenticatorDataError::RelyingParty);
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
        assert_eq!(data_error(&soft.register(RP_ID, ORIGIN, &CHALLENGE)), error);
    }
    soft.flags = Flags::UP;
    let unverified = soft.register(RP_ID, ORIGIN, &CHALLENGE);
    let credential = verify_registration(&unverified, &rp(), &CHALLENGE, false).unwrap();
    assert!(!credential.user_verified);
    let without = authenticator(&key).authenticator_data(RP_ID, false);
    assert_eq!(
        data_error(&none(&without)),
        AuthenticatorDataError::NoCredential
    );
}

#[test]
fn the_answer_names_the_credential_that_it_holds() {
    let other = Registration {
        credential_id: vec![1],
        ..registration()
    };
    assert_eq!(verify(&other), Err(RegistrationError::OtherCredential));
}

#[test]
fn nothing_is_missing_and_nothing_follows() {
    let key = FixedKey::new(1);
    let data = authenticator(&key).authenticator_data(RP_ID, true);
    verify(&none(&data)).unwrap();
    for length in 0..data.len() {
        verify(&none(&data[..length])).unwrap_err();
    }
    let longer = [data.as_slice(), &[0xa0]].concat();
    let trailing = AuthenticatorDataError::TrailingBytes { count: 1 };
    assert_eq!(data_error(&none(&longer)), trailing);
    // With ED the same byte is an empty map of extensions.
    let mut extended = longer.clone();
    extended[32] |= Flags::ED;
    verify(&none(&extended)).unwrap();
    *extended.last_mut().unwrap() = 0x80;
    assert_eq!(
        data_error(&none(&extended)),
        AuthenticatorDataError::Extensions
    );
    let mut object = registration().attestation_object;
    object.push(0);
    let refused = verify(&with_object(object)).unwrap_err();
    assert_eq!(refused.code(), "cbor.trailing-bytes");
}

#[test]
fn keys_are_of_the_algorithm_that_they_name() {
    let key = FixedKey::new(1);
    let (x, y) = coordinates(&key);
    let (x, y) = (x.as_slice(), y.as_slice());
    let ec = |kty: i64, alg: i64, crv: i64, x: &[u8], y: &[u8]| {
        let entries = vec![
            (1, kty.into()),
            (3, alg.into()),
            (-1, crv.into()),
            (-2, x.into()),
            (-3, y.into()),
        ];
        data_with_key(entries)
    };
    verify(&none(&ec(2, -7, 1, x, y))).unwrap();
    let off_curve = [x, x].concat();
    let cases = [
        (ec(2, -8, 1, x, y), "webauthn.key-shape"),
        (ec(1, -8, 6, x, y), "webauthn.key-shape"),
        (ec(2, -257, 1, x, y), "webauthn.key-algorithm"),
        (ec(2, -35, 2, x, y), "webauthn.key-algorithm"),
        (ec(2, -37, 1, x, y), "webauthn.key-algorithm"),
        (ec(3, -7, 1, x, y), "webauthn.key-shape"),
        (ec(2, -7, 2, x, y), "webauthn.key-curve"),
        (ec(2, -7, 1, &x[..31], y), "webauthn.key-shape"),
        (ec(2, -7, 1, x, &off_curve[..32]), "key.point"),
        (ec(2, -7, 1, x, &[0; 32]), "key.point"),
    ];
    for (index, (data, code)) in cases.iter().enumerate() {
        assert_eq!(data_error(&none(data)).code(), *code, "case {index}");
    }
    let optional = vec![
        (1, 2.into()),
        (3, (-7).into()),
        (-1, 1.into()),
        (-2, x.into()),
        (-3, y.into()),
        (4, 2.into()),
    ];
    let shape = AuthenticatorDataError::Key(CredentialKeyError::Shape);
    assert_eq!(data_error(&none(&data_with_key(optional))), shape);
    let small_order = vec![
        (1, 1.into()),
        (3, (-8).into()),
        (-1, 6.into()),
        (-2, [0_u8; 32].as_slice().into()),
    ];
    let refused = data_error(&none(&data_with_key(small_order)));
    assert_eq!(refused.code(), "key.ed25519-small-order");
}

#[test]
fn members_of_the_key_are_given_once() {
    let key = FixedKey::new(1);
    let mut data = authenticator(&key).authenticator_data(RP_ID, true);
    let head = data.len() - 77;
    assert_eq!(data[head..head + 3], [0xa5, 1, 2]);
    data[head] = 0xa6;
    data.extend_from_slice(&[1, 2]);
    assert_eq!(data_error(&none(&data)).code(), "cbor.duplicate-key");
}
