//! Issued and revoked passes to a universe file, and that to a filter.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;

use cleanbill_publish::universe::{EpochHeader, Record, UniverseWriter};
use cleanbill_publish::{Edition, PublishError, build_filter, size_bound_bits};
use cleanbill_revocation::KeyHash;

use super::lines::{Issued, each_line, revoked_key};
use crate::args::BuildFilterOptions;
use crate::atomic::{self, Access};
use crate::clock;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::{GOOD, RESET, line};

/// `cleanbill revocation build`.
pub(super) fn run(options: &BuildFilterOptions) -> Result<Exit, CliError> {
    let universe = match (&options.universe, &options.issued) {
        (Some(universe), _) => universe.clone(),
        (None, Some(issued)) => {
            let bytes = universe(issued, options)?;
            let path = options.out.join("universe");
            atomic::write(&path, &bytes, Access::Public)?;
            path
        }
        // The arguments ask for one of them.
        (None, None) => return Err(CliError::NothingIssued),
    };
    let file = File::open(&universe).map_err(|error| CliError::Read {
        path: universe.clone(),
        kind: error.kind(),
    })?;
    let edition = Edition {
        version: options.version,
        issued_at: options.at.unwrap_or_else(clock::now),
    };
    let built = build_filter(file, edition).map_err(|error| CliError::Universe { error })?;
    let path = options.out.join("national.filter");
    atomic::write(&path, &built.bytes, Access::Public)?;
    let summary = built.universe;
    let bound = size_bound_bits(summary.issued, summary.revoked) / 8.0;
    line(&format!(
        "{}✔{RESET} {}: {} issued, {} revoked, {} bytes (at least {bound:.0} are needed)",
        GOOD.render(),
        path.display(),
        summary.issued,
        summary.revoked,
        built.bytes.len()
    ))?;
    Ok(Exit::Good)
}

/// A clock that is behind, and a pass that is signed but not yet in the list.
const CLOSED_FOR_SECS: i64 = 60;

/// The passes of one signing key.
struct Epoch {
    from: i64,
    until: i64,
    /// Ascending, each once, by the time that the file is written.
    keys: Vec<KeyHash>,
}

/// The universe file of issued passes, by key epoch.
fn universe(issued: &Path, options: &BuildFilterOptions) -> Result<Vec<u8>, CliError> {
    let mut issuer = options.issuer.clone();
    let mut epochs: BTreeMap<Vec<u8>, Epoch> = BTreeMap::new();
    each_line(issued, |number, text| {
        let pass = Issued::parse(text).ok_or(CliError::PassLine { number })?;
        if options.closed_until.is_some_and(|end| pass.issued_at > end) {
            return Err(CliError::IssuedAfterEnd { number });
        }
        if pass.is_without_issuer() {
            return Err(CliError::WithoutIssuer { number });
        }
        if let Some(found) = pass.issuer() {
            let expected = issuer.get_or_insert_with(|| found.to_owned());
            if expected != found {
                return Err(CliError::OtherIssuer { number });
            }
        }
        let at = pass.issued_at;
        let epoch = epochs.entry(pass.kid).or_insert(Epoch {
            from: at,
            until: at,
            keys: Vec::new(),
        });
        epoch.from = epoch.from.min(at);
        epoch.until = epoch.until.max(at);
        epoch.keys.push(pass.key);
        Ok(())
    })?;
    let issuer = issuer
        .filter(|_| !epochs.is_empty())
        .ok_or(CliError::NothingIssued)?;
    close(&mut epochs, options.closed_until, clock::now())?;
    let revoked = revoked(options.revoked.as_deref())?;
    let mut matched: Vec<KeyHash> = Vec::new();
    for epoch in epochs.values_mut() {
        epoch.keys.sort_unstable();
        epoch.keys.dedup();
        matched.extend(epoch.keys.iter().filter(|key| revoked.contains(*key)));
    }
    matched.sort_unstable();
    matched.dedup();
    let count = revoked.len() - matched.len();
    if count > 0 {
        return Err(CliError::NotIssued { count });
    }
    write(&issuer, epochs, &revoked).map_err(|error| CliError::Universe { error })
}

/// Ends every interval where it is closed. A pass that is issued in its last second after the list
/// was drawn up would be covered and not in it: the filter would answer at random.
fn close(
    epochs: &mut BTreeMap<Vec<u8>, Epoch>,
    closed_until: Option<i64>,
    now: i64,
) -> Result<(), CliError> {
    for epoch in epochs.values_mut() {
        epoch.until = closed_until.unwrap_or(epoch.until);
        if epoch.until > now.saturating_sub(CLOSED_FOR_SECS) {
            return Err(CliError::StillOpen { until: epoch.until });
        }
    }
    Ok(())
}

fn revoked(path: Option<&Path>) -> Result<BTreeSet<KeyHash>, CliError> {
    let mut keys = BTreeSet::new();
    if let Some(path) = path {
        each_line(path, |number, text| {
            keys.insert(revoked_key(text).ok_or(CliError::PassLine { number })?);
            Ok(())
        })?;
    }
    Ok(keys)
}

fn write(
    issuer: &str,
    epochs: BTreeMap<Vec<u8>, Epoch>,
    revoked: &BTreeSet<KeyHash>,
) -> Result<Vec<u8>, PublishError> {
    let count = u16::try_from(epochs.len()).map_err(|_| PublishError::TooLarge)?;
    let mut bytes = Vec::new();
    let mut writer = UniverseWriter::new(&mut bytes, issuer, count)?;
    for (kid, epoch) in epochs {
        let is_revoked = |key: &&KeyHash| revoked.contains(*key);
        writer.begin(EpochHeader {
            kid: kid.into(),
            from: epoch.from,
            until: epoch.until,
            issued: epoch.keys.len() as u64,
            revoked: epoch.keys.iter().filter(is_revoked).count() as u64,
        })?;
        for key in epoch.keys {
            writer.push(Record {
                key,
                revoked: revoked.contains(&key),
            })?;
        }
    }
    writer.finish()?;
    Ok(bytes)
}
