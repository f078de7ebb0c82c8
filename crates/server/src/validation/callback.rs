//! Telling a provider the outcome, where it asked to be told.

use std::sync::Arc;
use std::time::Duration;

use axum::http::header::CONTENT_TYPE;
use cleanbill_fetch::{Address, Bounds};
use cleanbill_precheck::wallet::is_below;
use cleanbill_precheck::{TOKEN_TYPE, VERSION, VERSION_HEADER};
use reqwest::Client;
use tokio::sync::Semaphore;

use super::Provider;
use crate::StartError;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const TIMEOUT: Duration = Duration::from_secs(10);

/// Sends outcomes, a few at a time. One that cannot be sent is asked for by the provider.
#[derive(Clone)]
pub(super) struct Callbacks {
    encrypted: Client,
    /// For providers on this machine.
    plain: Client,
    under_way: Arc<Semaphore>,
}

impl Callbacks {
    pub(super) fn new(authorities: &[u8], at_once: usize) -> Result<Self, StartError> {
        let bounds = Bounds {
            user_agent: None,
            connect: CONNECT_TIMEOUT,
            read: None,
            whole: Some(TIMEOUT),
        };
        let client = |is_encrypted, authorities: &[u8]| {
            let client = bounds.client(is_encrypted, authorities);
            client.map_err(|_| StartError::Tls {
                kind: std::io::ErrorKind::InvalidInput,
            })
        };
        Ok(Self {
            encrypted: client(true, authorities)?,
            plain: client(false, b"")?,
            under_way: Arc::new(Semaphore::new(at_once)),
        })
    }

    /// Sends the outcome, without waiting for it to arrive.
    pub(super) fn send(&self, address: &str, token: String) {
        let Ok(address) = Address::parse(address) else {
            tracing::warn!("a callback has no address that is encrypted: it is not made");
            return;
        };
        let client = match address.is_encrypted() {
            true => &self.encrypted,
            false => &self.plain,
        };
        let Ok(place) = self.under_way.clone().try_acquire_owned() else {
            tracing::warn!("too many callbacks are under way: one is not made");
            return;
        };
        let request = client
            .put(address.into_url())
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
