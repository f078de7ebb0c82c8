//! Telling a provider the outcome, where it asked to be told.

use std::sync::Arc;
use std::time::Duration;

use axum::http::header::CONTENT_TYPE;
use cleanbill_precheck::wallet::is_below;
use cleanbill_precheck::{TOKEN_TYPE, VERSION, VERSION_HEADER};
use reqwest::{Certificate, Client, Url};
use tokio::sync::Semaphore;

use super::Provider;
use crate::StartError;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const TIMEOUT: Duration = Duration::from_secs(10);

/// Sends outcomes, a few at a time. One that cannot be sent is asked for by the provider.
#[derive(Clone)]
pub(super) struct Callbacks {
    client: Client,
    under_way: Arc<Semaphore>,
}

impl Callbacks {
    pub(super) fn new(authorities: &[u8], at_once: usize) -> Result<Self, StartError> {
        let failed = |_| StartError::Tls {
            kind: std::io::ErrorKind::InvalidInput,
        };
        let mut builder = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TIMEOUT);
        if !authorities.is_empty() {
            let roots = Certificate::from_pem_bundle(authorities).map_err(failed)?;
            builder = builder.tls_certs_merge(roots);
        }
        Ok(Self {
            client: builder.build().map_err(failed)?,
            under_way: Arc::new(Semaphore::new(at_once)),
        })
    }

    /// Sends the outcome, without waiting for it to arrive.
    pub(super) fn send(&self, address: &str, token: String) {
        let Ok(url) = Url::parse(address) else { return };
        let Ok(place) = self.under_way.clone().try_acquire_owned() else {
            tracing::warn!("too many callbacks are under way: one is not made");
            return;
        };
        let request = self
            .client
            .put(url)
            .header(CONTENT_TYPE, TOKEN_TYPE)
            .header(VERSION_HEADER, VERSION)
            .body(token);
        tokio::spawn(async move {
            let answer = request.send().await;
            let is_taken = answer.is_ok_and(|answer| answer.status().is_success());
            if !is_taken {
                tracing::info!("a callback was not taken: the provider has to ask");
            }
            drop(place);
        });
    }
}

/// Whether a provider may have an address called: below the one that was set up for it, so that
/// nobody sends this service anywhere else.
pub(super) fn is_allowed(provider: &Provider, address: &str) -> bool {
    let base = provider.callback.as_deref();
    base.is_some_and(|base| is_below(address, base))
}
