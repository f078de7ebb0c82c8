//! Which addresses may be spoken to without encryption.

use reqwest::Url;

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
}
