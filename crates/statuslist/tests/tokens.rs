//! Tokens and references of our own making: what is written is read, what is wrong says so.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::convert::Infallible;

use cleanbill_jose::Jwk;
use cleanbill_statuslist::{
    Bits, Claim, Limits, Status, StatusList, StatusListCwt, StatusListError, StatusListJwt,
    StatusListToken, StatusReference,
};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use proptest::prelude::*;

fn token(bits: Bits, entries: u64) -> StatusListToken {
    StatusListToken {
        subject: "https://x.example/1".to_owned(),
        issued_at: 1_000,
        expires_at: Some(2_000),
        time_to_live_secs: Some(300),
        list: StatusList::new(bits, entries, &Limits::default()).unwrap(),
    }
}

fn reference(index: u64) -> StatusReference {
    let uri = "https://x.example/1".to_owned();
    StatusReference { index, uri }
}

/// A key of the 32 bytes `byte`, and its public half.
fn key(byte: u8) -> (SigningKey, Jwk) {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let key = SigningKey::from_slice(&[byte; 32]).unwrap();
    let point = key.verifying_key().to_sec1_point(false);
    let [x, y] = [1..33, 33..65].map(|range| URL_SAFE_NO_PAD.encode(&point.as_bytes()[range]));
    let jwk = format!(r#"{{"kty":"EC","crv":"P-256","x":"{x}","y":"{y}"}}"#);
    let jwk = Jwk::parse(jwk.as_bytes(), &cleanbill_jose::Limits::default()).unwrap();
    (key, jwk)
}

#[test]
fn what_is_signed_is_read() {
    let (key, public) = key(1);
    let sign = |message: &[u8]| -> Result<Vec<u8>, Infallible> {
        let signature: Signature = key.sign(message);
        Ok(signature.to_bytes().to_vec())
    };
    let mut token = token(Bits::Two, 9);
    token.list.set(8, Status::Suspended).unwrap();
    for (expires_at, ttl) in [(Some(2_000), Some(300)), (None, None)] {
        token.expires_at = expires_at;
        token.time_to_live_secs = ttl;
        let jwt = token.to_jwt("ES256", "k", sign).unwrap();
        assert_eq!(jwt, token.to_jwt("ES256", "k", sign).unwrap());
        let read = StatusListJwt::parse(&jwt, &Limits::default()).unwrap();
        let public = public.public_key().unwrap();
        let verified = read.verify_with(|jws| jws.verify(public).is_ok());
        assert_eq!(verified, Ok(token.clone()));
        let refused = read.verify_with(|_| false);
        assert_eq!(refused, Err(StatusListError::Signature));

        let cwt = token.to_cwt(-7, b"k", sign).unwrap();
        assert_eq!(cwt, token.to_cwt(-7, b"k", sign).unwrap());
        let read = StatusListCwt::parse(&cwt, &Limits::default()).unwrap();
        assert_eq!(read.kid(), Some(b"k".as_slice()));
        let verified = read.verify_with(|it| it.verify(it.algorithm().unwrap(), public).is_ok());
        assert_eq!(verified, Ok(token.clone()));
        let refused = read.verify_with(|_| false);
        assert_eq!(refused, Err(StatusListError::Signature));
    }
}

#[test]
fn a_status_needs_the_right_list_in_time() {
    let mut token = token(Bits::One, 16);
    token.list.set(15, Status::Invalid).unwrap();
    assert_eq!(token.check(&reference(15), 1_999), Ok(Status::Invalid));
    assert_eq!(token.check(&reference(14), 1_999), Ok(Status::Valid));
    let expired = Err(StatusListError::Expired { expires_at: 2_000 });
    assert_eq!(token.check(&reference(15), 2_000), expired);
    for index in [16, u64::MAX] {
        let beyond = Err(StatusListError::OutOfRange { entries: 16 });
        assert_eq!(token.check(&reference(index), 0), beyond);
    }
    let other = StatusReference {
        uri: "https://x.example/2".to_owned(),
        ..reference(0)
    };
    assert_eq!(token.check(&other, 0), Err(StatusListError::OtherList));
}

#[test]
fn a_list_is_fetched_anew_after_ttl_or_at_its_end() {
    let mut token = token(Bits::One, 8);
    assert_eq!(token.refresh_at(1_000), Some(1_300));
    assert_eq!(token.refresh_at(1_900), Some(2_000));
    token.expires_at = None;
    assert_eq!(token.refresh_at(1_900), Some(2_200));
    token.time_to_live_secs = None;
    assert_eq!(token.refresh_at(1_900), None);
}

#[test]
fn values_fit_the_width() {
    for bits in Bits::ALL {
        let mut list = StatusList::new(bits, 8, &Limits::default()).unwrap();
        let max = Status::from_value(bits.value_max());
        list.set(3, max).unwrap();
        list.set(4, max).unwrap();
        list.set(4, Status::Valid).unwrap();
        let read: Vec<_> = (0..8).map(|index| list.status(index).unwrap()).collect();
        for (index, status) in read.into_iter().enumerate() {
            assert_eq!(status == max, index == 3, "{bits:?} {index}");
        }
        if let Some(value) = bits.value_max().checked_add(1) {
            let refused = Err(StatusListError::Value { value });
            assert_eq!(list.set(0, Status::from_value(value)), refused);
        }
        assert_eq!(
            list.set(8, Status::Valid).unwrap_err().code(),
            "statuslist.out-of-range"
        );
    }
}

#[test]
fn lists_and_tokens_are_bounded() {
    let limits = Limits {
        list_size_max_bytes: 2,
        token_size_max_bytes: 200,
    };
    assert!(StatusList::new(Bits::One, 16, &limits).is_ok());
    let too_large = StatusListError::ListTooLarge { max: 2 };
    assert_eq!(
        StatusList::new(Bits::One, 17, &limits),
        Err(too_large.clone())
    );
    assert_eq!(
        StatusList::new(Bits::Eight, u64::MAX, &limits),
        Err(too_large.clone())
    );
    // A megabyte of nothing: a thousand bytes of zlib, and two are allowed.
    let bomb = StatusList::new(Bits::One, 1 << 23, &Limits::default()).unwrap();
    let refused = StatusList::from_compressed(Bits::One, &bomb.to_compressed(), &limits);
    assert_eq!(refused, Err(too_large));
    let json = bomb.to_json();
    assert_eq!(
        StatusList::parse_json(json.as_bytes(), &limits)
            .unwrap_err()
            .code(),
        "json.too-large"
    );
    assert_eq!(
        StatusList::parse_cbor(&bomb.to_cbor(), &limits)
            .unwrap_err()
            .code(),
        "cbor.too-long"
    );
    let long = "a".repeat(201);
    assert_eq!(
        StatusListJwt::parse(&long, &limits).unwrap_err().code(),
        "jws.too-large"
    );
}

#[test]
fn malformed_lists_say_why() {
    let code = |json: &str| {
        let list = StatusList::parse_json(json.as_bytes(), &Limits::default());
        list.unwrap_err().code()
    };
    assert_eq!(code("[]"), "statuslist.not-list");
    assert_eq!(
        code(r#"{"bits":"1","lst":"eNrbuRgAAhcBXQ"}"#),
        "statuslist.not-list"
    );
    assert_eq!(code(r#"{"bits":1}"#), "statuslist.not-list");
    assert_eq!(
        code(r#"{"bits":3,"lst":"eNrbuRgAAhcBXQ"}"#),
        "statuslist.bits"
    );
    assert_eq!(
        code(r#"{"bits":1,"lst":"eNrbuRgAAhcBXQ=="}"#),
        "statuslist.base64"
    );
    assert_eq!(
        code(r#"{"bits":1,"lst":"eNrbuRgAAhcBXA"}"#),
        "statuslist.compression"
    );
    assert_eq!(code(r#"{"bits":1,"lst":""}"#), "statuslist.compression");
    assert_eq!(
        code(r#"{"bits":1,"bits":1,"lst":""}"#),
        "json.duplicate-member"
    );
}

/// A JWT of these claims, its signature never looked at.
fn unverified(typ: &str, claims: &str) -> Result<StatusListToken, StatusListError> {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let header = format!(r#"{{"alg":"ES256","typ":"{typ}"}}"#);
    let [header, claims] = [header.as_str(), claims].map(|part| URL_SAFE_NO_PAD.encode(part));
    StatusListJwt::parse(&format!("{header}.{claims}.AAAA"), &Limits::default())?.unverified()
}

#[test]
fn types_and_claims_are_checked() {
    let list = r#""status_list":{"bits":1,"lst":"eNrbuRgAAhcBXQ"}"#;
    let good = format!(r#"{{"sub":"u","iat":1.5,"exp":2,{list}}}"#);
    for typ in [
        "statuslist+jwt",
        "application/statuslist+jwt",
        "Statuslist+JWT",
    ] {
        let token = unverified(typ, &good).unwrap();
        assert_eq!((token.issued_at, token.expires_at), (1, Some(2)));
    }
    for typ in [
        "",
        "JWT",
        "statuslist",
        "statuslist+cwt",
        "xapplication/statuslist+jwt",
    ] {
        assert_eq!(unverified(typ, &good), Err(StatusListError::Type), "{typ}");
    }
    for (claim, claims) in [
        (Claim::Subject, format!(r#"{{"iat":1,{list}}}"#)),
        (Claim::Subject, format!(r#"{{"sub":1,"iat":1,{list}}}"#)),
        (Claim::IssuedAt, format!(r#"{{"sub":"u",{list}}}"#)),
        (Claim::IssuedAt, format!(r#"{{"sub":"u","iat":-1,{list}}}"#)),
        (
            Claim::IssuedAt,
            format!(r#"{{"sub":"u","iat":1e300,{list}}}"#),
        ),
        (
            Claim::ExpiresAt,
            format!(r#"{{"sub":"u","iat":1,"exp":"2",{list}}}"#),
        ),
        (
            Claim::TimeToLive,
            format!(r#"{{"sub":"u","iat":1,"ttl":0,{list}}}"#),
        ),
        (Claim::StatusList, r#"{"sub":"u","iat":1}"#.to_owned()),
    ] {
        let refused = unverified("statuslist+jwt", &claims);
        assert_eq!(refused, Err(StatusListError::Claim { claim }), "{claims}");
    }
}

#[test]
fn references_are_read_from_both_kinds_of_claims() {
    let json = br#"{"iss":"x","status":{"status_list":{"idx":7,"uri":"https://x.example/1"}}}"#;
    assert_eq!(StatusReference::from_jwt_claims(json), Ok(reference(7)));
    for json in [
        "{}",
        r#"{"status":{}}"#,
        r#"{"status":{"status_list":{"idx":-1,"uri":"u"}}}"#,
        r#"{"status":{"status_list":{"idx":"1","uri":"u"}}}"#,
        r#"{"status":{"status_list":{"idx":1}}}"#,
    ] {
        let refused = StatusReference::from_jwt_claims(json.as_bytes());
        assert_eq!(refused, Err(StatusListError::NoReference), "{json}");
    }
    // {65535: {"status_list": {"idx": 7, "uri": "https://x.example/1"}}}
    let mut cbor = b"\xa1\x19\xff\xff\xa1\x6bstatus_list\xa2\x63idx\x07\x63uri\x73".to_vec();
    cbor.extend_from_slice(b"https://x.example/1");
    assert_eq!(StatusReference::from_cwt_claims(&cbor), Ok(reference(7)));
    let none = StatusReference::from_cwt_claims(b"\xa0");
    assert_eq!(none, Err(StatusListError::NoReference));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_list_round_trips(
        width in 0_usize..4,
        entries in 0_u64..200,
        values in prop::collection::vec((any::<u64>(), any::<u8>()), 0..20),
    ) {
        let bits = Bits::ALL[width];
        let mut list = StatusList::new(bits, entries, &Limits::default()).unwrap();
        for (index, value) in values {
            if let Some(index) = index.checked_rem(list.entries()) {
                let status = Status::from_value(value & bits.value_max());
                list.set(index, status).unwrap();
                prop_assert_eq!(list.status(index), Ok(status));
            }
        }
        let limits = Limits::default();
        let json = list.to_json();
        prop_assert_eq!(StatusList::parse_json(json.as_bytes(), &limits), Ok(list.clone()));
        prop_assert_eq!(StatusList::parse_cbor(&list.to_cbor(), &limits), Ok(list));
    }

    #[test]
    fn arbitrary_input_never_panics(bytes: Vec<u8>, text: String) {
        let limits = Limits::default();
        let _ = StatusList::parse_json(&bytes, &limits);
        let _ = StatusList::parse_cbor(&bytes, &limits);
        let _ = StatusListJwt::parse(&text, &limits).map(|jwt| jwt.unverified());
        let _ = StatusListCwt::parse(&bytes, &limits).map(|cwt| cwt.unverified());
        let _ = StatusReference::from_jwt_claims(&bytes);
        let _ = StatusReference::from_cwt_claims(&bytes);
    }
}
