//! `cleanbill keys`: the epochs of the keys that sign passes.

mod icvp;
mod list;
mod request;
mod rotate;
mod share;
mod wrap;

pub(crate) use self::icvp::ICVP_KEY_NAME;
pub(crate) use self::wrap::{kek, kek_is_in_token};

use cleanbill_signer::pkcs11::{KeyName, Pkcs11Key};

use crate::args::{KeysAction, RetireOptions};
use crate::authority::Config;
use crate::clock;
use crate::epochs::{Entry, Register};
use crate::error::CliError;
use crate::exit::Exit;
use crate::home::Home;
use crate::output::{GOOD, RESET, line};
use crate::signing::{token, token_id};

pub(crate) fn run(home: &Home, action: KeysAction) -> Result<Exit, CliError> {
    match action {
        KeysAction::List(options) => list::list(home, &options),
        KeysAction::Show { number } => list::show(home, number),
        KeysAction::Rotate(options) => rotate::rotate(home, &options),
        KeysAction::Csr(options) => request::csr(home, &options),
        KeysAction::Sign(options) => request::sign(home, &options),
        KeysAction::Icvp(options) => icvp::make(home, &options),
        KeysAction::Import(options) => request::import(home, &options),
        KeysAction::Retire(options) => retire(home, &options),
        KeysAction::Share(options) => share::share(home, &options),
        KeysAction::Wrap(options) => wrap::wrap(home, &options),
    }
}

/// Says so first, and only then destroys: a key that is gone must not be the current one.
fn retire(home: &Home, options: &RetireOptions) -> Result<Exit, CliError> {
    let mut register = Register::open(home)?;
    let entry = register.find(options.number)?.clone();
    for one in &mut register.epoch {
        if one.number == options.number {
            one.retired_at.get_or_insert(clock::now());
        }
    }
    register.write(home)?;
    if options.destroy_key {
        destroy(home, &entry)?;
    }
    let what = if options.destroy_key {
        "its key is destroyed"
    } else {
        "its key is kept"
    };
    line(&format!(
        "{}✔{RESET} key epoch {} never signs again, {what}; its passes stay good",
        GOOD.render(),
        options.number
    ))?;
    if register.current(clock::now()).is_none() {
        line("No key signs now: `cleanbill keys rotate --lead-days 0`")?;
    }
    Ok(Exit::Good)
}

fn destroy(home: &Home, entry: &Entry) -> Result<(), CliError> {
    if entry.token_id.is_some() {
        let token = token(&Config::read(&home.config())?)?;
        let destroyed = Pkcs11Key::destroy(&token, &KeyName::Id(token_id(entry)?));
        return destroyed.map_err(|error| crate::error::KeysError::from(error).into());
    }
    let path = home.key(&entry.name);
    std::fs::remove_file(&path).map_err(|error| CliError::Write {
        path,
        kind: error.kind(),
    })
}
