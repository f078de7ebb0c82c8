//! How the service is set up.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use crate::network::Network;
use crate::oidc::Oidc;
use crate::rate::Rate;

/// Certificate and key of the service's own TLS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// Chain of certificates, PEM, the service's first.
    pub certificate: PathBuf,
    /// Private key, PEM.
    pub key: PathBuf,
    /// Certificates of the authorities that certify machines, PEM; without them no client is asked
    /// for a certificate.
    pub client_authorities: Option<PathBuf>,
}

impl TlsFiles {
    /// The same, where no client is asked for a certificate.
    pub(crate) fn for_anybody(&self) -> Self {
        Self {
            client_authorities: None,
            ..self.clone()
        }
    }
}

/// Where and how the service listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Where the pages of whoever checks are served, on an origin of their own; without it nowhere.
    pub check_listen: Option<SocketAddr>,
    /// Where `/metrics` is answered without a sign-in; without it only officers who may read
    /// counts see them, on `listen`.
    pub metrics_listen: Option<SocketAddr>,
    /// TLS; without it, plain HTTP.
    pub tls: Option<TlsFiles>,
    /// Plain HTTP on an address that others reach is meant so.
    pub plain_is_meant: bool,
    /// Proxies that may say whom they ask for (`X-Forwarded-For`).
    pub trusted_proxies: Vec<Network>,
    /// Domain of passkeys, such as `pass.example`.
    pub rp_id: String,
    /// Origins of the pages that sign in, such as `https://desk.pass.example`.
    pub origins: Vec<String>,
    /// By which OpenID provider officers may sign in too.
    pub oidc: Option<Oidc>,
    /// How far the authority's clocks are ahead of UTC, seconds: dates on paper are written by it.
    pub utc_offset_secs: i32,
    /// What is allowed.
    pub limits: Limits,
}

/// What a client may send, how much and how fast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The longest body but that of an import, bytes.
    pub body_max_bytes: usize,
    /// The longest import, bytes.
    pub import_max_bytes: u64,
    /// How long a request may take, its body included; imports are bound by `idle` alone.
    pub request: Duration,
    /// How long an import may send nothing.
    pub idle: Duration,
    /// How long requests under way may go on when the service stops.
    pub drain: Duration,
    /// Requests of one client address.
    pub address: Rate,
    /// Published files that one client address fetches: an audit fetches all of them.
    pub files: Rate,
    /// Requests of one officer.
    pub officer: Rate,
    /// Sign-ins and collection codes tried from one client address.
    pub guess: Rate,
    /// How long an officer stays signed in, seconds.
    pub session_secs: i64,
    /// How long a sign-in may take, seconds.
    pub ceremony_secs: i64,
    /// Pages and pictures that are drawn at the same time.
    pub drawn_at_once: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_max_bytes: 65_536,
            import_max_bytes: 8 << 30,
            request: Duration::from_secs(30),
            idle: Duration::from_secs(30),
            drain: Duration::from_secs(30),
            address: Rate::new(1_200, 600),
            files: Rate::new(60_000, 6_000),
            officer: Rate::new(1_200, 600),
            guess: Rate::new(10, 20),
            session_secs: 8 * 3_600,
            ceremony_secs: 300,
            drawn_at_once: 2,
        }
    }
}

impl Settings {
    /// On this address with plain HTTP, which is for this machine alone.
    #[must_use]
    pub fn local(listen: SocketAddr) -> Self {
        Self {
            listen,
            check_listen: None,
            metrics_listen: None,
            tls: None,
            plain_is_meant: false,
            trusted_proxies: Vec::new(),
            rp_id: "localhost".to_owned(),
            origins: vec![match listen.port() {
                80 => "http://localhost".to_owned(),
                port => format!("http://localhost:{port}"),
            }],
            oidc: None,
            utc_offset_secs: 0,
            limits: Limits::default(),
        }
    }
}
