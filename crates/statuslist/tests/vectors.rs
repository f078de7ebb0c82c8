//! The vectors of the draft: every list of every width, both encodings, tokens and references.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use cleanbill_cose::CoseSign1;
use cleanbill_jose::{Jwk, Jws};
use cleanbill_statuslist::{
    Bits, Limits, Status, StatusList, StatusListCwt, StatusListError, StatusListJwt,
    StatusListToken, StatusReference,
};

/// The folder of the vectors, or a line that says that they are skipped.
fn folder() -> Option<PathBuf> {
    let folder = cleanbill_testkit::corpora().map(|corpora| corpora.join("token-status-list"));
    if folder.is_none() {
        cleanbill_testkit::skip("the vectors of Token Status List");
    }
    folder
}

/// A vector without its line breaks, its indentation, and what says how it came about.
fn text(name: &str) -> Option<String> {
    let whole = std::fs::read_to_string(folder()?.join(name)).unwrap();
    let (_, vector) = whole.rsplit_once("encoded:").unwrap_or(("", &whole));
    Some(vector.lines().map(str::trim).collect())
}

fn bytes(name: &str) -> Option<Vec<u8>> {
    let text = text(name)?;
    let byte = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
    Some((0..text.len()).step_by(2).map(byte).collect())
}

/// The file of a vector without its end, and what it is a list of.
const SHORT: [(&str, Bits, &[u8]); 2] = [
    ("status_list_encoding", Bits::One, &[0xb9, 0xa3]),
    ("status_list_encoding2", Bits::Two, &[0xc9, 0x44, 0xf9]),
];

const LONG: [(&str, Bits); 4] = [
    ("status_list_encoding1_long", Bits::One),
    ("status_list_encoding2_long", Bits::Two),
    ("status_list_encoding4", Bits::Four),
    ("status_list_encoding8", Bits::Eight),
];

/// Both encodings of one vector, which must be the same list.
fn list(name: &str) -> Option<StatusList> {
    let limits = Limits::default();
    let json = StatusList::parse_json(text(&format!("{name}_json.md"))?.as_bytes(), &limits);
    let cbor = StatusList::parse_cbor(&bytes(&format!("{name}_cbor.md"))?, &limits);
    assert_eq!(json, cbor);
    Some(json.unwrap())
}

#[test]
fn short_lists_are_read_and_written_to_the_byte() {
    for (name, bits, expected) in SHORT {
        let Some(list) = list(name) else { return };
        assert_eq!((list.bits(), list.as_bytes()), (bits, expected));
        assert_eq!(list.to_cbor(), bytes(&format!("{name}_cbor.md")).unwrap());
        let json = text(&format!("{name}_json.md")).unwrap().replace(' ', "");
        assert_eq!(list.to_json(), json);
    }
    // Section 4.1: the statuses of both examples, one by one.
    let values = |name| -> Vec<u8> {
        let list = list(name).unwrap();
        let value = |index| list.status(index).unwrap().value();
        (0..list.entries()).map(value).collect()
    };
    let one = [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1];
    assert_eq!(values(SHORT[0].0), one);
    assert_eq!(values(SHORT[1].0), [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]);
}

#[test]
fn long_lists_have_exactly_the_entries_of_the_csv() {
    for (name, bits) in LONG {
        let Some(list) = list(name) else { return };
        assert_eq!((list.bits(), list.entries()), (bits, 1 << 20), "{name}");
        let csv = folder()
            .unwrap()
            .join(format!("expected-{}bit.csv", bits.width()));
        let csv = std::fs::read_to_string(csv).unwrap();
        let expected: BTreeMap<u64, u8> = csv
            .lines()
            .skip(1)
            .map(|line| line.split_once(',').unwrap())
            .map(|(index, value)| (index.parse().unwrap(), value.parse().unwrap()))
            .collect();
        assert!(expected.len() >= 11);
        for index in 0..list.entries() {
            let value = expected.get(&index).copied().unwrap_or(0);
            assert_eq!(list.status(index).unwrap().value(), value, "{name} {index}");
        }
        let end = Err(StatusListError::OutOfRange { entries: 1 << 20 });
        assert_eq!(list.status(1 << 20), end);

        let mut ours = StatusList::new(bits, 1 << 20, &Limits::default()).unwrap();
        for (index, value) in expected {
            ours.set(index, Status::from_value(value)).unwrap();
        }
        assert_eq!(ours, list, "{name}");
        let again = StatusList::parse_json(ours.to_json().as_bytes(), &Limits::default());
        assert_eq!(again.unwrap(), list, "{name}");
        let same = ours.to_cbor() == bytes(&format!("{name}_cbor.md")).unwrap();
        eprintln!(
            "{name}: our zlib stream {} the draft's",
            if same { "is" } else { "is not" }
        );
    }
}

/// The public half of the key that made the draft's examples, from the draft's own scripts
/// (`src/util.py` of the repository oauth-wg/draft-ietf-oauth-status-list).
fn draft_key() -> Jwk {
    let jwk = br#"{"kty":"EC","crv":"P-256","kid":"12",
        "x":"I3HWm_0Ds1dPMI-IWmf4mBmH-YaeAVbPVu7vB27CxXo",
        "y":"6N_d5Elj9bs1htgV3okJKIdbHEpkgTmAluYKJemzn1M"}"#;
    Jwk::parse(jwk, &cleanbill_jose::Limits::default()).unwrap()
}

fn jws_holds(jws: &Jws<'_>) -> bool {
    jws.verify(draft_key().public_key().unwrap()).is_ok()
}

fn cose_holds(message: &CoseSign1<'_>) -> bool {
    let algorithm = message.algorithm().unwrap();
    message
        .verify(algorithm, draft_key().public_key().unwrap())
        .is_ok()
}

fn check_example(token: &StatusListToken) {
    assert_eq!(token.subject, "https://example.com/statuslists/1");
    assert_eq!(token.issued_at, 1_686_920_170);
    assert_eq!(token.expires_at, Some(2_291_720_170));
    assert_eq!(token.time_to_live_secs, Some(43_200));
    assert_eq!(token.list.as_bytes(), [0xb9, 0xa3]);
}

#[test]
fn the_jwt_verifies() {
    let Some(text) = text("status_list_jwt_raw.md") else {
        return;
    };
    let jwt = StatusListJwt::parse(&text, &Limits::default()).unwrap();
    assert_eq!(jwt.kid(), Some("12"));
    check_example(&jwt.verify_with(jws_holds).unwrap());
    check_example(&jwt.unverified().unwrap());

    let (signed, _) = text.rsplit_once('.').unwrap();
    let forged = format!("{signed}.{}", "A".repeat(86));
    let forged = StatusListJwt::parse(&forged, &Limits::default()).unwrap();
    let refused = Err(StatusListError::Signature);
    assert_eq!(forged.verify_with(jws_holds), refused);
}

#[test]
fn the_cwt_verifies() {
    let Some(message) = bytes("status_list_cwt.md") else {
        return;
    };
    let cwt = StatusListCwt::parse(&message, &Limits::default()).unwrap();
    assert_eq!(cwt.kid(), Some(b"12".as_slice()));
    check_example(&cwt.verify_with(cose_holds).unwrap());
    let mut forged = message.clone();
    *forged.last_mut().unwrap() ^= 1;
    let forged = StatusListCwt::parse(&forged, &Limits::default()).unwrap();
    let refused = Err(StatusListError::Signature);
    assert_eq!(forged.verify_with(cose_holds), refused);
}

#[test]
fn the_referenced_cwt_leads_to_its_status() {
    let (Some(message), Some(list)) = (
        bytes("referenced_token_cwt.md"),
        bytes("status_list_cwt.md"),
    ) else {
        return;
    };
    let token = cleanbill_cose::parse_sign1(&message, &cleanbill_cose::Limits::default()).unwrap();
    assert!(cose_holds(&token));
    let reference = StatusReference::from_cwt_claims(token.payload()).unwrap();
    let uri = "https://example.com/statuslists/1".to_owned();
    assert_eq!(reference, StatusReference { index: 0, uri });

    let list = StatusListCwt::parse(&list, &Limits::default()).unwrap();
    let list = list.verify_with(cose_holds).unwrap();
    assert_eq!(list.check(&reference, 1_700_000_000), Ok(Status::Invalid));
    // A status list token is not a token that refers to one, and the other way round.
    let other = StatusListCwt::parse(&message, &Limits::default());
    assert_eq!(other.unwrap_err(), StatusListError::Type);
}

#[test]
fn the_decoded_jwt_says_what_the_raw_one_says() {
    let (Some(decoded), Some(raw)) = (text("status_list_jwt.md"), text("status_list_jwt_raw.md"))
    else {
        return;
    };
    let (_, claims) = decoded.split_once("}.").unwrap();
    let list = claims.split_once("\"status_list\": ").unwrap().1;
    let list = &list[..=list.find('}').unwrap()];
    let decoded = StatusList::parse_json(list.as_bytes(), &Limits::default()).unwrap();
    let raw = StatusListJwt::parse(&raw, &Limits::default()).unwrap();
    assert_eq!(decoded, raw.unverified().unwrap().list);
}
