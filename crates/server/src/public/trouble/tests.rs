use std::collections::BTreeSet;

use cleanbill_authority::AuthorityError;
use cleanbill_forum::filings::FilingsError;
use cleanbill_seal::SealError;
use cleanbill_store::StoreError;

use super::*;

const CODES: &str = include_str!("../../../../../docs/ERROR_CODES.md");

/// Codes of what officers and programs do, or of what no page asks for.
const NOT_ON_PAGES: &[&str] = &[
    "filing.challenge",
    "filing.challenge-over",
    "filing.extension",
    "filing.moved",
    "filing.not-shown",
    "filing.state",
    "filing.work",
    "filing.work-used",
    "case.extension",
    "case.findings",
    "case.mandate",
    "case.not-alike",
    "case.not-independent",
    "case.not-yet",
    "case.order",
    "petition.batch",
    "petition.blind-signature",
    "petition.blinded-message",
    "petition.epoch-begun",
    "petition.epoch-full",
    "petition.exchange-set",
    "petition.key",
    "petition.nothing-owed",
    "petition.other-batch",
    "petition.past",
    "petition.rules",
    "petition.unknown-region",
    "petition.voucher-character",
    "petition.voucher-check",
    "petition.voucher-count",
    "petition.voucher-length",
    "petition.voucher-unknown",
    "petition.voucher-used",
];

/// Codes whose status says enough: the service cannot do it now, or has a fault.
const BY_STATUS: &[&str] = &[
    "filing.clock-behind",
    "filing.damaged",
    "filing.history",
    "filing.no-receipt",
    "case.clock-behind",
    "case.history",
    "petition.broken",
    "petition.day-behind",
    "petition.key-missing",
    "petition.randomness",
];

fn codes(family: &str) -> BTreeSet<&'static str> {
    let begin = format!("| `{family}.");
    let rows = CODES.lines().filter(|line| line.starts_with(&begin));
    rows.map(|row| row.split('`').nth(1).unwrap()).collect()
}

#[test]
fn every_code_of_citizens_is_told_or_known_not_to_be() {
    for family in ["filing", "case", "appeal", "petition"] {
        let codes = codes(family);
        assert!(!codes.is_empty(), "{family}");
        for code in codes {
            let lists = [NOT_ON_PAGES.contains(&code), BY_STATUS.contains(&code)];
            let is_told = by_code(code).is_some();
            let ways = lists.iter().filter(|listed| **listed).count() + usize::from(is_told);
            assert_eq!(ways, 1, "{code}");
        }
    }
}

#[test]
fn what_is_listed_is_a_code() {
    for code in NOT_ON_PAGES.iter().chain(BY_STATUS) {
        assert!(CODES.contains(&format!("| `{code}` |")), "{code}");
    }
}

/// Every text is told of something: none is left over, and none is told of everything.
#[test]
fn every_trouble_is_told_of_something() {
    let rows = CODES.lines().filter(|line| line.starts_with("| `"));
    let codes: Vec<&str> = rows.map(|row| row.split('`').nth(1).unwrap()).collect();
    let mut told: Vec<Trouble> = codes
        .iter()
        .flat_map(|code| {
            let places = Place::ALL.into_iter();
            places.filter_map(move |place| by_place(place, code).or_else(|| by_code(code)))
        })
        .map(|(trouble, _)| trouble)
        .collect();
    for field in [
        "hash",
        "size",
        "kind",
        "code",
        "signature",
        "commitment",
        "act",
    ] {
        told.push(of_field(field).0);
    }
    for status in [429, 503, 500, 409] {
        told.push(by_status(StatusCode::from_u16(status).unwrap()));
    }
    for trouble in Trouble::ALL {
        assert!(told.contains(trouble), "{trouble:?}");
    }
}

#[test]
fn what_the_service_cannot_do_is_not_laid_to_the_citizen() {
    let at = |error: ServerError| problem(Place::File, &error);
    let store = |error: StoreError| at(AuthorityError::from(error).into());
    assert_eq!(store(StoreError::Unavailable).trouble, Trouble::Unavailable);
    assert_eq!(store(StoreError::Unavailable).code, "store.unavailable");
    assert_eq!(at(ServerError::NotReady).trouble, Trouble::Unavailable);
    assert_eq!(at(ServerError::Defect).trouble, Trouble::Fault);
    let damaged = at(FilingsError::Damaged.into());
    assert_eq!(
        (damaged.trouble, damaged.code),
        (Trouble::Fault, "filing.damaged")
    );
    let often = AuthorityError::from(SealError::RateLimited {
        retry_after_secs: 7,
    });
    let often = at(often.into());
    assert_eq!(
        (often.trouble, often.again_secs),
        (Trouble::TooOften, Some(7))
    );
    let busy = at(FilingsError::Busy { again_secs: 3 }.into());
    assert_eq!((busy.trouble, busy.again_secs), (Trouble::TooMuch, Some(3)));
}

#[test]
fn what_is_not_found_is_what_was_asked_for() {
    let unknown = ServerError::from(AuthorityError::NotFound);
    let told = |place| {
        let problem = problem(place, &unknown);
        (problem.trouble, problem.field)
    };
    assert_eq!(told(Place::Appeal), (Trouble::NoticeUnknown, Some("code")));
    assert_eq!(told(Place::Follow), (Trouble::Code, Some("code")));
    let field = ServerError::Field { field: "hash" };
    let field = problem(Place::File, &field);
    assert_eq!((field.trouble, field.field), (Trouble::Hash, Some("hash")));
}
