//! Trust list files, told by their content.

use std::fs;
use std::path::{Path, PathBuf};

use cleanbill_crypto::PublicKey;
use cleanbill_trust::list::gateway::{Chain, GatewayList};
use cleanbill_trust::list::gdhcn::{Document, Signer, is_document, parse_signer};
use cleanbill_trust::list::vci::{Snapshot, is_snapshot};
use cleanbill_trust::list::{self, ImportedList, Limits, ListError};
use cleanbill_trust::{Country, ScopedSigner};
use cleanbill_x509::{Certificate, parse_certificate, parse_pem};

use crate::args::ImportOptions;
use crate::bundle::read_bounded;
use crate::error::CliError;
use crate::relay;

/// What lists are checked with.
pub(crate) struct Checks {
    keys: Vec<PublicKey>,
    signers: Vec<Signer>,
    unverified: bool,
    authorities: Vec<Certificate>,
    /// In PEM: who may certify the hosts of addresses, beside those that the system knows.
    hosts: Vec<u8>,
    country: Option<Country>,
    /// Whose SMART Health Cards the keys of a JWKS sign.
    issuer: Option<String>,
    /// The signature that lies beside a list.
    signature: Option<PathBuf>,
    now: i64,
}

/// What a file held.
pub(crate) enum Reading {
    /// A list on its own.
    List(ImportedList),
    /// The directory of issuers of SMART Health Cards.
    Snapshot(Snapshot),
    /// One of the documents of the WHO's network, which are looked at together.
    Document(Document),
}

impl Checks {
    /// Country authorities that are believed beside those in the lists.
    pub(crate) fn authorities(&self) -> &[Certificate] {
        &self.authorities
    }

    pub(crate) fn from_options(options: &ImportOptions, now: i64) -> Result<Self, CliError> {
        let keys = options.key.iter().map(|path| read_public_key(path));
        let keys: Vec<PublicKey> = keys.collect::<Result<_, _>>()?;
        let signers = match &options.signer {
            Some(path) => vec![read_signer(path)?],
            None => keys
                .iter()
                .map(|key| Signer::new(key.clone(), None))
                .collect(),
        };
        const HOSTS_MAX_BYTES: u64 = 1 << 20;
        let hosts = options.ca.as_deref();
        let hosts = hosts
            .map(|path| read_bounded(path, HOSTS_MAX_BYTES))
            .transpose()?;
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
            keys,
            signers,
            unverified: options.unverified,
            authorities,
            hosts: hosts.unwrap_or_default(),
            country: country.transpose()?,
            issuer: options.iss.clone(),
            signature: options.signature.clone(),
            now,
        })
    }
}

impl Checks {
    /// The signature of a list that has it in a file of its own: the one named, else the one of the
    /// same name that ends in `.sig`. None is needed where none is checked.
    fn signature_of(&self, source: &Source) -> Result<Option<Vec<u8>>, CliError> {
        const SIZE_MAX_BYTES: u64 = 1 << 16;
        let beside = source.path().with_extension(SIGNATURE);
        let path = self.signature.as_deref().unwrap_or(&beside);
        let is_checked = !self.keys.is_empty();
        let signature = is_checked.then(|| read_bounded(path, SIZE_MAX_BYTES));
        signature.transpose()
    }
}

/// How the file of a signature beside a list ends.
const SIGNATURE: &str = "sig";

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
        Some(Kind::Snapshot) => {
            list::vci::parse_snapshot(&bytes, None, &limits).map(|snapshot| snapshot.list)
        }
        Some(Kind::Document) => {
            list::gdhcn::parse_document(&bytes, None, &limits).map(Document::into_list)
        }
        Some(Kind::Nzcp) => list::nzcp::parse_document(&bytes, &limits),
        Some(Kind::Certificates) => list::certificates::parse_file(&bytes, &limits),
        None => return Err(CliError::UnknownList { path: path.into() }),
    };
    list.map_err(refused)
}

/// The files named, and those in the folders named, in a fixed order: all that lie in a folder
/// itself, and below it those called `did.json`. `but` is left out: the signer's own document often
/// lies beside what it signed.
pub(crate) fn files(paths: &[PathBuf], but: Option<&Path>) -> Result<Vec<PathBuf>, CliError> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            collect(path, 0, &mut files)?;
        } else {
            files.push(path.clone());
        }
    }
    let but = but.and_then(|but| fs::canonicalize(but).ok());
    if let Some(but) = but {
        files.retain(|path| fs::canonicalize(path).ok().as_ref() != Some(&but));
    }
    Ok(files)
}

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), CliError> {
    /// domain, participant, use; and some to spare.
    const DEPTH_MAX: usize = 8;
    let failed = |error: std::io::Error| CliError::Read {
        path: folder.into(),
        kind: error.kind(),
    };
    let (mut own, mut folders) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = entry.path();
        let is_signature = path.extension().is_some_and(|end| end == SIGNATURE);
        if is_signature {
            continue;
        }
        if path.is_file() && (depth == 0 || path.ends_with("did.json")) {
            own.push(path);
        } else if entry.file_type().map_err(failed)?.is_dir() && depth < DEPTH_MAX {
            folders.push(path);
        }
    }
    own.sort();
    folders.sort();
    files.extend(own);
    for folder in folders {
        collect(&folder, depth + 1, files)?;
    }
    Ok(())
}

/// Where a list is.
pub(crate) enum Source {
    File(PathBuf),
    Address(String),
}

impl Source {
    /// All that the options name: files first, then what is to be fetched.
    pub(crate) fn all(options: &ImportOptions) -> Result<Vec<Self>, CliError> {
        let files = files(&options.lists, options.signer.as_deref())?;
        let addresses = options.fetch.iter().cloned().map(Self::Address);
        Ok(files.into_iter().map(Self::File).chain(addresses).collect())
    }

    /// Its name in messages.
    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::File(path) => path,
            Self::Address(address) => Path::new(address),
        }
    }

    fn bytes(&self, authorities: &[u8]) -> Result<Vec<u8>, CliError> {
        let max = Limits::DEFAULT.size_max_bytes;
        match self {
            Self::File(path) => read_bounded(path, max as u64),
            Self::Address(address) => relay::fetch(address, authorities, max),
        }
    }
}

/// Reads one list.
pub(crate) fn read(source: &Source, checks: &Checks) -> Result<Reading, CliError> {
    let limits = Limits::DEFAULT;
    let path = source.path();
    let bytes = source.bytes(&checks.hosts)?;
    let refused = |error| CliError::List {
        path: path.into(),
        error,
    };
    let list = match Kind::of(&bytes) {
        Some(Kind::German | Kind::Snapshot) if checks.keys.is_empty() && !checks.unverified => {
            return Err(CliError::ListKeyMissing { path: path.into() });
        }
        Some(Kind::Snapshot) => {
            let signature = checks.signature_of(source)?;
            let snapshot = with_any(&checks.keys, |key| {
                let signed = signature.as_deref().zip(key);
                list::vci::parse_snapshot(&bytes, signed, &limits)
            });
            return snapshot.map(Reading::Snapshot).map_err(refused);
        }
        Some(Kind::Document) if checks.signers.is_empty() && !checks.unverified => {
            return Err(CliError::ListKeyMissing { path: path.into() });
        }
        Some(Kind::Document) => {
            let document = with_any(&checks.signers, |signer| {
                list::gdhcn::parse_document(&bytes, signer, &limits)
            });
            return document.map(Reading::Document).map_err(refused);
        }
        Some(Kind::German) => with_any(&checks.keys, |key| {
            list::german::parse_list(&bytes, key, &limits)
        }),
        Some(Kind::Gateway) => {
            list::gateway::parse_list(&bytes, &checks.authorities, checks.now, &limits)
                .map(only_proven)
        }
        Some(Kind::Nzcp) => list::nzcp::parse_document(&bytes, &limits),
        Some(Kind::Jwks) => match &checks.issuer {
            Some(issuer) => list::vci::parse_issuer_keys(&bytes, issuer, &limits),
            None => list::jwks::parse_list(&bytes, checks.country, &limits),
        },
        Some(Kind::Certificates) => list::certificates::parse_file(&bytes, &limits),
        None => return Err(CliError::UnknownList { path: path.into() }),
    };
    list.map(Reading::List).map_err(refused)
}

/// Reads with each of the keys until one fits: lists of several publishers are imported together,
/// each signed by its own. Without a key, unproven.
fn with_any<K, T>(
    keys: &[K],
    read: impl Fn(Option<&K>) -> Result<T, ListError>,
) -> Result<T, ListError> {
    let Some((first, others)) = keys.split_first() else {
        return read(None);
    };
    others.iter().fold(read(Some(first)), |found, key| {
        found.or_else(|_| read(Some(key)))
    })
}

/// Keys of schemes that publish no list, as the options give them.
pub(crate) fn given(options: &ImportOptions) -> Result<Vec<ScopedSigner>, CliError> {
    let mut signers = Vec::new();
    for path in &options.vds_nc_csca {
        for certificate in read_certificates(path)? {
            let authority = list::archive::vds_nc_authority(&certificate);
            signers.push(authority.map_err(|error| CliError::Authority {
                path: path.into(),
                error,
            })?);
        }
    }
    for (method, path) in &options.divoc_key {
        let key = read_public_key(path)?;
        signers.extend(list::archive::divoc_signer(method, &key));
    }
    Ok(signers)
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
    Snapshot,
    Document,
    Nzcp,
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
            [b'{', ..] if is_document(bytes, &Limits::DEFAULT) => Some(Self::Document),
            [b'{', ..] if list::nzcp::is_document(bytes, &Limits::DEFAULT) => Some(Self::Nzcp),
            [b'{', ..] if is_snapshot(bytes) => Some(Self::Snapshot),
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

/// The signer of the WHO's lists, from the DID document that it publishes.
fn read_signer(path: &Path) -> Result<Signer, CliError> {
    const SIZE_MAX_BYTES: u64 = 1 << 20;
    let bytes = read_bounded(path, SIZE_MAX_BYTES)?;
    parse_signer(&bytes, &Limits::DEFAULT).map_err(|error| CliError::List {
        path: path.into(),
        error,
    })
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

/// The certificates of a file, PEM or DER.
pub(crate) fn read_certificates(path: &Path) -> Result<Vec<Certificate>, CliError> {
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
        let issuer = br#"{"id":"did:web:a","verificationMethod":[],"assertionMethod":[]}"#;
        assert_eq!(Kind::of(issuer), Some(Kind::Nzcp));
        assert_eq!(Kind::of(b"{\"issuerInfo\":[]}"), Some(Kind::Snapshot));
        let document = br#"{"id":"did:web:a:v2:trustlist:DCC","verificationMethod":[]}"#;
        assert_eq!(Kind::of(document), Some(Kind::Document));
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
