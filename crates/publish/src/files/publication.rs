//! Writing the files of a set in such an order that a reader never finds half of one.

use cleanbill_trust::set::{Floor, SignedSet};
use object_store::UpdateVersion;

use super::destination::Write;
use super::published::StaticFile;
use super::{Destination, FilesError, HEAD, PublishedSet};

/// Says that the store keeps conditions; written once.
const PROBE: &str = "sets/conditions";
const PROBE_TEXT: &[u8] = b"This store writes on conditions.\n";

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Publication {
    /// The versions that are published now.
    pub version: Floor,
    /// How many files were written.
    pub written: usize,
    /// How many lay there already.
    pub kept: usize,
}

/// Writes the files of a set:
///
/// 1. the targets and the whole set, under names that never change;
/// 2. the head, over the one that was found at the start and over no other: from now on verifiers
///    have the new set;
/// 3. what there is for other software, the index last.
///
/// What fails or is killed before 2 leaves the old set; after it, the new one. Publishing the same
/// set again completes it.
///
/// # Errors
/// [`FilesError`].
pub async fn publish(set: &PublishedSet, to: &Destination) -> Result<Publication, FilesError> {
    let mut done = Publication {
        version: set.version,
        written: 0,
        kept: 0,
    };
    let found = to.read(HEAD).await?;
    let is_there = match &found {
        Some(found) => check_newer(set, &found.bytes)?,
        None => false,
    };
    if to.trusts_conditions() {
        check_conditions(to).await?;
    }
    // As they were before the head: whoever publishes after us has the last word on them.
    let mut before = Vec::new();
    for (path, _) in &set.shapes.replaced {
        before.push(to.version(path).await?);
    }
    for target in &set.targets {
        write_lasting(target, to, true, &mut done).await?;
    }
    if !write_lasting(&set.bundle, to, false, &mut done).await? {
        return Err(FilesError::VersionUsed {
            version: set.version,
        });
    }
    if is_there {
        done.kept += 1;
    } else {
        let version = found.map(|found| found.version);
        write_head(set, to, version).await?;
        done.written += 1;
    }
    write_shapes(set, to, before, &mut done).await?;
    Ok(done)
}

/// Whether the set is published already; an error if it is older than what is, or another one under
/// the same version.
fn check_newer(set: &PublishedSet, head: &[u8]) -> Result<bool, FilesError> {
    if head == set.head {
        return Ok(true);
    }
    let published = SignedSet::open_head(head, &set.roots, Floor::default());
    let published = published.map_err(FilesError::Published)?.floor();
    if set.version > published {
        return Ok(false);
    }
    Err(FilesError::NotNewer {
        published,
        offered: set.version,
    })
}

/// A store that does not know a condition on writing often ignores it: then two publishers could
/// cross unseen. So it is tried, on a file of no importance.
async fn check_conditions(to: &Destination) -> Result<(), FilesError> {
    if to.write(PROBE, PROBE_TEXT, Write::New).await? {
        // Written just now, so it is there.
        if to.write(PROBE, PROBE_TEXT, Write::New).await? {
            return Err(FilesError::NoConditions);
        }
    }
    let nobodys = UpdateVersion {
        e_tag: Some("\"00000000000000000000000000000000\"".to_owned()),
        version: None,
    };
    match to
        .write(PROBE, PROBE_TEXT, Write::Over(Some(nobodys)))
        .await?
    {
        true => Err(FilesError::NoConditions),
        false => Ok(()),
    }
}

/// Writes a file that never changes. One that lies there with other bytes is written anew if it
/// `heals` (its name is its digest, so those are spoilt); else `Ok(false)`.
async fn write_lasting(
    file: &StaticFile,
    to: &Destination,
    heals: bool,
    done: &mut Publication,
) -> Result<bool, FilesError> {
    let mut found = to.read(&file.path).await?;
    if found.is_none() {
        if to.write(&file.path, &file.bytes, Write::New).await? {
            done.written += 1;
            return Ok(true);
        }
        // Somebody else wrote it, or we did and the answer was lost on the way.
        found = to.read(&file.path).await?;
    }
    match found {
        Some(found) if found.bytes == file.bytes => {
            done.kept += 1;
            Ok(true)
        }
        Some(found) if heals => {
            let over = Write::Over(Some(found.version));
            if !to.write(&file.path, &file.bytes, over).await? {
                return Err(FilesError::Crossed);
            }
            done.written += 1;
            Ok(true)
        }
        _ => Ok(false),
    }
}

async fn write_head(
    set: &PublishedSet,
    to: &Destination,
    version: Option<UpdateVersion>,
) -> Result<(), FilesError> {
    if to.write(HEAD, &set.head, Write::Over(version)).await? {
        return Ok(());
    }
    // Also if it was us, and the answer was lost on the way.
    match to.read(HEAD).await? {
        Some(found) if found.bytes == set.head => Ok(()),
        _ => Err(FilesError::Crossed),
    }
}

async fn write_shapes(
    set: &PublishedSet,
    to: &Destination,
    before: Vec<Option<UpdateVersion>>,
    done: &mut Publication,
) -> Result<(), FilesError> {
    for file in &set.shapes.lasting {
        // Two deltas over one filter are two histories; verifiers then fetch the filter whole.
        write_lasting(file, to, false, done).await?;
    }
    for ((path, bytes), version) in set.shapes.replaced.iter().zip(before) {
        let Some(bytes) = bytes else {
            if version.is_some() {
                to.remove(path).await?;
            }
            continue;
        };
        if to.write(path, bytes, Write::Over(version)).await? {
            done.written += 1;
        } else if to
            .read(path)
            .await?
            .is_none_or(|found| found.bytes != *bytes)
        {
            return Err(FilesError::Crossed);
        }
    }
    Ok(())
}
