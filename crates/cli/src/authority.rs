//! The authority in the data folder: its configuration, its signing key, its certificate.

use std::path::Path;

use cleanbill_crypto::Signer;
use cleanbill_issuer::{Authority, KeyEpoch, ValidityPolicy};
use cleanbill_signer::SoftwareKey;
use cleanbill_x509::{Certificate, parse_certificate};
use serde::{Deserialize, Serialize};

use crate::atomic::{self, Access};
use crate::bundle::{read_bounded, read_text};
use crate::error::CliError;
use crate::home::Home;

/// `config.toml`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// ISO 3166-1 alpha-2.
    pub(crate) country: String,
    /// As passes show it.
    pub(crate) issuer: String,
}

impl Config {
    pub(crate) fn read(path: &Path) -> Result<Self, CliError> {
        let malformed = |_| CliError::Malformed {
            path: path.into(),
            detail: "not a configuration with country and issuer",
        };
        toml::from_str(&read_text(path)?).map_err(malformed)
    }

    pub(crate) fn write(&self, path: &Path) -> Result<(), CliError> {
        let malformed = |_| CliError::Malformed {
            path: path.into(),
            detail: "country or issuer is not text",
        };
        let text = toml::to_string(self).map_err(malformed)?;
        atomic::write(path, text.as_bytes(), Access::Public)
    }
}

/// Who issues, and with what.
pub(crate) struct Issuing {
    pub(crate) authority: Authority,
    pub(crate) key: SoftwareKey,
}

impl Issuing {
    /// Loads the authority of a data folder.
    pub(crate) fn load(home: &Home) -> Result<Self, CliError> {
        if !home.config().is_file() {
            return Err(CliError::NoAuthority {
                path: home.folder().into(),
            });
        }
        let config = Config::read(&home.config())?;
        let key = read_key(&home.key("dsc"))?;
        let dsc = read_certificate(&home.certificate("dsc"))?;
        Self::new(&config, &dsc, key)
    }

    /// Puts an authority together.
    pub(crate) fn new(
        config: &Config,
        dsc: &Certificate,
        key: SoftwareKey,
    ) -> Result<Self, CliError> {
        let certified = dsc
            .public_key()
            .is_ok_and(|public| public == *key.public_key());
        if !certified {
            return Err(CliError::ForeignKey);
        }
        let epoch = KeyEpoch {
            kid: dsc.kid(),
            not_before: dsc.not_before(),
            not_after: dsc.not_after(),
        };
        let authority = Authority::new(
            &config.country,
            &config.issuer,
            epoch,
            ValidityPolicy::default(),
        )
        .map_err(|error| CliError::Issue {
            error: error.into(),
        })?;
        Ok(Self { authority, key })
    }
}

/// A private key file.
pub(crate) fn read_key(path: &Path) -> Result<SoftwareKey, CliError> {
    const SIZE_MAX_BYTES: u64 = 16_384;
    let pem = read_bounded(path, SIZE_MAX_BYTES)?;
    SoftwareKey::from_pkcs8_pem(&pem).map_err(|error| CliError::Key {
        path: path.into(),
        error,
    })
}

/// A DER certificate file of ours.
fn read_certificate(path: &Path) -> Result<Certificate, CliError> {
    const SIZE_MAX_BYTES: u64 = 1 << 20;
    let der = read_bounded(path, SIZE_MAX_BYTES)?;
    parse_certificate(&der).map_err(|error| CliError::Certificate {
        path: path.into(),
        error,
    })
}
