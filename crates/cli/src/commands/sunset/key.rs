//! The end of one key.

use std::ops::Deref;
use std::path::PathBuf;

use cleanbill_authority::sunset::tell_key_end;
use cleanbill_crypto::Signer;
use cleanbill_issuer::sunset::{KeyFacts, Unmet, unmet_to_destroy, unmet_to_publish};
use cleanbill_signer::SoftwareKey;
use cleanbill_signer::pkcs11::{KeyName, Pkcs11Key, TokenError};
use cleanbill_signer::share::{Share, WrappedKey};
use cleanbill_store::Store;

use super::facts::{Place, foreign_lists, of_key, passes_end};
use super::tell_unmet;
use super::wipe::wipe;
use crate::args::{DestroyKeyOptions, PublishKeyOptions};
use crate::authority::Config;
use crate::bundle::read_text;
use crate::clock;
use crate::commands::backup::waiting;
use crate::epochs::{End, Entry, Register};
use crate::error::{CliError, KeysError, ServeError, SunsetFault};
use crate::exit::Exit;
use crate::hex::hex;
use crate::home::Home;
use crate::output::{GOOD, OPEN, RESET, line};
use crate::signing::{token, token_id};

/// `cleanbill sunset publish-key`.
///
/// First the signer is listed as removed, by the next set; only when that set is installed the key
/// itself is told. A key that everybody has, and a set that believes it, are never there together.
pub(super) fn publish(home: &Home, options: &PublishKeyOptions) -> Result<Exit, CliError> {
    let mut register = Register::open(home)?;
    let entry = register.find(options.number)?.clone();
    let place = Place::find(home, &options.store)?;
    let lists = foreign_lists(&options.list)?;
    let ends = passes_end(&place, entry.number)?;
    let facts = of_key(home, &register, &entry, &lists, ends)?;
    let unmet = unmet_to_publish(&facts, clock::now());
    let stands: Vec<Unmet> = unmet
        .iter()
        .copied()
        .filter(|one| *one != Unmet::NotRemoved)
        .collect();
    if !stands.is_empty() {
        line(&format!("Key epoch {} stays as it is:", entry.number))?;
        tell_unmet(&unmet)?;
        return Ok(Exit::Refused);
    }
    let pkcs8 = open(home, &entry, &options.share)?;
    if unmet.contains(&Unmet::NotRemoved) {
        change(&mut register, entry.number, |entry| {
            entry.removed_at.get_or_insert(clock::now());
        });
        register.write(home)?;
        line(&format!(
            "{}!{RESET} the shares open key epoch {}. Its signer is listed as removed from the \
             next set on: `cleanbill publish --install`, and when every verifier has that set, \
             run this again",
            OPEN.render(),
            entry.number
        ))?;
        tell_unmet(&unmet)?;
        return Ok(Exit::Refused);
    }
    let dsc = entry.certificate(home)?;
    tell(&place, dsc.kid(), dsc.thumbprint(), Some(&pkcs8))?;
    change(&mut register, entry.number, |entry| {
        entry.end = Some(End::Published);
    });
    register.write(home)?;
    line(&format!(
        "{}✔{RESET} key epoch {} is published: the ledger has it, under object/{}",
        GOOD.render(),
        entry.number,
        hex(&cleanbill_crypto::sha256(&pkcs8))
    ))?;
    line("  Everybody can make passes of it now, and no verifier believes any of them.")?;
    Ok(Exit::Good)
}

/// The private key, if the shares open it and it is that of the certificate.
fn open(
    home: &Home,
    entry: &Entry,
    paths: &[PathBuf],
) -> Result<impl Deref<Target = Vec<u8>> + use<>, CliError> {
    let dsc = entry.certificate(home)?;
    let wrapped_at = home.wrapped_key(&entry.name);
    let wrapped =
        WrappedKey::parse(&read_text(&wrapped_at)?).map_err(|error| SunsetFault::ShareFile {
            path: wrapped_at,
            error,
        })?;
    if (wrapped.kid, wrapped.certificate) != (dsc.kid(), dsc.thumbprint()) {
        return Err(SunsetFault::OtherKey.into());
    }
    let mut shares = Vec::with_capacity(paths.len());
    for path in paths {
        let share = Share::parse(&read_text(path)?).map_err(|error| SunsetFault::ShareFile {
            path: path.clone(),
            error,
        })?;
        shares.push(share);
    }
    let pkcs8 = wrapped.open(&shares).map_err(SunsetFault::from)?;
    let key = SoftwareKey::from_pkcs8_der(&pkcs8).map_err(|_| SunsetFault::OtherKey)?;
    if dsc.public_key().is_ok_and(|own| own == *key.public_key()) {
        Ok(pkcs8)
    } else {
        Err(SunsetFault::OtherKey.into())
    }
}

/// `cleanbill sunset destroy-key`: destroyed first, told then; whoever is interrupted runs it
/// again.
pub(super) fn destroy(home: &Home, options: &DestroyKeyOptions) -> Result<Exit, CliError> {
    let mut register = Register::open(home)?;
    let entry = register.find(options.number)?.clone();
    let place = Place::find(home, &options.store)?;
    let facts = of_key(home, &register, &entry, &[], None)?;
    let unmet = unmet_to_destroy(&facts);
    if !unmet.is_empty() {
        line(&format!("Key epoch {} stays as it is:", entry.number))?;
        tell_unmet(&unmet)?;
        return Ok(Exit::Refused);
    }
    change(&mut register, entry.number, |entry| {
        entry.retired_at.get_or_insert(clock::now());
    });
    register.write(home)?;
    if entry.token_id.is_some() {
        destroy_in_token(home, &entry)?;
    } else {
        wipe(&home.key(&entry.name))?;
        wipe(&home.wrapped_key(&entry.name))?;
    }
    let dsc = entry.certificate(home)?;
    tell(&place, dsc.kid(), dsc.thumbprint(), None)?;
    change(&mut register, entry.number, |entry| {
        entry.end = Some(End::Destroyed);
    });
    register.write(home)?;
    tell_destroyed(&entry, &facts)?;
    Ok(Exit::Good)
}

fn destroy_in_token(home: &Home, entry: &Entry) -> Result<(), CliError> {
    let token = token(&Config::read(&home.config())?)?;
    match Pkcs11Key::destroy(&token, &KeyName::Id(token_id(entry)?)) {
        Ok(()) | Err(TokenError::KeyMissing) => Ok(()),
        Err(error) => Err(KeysError::from(error).into()),
    }
}

fn tell_destroyed(entry: &Entry, facts: &KeyFacts) -> Result<(), CliError> {
    use cleanbill_issuer::sunset::KeyPlace;
    line(&format!(
        "{}✔{RESET} key epoch {} is destroyed, and the ledger is told",
        GOOD.render(),
        entry.number
    ))?;
    line("  Deniability is not available: what it signed stays proof for ever.")?;
    match facts.place {
        KeyPlace::Token => {}
        KeyPlace::File => {
            line(
                "  The file was overwritten once and removed. Flash storage may keep old blocks:",
            )?;
            line("  destroy the disk, or the key that encrypts it, and every copy of keys/.")?;
        }
        KeyPlace::Shared => {
            line(
                "  So was the wrapped key. Its copies in backups open with enough shares: have the",
            )?;
            line("  custodians destroy theirs. Flash storage may keep old blocks.")?;
        }
    }
    Ok(())
}

fn tell(
    place: &Place,
    kid: [u8; 8],
    certificate: [u8; 32],
    published: Option<&[u8]>,
) -> Result<(), CliError> {
    let told = waiting(async {
        let store = Store::open(&place.store).await?;
        let told = tell_key_end(&store, kid, certificate, published).await;
        store.close().await;
        told
    })?;
    told.map_err(|error| ServeError::from(error).into())
}

fn change(register: &mut Register, number: u32, with: impl Fn(&mut Entry)) {
    for entry in &mut register.epoch {
        if entry.number == number {
            with(entry);
        }
    }
}
