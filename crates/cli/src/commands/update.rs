use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use cleanbill_publish::update::{Installed, Limits, Source, Update};
use cleanbill_publish::{fetch_and_wait, fetch_consistency_and_wait};
use cleanbill_trust::ledger::Ledgered;
use cleanbill_trust::set::{Floor, RootPins, SignedSet, TargetType};

use super::trust::tell_ledger;
use crate::args::UpdateOptions;
use crate::atomic::{self, Access};
use crate::bundle::{self, installed_floor, pins, read_bounded, read_bundle, read_text};
use crate::clock::{self, render_span, render_time};
use crate::error::{CliError, LedgerFault};
use crate::exit::Exit;
use crate::home::Home;
use crate::ledger::{Memory, Terms};
use crate::output::{FAINT, GOOD, RESET, harmless, line};
use crate::publisher;
use crate::standing::REVOCATIONS;

const AUTHORITIES_MAX_BYTES: u64 = 1 << 20;

/// `cleanbill update`: the only command of a verifier that opens a connection. It fetches what is
/// published, and installs it if all of it is right.
pub(crate) fn run(home: &Home, options: &UpdateOptions) -> Result<Exit, CliError> {
    let outcome = update(home, options);
    if outcome.is_err() {
        tell_kept(home);
    }
    outcome
}

fn update(home: &Home, options: &UpdateOptions) -> Result<Exit, CliError> {
    let _lock = lock(home)?;
    let from = source(home, options)?;
    let authorities = options
        .ca
        .as_deref()
        .map(|path| read_bounded(path, AUTHORITIES_MAX_BYTES))
        .transpose()?;
    let pins = pins(home, &options.root)?;
    if pins.iter().next().is_none() {
        return Err(CliError::NoPins);
    }
    let floor = installed_floor(home)?;
    let path = home.bundle();
    let old = path.is_file().then(|| read_bundle(&path)).transpose()?;
    let installed = Installed {
        bundle: old.as_deref(),
        pins: &pins,
        floor,
    };
    let failed = |error| CliError::Update { error };
    let limits = Limits::DEFAULT;
    let source = Source::new(&from, &authorities.unwrap_or_default(), &limits).map_err(failed)?;
    let now = clock::now();
    match fetch_and_wait(&source, &installed, now, &limits).map_err(failed)? {
        Update::New {
            bundle,
            fetched_bytes,
        } => {
            install(home, options, &source, &bundle, &pins)?;
            tell_new(&bundle, &pins, now, fetched_bytes)?;
        }
        _ => tell_current(&path, old.as_deref().unwrap_or_default(), &pins, floor)?,
    }
    remember(home, &from)?;
    Ok(Exit::Good)
}

/// One update at a time: the slower of two could put the older set over the newer.
fn lock(home: &Home) -> Result<File, CliError> {
    let path = home.update_lock();
    let failed = |error: std::io::Error| CliError::Write {
        path: path.clone(),
        kind: error.kind(),
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let file = File::create(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(CliError::UpdateBusy),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

fn source(home: &Home, options: &UpdateOptions) -> Result<String, CliError> {
    if let Some(from) = &options.from {
        return Ok(from.clone());
    }
    let path = home.update_source();
    if !path.is_file() {
        return Err(CliError::NoUpdateSource);
    }
    Ok(read_text(&path)?.trim().to_owned())
}

/// A folder is remembered by its full path.
fn remember(home: &Home, from: &str) -> Result<(), CliError> {
    let full = if from.contains("://") {
        PathBuf::from(from)
    } else {
        fs::canonicalize(from).unwrap_or_else(|_| PathBuf::from(from))
    };
    let (Some(text), path) = (full.to_str(), home.update_source()) else {
        return Ok(());
    };
    if path.is_file() && read_text(&path)?.trim() == text {
        return Ok(());
    }
    atomic::write(&path, format!("{text}\n").as_bytes(), Access::Public)
}

/// What a verifier could not load is not installed, nor what would lose revocations or policies,
/// nor what is in a ledger that was not proven to have only grown.
fn install(
    home: &Home,
    options: &UpdateOptions,
    source: &Source,
    bundle: &[u8],
    pins: &RootPins,
) -> Result<(), CliError> {
    let fetched = Path::new("what is published");
    let floor = installed_floor(home)?;
    let set = bundle::open(fetched, bundle, pins, floor)?;
    let mut terms = Terms {
        demonstration: options.demo,
        ..Terms::default()
    };
    let memory = Memory::remembered(home, pins)?;
    let known = Memory::known_under(memory.as_ref(), &terms)?;
    let ledger = bundle::read(fetched, &set, &known)?.ledger;
    if let (Some(memory), Some(found)) = (&memory, &ledger) {
        check_growth(source, memory, found)?;
        terms.proven = true;
    }
    let accepted: &[TargetType] = if options.accept_losses {
        &REVOCATIONS
    } else {
        &[]
    };
    let found = publisher::install(home, bundle, pins, floor, accepted, &terms)?;
    tell_ledger(found.as_ref())
}

/// Fetches the proofs that the ledger's tree begins with every one that is remembered.
fn check_growth(source: &Source, memory: &Memory, found: &Ledgered) -> Result<(), CliError> {
    for known in memory.checkpoints() {
        let (old, new) = (known.size, found.checkpoint.size);
        let proof = if old < new {
            fetch_consistency_and_wait(source, old, new, &Limits::DEFAULT)
                .map_err(|error| CliError::Update { error })?
        } else {
            Vec::new()
        };
        let checked = found.check_consistency(known, &proof);
        checked.map_err(|error| LedgerFault::Refused {
            path: "what is published".into(),
            error,
        })?;
    }
    Ok(())
}

fn tell_new(bundle: &[u8], pins: &RootPins, now: i64, fetched_bytes: u64) -> Result<(), CliError> {
    let path = Path::new("what is published");
    let set = bundle::open_installed(path, bundle, pins, Floor::default())?;
    line(&format!(
        "{}✔{RESET} updated to version {}, issued {} ago, until {}; {fetched_bytes} of {} bytes \
         fetched",
        GOOD.render(),
        set.floor(),
        render_span(set.age_secs(now)),
        render_time(set.manifest().expires_at),
        bundle.len()
    ))
}

/// Nothing new is good news only while what is installed is in time.
fn tell_current(path: &Path, bundle: &[u8], pins: &RootPins, floor: Floor) -> Result<(), CliError> {
    let set = bundle::open(path, bundle, pins, floor)?;
    line(&format!(
        "{}✔{RESET} version {} is the newest, issued {} ago, until {}",
        GOOD.render(),
        set.floor(),
        render_span(set.age_secs(clock::now())),
        render_time(set.manifest().expires_at)
    ))
}

/// Says what stays installed. The error itself is told after it.
fn tell_kept(home: &Home) {
    let kept = read_bundle(&home.bundle()).ok().and_then(|bundle| {
        let pins = SignedSet::root_fingerprints(&bundle).ok()?;
        let set = SignedSet::open_installed(&bundle, &pins, Floor::default()).ok()?;
        let age = render_span(set.age_secs(clock::now()));
        Some(format!(
            "version {} stays installed, issued {age} ago",
            set.floor()
        ))
    });
    let words = kept.unwrap_or_else(|| "no bundle is installed".to_owned());
    anstream::eprintln!("{}not updated: {}{RESET}", FAINT.render(), harmless(&words));
}
