//! Backups of a registry on SQLite, made while it is written, and brought back.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;

use crate::http::Ask;
use crate::people::{Request, Staff, issue_under_load};
use crate::process::Place;
use crate::registry;

/// Every file of a folder, with its path in it.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            let inside = files(&entry.path()).into_iter();
            found.extend(inside.map(|(path, bytes)| (format!("{name}/{path}"), bytes)));
        } else {
            found.push((name, fs::read(entry.path()).unwrap()));
        }
    }
    found
}

fn holds(folder: &Path, bytes: &[u8]) -> bool {
    let is_in = |content: &[u8]| content.windows(bytes.len()).any(|window| window == bytes);
    files(folder).iter().any(|(_, content)| is_in(content))
}

#[test]
fn a_backup_made_under_load_is_brought_back_and_the_erased_stay_erased() {
    let place = Place::new();
    let service = place.serve(&[]);
    let mut staff = Staff::found(&service);
    let before = [(); 4].map(|()| Request::new().issue(&service, &staff.clinic));
    let backed_up = AtomicBool::new(false);
    let (registry_copy, key_copy) = (place.text("registry-backup"), place.text("keys-backup"));
    let (during, _) = std::thread::scope(|scope| {
        let (address, token) = (service.address, staff.clinic.token.as_str());
        let backed_up = &backed_up;
        let load = scope.spawn(move || {
            let is_over = |_: &[_], _: &[_]| backed_up.load(Ordering::SeqCst);
            issue_under_load(address, token, is_over)
        });
        place.run(&["backup", "--to", &registry_copy]);
        backed_up.store(true, Ordering::SeqCst);
        load.join().unwrap()
    });
    let erase = json!({"kind": "erase", "holder": before[0].holder(), "basis": "erasure"});
    assert_eq!(staff.act(&service, erase)["state"], "effective");
    let after = Request::new().issue(&service, &staff.clinic);
    place.run(&["backup", "--keys", "--to", &key_copy]);
    service.kill();

    // Neither says who anybody is, and neither opens the other.
    let kek = fs::read(place.path("data/seal/kek")).unwrap();
    for copy in [&registry_copy, &key_copy] {
        for secret in [
            &b"Musterperson"[..],
            b"MUSTERPERSON",
            &kek[..32],
            b"PRIVATE KEY",
        ] {
            assert!(!holds(Path::new(copy), secret), "{copy}");
        }
    }
    let names = files(Path::new(&key_copy))
        .into_iter()
        .map(|(name, _)| name);
    let mut names: Vec<_> = names.collect();
    names.sort();
    assert_eq!(names, ["SHA256SUMS", "keys.sqlite"]);
    let mut summing = std::process::Command::new("sha256sum");
    let summing = summing.args(["--check", "--quiet", "SHA256SUMS"]);
    let sums = summing.current_dir(&registry_copy).status().unwrap();
    assert!(sums.success());

    // On another machine, with what lies in third places: the key that opens, and the CSCA.
    let new = Place::empty();
    new.run(&["restore", "--from", &registry_copy, "--keys", &key_copy]);
    for (third, name) in [("data/seal/kek", "kek"), ("data/keys/csca.pem", "csca")] {
        fs::create_dir_all(new.path(third).parent().unwrap()).unwrap();
        fs::copy(place.path(third), new.path(third)).expect(name);
    }
    new.fails(&["serve"], "hint: ");
    new.run(&["keys", "rotate", "--lead-days", "0"]);
    let service = new.serve(&[]);
    service.ready();
    let me = Ask::get("/api/v1/me").by(&staff.clinic.token);
    service.ask(&me).refused(401, "server.not-signed-in");
    staff.sign_in(&service);
    for pass in &before[1..] {
        pass.is_there(&service, &staff.clinic);
    }
    let erased = before[0]
        .request
        .send(&service, &staff.clinic.token)
        .unwrap();
    erased.refused(410, "seal.erased");
    // What the backup does not have is issued anew, under names that nobody holds.
    let again = after.request.issue(&service, &staff.clinic);
    assert_eq!(again.answer["repeated"], false);
    for part in ["pass", "holder", "collection_code"] {
        assert_ne!(again.answer[part], after.answer[part], "{part}");
    }
    service.stop();
    let count = usize::try_from(registry::passes(&new.path("data/registry.sqlite"))).unwrap();
    assert!((5..=5 + during.len()).contains(&count), "{count}");
}

#[test]
fn what_would_be_lost_or_mixed_up_is_refused() {
    let place = Place::new();
    let counter = place.path("data/counters/dsc");
    let early = fs::read(&counter).unwrap();
    let service = place.serve(&[]);
    let staff = Staff::found(&service);
    Request::new().issue(&service, &staff.clinic);
    let (copy, keys) = (place.text("copy"), place.text("keys"));
    place.run(&["backup", "--to", &copy]);
    place.run(&["backup", "--keys", "--to", &keys]);
    place.fails(&["backup", "--to", &copy], "is there already");
    let postgres = [
        "backup",
        "--to",
        "new",
        "--database",
        "postgres://localhost/x",
    ];
    place.fails(&postgres, "PostgreSQL has its own backups");
    // Started anew it draws a new run of keys, of which the copy knows nothing.
    service.stop();
    let service = place.serve(&[]);
    for _ in 0..3 {
        Request::new().issue(&service, &staff.clinic);
    }
    service.stop();
    place.fails(&["restore", "--from", &copy], "is not written over");

    // An older counter, an older registry, no key store: seen before anything is signed.
    let newest = fs::read(&counter).unwrap();
    fs::write(&counter, early).unwrap();
    place.fails(&["serve"], "[epoch.counter-rolled-back]");
    fs::write(&counter, newest).unwrap();
    let (registry, store) = (
        place.path("data/registry.sqlite"),
        place.path("data/keys.sqlite"),
    );
    fs::rename(&store, place.path("away")).unwrap();
    place.fails(&["serve"], "no key store that opens it");
    assert!(!store.exists(), "none is begun");
    fs::rename(place.path("away"), &store).unwrap();
    fs::copy(place.path("copy/registry.sqlite"), &registry).unwrap();
    place.fails(&["serve"], "older than its key store");
    place.run(&["restore", "--recovered"]);
    place.serve(&[]).stop();

    let empty = Place::empty();
    empty.fails(&["restore", "--from", &copy], "no key store that opens it");
    empty.fails(
        &["restore", "--from", &keys, "--keys", &keys],
        "no backup of this kind",
    );
    let file = place.path("copy/registry.sqlite");
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, bytes).unwrap();
    empty.fails(
        &["restore", "--from", &copy, "--keys", &keys],
        "is not as it was",
    );
    fs::write(place.path("copy/SHA256SUMS"), "00  ../data/seal/kek\n").unwrap();
    empty.fails(
        &["restore", "--from", &copy, "--keys", &keys],
        "no backup of this kind",
    );
    assert!(!empty.data().join("registry.sqlite").exists());
}
