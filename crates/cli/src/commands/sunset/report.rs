//! The report of a rehearsal: a file that the real purge asks for. It is against haste and
//! mistakes; whoever runs the purge could write one by hand.

use std::path::Path;

use cleanbill_issuer::sunset::Rehearsal;
use cleanbill_store::PurgeCounts;
use serde::{Deserialize, Serialize};

use crate::atomic::{self, Access};
use crate::bundle::read_text;
use crate::error::CliError;
use crate::hex::hex;
use crate::output::{FAINT, RESET, line};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// What it is.
    report: Kind,
    /// The hash of the founding act, hexadecimal.
    founding: String,
    /// Unix seconds.
    at: i64,
    before: Counts,
    after: Counts,
}

#[derive(Serialize, Deserialize)]
enum Kind {
    #[serde(rename = "rehearsal of a purge")]
    Rehearsal,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Counts {
    data_keys: u64,
    lookups: u64,
    channels: u64,
    mandates: u64,
    sessions: u64,
    sealed: u64,
}

impl From<PurgeCounts> for Counts {
    fn from(counts: PurgeCounts) -> Self {
        Self {
            data_keys: counts.data_keys,
            lookups: counts.lookups,
            channels: counts.channels,
            mandates: counts.mandates,
            sessions: counts.sessions,
            sealed: counts.sealed,
        }
    }
}

impl Counts {
    /// All that must be gone.
    const fn left(&self) -> u64 {
        self.data_keys + self.lookups + self.channels + self.mandates + self.sessions
    }
}

pub(super) fn write(
    path: &Path,
    founding: &[u8; 32],
    at: i64,
    before: PurgeCounts,
    after: PurgeCounts,
) -> Result<(), CliError> {
    let file = File {
        report: Kind::Rehearsal,
        founding: hex(founding),
        at,
        before: before.into(),
        after: after.into(),
    };
    let malformed = |_| CliError::Malformed {
        path: path.into(),
        detail: "counts that cannot be written",
    };
    let text = toml::to_string(&file).map_err(malformed)?;
    atomic::write(path, text.as_bytes(), Access::Public)
}

pub(super) fn read(path: &Path) -> Result<Rehearsal, CliError> {
    let malformed = || CliError::Malformed {
        path: path.into(),
        detail: "not the report of a rehearsal",
    };
    let file: File = toml::from_str(&read_text(path)?).map_err(|_| malformed())?;
    let mut founding = [0; 32];
    let (pairs, rest) = file.founding.as_bytes().as_chunks::<2>();
    if pairs.len() != founding.len() || !rest.is_empty() {
        return Err(malformed());
    }
    for (byte, pair) in founding.iter_mut().zip(pairs) {
        let digits = str::from_utf8(pair).map_err(|_| malformed())?;
        *byte = u8::from_str_radix(digits, 16).map_err(|_| malformed())?;
    }
    Ok(Rehearsal {
        founding,
        at: file.at,
        is_clean: file.after.left() == 0,
    })
}

/// Both counts beside each other.
pub(super) fn show(before: PurgeCounts, after: PurgeCounts) -> Result<(), CliError> {
    line(&format!(
        "  {}{:34}{:>14}{:>14}{RESET}",
        FAINT.render(),
        "",
        "before",
        "after"
    ))?;
    for (name, before, after) in [
        ("data keys", before.data_keys, after.data_keys),
        ("look-ups", before.lookups, after.lookups),
        ("addresses for notices", before.channels, after.channels),
        ("mandates", before.mandates, after.mandates),
        (
            "sessions and machines' keys",
            before.sessions,
            after.sessions,
        ),
        (
            "sealed rows, which nothing opens",
            before.sealed,
            after.sealed,
        ),
    ] {
        line(&format!("  {name:34}{before:>14}{after:>14}"))?;
    }
    Ok(())
}
