//! Machines: their keys, bound to certificates or not, over real TLS.

use std::path::Path;

use cleanbill_server::{Service, Settings, StartError, TlsFiles};
use rcgen::{
    BasicConstraints, CertificateParams, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    date_time_ymd,
};
use reqwest::{Certificate, Client, Identity};
use serde_json::Value;

use crate::roles::patient;
use crate::support::Stage;

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
        let certificate = params.self_signed(&key).unwrap();
        Self {
            pem: certificate.pem(),
            issuer: Issuer::new(params, key),
        }
    }

    /// Certificate and key, and the certificate's SHA-256.
    fn certify(&self, change: impl Fn(&mut CertificateParams)) -> (String, String, String) {
        let mut params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        change(&mut params);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let hash = cleanbill_crypto::sha256(certificate.der());
        let hash = hash.map(|byte| format!("{byte:02x}")).concat();
        (certificate.pem(), key.serialize_pem(), hash)
    }

    fn machine(&self) -> (String, String, String) {
        self.certify(|params| {
            params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        })
    }
}

fn settings(folder: &Path, service: &Authority, machines: &Authority) -> Settings {
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let (certificate, key, _) = service.certify(|_| {});
    let mut settings = patient();
    settings.listen = ([127, 0, 0, 1], 0).into();
    settings.tls = Some(TlsFiles {
        certificate: write("service.pem", &certificate),
        key: write("service.key", &key),
        client_authorities: Some(write("machines.pem", &machines.pem)),
    });
    settings
}

fn client(service: &Authority, machine: Option<&(String, String, String)>) -> Client {
    let authority = Certificate::from_pem(service.pem.as_bytes()).unwrap();
    let builder = Client::builder().tls_certs_only([authority]).no_proxy();
    let builder = match machine {
        None => builder,
        Some((certificate, key, _)) => {
            let both = format!("{certificate}{key}");
            builder.identity(Identity::from_pem(both.as_bytes()).unwrap())
        }
    };
    builder.build().unwrap()
}

async fn asked(client: &Client, port: u16, key: &str) -> Option<(u16, String)> {
    let url = format!("https://localhost:{port}/api/v1/jobs");
    let answer = client
        .get(url)
        .header("authorization", format!("Bearer {key}"))
        .send();
    let answer = answer.await.ok()?;
    let status = answer.status().as_u16();
    let json: Value = serde_json::from_slice(&answer.bytes().await.ok()?).ok()?;
    Some((status, json["code"].as_str().unwrap_or_default().to_owned()))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_bound_to_a_certificate_counts_with_that_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (service, machines, others) = (Authority::new(), Authority::new(), Authority::new());
    let (right, second) = (machines.machine(), machines.machine());
    let foreign = others.machine();
    let expired = machines.certify(|params| {
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        params.not_before = date_time_ymd(2019, 1, 1);
        params.not_after = date_time_ymd(2020, 1, 1);
    });
    let settings = settings(folder.path(), &service, &machines);
    let stage = Stage::new(settings.clone()).await;
    let mut heads = stage.found().await;
    let machine = stage.machine(&mut heads).await;
    let bound = machine.key(&stage, Some(&right.2)).await;
    let free = machine.key(&stage, None).await;
    let running = Service::bind(stage.parts.clone(), settings).await.unwrap();
    let port = running.address().unwrap().port();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(running.run(async move { drop(stopped.await) }));
    let good = Some((200, String::new()));
    let refused = Some((401, "server.certificate".to_owned()));
    // With its certificate, and without it, and with another of the same authority.
    assert_eq!(
        asked(&client(&service, Some(&right)), port, &bound).await,
        good
    );
    assert_eq!(asked(&client(&service, None), port, &bound).await, refused);
    assert_eq!(
        asked(&client(&service, Some(&second)), port, &bound).await,
        refused
    );
    // Of another authority, or over: there is no connection.
    assert_eq!(
        asked(&client(&service, Some(&foreign)), port, &bound).await,
        None
    );
    assert_eq!(
        asked(&client(&service, Some(&expired)), port, &bound).await,
        None
    );
    // A key that is not bound, and people, need none.
    for machine in [None, Some(&right)] {
        assert_eq!(asked(&client(&service, machine), port, &free).await, good);
    }
    // A certificate without a key opens nothing.
    let nothing = asked(&client(&service, Some(&right)), port, "cbk_00").await;
    assert_eq!(nothing, Some((401, "server.not-signed-in".to_owned())));
    // Saying so in a header is not having it.
    let faked = client(&service, None)
        .get(format!("https://localhost:{port}/api/v1/jobs"))
        .header("authorization", format!("Bearer {bound}"))
        .header("x-client-cert-sha256", &right.2)
        .send();
    assert_eq!(faked.await.unwrap().status(), 401);
    stop.send(()).unwrap();
    serving.await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn without_tls_a_bound_key_counts_for_nothing() {
    let stage = Stage::new(patient()).await;
    let mut heads = stage.found().await;
    let machine = stage.machine(&mut heads).await;
    let bound = machine.key(&stage, Some(&"ab".repeat(32))).await;
    let mut ask = crate::support::request(
        axum::http::Method::GET,
        "/api/v1/jobs",
        axum::body::Body::empty(),
    );
    let headers = ask.headers_mut();
    headers.insert("authorization", format!("Bearer {bound}").parse().unwrap());
    let answer = stage.ask(ask).await;
    assert_eq!(answer.code(), "server.certificate", "{}", answer.text);
}

#[tokio::test]
async fn authorities_that_are_none_stop_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let (service, machines) = (Authority::new(), Authority::new());
    let settings = settings(folder.path(), &service, &machines);
    let stage = Stage::new(settings.clone()).await;
    for text in ["", "nonsense"] {
        std::fs::write(folder.path().join("machines.pem"), text).unwrap();
        let refused = Service::bind(stage.parts.clone(), settings.clone()).await;
        assert!(matches!(refused, Err(StartError::Tls { .. })), "{text}");
    }
}
