//! The service's own TLS, and certificates of machines (mTLS).
//!
//! A certificate alone opens nothing. It is asked for where authorities for machines are set up,
//! and whoever has none goes on without: officers and holders have none. A certificate that is none
//! of those authorities', or is over, ends the connection.

use std::future::Future;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;

use axum::Extension;
use axum::middleware::AddExtension;
use axum_server::accept::Accept;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig, crypto::aws_lc_rs};
use tokio_rustls::server::TlsStream;
use tower_layer::Layer;

use crate::StartError;
use crate::settings::TlsFiles;

/// SHA-256 of the certificate that a client showed and has the key of; none if it showed none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ClientCertificate(pub(crate) Option<[u8; 32]>);

/// Reads certificate, key, and the authorities of machines.
pub(crate) async fn configure(files: &TlsFiles) -> Result<RustlsConfig, StartError> {
    let Some(authorities) = &files.client_authorities else {
        let config = RustlsConfig::from_pem_file(&files.certificate, &files.key).await;
        return config.map_err(|error| StartError::Tls { kind: error.kind() });
    };
    let certificates = pem(&files.certificate)?;
    let key = std::fs::read(&files.key).map_err(tls)?;
    let key = PrivateKeyDer::from_pem_slice(&key).map_err(|_| tls(invalid()))?;
    let provider = Arc::new(aws_lc_rs::default_provider());
    let mut roots = RootCertStore::empty();
    for authority in pem(authorities)? {
        roots.add(authority).map_err(|_| machines())?;
    }
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider.clone())
        .allow_unauthenticated()
        .build()
        .map_err(|_| machines())?;
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| tls(invalid()))?
        .with_client_cert_verifier(verifier)
        .with_single_cert(certificates, key)
        .map_err(|_| tls(invalid()))?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(RustlsConfig::from_config(Arc::new(config)))
}

fn pem(path: &Path) -> Result<Vec<CertificateDer<'static>>, StartError> {
    let bytes = std::fs::read(path).map_err(tls)?;
    let all: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&bytes).collect();
    let all = all.map_err(|_| tls(invalid()))?;
    if all.is_empty() {
        return Err(tls(invalid()));
    }
    Ok(all)
}

fn invalid() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn tls(error: io::Error) -> StartError {
    StartError::Tls { kind: error.kind() }
}

const fn machines() -> StartError {
    StartError::Tls {
        kind: io::ErrorKind::InvalidInput,
    }
}

/// Accepts connections, and tells requests by which certificate they came.
#[derive(Clone)]
pub(crate) struct WithCertificate(pub(crate) RustlsAcceptor);

impl<I, S> Accept<I, S> for WithCertificate
where
    I: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    S: Send + 'static,
{
    type Stream = TlsStream<I>;
    type Service = AddExtension<<RustlsAcceptor as Accept<I, S>>::Service, ClientCertificate>;
    type Future =
        Pin<Box<dyn Future<Output = io::Result<(Self::Stream, Self::Service)>> + Send + 'static>>;

    fn accept(&self, stream: I, service: S) -> Self::Future {
        let accepting = self.0.accept(stream, service);
        Box::pin(async move {
            let (stream, service) = accepting.await?;
            let (_, session) = stream.get_ref();
            let shown = session.peer_certificates().and_then(<[_]>::first);
            let hash = shown.map(|certificate| crate::sign_in::sha256(certificate));
            Ok((stream, Extension(ClientCertificate(hash)).layer(service)))
        })
    }
}
