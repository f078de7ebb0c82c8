//! Fetching over HTTP, from a server that may be hostile.

use std::fmt::Write;

use md5::{Digest as _, Md5};
use reqwest::header::{CONTENT_LENGTH, IF_NONE_MATCH};
use reqwest::{Certificate, Response, StatusCode, Url};

use super::source::Got;
use super::{FetchFault, Limits, UpdateError};
use crate::origin::is_this_machine;

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
        let mut base = Url::parse(address).map_err(|_| UpdateError::Source)?;
        let encrypted = match base.scheme() {
            "https" => true,
            "http" if is_this_machine(&base) => false,
            "http" => return Err(UpdateError::PlainHttp),
            _ => return Err(UpdateError::Source),
        };
        let named = !base.username().is_empty() || base.password().is_some();
        if named || base.query().is_some() || base.fragment().is_some() {
            return Err(UpdateError::Source);
        }
        if !base.path().ends_with('/') {
            base.set_path(&format!("{}/", base.path()));
        }
        let builder = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(limits.connect_timeout)
            .read_timeout(limits.read_timeout)
            .timeout(limits.file_timeout);
        let builder = if encrypted {
            let more = Certificate::from_pem_bundle(authorities);
            let more = more.map_err(|_| UpdateError::Authority)?;
            if more.is_empty() && !authorities.is_empty() {
                return Err(UpdateError::Authority);
            }
            builder.https_only(true).tls_certs_merge(more)
        } else {
            // No authority is needed, so the system need not have any; and no proxy knows the way.
            builder.tls_certs_only([]).no_proxy()
        };
        let client = builder.build().map_err(|_| UpdateError::Client)?;
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
        let response = request.send().await.map_err(|error| fault(&error))?;
        match response.status() {
            StatusCode::OK => body(response, size_max_bytes).await.map(Got::Bytes),
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

/// The body, as far as it is not longer than it may be, whatever length it claims.
async fn body(mut response: Response, size_max_bytes: u64) -> Result<Vec<u8>, FetchFault> {
    let too_large = FetchFault::TooLarge { size_max_bytes };
    let claimed = response.headers().get(CONTENT_LENGTH);
    let claimed = claimed.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if claimed.is_some_and(|length| length > size_max_bytes) {
        return Err(too_large);
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| fault(&error))? {
        if (bytes.len() + chunk.len()) as u64 > size_max_bytes {
            return Err(too_large);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn fault(error: &reqwest::Error) -> FetchFault {
    if error.is_timeout() {
        FetchFault::TooSlow
    } else if error.is_connect() {
        FetchFault::Unreachable
    } else {
        FetchFault::Broken
    }
}
