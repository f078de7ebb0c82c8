//! `cleanbill card keys` and `revoke`: what an issuer of cards publishes.

use std::path::Path;

use cleanbill_crypto::Signer;
use cleanbill_revocation::Limits;
use cleanbill_revocation::rid::RidList;
use cleanbill_shc::{crl_json, is_rid, jwk_json, kid};
use serde_json::{Value, json};

use crate::args::{CardKeysOptions, RevokeCardsOptions};
use crate::atomic::{self, Access};
use crate::bundle::read_bounded;
use crate::error::{CardFault, CliError};
use crate::exit::Exit;
use crate::home::Home;
use crate::output::{GOOD, RESET, line};

const LIST_MAX_BYTES: u64 = 16 << 20;

/// The public part of the key; the private one stays where it is.
pub(super) fn keys(home: &Home, options: &CardKeysOptions) -> Result<Exit, CliError> {
    let key = super::key(home)?;
    let failed = |error| CliError::from(CardFault::Write { error });
    let kid = kid(key.public_key()).map_err(failed)?;
    let list = options
        .list
        .as_deref()
        .map(|path| read_list(path, &kid))
        .transpose()?;
    let version = list.map(|(list, _)| list.version());
    let jwk = jwk_json(key.public_key(), version).map_err(failed)?;
    let set = json!({"keys": [jwk]});
    match &options.out {
        None => line(&format!("{set:#}"))?,
        Some(path) => {
            atomic::write(path, format!("{set}\n").as_bytes(), Access::Public)?;
            line(&format!(
                "{}✔{RESET} {}: key {kid}",
                GOOD.render(),
                path.display()
            ))?;
        }
    }
    Ok(Exit::Good)
}

/// The next version of a list. Entries are never taken out: a card that is revoked stays so.
pub(super) fn revoke(home: &Home, options: &RevokeCardsOptions) -> Result<Exit, CliError> {
    let key = super::key(home)?;
    let failed = |error| CliError::from(CardFault::Write { error });
    let kid = kid(key.public_key()).map_err(failed)?;
    let (version, mut entries) = match options.list.is_file() {
        true => read_list(&options.list, &kid)
            .map(|(list, entries)| (list.version().saturating_add(1), entries))?,
        false => (1, Vec::new()),
    };
    for rid in &options.rids {
        let (id, until) = rid.split_once('.').unwrap_or((rid, "0"));
        let is_sound = is_rid(id) && until.bytes().all(|byte| byte.is_ascii_digit());
        if !is_sound || until.is_empty() {
            return Err(CardFault::Rid { rid: rid.clone() }.into());
        }
        if !entries.contains(rid) {
            entries.push(rid.clone());
        }
    }
    let text = format!("{}\n", crl_json(&kid, version, &entries));
    atomic::write(&options.list, text.as_bytes(), Access::Public)?;
    line(&format!(
        "{}✔{RESET} {}: version {version}, {} entries; publish it with the keys, whose crlVersion \
         `cleanbill card keys --list` sets",
        GOOD.render(),
        options.list.display(),
        entries.len()
    ))?;
    Ok(Exit::Good)
}

/// A list of this key, and its entries as they stand.
fn read_list(path: &Path, kid: &str) -> Result<(RidList, Vec<String>), CliError> {
    let bytes = read_bounded(path, LIST_MAX_BYTES)?;
    let list = RidList::parse(&bytes, &Limits::DEFAULT).map_err(|error| CardFault::List {
        path: path.into(),
        error,
    })?;
    if list.kid() != kid {
        return Err(CardFault::OtherKey { path: path.into() }.into());
    }
    let json: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let entries = json.get("rids").and_then(Value::as_array);
    let texts = entries.into_iter().flatten().filter_map(Value::as_str);
    Ok((list, texts.map(str::to_owned).collect()))
}
