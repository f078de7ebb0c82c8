mod import;
mod ledger;
mod network;
mod onboarding;
mod table;

use std::path::{Path, PathBuf};

use cleanbill_trust::set::{Floor, OpenedSet, TargetType};
use cleanbill_trust::{ScopedStore, TrustStore, Validity};

use crate::args::{BundleOptions, InstallOptions, ShowOptions, TrustAction};
use crate::bundle::{self, installed_floor, pins, read_bundle};
use crate::clock::{self, render_span, render_time};
use crate::error::CliError;
use crate::exit::Exit;
use crate::home::Home;
use crate::ledger::{Terms, read_policy};
use crate::output::{BAD, FAINT, GOOD, RESET, harmless, line};
use crate::publisher;
use crate::standing::REVOCATIONS;

/// `cleanbill trust`.
pub(crate) fn run(home: &Home, action: TrustAction) -> Result<Exit, CliError> {
    match action {
        TrustAction::Import(options) => import::import(home, &options),
        TrustAction::Install(options) => install(home, &options),
        TrustAction::Show(options) => show(home, &options),
        TrustAction::Check(options) => check(home, &options),
        TrustAction::ExportOnboarding(options) => onboarding::export(home, &options),
        TrustAction::ExportCheckpoint(options) => ledger::export(home, &options.file),
    }
}

fn install(home: &Home, install: &InstallOptions) -> Result<Exit, CliError> {
    let options = &install.bundle;
    let path = options.bundle.clone().unwrap_or_else(|| home.bundle());
    let bytes = read_bundle(&path)?;
    let floor = installed_floor(home)?;
    let pins = pins(home, &options.root)?;
    let set = bundle::open(&path, &bytes, &pins, floor)?;
    tell_set(&path, &set)?;
    let accepted: &[TargetType] = if install.accept_losses {
        &REVOCATIONS
    } else {
        &[]
    };
    let policy = install.ledger_policy.as_deref().map(read_policy);
    let terms = Terms {
        policy: policy.transpose()?,
        demonstration: install.demo,
        proven: false,
    };
    let found = publisher::install(home, &bytes, &pins, floor, accepted, &terms)?;
    ledger::tell(found.as_ref())?;
    line(&format!(
        "{}✔{RESET} installed in {}",
        GOOD.render(),
        home.folder().display()
    ))?;
    Ok(Exit::Good)
}

pub(super) use self::ledger::{DEMONSTRATION, tell as tell_ledger};

/// The bundle that the options name, or the installed one, with the version it may not go below.
fn chosen(home: &Home, options: &BundleOptions) -> Result<(PathBuf, Floor), CliError> {
    match &options.bundle {
        Some(path) => Ok((path.clone(), Floor::default())),
        None => Ok((home.bundle(), installed_floor(home)?)),
    }
}

fn show(home: &Home, options: &ShowOptions) -> Result<Exit, CliError> {
    let (path, floor) = chosen(home, &options.bundle)?;
    let bytes = read_bundle(&path)?;
    let set = bundle::open(&path, &bytes, &pins(home, &options.bundle.root)?, floor)?;
    let found = ledger::check(home, &path, &options.bundle, &bytes, &set)?;
    let (store, scoped) = signers(&path, &set)?;
    let now = clock::now();
    if options.json {
        for signer in store.signers() {
            line(&table::json(None, signer, now))?;
        }
        for signer in scoped.signers() {
            line(&table::json(Some(signer), signer, now))?;
        }
        return Ok(Exit::Good);
    }
    tell_set(&path, &set)?;
    ledger::tell(found.as_ref())?;
    let all = options.signers;
    if !store.is_empty() || scoped.is_empty() {
        let table = if all {
            table::signers(&store, now)
        } else {
            table::countries(&store, now)
        };
        line(&table.to_string())?;
    }
    if !scoped.is_empty() {
        let table = if all {
            table::scoped_signers(&scoped, now)
        } else {
            table::scopes(&scoped, now)
        };
        line(&table.to_string())?;
    }
    Ok(Exit::Good)
}

fn check(home: &Home, options: &BundleOptions) -> Result<Exit, CliError> {
    let (path, floor) = chosen(home, options)?;
    let bytes = read_bundle(&path)?;
    let set = bundle::open(&path, &bytes, &pins(home, &options.root)?, floor)?;
    let found = ledger::check(home, &path, options, &bytes, &set)?;
    let (store, scoped) = signers(&path, &set)?;
    tell_set(&path, &set)?;
    ledger::tell(found.as_ref())?;
    let all = || {
        let scoped = scoped.signers().iter().map(|scoped| scoped.signer());
        store.signers().iter().chain(scoped)
    };
    let mut unusable = 0;
    for signer in all() {
        if let Err(error) = signer.public_key() {
            unusable += 1;
            line(&format!(
                "  {}unusable{RESET} key {}: {error} [{}]",
                BAD.render(),
                signer.kid,
                error.code()
            ))?;
        }
    }
    let (now, count) = (clock::now(), store.len() + scoped.len());
    let ended = all()
        .filter(|signer| signer.validity_at(now) == Validity::Ended)
        .count();
    line(&format!(
        "{count} signers: {} usable keys, {unusable} unusable, \
         {ended} past their certificate's end",
        count - unusable
    ))?;
    Ok(if unusable == 0 {
        Exit::Good
    } else {
        Exit::NotDone
    })
}

/// Who may sign: EU certificates, and passes of other kinds.
fn signers(path: &Path, set: &OpenedSet<'_>) -> Result<(TrustStore, ScopedStore), CliError> {
    let failed = |error| CliError::Bundle {
        path: path.into(),
        error,
    };
    Ok((
        set.trust().map_err(failed)?,
        set.scoped_trust().map_err(failed)?,
    ))
}

fn tell_set(path: &Path, set: &OpenedSet<'_>) -> Result<(), CliError> {
    let manifest = set.manifest();
    let age = render_span(set.age_secs(clock::now()));
    line(&format!(
        "{}✔{RESET} {}: every signature is right",
        GOOD.render(),
        harmless(&path.display().to_string())
    ))?;
    fact("version", &set.floor().to_string())?;
    fact(
        "issued",
        &format!("{} ({age} ago)", render_time(manifest.issued_at)),
    )?;
    fact("expires", &render_time(manifest.expires_at))?;
    fact("root", &set.root_fingerprint().to_string())
}

fn fact(name: &str, value: &str) -> Result<(), CliError> {
    line(&format!("  {}{name:9}{RESET} {value}", FAINT.render()))
}
