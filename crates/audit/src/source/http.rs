//! Fetching over HTTP, from a server that may be hostile.

use std::io::{Seek, Write};
use std::time::Duration;

use cleanbill_fetch::{Address, AddressError, AnswerError, Bounds, ClientError, body_into};
use reqwest::{Response, StatusCode, Url};
use tokio::runtime::Runtime;

use super::{Limits, ReadSeek, Source, SourceError, SourceFault};

/// The same for everybody: a version would tell auditors apart.
const USER_AGENT: &str = "cleanbill-audit";

/// An address. It follows no redirection, and asks nothing that depends on who asks.
#[derive(Debug)]
pub struct HttpSource {
    runtime: Runtime,
    client: reqwest::Client,
    /// Ends in a slash.
    base: Url,
    limits: Limits,
}

impl HttpSource {
    /// A client for one address: `https`, or `http` to this machine.
    ///
    /// # Errors
    /// [`SourceFault::Address`], [`SourceFault::PlainHttp`], [`SourceFault::Authority`],
    /// [`SourceFault::Client`].
    pub fn new(address: &str, authorities: &[u8], limits: &Limits) -> Result<Self, SourceError> {
        let failed = |fault| SourceError::new(address, fault);
        let base = Address::parse_folder(address);
        let base = base.map_err(|error| match error {
            AddressError::PlainHttp => failed(SourceFault::PlainHttp),
            _ => failed(SourceFault::Address),
        })?;
        let bounds = Bounds {
            user_agent: Some(USER_AGENT),
            connect: limits.connect_timeout,
            read: Some(limits.read_timeout),
            // What is read as a stream may take longer than a file.
            whole: None,
        };
        let client = bounds.client(base.is_encrypted(), authorities);
        let client = client.map_err(|error| match error {
            ClientError::Authority => failed(SourceFault::Authority),
            _ => failed(SourceFault::Client),
        })?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|_| failed(SourceFault::Client))?;
        Ok(Self {
            runtime,
            client,
            base: base.into_url(),
            limits: *limits,
        })
    }

    /// The response, if there is such a file.
    async fn ask(&self, path: &str, timeout: Duration) -> Result<Option<Response>, SourceFault> {
        let url = self.base.join(path).map_err(|_| SourceFault::Address)?;
        let request = self.client.get(url).timeout(timeout);
        let response = request.send().await.map_err(|error| fault(error.into()))?;
        match response.status() {
            StatusCode::OK => Ok(Some(response)),
            StatusCode::NOT_FOUND | StatusCode::GONE => Ok(None),
            status if status.is_redirection() => Err(SourceFault::Redirect),
            status => Err(SourceFault::Status {
                status: status.as_u16(),
            }),
        }
    }

    async fn get(
        &self,
        path: &str,
        size_max_bytes: u64,
        timeout: Duration,
        out: &mut (impl Write + Send),
    ) -> Result<bool, SourceFault> {
        match self.ask(path, timeout).await? {
            Some(mut response) => {
                let read = body_into(&mut response, size_max_bytes, out).await;
                read.map_err(fault)?;
                Ok(true)
            }
            None => Ok(false),
        }
    }
}

impl Source for HttpSource {
    fn fetch(&self, path: &str, size_max_bytes: u64) -> Result<Option<Vec<u8>>, SourceError> {
        let mut bytes = Vec::new();
        let timeout = self.limits.file_timeout;
        let got = self.get(path, size_max_bytes, timeout, &mut bytes);
        let got = self.runtime.block_on(got);
        let found = got.map_err(|fault| SourceError::new(path, fault))?;
        Ok(found.then_some(bytes))
    }

    fn open(
        &self,
        path: &str,
        size_max_bytes: u64,
    ) -> Result<Option<Box<dyn ReadSeek>>, SourceError> {
        let failed = |error: std::io::Error| SourceError::new(path, SourceFault::Io(error.kind()));
        let mut file = tempfile::tempfile().map_err(failed)?;
        let timeout = self.limits.stream_timeout;
        let got = self.get(path, size_max_bytes, timeout, &mut file);
        let got = self.runtime.block_on(got);
        if !got.map_err(|fault| SourceError::new(path, fault))? {
            return Ok(None);
        }
        file.rewind().map_err(failed)?;
        Ok(Some(Box::new(file)))
    }

    fn list(&self, _folder: &str) -> Result<Option<Vec<String>>, SourceError> {
        Ok(None)
    }

    fn concurrency(&self) -> usize {
        self.limits.concurrency.max(1)
    }
}

fn fault(error: AnswerError) -> SourceFault {
    match error {
        AnswerError::TooLarge { max_bytes } => SourceFault::TooLarge {
            size_max_bytes: max_bytes,
        },
        AnswerError::TooSlow => SourceFault::TooSlow,
        AnswerError::Unreachable => SourceFault::Unreachable,
        AnswerError::Io(kind) => SourceFault::Io(kind),
        _ => SourceFault::Broken,
    }
}
