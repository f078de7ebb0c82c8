//! Addresses that may be opened, read strictly.

use core::fmt;

use thiserror::Error;

/// Why an address is not one to open. None of these is repaired: whoever writes an address in an
/// odd way wants two readers to understand two things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AddressFault {
    /// Neither `https://`, nor `http://` of this machine.
    #[error("the address is not https")]
    NotHttps,
    /// A user name before the host: `https://bank.example@evil.example` (RFC 3986, section 3.2.1).
    #[error("the address has a user name before its host")]
    Credentials,
    /// A `#`: not for a server (RFC 3986, section 3.5).
    #[error("the address has a fragment")]
    Fragment,
    /// A character that no URI has (RFC 3986, section 2), a backslash and white space above all.
    #[error("the address has a character that does not belong there")]
    Character,
    /// A `%` that two hexadecimal digits do not follow (RFC 3986, section 2.1).
    #[error("the address has a broken escape")]
    Escape,
    /// No host name, or one that is not letters, digits and hyphens between dots (RFC 1123, section
    /// 2.1), and no address in numbers in its usual form.
    #[error("the address has no proper host name")]
    Host,
    /// A port that is not a number from 1 to 65535.
    #[error("the address has no proper port")]
    Port,
    /// A path that climbs: `.` or `..`, also escaped (RFC 3986, section 5.2.4).
    #[error("the path of the address climbs")]
    Path,
}

impl AddressFault {
    /// The stable code of this fault.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotHttps => "shlink-address.not-https",
            Self::Credentials => "shlink-address.credentials",
            Self::Fragment => "shlink-address.fragment",
            Self::Character => "shlink-address.character",
            Self::Escape => "shlink-address.escape",
            Self::Host => "shlink-address.host",
            Self::Port => "shlink-address.port",
            Self::Path => "shlink-address.path",
        }
    }
}

/// An address that may be opened, if whoever asks wants to. It leads to health data: `Debug` shows
/// the host alone.
///
/// ```text
/// https://links.example.org:8443/m/9f2c?x=1
///         └── authority ───────┘└─ path ──┘
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    text: String,
    host: String,
    authority: String,
    secure: bool,
}

impl Address {
    /// Reads an absolute `https` address, or an `http` one of this machine, which is for trying
    /// things out.
    ///
    /// # Errors
    /// [`AddressFault`].
    pub fn parse(text: &str) -> Result<Self, AddressFault> {
        let (secure, rest) = split_scheme(text).ok_or(AddressFault::NotHttps)?;
        check_characters(rest)?;
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        if authority.contains('@') {
            return Err(AddressFault::Credentials);
        }
        check_path(path)?;
        let (host, port) = split_port(authority)?;
        if let Some(port) = port {
            check_port(port)?;
        }
        check_host(host)?;
        let host = host.to_ascii_lowercase();
        if !secure && !is_loopback(&host) {
            return Err(AddressFault::NotHttps);
        }
        Ok(Self {
            text: text.to_owned(),
            host,
            authority: authority.to_ascii_lowercase(),
            secure,
        })
    }

    /// The whole address, as it was.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The host, in small letters.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Host and port, in small letters: what is shown to whoever decides whether to open it.
    #[must_use]
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// Whether it is `https`; the other is this machine.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.secure
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Address")
            .field("authority", &self.authority)
            .finish_non_exhaustive()
    }
}

/// Whether it is `https`, and what follows.
fn split_scheme(text: &str) -> Option<(bool, &str)> {
    let (scheme, rest) = text.split_once("://")?;
    if scheme.eq_ignore_ascii_case("https") {
        Some((true, rest))
    } else if scheme.eq_ignore_ascii_case("http") {
        Some((false, rest))
    } else {
        None
    }
}

/// RFC 3986, section 2: unreserved, reserved and escaped characters, but for `#`, and `[` and `]`
/// outside of a host.
fn check_characters(rest: &str) -> Result<(), AddressFault> {
    let mut bytes = rest.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'#' => return Err(AddressFault::Fragment),
            b'%' => {
                let two = [bytes.next(), bytes.next()];
                if !two
                    .iter()
                    .all(|digit| digit.is_some_and(|digit| digit.is_ascii_hexdigit()))
                {
                    return Err(AddressFault::Escape);
                }
            }
            byte if byte.is_ascii_alphanumeric() => {}
            byte if b"-._~:/?[]@!$&'()*+,;=".contains(&byte) => {}
            _ => return Err(AddressFault::Character),
        }
    }
    Ok(())
}

fn check_path(path: &str) -> Result<(), AddressFault> {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    if path.contains(['[', ']']) || query.contains(['[', ']']) {
        return Err(AddressFault::Character);
    }
    let climbs = |segment: &str| {
        let plain = segment.replace("%2e", ".").replace("%2E", ".");
        plain == "." || plain == ".."
    };
    match path.split('/').any(climbs) {
        true => Err(AddressFault::Path),
        false => Ok(()),
    }
}

fn split_port(authority: &str) -> Result<(&str, Option<&str>), AddressFault> {
    if authority.starts_with('[') {
        let end = authority.find(']').ok_or(AddressFault::Host)? + 1;
        let (host, rest) = authority.split_at(end);
        return match rest.strip_prefix(':') {
            Some(port) => Ok((host, Some(port))),
            None if rest.is_empty() => Ok((host, None)),
            None => Err(AddressFault::Host),
        };
    }
    Ok(match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    })
}

fn check_port(port: &str) -> Result<(), AddressFault> {
    let digits = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    match digits && !port.starts_with('0') && port.parse::<u16>().is_ok() {
        true => Ok(()),
        false => Err(AddressFault::Port),
    }
}

fn check_host(host: &str) -> Result<(), AddressFault> {
    const HOST_BYTES_MAX: usize = 253;
    if let Some(inner) = host.strip_prefix('[') {
        let inner = inner.strip_suffix(']').ok_or(AddressFault::Host)?;
        return match inner.parse::<core::net::Ipv6Addr>() {
            Ok(_) => Ok(()),
            Err(_) => Err(AddressFault::Host),
        };
    }
    let mut labels = host.split('.');
    let well_formed = host.len() <= HOST_BYTES_MAX && labels.clone().all(is_label);
    // A last label in digits is an address in numbers (WHATWG URL, section 3.6); only its usual
    // form is read, as `0x7f.1` and `2130706433` are ways to hide one.
    let in_numbers = labels.next_back().is_some_and(|last| {
        let mut bytes = last.bytes();
        bytes.next().is_some_and(|byte| byte.is_ascii_digit())
    });
    if well_formed && (!in_numbers || host.parse::<core::net::Ipv4Addr>().is_ok()) {
        Ok(())
    } else {
        Err(AddressFault::Host)
    }
}

/// RFC 1123, section 2.1; without the underscore, which no public host has.
fn is_label(label: &str) -> bool {
    const LABEL_BYTES_MAX: usize = 63;
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !label.is_empty()
        && label.len() <= LABEL_BYTES_MAX
        && label.bytes().all(inner)
        && !label.starts_with('-')
        && !label.ends_with('-')
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || bare
            .parse::<core::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
#[path = "address_tests.rs"]
mod tests;
