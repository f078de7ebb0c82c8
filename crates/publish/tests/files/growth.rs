//! The proof that a ledger has only grown, fetched as tiles from whomever.

use cleanbill_ledger::{Checkpoint, verify_consistency};
use cleanbill_publish::fetch_consistency_and_wait;
use cleanbill_publish::update::{Limits, Source, UpdateError};
use cleanbill_testkit::FixedLedger;
use std::path::Path;

use crate::server::{Manner, Server};
use crate::support::folder;

/// A ledger of so many leaves.
fn grown(leaves: u64) -> FixedLedger {
    let mut ledger = FixedLedger::new(&[1], 1);
    while ledger.size() < leaves {
        let leaf = ledger.size().to_be_bytes();
        ledger.put(&leaf);
    }
    ledger
}

fn publish(ledger: &FixedLedger, place: &Path) {
    for (path, bytes) in ledger.tiles() {
        let path = place.join("ledger").join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

fn prove(source: &Source, old: &Checkpoint, new: &Checkpoint) -> Result<(), &'static str> {
    let proof = fetch_consistency_and_wait(source, old.size, new.size, &Limits::DEFAULT);
    let proof = proof.map_err(|error| error.code())?;
    verify_consistency(old.size, &old.root, new.size, &new.root, &proof)
        .map_err(|error| error.code())
}

#[test]
fn growth_is_proven_from_any_size_to_any_size() {
    let place = tempfile::tempdir().unwrap();
    let server = Server::new(place.path());
    // Later sizes are published over earlier ones, whose partial tiles stay.
    for new in [4, 255, 256, 257, 300, 600, 1_500] {
        let ledger = grown(new);
        publish(&ledger, place.path());
        for old in [3, 4, 200, 256, 257, 512, 599, new - 1] {
            if old < new {
                let (old, new) = (grown(old).checkpoint(), ledger.checkpoint());
                prove(&folder(place.path()), &old, &new).unwrap();
                prove(&server.source(), &old, &new).unwrap();
            }
        }
    }
}

#[test]
fn a_partial_tile_that_is_gone_is_the_full_one_that_it_became() {
    let place = tempfile::tempdir().unwrap();
    publish(&grown(600), place.path());
    let (old, new) = (grown(100).checkpoint(), grown(300).checkpoint());
    let source = folder(place.path());
    prove(&source, &old, &new).unwrap();
    // The last one is not full yet, and of another width.
    let new = grown(590).checkpoint();
    assert_eq!(prove(&source, &old, &new), Err("update.not-found"));
}

#[test]
fn hostile_tiles_are_refused_within_bounds() {
    let place = tempfile::tempdir().unwrap();
    let ledger = grown(600);
    publish(&ledger, place.path());
    let (old, new) = (grown(300).checkpoint(), ledger.checkpoint());
    let server = Server::new(place.path());
    let redirect = "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n";
    for (manner, code) in [
        (Manner::Endless, "update.too-large"),
        (Manner::Claim(10 << 30), "update.too-large"),
        (Manner::Truncate, "update.broken"),
        (Manner::Answer(redirect.into()), "update.redirect"),
        (Manner::Other(vec![0; 31]), "ledger-tile.size"),
        (Manner::Other(Vec::new()), "ledger-tile.size"),
    ] {
        server.behave("ledger/tile/0/", manner);
        assert_eq!(prove(&server.source(), &old, &new), Err(code));
    }
    // Tiles of the right size that say something else prove nothing.
    let mut other = FixedLedger::new(&[1], 1);
    other.put(b"another leaf");
    while other.size() < 600 {
        let leaf = other.size().to_be_bytes();
        other.put(&leaf);
    }
    let elsewhere = tempfile::tempdir().unwrap();
    publish(&other, elsewhere.path());
    let found = prove(&folder(elsewhere.path()), &old, &new);
    assert_eq!(found, Err("ledger-proof.root"));
}

#[test]
fn sizes_without_sense_fetch_nothing() {
    let place = tempfile::tempdir().unwrap();
    let server = Server::new(place.path());
    for (old, new) in [(5, 4), (u64::MAX, u64::MAX), (0, u64::MAX)] {
        let found = fetch_consistency_and_wait(&server.source(), old, new, &Limits::DEFAULT);
        assert!(
            matches!(found, Err(UpdateError::Tile { .. }) | Ok(_)),
            "{found:?}"
        );
        assert!(server.asked().is_empty());
    }
}

#[test]
fn g01_tiles_are_asked_for_by_what_was_seen_alone() {
    let place = tempfile::tempdir().unwrap();
    let ledger = grown(600);
    publish(&ledger, place.path());
    let (old, new) = (grown(300).checkpoint(), ledger.checkpoint());
    let ask = || {
        let server = Server::new(place.path());
        prove(&server.source(), &old, &new).unwrap();
        let own = server.url();
        let own = own
            .trim_start_matches("http://")
            .trim_end_matches('/')
            .to_owned();
        let asked = server.asked().into_iter();
        asked
            .map(|request| request.replace(&own, "HOST"))
            .collect::<Vec<_>>()
    };
    let asked = ask();
    assert_eq!(asked, ask());
    assert!(
        asked
            .iter()
            .all(|request| request.starts_with("GET /ledger/tile/"))
    );
    assert!(asked.len() <= 4, "{asked:?}");
}
