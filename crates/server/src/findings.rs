//! The configuration, audited at the start: what would be better otherwise, by name.

use std::fmt;

use cleanbill_store::StoreConfig;

use crate::settings::Settings;

/// What is worth a thought before people depend on the service.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Finding {
    /// Passwords, tokens and records go over the network in the clear.
    PlainHttp,
    /// Whoever is on this machine reads along.
    PlainLocal,
    /// A proxy may say whom it asks for, from anywhere.
    ProxiesAnywhere,
    /// Sign-ins and codes may be guessed fast.
    FastGuesses,
    /// Bodies may be so long that a few clients fill the memory.
    LongBodies,
    /// Officers stay signed in for more than a working day.
    LongSessions,
    /// The wrapped data keys lie in the same database as the records: an erased person comes back
    /// with a backup of it.
    KeysBesideRecords,
    /// Passkeys for `localhost` work on this machine alone.
    LocalPasskeys,
    /// Counts are given to whoever asks, on an address that others reach.
    OpenMetrics,
}

impl Finding {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PlainHttp => "plain-http",
            Self::PlainLocal => "plain-local",
            Self::ProxiesAnywhere => "proxies-anywhere",
            Self::FastGuesses => "fast-guesses",
            Self::LongBodies => "long-bodies",
            Self::LongSessions => "long-sessions",
            Self::KeysBesideRecords => "keys-beside-records",
            Self::LocalPasskeys => "local-passkeys",
            Self::OpenMetrics => "open-metrics",
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::PlainHttp => "give a certificate and key, or listen behind a proxy that has them",
            Self::PlainLocal => "well for trying out; for others put TLS before it",
            Self::ProxiesAnywhere => "name the addresses of the proxies",
            Self::FastGuesses => "30 tries a minute are enough for people",
            Self::LongBodies => "1 MiB is more than any request but an import needs",
            Self::LongSessions => "let sessions end with the working day",
            Self::KeysBesideRecords => {
                "keep the key database in another cluster, with backups that are short-lived"
            }
            Self::LocalPasskeys => "set rp_id and origins to the domain that officers use",
            Self::OpenMetrics => "let metrics listen on 127.0.0.1",
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name(), self.remedy())
    }
}

/// Looks at how the service is set up.
#[must_use]
pub fn audit(settings: &Settings, store: &StoreConfig) -> Vec<Finding> {
    let limits = &settings.limits;
    let is_local = settings.listen.ip().is_loopback();
    let is_plain = settings.tls.is_none();
    let behind_proxy = !settings.trusted_proxies.is_empty();
    let metrics_open = settings
        .metrics_listen
        .is_some_and(|at| !at.ip().is_loopback());
    let anywhere = ["0.0.0.0", "203.0.113.1", "2001:db8::1"];
    let anywhere = anywhere.iter().filter_map(|address| address.parse().ok());
    let proxies_anywhere = anywhere.into_iter().any(|address| {
        settings
            .trusted_proxies
            .iter()
            .any(|proxy| proxy.contains(address))
    });
    let findings = [
        (is_plain && !is_local && !behind_proxy, Finding::PlainHttp),
        (is_plain && is_local && !behind_proxy, Finding::PlainLocal),
        (proxies_anywhere, Finding::ProxiesAnywhere),
        (
            limits.guess.per_minute > 30 || limits.guess.burst > 100,
            Finding::FastGuesses,
        ),
        (limits.body_max_bytes > 1 << 20, Finding::LongBodies),
        (limits.session_secs > 12 * 3_600, Finding::LongSessions),
        (keys_beside_records(store), Finding::KeysBesideRecords),
        (settings.rp_id == "localhost", Finding::LocalPasskeys),
        (metrics_open, Finding::OpenMetrics),
    ];
    let true_ones = findings.into_iter().filter(|(is_so, _)| *is_so);
    true_ones.map(|(_, finding)| finding).collect()
}

/// In Postgres, the same cluster unless another address is given. SQLite's files are two anyway.
fn keys_beside_records(store: &StoreConfig) -> bool {
    let cluster = |url: &str| {
        let rest = url.split_once("://").map_or("", |(_, rest)| rest);
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let place = path.split('/').next().unwrap_or_default();
        let place = place.rsplit('@').next().unwrap_or_default().to_owned();
        let host = query.split('&').find(|part| part.starts_with("host="));
        (place, host.map(str::to_owned))
    };
    store.url.starts_with("postgres")
        && store
            .keys
            .as_deref()
            .is_none_or(|keys| cluster(keys) == cluster(&store.url))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(settings: &Settings, store: &StoreConfig) -> Vec<&'static str> {
        audit(settings, store)
            .into_iter()
            .map(Finding::name)
            .collect()
    }

    #[test]
    fn what_is_unwise_is_named() {
        let sqlite = StoreConfig::new("sqlite:/x/registry.sqlite");
        let mut settings = Settings::local(([127, 0, 0, 1], 8080).into());
        assert_eq!(names(&settings, &sqlite), ["plain-local", "local-passkeys"]);
        settings.listen = ([0, 0, 0, 0], 80).into();
        settings.rp_id = "pass.example".to_owned();
        assert_eq!(names(&settings, &sqlite), ["plain-http"]);
        settings.trusted_proxies = vec!["::/0".parse().unwrap()];
        settings.metrics_listen = Some(([0, 0, 0, 0], 9100).into());
        settings.limits.guess.burst = 1_000;
        settings.limits.body_max_bytes = 1 << 30;
        settings.limits.session_secs = 86_400 * 30;
        let all = [
            "proxies-anywhere",
            "fast-guesses",
            "long-bodies",
            "long-sessions",
            "open-metrics",
        ];
        assert_eq!(names(&settings, &sqlite), all);
    }

    #[test]
    fn keys_belong_into_another_cluster() {
        let mut store = StoreConfig::new("postgres://a:b@one/registry");
        assert!(keys_beside_records(&store));
        store.keys = Some("postgres://c:d@one/keys".to_owned());
        assert!(keys_beside_records(&store));
        store.keys = Some("postgres://c:d@two/keys".to_owned());
        assert!(!keys_beside_records(&store));
        store.url = "postgres:///registry?host=/run/a".to_owned();
        store.keys = Some("postgres:///keys?host=/run/b".to_owned());
        assert!(!keys_beside_records(&store));
    }
}
