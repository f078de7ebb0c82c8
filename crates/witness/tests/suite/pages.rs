//! The witness on HTTP.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use cleanbill_ledger::{NoteSignature, verify_cosignature};
use cleanbill_witness::{BODY_SIZE_MAX_BYTES, ConnectionLimits, router, serve};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

use crate::support::{NAME, NOW, ORIGIN, body, in_folder, signed, witness_vkey};

struct Page {
    router: axum::Router,
    _folder: TempDir,
}

impl Page {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let witness = in_folder(&folder).unwrap();
        Self {
            router: router(Arc::new(witness)),
            _folder: folder,
        }
    }

    async fn send(&self, request: Request<Body>) -> (StatusCode, String, String) {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let media_type = response.headers().get("content-type");
        let media_type = media_type.map_or("", |it| it.to_str().unwrap()).to_owned();
        let status = response.status();
        let bytes = to_bytes(response.into_body(), 100_000).await.unwrap();
        (status, media_type, String::from_utf8(bytes.into()).unwrap())
    }

    async fn add(&self, body: Vec<u8>) -> (StatusCode, String, String) {
        let request = Request::post("/add-checkpoint").body(Body::from(body));
        self.send(request.unwrap()).await
    }
}

#[tokio::test]
async fn answers_are_those_of_the_specification() {
    let page = Page::new();
    let (status, _, text) = page.add(body(true, 0, 5)).await;
    assert_eq!(status, StatusCode::OK);
    let line = text.strip_suffix('\n').unwrap();
    let signature = NoteSignature::parse_line(line).unwrap();
    let at = verify_cosignature(&signed(true, 5).note, &signature, &witness_vkey());
    assert_eq!(at, Ok(NOW));

    let (status, media_type, text) = page.add(body(true, 0, 9)).await;
    assert_eq!((status, text.as_str()), (StatusCode::CONFLICT, "5\n"));
    assert_eq!(media_type, "text/x.tlog.size");

    let mut inconsistent = body(true, 5, 9);
    inconsistent[8] ^= 1;
    let inconsistent = page.add(inconsistent).await.0;
    assert_eq!(inconsistent, StatusCode::UNPROCESSABLE_ENTITY);

    let text = String::from_utf8(body(true, 5, 9)).unwrap();
    let replaced = |from: &str, to: &str| text.replacen(from, to, 1).into_bytes();
    let unknown = page
        .add(replaced("\nledger.example", "\nother.example"))
        .await;
    assert_eq!(unknown.0, StatusCode::NOT_FOUND);
    let unsigned = page.add(replaced("\n9\n", "\n8\n")).await;
    assert_eq!(unsigned.0, StatusCode::FORBIDDEN);
    let backwards = page.add(replaced("old 5", "old 10")).await;
    assert_eq!(backwards.0, StatusCode::BAD_REQUEST);
    assert_eq!(page.add(Vec::new()).await.0, StatusCode::BAD_REQUEST);
    assert_eq!(page.add(body(true, 5, 9)).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_body_is_bounded() {
    let page = Page::new();
    let long = vec![b'\n'; BODY_SIZE_MAX_BYTES + 1];
    assert_eq!(page.add(long).await.0, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn it_says_who_it_is() {
    let page = Page::new();
    page.add(body(true, 0, 5)).await;
    let request = Request::get("/").body(Body::empty()).unwrap();
    let (status, media_type, text) = page.send(request).await;
    assert_eq!(status, StatusCode::OK);
    assert!(media_type.starts_with("text/plain"));
    let key = witness_vkey();
    assert_eq!(
        text,
        format!("name {NAME}\nvkey {key}\nlog {ORIGIN}\nsize 5\n")
    );
    for (method, path) in [("GET", "/add-checkpoint"), ("POST", "/"), ("GET", "/x")] {
        let request = Request::builder().method(method).uri(path);
        let (status, ..) = page.send(request.body(Body::empty()).unwrap()).await;
        assert!(status.is_client_error(), "{method} {path}: {status}");
    }
}

/// Over a connection that is kept.
#[tokio::test]
async fn a_connection_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let witness = Arc::new(in_folder(&folder).unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let limits = ConnectionLimits::default();
    let serving = tokio::spawn(serve(listener, witness, limits, async {
        stopped.await.ok();
    }));
    let mut stream = TcpStream::connect(address).await.unwrap();
    for (old, new) in [(0, 5), (5, 7), (7, 9)] {
        let body = body(true, old, new);
        let head = format!(
            "POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(&body).await.unwrap();
        let mut said = String::new();
        while !said.contains("\r\n\r\n\u{2014} ") || !said.ends_with("=\n") {
            let mut block = [0; 1024];
            let count = stream.read(&mut block).await.unwrap();
            assert!(count > 0, "it hung up: {said}");
            said.push_str(str::from_utf8(&block[..count]).unwrap());
        }
        assert!(said.starts_with("HTTP/1.1 200"), "{said}");
    }
    drop(stream);
    stop.send(()).unwrap();
    serving.await.unwrap().unwrap();
}

/// A witness with these limits, for as long as the test runs.
async fn listening(limits: ConnectionLimits) -> (std::net::SocketAddr, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let witness = Arc::new(in_folder(&folder).unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(serve(listener, witness, limits, std::future::pending()));
    (address, folder)
}

const HEAD: &[u8] = b"GET / HTTP/1.1\r\nHost: w\r\n";

/// Whether the other side hung up.
async fn is_over(stream: &mut TcpStream) -> bool {
    let mut block = [0; 4096];
    !matches!(stream.read(&mut block).await, Ok(1..))
}

#[tokio::test]
async fn who_is_silent_is_hung_up_on() {
    let limits = ConnectionLimits {
        idle: Duration::from_millis(50),
        ..ConnectionLimits::default()
    };
    let (address, _folder) = listening(limits).await;
    for begun in [b"".as_slice(), HEAD] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(begun).await.unwrap();
        assert!(is_over(&mut stream).await);
    }
}

#[tokio::test]
async fn who_sends_a_byte_at_a_time_is_hung_up_on() {
    let limits = ConnectionLimits {
        age: Duration::from_millis(100),
        ..ConnectionLimits::default()
    };
    let (address, _folder) = listening(limits).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(HEAD).await.unwrap();
    let (mut reading, mut writing) = stream.split();
    let trickle = async { while writing.write_all(b"x").await.is_ok() {} };
    let mut block = [0; 4096];
    tokio::select! {
        () = trickle => {}
        said = reading.read(&mut block) => {
            // An answer to a header that is too long is an end too.
            assert!(!block.starts_with(b"HTTP/1.1 200"), "{said:?}");
        }
    }
}

#[tokio::test]
async fn who_comes_next_waits_for_a_place() {
    let limits = ConnectionLimits {
        count: 1,
        ..ConnectionLimits::default()
    };
    let (address, _folder) = listening(limits).await;
    let mut first = TcpStream::connect(address).await.unwrap();
    let ask = [HEAD, b"\r\n"].concat();
    first.write_all(&ask).await.unwrap();
    assert!(!is_over(&mut first).await);
    let mut second = TcpStream::connect(address).await.unwrap();
    second.write_all(&ask).await.unwrap();
    let mut block = [0; 4096];
    tokio::select! {
        biased;
        _ = second.read(&mut block) => panic!("there was no place"),
        () = async {
            first.write_all(&ask).await.unwrap();
            assert!(!is_over(&mut first).await);
        } => {}
    }
    drop(first);
    assert!(!is_over(&mut second).await);
}
