//! `keys wrap`: the ring of keys that seal, from a file into a token and back.

use std::fs;
use std::path::Path;
use std::process::Command;

use cleanbill_seal::{FileKek, KeyRing, SealError};

use crate::sandbox::{Ran, Sandbox, feed};

const MODULE: &str = "/usr/lib/softhsm/libsofthsm2.so";

/// A sandbox with a ring, and a token that `config.toml` names.
fn with_token() -> Option<Sandbox> {
    if !Path::new(MODULE).exists() {
        eprintln!("skipped: softhsm2 is not installed");
        return None;
    }
    let sandbox = Sandbox::new();
    fs::create_dir(sandbox.path("tokens")).unwrap();
    let conf = format!("directories.tokendir = {}\n", sandbox.arg("tokens"));
    let conf = sandbox.write("softhsm2.conf", conf);
    let made = Command::new("softhsm2-util")
        .args(["--init-token", "--free", "--label", "cleanbill"])
        .args(["--pin", "pin-4711", "--so-pin", "so-pin-4711"])
        .env("SOFTHSM2_CONF", &conf)
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    let config = fs::read_to_string(sandbox.path("data/config.toml")).unwrap();
    let hsm = format!("{config}\n[hsm]\nmodule = \"{MODULE}\"\ntoken = \"cleanbill\"\n");
    sandbox.write("data/config.toml", hsm);
    fs::create_dir(sandbox.path("data/seal")).unwrap();
    let mut count = 0_u8;
    let mut fill = |bytes: &mut [u8]| {
        count = count.wrapping_add(1);
        bytes.fill(count);
    };
    let kek = FileKek::create(&sandbox.path("data/seal/kek"), &mut fill).unwrap();
    KeyRing::create(&sandbox.path("data/seal/ring"), &kek, 1, &mut fill).unwrap();
    Some(sandbox)
}

fn wrap(sandbox: &Sandbox, arguments: &[&str]) -> Ran {
    let mut command = sandbox.command();
    command.env("SOFTHSM2_CONF", sandbox.path("softhsm2.conf"));
    command.env("CLEANBILL_PIN", "pin-4711");
    command.args(["keys", "wrap"]).args(arguments);
    feed(command, b"")
}

#[test]
fn the_ring_moves_into_the_token_to_another_key_and_back() {
    let Some(sandbox) = with_token() else { return };
    let ring = sandbox.path("data/seal/ring");
    let opens = |file: &str| {
        let kek = FileKek::open(&sandbox.path(file)).unwrap();
        KeyRing::open(&ring, &kek).map(drop)
    };
    let config = || fs::read_to_string(sandbox.path("data/config.toml")).unwrap();
    assert_eq!(opens("data/seal/kek"), Ok(()));
    wrap(&sandbox, &["--token", "kek-1"]).succeeded();
    assert_eq!(opens("data/seal/kek"), Err(SealError::WrongKek));
    assert!(config().contains("kek = \"kek-1\""), "{}", config());
    wrap(&sandbox, &["--token", "kek-2"]).succeeded();
    assert!(config().contains("kek = \"kek-2\""));
    // The token is away: an error by its code, and nothing changed.
    let (before, said) = (fs::read(&ring).unwrap(), config());
    fs::rename(sandbox.path("tokens"), sandbox.path("gone")).unwrap();
    let file = sandbox.arg("new-kek");
    wrap(&sandbox, &["--file", &file]).failed(2, "[signer.token-gone]");
    assert_eq!((fs::read(&ring).unwrap(), config()), (before, said));
    fs::rename(sandbox.path("gone"), sandbox.path("tokens")).unwrap();
    wrap(&sandbox, &["--file", &file]).succeeded();
    assert_eq!(opens("new-kek"), Ok(()));
    assert!(!config().contains("kek = "));
}

#[test]
fn who_is_killed_between_ring_and_settings_runs_it_again() {
    let Some(sandbox) = with_token() else { return };
    let before = fs::read_to_string(sandbox.path("data/config.toml")).unwrap();
    wrap(&sandbox, &["--token", "kek-1"]).succeeded();
    // As if the settings had not been written any more.
    sandbox.write("data/config.toml", before);
    wrap(&sandbox, &["--token", "kek-2"]).failed(2, "[seal.wrong-kek]");
    wrap(&sandbox, &["--token", "kek-1"]).succeeded();
    wrap(&sandbox, &["--token", "kek-2"]).succeeded();
}
