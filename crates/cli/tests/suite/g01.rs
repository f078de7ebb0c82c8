//! G01, no scan leaves the verifier: a canary in a pass is searched for wherever it could go.

use std::path::Path;
use std::process::Command;

use crate::sandbox::{Sandbox, binary, feed};

const CANARY: &str = "Kanarienvogel";

/// Runs a command under strace without a network; gives the trace, or `None` where this is not to
/// be had.
fn traced(sandbox: &Sandbox, arguments: &[&str], input: &[u8]) -> Option<String> {
    let able = |program: &str, arguments: &[&str]| {
        Command::new(program)
            .args(arguments)
            .output()
            .is_ok_and(|output| output.status.success())
    };
    if !able("strace", &["-f", "-o", "/dev/null", "true"]) {
        eprintln!("skipped: strace is not there, or may not trace here");
        return None;
    }
    let mut command = if able("unshare", &["-n", "true"]) {
        let mut command = Command::new("unshare");
        command.args(["-n", "strace"]);
        command
    } else {
        Command::new("strace")
    };
    let trace = sandbox.arg("trace");
    command.args(["-f", "-e", "trace=%network,%file,%desc", "-o", &trace]);
    command
        .arg(binary())
        .args(["--data", &sandbox.arg("data")])
        .args(arguments);
    command.env_remove("HOME").current_dir(sandbox.path(""));
    feed(command, input).succeeded();
    Some(std::fs::read_to_string(trace).unwrap())
}

fn assert_silent(trace: &str) {
    for line in trace.lines() {
        let call = line
            .split_once(' ')
            .map_or(line, |(_, call)| call.trim_start());
        let name = call.split('(').next().unwrap_or_default();
        let network = ["socket", "connect", "sendto", "sendmsg", "bind"];
        assert!(!network.contains(&name), "network: {line}");
        let opens = ["open", "openat", "creat", "openat2"].contains(&name);
        let writes = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"]
            .iter()
            .any(|f| call.contains(f));
        let terminal = call.contains("\"/dev/tty\"") || call.contains("\"/dev/null\"");
        assert!(
            !(opens && writes && !terminal),
            "opened for writing: {line}"
        );
        let changes = [
            "unlink",
            "unlinkat",
            "rename",
            "renameat",
            "renameat2",
            "mkdir",
            "mkdirat",
        ];
        assert!(!changes.contains(&name), "changed: {line}");
    }
}

#[test]
fn g01_checking_opens_no_socket_and_nothing_for_writing() {
    let sandbox = Sandbox::new();
    let pass = sandbox.issue_for(CANARY, "Tweety");
    let picture = sandbox.arg("pass.png");
    sandbox.run(&["draw", &pass, "--png", &picture]).succeeded();
    let line = format!("{pass}\n");
    let runs: [(&[&str], &[u8]); 4] = [
        (&["verify", "--json", &picture], b""),
        (&["verify", "-"], line.as_bytes()),
        (&["gate"], line.as_bytes()),
        (&["inspect", "-"], line.as_bytes()),
    ];
    for (arguments, input) in runs {
        let Some(trace) = traced(&sandbox, arguments, input) else {
            return;
        };
        assert!(
            trace.contains("bundle.cbset"),
            "the trace saw the command at work"
        );
        assert_silent(&trace);
    }
}

#[test]
fn g01_a_door_with_a_policy_is_as_silent() {
    let sandbox = Sandbox::november();
    let dose = [
        "vaccination",
        "--product",
        "Sputnik-V",
        "--dose",
        "2",
        "--doses",
        "2",
    ];
    let pass = sandbox.november_pass(
        "1974-08-12",
        &[&dose[..], &["--date", "2021-06-01"]].concat(),
    );
    let door = [
        "--place",
        "concert",
        "--region",
        "RU-TA",
        "--at",
        "2021-12-01",
    ];
    let line = format!("{pass}\n");
    let mrz = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
    let structured = serde_json::json!({ "code": pass, "mrz": mrz }).to_string();
    let runs: [(&[&str], &[u8]); 4] = [
        (&["gate", "--structured"], structured.as_bytes()),
        (&["gate"], line.as_bytes()),
        (&["gate", "--for-holder", "--lang", "ar"], line.as_bytes()),
        (&["verify", "--explain", &pass], b""),
    ];
    for (arguments, input) in runs {
        let arguments = [arguments, &door[..]].concat();
        let Some(trace) = traced(&sandbox, &arguments, input) else {
            return;
        };
        assert!(trace.contains("bundle.cbset"));
        assert_silent(&trace);
    }
}

#[test]
fn g01_the_attack_would_be_seen() {
    for line in [
        "12 socket(AF_INET, SOCK_STREAM, 0) = 3",
        "12 openat(AT_FDCWD, \"scans.log\", O_WRONLY|O_CREAT|O_APPEND, 0666) = 3",
        "12 rename(\"a\", \"b\") = 0",
    ] {
        assert!(
            std::panic::catch_unwind(|| assert_silent(line)).is_err(),
            "{line}"
        );
    }
    assert_silent("12 openat(AT_FDCWD, \"data/pins\", O_RDONLY|O_CLOEXEC) = 3");
}

#[test]
fn g01_a_check_leaves_no_trace_in_files() {
    let sandbox = Sandbox::new();
    let pass = sandbox.issue_for(CANARY, "Tweety");
    let before = listing(&sandbox.path("data"));
    let gate = sandbox.run_with(&["gate"], pass.as_bytes()).succeeded();
    let verify = sandbox
        .run_with(&["verify", "--json", "-"], pass.as_bytes())
        .succeeded();
    assert_eq!(
        listing(&sandbox.path("data")),
        before,
        "the data folder is as it was"
    );
    assert!(gate.out.contains(CANARY), "the door compares the name");
    assert!(!verify.out.contains(CANARY) && !verify.err.contains(CANARY));
    let secret = &pass[20..60];
    assert!(
        !verify.out.contains(secret) && !gate.out.contains(secret),
        "never the code"
    );
}

/// Every file with its content.
fn listing(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(listing(&path));
        } else {
            all.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
    all.sort();
    all
}
