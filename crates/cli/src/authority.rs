//! The authority in the data folder: its configuration, its signing key, its certificate.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use cleanbill_authority::{FormKey, FormKeys};
use cleanbill_crypto::{Algorithm, KeyKind, PublicKey, SignError, Signer};
use cleanbill_issuer::registry::EpochId;
use cleanbill_issuer::{Authority, KeyEpoch, ValidityPolicy};
use cleanbill_signer::SoftwareKey;
use cleanbill_signer::epoch::{Block, CountingSigner, SignatureCounter};
use cleanbill_x509::{Certificate, parse_certificate};
use serde::{Deserialize, Serialize};

use crate::atomic::{self, Access};
use crate::bundle::{read_bounded, read_text};
use crate::epochs::{Entry, PassForm, Register};
use crate::error::{CliError, KeysError};
use crate::home::Home;
use crate::signing::SigningKey;
use crate::token::TokenConfig;

/// `config.toml`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// ISO 3166-1 alpha-2.
    pub(crate) country: String,
    /// As passes show it.
    pub(crate) issuer: String,
    /// Where keys are that are in no file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) hsm: Option<TokenConfig>,
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
    /// The key of the current epoch, which counts.
    pub(crate) signer: CountingSigner<SigningKey>,
}

impl Issuing {
    /// Loads the authority of a data folder, as it issues at `now`.
    pub(crate) fn load(home: &Home, now: i64) -> Result<Self, CliError> {
        Self::load_with(home, now, Block::ONE, move || now)
    }

    /// The same for a program that signs for long: by this clock, counting so many ahead.
    pub(crate) fn load_with(
        home: &Home,
        now: i64,
        block: Block,
        clock: impl Fn() -> i64 + Send + Sync + 'static,
    ) -> Result<Self, CliError> {
        let register = Register::open(home)?;
        let config = Config::read(&home.config())?;
        let entry = register.current(now).ok_or(KeysError::NoEpoch)?;
        let epoch = entry.epoch(home)?;
        let dsc = entry.certificate(home)?;
        let key = SigningKey::open(home, &config, entry)?;
        let certified = dsc
            .public_key()
            .is_ok_and(|public| public == *key.public_key());
        if !certified {
            return Err(CliError::ForeignKey);
        }
        let counter = home.counter(&entry.name);
        let counter =
            SignatureCounter::open(&counter, epoch.kid, block, 0).map_err(KeysError::from)?;
        Ok(Self {
            authority: issuing_authority(&config, &dsc)?,
            signer: CountingSigner::new(key, epoch, counter, clock),
        })
    }
}

/// How many passes an epoch is known to have signed.
pub(crate) type Floors = BTreeMap<EpochId, u64>;

/// The epochs of the forms beside the EU's that sign at `now`.
pub(crate) fn form_epochs(home: &Home, now: i64) -> Result<Vec<EpochId>, CliError> {
    let register = Register::read(home)?;
    let forms = [PassForm::Icvp, PassForm::Shc].into_iter();
    let current = forms.filter_map(|form| register.current_of(form, now));
    Ok(current.map(|entry| EpochId(entry.number.into())).collect())
}

/// The keys of the forms beside the EU's that sign at `now`, each with its counter: by this clock,
/// counting so many ahead. A counter below its floor is refused.
pub(crate) fn load_forms(
    home: &Home,
    now: i64,
    block: Block,
    floors: &Floors,
    clock: fn() -> i64,
) -> Result<FormKeys, CliError> {
    let register = Register::open(home)?;
    let config = Config::read(&home.config())?;
    let load = |form| {
        let entry = register.current_of(form, now);
        entry
            .map(|entry| load_form(home, &config, entry, (block, floors), clock))
            .transpose()
    };
    Ok(FormKeys {
        icvp: load(PassForm::Icvp)?,
        shc: load(PassForm::Shc)?,
    })
}

fn load_form(
    home: &Home,
    config: &Config,
    entry: &Entry,
    (block, floors): (Block, &Floors),
    clock: fn() -> i64,
) -> Result<FormKey, CliError> {
    let (epoch, certificate) = (entry.epoch(home)?, entry.certificate(home)?);
    let key = SigningKey::open(home, config, entry)?;
    let public = certificate.public_key();
    if !public.is_ok_and(|public| public == *key.public_key()) {
        return Err(CliError::ForeignKey);
    }
    let number = EpochId(entry.number.into());
    let floor = floors.get(&number).copied().unwrap_or_default();
    let counter = home.counter(&entry.name);
    let counter = SignatureCounter::open(&counter, epoch.kid, block, floor);
    let counter = counter.map_err(KeysError::from)?;
    let issuer = match entry.form {
        PassForm::Shc => entry.address.clone().ok_or(KeysError::Address)?,
        _ => config.country.clone(),
    };
    Ok(FormKey {
        epoch: number,
        key: KeyEpoch {
            kid: epoch.kid,
            not_before: certificate.not_before(),
            not_after: certificate.not_after(),
        },
        issuer,
        signer: Arc::new(CountingSigner::new(key, epoch, counter, clock)),
    })
}

/// In the place of a key that another process signs with: signs nothing.
pub(crate) struct Unsigning {
    algorithm: Algorithm,
    public: PublicKey,
}

impl Signer for Unsigning {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn public_key(&self) -> &PublicKey {
        &self.public
    }

    fn sign(&self, _: &[u8]) -> Result<Vec<u8>, SignError> {
        Err(SignError::Refused)
    }
}

/// The authority as it issues at `now`, beside the process that has its key.
pub(crate) fn unsigning(home: &Home, now: i64) -> Result<(Authority, u32, Unsigning), CliError> {
    let (authority, number) = previewing(home, now)?;
    let register = Register::read(home)?;
    let entry = register.current(now).ok_or(KeysError::NoEpoch)?;
    let public = entry.certificate(home)?.public_key();
    let public = public.map_err(|_| CliError::ForeignKey)?;
    let algorithm = match public.kind() {
        KeyKind::P256 => Algorithm::Es256,
        KeyKind::P384 => Algorithm::Es384,
        KeyKind::Rsa { .. } => Algorithm::Ps256,
        KeyKind::Ed25519 => Algorithm::EdDsa,
        KeyKind::P521 => return Err(CliError::ForeignKey),
    };
    Ok((authority, number, Unsigning { algorithm, public }))
}

/// The authority as it would issue at `now`, without any key.
pub(crate) fn previewing(home: &Home, now: i64) -> Result<(Authority, u32), CliError> {
    let register = Register::read(home)?;
    let config = Config::read(&home.config())?;
    let entry = register.current(now).ok_or(KeysError::NoEpoch)?;
    let authority = issuing_authority(&config, &entry.certificate(home)?)?;
    Ok((authority, entry.number))
}

fn issuing_authority(config: &Config, dsc: &Certificate) -> Result<Authority, CliError> {
    let epoch = KeyEpoch {
        kid: dsc.kid(),
        not_before: dsc.not_before(),
        not_after: dsc.not_after(),
    };
    let validity = ValidityPolicy::default();
    let authority = Authority::new(&config.country, &config.issuer, epoch, validity);
    authority.map_err(|error| CliError::Issue {
        error: error.into(),
    })
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
pub(crate) fn read_certificate(path: &Path) -> Result<Certificate, CliError> {
    const SIZE_MAX_BYTES: u64 = 1 << 20;
    let der = read_bounded(path, SIZE_MAX_BYTES)?;
    parse_certificate(&der).map_err(|error| CliError::Certificate {
        path: path.into(),
        error,
    })
}
