//! Asking a witness that is hostile.

use std::sync::Arc;
use std::time::Duration;

use cleanbill_ledger::NoteSignature;
use cleanbill_witness::{AskError, AskLimits, ConnectionLimits, WitnessClient, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::support::{in_folder, request};

fn client() -> WitnessClient {
    WitnessClient::new(AskLimits::default()).unwrap()
}

/// A server that answers whatever it is asked with these bytes, then with more of them for as long
/// as it is listened to, and then hangs up or is silent.
async fn hostile(answer: Vec<u8>, again: Option<Vec<u8>>, hangs_up: bool) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let mut kept = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut block = [0; 65_536];
            let _ = stream.read(&mut block).await;
            let _ = stream.write_all(&answer).await;
            if let Some(again) = &again {
                while stream.write_all(again).await.is_ok() {}
            }
            if !hangs_up {
                kept.push(stream);
            }
        }
    });
    format!("http://{address}")
}

async fn asked(answer: &str) -> Result<Vec<NoteSignature>, AskError> {
    let address = hostile(answer.into(), None, true).await;
    client().ask(&address, &request(true, 0, 5)).await
}

fn answer(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\n\r\n{body}")
}

#[tokio::test]
async fn an_honest_witness_is_understood() {
    let folder = tempfile::tempdir().unwrap();
    let witness = Arc::new(in_folder(&folder).unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    let limits = ConnectionLimits::default();
    tokio::spawn(serve(listener, witness, limits, std::future::pending()));
    let client = client();
    let signatures = client.ask(&address, &request(true, 0, 5)).await.unwrap();
    assert_eq!(signatures.len(), 1);
    assert_eq!(
        client.ask(&address, &request(true, 0, 9)).await,
        Err(AskError::Conflict { size: 5 })
    );
    assert_eq!(
        client
            .ask(&address, &request(false, 5, 9))
            .await
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        client.ask(&address, &request(true, 9, 12)).await,
        Err(AskError::Inconsistent)
    );
    let mut other = request(true, 9, 12);
    other.checkpoint.note.text = other.checkpoint.note.text.replacen("ledger", "other", 1);
    assert_eq!(
        client.ask(&address, &other).await,
        Err(AskError::UnknownLog)
    );
    let mut unsigned = request(true, 9, 12);
    unsigned.checkpoint.note.signatures[0].bytes[0] ^= 1;
    assert_eq!(
        client.ask(&address, &unsigned).await,
        Err(AskError::Forbidden)
    );
    // There is nothing below the prefix.
    let below = format!("{address}below");
    assert_eq!(
        client.ask(&below, &request(true, 9, 12)).await,
        Err(AskError::UnknownLog)
    );
}

#[tokio::test]
async fn a_size_is_a_size() {
    let size = "Content-Type: text/x.tlog.size\r\n";
    for (headers, body, error) in [
        (size, "7\n", AskError::Conflict { size: 7 }),
        (size, "0\n", AskError::Conflict { size: 0 }),
        ("", "7\n", AskError::Status { status: 409 }),
        (
            "Content-Type: text/plain\r\n",
            "7\n",
            AskError::Status { status: 409 },
        ),
        (size, "7", AskError::Malformed),
        (size, "07\n", AskError::Malformed),
        (size, "+7\n", AskError::Malformed),
        (size, "7 \n", AskError::Malformed),
        (size, "", AskError::Malformed),
        (size, "9223372036854775808\n", AskError::Malformed),
        (
            size,
            "000000000000000000000\n",
            AskError::TooLarge { max: 20 },
        ),
    ] {
        let found = asked(&answer("409 Conflict", headers, body)).await;
        assert_eq!(found, Err(error), "{headers:?} {body:?}");
    }
}

#[tokio::test]
async fn an_answer_is_signature_lines() {
    let line = "\u{2014} w AAAAAAAA\n";
    let good = asked(&answer("200 OK", "", &line.repeat(16))).await;
    assert_eq!(good.unwrap().len(), 16);
    for body in [
        String::new(),
        "\n".into(),
        line.trim_end().into(),
        format!("{line}\n"),
        format!("\n{line}"),
        line.repeat(17),
        line.replace('\n', "\r\n"),
        "\u{2014} w+ AAAAAAAA\n".into(),
        "{}\n".into(),
    ] {
        let found = asked(&answer("200 OK", "", &body)).await;
        assert_eq!(found, Err(AskError::Malformed), "{body:?}");
    }
}

#[tokio::test]
async fn other_answers_are_named() {
    for (status, error) in [
        ("301 Moved", AskError::Redirect),
        ("307 Temporary Redirect", AskError::Redirect),
        ("400 Bad Request", AskError::Status { status: 400 }),
        ("403 Forbidden", AskError::Forbidden),
        ("500 Oops", AskError::Status { status: 500 }),
        ("204 No Content", AskError::Status { status: 204 }),
    ] {
        // Where it leads, nobody listens: who follows finds out.
        let headers = "Location: http://127.0.0.1:1/add-checkpoint\r\n";
        let found = asked(&answer(status, headers, "")).await;
        assert_eq!(found, Err(error), "{status}");
    }
    assert_eq!(asked("nonsense\r\n\r\n").await, Err(AskError::Broken));
    assert_eq!(asked("").await, Err(AskError::Broken));
    let cut = "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n\u{2014} w";
    assert_eq!(asked(cut).await, Err(AskError::Broken));
}

#[tokio::test]
async fn ten_gigabytes_are_not_read() {
    let too_large = Err(AskError::TooLarge { max: 65_536 });
    let claimed = "HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n";
    assert_eq!(asked(claimed).await, too_large);
    // And where no length is claimed.
    let head = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
    let more = "\u{2014} w AAAAAAAA\n".repeat(1000).into_bytes();
    let address = hostile(head.into(), Some(more), true).await;
    assert_eq!(
        client().ask(&address, &request(true, 0, 5)).await,
        too_large
    );
    let head = "HTTP/1.1 200 OK\r\n";
    let more = b"X-More: and more\r\n".repeat(100);
    let address = hostile(head.into(), Some(more), true).await;
    let found = client().ask(&address, &request(true, 0, 5)).await;
    assert!(
        matches!(found, Err(AskError::Broken | AskError::TooSlow)),
        "{found:?}"
    );
}

#[tokio::test]
async fn nobody_waits_for_a_slow_one() {
    let limits = AskLimits {
        connect: Duration::from_millis(300),
        request: Duration::from_millis(300),
    };
    let client = WitnessClient::new(limits).unwrap();
    for begun in ["", "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n\u{2014}"] {
        let address = hostile(begun.into(), None, false).await;
        let found = client.ask(&address, &request(true, 0, 5)).await;
        assert_eq!(found, Err(AskError::TooSlow), "{begun:?}");
    }
}

#[tokio::test]
async fn addresses_are_those_of_witnesses() {
    let client = client();
    let request = request(true, 0, 5);
    for (address, error) in [
        ("", AskError::Address),
        ("witness.example", AskError::Address),
        ("ftp://127.0.0.1/", AskError::Address),
        ("file:///etc/passwd", AskError::Address),
        ("http://user@127.0.0.1/", AskError::Address),
        ("http://127.0.0.1/?a", AskError::Address),
        ("http://127.0.0.1/#a", AskError::Address),
        ("http://witness.example/", AskError::PlainHttp),
        ("http://127.0.0.1.example/", AskError::PlainHttp),
        ("http://10.0.0.1/", AskError::PlainHttp),
        ("http://127.0.0.1:1/", AskError::Unreachable),
    ] {
        assert_eq!(client.ask(address, &request).await, Err(error), "{address}");
    }
}
