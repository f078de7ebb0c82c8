mod ledger;
mod registry;
mod telling;
mod well_known;

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_policy::{PolicySet, RuleBook, RuleBookError};
use cleanbill_revocation::signer_removed::RemovedSigner;
use cleanbill_trust::set::{Floor, OpenedSet, RootPins, Target, TargetType};
use cleanbill_trust::{TrustStore, TrustedSigner};
use cleanbill_verifier::bundle::{SetAnnouncements, documents_target, national_target};

use self::registry::{Registry, gatekeeper};
use self::telling::Telling;
use super::policy::tell_refused;
use super::publish_files;
use crate::args::PublishOptions;
use crate::atomic::{self, Access};
use crate::bundle::{self, read_bounded};
use crate::card_lists::CardLists;
use crate::clock;
use crate::documents::{self, Document};
use crate::epochs::{ended_signers, networks_with_own, with_own};
use crate::error::CliError;
use crate::exit::Exit;
use crate::home::Home;
use crate::ledger::{Memory, Terms, known_of_given};
use crate::ledger_port::LedgerPort;
use crate::output::{GOOD, RESET, line};
use crate::own_ledger::OwnLedger;
use crate::publisher::{Publisher, check_ledger};
use crate::slices;
use crate::standing::{Standing, check_policies};

/// A revocation file, as large as a set may be.
const REVOCATION_MAX_BYTES: u64 = 16 << 20;

/// `cleanbill publish`: one signed bundle of everything that a verifier decides on. It goes on from
/// the installed one: what is not given stays as it is.
pub(crate) fn run(home: &Home, options: &PublishOptions) -> Result<Exit, CliError> {
    let store = registry::store_of(home, options)?;
    let ledger = OwnLedger::find(home, &store)?;
    publish(
        home,
        options,
        ledger.as_ref().map(|own| own as &dyn LedgerPort),
    )
}

/// The same, where a ledger is told of the bundle before anybody sees it.
pub(crate) fn publish(
    home: &Home,
    options: &PublishOptions,
    ledger: Option<&dyn LedgerPort>,
) -> Result<Exit, CliError> {
    let mut registry = Registry::open(home, options)?;
    if let Some(path) = &options.set {
        return as_it_is(home, options, path, registry.as_ref());
    }
    let now = clock::now();
    let mut standing = Standing::find(home, options.signers.as_deref(), &options.drop)?;
    standing.store = with_own(home, standing.store, now)?;
    let mut targets = signers(home, &standing)?;
    let (of_ledger, announcements) = ledger::targets(options, &standing, ledger)?;
    targets.extend(of_ledger);
    targets.extend(rule_targets(options, &standing, &announcements, now)?);
    if let Some(registry) = &mut registry {
        standing.give_back(&registry.restored_signers())?;
        targets.extend(registry.targets(&standing)?);
    }
    targets.extend(revocation_targets(
        options,
        &standing,
        registry.as_ref(),
        ended_signers(home, now)?,
        now,
    )?);
    let targets = standing.with(targets);
    let publisher = Publisher::find_or_make(home, now)?;
    let pins = RootPins::from(publisher.fingerprint());
    let place = options.out.clone().unwrap_or_else(|| home.bundle());
    let terms = Terms {
        demonstration: options.demo || ledger.is_some_and(LedgerPort::is_demonstration),
        ..Terms::default()
    };
    let memory = Memory::remembered(home, &pins)?;
    let known = Memory::known_under(memory.as_ref(), &terms)?;
    let approved = |set: &OpenedSet<'_>| match &registry {
        Some(registry) => registry.check(set),
        None => Ok(()),
    };
    let days = options.days.into();
    let taken = registry.as_ref().and_then(|one| one.taken(&targets));
    let telling = ledger.map(|ledger| Telling::new(home, ledger, &targets, taken));
    let bundle = match &telling {
        None => publisher.publish(home, &targets, now, days)?,
        Some(ledger) => publisher.publish_told(home, &targets, now, days, ledger, &|set| {
            ledger::check_before(&place, set, &known)?;
            approved(set)
        })?,
    };
    // What no verifier would load does not leave this machine.
    let set = bundle::open(&place, &bundle, &pins, Floor::default())?;
    check_ledger(&place, &set, &known, clock::now())?;
    bundle::read(&place, &set, &known)?;
    approved(&set)?;
    if let Some(out) = &options.out {
        write(out, &bundle, targets.len(), &publisher)?;
    }
    gatekeeper(registry.as_ref(), |gate| {
        publish_files::publish(home, &options.destination, &bundle, &pins, gate)
    })?;
    if let Some(folder) = &options.well_known {
        well_known::write(home, folder, registry.as_ref())?;
    }
    if options.install {
        publisher.install(home, &bundle, &options.drop, &terms)?;
    }
    publisher.came_out(home)?;
    told(registry.as_ref())
}

fn write(out: &Path, bundle: &[u8], targets: usize, by: &Publisher) -> Result<(), CliError> {
    atomic::write(out, bundle, Access::Public)?;
    line(&format!(
        "{}✔{RESET} {}: {targets} targets, {} bytes, root {}",
        GOOD.render(),
        out.display(),
        bundle.len(),
        by.fingerprint()
    ))
}

/// Who may sign: passes of the EU's form, and others where there is a key of ours for them.
fn signers(home: &Home, standing: &Standing) -> Result<Vec<Target>, CliError> {
    let networks = standing.target(&TargetType::SCOPED_SIGNERS);
    let networks = networks_with_own(home, networks)?;
    let mut targets = vec![Target::dcc_signers(&standing.store)];
    targets.extend(networks.as_ref().map(Target::scoped_signers));
    Ok(targets)
}

/// Publishes a bundle that was signed elsewhere.
fn as_it_is(
    home: &Home,
    options: &PublishOptions,
    path: &Path,
    registry: Option<&Registry>,
) -> Result<Exit, CliError> {
    let bundle = bundle::read_bundle(path)?;
    let pins = bundle::pins(home, &[])?;
    // Nobody who pins the ledger would take it.
    let set = bundle::open(path, &bundle, &pins, Floor::default())?;
    let known = known_of_given(home, &bundle, options.demo)?;
    check_ledger(path, &set, &known, clock::now())?;
    gatekeeper(registry, |gate| {
        publish_files::publish(home, &options.destination, &bundle, &pins, gate)
    })?;
    told(registry)
}

fn told(registry: Option<&Registry>) -> Result<Exit, CliError> {
    registry.map_or(Ok(Exit::Good), Registry::tell)
}

/// Policies, rules and value sets, those that stand too, tried together as a verifier would load
/// them: what it would refuse is not signed, and nor is what people would lose by.
fn rule_targets(
    options: &PublishOptions,
    standing: &Standing,
    announcements: &SetAnnouncements,
    now: i64,
) -> Result<Vec<Target>, CliError> {
    let given = [
        (TargetType::POLICIES, &options.policies, "toml"),
        (TargetType::RULES, &options.rules, "json"),
        (TargetType::VALUE_SETS, &options.value_sets, "json"),
    ];
    let mut targets = Vec::new();
    let mut all = Vec::new();
    for (kind, paths, extension) in given {
        let documents = documents::read_all(paths, extension)?;
        if documents.is_empty() {
            all.push(standing.documents(&kind)?);
        } else {
            targets.push(documents_target(kind, texts(&documents)));
            all.push(documents);
        }
    }
    let [policies, rules, value_sets] = all.as_slice() else {
        return Ok(targets);
    };
    let book = rule_book(rules, value_sets)?;
    let set = PolicySet::load(texts(policies), &book, announcements, now);
    tell_refused(&set)?;
    check_policies(&standing.policies, &set, now)?;
    Ok(targets)
}

/// What the documents say.
pub(crate) fn texts(documents: &[Document]) -> impl Iterator<Item = &str> {
    documents.iter().map(|document| document.text.as_str())
}

/// The rules and value sets, compiled.
pub(crate) fn rule_book(rules: &[Document], value_sets: &[Document]) -> Result<RuleBook, CliError> {
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

fn revocation_targets(
    options: &PublishOptions,
    standing: &Standing,
    registry: Option<&Registry>,
    ended: Vec<RemovedSigner>,
    now: i64,
) -> Result<Vec<Target>, CliError> {
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
    let mut cards = CardLists::default();
    let standing_lists = standing.documents(&TargetType::REVOCATION_CARDS)?;
    let given = documents::read_all(&options.cards, "json")?;
    let own = registry.map_or(&[][..], Registry::cards);
    if !given.is_empty() || !own.is_empty() {
        for document in standing_lists.iter().chain(&given) {
            cards.add(&document.text, &document.path)?;
        }
        for list in own {
            cards.add(&list.json, Path::new("the registry"))?;
        }
        targets.extend(cards.into_target());
    }
    let mut more = ended;
    more.extend(registry.into_iter().flat_map(Registry::removed_signers));
    for kid in &options.remove_signer {
        more.extend(removed(kid, &standing.store, now)?);
    }
    targets.extend(standing.removed(&more)?);
    Ok(targets)
}

fn revocation_file(path: &Path) -> Result<Vec<u8>, CliError> {
    read_bounded(path, REVOCATION_MAX_BYTES)
}

/// Every signer with this key identifier: where they collide, nobody can say which one leaked.
fn removed(kid: &str, store: &TrustStore, now: i64) -> Result<Vec<RemovedSigner>, CliError> {
    let bytes = STANDARD.decode(kid).ok().filter(|kid| !kid.is_empty());
    let bytes = bytes.ok_or_else(|| CliError::Kid { kid: kid.into() })?;
    let signer = |known: Option<&TrustedSigner>| RemovedSigner {
        kid: bytes.clone(),
        country: known.and_then(|known| Some(known.country?.to_string())),
        thumbprint: known.map(|known| known.thumbprint),
        from: now,
    };
    Ok(match store.candidates(&bytes) {
        [] => vec![signer(None)],
        known => known.iter().map(|known| signer(Some(known))).collect(),
    })
}
