//! Revocation lists of SMART Health Cards: the specification's example, and the corpora.

use cleanbill_jose::json::JsonError;
use cleanbill_revocation::rid::{RidDefect, RidError, RidList, RidLists};
use cleanbill_revocation::{Answer, Limits, Mechanism, Subject};
use proptest::prelude::*;

fn parse(text: &str) -> Result<RidList, RidError> {
    RidList::parse(text.as_bytes(), &Limits::DEFAULT)
}

fn list(kid: &str, version: u64, rids: &str) -> RidList {
    let text = format!(r#"{{"kid":"{kid}","method":"rid","ctr":{version},"rids":{rids}}}"#);
    parse(&text).unwrap()
}

/// The `rids` that the specification has as example.
const EXAMPLE: &str = r#"["AQPCj4wwk6Mt","lHKzqFUMjhs.1636977600"]"#;

#[test]
fn an_instant_spares_what_was_issued_from_it_on() {
    let list = list("k", 1, EXAMPLE);
    for issued_at in [None, Some(0), Some(i64::MAX)] {
        assert!(list.is_revoked("AQPCj4wwk6Mt", issued_at));
        assert!(!list.is_revoked("AQPCj4wwk6M", issued_at));
    }
    assert!(list.is_revoked("lHKzqFUMjhs", Some(1_636_977_599)));
    assert!(!list.is_revoked("lHKzqFUMjhs", Some(1_636_977_600)));
    assert!(list.is_revoked("lHKzqFUMjhs", None));
    assert!(!list.is_revoked("lHKzqFUMjhs.1636977600", Some(0)));
    assert!(list.defects().is_empty());
}

#[test]
fn single_entries_that_are_wrong_hide_no_other() {
    let rids = r#"["a.5","$","a.9","b","a.7","", "b.1", 3, "c.x", "c.-1", "c.99999999999999999999",
        "aaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaaa"]"#;
    let list = list("k", 1, rids);
    let malformed = |index| RidDefect::Malformed { index };
    let duplicate = |index| RidDefect::Duplicate { index };
    let expected = [
        malformed(1),
        duplicate(2),
        duplicate(4),
        malformed(5),
        duplicate(6),
        malformed(7),
        malformed(8),
        malformed(9),
        malformed(10),
        malformed(12),
    ];
    assert_eq!(list.defects(), expected);
    assert!(list.is_revoked("a", Some(8)) && !list.is_revoked("a", Some(9)));
    assert!(list.is_revoked("b", Some(8)));
    assert!(list.is_revoked(&"a".repeat(24), Some(8)));
    assert!(!list.is_revoked("c", Some(0)));
}

#[test]
fn lists_that_are_none_say_why() {
    for (text, error) in [
        ("", RidError::Json(JsonError::Malformed)),
        ("[]", RidError::Members),
        (r#"{"method":"rid","ctr":1,"rids":[]}"#, RidError::Members),
        (r#"{"kid":"k","ctr":1,"rids":[]}"#, RidError::Members),
        (
            r#"{"kid":"k","method":"x","ctr":1,"rids":[]}"#,
            RidError::Method,
        ),
        (r#"{"kid":"k","method":"rid","rids":[]}"#, RidError::Members),
        (
            r#"{"kid":"k","method":"rid","ctr":-1,"rids":[]}"#,
            RidError::Members,
        ),
        (r#"{"kid":"k","method":"rid","ctr":1}"#, RidError::Members),
    ] {
        assert_eq!(parse(text), Err(error), "{text}");
    }
    let limits = Limits {
        rids_max: 1,
        ..Limits::DEFAULT
    };
    let text = r#"{"kid":"k","method":"rid","ctr":1,"rids":["a","b"]}"#;
    let too_many = Err(RidError::TooMany { actual: 2, max: 1 });
    assert_eq!(RidList::parse(text.as_bytes(), &limits), too_many);
    let text = r#"{"kid":"k","method":"rid","ctr":"7","rids":[]}"#;
    assert_eq!(parse(text).unwrap().version(), 7);
}

#[test]
fn a_version_never_goes_back() {
    let mut lists = RidLists::new();
    lists.insert(list("k", 3, r#"["a"]"#)).unwrap();
    let outdated = Err(RidError::Outdated {
        found: 2,
        expected: 3,
    });
    assert_eq!(lists.insert(list("k", 2, "[]")), outdated);
    lists.insert(list("other", 1, "[]")).unwrap();
    lists.insert(list("k", 3, "[]")).unwrap();
    assert_eq!(list("k", 2, "[]").check_version(3), outdated);
    assert_eq!(list("k", 4, "[]").check_version(3), Ok(()));
}

#[test]
fn it_covers_cards_with_rid_of_its_keys() {
    // The thumbprint of the example key in RFC 7638, section 3.1.
    let text = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";
    let mut lists = RidLists::new();
    lists.insert(list(text, 1, r#"["a"]"#)).unwrap();
    let digest = [
        55, 54, 203, 177, 120, 124, 184, 48, 156, 119, 238, 140, 55, 5, 197, 225, 111, 251, 158,
        133, 151, 21, 144, 31, 30, 76, 89, 177, 17, 130, 245, 123,
    ];
    let look_up = |kid, identifier| {
        let subject = Subject {
            kid,
            identifier,
            ..Subject::default()
        };
        lists.look_up(&subject, 0)
    };
    for kid in [text.as_bytes(), &digest] {
        assert_eq!(look_up(kid, Some("a")), Answer::Revoked);
        assert_eq!(look_up(kid, Some("b")), Answer::NotRevoked);
        assert_eq!(look_up(kid, None), Answer::NotCovered);
    }
    assert_eq!(look_up(b"k", Some("a")), Answer::NotCovered);
}

#[test]
fn the_lists_of_the_corpora() {
    let Some(corpora) = cleanbill_testkit::corpora() else {
        cleanbill_testkit::skip("revocation lists of SMART Health Cards");
        return;
    };
    let negative = |name: &str| {
        let kid = "hrvC0uzB16UXK83BnPo7Glg685b1D6iYOyJd5hpRaAA";
        let path = format!("shc/negative/badcrl/{name}/.well-known/crl/{kid}.json");
        let bytes = std::fs::read(corpora.join(path)).unwrap();
        RidList::parse(&bytes, &Limits::DEFAULT)
    };
    assert_eq!(negative("invalid-method"), Err(RidError::Method));
    let defects = |name| negative(name).unwrap().defects().to_vec();
    let malformed = |index| RidDefect::Malformed { index };
    assert_eq!(defects("non-base64url-rid"), [1, 3].map(malformed));
    assert_eq!(defects("too-long-rid"), [malformed(1)]);
    let duplicates = negative("duplicate-rid").unwrap();
    let expected = [2, 3].map(|index| RidDefect::Duplicate { index });
    assert_eq!(duplicates.defects(), expected);
    assert!(duplicates.is_revoked("XkNHp2Iyk0Y", Some(i64::MAX)));
    // Ahead of the `crlVersion` of the key, 1: the key is what is out of date.
    assert_eq!(
        negative("version-mismatch").unwrap().check_version(1),
        Ok(())
    );

    let bytes = std::fs::read(corpora.join("shc/vci/vci_snapshot.json")).unwrap();
    let snapshot: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let issuers = snapshot["issuerInfo"].as_array().unwrap();
    let lists = issuers
        .iter()
        .filter_map(|issuer| issuer["crls"].as_array())
        .flatten();
    let (mut count, mut rids) = (0, 0);
    for text in lists {
        let list = RidList::parse(text.to_string().as_bytes(), &Limits::DEFAULT).unwrap();
        assert!(list.defects().is_empty());
        count += 1;
        for rid in text["rids"].as_array().unwrap() {
            let rid = rid.as_str().unwrap().split('.').next().unwrap();
            assert!(list.is_revoked(rid, Some(0)));
            rids += 1;
        }
    }
    assert_eq!((count, rids), (6, 1_343));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn arbitrary_entries_never_panic(entries: Vec<String>, rid: String) {
        let rids = serde_json::to_string(&entries).unwrap();
        let list = list("k", 1, &rids);
        prop_assert!(list.defects().len() <= entries.len());
        let _ = list.is_revoked(&rid, None);
        let _ = parse(&rid);
    }
}
