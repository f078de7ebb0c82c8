//! `cleanbill serve --validation`: the pre-check for carriers, alone.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cleanbill_journey::{Assessment, Data, assess};
use cleanbill_precheck::{CheckType, Conditions, IdentityDocument, KeyRole, Limits};
use cleanbill_server::{
    Assessor, Provider, TlsFiles, ValidationLimits, ValidationParts, ValidationService,
    ValidationSettings, json_log,
};
use cleanbill_verifier::Bundle;
use serde::Deserialize;
use tracing::subscriber::set_global_default;

use super::watched::{Watched, read_installed};
use super::{Machine, System, log_filter, stop};
use crate::authority::{read_certificate, read_key};
use crate::bundle::{read_bounded, read_text};
use crate::clock;
use crate::error::{CliError, PrecheckFault, ServeError};
use crate::exit::Exit;
use crate::home::Home;
use crate::output::{FAINT, GOOD, RESET, line};

/// The file of settings, such as `precheck init` makes. Paths in it are beside it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    listen: SocketAddr,
    url: String,
    country: String,
    key: PathBuf,
    certificate: PathBuf,
    tls_certificate: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    #[serde(default)]
    plain: bool,
    #[serde(default)]
    trusted_proxies: Vec<String>,
    #[serde(default)]
    authorities: Option<PathBuf>,
    #[serde(default)]
    provider: Vec<ProviderFile>,
}

/// `[[provider]]`: who may ask.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProviderFile {
    /// Its identity document, as it is published, in a file.
    identity: PathBuf,
    /// As its tokens name it; without it the `id` of the document.
    issuer: Option<String>,
    callback: Option<String>,
}

/// The installed bundle, and the check by it.
struct Installed(Watched<Bundle>);

impl Assessor for Installed {
    fn assess(
        &self,
        pass: &str,
        check: CheckType,
        conditions: &Conditions,
        now: i64,
    ) -> Option<Assessment> {
        let bundle = self.0.current()?;
        let data = Data {
            trust: &bundle.trust,
            networks: &bundle.networks,
            revocation: &bundle.revocation,
            rules: &bundle.rules,
            policies: &bundle.policies,
            times: bundle.data,
        };
        Some(assess(pass, check, conditions, &data, now))
    }
}

/// Serves until it is asked to stop. Needs no authority and no registry: an installed bundle.
pub(crate) fn run(home: &Home, path: &Path) -> Result<Exit, CliError> {
    let malformed = |_| CliError::Malformed {
        path: path.into(),
        detail: "not settings of a validation service",
    };
    let file: File = toml::from_str(&read_text(path)?).map_err(malformed)?;
    let beside = path.parent().unwrap_or(Path::new("."));
    let authorities = file.authorities.as_ref();
    let authorities = authorities.map(|path| read_bounded(&beside.join(path), 1 << 20));
    let parts = ValidationParts {
        clock: Arc::new(Machine(clock::stopwatch())),
        entropy: Arc::new(System),
        signer: Arc::new(read_key(&beside.join(&file.key))?),
        certificate: read_certificate(&beside.join(&file.certificate))?
            .der()
            .to_vec(),
        assessor: Arc::new(Installed(Watched::of(home, |home, bytes| {
            read_installed(home, &bytes)
        }))),
        authorities: authorities.transpose()?.unwrap_or_default(),
    };
    let settings = settings(file, beside)?;
    if !home.bundle().is_file() {
        return Err(CliError::NoBundle);
    }
    // Whoever set a log before has it.
    set_global_default(json_log(std::io::stderr, &log_filter())).unwrap_or_default();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|_| ServeError::Threads)?;
    runtime.block_on(serve(parts, settings))?;
    line("The service has stopped.")?;
    Ok(Exit::Good)
}

async fn serve(parts: ValidationParts, settings: ValidationSettings) -> Result<(), CliError> {
    let scheme = match settings.tls {
        Some(_) => "https",
        None => "http",
    };
    let url = settings.url.clone();
    let providers: Vec<String> = settings
        .providers
        .iter()
        .map(|provider| provider.issuer.clone())
        .collect();
    let service = ValidationService::bind(parts, settings).await;
    let service = service.map_err(ServeError::from)?;
    // Before anybody is told that it is there, and may ask it to stop.
    let stop = stop();
    let address = service.address().map_err(ServeError::from)?;
    line(&format!(
        "{}✔{RESET} listening on {scheme}://{address}, for {url}",
        GOOD.render()
    ))?;
    for provider in providers {
        line(&format!("  {provider} may ask"))?;
    }
    line(&format!("{}Ctrl-C stops it.{RESET}", FAINT.render()))?;
    Ok(service.run(stop).await.map_err(ServeError::from)?)
}

fn settings(file: File, beside: &Path) -> Result<ValidationSettings, CliError> {
    let tls = file.tls_certificate.zip(file.tls_key);
    let providers = file.provider.iter().map(|one| provider(one, beside));
    let providers: Vec<Provider> = providers.collect::<Result<_, _>>()?;
    if providers.is_empty() {
        return Err(PrecheckFault::NoProvider.into());
    }
    let proxies = file.trusted_proxies.iter().map(|proxy| proxy.parse());
    let proxies: Result<Vec<_>, _> = proxies.collect();
    Ok(ValidationSettings {
        listen: file.listen,
        url: file.url.trim_end_matches('/').to_owned(),
        tls: tls.map(|(certificate, key)| TlsFiles {
            certificate: beside.join(certificate),
            key: beside.join(key),
            client_authorities: None,
        }),
        plain_is_meant: file.plain,
        trusted_proxies: proxies.map_err(ServeError::from)?,
        country: file.country,
        providers,
        limits: ValidationLimits::default(),
    })
}

fn provider(file: &ProviderFile, beside: &Path) -> Result<Provider, CliError> {
    let limits = Limits::default();
    let path = beside.join(&file.identity);
    let bytes = read_bounded(&path, limits.document_bytes_max as u64)?;
    let document = IdentityDocument::parse(&bytes, &limits).map_err(PrecheckFault::from)?;
    let keys = document.keys(KeyRole::AccessTokenSign);
    Ok(Provider {
        issuer: file.issuer.clone().unwrap_or(document.id),
        keys: keys.map_err(PrecheckFault::from)?,
        callback: file.callback.clone(),
    })
}
