//! What `trust` says of a bundle's ledger.

use std::path::{Path, PathBuf};

use cleanbill_trust::ledger::{Continuity, Ledgered};
use cleanbill_trust::set::OpenedSet;

use super::fact;
use crate::args::BundleOptions;
use crate::atomic::{self, Access};
use crate::clock::{self, render_span, render_time};
use crate::error::{CliError, LedgerFault};
use crate::exit::Exit;
use crate::home::Home;
use crate::ledger::{Memory, known_of_given, known_of_installed};
use crate::output::{FAINT, GOOD, OPEN, RESET, harmless, line};
use crate::publisher::check_ledger;

/// Said wherever something is shown that such a ledger stands behind.
pub(crate) const DEMONSTRATION: &str = "demonstration: no independent witnesses";

/// Checks a bundle against the ledger that is known on this machine.
pub(super) fn check(
    home: &Home,
    path: &Path,
    options: &BundleOptions,
    bytes: &[u8],
    set: &OpenedSet<'_>,
) -> Result<Option<Ledgered>, CliError> {
    let known = match &options.bundle {
        Some(_) => known_of_given(home, bytes, false)?,
        None => known_of_installed(home)?,
    };
    check_ledger(path, set, &known, clock::now())
}

/// Log, witnesses, quorum, size, and when it was cosigned.
pub(crate) fn tell(found: Option<&Ledgered>) -> Result<(), CliError> {
    let Some(found) = found else {
        tell_unledgered();
        return Ok(());
    };
    let policy = &found.policy;
    fact("ledger", &harmless(policy.origin()))?;
    fact(
        "leaf",
        &format!("{} of {}", found.index, found.checkpoint.size),
    )?;
    // Without a quorum nobody but the log dates it.
    if policy.quorum_min() > 0 {
        let age = render_span(clock::now().saturating_sub(found.cosigned_at).max(0));
        fact(
            "cosigned",
            &format!("{} ({age} ago)", render_time(found.cosigned_at)),
        )?;
    }
    let names = harmless(&found.witnesses.join(", "));
    fact(
        "witnesses",
        &format!(
            "{names}; {} of {} are needed",
            policy.quorum_min(),
            policy.witnesses().len()
        ),
    )?;
    match found.continuity {
        Continuity::First | Continuity::Same => {}
        Continuity::ByWitnesses => fact("", "has only grown, by the witnesses' word")?,
        Continuity::Proven => fact("", "has only grown, proven by its tiles")?,
    }
    if found.demonstration {
        line(&format!("  {}{DEMONSTRATION}{RESET}", OPEN.render()))?;
    }
    Ok(())
}

/// Said of a bundle that is in no ledger, before any is pinned.
fn tell_unledgered() {
    anstream::eprintln!(
        "{}note: this bundle is in no public ledger: nobody can see whether others are given \
         another one{RESET}",
        FAINT.render()
    );
}

/// `cleanbill trust export-checkpoint`.
pub(super) fn export(home: &Home, file: &Path) -> Result<Exit, CliError> {
    let memory = Memory::read(home)?.ok_or(LedgerFault::NoCheckpoint)?;
    // The newest first, then those before it, from the newest on.
    let all = std::iter::once(&memory.newest).chain(memory.unproven.iter().rev());
    for (number, checkpoint) in all.enumerate() {
        let path = match number {
            0 => file.to_owned(),
            number => beside(file, number),
        };
        atomic::write(&path, checkpoint.to_text().as_bytes(), Access::Public)?;
        line(&format!(
            "{}✔{RESET} {}: {} leaves",
            GOOD.render(),
            harmless(&path.display().to_string()),
            checkpoint.checkpoint.size
        ))?;
    }
    Ok(Exit::Good)
}

fn beside(file: &Path, number: usize) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(format!(".{number}"));
    PathBuf::from(name)
}
