use std::net::SocketAddr;
use std::time::Duration;

use cleanbill_crypto::PublicKey;

use crate::network::Network;
use crate::rate::Rate;
use crate::settings::TlsFiles;

/// A service provider that may ask: an airline, a ticket seller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// As its tokens name it (`iss`).
    pub issuer: String,
    /// The keys that sign its tokens, each with its identifier.
    pub keys: Vec<(String, PublicKey)>,
    /// What its callback addresses begin with; without it, none is called.
    pub callback: Option<String>,
}

/// How the validation service is set up.
#[derive(Debug, Clone)]
pub struct ValidationSettings {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Its public address, without a `/` at the end: what tokens name (`aud`), and what issues
    /// results (`iss`).
    pub url: String,
    /// TLS; without it, plain HTTP.
    pub tls: Option<TlsFiles>,
    /// Plain HTTP on an address that others reach is meant so.
    pub plain_is_meant: bool,
    /// Proxies that may say whom they ask for (`X-Forwarded-For`).
    pub trusted_proxies: Vec<Network>,
    /// Two letters for certificates of its keys (ISO 3166-1 alpha-2).
    pub country: String,
    /// Who may ask.
    pub providers: Vec<Provider>,
    /// What is allowed.
    pub limits: ValidationLimits,
}

/// How much is held, how long, and how fast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidationLimits {
    /// How long a subject is waited for, and its outcome kept, seconds.
    pub subject_secs: i64,
    /// How long a provider's token may last, seconds.
    pub token_secs: i64,
    /// Subjects of one provider at one time.
    pub subjects_max: usize,
    /// Identifiers of used tokens, of all providers.
    pub used_max: usize,
    /// How often a wallet may try with one subject: a pass that cannot be opened is tried again.
    pub tries_max: u8,
    /// After how long the key that passes are encrypted to is made anew, seconds.
    pub key_secs: i64,
    /// Passes that are checked at one time.
    pub at_once: usize,
    /// Callbacks that are under way at one time.
    pub callbacks_at_once: usize,
    /// How long a request may take, its body included.
    pub request: Duration,
    /// How long requests under way may go on when the service stops.
    pub drain: Duration,
    /// Requests of one client address.
    pub address: Rate,
}

impl Default for ValidationLimits {
    fn default() -> Self {
        Self {
            subject_secs: 30 * 60,
            token_secs: 2 * 3_600,
            subjects_max: 20_000,
            used_max: 200_000,
            tries_max: 3,
            key_secs: 24 * 3_600,
            at_once: 2,
            callbacks_at_once: 16,
            request: Duration::from_secs(30),
            drain: Duration::from_secs(30),
            address: Rate::new(600, 300),
        }
    }
}

impl ValidationSettings {
    /// The address of a part of the service, as tokens name it.
    pub(super) fn address(&self, part: &str, subject: &str) -> String {
        format!("{}/{part}/{subject}", self.url)
    }

    /// Who issued a token.
    pub(super) fn provider(&self, issuer: &str) -> Option<(usize, &Provider)> {
        let mut providers = self.providers.iter().enumerate();
        providers.find(|(_, provider)| provider.issuer == issuer)
    }
}
