//! What a witness remembers is what it wrote, or it does not start.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use cleanbill_crypto::Signer;
use cleanbill_ledger::{KeyUse, VerifierKey};
use cleanbill_testkit::{FixedEdKey, FixedKey};
use cleanbill_witness::{Answer, Clock, Folder, Witness, WitnessError, WitnessedLog};
use tempfile::TempDir;

use crate::support::{NAME, ORIGIN, body, in_folder, log, log_key, witness_vkey};

fn cosigned(answer: &Answer) -> bool {
    matches!(answer, Answer::Cosigned(_))
}

/// A folder in which a tree of nine was cosigned, and its file.
fn used() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let witness = in_folder(&folder).unwrap();
    assert!(cosigned(&witness.add_checkpoint(&body(true, 0, 9))));
    let files = fs::read_dir(folder.path()).unwrap();
    let mut files = files.map(|entry| entry.unwrap().path());
    let is_state = |path: &PathBuf| path.file_name().unwrap().len() == 64;
    let file = files.find(is_state).unwrap();
    (folder, file)
}

#[test]
fn it_goes_on_where_it_was() {
    let (folder, _) = used();
    let witness = in_folder(&folder).unwrap();
    let again = witness.add_checkpoint(&body(true, 0, 9));
    assert_eq!(again, Answer::Conflict { size: 9 });
    assert!(cosigned(&witness.add_checkpoint(&body(true, 9, 12))));
    let (origin, seen) = witness.logs().next().unwrap();
    assert_eq!((origin, seen.unwrap().size), (ORIGIN, 12));
}

#[test]
fn a_second_tree_is_not_cosigned() {
    let (folder, _) = used();
    let witness = in_folder(&folder).unwrap();
    let ask = |old, new| witness.add_checkpoint(&body(false, old, new));
    assert_eq!(ask(9, 9), Answer::Conflict { size: 9 });
    assert_eq!(ask(9, 12), Answer::Inconsistent);
    assert_eq!(ask(0, 9), Answer::Conflict { size: 9 });
    assert_eq!(ask(5, 12), Answer::Conflict { size: 9 });
    assert_eq!(ask(12, 9), Answer::Malformed);
}

#[test]
fn a_damaged_file_stops_it() {
    let (folder, file) = used();
    let good = fs::read(&file).unwrap();
    for place in 0..good.len() {
        let mut spoilt = good.clone();
        spoilt[place] ^= 1;
        fs::write(&file, spoilt).unwrap();
        let error = in_folder(&folder).unwrap_err();
        assert_eq!(error.code(), "witness.damaged", "byte {place}");
    }
    for cut in [0, 1, good.len() / 2, good.len() - 1] {
        fs::write(&file, &good[..cut]).unwrap();
        assert_eq!(in_folder(&folder).unwrap_err().code(), "witness.damaged");
    }
    fs::write(&file, &good).unwrap();
    in_folder(&folder).unwrap();
}

#[test]
fn a_file_that_is_gone_stops_it() {
    let (folder, file) = used();
    fs::remove_file(&file).unwrap();
    assert_eq!(in_folder(&folder).unwrap_err().code(), "witness.lost");
}

#[test]
fn a_damaged_list_stops_it() {
    let (folder, _) = used();
    let known = folder.path().join("known");
    for text in ["x\n", "\n", "00"] {
        fs::write(&known, text).unwrap();
        assert_eq!(in_folder(&folder).unwrap_err().code(), "witness.damaged");
    }
    // One that is gone is written again: the files say what there was.
    fs::remove_file(&known).unwrap();
    in_folder(&folder).unwrap();
    assert_eq!(fs::read_to_string(&known).unwrap().len(), 65);
}

#[test]
fn a_file_of_another_log_stops_it() {
    let (folder, file) = used();
    let name = "0".repeat(64);
    fs::copy(&file, folder.path().join(name)).unwrap();
    assert_eq!(in_folder(&folder).unwrap_err().code(), "witness.damaged");
}

#[test]
fn what_lies_beside_does_no_harm() {
    let (folder, _) = used();
    fs::write(folder.path().join(".new-x8"), b"half a fi").unwrap();
    fs::write(folder.path().join("README"), b"mine").unwrap();
    in_folder(&folder).unwrap();
}

#[test]
fn a_folder_has_one_witness() {
    let folder = tempfile::tempdir().unwrap();
    let one = Folder::open(folder.path()).unwrap();
    assert_eq!(Folder::open(folder.path()).unwrap_err(), WitnessError::Busy);
    drop(one);
    Folder::open(folder.path()).unwrap();
}

#[test]
fn what_cannot_be_remembered_is_not_cosigned() {
    let (folder, file) = used();
    let witness = in_folder(&folder).unwrap();
    // A folder stands where the file should go.
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    fs::write(file.join("x"), b"").unwrap();
    let ask = |honest, old, new| witness.add_checkpoint(&body(honest, old, new));
    assert_eq!(ask(true, 9, 12), Answer::Unavailable);
    assert_eq!(ask(false, 9, 12), Answer::Inconsistent);
    fs::remove_dir_all(&file).unwrap();
    assert!(cosigned(&ask(true, 9, 12)));
}

#[test]
fn a_key_is_what_its_witness_can_use() {
    struct Zero;
    impl Clock for Zero {
        fn now(&self) -> i64 {
            0
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let disk = Arc::new(Folder::open(folder.path()).unwrap());
    let open = |name: &str, signer: Box<dyn Signer + Send + Sync>| {
        Witness::open(name, signer, &[log()], disk.clone(), Box::new(Zero))
    };
    let code = |opened: Result<Witness, WitnessError>| opened.unwrap_err().code();
    assert_eq!(
        code(open("a b", Box::new(FixedEdKey::new(1)))),
        "witness.key"
    );
    assert_eq!(code(open(NAME, Box::new(FixedKey::new(1)))), "witness.key");
    assert_eq!(code(open(NAME, Box::new(log_key()))), "witness.own-key");
    // Without a clock there is no time to sign, and so no signature.
    let timeless = open(NAME, Box::new(FixedEdKey::new(1))).unwrap();
    assert_eq!(
        timeless.add_checkpoint(&body(true, 0, 3)),
        Answer::Unavailable
    );
}

#[test]
fn a_log_may_have_two_keys_and_any_origin() {
    let key = log().key().clone();
    let other = VerifierKey::new("other", KeyUse::Log, &log_key().public_bytes()).unwrap();
    let at = |text: String| text.parse::<WitnessedLog>();
    assert_eq!(at(key.to_string()), Ok(log()));
    let parsed = at(format!("{other}@{ORIGIN}")).unwrap();
    assert_eq!((parsed.origin(), parsed.key()), (ORIGIN, &other));
    assert_eq!(parsed.to_string(), format!("{other}@{ORIGIN}"));
    // Names and origins may have an @ themselves.
    let odd = VerifierKey::new("a@b", KeyUse::Log, &log_key().public_bytes()).unwrap();
    assert_eq!(at(odd.to_string()).unwrap().origin(), "a@b");
    assert_eq!(at(format!("{odd}@c@d e")).unwrap().origin(), "c@d e");
    for text in [
        String::new(),
        format!("{key}@"),
        format!("{key}@a\nb"),
        format!("@{key}"),
        witness_vkey().to_string(),
    ] {
        assert_eq!(
            at(text.clone()).unwrap_err().code(),
            "witness.log",
            "{text:?}"
        );
    }
}
