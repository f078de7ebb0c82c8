//! What a verifier fetches, and what it tells by that.

use cleanbill_publish::update::Update;

use crate::server::{Manner, Server};
use crate::support::*;

fn paths(asked: &[String]) -> Vec<String> {
    let path = |request: &String| request.split(' ').nth(1).unwrap().to_owned();
    asked.iter().map(path).collect()
}

fn new(update: Update) -> (Vec<u8>, u64) {
    match update {
        Update::New {
            bundle,
            fetched_bytes,
        } => (bundle, fetched_bytes),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_set_comes_back_byte_for_byte() {
    let place = tempfile::tempdir().unwrap();
    for version in [1, 3] {
        publish(nth(version), place.path()).unwrap();
        assert_eq!(fetched(&folder(place.path())), nth(version));
        assert_eq!(fetched(&Server::new(place.path()).source()), nth(version));
    }
}

#[test]
fn only_what_is_lacking_is_fetched() {
    let place = tempfile::tempdir().unwrap();
    let (old, next) = (
        bundle(1, &[signers(0..50), national(0)]),
        bundle(2, &[signers(0..50), national(0)]),
    );
    publish(next.clone(), place.path()).unwrap();
    let server = Server::new(place.path());
    let (found, cost) = new(fetch(&server.source(), Some(&old)).unwrap());
    assert_eq!(found, next);
    assert_eq!(paths(&server.asked()), ["/current.cbset"]);
    let head = std::fs::metadata(place.path().join("current.cbset")).unwrap();
    assert_eq!(cost, head.len());
    // And of what is the newest, nothing.
    assert_eq!(
        fetch(&server.source(), Some(&next)).unwrap(),
        Update::Current
    );
    assert_eq!(paths(&server.asked()), ["/current.cbset"]);
}

#[test]
fn a_filter_comes_by_the_deltas_that_are_lacking() {
    let place = tempfile::tempdir().unwrap();
    let of = |version, deltas| bundle(version, &[signers(0..1), national(deltas)]);
    publish(of(4, 4), place.path()).unwrap();
    let server = Server::new(place.path());
    for had in 0..4 {
        let (found, cost) = new(fetch(&server.source(), Some(&of(1, had))).unwrap());
        assert_eq!(found, of(4, 4));
        let asked = paths(&server.asked());
        assert_eq!(asked.len(), 1 + (4 - had as usize), "{asked:?}");
        assert!(
            asked[1..]
                .iter()
                .all(|path| path.starts_with("/revocation/deltas/"))
        );
        assert!(cost < national(0).content.len() as u64 + 2_000);
    }
}

#[test]
fn a_delta_that_lies_or_lacks_costs_the_whole_filter() {
    let place = tempfile::tempdir().unwrap();
    let of = |version, deltas| bundle(version, &[signers(0..1), national(deltas)]);
    publish(of(2, 2), place.path()).unwrap();
    let server = Server::new(place.path());
    let missing = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
    for manner in [
        Manner::Other(b"x".to_vec()),
        Manner::Other(Vec::new()),
        Manner::Other(vec![7; 300]),
        Manner::Endless,
        Manner::Truncate,
        Manner::Answer(missing.into()),
    ] {
        server.behave("/deltas/", manner);
        let (found, _) = new(fetch(&server.source(), Some(&of(1, 0))).unwrap());
        assert_eq!(found, of(2, 2));
        let asked = paths(&server.asked());
        assert!(asked.last().unwrap().ends_with(".revocation-national.v1"));
    }
    // Fewer deltas than before are another state; there is nothing to go on from.
    publish(of(3, 1), place.path()).unwrap();
    server.behave("nothing", Manner::Truncate);
    let (found, _) = new(fetch(&server.source(), Some(&of(1, 2))).unwrap());
    assert_eq!(found, of(3, 1));
}

#[test]
fn g01_requests_are_the_same_for_everyone() {
    let place = tempfile::tempdir().unwrap();
    publish(nth(2), place.path()).unwrap();
    let ask = |installed: Option<&[u8]>| {
        let server = Server::new(place.path());
        let cookie = "HTTP/1.1 304 Not Modified\r\nSet-Cookie: id=1\r\nETag: \"you\"\r\n\
            Content-Length: 0\r\n\r\n";
        if installed.is_some() {
            server.behave("current", Manner::Answer(cookie.into()));
            fetch(&server.source(), installed).unwrap();
            let first = server.asked();
            fetch(&server.source(), installed).unwrap();
            assert_eq!(server.asked(), first, "what a server says is not said back");
        }
        server.behave("nothing", Manner::Truncate);
        fetch(&server.source(), installed).unwrap();
        let own = server.url();
        let own = own
            .trim_start_matches("http://")
            .trim_end_matches('/')
            .to_owned();
        let asked: Vec<String> = server.asked();
        asked
            .iter()
            .map(|request| request.replace(&own, "HOST"))
            .collect::<Vec<_>>()
    };
    // Two verifiers with the same data cannot be told apart.
    assert_eq!(ask(None), ask(None));
    assert_eq!(ask(Some(&nth(1))), ask(Some(&nth(1))));
    for request in ask(None).iter().chain(&ask(Some(&nth(1)))) {
        let (first, headers) = request.split_once("\r\n").unwrap();
        assert!(
            first.starts_with("GET /") && !first.contains('?'),
            "{first}"
        );
        for header in headers.split("\r\n").filter(|line| !line.is_empty()) {
            let name = header.split(':').next().unwrap().to_ascii_lowercase();
            let known = ["host", "user-agent", "accept", "if-none-match"];
            assert!(known.contains(&name.as_str()), "{header}");
            if name == "user-agent" {
                assert_eq!(header.split_once(": ").unwrap().1, "cleanbill-update");
            }
        }
    }
}
