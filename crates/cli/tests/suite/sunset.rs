//! G13: `sunset`, the end of a scheme.

use std::fs;
use std::path::Path;
use std::process::Command;

use cleanbill_authority::Proposal;
use cleanbill_ledger::leaf::{EndOfKey, Leaf};
use cleanbill_seal::FileKek;
use cleanbill_signer::SoftwareKey;
use cleanbill_store::{Store, StoreConfig};

use crate::registry::{DAY, World, now};
use crate::sandbox::{Ran, Sandbox, binary, feed};

/// An authority whose first key was made then, with a registry.
async fn since(at: &str) -> Sandbox {
    let sandbox = Sandbox::empty();
    sandbox
        .run(&["init", "--country", "XX", "--at", at])
        .succeeded();
    store(&sandbox).await.close().await;
    sandbox
}

async fn store(sandbox: &Sandbox) -> Store {
    let url = format!("sqlite:{}", sandbox.arg("data/registry.sqlite"));
    Store::open(&StoreConfig::new(url)).await.unwrap()
}

fn share(sandbox: &Sandbox) -> Vec<String> {
    let to = sandbox.arg("shares");
    let share = [
        "keys",
        "share",
        "1",
        "--custodians",
        "3",
        "--threshold",
        "2",
    ];
    sandbox
        .run(&[&share[..], &["--to", &to]].concat())
        .succeeded();
    (1..=3)
        .map(|n| sandbox.arg(&format!("shares/dsc-share-{n}-of-3")))
        .collect()
}

fn publish_key(sandbox: &Sandbox, shares: &[&str], lists: &[&str]) -> Ran {
    let mut arguments = vec!["sunset", "publish-key", "1"];
    for share in shares {
        arguments.extend(["--share", share]);
    }
    for list in lists {
        arguments.extend(["--list", list]);
    }
    sandbox.run(&arguments)
}

fn refused(ran: &Ran, codes: &[&str]) {
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    let found: Vec<&str> = ran
        .out
        .split('[')
        .skip(1)
        .filter_map(|rest| rest.split_once(']'))
        .map(|(code, _)| code)
        .collect();
    assert_eq!(found, codes, "{}", ran.out);
}

async fn ends_of_keys(sandbox: &Sandbox) -> Vec<EndOfKey> {
    let store = store(sandbox).await;
    let shard = cleanbill_issuer::registry::Shard::default();
    let leaves = store.ledger().leaves(shard, None, 1_000).await.unwrap();
    store.close().await;
    let end = |body: &[u8]| match Leaf::parse(body) {
        Ok(Leaf::KeyEnd(leaf)) => Some(leaf.end),
        _ => None,
    };
    leaves.iter().filter_map(|leaf| end(&leaf.body)).collect()
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g13_a_forged_back_dated_pass_verifies_under_the_published_key_and_is_refused() {
    let sandbox = since("2021-01-01").await;
    let shares = share(&sandbox);
    let two = [shares[0].as_str(), &shares[2]];
    // Somebody else's list, and one that still has our key.
    let other = Sandbox::new();
    let foreign = other.arg("data/certificates/dsc.der");
    let stale = sandbox.arg("data/certificates/dsc.der");
    copy_folder(&sandbox.path("data"), &sandbox.path("forger"));
    sandbox
        .run(&["keys", "retire", "1", "--destroy-key"])
        .succeeded();
    assert!(!sandbox.path("data/keys/dsc.pem").exists());
    let no_list = publish_key(&sandbox, &two, &[]);
    refused(&no_list, &["sunset.no-list", "sunset.not-removed"]);
    let on_list = publish_key(&sandbox, &two, &[&foreign, &stale]);
    refused(&on_list, &["sunset.on-list", "sunset.not-removed"]);
    assert!(on_list.out.contains("list number 2"), "{}", on_list.out);
    let few = publish_key(&sandbox, &two[..1], &[&foreign]);
    few.failed(2, "[share.too-few]");
    let others = share(&other);
    let mixed = publish_key(&sandbox, &[two[0], &others[1]], &[&foreign]);
    mixed.failed(2, "[share.other-key]");
    // First the signer is removed, then the key is out.
    let before = sandbox.path("before.cbset");
    fs::copy(sandbox.path("data/trust/bundle.cbset"), &before).unwrap();
    refused(
        &publish_key(&sandbox, &two, &[&foreign]),
        &["sunset.not-removed"],
    );
    assert_eq!(ends_of_keys(&sandbox).await, []);
    let set = sandbox.arg("set.cbset");
    let publish = ["publish", "--install", "--out", &set];
    sandbox.run(&publish).succeeded();
    let done = publish_key(&sandbox, &two, &[&foreign]).succeeded();
    assert_eq!(ends_of_keys(&sandbox).await, [EndOfKey::Published]);
    let plan = sandbox.run(&["sunset", "plan"]).succeeded();
    assert!(
        plan.out.contains("what it signed can be denied"),
        "{}",
        plan.out
    );
    refused(&publish_key(&sandbox, &two, &[&foreign]), &["sunset.ended"]);
    // Everybody has the key from the ledger, and makes a pass of 2021 with it.
    let store = store(&sandbox).await;
    let files = store.sequencing().files().await.unwrap();
    store.close().await;
    let digest: String = files[0]
        .digest
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert!(
        done.out.contains(&format!("object/{digest}")),
        "{}",
        done.out
    );
    let key = SoftwareKey::from_pkcs8_der(&files[0].body).unwrap();
    let pem = key.to_pkcs8_pem().unwrap();
    fs::write(sandbox.path("forger/keys/dsc.pem"), pem.as_bytes()).unwrap();
    let mut forge = Command::new(binary());
    forge.env_clear().args(["--data", &sandbox.arg("forger")]);
    forge.args(["issue", "--at", "2021-07-01", "--surname", "Forged"]);
    forge.args(["--birth-date", "1980-01-02", "vaccination"]);
    forge.args(["--dose", "2", "--doses", "2", "--date", "2021-06-11"]);
    let forged = feed(forge, b"").succeeded();
    let forged = forged.out.trim_end();
    let then = ["--at", "2021-08-01", forged];
    let old = [&["--trust", before.to_str().unwrap()], &then[..]].concat();
    let (code, lines) = sandbox.json(&old);
    assert_eq!(
        code, 0,
        "by its signature nobody can tell it from a true one: {lines:?}"
    );
    for _ in 0..2 {
        let (code, lines) = sandbox.json(&then);
        let said = lines[0].to_string();
        assert_eq!(code, 1, "{said}");
        assert!(said.contains("revocation.signer-removed"), "{said}");
        // And so in every later set.
        sandbox.run(&publish).succeeded();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g13_a_key_that_somebody_may_go_by_is_not_published() {
    let sandbox = since(&now().to_string()).await;
    let shares = share(&sandbox);
    let other = Sandbox::new();
    let foreign = other.arg("data/certificates/dsc.der");
    let ran = publish_key(&sandbox, &[&shares[0], &shares[1]], &[&foreign]);
    let codes = [
        "sunset.not-retired",
        "sunset.certificate-valid",
        "sunset.hold",
        "sunset.not-removed",
    ];
    refused(&ran, &codes);
    // Ended a hundred days ago: the hold is not over.
    let lately = since(&(now() - 830 * DAY).to_string()).await;
    let shares = share(&lately);
    let ran = publish_key(&lately, &[&shares[0], &shares[1]], &[&foreign]);
    refused(&ran, &["sunset.hold", "sunset.not-removed"]);
    // And nobody is listed as removed who may not be.
    let register = lately.path("data/epochs.toml");
    let text = fs::read_to_string(&register).unwrap();
    fs::write(
        &register,
        text.replace("number = 1", "number = 1\nremoved_at = 1"),
    )
    .unwrap();
    let out = lately.arg("set.cbset");
    lately
        .run(&["publish", "--install", "--out", &out])
        .succeeded();
    let ran = publish_key(&lately, &[&shares[0], &shares[1]], &[&foreign]);
    refused(&ran, &["sunset.hold", "sunset.not-removed"]);
    let again = lately.arg("again");
    let share = [
        "keys",
        "share",
        "1",
        "--custodians",
        "3",
        "--threshold",
        "2",
    ];
    let twice = lately.run(&[&share[..], &["--to", &again]].concat());
    twice.failed(2, "shared among custodians already");
    let wrong = [
        "keys",
        "share",
        "1",
        "--custodians",
        "2",
        "--threshold",
        "3",
    ];
    let wrong = other.run(&[&wrong[..], &["--to", &again]].concat());
    wrong.failed(2, "[share.threshold]");
}

#[tokio::test(flavor = "multi_thread")]
async fn g13_a_key_that_was_not_shared_is_destroyed_and_told_of() {
    let sandbox = since("2021-01-01").await;
    let share = sandbox.write("share", "no share");
    let ran = publish_key(&sandbox, &[&share], &[]);
    let codes = ["sunset.not-shared", "sunset.no-list", "sunset.not-removed"];
    refused(&ran, &codes);
    let done = sandbox.run(&["sunset", "destroy-key", "1"]).succeeded();
    assert!(
        done.out.contains("Deniability is not available"),
        "{}",
        done.out
    );
    assert!(!sandbox.path("data/keys/dsc.pem").exists());
    assert_eq!(ends_of_keys(&sandbox).await, [EndOfKey::Destroyed]);
    let again = sandbox.run(&["sunset", "destroy-key", "1"]);
    refused(&again, &["sunset.ended"]);
    // One that signs is not.
    let signs = since(&now().to_string()).await;
    let ran = signs.run(&["sunset", "destroy-key", "1"]);
    refused(&ran, &["sunset.not-retired"]);
    assert!(signs.path("data/keys/dsc.pem").exists());
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn shares_are_their_custodians_alone() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = since("2021-01-01").await;
    for path in share(&sandbox) {
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600);
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            text.contains("threshold 2") && text.contains("sha256 "),
            "{text}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g13_records_are_purged_as_decided_and_rehearsed_on_a_copy() {
    let mut world = World::new().await;
    world.issue("Aa").await;
    world.issue("Bb").await;
    let arg = |name: &str| world.sandbox.arg(name);
    let (data, keys, copy, report) = (arg("backup"), arg("keys"), arg("copy"), arg("report"));
    let run = |arguments: &[&str]| world.sandbox.run(arguments);
    run(&["backup", "--to", &data]).succeeded();
    run(&["backup", "--keys", "--to", &keys]).succeeded();
    let mut restore = Command::new(binary());
    restore
        .env_clear()
        .args(["--data", &copy, "restore", "--from", &data, "--keys", &keys]);
    feed(restore, b"").succeeded();
    // The registry is no copy of itself.
    let own = arg("data");
    let itself = run(&["sunset", "purge", "--rehearsal", &own, "--report", &report]);
    itself.failed(2, "the copy is the registry itself");
    run(&["sunset", "purge"]).usage();
    run(&["sunset", "purge", "--rehearsal", &copy]).usage();
    let rehearsed = run(&["sunset", "purge", "--rehearsal", &copy, "--report", &report]);
    let rehearsed = rehearsed.succeeded();
    assert!(
        rehearsed.out.contains("[sunset.not-decided]"),
        "{}",
        rehearsed.out
    );
    let before = fs::read_to_string(&report).unwrap();
    assert!(before.contains("data_keys = 2"), "{before}");
    let purge = ["sunset", "purge", "--rehearsed", &report, "--destroy-kek"];
    refused(&run(&purge), &["sunset.not-decided"]);
    assert_eq!(
        world
            .authority
            .store()
            .purge_counts()
            .await
            .unwrap()
            .data_keys,
        2
    );
    let decide = Proposal::Configure {
        name: "sunset.purge-from".to_owned(),
        value: (world.now + DAY).to_string(),
    };
    let act = world.propose(&decide, "ministry").await;
    world.approve(&act, "north").await;
    let run = |arguments: &[&str]| world.sandbox.run(arguments);
    let plan = run(&["sunset", "plan", "--rehearsed", &report]).succeeded();
    assert!(plan.out.contains("can be purged"), "{}", plan.out);
    let unrehearsed = run(&["sunset", "plan"]).succeeded();
    assert!(unrehearsed.out.contains("[sunset.not-rehearsed]"));
    for (from, to, code) in [
        ("founding = \"", "founding = \"0", "malformed"),
        ("at = ", "at = 1", "sunset.rehearsal-old"),
        (
            "[after]\ndata_keys = 0",
            "[after]\ndata_keys = 1",
            "sunset.rehearsal-failed",
        ),
    ] {
        let altered = before.replace(from, to);
        assert_ne!(altered, before);
        let altered = world.sandbox.write("altered", altered);
        let ran = run(&["sunset", "purge", "--rehearsed", &altered]);
        assert!(
            ran.code > 0 && (ran.out + &ran.err).contains(code),
            "{code}"
        );
    }
    let kek = world.sandbox.path("data/seal/kek");
    fs::create_dir_all(kek.parent().unwrap()).unwrap();
    FileKek::create(&kek, &mut |bytes: &mut [u8]| bytes.fill(7)).unwrap();
    assert_eq!(
        world
            .authority
            .store()
            .purge_counts()
            .await
            .unwrap()
            .data_keys,
        2
    );
    let done = run(&purge).succeeded();
    assert!(
        done.out.contains("no record opens any more"),
        "{}",
        done.out
    );
    assert!(
        world
            .authority
            .store()
            .purge_counts()
            .await
            .unwrap()
            .is_clean()
    );
    assert!(!kek.exists());
    // Again, as after a kill: it goes on, whatever the report says by now.
    let again = run(&purge).succeeded();
    assert!(again.out.contains("was begun before"), "{}", again.out);
    // Nothing works with it any more, and it can still be published from.
    run(&["serve", "--listen", "127.0.0.1:0"]).failed(2, "purged");
}
