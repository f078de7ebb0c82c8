//! `cleanbill ledger init`: the ledger's key, witnesses and place.

use cleanbill_ledger::{KeyUse, LedgerPolicy, PolicyWitness, VerifierKey};
use cleanbill_signer::KeyType;

use super::verifier_key;
use crate::args::LedgerInitOptions;
use crate::atomic::{self, Access};
use crate::commands::init::save_key;
use crate::entropy;
use crate::error::{CliError, LedgerFault};
use crate::exit::Exit;
use crate::home::Home;
use crate::output::{FAINT, GOOD, OPEN, RESET, line};
use crate::own_ledger::{Described, LOG_KEY, Place, folder};
use crate::publisher::make_key;

/// Fewest witnesses that protect anybody.
const WITNESSES_MIN: usize = 2;

pub(super) fn run(home: &Home, options: &LedgerInitOptions) -> Result<Exit, CliError> {
    if Described::find(home)?.is_some() || home.key(LOG_KEY).exists() {
        return Err(LedgerFault::Begun.into());
    }
    let key = make_key(KeyType::Ed25519)?;
    let log = VerifierKey::of_signer(&options.origin, KeyUse::Log, &key)
        .map_err(|error| LedgerFault::Key { error })?;
    let witnesses = witnesses(options)?;
    let count = witnesses.len();
    let quorum = options.quorum.unwrap_or(count / 2 + count.min(1));
    if !options.demo && quorum < WITNESSES_MIN {
        return Err(LedgerFault::FewWitnesses { quorum }.into());
    }
    let path = folder(home).join("policy");
    let policy = LedgerPolicy::threshold(&log, None, &witnesses, quorum);
    let policy = policy.map_err(|error| LedgerFault::Policy {
        path: path.clone(),
        error,
    })?;
    atomic::write(&path, policy.to_text().as_bytes(), Access::Public)?;
    save_key(home, LOG_KEY, &key)?;
    let mut blinding = [0; 32];
    entropy::fill(&mut blinding);
    let secret = folder(home).join("blinding");
    atomic::write(&secret, &blinding, Access::Secret)?;
    let place = Place {
        to: options.to.clone().unwrap_or("public/ledger".to_owned()),
        s3_endpoint: options.s3_endpoint.clone(),
        s3_region: options.s3_region.clone(),
        demo: options.demo,
    };
    place.write(home)?;
    line(&format!(
        "{}✔{RESET} the ledger {} begins, published to {}",
        GOOD.render(),
        options.origin,
        place.to
    ))?;
    line(&format!("  {log}"))?;
    line(&format!(
        "{}This key is for witnesses and auditors: publish it where everybody finds it.{RESET}",
        FAINT.render()
    ))?;
    if quorum < WITNESSES_MIN {
        line(&format!(
            "{}!{RESET} a demonstration: nobody but the authority vouches for it",
            OPEN.render()
        ))?;
    } else {
        line(&format!("  {quorum} of {count} witnesses have to cosign"))?;
    }
    Ok(Exit::Good)
}

fn witnesses(options: &LedgerInitOptions) -> Result<Vec<PolicyWitness>, CliError> {
    let pairs = options.witness.chunks_exact(2).enumerate();
    let named = |(number, pair): (usize, &[String])| {
        let [key, url] = pair else {
            return Err(LedgerFault::FewWitnesses { quorum: 0 }.into());
        };
        Ok(PolicyWitness {
            name: format!("w{}", number + 1),
            key: verifier_key(key, KeyUse::Witness)?,
            url: Some(url.clone()),
        })
    };
    pairs.map(named).collect()
}
