//! The delta between two universe files.

use std::io::{Read, Seek};

use cleanbill_revocation::KeyHash;
use cleanbill_revocation::national::{Delta, Tip, short_key};

use super::{Edition, from_start, unchanged};
use crate::PublishError;
use crate::universe::{Record, Summary, UniverseReader};

/// What changed between two states of a universe, as the delta that goes on from `base`.
///
/// Both must have the same passes in each epoch of the older one. Epochs that the newer one has
/// beside those are left out: the filter below the delta does not cover them, the next one will.
///
/// # Errors
/// [`PublishError::OtherPasses`], or what is wrong with a file;
/// [`PublishError::ShortKeyCollision`] if a delta cannot name a pass without naming another one.
pub fn diff(
    mut old: impl Read + Seek,
    mut new: impl Read + Seek,
    base: Tip,
    edition: Edition,
) -> Result<Delta, PublishError> {
    let (changed, summary) = changed(&mut old, &mut new)?;
    check_short_keys(&mut new, &changed, &summary)?;
    let side = |revoked| {
        let side = changed
            .iter()
            .filter(move |record| record.revoked == revoked);
        side.map(|record| short_key(&record.key)).collect()
    };
    let delta = Delta {
        base_version: base.version,
        base_digest: base.digest,
        version: edition.version,
        issued_at: edition.issued_at,
        revoke: side(true),
        restore: side(false),
    };
    delta.encode()?;
    Ok(delta)
}

/// The passes whose status differs, as they are in the newer file, ascending by key, each once.
fn changed(
    old: &mut (impl Read + Seek),
    new: &mut (impl Read + Seek),
) -> Result<(Vec<Record>, Summary), PublishError> {
    let (mut old, mut new) = (from_start(old)?, from_start(new)?);
    if old.issuer() != new.issuer() {
        return Err(PublishError::OtherPasses);
    }
    let mut changed = Vec::new();
    while let Some(before) = old.next_epoch()? {
        let after = loop {
            match new.next_epoch()? {
                None => return Err(PublishError::OtherPasses),
                Some(epoch) if epoch.kid < before.kid => {}
                Some(epoch) => break epoch,
            }
        };
        let is_same = |a: &(_, _, _, _), b: &(_, _, _, _)| a == b;
        if !is_same(
            &(&before.kid, before.from, before.until, before.issued),
            &(&after.kid, after.from, after.until, after.issued),
        ) {
            return Err(PublishError::OtherPasses);
        }
        changed_in_epoch(&mut old, &mut new, &mut changed)?;
    }
    old.finish()?;
    changed.sort_unstable_by_key(|record: &Record| record.key);
    changed.dedup();
    Ok((changed, new.finish()?))
}

fn changed_in_epoch<O: Read, N: Read>(
    old: &mut UniverseReader<O>,
    new: &mut UniverseReader<N>,
    changed: &mut Vec<Record>,
) -> Result<(), PublishError> {
    loop {
        match (old.next_record()?, new.next_record()?) {
            (None, None) => return Ok(()),
            (Some(before), Some(after)) if before.key == after.key => {
                if before.revoked != after.revoked {
                    changed.push(after);
                }
            }
            _ => return Err(PublishError::OtherPasses),
        }
    }
}

/// Makes sure that the short key of each changed pass is that of no other pass.
fn check_short_keys(
    file: &mut (impl Read + Seek),
    changed: &[Record],
    summary: &Summary,
) -> Result<(), PublishError> {
    let is_changed = |key: &KeyHash| {
        changed
            .binary_search_by(|record| record.key.cmp(key))
            .is_ok()
    };
    let mut pairs = changed.iter().zip(changed.iter().skip(1));
    if pairs.any(|(one, next)| short_key(&one.key) == short_key(&next.key)) {
        return Err(PublishError::ShortKeyCollision);
    }
    let mut reader = from_start(file)?;
    while reader.next_epoch()?.is_some() {
        while let Some(Record { key, .. }) = reader.next_record()? {
            let short = short_key(&key);
            let meets = changed
                .binary_search_by(|record| short_key(&record.key).cmp(&short))
                .is_ok();
            if meets && !is_changed(&key) {
                return Err(PublishError::ShortKeyCollision);
            }
        }
    }
    unchanged(&reader.finish()?, summary)
}
