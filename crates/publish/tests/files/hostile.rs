//! Servers that lie, stall, swell and point elsewhere.

use std::time::Duration;

use cleanbill_publish::update::{Limits, Source, Update};

use crate::server::{Manner, Server};
use crate::support::*;

/// Version 2 is published; a verifier with version 1 asks a server that misbehaves about paths
/// with this part. Returns the code; that nothing else comes back is in the type.
fn refused(part: &str, manner: Manner) -> &'static str {
    let place = tempfile::tempdir().unwrap();
    publish(nth(2), place.path()).unwrap();
    let server = Server::new(place.path());
    server.behave(part, manner);
    let error = fetch(&server.source(), Some(&nth(1))).unwrap_err();
    error.code()
}

const HEAD: &str = "current.cbset";
const TARGET: &str = "dcc-signers";

#[test]
fn what_breaks_off_is_nothing() {
    assert_eq!(refused(HEAD, Manner::Truncate), "update.broken");
    assert_eq!(refused(TARGET, Manner::Truncate), "update.broken");
}

#[test]
fn what_swells_is_let_go() {
    assert_eq!(refused(HEAD, Manner::Endless), "update.too-large");
    assert_eq!(refused(TARGET, Manner::Endless), "update.too-large");
    assert_eq!(refused(HEAD, Manner::Claim(1 << 62)), "update.too-large");
    assert_eq!(refused(HEAD, Manner::Claim(u64::MAX)), "update.broken");
    assert_eq!(refused(TARGET, Manner::Claim(1 << 40)), "update.too-large");
}

#[test]
fn headers_without_end_are_let_go() {
    assert_eq!(refused(HEAD, Manner::EndlessHeader), "update.broken");
    assert_eq!(refused(TARGET, Manner::EndlessHeaders), "update.broken");
}

#[test]
fn silence_is_not_waited_for() {
    let place = tempfile::tempdir().unwrap();
    publish(nth(2), place.path()).unwrap();
    let server = Server::new(place.path());
    let mut limits = Limits::DEFAULT;
    limits.read_timeout = Duration::from_millis(100);
    let source = server.source_within(&limits);
    for part in [HEAD, TARGET] {
        server.behave(part, Manner::Silence);
        let error = fetch_within(&source, Some(&nth(1)), &limits).unwrap_err();
        assert_eq!(error.code(), "update.too-slow", "{part}");
    }
}

#[test]
fn all_of_it_has_an_end_too() {
    let place = tempfile::tempdir().unwrap();
    publish(nth(1), place.path()).unwrap();
    let server = Server::new(place.path());
    server.behave(HEAD, Manner::Silence);
    let mut limits = Limits::DEFAULT;
    limits.all_timeout = Duration::from_millis(100);
    let error = fetch_within(&server.source(), None, &limits).unwrap_err();
    assert_eq!(error.code(), "update.too-slow");
}

#[test]
fn other_content_is_refused_by_name() {
    let other = |bytes: &[u8]| Manner::Other(bytes.to_vec());
    assert_eq!(refused(HEAD, other(b"")), "set.truncated");
    assert_eq!(refused(HEAD, other(b"<html>")), "set.not-a-set");
    assert_eq!(refused(TARGET, other(b"x")), "update.other-content");
    // A whole set is no head: what it lists is not asked for by somebody else's order.
    assert_eq!(refused(HEAD, other(&nth(2))), "set.unlisted-target");
    let mut forged = cleanbill_trust::set::SignedSet::head(&nth(2)).unwrap();
    *forged.last_mut().unwrap() ^= 1;
    assert_ne!(refused(HEAD, other(&forged)), "update.not-found");
}

#[test]
fn older_sets_and_other_sets_of_this_version_are_refused() {
    let place = tempfile::tempdir().unwrap();
    publish(nth(2), place.path()).unwrap();
    let server = Server::new(place.path());
    let code = |installed: &[u8]| fetch(&server.source(), Some(installed)).unwrap_err().code();
    assert_eq!(code(&nth(3)), "set.version-rollback");
    assert_eq!(code(&bundle(2, &[signers(0..7)])), "update.same-version");
}

#[test]
fn nobody_follows_elsewhere() {
    let elsewhere = tempfile::tempdir().unwrap();
    publish(nth(2), elsewhere.path()).unwrap();
    let other = Server::new(elsewhere.path());
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "307 Temporary Redirect",
        "308 X",
    ] {
        let location = format!("{}current.cbset", other.url());
        let answer =
            format!("HTTP/1.1 {status}\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n");
        assert_eq!(refused(HEAD, Manner::Answer(answer)), "update.redirect");
    }
    assert!(other.asked().is_empty());
}

#[test]
fn errors_of_the_server_are_told() {
    for (status, code) in [
        ("403 Forbidden", "update.status"),
        ("500 No", "update.status"),
        ("404 No", "update.not-found"),
        ("304 Not Modified", "current"),
        ("206 Partial Content", "update.status"),
    ] {
        let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n");
        let place = tempfile::tempdir().unwrap();
        let server = Server::new(place.path());
        server.behave(HEAD, Manner::Answer(answer));
        let told = match fetch(&server.source(), Some(&nth(1))) {
            Ok(Update::Current) => "current",
            Ok(other) => panic!("{other:?}"),
            Err(error) => error.code(),
        };
        assert_eq!(told, code, "{status}");
    }
    // Without anything installed nothing can be unchanged.
    let place = tempfile::tempdir().unwrap();
    let server = Server::new(place.path());
    let answer = "HTTP/1.1 304 Not Modified\r\nContent-Length: 0\r\n\r\n";
    server.behave(HEAD, Manner::Answer(answer.into()));
    let error = fetch(&server.source(), None).unwrap_err();
    assert!(matches!(error.code(), "update.redirect" | "update.status"));
    assert_eq!(
        refused(HEAD, Manner::Answer("SSH-2.0\r\n".into())),
        "update.broken"
    );
}

#[test]
fn addresses_that_could_carry_more_are_refused() {
    let code = |text: &str| {
        Source::new(text, b"", &Limits::DEFAULT)
            .err()
            .map(|error| error.code())
    };
    for (text, expected) in [
        ("http://example.org/", Some("update.plain-http")),
        ("http://127.0.0.1.example.org/", Some("update.plain-http")),
        ("https://user@example.org/", Some("update.source")),
        ("https://example.org/?who=me", Some("update.source")),
        ("https://example.org/#me", Some("update.source")),
        ("ftp://example.org/", Some("update.source")),
        ("file:///etc", Some("update.source")),
        ("", Some("update.source")),
        ("some/folder", None),
    ] {
        assert_eq!(code(text), expected, "{text}");
    }
    let junk = Source::new("https://example.org", b"no PEM", &Limits::DEFAULT);
    assert_eq!(
        junk.err().map(|error| error.code()),
        Some("update.authority")
    );
}
