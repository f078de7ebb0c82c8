//! As much of HTTP/1.1 as is needed to ask a service that may go away at any moment.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde_json::Value;

/// Longer than any answer is waited for by the service itself.
const WAIT: Duration = Duration::from_secs(60);

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn succeeded(&self) -> Value {
        assert!((200..300).contains(&self.status), "{self:?}");
        self.json()
    }

    /// Refused by name, with a sentence and a remedy.
    pub(crate) fn refused(&self, status: u16, code: &str) {
        assert_eq!(
            (self.status, self.code().as_str()),
            (status, code),
            "{self:?}"
        );
        for told in ["title", "remedy", "type"] {
            assert!(!self.json()[told].as_str().unwrap().is_empty(), "{self:?}");
        }
    }
}

/// A request to come.
#[derive(Clone)]
pub(crate) struct Ask<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) token: Option<&'a str>,
    pub(crate) key: Option<&'a str>,
    pub(crate) body: Option<Value>,
}

impl<'a> Ask<'a> {
    pub(crate) fn get(path: &'a str) -> Self {
        Self {
            method: "GET",
            path,
            token: None,
            key: None,
            body: None,
        }
    }

    pub(crate) fn post(path: &'a str, body: Value) -> Self {
        Self {
            method: "POST",
            body: Some(body),
            ..Self::get(path)
        }
    }

    pub(crate) fn by(mut self, token: &'a str) -> Self {
        self.token = Some(token);
        self
    }

    pub(crate) fn with_key(mut self, key: &'a str) -> Self {
        self.key = Some(key);
        self
    }

    /// Asks. An error is a service that is not there, or that went away before it had answered.
    pub(crate) fn send(&self, to: SocketAddr) -> std::io::Result<Answer> {
        let mut stream = TcpStream::connect(to)?;
        stream.set_read_timeout(Some(WAIT))?;
        stream.set_write_timeout(Some(WAIT))?;
        stream.write_all(self.render().as_bytes())?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        parse(&bytes).ok_or_else(|| std::io::ErrorKind::UnexpectedEof.into())
    }

    fn render(&self) -> String {
        let body = self
            .body
            .as_ref()
            .map_or_else(String::new, Value::to_string);
        let mut head = format!(
            "{} {} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nx-forwarded-for: {}\r\n",
            self.method,
            self.path,
            somebody()
        );
        if let Some(token) = self.token {
            head.push_str(&format!("authorization: Bearer {token}\r\n"));
        }
        if let Some(key) = self.key {
            head.push_str(&format!("idempotency-key: {key}\r\n"));
        }
        if self.body.is_some() {
            head.push_str("content-type: application/json\r\n");
        }
        format!("{head}content-length: {}\r\n\r\n{body}", body.len())
    }
}

/// Everybody asks from an address of their own, so that no test waits for its turn.
fn somebody() -> String {
    static ASKED: AtomicU32 = AtomicU32::new(0);
    let [_, a, b, c] = ASKED.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    format!("10.{a}.{b}.{c}")
}

/// `None` where it broke off.
fn parse(bytes: &[u8]) -> Option<Answer> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        let is_it = name.eq_ignore_ascii_case("content-length");
        is_it.then(|| value.parse::<usize>().ok())?
    });
    (length.unwrap_or(0) == body.len()).then(|| Answer {
        status,
        text: body.to_owned(),
    })
}
