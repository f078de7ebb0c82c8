use cleanbill_crypto::Signer;
use cleanbill_signer::{KeyType, SoftwareKey};
use cleanbill_trust::TrustStore;
use cleanbill_trust::set::Target;
use cleanbill_x509::{Certificate, DccUsage, Profile, Subject, Template};
use cleanbill_x509::{build_certificate, parse_certificate};

use crate::args::InitOptions;
use crate::atomic::{self, Access};
use crate::authority::Config;
use crate::clock::{self, render_date};
use crate::entropy;
use crate::epochs::{DAY_SECS, FIRST_DAYS, Register, own_signer};
use crate::error::CliError;
use crate::exit::Exit;
use crate::home::Home;
use crate::ledger::Terms;
use crate::output::{FAINT, GOOD, RESET, line};
use crate::publisher::{Publisher, make_key};

/// A country authority lives for four years, a document signer for two: its passes for one, and
/// its key signs for one (EU DCC specification, volume 5 §2).
const AUTHORITY_DAYS: i64 = 4 * 365;
const SIGNER_DAYS: i64 = 2 * 365;
const BUNDLE_DAYS: i64 = 30;

/// `cleanbill init`.
pub(crate) fn run(home: &Home, options: &InitOptions) -> Result<Exit, CliError> {
    if home.config().exists() || home.key("csca").exists() || home.key("dsc").exists() {
        return Err(CliError::AuthorityExists {
            path: home.folder().into(),
        });
    }
    let now = clock::now();
    let publisher = Publisher::find_or_make(home, now)?;
    let (csca_key, dsc_key) = (make_key(KeyType::P256)?, make_key(KeyType::P256)?);
    let start = options.at.unwrap_or(now);
    let csca = make_csca(options, &csca_key, start)?;
    let dsc = make_dsc(options, &csca, &csca_key, dsc_key.public_key(), start)?;

    save_key(home, "csca", &csca_key)?;
    save_key(home, "dsc", &dsc_key)?;
    atomic::write(&home.certificate("csca"), csca.der(), Access::Public)?;
    atomic::write(&home.certificate("dsc"), dsc.der(), Access::Public)?;
    let store = TrustStore::new(vec![own_signer(&options.country, &dsc)]);
    let targets = [Target::dcc_signers(&store)];
    // Before the authority has a ledger.
    let bundle = publisher.publish(home, &targets, now, BUNDLE_DAYS)?;
    publisher.install(home, &bundle, &[], &Terms::default())?;
    let signs_until = start.saturating_add(FIRST_DAYS * DAY_SECS);
    Register::first(&dsc, signs_until).begin(home)?;
    // Last: what has a configuration is complete.
    let config = Config {
        country: options.country.clone(),
        issuer: options.issuer.clone(),
        hsm: None,
    };
    config.write(&home.config())?;
    tell(home, options, &publisher, &dsc)?;
    Ok(Exit::Good)
}

pub(crate) fn save_key(home: &Home, name: &str, key: &SoftwareKey) -> Result<(), CliError> {
    let pem = key
        .to_pkcs8_pem()
        .map_err(|error| CliError::MakeKey { error })?;
    atomic::write(&home.key(name), pem.as_bytes(), Access::Secret)
}

fn make_csca(options: &InitOptions, key: &SoftwareKey, now: i64) -> Result<Certificate, CliError> {
    let common_name = format!("CSCA {}", options.country);
    let template = Template {
        subject: subject(&options.country, &options.issuer, &common_name),
        serial: &serial()?,
        not_before: now,
        not_after: now.saturating_add(AUTHORITY_DAYS * DAY_SECS),
        profile: Profile::Authority,
    };
    certificate(&template, key)
}

fn make_dsc(
    options: &InitOptions,
    csca: &Certificate,
    csca_key: &SoftwareKey,
    public_key: &cleanbill_crypto::PublicKey,
    now: i64,
) -> Result<Certificate, CliError> {
    let common_name = format!("DSC {} 1", options.country);
    let profile = Profile::Signer {
        authority: csca,
        public_key,
        usage: DccUsage::ANY,
    };
    let template = Template {
        subject: subject(&options.country, &options.issuer, &common_name),
        serial: &serial()?,
        not_before: now,
        not_after: now.saturating_add(SIGNER_DAYS * DAY_SECS),
        profile,
    };
    certificate(&template, csca_key)
}

pub(crate) fn subject<'a>(country: &'a str, issuer: &'a str, common_name: &'a str) -> Subject<'a> {
    // A name of more than 64 characters stands in the passes only.
    let organization = Some(issuer).filter(|name| name.chars().count() <= 64);
    Subject {
        country,
        organization,
        common_name,
    }
}

/// 16 random bytes, positive.
pub(crate) fn serial() -> Result<[u8; 16], CliError> {
    let mut serial = entropy::draw()?;
    if let Some(first) = serial.first_mut() {
        *first = *first & 0x7f | 0x40;
    }
    Ok(serial)
}

pub(crate) fn certificate(
    template: &Template<'_>,
    key: &SoftwareKey,
) -> Result<Certificate, CliError> {
    let der = build_certificate(template, key);
    let der = der.map_err(|error| CliError::MakeCertificate { error })?;
    parse_certificate(&der).map_err(|error| CliError::Certificate {
        path: "the new certificate".into(),
        error,
    })
}

fn tell(
    home: &Home,
    options: &InitOptions,
    publisher: &Publisher,
    dsc: &Certificate,
) -> Result<(), CliError> {
    let folder = home.folder().display();
    let fact =
        |name: &str, value: &str| line(&format!("  {}{name:12}{RESET} {value}", FAINT.render()));
    line(&format!(
        "{}✔{RESET} {} ({})",
        GOOD.render(),
        options.issuer,
        options.country
    ))?;
    fact("folder", &folder.to_string())?;
    fact("root", &publisher.fingerprint().to_string())?;
    fact("signs until", &render_date(dsc.not_after()))?;
    line("")?;
    line("Verifiers trust this authority by the fingerprint of its root; publish it widely.")?;
    line(&format!(
        "Any 2 of the 3 root keys, {folder}/keys/root-*.pem, replace every other key: move them\n\
         to three places that are never online together. They are not needed day to day."
    ))
}
