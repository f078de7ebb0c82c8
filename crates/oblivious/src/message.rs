//! The messages inside (RFC 9292): as little as can be said.

use std::fmt;
use std::io::Cursor;

use bhttp::{Message, Mode, StatusCode};

use crate::ObliviousError;
use crate::layout::{Way, check_layout};

/// Messages are as long as a multiple of this, so that their length tells a relay little.
const PADDED_TO_BYTES: usize = 4_096;
const CONTENT_TYPE: &[u8] = b"content-type";
const RETRY_AFTER: &[u8] = b"retry-after";

/// What is asked.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// `GET` or `POST`; whoever answers says which are taken.
    pub method: String,
    /// The path, and what is asked behind it.
    pub path: String,
    /// The media type of the content.
    pub content_type: Option<String>,
    /// The content.
    pub content: Vec<u8>,
}

/// What is answered.
#[derive(Clone, PartialEq, Eq)]
pub struct Response {
    /// The status, 200 to 599.
    pub status: u16,
    /// The media type of the content.
    pub content_type: Option<String>,
    /// How long to wait before asking again, seconds.
    pub retry_after: Option<String>,
    /// The content.
    pub content: Vec<u8>,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").finish_non_exhaustive()
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response").finish_non_exhaustive()
    }
}

impl Request {
    /// Reads a request. Fields other than its media type are let fall.
    ///
    /// # Errors
    /// [`ObliviousError::Message`], [`ObliviousError::TooLong`].
    pub fn parse(bytes: &[u8]) -> Result<Self, ObliviousError> {
        check_layout(bytes, Way::Request)?;
        let message = read(bytes)?;
        let control = message.control();
        Ok(Self {
            method: text(control.method())?,
            path: text(control.path())?,
            content_type: field(&message, CONTENT_TYPE)?,
            content: message.content().to_vec(),
        })
    }

    /// Writes it, padded. The scheme is `https`, the authority empty: a gateway asks nobody but
    /// itself.
    ///
    /// # Errors
    /// [`ObliviousError::TooLong`].
    pub fn encode(&self) -> Result<Vec<u8>, ObliviousError> {
        let (method, path) = (self.method.clone(), self.path.clone());
        let mut message = Message::request(
            method.into_bytes(),
            b"https".to_vec(),
            Vec::new(),
            path.into_bytes(),
        );
        if let Some(kind) = &self.content_type {
            message.put_header(CONTENT_TYPE, kind.as_bytes());
        }
        message.write_content(&self.content);
        write(&message)
    }
}

impl Response {
    /// Reads a response.
    ///
    /// # Errors
    /// [`ObliviousError::Message`], [`ObliviousError::TooLong`].
    pub fn parse(bytes: &[u8]) -> Result<Self, ObliviousError> {
        check_layout(bytes, Way::Response)?;
        let message = read(bytes)?;
        let status = message.control().status().map(StatusCode::code);
        Ok(Self {
            status: status.ok_or(ObliviousError::Message)?,
            content_type: field(&message, CONTENT_TYPE)?,
            retry_after: field(&message, RETRY_AFTER)?,
            content: message.content().to_vec(),
        })
    }

    /// Writes it, padded.
    ///
    /// # Errors
    /// [`ObliviousError::Message`] for a status that is none, [`ObliviousError::TooLong`].
    pub fn encode(&self) -> Result<Vec<u8>, ObliviousError> {
        let status = StatusCode::try_from(self.status).map_err(|_| ObliviousError::Message)?;
        let mut message = Message::response(status);
        for (name, value) in [
            (CONTENT_TYPE, &self.content_type),
            (RETRY_AFTER, &self.retry_after),
        ] {
            if let Some(value) = value {
                message.put_header(name, value.as_bytes());
            }
        }
        message.write_content(&self.content);
        write(&message)
    }
}

fn read(bytes: &[u8]) -> Result<Message, ObliviousError> {
    Message::read_bhttp(&mut Cursor::new(bytes)).map_err(|_| ObliviousError::Message)
}

fn write(message: &Message) -> Result<Vec<u8>, ObliviousError> {
    let mut bytes = Vec::new();
    let written = message.write_bhttp(Mode::KnownLength, &mut bytes);
    written.map_err(|_| ObliviousError::Message)?;
    bytes.resize(bytes.len().next_multiple_of(PADDED_TO_BYTES), 0);
    let max = crate::SEALED_MAX_BYTES;
    match bytes.len() < max {
        true => Ok(bytes),
        false => Err(ObliviousError::TooLong { max }),
    }
}

/// The one value of a field; none where there are several.
fn field(message: &Message, name: &[u8]) -> Result<Option<String>, ObliviousError> {
    let fields = message.header().fields().iter();
    let mut named = fields.filter(|field| field.name().eq_ignore_ascii_case(name));
    let value = named.next();
    match (value, named.next()) {
        (Some(value), None) => text(Some(value.value())).map(Some),
        (None, _) => Ok(None),
        (Some(_), Some(_)) => Err(ObliviousError::Message),
    }
}

fn text(bytes: Option<&[u8]>) -> Result<String, ObliviousError> {
    let text = bytes.and_then(|bytes| str::from_utf8(bytes).ok());
    let is_plain = |text: &&str| text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    let text = text.filter(is_plain).ok_or(ObliviousError::Message)?;
    Ok(text.to_owned())
}
