//! For callers that wait, such as the command line.

use cleanbill_ledger::Hash;

use crate::files::{Destination, FilesError, Publication, PublishedSet, publish};
use crate::update::{Installed, Limits, Source, Update, UpdateError, fetch, fetch_consistency};

fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
}

/// As [`publish`], and waits.
///
/// # Errors
/// [`FilesError`].
pub fn publish_and_wait(set: &PublishedSet, to: &Destination) -> Result<Publication, FilesError> {
    let runtime = runtime().map_err(|error| FilesError::Runtime { kind: error.kind() })?;
    runtime.block_on(publish(set, to))
}

/// As [`fetch`], and waits.
///
/// # Errors
/// [`UpdateError`].
pub fn fetch_and_wait(
    source: &Source,
    installed: &Installed<'_>,
    now: i64,
    limits: &Limits,
) -> Result<Update, UpdateError> {
    let runtime = runtime().map_err(|_| UpdateError::Client)?;
    runtime.block_on(fetch(source, installed, now, limits))
}

/// As [`fetch_consistency`], and waits.
///
/// # Errors
/// [`UpdateError`].
pub fn fetch_consistency_and_wait(
    source: &Source,
    old: u64,
    new: u64,
    limits: &Limits,
) -> Result<Vec<Hash>, UpdateError> {
    let runtime = runtime().map_err(|_| UpdateError::Client)?;
    runtime.block_on(fetch_consistency(source, old, new, limits))
}
