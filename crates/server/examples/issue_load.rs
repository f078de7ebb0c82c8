//! Single issues over HTTP at a steady rate: `issue_load --key-file FILE [--address A:P] [--rate N]
//! [--secs N]`.
//!
//! Asks a running service for a pass for a new person so many times a second, whether or not the
//! answers before have come (an open loop: what waits counts as waiting), over kept connections of
//! plain HTTP, and prints the times from when a request was due to its whole answer.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "it measures time, and does not ship"
)]

use std::error::Error;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// Connections; each has one request under way.
const CONNECTIONS: u32 = 16;

struct Load {
    address: String,
    key: String,
    rate: f64,
    all: u32,
    run: u128,
    started: Instant,
    next: AtomicU32,
    millis: Mutex<Vec<f64>>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let (mut address, mut key_file) = ("127.0.0.1:8080".to_owned(), String::new());
    let (mut rate, mut secs) = (200_u32, 30_u32);
    let mut arguments = std::env::args().skip(1);
    while let (Some(name), Some(value)) = (arguments.next(), arguments.next()) {
        match name.as_str() {
            "--address" => address = value,
            "--key-file" => key_file = value,
            "--rate" => rate = value.parse()?,
            "--secs" => secs = value.parse()?,
            _ => return Err("unknown argument".into()),
        }
    }
    let load = Arc::new(Load {
        address,
        key: std::fs::read_to_string(key_file)?.trim().to_owned(),
        rate: rate.into(),
        all: rate * secs,
        run: std::time::UNIX_EPOCH.elapsed()?.as_nanos(),
        started: Instant::now(),
        next: AtomicU32::new(0),
        millis: Mutex::new(Vec::new()),
    });
    let connections = (0..CONNECTIONS).map(|_| {
        let load = load.clone();
        thread::spawn(move || connection(&load))
    });
    let connections: Vec<_> = connections.collect();
    for connection in connections {
        connection.join().unwrap();
    }
    let took = load.started.elapsed().as_secs_f64();
    let mut millis = load.millis.lock().unwrap();
    millis.sort_by(f64::total_cmp);
    let at = |share: f64| millis[((millis.len() - 1) as f64 * share) as usize];
    println!(
        "{} passes in {took:.1} s, {:.0} a second; ms: median {:.1}, p95 {:.1}, p99 {:.1}, {:.1}",
        millis.len(),
        millis.len() as f64 / took,
        at(0.5),
        at(0.95),
        at(0.99),
        at(1.0),
    );
    Ok(())
}

fn connection(load: &Load) {
    let stream = TcpStream::connect(&load.address).unwrap();
    stream.set_nodelay(true).unwrap();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut stream = stream;
    loop {
        let number = load.next.fetch_add(1, Ordering::Relaxed);
        if number >= load.all {
            return;
        }
        let due = load.started + Duration::from_secs_f64(f64::from(number) / load.rate);
        thread::sleep(due.saturating_duration_since(Instant::now()));
        stream.write_all(request(load, number).as_bytes()).unwrap();
        let status = answer(&mut reader);
        let took = due.elapsed().as_secs_f64() * 1e3;
        assert!(
            status.contains(" 201 ") || status.contains(" 200 "),
            "{status}"
        );
        load.millis.lock().unwrap().push(took);
    }
}

fn request(load: &Load, number: u32) -> String {
    let body = format!(
        r#"{{"name": {{"surname": "Muster {}", "forename": "Anna"}},
            "birth_date": "1980-01-02", "lot": "LOT{}",
            "document": {{"type": "passport", "country": "XX", "number": "L{}{number}"}},
            "vaccination": {{"vaccine": "1119349007", "product": "EU/1/20/1528",
                "manufacturer": "ORG-100030215", "dose": 2, "doses": 2, "date": "2021-06-11"}}}}"#,
        letters(number),
        number % 20,
        load.run % 1_000_000_007,
    );
    let mut text = format!(
        "POST /api/v1/passes HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n",
        load.address, load.key
    );
    let length = body.len();
    write!(
        text,
        "Content-Type: application/json\r\nIdempotency-Key: load-{}-{number}\r\n\
         Content-Length: {length}\r\n\r\n{body}",
        load.run
    )
    .unwrap();
    text
}

/// A number in letters: names have no digits.
fn letters(mut number: u32) -> String {
    let mut text = String::new();
    loop {
        text.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
        if number == 0 {
            return text;
        }
    }
}

/// Reads a whole answer; gives its first line.
fn answer(reader: &mut BufReader<TcpStream>) -> String {
    let mut status = String::new();
    reader.read_line(&mut status).unwrap();
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            break;
        };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    status
}
