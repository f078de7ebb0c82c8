//! Addresses: of proxies that are trusted, and of clients behind them.

use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

use axum::http::HeaderMap;

use crate::StartError;

/// A range of addresses, as `10.1.0.0/16` (RFC 4632) or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: u128,
    prefix: u32,
    is_v4: bool,
}

impl FromStr for Network {
    type Err = StartError;

    fn from_str(text: &str) -> Result<Self, StartError> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| StartError::Network)?;
        let bits = if address.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            None => bits,
            Some(text) => text
                .parse()
                .ok()
                .filter(|prefix| *prefix <= bits)
                .ok_or(StartError::Network)?,
        };
        Ok(Self {
            address: number(address),
            prefix,
            is_v4: address.is_ipv4(),
        })
    }
}

impl Network {
    /// Whether the address lies in it.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        let bits = if self.is_v4 { 32 } else { 128 };
        let rest = bits - self.prefix;
        let cut = |number: u128| number.checked_shr(rest).unwrap_or(0);
        address.is_ipv4() == self.is_v4 && cut(number(address)) == cut(self.address)
    }
}

fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u32::from(address).into(),
        IpAddr::V6(address) => address.into(),
    }
}

/// At most this many addresses of `X-Forwarded-For` are looked at.
const HOPS_MAX: usize = 16;

/// Who asks: the peer, or, where the peer is a trusted proxy, the last address in
/// `X-Forwarded-For` that is none. What stands before it anybody may have written.
pub(crate) fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_trusted = |address| trusted.iter().any(|network| network.contains(address));
    let mut client = peer.to_canonical();
    let lines = headers.get_all("x-forwarded-for");
    let said: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .collect();
    for said in said.iter().rev().take(HOPS_MAX) {
        if !is_trusted(client) {
            break;
        }
        match said.trim().parse::<IpAddr>() {
            Ok(address) => client = address.to_canonical(),
            Err(_) => break,
        }
    }
    client
}

/// What limits are counted by: a household has a /64 of IPv6.
pub(crate) fn counted(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let prefix = u128::from(address) >> 64 << 64;
            IpAddr::V6(Ipv6Addr::from(prefix))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forwarded(lines: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        headers
    }

    fn seen(peer: &str, lines: &[&str], trusted: &[&str]) -> String {
        let trusted: Vec<Network> = trusted.iter().map(|text| text.parse().unwrap()).collect();
        client(peer.parse().unwrap(), &forwarded(lines), &trusted).to_string()
    }

    #[test]
    fn a_stranger_cannot_say_who_they_are() {
        assert_eq!(seen("192.0.2.1", &["198.51.100.7"], &[]), "192.0.2.1");
        assert_eq!(
            seen("192.0.2.1", &["198.51.100.7"], &["10.0.0.0/8"]),
            "192.0.2.1"
        );
    }

    #[test]
    fn behind_a_trusted_proxy_the_last_stranger_counts() {
        let trusted = ["10.0.0.0/8"];
        let faked = "203.0.113.9, 198.51.100.7, 10.0.0.2";
        assert_eq!(seen("10.0.0.1", &[faked], &trusted), "198.51.100.7");
        assert_eq!(
            seen("10.0.0.1", &["203.0.113.9", "198.51.100.7"], &trusted),
            "198.51.100.7"
        );
        assert_eq!(
            seen("::ffff:10.0.0.1", &["198.51.100.7"], &trusted),
            "198.51.100.7"
        );
        assert_eq!(seen("10.0.0.1", &["nonsense"], &trusted), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &[], &trusted), "10.0.0.1");
    }

    #[test]
    fn networks_are_ranges() {
        let network: Network = "192.0.2.128/25".parse().unwrap();
        assert!(network.contains("192.0.2.200".parse().unwrap()));
        assert!(!network.contains("192.0.2.1".parse().unwrap()));
        let all: Network = "0.0.0.0/0".parse().unwrap();
        assert!(all.contains("192.0.2.1".parse().unwrap()));
        assert!(!all.contains("2001:db8::1".parse().unwrap()));
        let all: Network = "::/0".parse().unwrap();
        assert!(all.contains("2001:db8::1".parse().unwrap()));
        for bad in [
            "",
            "10.0.0.0/33",
            "10.0.0/8",
            "::/129",
            "10.0.0.0/-1",
            "10.0.0.0/",
        ] {
            assert!(bad.parse::<Network>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_household_is_counted_as_one() {
        let one: IpAddr = "2001:db8:1:2:3:4:5:6".parse().unwrap();
        assert_eq!(counted(one).to_string(), "2001:db8:1:2::");
    }
}
