//! `cleanbill ledger`: the public ledger of this authority.

mod begin;

use cleanbill_crypto::sha256;
use cleanbill_ledger::leaf::{Announcement, DocumentKind, Leaf, Release, Witnesses};
use cleanbill_ledger::{KeyUse, LedgerPolicy, VerifierKey};
use cleanbill_policy::Policy;

use crate::args::{
    LedgerAction, LedgerAnnounceOptions, LedgerReleaseOptions, LedgerRunOptions,
    LedgerWitnessesOptions, StoreOptions,
};
use crate::atomic::{self, Access};
use crate::bundle::{read_bounded, read_text};
use crate::clock;
use crate::commands::serve::read_store;
use crate::error::{CliError, LedgerFault};
use crate::exit::Exit;
use crate::home::Home;
use crate::output::{FAINT, GOOD, OPEN, RESET, line};
use crate::own_ledger::OwnLedger;

/// A release: a program with everything in it.
const RELEASE_MAX_BYTES: u64 = 1 << 30;
/// How long before it holds a list of witnesses is told, seconds.
const WITNESS_NOTICE_SECS: i64 = 30 * 86_400;

pub(crate) fn run(home: &Home, action: LedgerAction) -> Result<Exit, CliError> {
    match action {
        LedgerAction::Init(options) => begin::run(home, &options),
        LedgerAction::Run(options) => sequence(home, &options),
        LedgerAction::Show { store } => show(home, &store),
        LedgerAction::Announce(options) => announce(home, &options),
        LedgerAction::Release(options) => release(home, &options),
        LedgerAction::Witnesses(options) => witnesses(home, &options),
    }
}

fn open(home: &Home, store: &StoreOptions) -> Result<OwnLedger, CliError> {
    OwnLedger::required(home, &read_store(home, store)?)
}

fn sequence(home: &Home, options: &LedgerRunOptions) -> Result<Exit, CliError> {
    let ledger = open(home, &options.store)?;
    let mut before = None;
    loop {
        let done = ledger.run_once()?;
        if before != Some(done) {
            let (published, cosigned) = done;
            line(&format!(
                "{}✔{RESET} {published} entries published, {cosigned} cosigned",
                GOOD.render()
            ))?;
            before = Some(done);
        }
        if options.once {
            return Ok(Exit::Good);
        }
        ledger.wait_for_next_round();
    }
}

fn show(home: &Home, store: &StoreOptions) -> Result<Exit, CliError> {
    let ledger = open(home, store)?;
    let policy = &ledger.described().policy;
    let head = ledger.head()?;
    line(&format!("ledger     {}", policy.origin()))?;
    line(&format!("key        {}", policy.log()))?;
    line(&format!("published  {}", ledger.described().place.to))?;
    line(&format!(
        "entries    {} ({} published, {} cosigned)",
        head.size, head.published, head.cosigned
    ))?;
    for witness in policy.witnesses() {
        let address = witness.url.as_deref().unwrap_or("no address");
        line(&format!("witness    {} at {address}", witness.key))?;
    }
    line(&format!(
        "quorum     {} of {}",
        policy.quorum_min(),
        policy.witnesses().len()
    ))?;
    let cosigned = ledger.newest()?.map(|newest| policy.verify(&newest));
    if let Some(Ok(cosigned)) = cosigned
        && policy.quorum_min() > 0
    {
        line(&format!(
            "cosigned   {} entries, {}",
            cosigned.checkpoint.size,
            clock::render_time(cosigned.cosigned_at)
        ))?;
    }
    if policy.quorum_min() < 2 {
        line(&format!(
            "{}!{RESET} a demonstration: without independent witnesses it proves nothing to \
             strangers",
            OPEN.render()
        ))?;
    }
    Ok(Exit::Good)
}

fn announce(home: &Home, options: &LedgerAnnounceOptions) -> Result<Exit, CliError> {
    let text = read_text(&options.policy)?;
    let policy = Policy::parse(&text).map_err(|error| LedgerFault::Announced {
        path: options.policy.clone(),
        error,
    })?;
    let told = |count: Option<u64>| count.filter(|count| *count >= 10);
    let leaf = Leaf::Announcement(Announcement {
        kind: DocumentKind::Policies,
        document: *policy.digest(),
        starts_at: policy.from,
        urgent: policy.announcement.is_some_and(|told| told.urgent),
        gained: told(options.gained),
        lost: told(options.lost),
    });
    let proof = open(home, &options.store)?.tell(leaf.encode())?;
    atomic::write(&options.out, proof.to_text().as_bytes(), Access::Public)?;
    line(&format!(
        "{}✔{RESET} announced as entry {}; `cleanbill publish --announcements {}` proves it",
        GOOD.render(),
        proof.index,
        options.out.display()
    ))?;
    Ok(Exit::Good)
}

fn release(home: &Home, options: &LedgerReleaseOptions) -> Result<Exit, CliError> {
    let file = sha256(&read_bounded(&options.file, RELEASE_MAX_BYTES)?);
    let leaf = Leaf::Release(Release {
        version: options.version.clone(),
        target: options.target.clone(),
        file,
    });
    let receipt = open(home, &options.store)?.receipt(leaf.encode())?;
    line(&format!(
        "{}✔{RESET} release {} for {} is entry {}",
        GOOD.render(),
        options.version,
        options.target,
        receipt.index
    ))?;
    if let Some(out) = &options.out {
        atomic::write(out, receipt.to_text().as_bytes(), Access::Public)?;
    }
    Ok(Exit::Good)
}

fn witnesses(home: &Home, options: &LedgerWitnessesOptions) -> Result<Exit, CliError> {
    let path = options.policy.clone();
    let new = LedgerPolicy::parse(&read_text(&path)?);
    let new = new.map_err(|error| LedgerFault::Policy { path, error })?;
    let ledger = open(home, &options.store)?;
    let old = &ledger.described().policy;
    let is_same_log =
        new.origin() == old.origin() && new.log().to_string() == old.log().to_string();
    if !is_same_log {
        return Err(LedgerFault::OtherLog.into());
    }
    let now = clock::now();
    if options.from < now.saturating_add(WITNESS_NOTICE_SECS) {
        return Err(LedgerFault::ShortNotice.into());
    }
    let leaf = Leaf::Witnesses(Witnesses {
        old: old.digest(),
        new: new.digest(),
        from: options.from,
    });
    let proof = ledger.tell(leaf.encode())?;
    atomic::write(&options.out, proof.to_text().as_bytes(), Access::Public)?;
    line(&format!(
        "{}✔{RESET} told as entry {}; from {} on, put it in the place of ledger/policy and publish \
         with --witness-change",
        GOOD.render(),
        proof.index,
        clock::render_time(options.from)
    ))?;
    line(&format!(
        "{}Until then the old witnesses cosign.{RESET}",
        FAINT.render()
    ))?;
    Ok(Exit::Good)
}

/// The verifier key of a log or a witness as somebody typed it.
fn verifier_key(text: &str, key_use: KeyUse) -> Result<VerifierKey, CliError> {
    let key = VerifierKey::parse(text).map_err(|error| LedgerFault::Key { error })?;
    if key.key_use() == key_use {
        Ok(key)
    } else {
        Err(LedgerFault::Key {
            error: cleanbill_ledger::NoteError::KeyUse,
        }
        .into())
    }
}
