//! `publish --to` and `update`: from an authority's machine to a verifier's, as files.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::sandbox::{Ran, Sandbox, feed};

/// A verifier that trusts the authority's root, and has nothing yet.
pub(crate) fn verifier_of(authority: &Sandbox) -> Sandbox {
    let verifier = Sandbox::empty();
    std::fs::create_dir(verifier.path("data")).unwrap();
    std::fs::copy(authority.path("data/pins"), verifier.path("data/pins")).unwrap();
    verifier
}

fn publish(authority: &Sandbox, to: &str) -> Ran {
    authority.run(&["publish", "--install", "--to", to])
}

pub(crate) fn installed(sandbox: &Sandbox) -> Vec<u8> {
    std::fs::read(sandbox.path("data/trust/bundle.cbset")).unwrap()
}

#[test]
fn a_folder_carries_a_set_to_a_verifier() {
    let authority = Sandbox::new();
    let (pass, verifier, to) = (
        authority.issue(),
        verifier_of(&authority),
        authority.arg("web"),
    );
    verifier
        .run(&["update"])
        .failed(2, "where updates come from");
    publish(&authority, &to).succeeded();
    let first = verifier.run(&["update", "--from", &to]).succeeded();
    assert!(
        first.out.contains("updated to version 1.2"),
        "{}",
        first.out
    );
    assert_eq!(installed(&verifier), installed(&authority));
    verifier.run(&["verify", &pass]).succeeded();
    // From now on it knows where.
    let again = verifier.run(&["update"]).succeeded();
    assert!(
        again.out.contains("version 1.2 is the newest"),
        "{}",
        again.out
    );
    publish(&authority, &to).succeeded();
    verifier.run(&["update"]).succeeded();
    assert_eq!(installed(&verifier), installed(&authority));
}

#[test]
fn whatever_is_wrong_leaves_the_old_set() {
    let authority = Sandbox::new();
    let (verifier, to) = (verifier_of(&authority), authority.arg("web"));
    publish(&authority, &to).succeeded();
    verifier.run(&["update", "--from", &to]).succeeded();
    let before = installed(&verifier);
    let refused = |from: &str, words: &str| {
        let ran = verifier.run(&["update", "--from", from]).failed(2, words);
        assert!(
            ran.err.contains("version 1.2 stays installed"),
            "{}",
            ran.err
        );
        assert_eq!(installed(&verifier), before);
    };
    refused("nowhere", "[update.not-found]");
    refused("http://192.0.2.1/", "[update.plain-http]");
    refused("https://user@example.org/", "[update.source]");
    let stranger = Sandbox::new();
    let other = stranger.arg("web");
    publish(&stranger, &other).succeeded();
    refused(&other, "[set.unknown-root]");
    // A copy of what was published before.
    let old = authority.arg("old");
    let copied = Command::new("cp").args(["-r", &to, &old]).status().unwrap();
    assert!(copied.success());
    publish(&authority, &to).succeeded();
    verifier.run(&["update", "--from", &to]).succeeded();
    let ran = verifier.run(&["update", "--from", &old]);
    ran.failed(2, "[set.version-rollback]");
    assert_eq!(installed(&verifier), installed(&authority));
    // What failed is not where the next one looks.
    verifier.run(&["update"]).succeeded();
}

#[test]
fn an_update_does_not_lose_revocations() {
    let authority = Sandbox::new();
    let (verifier, to) = (verifier_of(&authority), authority.arg("web"));
    let kid = [
        "publish",
        "--remove-signer",
        "AQIDBAUGBwg=",
        "--install",
        "--to",
    ];
    authority.run(&[&kid[..], &[&to]].concat()).succeeded();
    verifier.run(&["update", "--from", &to]).succeeded();
    let drop = ["publish", "--drop", "signers-removed.v1", "--to", &to];
    authority.run(&drop).succeeded();
    verifier.run(&["update"]).failed(2, "signers-removed.v1");
    verifier.run(&["update", "--accept-losses"]).succeeded();
}

#[test]
fn a_set_that_was_signed_elsewhere_is_published_as_it_is() {
    let authority = Sandbox::new();
    let (out, to) = (authority.arg("out.cbset"), authority.arg("web"));
    authority.run(&["publish", "--out", &out]).succeeded();
    let publish = ["publish", "--set", &out, "--to", &to];
    authority.run(&publish).succeeded();
    authority.run(&publish).succeeded();
    let set = std::fs::read(authority.path("web/sets/1.2.cbset")).unwrap();
    assert_eq!(set, std::fs::read(&out).unwrap());
    authority.run(&["publish", "--set", &out]).usage();
    authority
        .run(&["publish", "--set", &out, "--to", &to, "--days", "9"])
        .usage();
    let bundle = authority.arg("data/trust/bundle.cbset");
    let older = ["publish", "--set", &bundle, "--to", &to];
    authority.run(&older).failed(2, "[publish.not-newer]");
    authority
        .run(&["publish", "--to", "ftp://x"])
        .failed(2, "[publish.destination]");
}

/// Runs with files of at most so many blocks of 512 bytes: writing more fails as on a full disk.
fn with_little_space(sandbox: &Sandbox, blocks: u32, arguments: &[&str]) -> Ran {
    let own = sandbox.command();
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &script, "sh"]).arg(own.get_program());
    command.args(own.get_args()).args(arguments);
    command.env_clear().env("PATH", "/usr/bin:/bin");
    command.current_dir(own.get_current_dir().unwrap());
    feed(command, b"")
}

#[test]
fn a_full_disk_leaves_the_old_set() {
    let authority = Sandbox::november();
    let (verifier, to) = (verifier_of(&authority), authority.arg("web"));
    publish(&authority, &to).succeeded();
    verifier.run(&["update", "--from", &to]).succeeded();
    let (before, old) = (installed(&verifier), installed(&authority));
    assert!(old.len() > 8 * 512, "{}", old.len());
    let out = authority.arg("next.cbset");
    authority.run(&["publish", "--out", &out]).succeeded();
    let publish_set = ["publish", "--set", &out, "--to", &to];
    let refused = with_little_space(&authority, 8, &publish_set);
    refused.failed(2, "[publish.store]");
    assert_eq!(
        std::fs::read(authority.path("web/sets/1.3.cbset")).unwrap(),
        old
    );
    let fresh = verifier_of(&authority);
    fresh.run(&["update", "--from", &to]).succeeded();
    assert_eq!(installed(&fresh), before, "the old one is whole");
    authority.run(&publish_set).succeeded();
    with_little_space(&verifier, 8, &["update"]).failed(2, "what was there is as it was");
    assert_eq!(installed(&verifier), before);
    verifier.run(&["update"]).succeeded();
    assert_ne!(installed(&verifier), before);
}

/// Kills the publisher at its nth rename or link; `None` if it had fewer.
fn killed_at(authority: &Sandbox, at: u32, arguments: &[&str]) -> Option<()> {
    let own = authority.command();
    let inject = format!("inject=rename,renameat,renameat2,link,linkat:signal=KILL:when={at}");
    let mut command = Command::new("strace");
    command.args(["-f", "-o", "/dev/null", "-e", &inject]);
    command.args(["-e", "trace=rename,renameat,renameat2,link,linkat"]);
    command
        .arg(own.get_program())
        .args(own.get_args())
        .args(arguments);
    command.env_clear().env("PATH", "/usr/bin:/bin");
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let status = command.status().unwrap();
    (!status.success()).then_some(())
}

#[test]
fn a_publisher_that_is_killed_leaves_one_whole_set() {
    if Command::new("strace").arg("-V").output().is_err() {
        println!("skipped: there is no strace to kill with");
        return;
    }
    let authority = Sandbox::new();
    let old = {
        publish(&authority, &authority.arg("first")).succeeded();
        installed(&authority)
    };
    let out = authority.arg("next.cbset");
    let extra = ["publish", "--remove-signer", "AQIDBAUGBwg=", "--out", &out];
    authority.run(&extra).succeeded();
    let new = std::fs::read(&out).unwrap();
    let mut kills = 0;
    for at in 1.. {
        let to = authority.arg(&format!("web-{at}"));
        let copy = ["-r", &authority.arg("first"), &to];
        assert!(Command::new("cp").args(copy).status().unwrap().success());
        let killed = killed_at(&authority, at, &["publish", "--set", &out, "--to", &to]);
        let verifier = verifier_of(&authority);
        verifier.run(&["update", "--from", &to]).succeeded();
        let found = installed(&verifier);
        assert!(found == old || found == new, "killed at {at}");
        authority
            .run(&["publish", "--set", &out, "--to", &to])
            .succeeded();
        verifier.run(&["update"]).succeeded();
        assert_eq!(installed(&verifier), new, "killed at {at}");
        if killed.is_none() {
            break;
        }
        kills += 1;
    }
    // strace counts in each thread by itself: where every rename is another thread's, as on a busy
    // machine, the first is the only moment. The tests of crate `publish` fail at every single
    // write.
    assert!(kills >= 1, "no moment to be killed at");
}

#[test]
fn g01_only_an_update_opens_a_connection() {
    let authority = Sandbox::new();
    let (verifier, to) = (verifier_of(&authority), authority.arg("web"));
    publish(&authority, &to).succeeded();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let from = format!("http://{}/", listener.local_addr().unwrap());
    verifier.run(&["update", "--from", &to]).succeeded();
    std::fs::write(verifier.path("data/trust/source"), &from).unwrap();
    let pass = authority.issue();
    verifier.run(&["verify", &pass]).succeeded();
    verifier.run_with(&["gate"], pass.as_bytes()).succeeded();
    listener.set_nonblocking(true).unwrap();
    let error = listener.accept().unwrap_err();
    assert_eq!(
        error.kind(),
        std::io::ErrorKind::WouldBlock,
        "nobody called"
    );
    assert!(Path::new(&to).is_dir());
}

/// A web server with a certificate of an authority of its own, until dropped.
struct Https {
    child: Child,
    address: String,
}

impl Drop for Https {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Https {
    /// Serves the folder `web` of a sandbox; the authority's certificate is `ca.pem` there. `None`,
    /// with the reason on standard output, without openssl.
    fn start(sandbox: &Sandbox) -> Option<Self> {
        let openssl = |arguments: &[&str]| {
            let mut command = Command::new("openssl");
            command.args(arguments).current_dir(sandbox.path("."));
            command.stdin(Stdio::null()).stderr(Stdio::null());
            command
        };
        if openssl(&["version"]).output().is_err() {
            println!("skipped: there is no openssl to serve https with");
            return None;
        }
        let key = [
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
        ];
        let ca = [
            "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=CA",
        ];
        let leaf = [
            "-nodes", "-keyout", "leaf.key", "-out", "leaf.pem", "-subj", "/CN=leaf",
        ];
        let by = [
            "-CA",
            "ca.pem",
            "-CAkey",
            "ca.key",
            "-addext",
            "subjectAltName=IP:127.0.0.1",
        ];
        let no_ca = ["-addext", "basicConstraints=critical,CA:FALSE"];
        for arguments in [
            [&key[..], &ca].concat(),
            [&key[..], &leaf, &by, &no_ca].concat(),
        ] {
            assert!(openssl(&arguments).status().unwrap().success());
        }
        let mut command = openssl(&["s_server", "-WWW", "-accept", "127.0.0.1:0"]);
        command.args(["-cert", "../leaf.pem", "-key", "../leaf.key"]);
        command
            .current_dir(sandbox.path("web"))
            .stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut log = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        while !line.starts_with("ACCEPT") {
            line.clear();
            assert_ne!(log.read_line(&mut line).unwrap(), 0, "openssl ended");
        }
        std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
        let address = line.trim_start_matches("ACCEPT").trim().to_owned();
        Some(Self { child, address })
    }
}

#[test]
fn an_encrypted_server_is_believed_by_its_certificate() {
    let authority = Sandbox::new();
    let (verifier, to) = (verifier_of(&authority), authority.arg("web"));
    publish(&authority, &to).succeeded();
    let Some(server) = Https::start(&authority) else {
        return;
    };
    let from = format!("https://{}/", server.address);
    let stranger = verifier.run(&["update", "--from", &from]);
    let stranger = stranger.failed(2, "not updated: no bundle is installed");
    let codes = ["[update.unreachable]", "[update.client]"];
    assert!(
        codes.iter().any(|code| stranger.err.contains(code)),
        "{}",
        stranger.err
    );
    let ca = authority.arg("ca.pem");
    verifier
        .run(&["update", "--from", &from, "--ca", &ca])
        .succeeded();
    assert_eq!(installed(&verifier), installed(&authority));
    // The certificate is for this address alone.
    let port = server.address.rsplit(':').next().unwrap();
    let other = format!("https://localhost:{port}/");
    verifier
        .run(&["update", "--from", &other, "--ca", &ca])
        .failed(2, "[update.unreachable]");
}
