//! `cleanbill issue --bulk`: every event of a file once, whatever happens to the process.

use std::path::Path;
use std::process::{Child, Stdio};
use std::time::UNIX_EPOCH;

use cleanbill_issuer::registry::{EpochId, Shard};
use cleanbill_store::{Store, StoreConfig};

use crate::sandbox::{Ran, Sandbox};

/// An authority with a machine, and a file of so many people.
fn founded(people: u32) -> Sandbox {
    let sandbox = Sandbox::new();
    let people = people.to_string();
    sandbox.run(&["demo", "--people", &people]).succeeded();
    sandbox
}

fn bulk<'a>(file: &'a str, key: &'a str) -> [&'a str; 5] {
    ["issue", "--bulk", file, "--api-key-file", key]
}

fn issue(sandbox: &Sandbox, file: &str) -> Ran {
    sandbox.run(&bulk(file, &sandbox.arg("data/demo/machine.key")))
}

/// Handles of all passes: 16 bytes each, no two alike.
fn handles(sandbox: &Sandbox) -> Vec<[u8; 16]> {
    let url = format!("sqlite:{}", sandbox.arg("data/registry.sqlite"));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let store = Store::open(&StoreConfig::new(url)).await.unwrap();
        let publisher = store.publisher();
        let (mut after, mut handles) = (None, Vec::new());
        loop {
            let page = publisher.handles(Shard::default(), EpochId(1), after, 1_000);
            let page = page.await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            handles.extend(page.iter().map(|row| row.handle));
        }
        store.close().await;
        handles
    })
}

fn count_distinct(mut handles: Vec<[u8; 16]>) -> usize {
    let all = handles.len();
    handles.sort_unstable();
    handles.dedup();
    assert_eq!(handles.len(), all, "a handle twice");
    all
}

#[test]
fn good_rows_are_issued_and_wrong_ones_told() {
    let sandbox = founded(700);
    let file = sandbox.arg("data/demo/people.csv");
    let ran = issue(&sandbox, &file);
    assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
    assert!(
        ran.out.contains("698 passes issued, of 700 rows"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("row 300  birth_date"), "{}", ran.out);
    assert_eq!(count_distinct(handles(&sandbox)), 698);

    let errors = sandbox.arg("errors.csv");
    let key = sandbox.arg("data/demo/machine.key");
    let again = [bulk(&file, &key).as_slice(), &["--errors", &errors]].concat();
    let ran = sandbox.run(&again);
    assert!(ran.out.contains("issued before"), "{}", ran.out);
    assert_eq!(count_distinct(handles(&sandbox)), 698);
    let errors = std::fs::read_to_string(errors).unwrap();
    assert_eq!(errors.lines().next(), Some("row,field,code"));
    assert_eq!(errors.lines().count(), 3, "{errors}");
    // It says where and why, and never what stood there.
    assert!(!errors.contains("demo-"), "{errors}");
}

#[test]
fn without_the_key_of_a_machine_nothing_is_issued() {
    let sandbox = founded(10);
    let file = sandbox.arg("data/demo/people.csv");
    for text in ["", "cbk_", "cbk_00", &format!("cbk_{}", "0".repeat(64))] {
        let key = sandbox.write("no.key", text);
        let ran = sandbox.run(&bulk(&file, &key));
        ran.failed(2, "authority.not-appointed");
    }
    let nurse = sandbox.arg("data/demo/nurse.pem");
    sandbox
        .run(&bulk(&file, &nurse))
        .failed(2, "authority.not-appointed");
    assert!(handles(&sandbox).is_empty());
}

#[test]
fn what_is_no_table_of_events_is_refused_whole() {
    let sandbox = founded(1);
    for (name, bytes) in [
        ("empty.csv", b"".as_slice()),
        ("other.csv", b"name,age\nMuster,7\n"),
        ("binary.csv", &[0xff, 0x00, 0xfe, 0x0a, 0x80]),
        ("no.json", b"{\"resourceType\": \"Bundle\""),
    ] {
        let file = sandbox.write(name, bytes);
        let ran = issue(&sandbox, &file);
        assert_eq!(ran.code, 2, "{name}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains("hint:"), "{name}: {}", ran.err);
    }
    assert!(handles(&sandbox).is_empty());
    issue(&sandbox, &sandbox.arg("nowhere.csv")).failed(2, "cannot be read");
}

#[test]
fn a_demonstration_is_founded_once() {
    let sandbox = founded(1);
    let key = std::fs::read(sandbox.path("data/demo/ministry.pem")).unwrap();
    sandbox.run(&["demo"]).failed(2, "founded");
    let kept = std::fs::read(sandbox.path("data/demo/ministry.pem")).unwrap();
    assert_eq!(kept, key);
}

/// Something that changes whenever the registry or the key store is written.
fn marks(sandbox: &Sandbox) -> Vec<Option<(u64, u128)>> {
    let mark = |name: &str| mark(&sandbox.path(name));
    let files = [
        "registry.sqlite",
        "registry.sqlite-wal",
        "keys.sqlite-wal",
        "counters/dsc",
    ];
    files.map(|name| mark(&format!("data/{name}"))).to_vec()
}

fn mark(path: &Path) -> Option<(u64, u128)> {
    let about = std::fs::metadata(path).ok()?;
    let modified = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((about.len(), modified.as_nanos()))
}

/// Waits until the databases were written so often, or the process ended by itself.
fn watch(sandbox: &Sandbox, child: &mut Child, writes: usize) -> bool {
    let mut seen = marks(sandbox);
    let mut changes = 0;
    while changes < writes {
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        let now = marks(sandbox);
        changes += usize::from(now != seen);
        seen = now;
        std::thread::yield_now();
    }
    true
}

/// Killed fifty times, at moments that are never the same: every good row is one pass in the end.
#[test]
fn killed_fifty_times_it_loses_nothing_and_repeats_nothing() {
    const KILLS: usize = 50;
    const ROWS: usize = 3_000;
    let sandbox = founded(u32::try_from(ROWS).unwrap());
    let key = sandbox.arg("data/demo/machine.key");
    let people = std::fs::read_to_string(sandbox.path("data/demo/people.csv")).unwrap();
    let (mut kills, mut files) = (0, 0);
    while kills < KILLS {
        files += 1;
        let text = people.replace("demo-", &format!("file-{files}-"));
        let file = sandbox.write(&format!("people-{files}.csv"), text);
        let mut runs = 0;
        loop {
            let mut command = sandbox.command();
            command.args(bulk(&file, &key));
            command.stdout(Stdio::null()).stderr(Stdio::null());
            let mut child = command.spawn().unwrap();
            runs += 1;
            // The first time at once, then after a few more writes each time.
            if kills < KILLS && watch(&sandbox, &mut child, (runs * 3) % 23) {
                child.kill().unwrap();
                kills += 1;
                child.wait().unwrap();
                continue;
            }
            let code = child.wait().unwrap().code();
            assert_eq!(code, Some(2), "there are wrong rows in file {files}");
            break;
        }
        let ran = issue(&sandbox, &file);
        assert!(ran.out.contains("issued before"), "{}{}", ran.out, ran.err);
    }
    assert_eq!(
        count_distinct(handles(&sandbox)),
        files * (ROWS - ROWS / 300)
    );
}
