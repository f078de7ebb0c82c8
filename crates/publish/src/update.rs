//! Fetching what is published, for a verifier: the head, then only those targets that it lacks.
//!
//! Nothing that is fetched is believed before the whole set was opened from the pinned root, and
//! nothing is written here. What is asked for is the same for everyone: file names that depend on
//! what is published and on what the verifier has already, never on who it is or whom it checks
//! (guarantee G01). No cookie, no query, no identifier; the one condition that is sent,
//! `If-None-Match`, is computed from the data itself, as a tag that a server made up could be a
//! different one for everybody.

mod deltas;
mod error;
mod http;
mod ledger;
mod limits;
mod source;

use cleanbill_trust::set::{
    Digest, Floor, OpenedSet, RootPins, SetError, SignedSet, TargetEntry, TargetType,
};

pub use error::{FetchFault, UpdateError};
pub use ledger::fetch_consistency;
pub use limits::Limits;
pub use source::Source;

use crate::files::{HEAD, target_path};
use source::Got;

/// What a verifier has already.
#[derive(Clone, Copy, Debug)]
pub struct Installed<'b> {
    /// The installed set; `None` if there is none.
    pub bundle: Option<&'b [u8]>,
    /// The roots that are believed.
    pub pins: &'b RootPins,
    /// The versions that none may go below.
    pub floor: Floor,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Update {
    /// What is installed is what is published.
    Current,
    /// A newer set, opened and found right, to be installed.
    New {
        /// The whole set.
        bundle: Vec<u8>,
        /// How many bytes were fetched for it.
        fetched_bytes: u64,
    },
}

/// Fetches the published set, if it is another one than the installed one, at the instant `now`
/// (Unix seconds).
///
/// # Errors
/// [`UpdateError`]; nothing was changed then.
pub async fn fetch(
    source: &Source,
    installed: &Installed<'_>,
    now: i64,
    limits: &Limits,
) -> Result<Update, UpdateError> {
    let all = fetch_all(source, installed, now, limits);
    match tokio::time::timeout(limits.all_timeout, all).await {
        Ok(outcome) => outcome,
        Err(_) => Err(UpdateError::Fetch {
            path: HEAD.to_owned(),
            fault: FetchFault::TooSlow,
        }),
    }
}

async fn fetch_all(
    source: &Source,
    installed: &Installed<'_>,
    now: i64,
    limits: &Limits,
) -> Result<Update, UpdateError> {
    // One that cannot be read is no help, and what follows is checked without it.
    let old_head = installed.bundle.and_then(|set| SignedSet::head(set).ok());
    let head = match source
        .get(HEAD, limits.head_size_max_bytes, old_head.as_deref())
        .await?
    {
        Got::NotModified => return Ok(Update::Current),
        Got::Bytes(head) if Some(&head) == old_head.as_ref() => return Ok(Update::Current),
        Got::Bytes(head) => head,
        Got::Nothing => return Err(not_found(HEAD)),
    };
    let opened = SignedSet::open_head(&head, installed.pins, installed.floor)?;
    if old_head.is_some() && opened.floor() == installed.floor {
        return Err(UpdateError::SameVersion {
            version: opened.floor(),
        });
    }
    opened.check_time(now)?;
    let entries = &opened.manifest().targets;
    check_size(entries)?;
    let old = installed.bundle.and_then(|bundle| {
        SignedSet::open_installed(bundle, installed.pins, Floor::default()).ok()
    });
    let mut fetched_bytes = head.len() as u64;
    let mut targets = Vec::new();
    for entry in entries {
        let (content, cost) = target(source, entry, old.as_ref()).await?;
        fetched_bytes = fetched_bytes.saturating_add(cost);
        targets.push(content);
    }
    let targets: Vec<&[u8]> = targets.iter().map(Vec::as_slice).collect();
    let bundle = SignedSet::join(&head, &targets)?;
    SignedSet::open(&bundle, installed.pins, installed.floor, now)?;
    Ok(Update::New {
        bundle,
        fetched_bytes,
    })
}

/// Before anything large is fetched: whether the targets can be a set at all.
fn check_size(entries: &[TargetEntry]) -> Result<(), SetError> {
    let size_max_bytes = cleanbill_trust::set::Limits::DEFAULT.size_max_bytes;
    let sizes = entries.iter().map(|entry| entry.size_bytes as usize);
    let size_bytes = sizes.fold(0, usize::saturating_add);
    if size_bytes > size_max_bytes {
        return Err(SetError::TooLarge {
            size_bytes,
            size_max_bytes,
        });
    }
    Ok(())
}

/// A target, and what it cost: nothing if the installed set has it.
async fn target(
    source: &Source,
    entry: &TargetEntry,
    old: Option<&OpenedSet<'_>>,
) -> Result<(Vec<u8>, u64), UpdateError> {
    let ours = old.and_then(|old| old.target(&entry.kind).ok());
    if let Some(content) = ours
        && entry.matches(content)
    {
        return Ok((content.to_vec(), 0));
    }
    if entry.kind == TargetType::REVOCATION_NATIONAL
        && let Some(ours) = ours
        && let Some(found) = deltas::go_on(source, entry, ours).await
    {
        return Ok(found);
    }
    let path = target_path(entry);
    match source.get(&path, entry.size_bytes.into(), None).await? {
        Got::Bytes(content) if entry.matches(&content) => {
            let cost = content.len() as u64;
            Ok((content, cost))
        }
        Got::Bytes(content) => Err(UpdateError::Fetch {
            path,
            fault: FetchFault::OtherContent {
                found: Digest::of(&content),
            },
        }),
        Got::Nothing | Got::NotModified => Err(not_found(&path)),
    }
}

fn not_found(path: &str) -> UpdateError {
    UpdateError::Fetch {
        path: path.to_owned(),
        fault: FetchFault::NotFound,
    }
}
