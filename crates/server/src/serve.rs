//! Listening, until it is told to stop.

use std::future::Future;
use std::net::{SocketAddr, TcpListener};

use axum::Router;
use axum::routing::get;
use axum_server::Handle;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use cleanbill_issuer::registry::Shard;

use crate::app::App;
use crate::health;
use crate::settings::Settings;
use crate::steady::SteadyClock;
use crate::tls::{self, WithCertificate};
use crate::{Parts, StartError, router, site};

/// A service that listens, and does not answer yet.
pub struct Service {
    app: App,
    router: Router,
    listener: TcpListener,
    metrics: Option<TcpListener>,
    tls: Option<RustlsConfig>,
    check: Option<CheckPages>,
}

/// The pages of whoever checks, on an address of their own.
struct CheckPages {
    router: Router,
    listener: TcpListener,
    tls: Option<RustlsConfig>,
}

impl std::fmt::Debug for Service {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Service").finish_non_exhaustive()
    }
}

pub(crate) fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    let failed = |error: std::io::Error| StartError::Listen { kind: error.kind() };
    let listener = TcpListener::bind(address).map_err(failed)?;
    listener.set_nonblocking(true).map_err(failed)?;
    Ok(listener)
}

/// Plain HTTP is for this machine, for behind a proxy, or for whoever says so.
fn check_plain(settings: &Settings) -> Result<(), StartError> {
    let mut addresses = [Some(settings.listen), settings.check_listen]
        .into_iter()
        .flatten();
    let is_fine = settings.tls.is_some()
        || addresses.all(|address| address.ip().is_loopback())
        || !settings.trusted_proxies.is_empty()
        || settings.plain_is_meant;
    if is_fine {
        Ok(())
    } else {
        Err(StartError::Plain)
    }
}

/// The service without a listener, for whoever brings their own. Peers are told to it by
/// `axum::extract::ConnectInfo<SocketAddr>`.
///
/// # Errors
/// [`StartError::RelyingParty`], [`StartError::Metrics`].
pub fn service(parts: Parts, settings: Settings) -> Result<Router, StartError> {
    Ok(router::build(&App::new(parts, settings)?))
}

/// The pages of whoever checks, without a listener; none where there are none.
///
/// # Errors
/// [`StartError::RelyingParty`], [`StartError::Metrics`].
pub fn check_pages(parts: Parts, settings: Settings) -> Result<Option<Router>, StartError> {
    let app = App::new(parts, settings)?;
    let door = app.door.clone();
    Ok(door.map(|door| site::router(&app, door)))
}

impl CheckPages {
    /// Listens, if there are pages and an address for them. Nobody is asked for a certificate.
    async fn bind(app: &App) -> Result<Option<Self>, StartError> {
        let settings = &app.settings;
        let Some((door, address)) = app.door.clone().zip(settings.check_listen) else {
            return Ok(None);
        };
        let tls = match &settings.tls {
            None => None,
            Some(files) => Some(tls::configure(&files.for_anybody()).await?),
        };
        Ok(Some(Self {
            router: site::router(app, door),
            listener: listen(address)?,
            tls,
        }))
    }

    async fn run(self, handle: Handle<SocketAddr>) -> std::io::Result<()> {
        let service = self.router.into_make_service();
        let server = axum_server::from_tcp(self.listener)?.handle(handle);
        match self.tls {
            None => server.serve(service).await,
            Some(tls) => {
                server
                    .acceptor(RustlsAcceptor::new(tls))
                    .serve(service)
                    .await
            }
        }
    }
}

impl Service {
    /// Listens.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn bind(parts: Parts, settings: Settings) -> Result<Self, StartError> {
        check_plain(&settings)?;
        let tls = match &settings.tls {
            None => None,
            Some(files) => Some(tls::configure(files).await?),
        };
        let listener = listen(settings.listen)?;
        let metrics = settings.metrics_listen.map(listen).transpose()?;
        let app = App::new(parts, settings)?;
        // A database that is away is told of by the first request.
        let newest = app.authority.store().newest_act_at(Shard::default()).await;
        app.steady.saw(newest.ok().flatten().unwrap_or(i64::MIN));
        Ok(Self {
            router: router::build(&app),
            check: CheckPages::bind(&app).await?,
            app,
            listener,
            metrics,
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

    /// Where the pages of whoever checks are; none where they are not.
    ///
    /// # Errors
    /// [`StartError::Listen`].
    pub fn check_address(&self) -> Result<Option<SocketAddr>, StartError> {
        let failed = |error: std::io::Error| StartError::Listen { kind: error.kind() };
        let check = self.check.as_ref();
        let address = check.map(|check| check.listener.local_addr());
        address.transpose().map_err(failed)
    }

    /// The clock, as requests are told it: for what is done from time to time.
    #[must_use]
    pub fn clock(&self) -> SteadyClock {
        self.app.steady.clone()
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
        let checking = Handle::new();
        let stopping = [handle.clone(), checking.clone()];
        let check = self
            .check
            .map(|check| tokio::spawn(check.run(checking.clone())));
        let drain = self.app.settings.limits.drain;
        let metrics = self.metrics.map(|listener| {
            let counts = Router::new()
                .route("/metrics", get(health::open_metrics))
                .with_state(self.app.clone());
            tokio::spawn(async move {
                match axum_server::from_tcp(listener) {
                    Ok(server) => server.serve(counts.into_make_service()).await,
                    Err(error) => Err(error),
                }
            })
        });
        let waiting = tokio::spawn(async move {
            stop.await;
            tracing::info!("stopping");
            for listener in stopping {
                listener.graceful_shutdown(Some(drain));
            }
        });
        let service = self
            .router
            .into_make_service_with_connect_info::<SocketAddr>();
        let ended = match self.tls {
            None => {
                let server = axum_server::from_tcp(self.listener).map_err(broken)?;
                server.handle(handle).serve(service).await
            }
            Some(tls) => {
                let server = axum_server::from_tcp(self.listener).map_err(broken)?;
                let acceptor = WithCertificate(RustlsAcceptor::new(tls));
                server
                    .acceptor(acceptor)
                    .handle(handle)
                    .serve(service)
                    .await
            }
        };
        waiting.abort();
        if let Some(metrics) = metrics {
            metrics.abort();
        }
        checking.graceful_shutdown(Some(drain));
        if let Some(check) = check {
            // What it says is told of the service itself.
            check.await.ok();
        }
        ended.map_err(broken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_not_for_others() {
        let mut settings = Settings::local(([192, 0, 2, 1], 80).into());
        assert_eq!(check_plain(&settings), Err(StartError::Plain));
        settings.plain_is_meant = true;
        assert_eq!(check_plain(&settings), Ok(()));
        let settings = Settings::local(([127, 0, 0, 1], 80).into());
        assert_eq!(check_plain(&settings), Ok(()));
    }
}
