use thiserror::Error;

use crate::limits::{ORIGIN_MAX_BYTES, ORIGINS_MAX};

/// Who asks for credentials: an id, and the origins whose pages may use them (section 4,
/// "Relying Party Identifier").
///
/// An authenticator gives a credential to no other id, and a browser gives the id to no origin
/// outside its domain; both end up under the signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelyingParty {
    id: String,
    origins: Vec<String>,
}

/// Why this cannot be a relying party.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RelyingPartyError {
    /// The id is not a domain: lower-case letters, digits, hyphens and dots, at most 253 bytes
    /// (section 4).
    #[error("the id of the relying party is not a domain in lower case")]
    Id,
    /// No origin, or more than [`ORIGINS_MAX`].
    #[error("a relying party has 1 to {max} origins, not {count}")]
    OriginCount {
        /// How many there are.
        count: usize,
        /// How many there may be.
        max: usize,
    },
    /// Not `https://HOST[:PORT]` with a host in the id's domain, in the one form in which browsers
    /// write it: lower case, no default port, nothing behind (HTML, "ASCII serialization of an
    /// origin"). `http` is for the host `localhost` alone.
    #[error("origin {index} of the relying party is not an https origin of its domain")]
    Origin {
        /// Which, counted from 0.
        index: usize,
    },
}

impl RelyingPartyError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Id => "webauthn.rp-id",
            Self::OriginCount { .. } => "webauthn.rp-origin-count",
            Self::Origin { .. } => "webauthn.rp-origin",
        }
    }
}

impl RelyingParty {
    /// Takes an id such as `pass.example.org` and origins such as `https://desk.pass.example.org`.
    ///
    /// # Errors
    /// [`RelyingPartyError`]: an origin written in a way that no browser uses would never be met.
    pub fn new(id: String, origins: Vec<String>) -> Result<Self, RelyingPartyError> {
        if !is_domain(&id) {
            return Err(RelyingPartyError::Id);
        }
        if origins.is_empty() || origins.len() > ORIGINS_MAX {
            return Err(RelyingPartyError::OriginCount {
                count: origins.len(),
                max: ORIGINS_MAX,
            });
        }
        match origins.iter().position(|origin| !is_origin(origin, &id)) {
            Some(index) => Err(RelyingPartyError::Origin { index }),
            None => Ok(Self { id, origins }),
        }
    }

    /// The id, a domain.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The origins, at least one.
    #[must_use]
    pub fn origins(&self) -> &[String] {
        &self.origins
    }
}

fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    text.len() <= 253 && text.split('.').all(is_label)
}

fn is_origin(origin: &str, id: &str) -> bool {
    let Some((scheme, authority)) = origin.split_once("://") else {
        return false;
    };
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let in_domain = host == id
        || host
            .strip_suffix(id)
            .is_some_and(|before| before.ends_with('.') && is_domain(host));
    let default_port = match scheme {
        "https" => "443",
        "http" if host == "localhost" => "80",
        _ => return false,
    };
    let port_is_canonical = port.is_none_or(|port| {
        port != default_port
            && port.bytes().all(|b| b.is_ascii_digit())
            && !port.starts_with('0')
            && port.parse::<u16>().is_ok()
    });
    origin.len() <= ORIGIN_MAX_BYTES && in_domain && port_is_canonical
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_origin(origin: &str) -> Result<RelyingParty, RelyingPartyError> {
        RelyingParty::new("pass.example".to_owned(), vec![origin.to_owned()])
    }

    #[test]
    fn origins_are_of_the_domain_and_as_browsers_write_them() {
        for good in [
            "https://pass.example",
            "https://desk.pass.example",
            "https://pass.example:8443",
        ] {
            assert!(with_origin(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "pass.example",
            "http://pass.example",
            "https://pass.example/",
            "https://pass.example:443",
            "https://pass.example:",
            "https://pass.example:0",
            "https://pass.example:08443",
            "https://pass.example:70000",
            "https://Pass.example",
            "https://notpass.example",
            "https://.pass.example",
            "https://a b.pass.example",
            "https://u@pass.example",
            "https://pass.example.evil",
            "null",
        ] {
            let refused = Err(RelyingPartyError::Origin { index: 0 });
            assert_eq!(with_origin(bad), refused, "{bad}");
        }
    }

    #[test]
    fn plain_http_is_for_localhost() {
        let local = |origin: &str| RelyingParty::new("localhost".to_owned(), vec![origin.into()]);
        assert!(local("http://localhost:8080").is_ok());
        assert!(local("http://localhost").is_ok());
        assert!(local("http://localhost:80").is_err());
        assert!(local("http://a.localhost").is_err());
    }

    #[test]
    fn ids_are_domains() {
        for bad in [
            "",
            "Pass.example",
            "pass..example",
            "-a.example",
            "a_b",
            "é",
        ] {
            let made = RelyingParty::new(bad.to_owned(), vec!["https://a".to_owned()]);
            assert_eq!(made, Err(RelyingPartyError::Id), "{bad}");
        }
        let long = "a".repeat(64);
        assert!(RelyingParty::new(long, vec!["https://a".to_owned()]).is_err());
    }

    #[test]
    fn origins_are_counted() {
        let made = RelyingParty::new("a.example".to_owned(), Vec::new());
        assert_eq!(
            made,
            Err(RelyingPartyError::OriginCount {
                count: 0,
                max: ORIGINS_MAX
            })
        );
        let many = vec!["https://a.example".to_owned(); ORIGINS_MAX + 1];
        assert!(RelyingParty::new("a.example".to_owned(), many).is_err());
    }
}
