//! The exact list: its bytes, its order, and whom it covers.
use cleanbill_revocation::exact::{ExactError, ExactList};
use cleanbill_revocation::{Answer, KeyHash, Limits, Mechanism, Subject};
use proptest::prelude::*;

use crate::support::subject;

fn list(kids: &[&[u8]], keys: &[KeyHash]) -> ExactList {
    let kids = kids.iter().map(|kid| kid.to_vec()).collect();
    ExactList::new(7, kids, keys.to_vec(), &Limits::DEFAULT).unwrap()
}

fn parse(bytes: &[u8]) -> Result<ExactList, ExactError> {
    ExactList::parse(bytes, &Limits::DEFAULT)
}

#[test]
fn the_bytes_are_those_of_the_grammar() {
    let list = list(&[b"b", b"aa", b"b"], &[[2; 16], [1; 16], [2; 16]]);
    let expected = [
        b"cbexact\x01".as_slice(),
        &[0, 0, 0, 0, 0, 0, 0, 7],
        b"\x00\x02\x02aa\x01b",
        &[0, 0, 0, 2],
        &[1; 16],
        &[2; 16],
    ]
    .concat();
    assert_eq!(list.to_bytes(), expected);
    assert_eq!(parse(&expected), Ok(list.clone()));
    assert_eq!(
        (list.issued_at(), list.kids().len(), list.keys().len()),
        (7, 2, 2)
    );
    for end in 0..expected.len() {
        let code = parse(&expected[..end]).unwrap_err().code();
        let magic = if end < 8 {
            "revocation.exact.magic"
        } else {
            "revocation.exact.cut"
        };
        assert_eq!(code, magic, "{end}");
    }
    let longer = [expected.as_slice(), b"\0"].concat();
    assert_eq!(parse(&longer), Err(ExactError::Trailing { bytes: 1 }));
    let longer = [expected.as_slice(), &[3; 16]].concat();
    assert_eq!(parse(&longer), Err(ExactError::Trailing { bytes: 16 }));
}

#[test]
fn what_is_not_sorted_is_refused() {
    let good = list(&[b"a", b"b"], &[[1; 16], [2; 16]]).to_bytes();
    let with = |at: usize, byte: u8| {
        let mut bytes = good.clone();
        bytes[at] = byte;
        parse(&bytes)
    };
    // "a" stands at 19, "b" at 21; the keys from 26 and 42 on.
    assert_eq!(with(19, b'b'), Err(ExactError::Order));
    assert_eq!(with(19, b'c'), Err(ExactError::Order));
    assert_eq!(with(26, 3), Err(ExactError::Order));
    assert!(with(26, 2).is_ok());
    let twice = [&good[..26], &[2; 16], &[2; 16]].concat();
    assert_eq!(parse(&twice), Err(ExactError::Order));
}

#[test]
fn limits_hold_before_anything_is_read() {
    let limits = Limits {
        kids_max: 1,
        exact_keys_max: 1,
        ..Limits::DEFAULT
    };
    let too_many = |actual| Err(ExactError::TooMany { actual, max: 1 });
    let kids = list(&[b"a", b"b"], &[]).to_bytes();
    assert_eq!(ExactList::parse(&kids, &limits), too_many(2));
    let keys = list(&[b"a"], &[[1; 16], [2; 16]]).to_bytes();
    assert_eq!(ExactList::parse(&keys, &limits), too_many(2));
    // Four thousand million keys, claimed.
    let claim = [&keys[..20], &[0xff; 4]].concat();
    assert_eq!(ExactList::parse(&claim, &limits), too_many(0xffff_ffff));
    for len in [0, 65] {
        let wrong = ExactList::new(0, vec![vec![1; len]], Vec::new(), &limits);
        assert_eq!(wrong, Err(ExactError::Kid { bytes: len }));
    }
}

#[test]
fn it_covers_the_identifiers_of_its_kids() {
    let subject = subject();
    let key = subject.identifier_hash().unwrap();
    let look_up = |kids: &[&[u8]], keys: &[KeyHash]| list(kids, keys).look_up(&subject, 0);
    assert_eq!(
        look_up(&[b"12345678"], &[[0; 16], key, [255; 16]]),
        Answer::Revoked
    );
    assert_eq!(look_up(&[b"12345678"], &[[0; 16]]), Answer::NotRevoked);
    assert_eq!(look_up(&[b"other"], &[key]), Answer::NotCovered);
    assert_eq!(look_up(&[], &[key]), Answer::NotCovered);
    let nameless = Subject {
        kid: b"12345678",
        ..Subject::default()
    };
    let answer = list(&[b"12345678"], &[key]).look_up(&nameless, 0);
    assert_eq!(answer, Answer::NotCovered);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn round_trip(
        at: i64,
        kids in prop::collection::vec(prop::collection::vec(any::<u8>(), 1..9), 0..5),
        keys: Vec<[u8; 16]>,
    ) {
        let list = ExactList::new(at, kids, keys.clone(), &Limits::DEFAULT).unwrap();
        prop_assert_eq!(parse(&list.to_bytes()), Ok(list.clone()));
        prop_assert!(keys.iter().all(|key| list.keys().contains(key)));
    }

    #[test]
    fn there_is_one_encoding(mut bytes: Vec<u8>) {
        bytes.splice(0..0, *b"cbexact\x01\0\0\0\0\0\0\0\0\0");
        if let Ok(list) = parse(&bytes) {
            prop_assert_eq!(list.to_bytes(), bytes);
        }
    }
}
