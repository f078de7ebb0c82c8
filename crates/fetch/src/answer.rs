//! What was answered.

use std::io::{ErrorKind, Write};

use reqwest::Response;
use reqwest::header::CONTENT_LENGTH;
use thiserror::Error;

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AnswerError {
    /// The server cannot be reached, or its certificate is not right.
    #[error("the server cannot be reached, or its certificate is not right")]
    Unreachable,
    /// The server is silent, or too slow.
    #[error("the server is too slow")]
    TooSlow,
    /// The answer breaks off, or is no HTTP.
    #[error("the answer breaks off, or is none")]
    Broken,
    /// It is longer than it may be.
    #[error("it is longer than {max_bytes} bytes")]
    TooLarge {
        /// How long it may be.
        max_bytes: u64,
    },
    /// It cannot be kept.
    #[error("{0}")]
    Io(ErrorKind),
}

impl From<reqwest::Error> for AnswerError {
    fn from(error: reqwest::Error) -> Self {
        if error.is_timeout() {
            Self::TooSlow
        } else if error.is_connect() {
            Self::Unreachable
        } else {
            Self::Broken
        }
    }
}

/// The body, as far as it is not longer than it may be, whatever length it claims.
///
/// # Errors
/// [`AnswerError`].
pub async fn body(response: &mut Response, max_bytes: u64) -> Result<Vec<u8>, AnswerError> {
    let mut bytes = Vec::new();
    body_into(response, max_bytes, &mut bytes).await?;
    Ok(bytes)
}

/// The same piece by piece, for what is larger than memory. What is too long or breaks off has
/// written a part of it.
///
/// # Errors
/// [`AnswerError`].
pub async fn body_into(
    response: &mut Response,
    max_bytes: u64,
    out: &mut (impl Write + Send),
) -> Result<(), AnswerError> {
    let too_large = AnswerError::TooLarge { max_bytes };
    let claimed = response.headers().get(CONTENT_LENGTH);
    let claimed = claimed.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if claimed.is_some_and(|length| length > max_bytes) {
        return Err(too_large);
    }
    let mut read = 0_u64;
    while let Some(chunk) = response.chunk().await? {
        read = read.saturating_add(chunk.len() as u64);
        if read > max_bytes {
            return Err(too_large);
        }
        let written = out.write_all(&chunk);
        written.map_err(|error| AnswerError::Io(error.kind()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
    use tokio::net::TcpListener;

    use super::*;
    use crate::{Address, Bounds};

    /// What a server gets that answers with these bytes, whatever it is asked.
    async fn read(answer: &'static [u8], max_bytes: u64) -> Result<Vec<u8>, AnswerError> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        let server = tokio::spawn(async move {
            let (stream, _) = listener.accept().await.unwrap();
            let mut stream = BufReader::new(stream);
            // What is closed before it was read is reset, and the answer lost.
            let mut line = String::new();
            while line != "\r\n" {
                line.clear();
                stream.read_line(&mut line).await.unwrap();
            }
            stream.write_all(answer).await.unwrap();
            stream.shutdown().await.unwrap();
            stream
        });
        let bounds = Bounds {
            user_agent: None,
            connect: Duration::from_secs(60),
            read: None,
            whole: None,
        };
        let address = Address::parse(&address).unwrap();
        let client = bounds.client(address.is_encrypted(), b"").unwrap();
        let read = async {
            let mut response = client.get(address.into_url()).send().await?;
            body(&mut response, max_bytes).await
        };
        let read = read.await;
        server.await.unwrap();
        read
    }

    const FIVE: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabcde";

    #[tokio::test]
    async fn an_answer_is_read_up_to_its_bound() {
        assert_eq!(read(FIVE, 5).await, Ok(b"abcde".to_vec()));
        let too_large = Err(AnswerError::TooLarge { max_bytes: 4 });
        assert_eq!(read(FIVE, 4).await, too_large);
        let of_no_length = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabcde";
        assert_eq!(read(of_no_length, 4).await, too_large);
        assert_eq!(read(of_no_length, 5).await, Ok(b"abcde".to_vec()));
    }

    #[tokio::test]
    async fn what_breaks_off_is_no_answer() {
        let short = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabcde";
        assert_eq!(read(short, 100).await, Err(AnswerError::Broken));
        assert_eq!(read(b"SSH-2.0\r\n", 100).await, Err(AnswerError::Broken));
    }

    #[tokio::test]
    async fn a_redirection_is_an_answer_and_is_not_followed() {
        let elsewhere = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\
            Content-Length: 1\r\n\r\nx";
        assert_eq!(read(elsewhere, 1).await, Ok(b"x".to_vec()));
    }

    #[tokio::test]
    async fn nobody_there_is_unreachable() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        drop(listener);
        let bounds = Bounds {
            user_agent: None,
            connect: Duration::from_secs(60),
            read: None,
            whole: None,
        };
        let client = bounds.client(false, b"").unwrap();
        let error = client.get(address).send().await.unwrap_err();
        assert_eq!(AnswerError::from(error), AnswerError::Unreachable);
    }
}
