//! A device, a gateway, and whoever stands between them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use bhttp::{Message, Mode};
use cleanbill_oblivious::{
    Gateway, KEPT_DAYS, Keys, MADE_ANEW_DAYS, ObliviousError, Request, Response, SEALED_MAX_BYTES,
    Sealed,
};
use proptest::prelude::*;

const TODAY: i32 = 20_000;

/// Draws that are all different.
fn drawn(seed: u8) -> impl FnMut(&mut [u8]) {
    let mut next = seed;
    move |bytes| {
        bytes.fill(next);
        next += 1;
    }
}

fn keys() -> Keys {
    let mut keys = Keys::default();
    assert!(keys.renew(TODAY, &mut drawn(1)));
    keys
}

fn request() -> Request {
    Request {
        method: "POST".to_owned(),
        path: "/api/v1/filings".to_owned(),
        content_type: Some("application/json".to_owned()),
        content: b"{\"text\":\"open the schools\"}".to_vec(),
    }
}

fn response() -> Response {
    Response {
        status: 429,
        content_type: Some("application/problem+json".to_owned()),
        retry_after: Some("30".to_owned()),
        content: b"{}".to_vec(),
    }
}

#[test]
fn what_a_device_asks_the_gateway_reads_and_answers() {
    let gateway = Gateway::new(&keys()).unwrap();
    let sealed = Sealed::of(&request(), &gateway.public_keys()).unwrap();
    let (read, reply) = gateway.open(&sealed.bytes).unwrap();
    assert_eq!(read, request());
    let answer = reply.seal(&response()).unwrap();
    assert_eq!(sealed.opener.open(&answer), Ok(response()));
}

#[test]
fn g12_a_relay_sees_neither_words_nor_their_length() {
    let gateway = Gateway::new(&keys()).unwrap();
    let public = gateway.public_keys();
    let length = |content: usize| {
        let content = vec![b'x'; content];
        let request = Request {
            content,
            ..request()
        };
        Sealed::of(&request, &public).unwrap().bytes.len()
    };
    assert_eq!(length(0), length(3_900));
    let sealed = Sealed::of(&request(), &public).unwrap().bytes;
    for word in [&b"filings"[..], b"schools", b"json", b"POST"] {
        assert!(!sealed.windows(word.len()).any(|window| window == word));
    }
    // The same twice is not the same bytes.
    assert_ne!(sealed, Sealed::of(&request(), &public).unwrap().bytes);
}

#[test]
fn keys_of_x_wing_are_preferred_and_x25519_works() {
    let gateway = Gateway::new(&keys()).unwrap();
    let public = gateway.public_keys();
    let best = Sealed::of(&request(), &public).unwrap().bytes;
    assert_eq!(&best[1..3], [0x64, 0x7a]);
    let first = 2 + usize::from(u16::from_be_bytes([public[0], public[1]]));
    let other = Sealed::of(&request(), &public[first..]).unwrap();
    assert_eq!(&other.bytes[1..3], [0, 0x20]);
    assert_eq!(gateway.open(&other.bytes).unwrap().0, request());
}

#[test]
fn keys_are_made_anew_and_older_ones_open_for_a_while() {
    let mut keys = keys();
    let mut draw = drawn(2);
    let gateway = Gateway::new(&keys).unwrap();
    let old = gateway.public_keys();
    assert!(!keys.renew(TODAY + MADE_ANEW_DAYS - 1, &mut draw));
    let changed = TODAY + MADE_ANEW_DAYS;
    assert!(keys.renew(changed, &mut draw));
    gateway.replace(&keys).unwrap();
    assert_ne!(gateway.public_keys(), old);
    let late = Sealed::of(&request(), &old).unwrap();
    assert!(gateway.open(&late.bytes).is_ok());
    // A clock that goes back makes nothing.
    assert!(!keys.renew(0, &mut draw));
    assert!(!keys.renew(changed + KEPT_DAYS, &mut draw));
    assert!(keys.renew(changed + KEPT_DAYS + 1, &mut draw));
    gateway.replace(&keys).unwrap();
    let refused = gateway.open(&late.bytes).unwrap_err();
    assert_eq!(refused, ObliviousError::UnknownKey);
    let newest = Sealed::of(&request(), &gateway.public_keys()).unwrap();
    assert!(gateway.open(&newest.bytes).is_ok());
}

#[test]
fn numbers_of_keys_go_round_and_never_meet() {
    let mut keys = keys();
    for month in 1..140_u8 {
        let day = TODAY + i32::from(month) * MADE_ANEW_DAYS;
        assert!(keys.renew(day, &mut |bytes| bytes.fill(month)));
        // Around where they begin again.
        if !(125..132).contains(&month) {
            continue;
        }
        let gateway = Gateway::new(&keys).unwrap();
        let sealed = Sealed::of(&request(), &gateway.public_keys()).unwrap();
        assert!(gateway.open(&sealed.bytes).is_ok(), "month {month}");
    }
}

#[test]
fn the_file_of_secrets_is_read_back_and_nothing_else() {
    let mut keys = keys();
    assert!(keys.renew(TODAY + MADE_ANEW_DAYS, &mut drawn(9)));
    let text = keys.encode();
    let again = Keys::parse(&text).unwrap();
    assert_eq!(again.encode(), text);
    assert_eq!(
        Gateway::new(&again).unwrap().public_keys(),
        Gateway::new(&keys).unwrap().public_keys()
    );
    assert!(!format!("{keys:?}").contains("0909"));
    let line = text.lines().nth(1).unwrap();
    for wrong in [
        String::new(),
        "cleanbill oblivious keys 2\n".to_owned(),
        format!("{}{line}\n", *text),
        text.replace("0 20000", "128 20000"),
        text.replace("0 20000", "0 30000"),
        text.replace("0101", "01"),
        text.replace("0101", "0g01"),
        format!("{}0\n", *text),
        "cleanbill oblivious keys 1\n".to_owned() + &"1 1 00\n".repeat(9),
    ] {
        assert_eq!(
            Keys::parse(&wrong).unwrap_err(),
            ObliviousError::Secrets,
            "{wrong}"
        );
    }
    assert!(Gateway::new(&Keys::default()).is_err());
}

#[test]
fn g12_what_was_cut_off_or_changed_opens_nothing() {
    let gateway = Gateway::new(&keys()).unwrap();
    let sealed = Sealed::of(&request(), &gateway.public_keys()).unwrap();
    let bytes = &sealed.bytes;
    for length in (0..bytes.len()).step_by(97).chain([1, 6, 7, 8]) {
        assert!(gateway.open(&bytes[..length]).is_err(), "{length}");
    }
    for place in [1, 3, 5, 7, 900, 1_127, bytes.len() - 1] {
        let mut changed = bytes.clone();
        changed[place] ^= 1;
        assert!(gateway.open(&changed).is_err(), "{place}");
    }
    let mut other = bytes.clone();
    other[0] = 77;
    assert_eq!(
        gateway.open(&other).unwrap_err(),
        ObliviousError::UnknownKey
    );
    let long = vec![0; SEALED_MAX_BYTES + 1];
    let max = SEALED_MAX_BYTES;
    assert_eq!(
        gateway.open(&long).unwrap_err(),
        ObliviousError::TooLong { max }
    );
}

#[test]
fn g12_a_request_that_is_brought_again_is_answered_to_the_first_device_alone() {
    let gateway = Gateway::new(&keys()).unwrap();
    let public = gateway.public_keys();
    let first = Sealed::of(&request(), &public).unwrap();
    let other = Sealed::of(&request(), &public).unwrap();
    let (_, reply) = gateway.open(&first.bytes).unwrap();
    let (_, again) = gateway.open(&first.bytes).unwrap();
    let (answer, second) = (
        reply.seal(&response()).unwrap(),
        again.seal(&response()).unwrap(),
    );
    assert_ne!(answer, second);
    assert_eq!(other.opener.open(&second), Err(ObliviousError::Closed));
    assert_eq!(first.opener.open(&second), Ok(response()));
}

#[test]
fn garbage_that_is_sealed_well_is_refused() {
    let gateway = Gateway::new(&keys()).unwrap();
    let public = gateway.public_keys();
    let mut garbage = vec![Vec::new(), vec![0xff; 5_000], vec![0; 5_000], vec![1; 300]];
    let whole = request().encode().unwrap();
    garbage.extend((1..29).map(|length| whole[..length].to_vec()));
    for bytes in garbage {
        let key = ohttp::KeyConfig::decode_list(&public).unwrap().remove(0);
        let client = ohttp::ClientRequest::from_config(&mut key.clone()).unwrap();
        let (sealed, _) = client.encapsulate(&bytes).unwrap();
        let opened = gateway.open(&sealed).map(|(read, _)| read);
        assert!(
            matches!(
                opened,
                Err(ObliviousError::Message | ObliviousError::TooLong { .. })
            ),
            "{bytes:?}"
        );
    }
}

#[test]
fn keys_that_are_of_no_use_are_refused() {
    let public = Gateway::new(&keys()).unwrap().public_keys();
    let refused = |keys: &[u8]| Sealed::of(&request(), keys).unwrap_err();
    // A key with a suite that nobody knows, and one without any.
    let x25519 = |suites: &[u8]| {
        let mut key = vec![1, 0, 0x20];
        key.extend([9; 32]);
        key.extend(u16::try_from(suites.len()).unwrap().to_be_bytes());
        key.extend(suites);
        let mut list = u16::try_from(key.len()).unwrap().to_be_bytes().to_vec();
        list.extend(key);
        list
    };
    assert!(Sealed::of(&request(), &x25519(&[0, 1, 0, 1])).is_ok());
    for wrong in [
        Vec::new(),
        public[..100].to_vec(),
        vec![0; 20_000],
        x25519(&[]),
        x25519(&[0, 2, 0, 2]),
        x25519(&[0, 9, 0, 9]),
    ] {
        assert_eq!(refused(&wrong), ObliviousError::PublicKeys);
    }
}

#[test]
fn a_message_of_many_fields_or_of_no_bound_is_not_read() {
    let mut message = Message::request(
        b"GET".to_vec(),
        b"https".to_vec(),
        Vec::new(),
        b"/".to_vec(),
    );
    let mut indeterminate = Vec::new();
    message
        .write_bhttp(Mode::IndeterminateLength, &mut indeterminate)
        .unwrap();
    assert_eq!(Request::parse(&indeterminate), Err(ObliviousError::Message));
    for _ in 0..8_192 {
        message.put_header("a", "");
    }
    let mut many = Vec::new();
    message.write_bhttp(Mode::KnownLength, &mut many).unwrap();
    let refused = Request::parse(&many);
    assert_eq!(refused, Err(ObliviousError::TooLong { max: 16_384 }));
}

#[test]
fn a_media_type_said_twice_and_bytes_behind_the_end_are_refused() {
    let mut message = Message::request(
        b"GET".to_vec(),
        b"https".to_vec(),
        Vec::new(),
        b"/".to_vec(),
    );
    message.put_header("content-type", "text/plain");
    message.put_header("cookie", "a=b");
    message.put_header("authorization", "Bearer x");
    let written = |message: &Message| {
        let mut bytes = Vec::new();
        message.write_bhttp(Mode::KnownLength, &mut bytes).unwrap();
        bytes
    };
    let mut bytes = written(&message);
    assert_eq!(
        Request::parse(&bytes).unwrap().content_type.as_deref(),
        Some("text/plain")
    );
    bytes.extend([0, 0, 1]);
    assert_eq!(Request::parse(&bytes), Err(ObliviousError::Message));
    message.put_header("Content-Type", "text/html");
    assert_eq!(
        Request::parse(&written(&message)),
        Err(ObliviousError::Message)
    );
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = Response::parse(&bytes);
        if let Ok(request) = Request::parse(&bytes) {
            let again = Request::parse(&request.encode().unwrap());
            prop_assert_eq!(again, Ok(request));
        }
    }

    #[test]
    fn what_is_written_is_read(
        path in "/[ -~]{0,200}",
        content in proptest::collection::vec(any::<u8>(), 0..9_000),
    ) {
        let request = Request { path, content, ..request() };
        let bytes = request.encode().unwrap();
        prop_assert_eq!(bytes.len() % 4_096, 0);
        prop_assert_eq!(Request::parse(&bytes), Ok(request));
    }
}
