//! Status lists in both encodings, the tokens that carry them, and references to them.
#![no_main]

use cleanbill_statuslist::{Limits, StatusList, StatusListCwt, StatusListJwt, StatusReference};

/// Small, so that bombs are found by refusing them and not by unpacking them.
const LIMITS: Limits = Limits {
    list_size_max_bytes: 1 << 16,
    token_size_max_bytes: 1 << 16,
};

fn check(list: &StatusList) {
    assert!(list.as_bytes().len() <= LIMITS.list_size_max_bytes);
    assert!(list.status(list.entries()).is_err());
    assert_eq!(
        StatusList::parse_cbor(&list.to_cbor(), &LIMITS).as_ref(),
        Ok(list)
    );
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(list) = StatusList::parse_json(bytes, &LIMITS) {
        check(&list);
    }
    if let Ok(list) = StatusList::parse_cbor(bytes, &LIMITS) {
        check(&list);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let jwt = StatusListJwt::parse(text, &LIMITS);
        if let Ok(token) = jwt.and_then(|jwt| jwt.unverified()) {
            check(&token.list);
        }
    }
    if let Ok(token) = StatusListCwt::parse(bytes, &LIMITS).and_then(|cwt| cwt.unverified()) {
        check(&token.list);
    }
    let _ = StatusReference::from_jwt_claims(bytes);
    let _ = StatusReference::from_cwt_claims(bytes);
});
