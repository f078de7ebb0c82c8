//! What readers of health cards look for at the issuer's address, as static files.
//!
//! ```text
//! FOLDER/.well-known/jwks.json        the keys, also those that sign no more
//! FOLDER/.well-known/crl/‹kid›.json   the cards of a key that were taken back
//! ```

use std::fs;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_authority::publishing::CardRevocations;
use cleanbill_shc::jwk_json;
use serde_json::json;

use super::registry::Registry;
use crate::atomic::{self, Access};
use crate::epochs::{PassForm, Register};
use crate::error::{CardFault, CliError};
use crate::home::Home;
use crate::output::{GOOD, RESET, line};

/// Writes keys and lists; the lists first, so that no key promises a list that is not there.
pub(super) fn write(
    home: &Home,
    folder: &Path,
    registry: Option<&Registry>,
) -> Result<(), CliError> {
    let lists = registry.map_or(&[][..], Registry::cards);
    let mut keys = Vec::new();
    let mut address = None;
    for entry in Register::read(home)?.epoch {
        if entry.form != PassForm::Shc || entry.span.is_none() {
            continue;
        }
        let certificate = entry.certificate(home)?;
        let own = (certificate.kid(), certificate.thumbprint());
        if registry.is_some_and(|registry| registry.is_withdrawn(&own)) {
            continue;
        }
        if address.get_or_insert(entry.address.clone()) != &entry.address {
            return Err(CardFault::Addresses.into());
        }
        let Some(key) = entry.card_key(home)? else {
            continue;
        };
        let kid = URL_SAFE_NO_PAD.encode(key);
        let list = lists.iter().find(|list| list.kid == kid);
        let version = list.map(|list| list.version).filter(|version| *version > 0);
        let public = certificate.public_key().map_err(|_| CliError::ForeignKey)?;
        let jwk = jwk_json(&public, version).map_err(|error| CardFault::Write { error })?;
        keys.push(jwk);
    }
    if keys.is_empty() {
        return Err(CardFault::NoCardKey.into());
    }
    let place = folder.join(".well-known");
    make(&place.join("crl"))?;
    for list in lists.iter().filter(|list| list.version > 0) {
        write_list(&place, list)?;
    }
    let count = keys.len();
    let set = format!("{}\n", json!({ "keys": keys }));
    let path = place.join("jwks.json");
    atomic::write(&path, set.as_bytes(), Access::Public)?;
    line(&format!(
        "{}✔{RESET} {}: {count} keys of health cards, {} lists",
        GOOD.render(),
        path.display(),
        lists.len()
    ))
}

fn write_list(place: &Path, list: &CardRevocations) -> Result<(), CliError> {
    let path = place.join("crl").join(format!("{}.json", list.kid));
    atomic::write(&path, format!("{}\n", list.json).as_bytes(), Access::Public)
}

fn make(folder: &Path) -> Result<(), CliError> {
    fs::create_dir_all(folder).map_err(|error| CliError::Write {
        path: folder.into(),
        kind: error.kind(),
    })
}
