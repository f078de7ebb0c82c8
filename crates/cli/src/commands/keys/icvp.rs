//! `cleanbill keys icvp`: a key for the WHO's certificates of vaccination alone.

use cleanbill_crypto::Signer;
use cleanbill_signer::KeyType;
use cleanbill_x509::{DccUsage, Profile, Template};

use crate::args::IcvpKeyOptions;
use crate::atomic::{self, Access};
use crate::authority::{Config, read_certificate, read_key};
use crate::clock::{self, render_date};
use crate::commands::init::{certificate, save_key, serial, subject};
use crate::epochs::DAY_SECS;
use crate::error::{CliError, KeysError};
use crate::exit::Exit;
use crate::home::Home;
use crate::output::{GOOD, RESET, line};
use crate::publisher::make_key;

/// The name of its files.
pub(crate) const ICVP_KEY_NAME: &str = "icvp";

/// One key, one purpose: passes of the EU's form are signed by another.
pub(super) fn make(home: &Home, options: &IcvpKeyOptions) -> Result<Exit, CliError> {
    let config = Config::read(&home.config())?;
    if home.key(ICVP_KEY_NAME).exists() {
        return Err(KeysError::IcvpKeyExists.into());
    }
    let csca = read_certificate(&home.certificate("csca"))?;
    let csca_key = read_key(&home.key("csca"))?;
    let start = options.at.unwrap_or_else(clock::now);
    let days = i64::from(options.days) * DAY_SECS;
    let not_after = start.saturating_add(days).min(csca.not_after());
    if not_after <= start {
        return Err(KeysError::EndsTooEarly.into());
    }
    let key = make_key(KeyType::P256)?;
    let common_name = format!("ICVP {} 1", config.country);
    let template = Template {
        subject: subject(&config.country, &config.issuer, &common_name),
        serial: &serial()?,
        not_before: start,
        not_after,
        profile: Profile::Signer {
            authority: &csca,
            public_key: key.public_key(),
            usage: DccUsage::ANY,
        },
    };
    let signer = certificate(&template, &csca_key)?;
    save_key(home, ICVP_KEY_NAME, &key)?;
    // Last: what has a certificate is complete.
    let path = home.certificate(ICVP_KEY_NAME);
    atomic::write(&path, signer.der(), Access::Public)?;
    line(&format!(
        "{}✔{RESET} a key for certificates of vaccination, until {}",
        GOOD.render(),
        render_date(signer.not_after())
    ))?;
    line("Publish now: verifiers need its certificate before they meet what it signs.")?;
    Ok(Exit::Good)
}
