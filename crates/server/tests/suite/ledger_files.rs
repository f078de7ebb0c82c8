//! The published files: all of them, as they are, and nothing else; enough for an audit.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use cleanbill_audit::{Audit, FolderSource, HttpSource, Limits, Source, audit};
use cleanbill_server::{Parts, PublicLedger, Rate};
use tokio::sync::oneshot;

use crate::authority::{Authority, pins, policy, request as audit_request};
use crate::support::{Stage, request, settings};

/// A service that shows the ledger of a folder.
pub(crate) async fn showing(folder: &Path) -> Stage {
    let stage = Stage::new(settings()).await;
    let parts = with_ledger(&stage.parts, folder);
    stage.again(parts, settings())
}

pub(crate) fn with_ledger(parts: &Parts, folder: &Path) -> Parts {
    Parts {
        ledger: Some(PublicLedger {
            files: Arc::new(FolderSource::new(folder)),
            policy: policy(),
            pins: pins(),
        }),
        ..parts.clone()
    }
}

/// The paths of all files in a folder.
fn paths(folder: &Path, before: &str, into: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{before}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            paths(&entry.path(), &format!("{path}/"), into);
        } else {
            into.push(path);
        }
    }
}

#[tokio::test]
async fn every_published_file_is_there_as_it_is() {
    let authority = Authority::honest();
    let stage = showing(authority.folder.path()).await;
    let mut all = Vec::new();
    paths(authority.folder.path(), "", &mut all);
    assert!(all.len() > 40, "{all:?}");
    for path in all {
        let whole = fs::read(authority.folder.path().join(&path)).unwrap();
        let address = format!("/published/{path}");
        let asked = request(Method::GET, &address, Body::empty());
        let (status, headers, bytes) = stage.ask_bytes(asked).await;
        assert_eq!((status, &bytes), (StatusCode::OK, &whole), "{path}");
        assert_eq!(headers[header::CONTENT_LENGTH], whole.len().to_string());
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
        let caching = headers[header::CACHE_CONTROL].to_str().unwrap();
        let is_for_good = !path.starts_with("current") && path.split('/').count() > 2
            || path.starts_with("sets/");
        assert_eq!(caching.contains("immutable"), is_for_good, "{path}");
        let asked = request(Method::HEAD, &address, Body::empty());
        let (status, headers, bytes) = stage.ask_bytes(asked).await;
        assert_eq!((status, bytes.len()), (StatusCode::OK, 0), "{path}");
        assert_eq!(headers[header::CONTENT_LENGTH], whole.len().to_string());
    }
}

#[tokio::test]
async fn a_long_file_comes_whole_piece_by_piece() {
    let authority = Authority::new();
    let long: Vec<u8> = (0..3_000_000_u32).map(|n| (n % 251) as u8).collect();
    let digest = authority.object(&long);
    let stage = showing(authority.folder.path()).await;
    let name = base16(&digest);
    for (path, whole) in [(name, long), (base16(&authority.object(&[])), Vec::new())] {
        let address = format!("/published/ledger/object/{path}");
        let asked = request(Method::GET, &address, Body::empty());
        let (status, _, bytes) = stage.ask_bytes(asked).await;
        assert_eq!(status, StatusCode::OK);
        assert!(bytes == whole, "{} of {}", bytes.len(), whole.len());
    }
}

fn base16(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn nothing_else_is_there() {
    let authority = Authority::honest();
    for path in [
        "secret",
        "keys/ledger.pem",
        "ledger/blinding",
        ".hidden",
        "rules/.hidden",
    ] {
        authority.write(path, b"secret");
    }
    fs::create_dir_all(authority.folder.path().join("rules/folder")).unwrap();
    let stage = showing(authority.folder.path()).await;
    for path in [
        "secret",
        "keys/ledger.pem",
        "ledger/blinding",
        ".hidden",
        "rules/.hidden",
        "rules/folder",
        "rules/../secret",
        "ledger/../secret",
        "ledger/%2e%2e/secret",
        "ledger/..%2fsecret",
        "%2e%2e/secret",
        "..%5csecret",
        "//secret",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "ledger/checkpoint%00",
        "ledger/checkpoint/",
        "ledger/%63heckpoint",
        "ledger/tile/0/999",
        "ledger/tile/0/000.p/256",
        "sets/9.9.cbset",
        "ledger",
        "",
    ] {
        let asked = request(Method::GET, &format!("/published/{path}"), Body::empty());
        let answer = stage.ask(asked).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.text.contains("secret"), "{path}");
    }
    let posted = request(Method::POST, "/published/ledger/checkpoint", Body::empty());
    assert_eq!(
        stage.ask(posted).await.status,
        StatusCode::METHOD_NOT_ALLOWED
    );
}

/// The audit of a source, by what auditors of this authority know.
fn audited(source: &dyn Source) -> Audit {
    audit(audit_request(source)).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_audit_over_the_address_comes_to_the_same_as_one_of_the_folder() {
    let authority = Authority::honest();
    let mut settings = settings();
    settings.listen.set_port(0);
    // Pages are few here; files are not counted with them.
    settings.limits.address = Rate::new(1, 1);
    let stage = Stage::new(settings.clone()).await;
    let parts = with_ledger(&stage.parts, authority.folder.path());
    let service = cleanbill_server::Service::bind(parts, settings)
        .await
        .unwrap();
    let address = format!("http://{}/published", service.address().unwrap());
    let (stop, stopped) = oneshot::channel::<()>();
    let running = tokio::spawn(service.run(async move { drop(stopped.await) }));
    let over_http = tokio::task::spawn_blocking(move || {
        let source = HttpSource::new(&address, &[], &Limits::DEFAULT).unwrap();
        audited(&source).report.to_json()
    });
    let over_http = over_http.await.unwrap();
    stop.send(()).unwrap();
    running.await.unwrap().unwrap();
    let source = FolderSource::new(authority.folder.path());
    let of_folder = audited(&source);
    assert!(of_folder.report.findings.is_empty());
    assert_eq!(over_http, of_folder.report.to_json());
}

/// Fetching everything that an address tells of, and auditing that copy, needs no network.
#[tokio::test]
async fn an_audit_of_what_was_downloaded_finds_nothing_wrong() {
    let authority = Authority::honest();
    let stage = showing(authority.folder.path()).await;
    let copy = tempfile::tempdir().unwrap();
    let mut all = Vec::new();
    paths(authority.folder.path(), "", &mut all);
    for path in all {
        let asked = request(Method::GET, &format!("/published/{path}"), Body::empty());
        let (_, _, bytes) = stage.ask_bytes(asked).await;
        let to = copy.path().join(&path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
    let report = audited(&FolderSource::new(copy.path())).report;
    assert_eq!(report.findings, []);
    assert!(report.tree.unwrap().whole);
}
