//! Asking the hosts that a health link names: the one place where an address out of a code is
//! opened, and only after somebody said yes to its host.

use std::collections::BTreeSet;
use std::io::Write;

use cleanbill_fetch::{AnswerError, body};
use cleanbill_shlink::{Address, Limits, ManifestRequest, parse_remaining_attempts};
use console::Term;
use reqwest::header::{ACCEPT, CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Client, RequestBuilder, Response, Url};
use tokio::runtime::Runtime;

use crate::error::{CliError, LinkFault};
use crate::relay::client;

/// Hosts that may be asked, and the way to them. Redirects are not followed: they would lead where
/// nobody agreed to.
pub(crate) struct LinkPort {
    runtime: Runtime,
    authorities: Vec<u8>,
    agreed: BTreeSet<String>,
    recipient: String,
    limits: Limits,
}

impl LinkPort {
    /// Asks in the name of `recipient`, and the hosts of `agreed` without a question.
    pub(crate) fn new(
        recipient: &str,
        agreed: &[String],
        authorities: Vec<u8>,
        limits: Limits,
    ) -> Result<Self, CliError> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|_| CliError::Threads)?;
        Ok(Self {
            runtime,
            authorities,
            agreed: agreed
                .iter()
                .map(|host| host.to_ascii_lowercase())
                .collect(),
            recipient: recipient.to_owned(),
            limits,
        })
    }

    /// The manifest behind an address.
    pub(crate) fn manifest(
        &mut self,
        address: &Address,
        request: &ManifestRequest,
    ) -> Result<Vec<u8>, CliError> {
        let (client, url) = self.open(address)?;
        let asked = client
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .header(ACCEPT, "application/json")
            .body(request.to_json());
        self.answer(address, asked, self.limits.manifest_bytes_max)
    }

    /// The one file behind the address of a link with the flag U, which is told who asks.
    pub(crate) fn direct_file(&mut self, address: &Address) -> Result<Vec<u8>, CliError> {
        let (client, mut url) = self.open(address)?;
        url.query_pairs_mut()
            .append_pair("recipient", &self.recipient);
        self.answer(address, client.get(url), self.limits.file_bytes_max)
    }

    /// A file of a manifest.
    pub(crate) fn file(&mut self, address: &Address) -> Result<Vec<u8>, CliError> {
        let (client, url) = self.open(address)?;
        self.answer(address, client.get(url), self.limits.file_bytes_max)
    }

    /// A way to the host, if somebody agrees to it.
    fn open(&mut self, address: &Address) -> Result<(Client, Url), CliError> {
        let broken = || LinkFault::Broken {
            host: address.authority().to_owned(),
        };
        let way = client(address.as_str(), &self.authorities).map_err(LinkFault::Client)?;
        // Two parsers, one host: else neither is believed.
        let host = way.1.host_str().unwrap_or_default();
        if host.to_ascii_lowercase() != address.host() {
            return Err(broken().into());
        }
        self.agree(address)?;
        Ok(way)
    }

    fn agree(&mut self, address: &Address) -> Result<(), LinkFault> {
        let host = address.authority();
        if self.agreed.contains(host) || self.agreed.contains(address.host()) {
            return Ok(());
        }
        let refused = || LinkFault::NotAgreed {
            host: host.to_owned(),
        };
        let mut term = Term::stderr();
        if !term.is_term() {
            return Err(refused());
        }
        let asked = write!(
            term,
            "Ask {host}? It learns when, from where and as whom you ask. [y/N] "
        );
        asked.map_err(|_| refused())?;
        let answer = Term::stdout().read_line().map_err(|_| refused())?;
        match answer.trim() {
            "y" | "Y" | "yes" => {
                self.agreed.insert(host.to_owned());
                Ok(())
            }
            _ => Err(refused()),
        }
    }

    fn answer(
        &self,
        address: &Address,
        asked: RequestBuilder,
        max: usize,
    ) -> Result<Vec<u8>, CliError> {
        let host = || address.authority().to_owned();
        let answered = self.runtime.block_on(async {
            let fault = |error| match error {
                AnswerError::Unreachable => LinkFault::Unreachable { host: host() },
                _ => LinkFault::Broken { host: host() },
            };
            let response = asked.send().await;
            let mut response = response.map_err(|error| fault(error.into()))?;
            let status = response.status().as_u16();
            let retry_after_secs = retry_after(&response);
            let max = match status {
                200 => max,
                _ => self.limits.request_bytes_max,
            };
            let bytes = body(&mut response, max as u64).await.map_err(fault);
            match status {
                200 => bytes,
                401 | 403 => Err(LinkFault::WrongPasscode {
                    remaining: bytes
                        .ok()
                        .and_then(|bytes| parse_remaining_attempts(&bytes, &self.limits)),
                }),
                404 | 410 => Err(LinkFault::Gone),
                429 => Err(LinkFault::TooOften { retry_after_secs }),
                status => Err(LinkFault::Status {
                    host: host(),
                    status,
                }),
            }
        });
        Ok(answered?)
    }
}

fn retry_after(response: &Response) -> Option<u64> {
    let header = response.headers().get(RETRY_AFTER)?;
    header.to_str().ok()?.parse().ok()
}
