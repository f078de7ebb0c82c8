//! Where and how to listen: options, before the file of settings, before what is best.

use std::net::SocketAddr;
use std::path::PathBuf;

use cleanbill_server::{Oidc, OidcSecret, Rate, Settings, TlsFiles};
use cleanbill_store::StoreConfig;
use serde::Deserialize;

use crate::args::{CheckListen, ServeOptions, StoreOptions, parse_offset};
use crate::bundle::read_text;
use crate::error::{CliError, ServeError};
use crate::home::Home;

/// `serve.toml`.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    listen: Option<SocketAddr>,
    database: Option<String>,
    key_database: Option<String>,
    tls_certificate: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    plain: bool,
    metrics_listen: Option<SocketAddr>,
    check_listen: Option<String>,
    pages: Option<PathBuf>,
    trusted_proxies: Vec<String>,
    rp_id: Option<String>,
    origins: Vec<String>,
    session_hours: Option<u16>,
    import_max_bytes: Option<u64>,
    address_per_minute: Option<u32>,
    officer_per_minute: Option<u32>,
    utc_offset: Option<String>,
    tls_client_authorities: Option<PathBuf>,
    oidc: Option<OidcFile>,
}

/// `[oidc]`: the provider by which officers may sign in too.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OidcFile {
    issuer: String,
    client_id: String,
    client_secret_file: Option<PathBuf>,
    claim: Option<String>,
    redirect: String,
    authorities: Option<PathBuf>,
}

impl OidcFile {
    fn read(self) -> Result<Oidc, CliError> {
        let secret = self.client_secret_file.map(|path| read_text(&path));
        let authorities = self.authorities.map(|path| read_text(&path));
        Ok(Oidc {
            issuer: self.issuer,
            client_id: self.client_id,
            client_secret: secret.transpose()?.map(|text| OidcSecret::new(&text)),
            claim: self.claim.unwrap_or_else(|| "sub".to_owned()),
            redirect: self.redirect,
            authorities: authorities.transpose()?.unwrap_or_default().into_bytes(),
        })
    }
}

fn read_file(home: &Home, config: Option<&PathBuf>) -> Result<File, CliError> {
    let own = home.folder().join("serve.toml");
    let path = match config {
        Some(path) => path.clone(),
        None if own.is_file() => own,
        None => return Ok(File::default()),
    };
    let malformed = |_| CliError::Malformed {
        path: path.clone(),
        detail: "not settings of the service",
    };
    toml::from_str(&read_text(&path)?).map_err(malformed)
}

/// The settings, which databases, and where the pages are.
pub(super) fn read(
    home: &Home,
    options: &ServeOptions,
) -> Result<(Settings, StoreConfig, Option<PathBuf>), CliError> {
    let file = read_file(home, options.store.config.as_ref())?;
    let store = store_of(home, &options.store, &file);
    let listen = options.listen.or(file.listen);
    let listen = listen.unwrap_or_else(own_address);
    let mut settings = Settings::local(listen);
    let certificate = options.tls_certificate.clone().or(file.tls_certificate);
    let key = options.tls_key.clone().or(file.tls_key);
    settings.tls = certificate.zip(key).map(|(certificate, key)| TlsFiles {
        certificate,
        key,
        client_authorities: file.tls_client_authorities,
    });
    settings.plain_is_meant = options.plain || file.plain;
    let given = file.check_listen.as_deref().map(str::parse).transpose();
    let given = given.map_err(|_| ServeError::CheckListen)?;
    settings.check_listen = match options.check_listen.or(given) {
        None => Some(next_to(listen)),
        Some(CheckListen::At(address)) => Some(address),
        Some(CheckListen::Off) => None,
    };
    settings.metrics_listen = options.metrics_listen.or(file.metrics_listen);
    let proxies = [options.trusted_proxy.as_slice(), &file.trusted_proxies].concat();
    let proxies = proxies.iter().map(|proxy| proxy.parse());
    let proxies: Result<Vec<_>, _> = proxies.collect();
    settings.trusted_proxies = proxies.map_err(ServeError::from)?;
    if let Some(rp_id) = options.rp_id.clone().or(file.rp_id) {
        settings.rp_id = rp_id;
    }
    let origins = if options.origin.is_empty() {
        file.origins
    } else {
        options.origin.clone()
    };
    if !origins.is_empty() {
        settings.origins = origins;
    }
    if let Some(hours) = file.session_hours {
        settings.limits.session_secs = i64::from(hours) * 3_600;
    }
    settings.oidc = file.oidc.map(OidcFile::read).transpose()?;
    if let Some(offset) = &file.utc_offset {
        settings.utc_offset_secs = parse_offset(offset).map_err(|_| ServeError::Offset)?;
    }
    let limits = &mut settings.limits;
    limits.address = file.address_per_minute.map_or(limits.address, half_at_once);
    limits.officer = file.officer_per_minute.map_or(limits.officer, half_at_once);
    if let Some(bytes) = file.import_max_bytes {
        settings.limits.import_max_bytes = bytes;
    }
    Ok((settings, store, options.pages.clone().or(file.pages)))
}

/// The settings of the file for what opens the registry and listens nowhere: by the domain of the
/// passkeys their signatures are verified.
pub(crate) fn read_local(
    home: &Home,
    options: &StoreOptions,
) -> Result<(Settings, StoreConfig), CliError> {
    let file = read_file(home, options.config.as_ref())?;
    let store = store_of(home, options, &file);
    let mut settings = Settings::local(file.listen.unwrap_or_else(own_address));
    if let Some(rp_id) = file.rp_id {
        settings.rp_id = rp_id;
    }
    if !file.origins.is_empty() {
        settings.origins = file.origins;
    }
    Ok((settings, store))
}

/// Which databases, for what needs nothing else of the service.
pub(crate) fn read_store(home: &Home, options: &StoreOptions) -> Result<StoreConfig, CliError> {
    let file = read_file(home, options.config.as_ref())?;
    Ok(store_of(home, options, &file))
}

fn store_of(home: &Home, options: &StoreOptions, file: &File) -> StoreConfig {
    let database = options.database.clone().or_else(|| file.database.clone());
    let own = || format!("sqlite:{}", home.folder().join("registry.sqlite").display());
    let mut store = StoreConfig::new(database.unwrap_or_else(own));
    store.keys = options.key_database.clone();
    store.keys = store.keys.or_else(|| file.key_database.clone());
    store
}

/// So many requests a minute, half of them at once if they come so.
const fn half_at_once(per_minute: u32) -> Rate {
    Rate::new(per_minute, per_minute.div_ceil(2))
}

/// The port after it. Where there is none, or any will do, the system chooses: it is told on start.
const fn next_to(mut listen: SocketAddr) -> SocketAddr {
    let port = listen.port();
    listen.set_port(if port == 0 { 0 } else { port.wrapping_add(1) });
    listen
}

fn own_address() -> SocketAddr {
    ([127, 0, 0, 1], 8080).into()
}
