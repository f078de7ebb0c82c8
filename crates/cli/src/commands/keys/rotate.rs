use cleanbill_crypto::Signer;
use cleanbill_signer::KeyType;
use cleanbill_signer::pkcs11::Pkcs11Key;
use cleanbill_x509::{Certificate, DccUsage, Profile, Template};

use crate::args::{EpochOptions, RotateOptions};
use crate::atomic::{self, Access};
use crate::authority::{Config, read_certificate, read_key};
use crate::clock::{self, render_date};
use crate::commands::init::{certificate, save_key, serial, subject};
use crate::entropy;
use crate::epochs::{DAY_SECS, Entry, PassForm, Register, Span};
use crate::error::{CliError, KeysError};
use crate::exit::Exit;
use crate::home::Home;
use crate::output::{GOOD, RESET, line};
use crate::publisher::make_key;
use crate::signing::{SigningKey, token};

/// The longest that a pass lives, which its certificate has to outlive.
const PASS_DAYS: i64 = 365;

/// `cleanbill keys rotate`.
pub(super) fn rotate(home: &Home, options: &RotateOptions) -> Result<Exit, CliError> {
    let mut register = Register::open(home)?;
    let config = Config::read(&home.config())?;
    let start = options.epoch.at.unwrap_or_else(clock::now);
    let csca = read_certificate(&home.certificate("csca"))?;
    let csca_key = read_key(&home.key("csca"))?;
    let span = span(&options.epoch, start);
    let lives_until = span.until.saturating_add(PASS_DAYS * DAY_SECS);
    let not_after = lives_until.min(csca.not_after());
    if not_after <= span.until {
        return Err(KeysError::EndsTooEarly.into());
    }
    let mut entry = register.next(options.form);
    entry.address = address(options)?;
    let key = make(home, &config, &mut entry, options.hsm)?;
    let common_name = common_name(&config, &entry);
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
    let dsc = certificate(&template, &csca_key)?;
    install(home, &mut register, entry, span, &dsc)?;
    Ok(Exit::Good)
}

pub(super) fn common_name(config: &Config, entry: &Entry) -> String {
    format!("{} {} {}", entry.form.label(), config.country, entry.number)
}

/// Where the key of health cards is published; of other forms nowhere.
fn address(options: &RotateOptions) -> Result<Option<String>, CliError> {
    let Some(address) = options.address.as_deref() else {
        return Ok(None);
    };
    let host = address.strip_prefix("https://").unwrap_or_default();
    let is_plain = host.bytes().all(|byte| byte.is_ascii_graphic());
    let is_card = options.form == PassForm::Shc;
    if !is_card || host.is_empty() || host.ends_with('/') || !is_plain {
        return Err(KeysError::Address.into());
    }
    Ok(Some(address.to_owned()))
}

/// When the key of these options signs.
pub(super) fn span(options: &EpochOptions, start: i64) -> Span {
    let from = start.saturating_add(i64::from(options.lead_days) * DAY_SECS);
    Span {
        from,
        until: from.saturating_add(i64::from(options.days) * DAY_SECS - 1),
        signatures_max: options.signatures_max,
    }
}

/// Makes the key of an epoch: in the token, which it never leaves, or in a file.
pub(super) fn make(
    home: &Home,
    config: &Config,
    entry: &mut Entry,
    in_token: bool,
) -> Result<SigningKey, CliError> {
    if !in_token {
        let key = make_key(KeyType::P256)?;
        save_key(home, &entry.name, &key)?;
        return Ok(SigningKey::File(Box::new(key)));
    }
    let id = entropy::draw()?;
    let token = token(config)?;
    let label = format!("cleanbill {}", common_name(config, entry));
    let key = Pkcs11Key::generate(&token, &label, &id).map_err(KeysError::from)?;
    entry.token_id = Some(format!("{:032x}", u128::from_be_bytes(id)));
    Ok(SigningKey::Token(key))
}

/// Certificate, counter, and last of all the register: what it names is complete.
pub(super) fn install(
    home: &Home,
    register: &mut Register,
    mut entry: Entry,
    span: Span,
    dsc: &Certificate,
) -> Result<(), CliError> {
    entry.span = Some(span);
    let (number, form) = (entry.number, entry.form);
    atomic::write(&home.certificate(&entry.name), dsc.der(), Access::Public)?;
    entry.start_counter(home)?;
    register.epoch.retain(|other| other.number != number);
    register.epoch.push(entry);
    register.write(home)?;
    line(&format!(
        "{}✔{RESET} key epoch {number} signs {} from {} to {}, at most {} times",
        GOOD.render(),
        form.form().name(),
        render_date(span.from),
        render_date(span.until),
        span.signatures_max
    ))?;
    line("Publish its certificate now: `cleanbill publish --install --out BUNDLE`")
}
