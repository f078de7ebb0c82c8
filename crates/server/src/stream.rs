//! A body, chunk by chunk, and as something that a thread can read.

use std::future::poll_fn;
use std::io::{self, ErrorKind, Read};
use std::pin::Pin;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

use aws_lc_rs::digest::{Context, SHA256};
use axum::body::{Body, Bytes, HttpBody};

use crate::ServerError;

/// The chunks of a body.
pub(crate) struct Chunks(Body);

impl Chunks {
    pub(crate) const fn new(body: Body) -> Self {
        Self(body)
    }

    /// The next chunk; `None` at the end.
    pub(crate) async fn next(&mut self) -> Result<Option<Bytes>, ServerError> {
        loop {
            let frame = poll_fn(|context| Pin::new(&mut self.0).poll_frame(context)).await;
            match frame {
                None => return Ok(None),
                Some(Err(_)) => return Err(ServerError::Broken),
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        return Ok(Some(data));
                    }
                }
            }
        }
    }
}

/// What the reading side is told.
enum Word {
    Data(Bytes),
    End,
}

/// Chunks that wait to be read.
const WAITING_MAX: usize = 16;

/// The reading side of a body. At its end it checks that it was the one that was announced.
pub(crate) struct Incoming {
    words: Receiver<Word>,
    current: Bytes,
    hash: Context,
    wanted: [u8; 32],
    is_over: bool,
}

impl Read for Incoming {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.current.is_empty() {
            if self.is_over {
                return Ok(0);
            }
            match self.words.recv() {
                Ok(Word::Data(data)) => {
                    self.hash.update(&data);
                    self.current = data;
                }
                Ok(Word::End) => {
                    self.is_over = true;
                    if self.hash.clone().finish().as_ref() != self.wanted {
                        return Err(ErrorKind::InvalidData.into());
                    }
                }
                // The client went away, or was too slow.
                Err(_) => return Err(ErrorKind::UnexpectedEof.into()),
            }
        }
        let count = self.current.len().min(to.len());
        let part = self.current.split_to(count);
        for (to, from) in to.iter_mut().zip(part) {
            *to = from;
        }
        Ok(count)
    }
}

impl Incoming {
    /// All of it, read and found right.
    ///
    /// # Errors
    /// That of reading: the digest differs, or the client went away.
    pub(crate) fn whole(mut self) -> io::Result<Self> {
        let mut bytes = Vec::new();
        self.read_to_end(&mut bytes)?;
        self.current = bytes.into();
        Ok(self)
    }
}

/// The sending side of a body.
pub(crate) struct Feed {
    words: SyncSender<Word>,
    bytes_max: u64,
    idle: Duration,
}

/// Both sides, for a body with this SHA-256.
pub(crate) fn incoming(wanted: [u8; 32], bytes_max: u64, idle: Duration) -> (Feed, Incoming) {
    let (sender, words) = sync_channel(WAITING_MAX);
    let feed = Feed {
        words: sender,
        bytes_max,
        idle,
    };
    let incoming = Incoming {
        words,
        current: Bytes::new(),
        hash: Context::new(&SHA256),
        wanted,
        is_over: false,
    };
    (feed, incoming)
}

impl Feed {
    /// Hands the body over. Ends early, and well, when nobody reads any more.
    pub(crate) async fn run(self, body: Body) -> Result<(), ServerError> {
        let mut chunks = Chunks::new(body);
        let mut seen = 0_u64;
        loop {
            let next = tokio::time::timeout(self.idle, chunks.next());
            let Some(data) = next.await.map_err(|_| ServerError::Timeout)?? else {
                self.say(Word::End).await;
                return Ok(());
            };
            seen = seen.saturating_add(data.len() as u64);
            if seen > self.bytes_max {
                let max = self.bytes_max;
                return Err(ServerError::TooLarge { max });
            }
            if !self.say(Word::Data(data)).await {
                return Ok(());
            }
        }
    }

    /// Whether somebody reads.
    async fn say(&self, word: Word) -> bool {
        use std::sync::mpsc::TrySendError;
        let word = match self.words.try_send(word) {
            Ok(()) => return true,
            Err(TrySendError::Disconnected(_)) => return false,
            Err(TrySendError::Full(word)) => word,
        };
        // The database is slower than the client: wait on a thread where one may wait.
        let words = self.words.clone();
        let sent = tokio::task::spawn_blocking(move || words.send(word).is_ok());
        sent.await.unwrap_or(false)
    }
}

/// The SHA-256 of `Content-Digest` (RFC 9530): `sha-256=:BASE64:`.
pub(crate) fn parse_digest(text: &str) -> Option<[u8; 32]> {
    use base64::Engine;
    let members = text.split(',').map(str::trim);
    let mut found = members.filter_map(|member| member.strip_prefix("sha-256=:"));
    let digits = found.next()?.strip_suffix(':')?;
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(digits)
        .ok()?;
    match found.next() {
        None => bytes.try_into().ok(),
        Some(_) => None,
    }
}
