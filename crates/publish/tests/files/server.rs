//! A web server over a folder, that behaves as it is told, and notes what it is asked.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use cleanbill_publish::update::{Limits, Source};

/// What the server does to files whose path contains a text, instead of handing them out.
#[derive(Clone)]
pub(crate) enum Manner {
    /// Breaks off in the middle.
    Truncate,
    /// Claims nothing, and never ends.
    Endless,
    /// Claims this many bytes.
    Claim(u64),
    /// A header line for as long as anybody reads.
    EndlessHeader,
    /// Header lines for as long as anybody reads.
    EndlessHeaders,
    /// Says nothing, and does not hang up until told.
    Silence,
    /// Other bytes.
    Other(Vec<u8>),
    /// Answers with these lines.
    Answer(String),
}

pub(crate) struct Server {
    address: std::net::SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    manners: Arc<Mutex<Vec<(String, Manner)>>>,
}

impl Server {
    pub(crate) fn new(folder: &Path) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            asked: Arc::default(),
            manners: Arc::default(),
        };
        let (asked, manners) = (Arc::clone(&server.asked), Arc::clone(&server.manners));
        let folder = folder.to_owned();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (asked, manners) = (Arc::clone(&asked), Arc::clone(&manners));
                let folder = folder.clone();
                std::thread::spawn(move || {
                    // Whoever has had enough hangs up.
                    let _ = answer(stream, &folder, &asked, &manners);
                });
            }
        });
        server
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    pub(crate) fn source(&self) -> Source {
        self.source_within(&Limits::DEFAULT)
    }

    pub(crate) fn source_within(&self, limits: &Limits) -> Source {
        Source::new(&self.url(), b"", limits).unwrap()
    }

    /// From now on, and for paths that contain `part` alone.
    pub(crate) fn behave(&self, part: &str, manner: Manner) {
        *self.manners.lock().unwrap() = vec![(part.to_owned(), manner)];
    }

    /// Requests as they came, head and all, since the last call.
    pub(crate) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

fn answer(
    mut stream: TcpStream,
    folder: &Path,
    asked: &Mutex<Vec<String>>,
    manners: &Mutex<Vec<(String, Manner)>>,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    loop {
        let mut request = String::new();
        while !request.ends_with("\r\n\r\n") {
            if reader.read_line(&mut request)? == 0 {
                return Ok(());
            }
        }
        let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
        asked.lock().unwrap().push(request);
        let manner = manners
            .lock()
            .unwrap()
            .iter()
            .find(|(part, _)| path.contains(part.as_str()))
            .map(|(_, manner)| manner.clone());
        let file: PathBuf = folder.join(path.trim_start_matches('/'));
        match (manner, std::fs::read(file)) {
            (Some(manner), bytes) => {
                return misbehave(&mut stream, &manner, &bytes.unwrap_or_default());
            }
            (None, Ok(bytes)) => {
                write!(
                    stream,
                    "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n",
                    bytes.len()
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
    let filler = [b'a'; 4096];
    match manner {
        Manner::Truncate => {
            write!(stream, "{OK}Content-Length: {}\r\n\r\n", bytes.len())?;
            stream.write_all(&bytes[..bytes.len() / 2])
        }
        Manner::Endless => {
            write!(stream, "{OK}Connection: close\r\n\r\n")?;
            loop {
                stream.write_all(&filler)?;
            }
        }
        Manner::Claim(length) => {
            write!(stream, "{OK}Content-Length: {length}\r\n\r\n")?;
            stream.write_all(bytes)
        }
        Manner::EndlessHeader => {
            write!(stream, "{OK}X: ")?;
            loop {
                stream.write_all(&filler)?;
            }
        }
        Manner::EndlessHeaders => {
            write!(stream, "{OK}")?;
            loop {
                stream.write_all(b"X-Header: value\r\n")?;
            }
        }
        Manner::Silence => {
            write!(stream, "{OK}Content-Length: {}\r\n\r\n", bytes.len())?;
            stream.write_all(&bytes[..1.min(bytes.len())])?;
            // Until the client hangs up.
            std::io::copy(stream, &mut std::io::sink()).map(|_| ())
        }
        Manner::Other(other) => {
            write!(stream, "{OK}Content-Length: {}\r\n\r\n", other.len())?;
            stream.write_all(other)
        }
        Manner::Answer(lines) => stream.write_all(lines.as_bytes()),
    }
}
