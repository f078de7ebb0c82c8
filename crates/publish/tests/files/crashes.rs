//! Whatever fails, and wherever: verifiers have the old set or the new one.

use std::sync::Arc;

use cleanbill_publish::files::{Destination, FilesError};
use cleanbill_publish::publish_and_wait;
use object_store::ObjectStore;
use object_store::memory::InMemory;

use crate::failing::{Failing, Failure};
use crate::support::*;

/// Publishes version 2 over version 1 through a store that fails, and says whether it did; then
/// reads as a verifier does, and completes it.
fn attempt(failure: Failure) -> bool {
    let place = tempfile::tempdir().unwrap();
    publish(nth(1), place.path()).unwrap();
    let failing = Destination::folder(place.path())
        .unwrap()
        .through(|inner| Arc::new(Failing::new(inner, failure)));
    let outcome = publish_and_wait(&published(nth(2)), &failing);
    drop(failing);
    let found = fetched(&folder(place.path()));
    assert!(found == nth(1) || found == nth(2), "{failure:?}");
    if outcome.is_ok() {
        assert_eq!(found, nth(2), "{failure:?}");
    }
    publish(nth(2), place.path()).unwrap();
    assert_eq!(fetched(&folder(place.path())), nth(2), "{failure:?}");
    let whole = tempfile::tempdir().unwrap();
    publish(nth(1), whole.path()).unwrap();
    publish(nth(2), whole.path()).unwrap();
    assert_eq!(listing(place.path()), listing(whole.path()), "{failure:?}");
    match outcome {
        Ok(_) => false,
        Err(error) => {
            assert_eq!(error.code(), "publish.store", "{failure:?}");
            true
        }
    }
}

/// Every file with its content.
fn listing(folder: &std::path::Path) -> Vec<(String, Vec<u8>)> {
    fn walk(root: &std::path::Path, at: &std::path::Path, all: &mut Vec<(String, Vec<u8>)>) {
        for entry in std::fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, all);
            } else {
                let name = path.strip_prefix(root).unwrap().display().to_string();
                all.push((name, std::fs::read(&path).unwrap()));
            }
        }
    }
    let mut all = Vec::new();
    walk(folder, folder, &mut all);
    all.sort();
    all
}

#[test]
fn a_store_that_fails_at_any_write_leaves_one_whole_set() {
    for make in [Failure::Before, Failure::After] {
        let failures = (0..).take_while(|at| attempt(make(*at))).count();
        assert!(failures > 8, "only {failures} writes could fail");
    }
}

#[test]
fn the_same_in_a_store_with_conditions() {
    for make in [Failure::Before, Failure::After] {
        let mut at = 0;
        loop {
            let store: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
            let destination = || Destination::store(Arc::clone(&store));
            publish_and_wait(&published(nth(1)), &destination()).unwrap();
            let failing = destination().through(|inner| Arc::new(Failing::new(inner, make(at))));
            let outcome = publish_and_wait(&published(nth(2)), &failing);
            publish_and_wait(&published(nth(2)), &destination()).unwrap();
            let older = publish_and_wait(&published(nth(1)), &destination());
            assert!(matches!(older, Err(FilesError::NotNewer { .. })));
            if outcome.is_ok() {
                break;
            }
            at += 1;
        }
        assert!(at > 8, "only {at} writes could fail");
    }
}

#[test]
fn spoilt_targets_are_written_anew() {
    let place = tempfile::tempdir().unwrap();
    publish(nth(1), place.path()).unwrap();
    let sets = place.path().join("sets");
    for entry in std::fs::read_dir(&sets).unwrap() {
        let path = entry.unwrap().path();
        if path.to_str().unwrap().ends_with(".v1") {
            std::fs::write(path, "spoilt").unwrap();
        }
    }
    let error = fetch(&folder(place.path()), None).unwrap_err();
    assert_eq!(error.code(), "update.other-content");
    publish(nth(1), place.path()).unwrap();
    assert_eq!(fetched(&folder(place.path())), nth(1));
}
