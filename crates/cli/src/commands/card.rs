//! `cleanbill card`: SMART Health Cards for those who make them.

mod examine;
mod issue;
mod publish;

use cleanbill_signer::{KeyType, SoftwareKey};

use crate::args::CardAction;
use crate::atomic::{self, Access};
use crate::authority::read_key;
use crate::error::{CardFault, CliError};
use crate::exit::Exit;
use crate::home::Home;

/// The name of the key that signs cards, and nothing else, in the data folder.
const KEY: &str = "shc";

pub(crate) fn run(home: &Home, action: CardAction) -> Result<Exit, CliError> {
    match action {
        CardAction::Examine(options) => examine::run(&options),
        CardAction::Issue(options) => issue::run(home, &options),
        CardAction::Keys(options) => publish::keys(home, &options),
        CardAction::Revoke(options) => publish::revoke(home, &options),
    }
}

/// The key that signs cards; made if there is none.
fn key(home: &Home) -> Result<SoftwareKey, CliError> {
    let path = home.key(KEY);
    if path.is_file() {
        return read_key(&path);
    }
    let made = |_| CliError::from(CardFault::NoKey);
    let key = SoftwareKey::generate(KeyType::P256).map_err(made)?;
    let pem = key.to_pkcs8_pem().map_err(made)?;
    atomic::write(&path, pem.as_bytes(), Access::Secret)?;
    Ok(key)
}
