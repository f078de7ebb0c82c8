//! The service at a real address, over TLS, and an airline that is called back.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path as InPath, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use axum_server::tls_rustls::RustlsConfig;
use cleanbill_precheck::{CheckResult, KeyRole, Limits, ResultToken};
use cleanbill_server::{StartError, TlsFiles, ValidationService};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use reqwest::{Certificate, Client};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_rustls::TlsAcceptor;

use crate::stage::{CANARY, DAY, NOW, Stage, pass};

/// An authority of certificates.
struct Authority {
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        Self {
            pem: params.self_signed(&key).unwrap().pem(),
            issuer: Issuer::new(params, key),
        }
    }

    /// Certificate and key of this machine.
    fn certify(&self) -> (String, String) {
        let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        (certificate.pem(), key.serialize_pem())
    }

    /// How this machine shows itself.
    async fn tls(&self) -> RustlsConfig {
        let (certificate, key) = self.certify();
        let tls = RustlsConfig::from_pem(certificate.into_bytes(), key.into_bytes());
        tls.await.unwrap()
    }

    fn client(&self) -> Client {
        let root = Certificate::from_pem(self.pem.as_bytes()).unwrap();
        let client = Client::builder().tls_certs_only([root]).no_proxy();
        client.build().unwrap()
    }
}

/// What an airline was told.
struct Told {
    path: String,
    headers: HeaderMap,
    body: String,
}

/// An airline's server over TLS, which answers callbacks so; where it is, and what it is told.
async fn airline(
    authority: &Authority,
    answer: fn() -> Response,
) -> (u16, UnboundedReceiver<Told>) {
    type Shared = (UnboundedSender<Told>, fn() -> Response);
    async fn take(
        State((told, answer)): State<Shared>,
        InPath(path): InPath<String>,
        headers: HeaderMap,
        body: Bytes,
    ) -> Response {
        let body = String::from_utf8(body.to_vec()).unwrap();
        told.send(Told {
            path,
            headers,
            body,
        })
        .unwrap();
        answer()
    }
    let tls = authority.tls().await;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.set_nonblocking(true).unwrap();
    let port = listener.local_addr().unwrap().port();
    let (told, receiver) = unbounded_channel();
    let router = Router::new()
        .route("/{*path}", any(take))
        .with_state((told, answer));
    let server = axum_server::from_tcp_rustls(listener, tls).unwrap();
    tokio::spawn(server.serve(router.into_make_service()));
    (port, receiver)
}

/// The service over TLS, which believes this authority of callbacks; who asks it.
async fn service(folder: &Path, authority: &Authority, callbacks: &Authority, port: u16) -> Stage {
    let (certificate, key) = authority.certify();
    let write = |name: &str, text: String| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let (mut stage, mut parts, mut settings) = Stage::parts(None);
    settings.tls = Some(TlsFiles {
        certificate: write("service.pem", certificate),
        key: write("service.key", key),
        client_authorities: None,
    });
    for provider in &mut settings.providers {
        provider.callback = Some(format!("https://localhost:{port}/callback"));
    }
    parts.authorities = callbacks.pem.clone().into_bytes();
    stage.callback = Some(format!("https://localhost:{port}/callback/s-1?of=booking"));
    let running = ValidationService::bind(parts, settings).await.unwrap();
    let address = running.address().unwrap();
    tokio::spawn(running.run(std::future::pending()));
    let address = format!("https://localhost:{}", address.port());
    stage.over(authority.client(), address)
}

fn taken() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

/// What is on disk after a pass was checked holds nothing of it.
fn assert_no_trace(folder: &Path, text: &str) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let held = String::from_utf8_lossy(&bytes);
        assert!(!held.contains(CANARY) && !held.contains(&text[..40]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_airline_is_called_back_over_tls_with_the_outcome_alone() {
    let (folder, authority) = (tempfile::tempdir().unwrap(), Authority::new());
    let (port, mut calls) = airline(&authority, taken).await;
    let stage = service(folder.path(), &authority, &authority, port).await;
    let text = pass(1, NOW + 300 * DAY);
    stage.initialize("s-1").await;
    let told = stage.submit(&stage.access("s-1"), &text).await;
    assert_eq!(told.result, CheckResult::Ok);

    let call = calls.recv().await.unwrap();
    assert_eq!(call.path, "callback/s-1");
    assert_eq!(call.headers["content-type"], "application/jwt");
    for name in ["authorization", "cookie", "referer"] {
        assert!(call.headers.get(name).is_none(), "{name}");
    }
    let keys = stage
        .document()
        .await
        .keys(KeyRole::ValidationSign)
        .unwrap();
    let keys = keys.iter().map(|(kid, key)| (kid.as_str(), key));
    let outcome = ResultToken::verify(&call.body, keys, &Limits::default()).unwrap();
    assert_eq!(
        (outcome.result, outcome.subject.as_str()),
        (CheckResult::Ok, "s-1")
    );
    let codes: Vec<_> = outcome
        .results
        .iter()
        .map(|item| &item.identifier)
        .collect();
    assert_eq!(codes, ["door.good"], "no check, no rule");
    assert_eq!(
        stage.status("s-1").await.text,
        call.body,
        "the same as by asking"
    );
    assert_no_trace(folder.path(), &text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_callback_follows_no_redirect() {
    fn elsewhere() -> Response {
        let place = [(header::LOCATION, "/elsewhere")];
        (StatusCode::TEMPORARY_REDIRECT, place).into_response()
    }
    let (folder, authority) = (tempfile::tempdir().unwrap(), Authority::new());
    let (port, mut calls) = airline(&authority, elsewhere).await;
    let stage = service(folder.path(), &authority, &authority, port).await;
    let mut paths = Vec::new();
    for _ in 0..3 {
        stage.initialize("s-1").await;
        stage
            .submit(&stage.access("s-1"), &pass(1, NOW + 300 * DAY))
            .await;
        paths.push(calls.recv().await.unwrap().path);
    }
    assert_eq!(paths, ["callback/s-1"; 3]);
}

/// An airline whose certificate is of nobody that the service believes is told nothing; the
/// traveller has the answer all the same, and the airline may ask for it.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_not_the_airline_is_told_nothing() {
    let (folder, authority) = (tempfile::tempdir().unwrap(), Authority::new());
    let tls = TlsAcceptor::from(Authority::new().tls().await.get_inner());
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    let listener = listener.await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let called = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        tls.accept(stream).await.is_ok()
    });
    let stage = service(folder.path(), &authority, &authority, port).await;
    stage.initialize("s-1").await;
    let (token, text) = (stage.access("s-1"), pass(1, NOW + 300 * DAY));
    let told = stage.submit(&token, &text).await;
    assert_eq!(told.result, CheckResult::Ok);
    assert!(!called.await.unwrap(), "the service went away");
    assert_eq!(stage.status("s-1").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn over_tls_it_answers_nobody_else() {
    let (folder, authority) = (tempfile::tempdir().unwrap(), Authority::new());
    let (port, _calls) = airline(&authority, taken).await;
    let stage = service(folder.path(), &authority, &authority, port).await;
    let shown = stage
        .ask(axum::http::Method::GET, "/identity", None, None)
        .await;
    assert!(
        shown.headers["strict-transport-security"]
            .to_str()
            .unwrap()
            .contains("max-age")
    );
    let (_, address) = stage.address();
    let other = Authority::new().client().get(format!("{address}/identity"));
    assert!(
        other.send().await.is_err(),
        "a certificate of another authority"
    );
    let plain = address.replace("https://", "http://");
    let asked = authority
        .client()
        .get(format!("{plain}/identity"))
        .send()
        .await;
    assert!(asked.is_err(), "without TLS");
}

#[tokio::test]
async fn without_tls_it_listens_to_this_machine_only() {
    let (_, parts, mut settings) = Stage::parts(None);
    settings.listen = SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0));
    let refused = ValidationService::bind(parts, settings).await.unwrap_err();
    assert_eq!(refused, StartError::Plain);
}
