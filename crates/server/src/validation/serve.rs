//! Listening, until it is told to stop.

use std::future::Future;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use axum::Router;
use axum_server::Handle;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};

use super::state::Validation;
use super::{ValidationParts, ValidationSettings, routes};
use crate::serve::listen;
use crate::{StartError, tls};

/// How often keys and subjects are looked after.
const TEND_EVERY: Duration = Duration::from_secs(60);

/// A validation service that listens, and does not answer yet.
pub struct ValidationService {
    validation: Validation,
    listener: TcpListener,
    tls: Option<RustlsConfig>,
}

impl std::fmt::Debug for ValidationService {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ValidationService").finish_non_exhaustive()
    }
}

/// The service without a listener, for whoever brings their own. Takes about a second: a key is
/// made.
///
/// # Errors
/// [`StartError::ValidationKey`], [`StartError::Tls`].
pub fn validation_service(
    parts: ValidationParts,
    settings: ValidationSettings,
) -> Result<Router, StartError> {
    Ok(routes::router(&Validation::new(parts, settings)?))
}

impl ValidationService {
    /// Listens. Takes about a second: a key is made.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn bind(
        parts: ValidationParts,
        settings: ValidationSettings,
    ) -> Result<Self, StartError> {
        let is_fine = settings.tls.is_some()
            || settings.listen.ip().is_loopback()
            || !settings.trusted_proxies.is_empty()
            || settings.plain_is_meant;
        if !is_fine {
            return Err(StartError::Plain);
        }
        let tls = match &settings.tls {
            None => None,
            Some(files) => Some(tls::configure(&files.for_anybody()).await?),
        };
        let listener = listen(settings.listen)?;
        let made = tokio::task::spawn_blocking(move || Validation::new(parts, settings)).await;
        Ok(Self {
            validation: made.map_err(|_| StartError::ValidationKey)??,
            listener,
            tls,
        })
    }

    /// Where it listens; the port is known even where 0 was asked for.
    ///
    /// # Errors
    /// [`StartError::Listen`].
    pub fn address(&self) -> Result<SocketAddr, StartError> {
        let failed = |error: std::io::Error| StartError::Listen { kind: error.kind() };
        self.listener.local_addr().map_err(failed)
    }

    /// Answers until `stop` ends; then lets requests under way end, as long as the limits say.
    ///
    /// # Errors
    /// [`StartError::Broken`].
    pub async fn run(
        self,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), StartError> {
        let broken = |error: std::io::Error| StartError::Broken { kind: error.kind() };
        let handle = Handle::new();
        let stopping = handle.clone();
        let drain = self.validation.settings.limits.drain;
        let waiting = tokio::spawn(async move {
            stop.await;
            stopping.graceful_shutdown(Some(drain));
        });
        let tending = tokio::spawn(tend(self.validation.clone()));
        let router = routes::router(&self.validation);
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let server = axum_server::from_tcp(self.listener).map_err(broken)?;
        let server = server.handle(handle);
        let ended = match self.tls {
            None => server.serve(service).await,
            Some(tls) => {
                let acceptor = RustlsAcceptor::new(tls);
                server.acceptor(acceptor).serve(service).await
            }
        };
        waiting.abort();
        tending.abort();
        ended.map_err(broken)
    }
}

async fn tend(validation: Validation) {
    let mut every = tokio::time::interval(TEND_EVERY);
    loop {
        every.tick().await;
        let validation = validation.clone();
        let tended = tokio::task::spawn_blocking(move || validation.tend()).await;
        if !matches!(tended, Ok(Ok(()))) {
            tracing::warn!("the key that passes are encrypted to stays as it is");
        }
    }
}
