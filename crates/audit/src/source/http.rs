//! Fetching over HTTP, from a server that may be hostile.

use std::io::{Seek, Write};
use std::time::Duration;

use reqwest::header::CONTENT_LENGTH;
use reqwest::{Certificate, Response, StatusCode, Url};
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
        let (base, encrypted) = base_of(address).map_err(failed)?;
        let builder = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(limits.connect_timeout)
            .read_timeout(limits.read_timeout);
        let builder = if encrypted {
            let more = Certificate::from_pem_bundle(authorities);
            let more = more.map_err(|_| failed(SourceFault::Authority))?;
            if more.is_empty() && !authorities.is_empty() {
                return Err(failed(SourceFault::Authority));
            }
            builder.https_only(true).tls_certs_merge(more)
        } else {
            // No authority is needed, so the system need not have any; and no proxy knows the way.
            builder.tls_certs_only([]).no_proxy()
        };
        let client = builder.build().map_err(|_| failed(SourceFault::Client))?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|_| failed(SourceFault::Client))?;
        Ok(Self {
            runtime,
            client,
            base,
            limits: *limits,
        })
    }

    /// The response, if there is such a file.
    async fn ask(&self, path: &str, timeout: Duration) -> Result<Option<Response>, SourceFault> {
        let url = self.base.join(path).map_err(|_| SourceFault::Address)?;
        let request = self.client.get(url).timeout(timeout);
        let response = request.send().await.map_err(|error| fault(&error))?;
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
            Some(response) => body(response, size_max_bytes, out).await.map(|()| true),
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

fn base_of(address: &str) -> Result<(Url, bool), SourceFault> {
    let mut base = Url::parse(address).map_err(|_| SourceFault::Address)?;
    let encrypted = match base.scheme() {
        "https" => true,
        "http" if is_this_machine(&base) => false,
        "http" => return Err(SourceFault::PlainHttp),
        _ => return Err(SourceFault::Address),
    };
    let named = !base.username().is_empty() || base.password().is_some();
    if named || base.query().is_some() || base.fragment().is_some() {
        return Err(SourceFault::Address);
    }
    if !base.path().ends_with('/') {
        base.set_path(&format!("{}/", base.path()));
    }
    Ok((base, encrypted))
}

/// Whether an address is of this machine, where nobody listens on the way.
fn is_this_machine(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let address = host.parse::<std::net::IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

/// The body, as far as it is not longer than it may be, whatever length it claims.
async fn body(
    mut response: Response,
    size_max_bytes: u64,
    out: &mut (impl Write + Send),
) -> Result<(), SourceFault> {
    let too_large = SourceFault::TooLarge { size_max_bytes };
    let claimed = response.headers().get(CONTENT_LENGTH);
    let claimed = claimed.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if claimed.is_some_and(|length| length > size_max_bytes) {
        return Err(too_large);
    }
    let mut read = 0_u64;
    while let Some(chunk) = response.chunk().await.map_err(|error| fault(&error))? {
        read = read.saturating_add(chunk.len() as u64);
        if read > size_max_bytes {
            return Err(too_large);
        }
        let written = out.write_all(&chunk);
        written.map_err(|error| SourceFault::Io(error.kind()))?;
    }
    Ok(())
}

fn fault(error: &reqwest::Error) -> SourceFault {
    if error.is_timeout() {
        SourceFault::TooSlow
    } else if error.is_connect() {
        SourceFault::Unreachable
    } else {
        SourceFault::Broken
    }
}
