//! `cleanbill trust import`: lists of others into a bundle of one's own.

use std::path::Path;

use cleanbill_trust::list::gdhcn::Document;
use cleanbill_trust::list::{ImportedList, ListSignature, SkippedEntry};
use cleanbill_trust::set::Target;
use cleanbill_trust::{ScopedSigner, ScopedStore, TrustStore, TrustedSigner};

use super::network::Network;
use crate::args::ImportOptions;
use crate::atomic::{self, Access};
use crate::card_lists::CardLists;
use crate::clock;
use crate::error::CliError;
use crate::exit::Exit;
use crate::home::Home;
use crate::lists::{self, Checks, Reading, Source};
use crate::output::{GOOD, OPEN, RESET, harmless, line};
use crate::publisher::Publisher;

pub(super) fn import(home: &Home, options: &ImportOptions) -> Result<Exit, CliError> {
    let now = clock::now();
    let checks = Checks::from_options(options, now)?;
    let mut signers: Vec<TrustedSigner> = Vec::new();
    let mut scoped: Vec<ScopedSigner> = Vec::new();
    let mut network = Network::default();
    let mut cards = CardLists::default();
    for source in Source::all(options)? {
        match lists::read(&source, &checks)? {
            Reading::List(list) => {
                tell_list(source.path(), &list)?;
                signers.extend(list.signers);
                scoped.extend(list.scoped);
            }
            Reading::Snapshot(snapshot) => {
                tell_list(source.path(), &snapshot.list)?;
                scoped.extend(snapshot.list.scoped);
                for list in snapshot.revocation_lists {
                    cards.add(&list, source.path())?;
                }
            }
            Reading::Document(document) => {
                tell_document(source.path(), &document)?;
                network.add(document);
            }
        }
    }
    network.tell(checks.authorities(), now)?;
    let list = network.into_list();
    signers.extend(list.0);
    scoped.extend(list.1);
    scoped.extend(lists::given(options)?);
    if signers.is_empty() && scoped.is_empty() {
        return Err(CliError::NoSigners);
    }
    let (store, scoped) = (TrustStore::new(signers), ScopedStore::new(scoped));
    let mut targets = vec![Target::dcc_signers(&store)];
    if !scoped.is_empty() {
        targets.push(Target::scoped_signers(&scoped));
    }
    targets.extend(cards.into_target());
    let publisher = Publisher::find_or_make(home, now)?;
    let bundle = publisher.publish(home, &targets, now, options.days.into())?;
    atomic::write(&options.out, &bundle, Access::Public)?;
    line(&format!(
        "{}✔{RESET} {}: {}, {} bytes, root {}",
        GOOD.render(),
        options.out.display(),
        counted(store.len() + scoped.len()),
        bundle.len(),
        publisher.fingerprint()
    ))?;
    Ok(Exit::Good)
}

fn counted(signers: usize) -> String {
    if signers == 1 {
        "1 signer".to_owned()
    } else {
        format!("{signers} signers")
    }
}

fn tell_list(path: &Path, list: &ImportedList) -> Result<(), CliError> {
    let path = harmless(&path.display().to_string());
    line(&format!(
        "{path}: {} signers, {}",
        list.signers.len() + list.scoped.len(),
        checked(list.signature)
    ))?;
    tell_skipped(&list.skipped)
}

/// A document of the WHO's network: who is in it is told of all of them together.
fn tell_document(path: &Path, document: &Document) -> Result<(), CliError> {
    let path = harmless(&path.display().to_string());
    let made = document.created().map_or_else(String::new, |created| {
        format!(", made {}", harmless(created))
    });
    let count = document.keys().len();
    let keys = if count == 1 { "key" } else { "keys" };
    line(&format!(
        "{path}: {count} {keys}, {}{made}",
        checked(document.signature())
    ))?;
    tell_skipped(document.skipped())
}

const fn checked(signature: ListSignature) -> &'static str {
    match signature {
        ListSignature::Verified => "signature verified",
        ListSignature::NotChecked => "signature NOT CHECKED",
        ListSignature::Absent => "unsigned format",
    }
}

fn tell_skipped(skipped: &[SkippedEntry]) -> Result<(), CliError> {
    for entry in skipped {
        let kid = entry
            .kid
            .as_ref()
            .map_or_else(String::new, |kid| format!(", key {kid}"));
        line(&format!(
            "  {}skipped{RESET} entry {}{kid}: {} [{}]",
            OPEN.render(),
            entry.ordinal + 1,
            entry.error,
            entry.error.code()
        ))?;
    }
    Ok(())
}
