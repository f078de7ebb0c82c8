//! Asking the provider over HTTP. Whatever it answers, it sends us nowhere else and takes no more
//! than a bounded time and size.

use std::pin::Pin;
use std::time::Duration;

use cleanbill_fetch::{AnswerError, Bounds, ClientError, body};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, http};
use reqwest::Url;
use thiserror::Error;

use super::setup::is_local;
use crate::StartError;

/// The longest answer: keys of a large provider are a few ten thousand bytes.
const ANSWER_MAX_BYTES: u64 = 1 << 20;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const TIMEOUT: Duration = Duration::from_secs(10);

/// Why there is no answer. Holds nothing of what was asked: it has codes and secrets in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(super) enum FetchError {
    #[error("an address of the provider is not encrypted")]
    Plain,
    #[error("the provider cannot be reached")]
    Unreachable,
    #[error("the provider sends elsewhere")]
    Redirect,
    #[error("the provider's answer is too long")]
    TooLarge,
}

impl<'c> AsyncHttpClient<'c> for Fetch {
    type Error = FetchError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, FetchError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}

/// A client for one provider.
#[derive(Clone)]
pub(super) struct Fetch {
    client: reqwest::Client,
    /// Whether the provider is on this machine, in plain HTTP.
    is_local: bool,
}

impl Fetch {
    pub(super) fn new(issuer: &Url, authorities: &[u8]) -> Result<Self, StartError> {
        let bounds = Bounds {
            user_agent: None,
            connect: CONNECT_TIMEOUT,
            read: None,
            whole: Some(TIMEOUT),
        };
        let is_local = is_local(issuer);
        let client = bounds.client(!is_local, authorities);
        let client = client.map_err(|error| StartError::Oidc {
            what: match error {
                ClientError::Authority => "authorities",
                _ => "client",
            },
        })?;
        Ok(Self { client, is_local })
    }

    /// One request, whose address the provider's own description may have named.
    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, FetchError> {
        let (parts, asks) = request.into_parts();
        let url = Url::parse(&parts.uri.to_string()).map_err(|_| FetchError::Plain)?;
        let is_fine = url.scheme() == "https" || (self.is_local && is_local(&url));
        if !is_fine {
            return Err(FetchError::Plain);
        }
        let asked = self.client.request(parts.method, url);
        let asked = asked.headers(parts.headers).body(asks).send().await;
        let mut answer = asked.map_err(|_| FetchError::Unreachable)?;
        let status = answer.status();
        if status.is_redirection() {
            return Err(FetchError::Redirect);
        }
        // A provider that has trouble says nothing about whoever signs in.
        if status.is_server_error() {
            return Err(FetchError::Unreachable);
        }
        let bytes = body(&mut answer, ANSWER_MAX_BYTES).await;
        let bytes = bytes.map_err(|error| match error {
            AnswerError::TooLarge { .. } => FetchError::TooLarge,
            _ => FetchError::Unreachable,
        })?;
        let mut response = http::Response::new(bytes);
        *response.status_mut() = status;
        *response.headers_mut() = answer.headers().clone();
        Ok(response)
    }
}
