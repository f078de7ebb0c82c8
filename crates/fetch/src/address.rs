//! Whom to ask.

use reqwest::Url;
use thiserror::Error;

/// An address that may be asked: `https`, or `http` on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    url: Url,
}

/// Why an address is not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AddressError {
    /// Not an address over HTTP, or one with a user, a password or a fragment.
    #[error("neither https nor http, or with user, password or fragment")]
    Malformed,
    /// `http` to another machine.
    #[error("http without encryption is for this machine only")]
    PlainHttp,
}

impl Address {
    /// An address as it stands, with its query.
    ///
    /// # Errors
    /// [`AddressError`].
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        Self::of(Url::parse(text).map_err(|_| AddressError::Malformed)?)
    }

    /// An address below which files lie: without a query, and ending in a slash.
    ///
    /// # Errors
    /// [`AddressError`].
    pub fn parse_folder(text: &str) -> Result<Self, AddressError> {
        let mut address = Self::parse(text)?;
        if address.url.query().is_some() {
            return Err(AddressError::Malformed);
        }
        if !address.url.path().ends_with('/') {
            let path = format!("{}/", address.url.path());
            address.url.set_path(&path);
        }
        Ok(address)
    }

    /// The same of what is parsed already.
    ///
    /// # Errors
    /// [`AddressError`].
    pub fn of(url: Url) -> Result<Self, AddressError> {
        match url.scheme() {
            "https" => {}
            "http" if is_this_machine(&url) => {}
            "http" => return Err(AddressError::PlainHttp),
            _ => return Err(AddressError::Malformed),
        }
        let names_somebody = !url.username().is_empty() || url.password().is_some();
        if names_somebody || url.fragment().is_some() {
            return Err(AddressError::Malformed);
        }
        Ok(Self { url })
    }

    /// The address.
    #[must_use]
    pub const fn url(&self) -> &Url {
        &self.url
    }

    /// The address alone.
    #[must_use]
    pub fn into_url(self) -> Url {
        self.url
    }

    /// Whether it is asked through TLS.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.url.scheme() == "https"
    }
}

/// Whether an address is of this machine, where nobody listens on the way.
#[must_use]
pub fn is_this_machine(url: &Url) -> bool {
    let Some(host) = url.host_str() else {
        return false;
    };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_is_this_machine() {
        let is = |url: &str| is_this_machine(&Url::parse(url).unwrap());
        for ours in [
            "http://127.0.0.1:8333",
            "http://[::1]/x",
            "http://localhost",
            "http://127.1",
        ] {
            assert!(is(ours), "{ours}");
        }
        for other in [
            "http://127.0.0.1.example.org",
            "http://localhost.example.org",
            "http://127.0.0.1@example.org",
            "http://10.0.0.1",
            "http://[::ffff:10.0.0.1]",
            "http://0.0.0.0",
        ] {
            assert!(!is(other), "{other}");
        }
    }

    #[test]
    fn what_is_encrypted_or_here_is_asked() {
        for (text, is_encrypted) in [
            ("https://a.example/x?y", true),
            ("http://127.0.0.1:80/x?y", false),
        ] {
            let address = Address::parse(text).unwrap();
            assert_eq!(address.is_encrypted(), is_encrypted);
        }
        assert_eq!(
            Address::parse("http://a.example/"),
            Err(AddressError::PlainHttp)
        );
        for wrong in [
            "",
            "a.example",
            "file:///etc/passwd",
            "data:,x",
            "https://user@a.example/",
            "https://:word@a.example/",
            "https://a.example/#x",
        ] {
            assert_eq!(
                Address::parse(wrong),
                Err(AddressError::Malformed),
                "{wrong}"
            );
        }
    }

    #[test]
    fn a_folder_ends_in_a_slash_and_asks_nothing() {
        let folder = Address::parse_folder("https://a.example/x").unwrap();
        assert_eq!(folder.url().as_str(), "https://a.example/x/");
        assert_eq!(
            Address::parse_folder("https://a.example/?x"),
            Err(AddressError::Malformed)
        );
    }
}
