use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_policy::{Declared, PolicySet, RuleBook, RuleBookError};
use cleanbill_revocation::signer_removed::RemovedSigner;
use cleanbill_trust::set::{Floor, RootPins, Target, TargetType};
use cleanbill_verifier::bundle::{documents_target, national_target, removed_signers_target};

use super::policy::tell_refused;
use crate::args::{BundleOptions, PublishOptions};
use crate::atomic::{self, Access};
use crate::bundle::{self, installed_floor, pins, read_bounded, read_bundle};
use crate::clock;
use crate::documents::{self, Document};
use crate::error::CliError;
use crate::exit::Exit;
use crate::home::Home;
use crate::output::{GOOD, RESET, line};
use crate::publisher::Publisher;
use crate::slices;

/// A revocation file, as large as a set may be.
const REVOCATION_MAX_BYTES: u64 = 16 << 20;

/// `cleanbill publish`: one signed bundle of everything that a verifier decides on.
pub(crate) fn run(home: &Home, options: &PublishOptions) -> Result<Exit, CliError> {
    let now = clock::now();
    let store = signers(home, options)?;
    let mut targets = vec![Target::dcc_signers(&store)];
    targets.extend(rule_targets(options, now)?);
    targets.extend(revocation_targets(options, now)?);
    let publisher = Publisher::find_or_make(home, now)?;
    let bundle = publisher.publish(home, &targets, now, options.days.into())?;
    // What no verifier would load does not leave this machine.
    let pins = RootPins::from(publisher.fingerprint());
    let set = bundle::open(&options.out, &bundle, &pins, Floor::default())?;
    bundle::read(&options.out, &set)?;
    atomic::write(&options.out, &bundle, Access::Public)?;
    if options.install {
        publisher.install(home, &bundle)?;
    }
    line(&format!(
        "{}✔{RESET} {}: {} targets, {} bytes, root {}",
        GOOD.render(),
        options.out.display(),
        targets.len(),
        bundle.len(),
        publisher.fingerprint()
    ))?;
    Ok(Exit::Good)
}

/// The signers of the bundle that is given, or installed.
fn signers(home: &Home, options: &PublishOptions) -> Result<cleanbill_trust::TrustStore, CliError> {
    let of = BundleOptions {
        bundle: options.signers.clone(),
        root: Vec::new(),
    };
    let (path, floor) = match of.bundle {
        Some(path) => (path, Floor::default()),
        None => (home.bundle(), installed_floor(home)?),
    };
    let bytes = read_bundle(&path)?;
    let set = bundle::open(&path, &bytes, &pins(home, &of.root)?, floor)?;
    set.trust()
        .map_err(|error| CliError::Bundle { path, error })
}

/// Policies, rules and value sets, tried as a verifier would load them: what it would refuse is not
/// signed.
fn rule_targets(options: &PublishOptions, now: i64) -> Result<Vec<Target>, CliError> {
    let policies = documents::read_all(&options.policies, "toml")?;
    let rules = documents::read_all(&options.rules, "json")?;
    let value_sets = documents::read_all(&options.value_sets, "json")?;
    let book = rule_book(&rules, &value_sets)?;
    let set = PolicySet::load(texts(&policies), &book, &Declared, now);
    tell_refused(&set)?;
    let kinds = [
        (TargetType::POLICIES, &policies),
        (TargetType::RULES, &rules),
        (TargetType::VALUE_SETS, &value_sets),
    ];
    let given = kinds
        .into_iter()
        .filter(|(_, documents)| !documents.is_empty());
    let target =
        |(kind, documents): (TargetType, &Vec<Document>)| documents_target(kind, texts(documents));
    Ok(given.map(target).collect())
}

/// What the documents say.
pub(super) fn texts(documents: &[Document]) -> impl Iterator<Item = &str> {
    documents.iter().map(|document| document.text.as_str())
}

/// The rules and value sets, compiled.
pub(super) fn rule_book(rules: &[Document], value_sets: &[Document]) -> Result<RuleBook, CliError> {
    let book = RuleBook::parse(
        texts(rules).map(str::as_bytes),
        texts(value_sets).map(str::as_bytes),
    );
    book.map_err(|error| {
        let place = match &error {
            RuleBookError::Rule { number, .. } => rules.get(number - 1),
            RuleBookError::ValueSet { number, .. } => value_sets.get(number - 1),
            _ => None,
        };
        CliError::Rules {
            path: place.map(|document| document.path.clone()),
            error,
        }
    })
}

fn revocation_targets(options: &PublishOptions, now: i64) -> Result<Vec<Target>, CliError> {
    let mut targets = Vec::new();
    if let Some(filter) = &options.filter {
        let filter = revocation_file(filter)?;
        let deltas = options.deltas.as_deref().map(revocation_file).transpose()?;
        targets.push(national_target(&filter, &deltas.unwrap_or_default()));
    }
    if let Some(exact) = &options.exact {
        targets.push(Target {
            kind: TargetType::REVOCATION_EXACT,
            critical: true,
            content: revocation_file(exact)?,
        });
    }
    if let Some(folder) = &options.slices {
        targets.push(slices::target(folder)?);
    }
    let batches = documents::read_all(&options.batches, "json")?;
    if !batches.is_empty() {
        targets.push(documents_target(
            TargetType::REVOCATION_BATCHES,
            texts(&batches),
        ));
    }
    let removed = options.remove_signer.iter().map(|kid| removed(kid, now));
    let removed: Vec<RemovedSigner> = removed.collect::<Result<_, _>>()?;
    if !removed.is_empty() {
        targets.push(removed_signers_target(&removed));
    }
    Ok(targets)
}

fn revocation_file(path: &Path) -> Result<Vec<u8>, CliError> {
    read_bounded(path, REVOCATION_MAX_BYTES)
}

fn removed(kid: &str, now: i64) -> Result<RemovedSigner, CliError> {
    let bytes = STANDARD.decode(kid).ok().filter(|kid| !kid.is_empty());
    Ok(RemovedSigner {
        kid: bytes.ok_or_else(|| CliError::Kid { kid: kid.into() })?,
        country: None,
        thumbprint: None,
        from: now,
    })
}
