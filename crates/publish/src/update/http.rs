//! Fetching over HTTP, from a server that may be hostile.

use std::fmt::Write;

use cleanbill_fetch::{Address, AddressError, AnswerError, Bounds, ClientError, body};
use md5::{Digest as _, Md5};
use reqwest::header::IF_NONE_MATCH;
use reqwest::{StatusCode, Url};

use super::source::Got;
use super::{FetchFault, Limits, UpdateError};

/// The same for everybody, also after an upgrade: a version would tell clients apart.
const USER_AGENT: &str = "cleanbill-update";

/// A client for one address.
#[derive(Debug)]
pub(super) struct Client {
    client: reqwest::Client,
    /// Ends in a slash.
    base: Url,
}

impl Client {
    pub(super) fn new(
        address: &str,
        authorities: &[u8],
        limits: &Limits,
    ) -> Result<Self, UpdateError> {
        let base = Address::parse_folder(address).map_err(|error| match error {
            AddressError::PlainHttp => UpdateError::PlainHttp,
            _ => UpdateError::Source,
        })?;
        let bounds = Bounds {
            user_agent: Some(USER_AGENT),
            connect: limits.connect_timeout,
            read: Some(limits.read_timeout),
            whole: Some(limits.file_timeout),
        };
        let client = bounds.client(base.is_encrypted(), authorities);
        let client = client.map_err(|error| match error {
            ClientError::Authority => UpdateError::Authority,
            _ => UpdateError::Client,
        })?;
        let base = base.into_url();
        Ok(Self { client, base })
    }

    /// One file. Names of published files need no escaping.
    pub(super) async fn get(
        &self,
        path: &str,
        size_max_bytes: u64,
        here: Option<&[u8]>,
    ) -> Result<Got, FetchFault> {
        let url = self.base.join(path).map_err(|_| FetchFault::NotFound)?;
        let mut request = self.client.get(url);
        if let Some(here) = here {
            request = request.header(IF_NONE_MATCH, tags(here));
        }
        let response = request.send().await;
        let mut response = response.map_err(|error| fault(error.into()))?;
        match response.status() {
            StatusCode::OK => match body(&mut response, size_max_bytes).await {
                Ok(bytes) => Ok(Got::Bytes(bytes)),
                Err(error) => Err(fault(error)),
            },
            StatusCode::NOT_MODIFIED if here.is_some() => Ok(Got::NotModified),
            StatusCode::NOT_FOUND | StatusCode::GONE => Ok(Got::Nothing),
            status if status.is_redirection() => Err(FetchFault::Redirect),
            status => Err(FetchFault::Status {
                status: status.as_u16(),
            }),
        }
    }
}

/// The tags that a server which tags by content gives these bytes: SHA-256, and MD5 as S3 stores
/// do. It proves nothing; a false match only says that there is nothing new.
fn tags(bytes: &[u8]) -> String {
    let mut tags = format!("\"{}\", \"", super::Digest::of(bytes));
    for byte in Md5::digest(bytes) {
        // Writing to a text does not fail.
        let _ = write!(tags, "{byte:02x}");
    }
    tags.push('"');
    tags
}

fn fault(error: AnswerError) -> FetchFault {
    match error {
        AnswerError::TooLarge { max_bytes } => FetchFault::TooLarge {
            size_max_bytes: max_bytes,
        },
        AnswerError::TooSlow => FetchFault::TooSlow,
        AnswerError::Unreachable => FetchFault::Unreachable,
        _ => FetchFault::Broken,
    }
}
