//! `cleanbill precheck`: a validation service for carriers, and the wallet's side of one.

mod submit;

use cleanbill_signer::KeyType;
use cleanbill_x509::{Profile, Template};

use super::init::{certificate, serial, subject};
use crate::args::{PrecheckAction, PrecheckInitOptions};
use crate::atomic::{self, Access};
use crate::clock;
use crate::error::{CliError, PrecheckFault};
use crate::exit::Exit;
use crate::output::{GOOD, RESET, line};
use crate::publisher::make_key;

const DAY_SECS: i64 = 86_400;
/// How long the signing key is good for.
const KEY_DAYS: i64 = 2 * 365;

pub(crate) fn run(action: PrecheckAction) -> Result<Exit, CliError> {
    match action {
        PrecheckAction::Init(options) => init(&options),
        PrecheckAction::Submit(options) => submit::run(&options),
    }
}

fn init(options: &PrecheckInitOptions) -> Result<Exit, CliError> {
    let settings = options.folder.join("validation.toml");
    if settings.exists() {
        return Err(PrecheckFault::Exists { path: settings }.into());
    }
    let now = clock::now();
    let key = make_key(KeyType::P256)?;
    let template = Template {
        subject: subject(&options.country, "Validation service", "Pre-check results"),
        serial: &serial()?,
        not_before: now,
        not_after: now.saturating_add(KEY_DAYS * DAY_SECS),
        profile: Profile::Authority,
    };
    let certificate = certificate(&template, &key)?;
    let pem = key.to_pkcs8_pem();
    let pem = pem.map_err(|error| CliError::MakeKey { error })?;
    let file = |name: &str| options.folder.join(name);
    atomic::write(&file("sign-key.pem"), pem.as_bytes(), Access::Secret)?;
    atomic::write(&file("sign.der"), certificate.der(), Access::Public)?;
    let text = toml_text(options);
    atomic::write(&settings, text.as_bytes(), Access::Public)?;
    line(&format!("{}✔{RESET} {}", GOOD.render(), settings.display()))?;
    line("  Add who may ask, then start it with `cleanbill serve --validation` and this file.")?;
    Ok(Exit::Good)
}

fn toml_text(options: &PrecheckInitOptions) -> String {
    let quoted = |text: &str| toml::Value::from(text).to_string();
    format!(
        "listen = \"127.0.0.1:8082\"\n\
         # What tokens name, and wallets reach: behind TLS.\n\
         url = {}\n\
         country = {}\n\
         key = \"sign-key.pem\"\n\
         certificate = \"sign.der\"\n\
         \n\
         # Who may ask: one for each airline or ticket seller.\n\
         # [[provider]]\n\
         # identity = \"airline-identity.json\"\n\
         # callback = \"https://airline.example/callback\"\n",
        quoted(&options.url),
        quoted(&options.country),
    )
}
