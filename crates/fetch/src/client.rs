//! What asks.

use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, retry};
use thiserror::Error;

/// How a client shows itself, and how long it waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "whoever asks says all of it, and a bound that is new has to be thought of"
)]
pub struct Bounds {
    /// The same for everybody, also after an upgrade: a version would tell clients apart.
    pub user_agent: Option<&'static str>,
    /// Until it is connected.
    pub connect: Duration,
    /// Between two parts of an answer; `None` where only the whole counts.
    pub read: Option<Duration>,
    /// All in all; `None` where each request says it.
    pub whole: Option<Duration>,
}

/// Why there is no client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ClientError {
    /// A certificate authority that was given is no certificate in PEM.
    #[error("the certificate authority is no certificate in PEM")]
    Authority,
    /// No encrypted connection can be made from this machine: it has no certificate authorities.
    #[error("no encrypted connection can be made from this machine")]
    Client,
}

impl Bounds {
    /// A client that asks through TLS or, where `is_encrypted` is not so, this machine alone; see
    /// [`crate::Address::is_encrypted`]. `authorities` are certificates in PEM that count beside
    /// the system's own; empty for none.
    ///
    /// It follows no redirection, asks nothing twice, and sends no referrer.
    ///
    /// # Errors
    /// [`ClientError`].
    pub fn client(&self, is_encrypted: bool, authorities: &[u8]) -> Result<Client, ClientError> {
        let mut builder = Client::builder()
            .redirect(Policy::none())
            .retry(retry::never())
            .referer(false)
            .connect_timeout(self.connect);
        if let Some(user_agent) = self.user_agent {
            builder = builder.user_agent(user_agent);
        }
        if let Some(read) = self.read {
            builder = builder.read_timeout(read);
        }
        if let Some(whole) = self.whole {
            builder = builder.timeout(whole);
        }
        let builder = if is_encrypted {
            let more = Certificate::from_pem_bundle(authorities);
            let more = more.map_err(|_| ClientError::Authority)?;
            if more.is_empty() && !authorities.is_empty() {
                return Err(ClientError::Authority);
            }
            builder.https_only(true).tls_certs_merge(more)
        } else {
            // No authority is needed, so the system need not have any; and no proxy knows the way.
            builder.tls_certs_only([]).no_proxy()
        };
        // What is PEM and yet no certificate is found out only now.
        builder.build().map_err(|_| match authorities.is_empty() {
            true => ClientError::Client,
            false => ClientError::Authority,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds {
        user_agent: Some("test"),
        connect: Duration::from_secs(1),
        read: None,
        whole: None,
    };

    #[test]
    fn what_is_no_certificate_is_no_authority() {
        for wrong in [
            &b"x"[..],
            b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        ] {
            let client = BOUNDS.client(true, wrong);
            assert_eq!(client.err(), Some(ClientError::Authority));
        }
    }

    #[test]
    fn this_machine_needs_no_authority() {
        assert!(BOUNDS.client(false, b"").is_ok());
    }
}
