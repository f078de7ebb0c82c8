//! The ring of keys that seal, wrapped by a key in SoftHSM2: opened, lost, changed. Needs Debian's
//! `softhsm2`; where it is missing the test says so and checks nothing.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use cleanbill_authority::TokenKek;
use cleanbill_issuer::registry::Shard;
use cleanbill_seal::{FileKek, IdKind, Kek, KeyRing, SealError};
use cleanbill_signer::pkcs11::{Pin, Token, TokenName, WrappingKey};

const MODULE: &str = "/usr/lib/softhsm/libsofthsm2.so";
const FOLDER: &str = "FOLDER_OF_CHILD";
const PIN: &str = "pin-4711";

/// SoftHSM2 reads where its tokens are from the environment, which is that of a whole process.
#[test]
fn a_token_opens_the_ring_and_nothing_is_lost_while_it_is_away() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return with_token(Path::new(&folder));
    }
    if !Path::new(MODULE).exists() {
        eprintln!("skipped: softhsm2 is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let tokens = folder.path().join("tokens");
    fs::create_dir(&tokens).unwrap();
    let conf = folder.path().join("softhsm2.conf");
    fs::write(
        &conf,
        format!("directories.tokendir = {}\n", tokens.display()),
    )
    .unwrap();
    let made = Command::new("softhsm2-util")
        .args(["--init-token", "--free", "--label", "one"])
        .args(["--pin", PIN, "--so-pin", "so-pin-4711"])
        .env("SOFTHSM2_CONF", &conf)
        .output();
    assert!(made.unwrap().status.success());
    let test = "a_token_opens_the_ring_and_nothing_is_lost_while_it_is_away";
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(FOLDER, folder.path())
        .env("SOFTHSM2_CONF", &conf)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}

fn with_token(folder: &Path) {
    let mut count = 0_u8;
    let mut fill = |bytes: &mut [u8]| {
        count = count.wrapping_add(1);
        bytes.fill(count);
    };
    let name = TokenName::Label("one".to_owned());
    let pin = Pin::new(PIN.as_bytes()).unwrap();
    let token = Token::open(Path::new(MODULE), name, pin).unwrap();
    let kek = |label: &str, id: u8| {
        TokenKek::new(WrappingKey::generate(&token, label, &[id; 16]).unwrap())
    };
    let (first, second) = (kek("kek-1", 1), kek("kek-2", 2));
    assert_ne!(first.id(), second.id());
    let path = folder.join("ring");
    let file = FileKek::new(&[9; 32]).unwrap();
    // From a file into the token.
    let mut ring = KeyRing::create(&path, &file, 1, &mut fill).unwrap();
    let id = ring.public_id(IdKind::Pass, Shard(0), 77).unwrap();
    ring.change_kek(&first, &mut fill).unwrap();
    let refused = KeyRing::open(&path, &file).unwrap_err();
    assert_eq!(refused, SealError::WrongKek);
    let opened = KeyRing::open(&path, &first).unwrap();
    assert_eq!(opened.public_id(IdKind::Pass, Shard(0), 77).unwrap(), id);
    // Another key of the same token, as if the first were to be retired.
    ring.rotate_epoch(&first, 2, &mut fill).unwrap();
    ring.change_kek(&second, &mut fill).unwrap();
    let refused = KeyRing::open(&path, &first).unwrap_err();
    assert_eq!(refused, SealError::WrongKek);
    assert_eq!(KeyRing::open(&path, &second).unwrap().epochs().count(), 2);
    // A ring that was changed on the disk does not open.
    let bytes = fs::read(&path).unwrap();
    let mut changed = bytes.clone();
    *changed.last_mut().unwrap() ^= 1;
    fs::write(&path, changed).unwrap();
    let refused = KeyRing::open(&path, &second).unwrap_err();
    assert_eq!(refused, SealError::RingAltered);
    fs::write(&path, &bytes).unwrap();
    // The token goes away: the ring in memory works, none is opened or changed, the file stays.
    fs::rename(folder.join("tokens"), folder.join("gone")).unwrap();
    let refused = KeyRing::open(&path, &second).unwrap_err();
    assert_eq!(refused.code(), "seal.kek-failed", "{refused}");
    let refused = ring.rotate_epoch(&second, 3, &mut fill).unwrap_err();
    assert_eq!(refused.code(), "seal.kek-failed", "{refused}");
    assert_eq!(ring.public_id(IdKind::Pass, Shard(0), 77).unwrap(), id);
    assert_eq!(fs::read(&path).unwrap(), bytes);
    fs::rename(folder.join("gone"), folder.join("tokens")).unwrap();
    assert_eq!(second.check(), Ok(()));
    ring.rotate_epoch(&second, 3, &mut fill).unwrap();
    assert_eq!(KeyRing::open(&path, &second).unwrap().epochs().count(), 3);
}
