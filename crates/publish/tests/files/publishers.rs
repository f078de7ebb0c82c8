//! Who may publish over what.

use std::sync::Arc;

use cleanbill_publish::files::{
    Certificates, Destination, FilesError, Gatekeeper, NoApprovalNeeded, PublishedSet, Refusal,
    S3Options,
};
use cleanbill_publish::publish_and_wait;
use cleanbill_trust::set::{OpenedSet, TargetType};
use object_store::memory::InMemory;

use crate::failing::{Failing, Failure};
use crate::support::*;

#[test]
fn versions_never_go_back_and_are_never_used_twice() {
    let place = tempfile::tempdir().unwrap();
    let first = publish(nth(2), place.path()).unwrap();
    assert!(first.written > 5 && first.kept == 0);
    let again = publish(nth(2), place.path()).unwrap();
    assert_eq!(again.version, first.version);
    let code = |bundle| publish(bundle, place.path()).unwrap_err().code();
    assert_eq!(code(nth(1)), "publish.not-newer");
    let other = bundle(2, &[signers(0..9)]);
    assert_eq!(code(other), "publish.not-newer");
    assert_eq!(fetched(&folder(place.path())), nth(2));
    // A version that was signed, written and never reached is used up too.
    std::fs::write(place.path().join("sets/1.3.cbset"), "another").unwrap();
    assert_eq!(code(nth(3)), "publish.version-used");
    assert_eq!(fetched(&folder(place.path())), nth(2));
}

#[test]
fn one_publisher_at_a_time() {
    let place = tempfile::tempdir().unwrap();
    let _first = Destination::folder(place.path()).unwrap();
    assert_eq!(
        Destination::folder(place.path()).unwrap_err(),
        FilesError::Busy
    );
}

#[test]
fn what_is_nobodys_is_not_overwritten() {
    let place = tempfile::tempdir().unwrap();
    let head = place.path().join("current.cbset");
    std::fs::write(&head, "something").unwrap();
    let error = publish(nth(1), place.path()).unwrap_err();
    assert_eq!(error.code(), "publish.published-unreadable");
    assert_eq!(std::fs::read(&head).unwrap(), b"something");
}

/// Says no.
struct Never;

impl Gatekeeper for Never {
    fn check(&self, set: &OpenedSet<'_>) -> Result<(), Refusal> {
        assert!(set.target(&TargetType::DCC_SIGNERS).is_ok());
        Err(Refusal {
            code: "act.unsigned",
        })
    }
}

#[test]
fn nothing_gets_past_the_gatekeeper_or_what_a_verifier_would_refuse() {
    let none = Certificates::default();
    let refused = PublishedSet::new(nth(1), &pins(), NOW, &none, &Never).err();
    let code = "act.unsigned";
    assert_eq!(refused, Some(FilesError::Refused { code }));
    let new = |bundle| {
        PublishedSet::new(bundle, &pins(), NOW, &none, &NoApprovalNeeded)
            .err()
            .unwrap()
            .code()
    };
    let mut flipped = nth(1);
    *flipped.last_mut().unwrap() ^= 1;
    assert_eq!(new(flipped), "set.digest-mismatch");
    let rules = cleanbill_verifier::bundle::documents_target(TargetType::RULES, ["no rule"]);
    assert!(new(bundle(1, &[signers(0..1), rules])).starts_with("rule"));
}

#[test]
fn a_store_that_ignores_conditions_is_found_out() {
    let honest = Destination::store(Arc::new(InMemory::new()));
    publish_and_wait(&published(nth(1)), &honest).unwrap();
    let careless = Failing::new(Arc::new(InMemory::new()), Failure::Conditions);
    let careless = Destination::store(Arc::new(careless));
    let error = publish_and_wait(&published(nth(1)), &careless).unwrap_err();
    assert_eq!(error, FilesError::NoConditions);
}

#[test]
fn stores_elsewhere_are_not_spoken_to_in_the_clear() {
    let s3 = |endpoint: &str, allow_http| {
        let options = S3Options {
            bucket: "set".into(),
            endpoint: Some(endpoint.into()),
            allow_http,
            ..S3Options::default()
        };
        Destination::s3(&options)
            .map_err(|error| error.code())
            .err()
    };
    assert_eq!(
        s3("http://store.example.org", false),
        Some("publish.plain-http")
    );
    assert_eq!(
        s3("http://127.0.0.1.example.org", false),
        Some("publish.plain-http")
    );
    assert_eq!(s3("ftp://127.0.0.1", true), Some("publish.destination"));
    for (endpoint, allow_http) in [
        ("http://127.0.0.1:1", false),
        ("http://store.example.org", true),
        ("https://store.example.org", false),
    ] {
        assert_eq!(s3(endpoint, allow_http), None, "{endpoint}");
    }
}
