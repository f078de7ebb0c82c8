use std::path::Path;

use cleanbill_crypto::{Signer, sha256};
use cleanbill_trust::set::Digest;
use cleanbill_x509::{
    DccUsage, Profile, Subject, Template, build_request, check_chain, is_pem, parse_certificate,
    parse_pem, parse_request, render_pem,
};

use super::rotate::{common_name, install, make, span};
use crate::args::{CsrOptions, ImportKeyOptions, SignOptions};
use crate::atomic::{self, Access};
use crate::authority::{Config, read_certificate, read_key};
use crate::bundle::read_bounded;
use crate::clock::{self, render_date};
use crate::commands::init::{certificate, serial, subject};
use crate::epochs::{DAY_SECS, PassForm, Register};
use crate::error::{CliError, KeysError};
use crate::exit::Exit;
use crate::home::Home;
use crate::output::{GOOD, RESET, harmless, line};
use crate::signing::SigningKey;

const SIZE_MAX_BYTES: u64 = 65_536;
const REQUEST: &str = "CERTIFICATE REQUEST";
const CERTIFICATE: &str = "CERTIFICATE";

/// `cleanbill keys csr`. A second call asks again for the same key.
pub(super) fn csr(home: &Home, options: &CsrOptions) -> Result<Exit, CliError> {
    let mut register = Register::open(home)?;
    let config = Config::read(&home.config())?;
    let (entry, key) = match register.requested().cloned() {
        Some(entry) if entry.token_id.is_some() != options.hsm => {
            let number = entry.number;
            return Err(KeysError::RequestPending { number }.into());
        }
        Some(entry) => {
            let key = SigningKey::open(home, &config, &entry)?;
            (entry, key)
        }
        None => {
            let mut entry = register.next(PassForm::Dcc);
            let key = make(home, &config, &mut entry, options.hsm)?;
            register.epoch.push(entry.clone());
            register.write(home)?;
            (entry, key)
        }
    };
    let common_name = common_name(&config, &entry);
    let subject = subject(&config.country, &config.issuer, &common_name);
    let der = build_request(&subject, &key).map_err(|error| CliError::MakeCertificate { error })?;
    let pem = render_pem(REQUEST, &der);
    atomic::write(&options.out, pem.as_bytes(), Access::Public)?;
    tell_request(&options.out, &common_name, key.public_key().to_spki_der())?;
    line(
        "Have it signed on the machine of the CSCA: `cleanbill keys sign`; compare the key there.",
    )?;
    Ok(Exit::Good)
}

/// What people compare on both sides of the gap between the machines.
fn tell_request(path: &Path, common_name: &str, spki: &[u8]) -> Result<(), CliError> {
    let digest = Digest::from(sha256(spki));
    line(&format!(
        "{}✔{RESET} {}: {}, key {digest}",
        GOOD.render(),
        path.display(),
        harmless(common_name)
    ))
}

/// `cleanbill keys sign`, on the machine that has the CSCA: needs its key and certificate only.
pub(super) fn sign(home: &Home, options: &SignOptions) -> Result<Exit, CliError> {
    let der = read_block(&options.request, REQUEST)?;
    let request = parse_request(&der).map_err(|error| KeysError::Request {
        path: options.request.clone(),
        error,
    })?;
    let csca = read_certificate(&home.certificate("csca"))?;
    let csca_key = read_key(&home.key("csca"))?;
    let country = csca.subject().country().unwrap_or_default();
    let asked = request.subject.country().unwrap_or_default();
    if asked != country {
        return Err(KeysError::OtherCountry {
            expected: harmless(country),
            found: harmless(asked),
        }
        .into());
    }
    let start = options.at.unwrap_or_else(clock::now);
    let not_after = start.saturating_add(i64::from(options.days) * DAY_SECS);
    let common_name = request.subject.common_name().unwrap_or_default();
    let template = Template {
        subject: Subject {
            country,
            organization: request.subject.organization(),
            common_name,
        },
        serial: &serial()?,
        not_before: start,
        not_after: not_after.min(csca.not_after()),
        profile: Profile::Signer {
            authority: &csca,
            public_key: &request.public_key,
            usage: DccUsage::ANY,
        },
    };
    let dsc = certificate(&template, &csca_key)?;
    let pem = render_pem(CERTIFICATE, dsc.der());
    atomic::write(&options.out, pem.as_bytes(), Access::Public)?;
    tell_request(&options.out, common_name, request.public_key.to_spki_der())?;
    line(&format!(
        "Valid until {}. Take it back: `cleanbill keys import`",
        render_date(dsc.not_after())
    ))?;
    Ok(Exit::Good)
}

/// `cleanbill keys import`.
pub(super) fn import(home: &Home, options: &ImportKeyOptions) -> Result<Exit, CliError> {
    let mut register = Register::open(home)?;
    let entry = register.requested().ok_or(KeysError::NoRequest)?.clone();
    let path = &options.certificate;
    let der = read_block(path, CERTIFICATE)?;
    let dsc = parse_certificate(&der).map_err(|error| CliError::Certificate {
        path: path.clone(),
        error,
    })?;
    let start = options.epoch.at.unwrap_or_else(clock::now);
    let csca = read_certificate(&home.certificate("csca"))?;
    check_chain(&dsc, &[csca], start).map_err(|error| KeysError::Chain {
        path: path.clone(),
        error,
    })?;
    // That the key is at hand is known only when it is opened.
    let key = SigningKey::open(home, &Config::read(&home.config())?, &entry)?;
    if !dsc
        .public_key()
        .is_ok_and(|public| public == *key.public_key())
    {
        return Err(KeysError::OtherKey.into());
    }
    let span = span(&options.epoch, start);
    if dsc.not_after() <= span.until {
        return Err(KeysError::EndsTooEarly.into());
    }
    install(home, &mut register, entry, span, &dsc)?;
    Ok(Exit::Good)
}

/// The one block of a file with this label, or the file itself if it is no PEM.
fn read_block(path: &Path, label: &str) -> Result<Vec<u8>, CliError> {
    let bytes = read_bounded(path, SIZE_MAX_BYTES)?;
    if !is_pem(&bytes) {
        return Ok(bytes);
    }
    let not_one = || KeysError::NotOneBlock { path: path.into() };
    let blocks = parse_pem(&bytes).map_err(|_| not_one())?;
    match <[_; 1]>::try_from(blocks) {
        Ok([block]) if block.label == label => Ok(block.der),
        _ => Err(not_one().into()),
    }
}
