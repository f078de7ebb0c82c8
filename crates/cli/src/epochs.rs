//! The register of key epochs, `epochs.toml`: which keys there are, and when each signs.

use std::num::NonZeroU64;

use clap::ValueEnum;
use cleanbill_issuer::Form;
use cleanbill_issuer::sunset::HOLD_SECS;
use cleanbill_revocation::signer_removed::RemovedSigner;
use cleanbill_signer::epoch::{Epoch, EpochError, SignatureCounter, Tally};
use cleanbill_trust::set::parse_scoped_signers;
use cleanbill_trust::{
    Country, Kid, Scope, ScopedSigner, ScopedStore, SignerRecord, TrustStore, TrustedSigner,
};
use cleanbill_x509::Certificate;
use serde::{Deserialize, Serialize};

use crate::atomic::{self, Access};
use crate::authority::{Config, read_certificate};
use crate::bundle::read_text;
use crate::commands::keys::ICVP_KEY_NAME;
use crate::error::{CliError, KeysError};
use crate::home::Home;

pub(crate) const DAY_SECS: i64 = 86_400;
/// The key that `init` makes signs for a year (EU DCC specification, volume 5 §2).
pub(crate) const FIRST_DAYS: i64 = 365;
const FIRST_SIGNATURES: NonZeroU64 = NonZeroU64::MIN.saturating_add(999_999);
const FIRST: &str = "dsc";

/// All key epochs of an authority.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Register {
    /// By number, from 1.
    pub(crate) epoch: Vec<Entry>,
}

/// One key epoch.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    pub(crate) number: u32,
    /// Name of its files: key, certificate, counter.
    pub(crate) name: String,
    /// Of which form the passes are that it signs, and no others.
    #[serde(default, skip_serializing_if = "PassForm::is_dcc")]
    pub(crate) form: PassForm,
    /// Of a key of health cards, `iss`: the address under which it is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) address: Option<String>,
    /// The key's identifier in the token, hexadecimal; without it the key is a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) token_id: Option<String>,
    /// When it signs; without it its certificate is still awaited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) span: Option<Span>,
    /// Since when it must not sign any more, Unix seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) retired_at: Option<i64>,
    /// Since when every set that is published lists its signer as removed, because its key is to
    /// be published, Unix seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) removed_at: Option<i64>,
    /// What became of its key, as the ledger tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) end: Option<End>,
}

/// In which form passes are, as the register and the command line call it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum PassForm {
    /// The EU's certificate
    #[default]
    Dcc,
    /// The WHO's certificate of vaccination or prophylaxis
    Icvp,
    /// SMART Health Cards
    Shc,
}

impl PassForm {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
    const fn is_dcc(&self) -> bool {
        matches!(self, Self::Dcc)
    }

    pub(crate) const fn form(self) -> Form {
        match self {
            Self::Dcc => Form::Dcc,
            Self::Icvp => Form::Icvp,
            Self::Shc => Form::Shc,
        }
    }

    /// What its keys are called in certificates.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Dcc => "DSC",
            Self::Icvp => "ICVP",
            Self::Shc => "SHC",
        }
    }
}

/// What became of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum End {
    /// Everybody has it.
    Published,
    /// Nobody has it.
    Destroyed,
}

/// When and how much a key signs.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Span {
    /// First second, Unix seconds.
    pub(crate) from: i64,
    /// Last second, Unix seconds.
    pub(crate) until: i64,
    pub(crate) signatures_max: u64,
}

/// What an epoch is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Its certificate was asked for.
    Requested,
    /// It will sign.
    Next,
    /// It signs.
    Current,
    /// It signed.
    Retired,
}

impl State {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Next => "next",
            Self::Current => "current",
            Self::Retired => "retired",
        }
    }
}

impl Register {
    /// The register of a folder. One from before there were registers has the one key that `init`
    /// made, which signs as long as its certificate says.
    pub(crate) fn read(home: &Home) -> Result<Self, CliError> {
        let path = home.epochs();
        if !home.config().is_file() {
            return Err(CliError::NoAuthority {
                path: home.folder().into(),
            });
        }
        if !path.is_file() {
            let dsc = read_certificate(&home.certificate(FIRST))?;
            return Ok(Self::first(&dsc, dsc.not_after()));
        }
        let malformed = |_| CliError::Malformed {
            path: path.clone(),
            detail: "not a register of key epochs",
        };
        toml::from_str(&read_text(&path)?).map_err(malformed)
    }

    /// The same, for what is going to sign or change it: the register and counter of an old folder
    /// are made.
    pub(crate) fn open(home: &Home) -> Result<Self, CliError> {
        let register = Self::read(home)?;
        if !home.epochs().is_file() {
            register.begin(home)?;
        }
        Ok(register)
    }

    /// That of a new authority.
    pub(crate) fn first(dsc: &Certificate, until: i64) -> Self {
        let span = Span {
            from: dsc.not_before(),
            until: until.min(dsc.not_after()),
            signatures_max: FIRST_SIGNATURES.get(),
        };
        Self {
            epoch: vec![Entry {
                number: 1,
                name: FIRST.into(),
                form: PassForm::Dcc,
                address: None,
                token_id: None,
                span: Some(span),
                retired_at: None,
                removed_at: None,
                end: None,
            }],
        }
    }

    /// Starts the counter of the first epoch, then writes the register.
    pub(crate) fn begin(&self, home: &Home) -> Result<(), CliError> {
        for entry in &self.epoch {
            match entry.start_counter(home) {
                Err(CliError::Keys(KeysError::Epoch {
                    error: EpochError::CounterExists,
                })) => {}
                outcome => outcome?,
            }
        }
        self.write(home)
    }

    pub(crate) fn write(&self, home: &Home) -> Result<(), CliError> {
        let path = home.epochs();
        let malformed = |_| CliError::Malformed {
            path: path.clone(),
            detail: "key epochs that cannot be written",
        };
        let text = toml::to_string(self).map_err(malformed)?;
        atomic::write(&path, text.as_bytes(), Access::Public)
    }

    /// The epoch that signs the EU's certificates at `at`: the newest of those that may.
    pub(crate) fn current(&self, at: i64) -> Option<&Entry> {
        self.current_of(PassForm::Dcc, at)
    }

    /// The epoch that signs passes of this form at `at`: the newest of those that may.
    pub(crate) fn current_of(&self, form: PassForm, at: i64) -> Option<&Entry> {
        let signs = |entry: &&Entry| {
            let within = |span: Span| (span.from..=span.until).contains(&at);
            let may = entry.retired_at.is_none() && entry.span.is_some_and(within);
            may && entry.form == form
        };
        self.epoch.iter().filter(signs).max_by_key(|e| e.number)
    }

    pub(crate) fn state(&self, entry: &Entry, at: i64) -> State {
        let current = self.current_of(entry.form, at);
        let is_current = current.is_some_and(|e| e.number == entry.number);
        match entry.span {
            _ if entry.retired_at.is_some() => State::Retired,
            None => State::Requested,
            Some(_) if is_current => State::Current,
            Some(span) if span.from > at => State::Next,
            Some(_) => State::Retired,
        }
    }

    pub(crate) fn find(&self, number: u32) -> Result<&Entry, CliError> {
        let found = self.epoch.iter().find(|entry| entry.number == number);
        found.ok_or(KeysError::UnknownEpoch { number }.into())
    }

    /// The one whose certificate is awaited.
    pub(crate) fn requested(&self) -> Option<&Entry> {
        let awaits = |entry: &&Entry| entry.span.is_none() && entry.retired_at.is_none();
        self.epoch.iter().find(awaits)
    }

    /// An epoch of this form that is not there yet.
    pub(crate) fn next(&self, form: PassForm) -> Entry {
        let numbers = self.epoch.iter().map(|entry| entry.number);
        let number = numbers.max().unwrap_or(0).saturating_add(1);
        Entry {
            number,
            name: match form {
                PassForm::Dcc => format!("{FIRST}-{number}"),
                form => format!("{}-{number}", form.form().name()),
            },
            form,
            address: None,
            token_id: None,
            span: None,
            retired_at: None,
            removed_at: None,
            end: None,
        }
    }
}

impl Entry {
    pub(crate) fn certificate(&self, home: &Home) -> Result<Certificate, CliError> {
        if self.span.is_none() {
            let number = self.number;
            return Err(KeysError::NotCertified { number }.into());
        }
        read_certificate(&home.certificate(&self.name))
    }

    pub(crate) fn epoch(&self, home: &Home) -> Result<Epoch, CliError> {
        let certificate = self.certificate(home)?;
        let number = self.number;
        let span = self.span.ok_or(KeysError::NotCertified { number })?;
        Ok(Epoch {
            number,
            kid: certificate.kid(),
            certificate: certificate.der().to_vec(),
            not_before: span.from,
            not_after: span.until,
            signatures_max: span.signatures_max,
        })
    }

    /// What its counter says.
    pub(crate) fn tally(&self, home: &Home) -> Result<Tally, CliError> {
        let kid = self.certificate(home)?.kid();
        let tally = SignatureCounter::read(&home.counter(&self.name), kid);
        tally.map_err(|error| KeysError::from(error).into())
    }

    /// Of a key of health cards, what the cards name it by: its thumbprint (RFC 7638).
    pub(crate) fn card_key(&self, home: &Home) -> Result<Option<[u8; 32]>, CliError> {
        if self.form != PassForm::Shc {
            return Ok(None);
        }
        let foreign = |_| CliError::ForeignKey;
        let key = self.certificate(home)?.public_key().map_err(foreign)?;
        let kid = cleanbill_shc::kid(&key).map_err(|_| CliError::ForeignKey)?;
        let thumbprint = <[u8; 32]>::try_from(cleanbill_shc::key_id(&kid));
        thumbprint.map(Some).map_err(|_| CliError::ForeignKey)
    }

    /// Begins its counter at 0.
    pub(crate) fn start_counter(&self, home: &Home) -> Result<(), CliError> {
        let (path, kid) = (home.counter(&self.name), self.certificate(home)?.kid());
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| CliError::Write {
                path: folder.into(),
                kind: error.kind(),
            })?;
        }
        let created = SignatureCounter::create(&path, kid);
        created.map_err(|error| KeysError::from(error).into())
    }
}

/// Our signers whose keys are published, or are about to be: every set lists them as removed, for
/// whatever time it is asked about. Only those that nobody can lose a pass by: whose certificate
/// ended so long ago that the key may be published.
pub(crate) fn ended_signers(home: &Home, now: i64) -> Result<Vec<RemovedSigner>, CliError> {
    if !home.config().is_file() {
        return Ok(Vec::new());
    }
    let country = Config::read(&home.config())?.country;
    let mut ended = Vec::new();
    for entry in Register::read(home)?.epoch {
        if entry.span.is_none() || entry.removed_at.is_none() {
            continue;
        }
        let dsc = entry.certificate(home)?;
        if dsc.not_after().saturating_add(HOLD_SECS) < now {
            ended.push(RemovedSigner {
                kid: dsc.kid().to_vec(),
                country: Some(country.clone()),
                thumbprint: Some(dsc.thumbprint()),
                from: dsc.not_before(),
            });
        }
    }
    Ok(ended)
}

/// A trust store with our own signers that have not ended: what they signed stays good, also after
/// the key was rotated or retired.
pub(crate) fn with_own(home: &Home, store: TrustStore, now: i64) -> Result<TrustStore, CliError> {
    if !home.config().is_file() {
        return Ok(store);
    }
    let config = Config::read(&home.config())?;
    let mut signers = store.signers().to_vec();
    for entry in Register::read(home)?.epoch {
        // What signs another form signs no certificate of the EU's.
        if entry.span.is_none() || entry.form != PassForm::Dcc {
            continue;
        }
        let dsc = entry.certificate(home)?;
        let is_known = signers.iter().any(|s| s.thumbprint == dsc.thumbprint());
        if dsc.not_after() >= now && !is_known {
            signers.push(own_signer(&config.country, &dsc));
        }
    }
    Ok(TrustStore::new(signers))
}

/// The signers of other passes with our own of certificates of vaccination and health cards, which
/// stay also when they have ended: what they signed is for life. `None` if there is no such key.
pub(crate) fn networks_with_own(
    home: &Home,
    standing: Option<&[u8]>,
) -> Result<Option<ScopedStore>, CliError> {
    if !home.config().is_file() {
        return Ok(None);
    }
    let country = Config::read(&home.config())?.country;
    let mut own = Vec::new();
    let path = home.certificate(ICVP_KEY_NAME);
    if path.is_file() {
        own.extend(certificate_signer(&country, &read_certificate(&path)?));
    }
    for entry in Register::read(home)?.epoch {
        if entry.span.is_none() {
            continue;
        }
        match entry.form {
            PassForm::Dcc => {}
            PassForm::Icvp => own.extend(certificate_signer(&country, &entry.certificate(home)?)),
            PassForm::Shc => own.extend(card_signer(&entry, home)?),
        }
    }
    if own.is_empty() {
        return Ok(None);
    }
    let standing = match standing {
        None => ScopedStore::default(),
        Some(target) => parse_scoped_signers(target).map_err(|error| CliError::Bundle {
            path: home.bundle(),
            error,
        })?,
    };
    let others = standing.signers().iter().cloned();
    Ok(Some(others.chain(own).collect()))
}

/// What verifiers are told of a key of ours that signs the WHO's certificates.
fn certificate_signer(country: &str, signer: &Certificate) -> Option<ScopedSigner> {
    let kid = Kid::from(signer.kid());
    let record = SignerRecord::from_certificate(kid, Country::new(country), signer);
    ScopedSigner::new(Scope::Icvp, Some(country), record)
}

/// The same of one that signs health cards: known by its thumbprint, and bound to its address.
fn card_signer(entry: &Entry, home: &Home) -> Result<Option<ScopedSigner>, CliError> {
    let certificate = entry.certificate(home)?;
    let key = entry.card_key(home)?;
    let Some(kid) = key.and_then(|key| Kid::new(&key)) else {
        return Ok(None);
    };
    let record = SignerRecord::from_certificate(kid, None, &certificate);
    let address = entry.address.as_deref();
    Ok(ScopedSigner::new(Scope::SmartHealthCard, address, record))
}

/// What verifiers are told of a signer of ours.
pub(crate) fn own_signer(country: &str, dsc: &Certificate) -> TrustedSigner {
    let country = Country::new(country);
    SignerRecord::from_certificate(Kid::from(dsc.kid()), country, dsc).into()
}
