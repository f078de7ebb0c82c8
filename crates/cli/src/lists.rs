//! Trust list files, told by their content.

use std::fs;
use std::path::{Path, PathBuf};

use cleanbill_crypto::PublicKey;
use cleanbill_trust::Country;
use cleanbill_trust::list::gateway::{Chain, GatewayList};
use cleanbill_trust::list::{self, ImportedList, Limits};
use cleanbill_x509::{Certificate, parse_certificate, parse_pem};

use crate::args::ImportOptions;
use crate::bundle::read_bounded;
use crate::error::CliError;

/// What lists are checked with.
pub(crate) struct Checks {
    key: Option<PublicKey>,
    unverified: bool,
    authorities: Vec<Certificate>,
    country: Option<Country>,
    now: i64,
}

impl Checks {
    pub(crate) fn from_options(options: &ImportOptions, now: i64) -> Result<Self, CliError> {
        let key = options.key.as_deref().map(read_public_key).transpose()?;
        let mut authorities = Vec::new();
        for path in &options.csca {
            authorities.extend(read_certificates(path)?);
        }
        let country = options.country.as_deref().map(|code| {
            Country::new(code).ok_or_else(|| CliError::Malformed {
                path: PathBuf::from("--country"),
                detail: "not two letters",
            })
        });
        Ok(Self {
            key,
            unverified: options.unverified,
            authorities,
            country: country.transpose()?,
            now,
        })
    }
}

/// Reads one list whole, believing nobody: to see who is on it.
pub(crate) fn read_unproven(path: &Path, now: i64) -> Result<ImportedList, CliError> {
    let limits = Limits::DEFAULT;
    let bytes = read_bounded(path, limits.size_max_bytes as u64)?;
    let refused = |error| CliError::List {
        path: path.into(),
        error,
    };
    let list = match Kind::of(&bytes) {
        Some(Kind::German) => list::german::parse_list(&bytes, None, &limits),
        Some(Kind::Gateway) => {
            list::gateway::parse_list(&bytes, &[], now, &limits).map(|gateway| gateway.list)
        }
        Some(Kind::Jwks) => list::jwks::parse_list(&bytes, None, &limits),
        Some(Kind::Certificates) => list::certificates::parse_file(&bytes, &limits),
        None => return Err(CliError::UnknownList { path: path.into() }),
    };
    list.map_err(refused)
}

/// The files named, and those in the folders named, in a fixed order.
pub(crate) fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, CliError> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let failed = |error: std::io::Error| CliError::Read {
                path: path.clone(),
                kind: error.kind(),
            };
            let entries = fs::read_dir(path).map_err(failed)?;
            let mut inner = Vec::new();
            for entry in entries {
                let entry = entry.map_err(failed)?.path();
                if entry.is_file() {
                    inner.push(entry);
                }
            }
            inner.sort();
            files.extend(inner);
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

/// Reads one list.
pub(crate) fn read(path: &Path, checks: &Checks) -> Result<ImportedList, CliError> {
    let limits = Limits::DEFAULT;
    let bytes = read_bounded(path, limits.size_max_bytes as u64)?;
    let refused = |error| CliError::List {
        path: path.into(),
        error,
    };
    match Kind::of(&bytes) {
        Some(Kind::German) if checks.key.is_none() && !checks.unverified => {
            Err(CliError::ListKeyMissing { path: path.into() })
        }
        Some(Kind::German) => {
            list::german::parse_list(&bytes, checks.key.as_ref(), &limits).map_err(refused)
        }
        Some(Kind::Gateway) => {
            list::gateway::parse_list(&bytes, &checks.authorities, checks.now, &limits)
                .map(only_proven)
                .map_err(refused)
        }
        Some(Kind::Jwks) => {
            list::jwks::parse_list(&bytes, checks.country, &limits).map_err(refused)
        }
        Some(Kind::Certificates) => {
            list::certificates::parse_file(&bytes, &limits).map_err(refused)
        }
        None => Err(CliError::UnknownList { path: path.into() }),
    }
}

/// Of a list that brings its country authorities, or is held against given ones, the signers that
/// come from one of them.
fn only_proven(gateway: GatewayList) -> ImportedList {
    let GatewayList { mut list, evidence } = gateway;
    let mut evidence = evidence.into_iter();
    list.signers
        .retain(|_| !matches!(evidence.next().map(|e| e.chain), Some(Chain::Broken(_))));
    list
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    German,
    Gateway,
    Jwks,
    Certificates,
}

impl Kind {
    /// By the first bytes that are not white space.
    fn of(bytes: &[u8]) -> Option<Self> {
        const SEQUENCE: u8 = 0x30;
        if cleanbill_x509::is_pem(bytes) {
            return Some(Self::Certificates);
        }
        match bytes.trim_ascii_start() {
            [b'[', ..] => Some(Self::Gateway),
            [b'{', ..] => Some(Self::Jwks),
            [SEQUENCE, length, ..] if *length >= 0x80 => Some(Self::Certificates),
            text => {
                let (first, rest) = text.split_at(text.iter().position(|&byte| byte == b'\n')?);
                let base64 = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=\r".contains(byte);
                let signed = !first.is_empty() && first.iter().all(base64);
                (signed && rest.trim_ascii_start().starts_with(b"{")).then_some(Self::German)
            }
        }
    }
}

/// The first public key of a PEM file: bare, or that of a certificate.
fn read_public_key(path: &Path) -> Result<PublicKey, CliError> {
    const SIZE_MAX_BYTES: u64 = 1 << 20;
    let missing = || CliError::NoPublicKey { path: path.into() };
    let blocks = parse_pem(&read_bounded(path, SIZE_MAX_BYTES)?).map_err(|_| missing())?;
    let keys = blocks
        .iter()
        .filter_map(|block| match block.label.as_str() {
            "PUBLIC KEY" => PublicKey::from_spki_der(&block.der).ok(),
            "CERTIFICATE" => parse_certificate(&block.der).ok()?.public_key().ok(),
            _ => None,
        });
    keys.into_iter().next().ok_or_else(missing)
}

fn read_certificates(path: &Path) -> Result<Vec<Certificate>, CliError> {
    const SIZE_MAX_BYTES: u64 = 16 << 20;
    let bytes = read_bounded(path, SIZE_MAX_BYTES)?;
    let refused = |error| CliError::Certificate {
        path: path.into(),
        error,
    };
    if !cleanbill_x509::is_pem(&bytes) {
        return Ok(vec![parse_certificate(&bytes).map_err(refused)?]);
    }
    let malformed = |_| CliError::Malformed {
        path: path.into(),
        detail: "not PEM",
    };
    let blocks = parse_pem(&bytes).map_err(malformed)?;
    let certificates = blocks.iter().filter(|block| block.label == "CERTIFICATE");
    certificates
        .map(|block| parse_certificate(&block.der).map_err(refused))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_told_by_their_content() {
        assert_eq!(
            Kind::of(b"AAAA+/==\n{\"certificates\":[]}"),
            Some(Kind::German)
        );
        assert_eq!(Kind::of(b"AAAA\r\n{}"), Some(Kind::German));
        assert_eq!(Kind::of(b" [{}]"), Some(Kind::Gateway));
        assert_eq!(Kind::of(b"{\"keys\":[]}"), Some(Kind::Jwks));
        assert_eq!(
            Kind::of(b"-----BEGIN CERTIFICATE-----\n"),
            Some(Kind::Certificates)
        );
        assert_eq!(Kind::of(b"\x30\x82\x01\x00"), Some(Kind::Certificates));
        for other in [
            &b""[..],
            b"\n",
            b"hello",
            b"hello\nworld",
            b"\x30",
            b"0\n0\n",
        ] {
            assert_eq!(Kind::of(other), None);
        }
    }
}
