//! Hostile servers: refused within bounds, by name.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cleanbill_audit::{AuditError, HttpSource, Limits, SourceFault, audit, source_of};

use crate::authority::{Authority, codes, request};

/// What the server does to files whose path contains a text, instead of handing them out.
#[derive(Clone)]
enum Manner {
    /// Breaks off in the middle.
    Truncate,
    /// Claims nothing, and never ends.
    Endless,
    /// Claims ten gigabytes.
    Claim,
    /// A header line for as long as anybody reads.
    EndlessHeader,
    /// A byte, and then nothing.
    Silence,
    /// Answers with these lines.
    Answer(&'static str),
}

struct Server {
    address: SocketAddr,
    manner: Arc<Mutex<Option<(&'static str, Manner)>>>,
}

impl Server {
    fn new(folder: &Path) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let manner = Arc::<Mutex<Option<(&'static str, Manner)>>>::default();
        let (folder, held) = (folder.to_owned(), Arc::clone(&manner));
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (folder, manner) = (folder.clone(), Arc::clone(&held));
                std::thread::spawn(move || {
                    // Whoever has had enough hangs up.
                    let _ = answer(stream, &folder, &manner);
                });
            }
        });
        Self { address, manner }
    }

    fn source(&self) -> HttpSource {
        let mut limits = Limits::DEFAULT;
        limits.read_timeout = Duration::from_millis(300);
        limits.file_timeout = Duration::from_secs(20);
        HttpSource::new(&format!("http://{}/", self.address), b"", &limits).unwrap()
    }

    fn behave(&self, part: &'static str, manner: Manner) {
        *self.manner.lock().unwrap() = Some((part, manner));
    }
}

fn answer(
    mut stream: TcpStream,
    folder: &Path,
    manner: &Mutex<Option<(&'static str, Manner)>>,
) -> std::io::Result<()> {
    // Head and body are written apart: without this the second waits for an acknowledgement.
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    loop {
        let mut asked = String::new();
        while !asked.ends_with("\r\n\r\n") {
            if reader.read_line(&mut asked)? == 0 {
                return Ok(());
            }
        }
        let path = asked.split(' ').nth(1).unwrap_or_default().to_owned();
        let file: PathBuf = folder.join(path.trim_start_matches('/'));
        let bytes = std::fs::read(file);
        let manner = manner.lock().unwrap().clone();
        match (manner.filter(|(part, _)| path.contains(part)), bytes) {
            (Some((_, manner)), bytes) => {
                return misbehave(&mut stream, &manner, &bytes.unwrap_or_default());
            }
            (None, Ok(bytes)) => {
                let length = bytes.len();
                write!(
                    stream,
                    "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n"
                )?;
                stream.write_all(&bytes)?;
            }
            (None, Err(_)) => {
                write!(
                    stream,
                    "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
                )?;
            }
        }
    }
}

fn misbehave(stream: &mut TcpStream, manner: &Manner, bytes: &[u8]) -> std::io::Result<()> {
    const OK: &str = "HTTP/1.1 200 OK\r\n";
    let length = bytes.len();
    match manner {
        Manner::Truncate => {
            write!(stream, "{OK}Content-Length: {length}\r\n\r\n")?;
            stream.write_all(&bytes[..length / 2])
        }
        Manner::Endless => {
            write!(stream, "{OK}Connection: close\r\n\r\n")?;
            loop {
                stream.write_all(&[b'a'; 65_536])?;
            }
        }
        Manner::Claim => {
            write!(stream, "{OK}Content-Length: 10000000000\r\n\r\n")?;
            stream.write_all(bytes)
        }
        Manner::EndlessHeader => {
            write!(stream, "{OK}X: ")?;
            loop {
                stream.write_all(&[b'a'; 4_096])?;
            }
        }
        Manner::Silence => {
            write!(stream, "{OK}Content-Length: {length}\r\n\r\n")?;
            stream.write_all(&bytes[..1.min(length)])?;
            // Until the auditor hangs up.
            std::io::copy(stream, &mut std::io::sink()).map(|_| ())
        }
        Manner::Answer(lines) => stream.write_all(lines.as_bytes()),
    }
}

#[test]
fn an_address_is_audited_as_a_folder_is() {
    let authority = Authority::honest();
    let server = Server::new(authority.folder.path());
    let source = server.source();
    let report = audit(request(&source)).unwrap().report;
    assert_eq!(codes(&report), [""; 0]);
    assert_eq!(report.tree.unwrap().size, authority.entries.len() as u64);
}

#[test]
fn hostile_servers_are_refused_within_bounds() {
    let authority = Authority::honest();
    let server = Server::new(authority.folder.path());
    let redirect = "HTTP/1.1 302 Found\r\nLocation: /ledger/tile/entries/000\r\n\
                    Content-Length: 0\r\n\r\n";
    let unavailable = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n";
    for (manner, code) in [
        (Manner::Truncate, "audit-source.broken"),
        (Manner::EndlessHeader, "audit-source.broken"),
        (Manner::Silence, "audit-source.too-slow"),
        (Manner::Answer("nonsense\r\n\r\n"), "audit-source.broken"),
        (Manner::Answer(redirect), "audit-source.redirect"),
        (Manner::Answer(unavailable), "audit-source.status"),
    ] {
        for part in [
            "ledger/tile/entries",
            "ledger/cosigned",
            "ledger/batch",
            "current",
        ] {
            server.behave(part, manner.clone());
            let source = server.source();
            let outcome = audit(request(&source)).map(|audit| codes(&audit.report));
            let Err(AuditError::Source(error)) = outcome else {
                panic!("{part} {code}: {outcome:?}");
            };
            assert_eq!(error.code(), code, "{part}");
        }
    }
}

#[test]
fn files_that_are_too_long_are_not_what_their_names_say() {
    let authority = Authority::honest();
    let server = Server::new(authority.folder.path());
    for manner in [Manner::Endless, Manner::Claim] {
        for (part, code) in [
            ("ledger/tile/entries", "audit.odd-tile"),
            ("ledger/tile/0", "audit.odd-tile"),
            ("ledger/batch", "audit.object-differs"),
            ("sets/1.1", "audit.set-edited"),
            ("policies.v1", "audit.document-missing"),
        ] {
            server.behave(part, manner.clone());
            let source = server.source();
            let found = codes(&audit(request(&source)).unwrap().report);
            assert!(found.contains(&code), "{part}: {found:?}");
        }
        server.behave("ledger/cosigned", manner);
        let source = server.source();
        let outcome = audit(request(&source)).map(|audit| codes(&audit.report));
        assert!(matches!(outcome, Err(AuditError::Source(_))), "{outcome:?}");
    }
}

#[test]
fn only_encrypted_addresses_and_this_machine_are_asked() {
    let fault = |text: &str| {
        source_of(text, b"", &Limits::DEFAULT)
            .map(|_| ())
            .unwrap_err()
            .fault
    };
    assert_eq!(fault("http://example.org"), SourceFault::PlainHttp);
    assert_eq!(
        fault("http://127.0.0.1.example.org"),
        SourceFault::PlainHttp
    );
    for odd in [
        "ftp://example.org",
        "https://a:b@example.org",
        "https://example.org/?q",
        "",
    ] {
        assert_eq!(fault(odd), SourceFault::Address, "{odd}");
    }
    assert!(source_of("http://[::1]:9/x", b"", &Limits::DEFAULT).is_ok());
    assert_eq!(
        source_of("https://example.org", b"no certificate", &Limits::DEFAULT)
            .map(|_| ())
            .unwrap_err()
            .code(),
        "audit-source.authority"
    );
}

#[test]
fn what_is_not_there_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let source = source_of(folder.path().to_str().unwrap(), b"", &Limits::DEFAULT).unwrap();
    let outcome = audit(request(source.as_ref())).map(|_| ());
    let path = "ledger/checkpoint";
    assert_eq!(outcome, Err(AuditError::NoLedger { path }));
    let mut asked = request(source.as_ref());
    asked.policy = None;
    let path = "ledger/policy";
    assert_eq!(audit(asked).map(|_| ()), Err(AuditError::NoLedger { path }));
    assert_eq!(source.fetch("nothing", 1), Ok(None));
    std::fs::write(folder.path().join("long"), b"ab").unwrap();
    assert!(source.fetch("long", 1).is_err() && source.open("long", 1).is_err());
}
