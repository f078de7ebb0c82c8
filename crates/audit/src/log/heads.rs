//! What the log says it is: the published checkpoints, under the policy.

use cleanbill_ledger::{
    Checkpoint, LedgerPolicy, NOTE_SIZE_MAX_BYTES, PolicyError, SignedCheckpoint,
    verify_cosignature,
};

use super::PREFIX;
use crate::finding::LogFinding;
use crate::findings::Findings;
use crate::source::{Source, SourceError};

/// How long a ledger may go without a cosigned checkpoint, in seconds.
const STALE_SECS: i64 = 24 * 60 * 60;
/// How far a cosignature may be ahead of this machine's clock, in seconds.
const AHEAD_SECS: i64 = 10 * 60;

/// The checkpoints of a ledger.
#[derive(Clone, Debug)]
pub(crate) struct Heads {
    /// The one that is audited: the newest with a quorum; without any, the newest.
    pub(crate) audited: SignedCheckpoint,
    /// When its quorum had signed, Unix seconds.
    pub(crate) cosigned_at: Option<i64>,
    /// Who cosigned it, as the policy calls them.
    pub(crate) witnesses: Vec<String>,
    /// The newest one, if it is another.
    pub(crate) newest: Option<Checkpoint>,
}

/// Reads and verifies the published checkpoints; `None` if there is none of this log, which is then
/// found.
pub(crate) fn read_heads(
    source: &dyn Source,
    policy: &LedgerPolicy,
    now: i64,
    findings: &mut Findings,
) -> Result<Option<Heads>, SourceError> {
    let cosigned = read(source, "ledger/cosigned", policy, findings)?;
    let newest = read(source, "ledger/checkpoint", policy, findings)?;
    let newest_tree = newest.as_ref().map(|signed| signed.checkpoint.clone());
    let Some(signed) = cosigned.or(newest) else {
        return Ok(None);
    };
    let (cosigned_at, witnesses) = match policy.verify(&signed) {
        // Where the policy asks for nobody, nobody vouches for a time.
        Ok(cosigned) => (
            Some(cosigned.cosigned_at).filter(|at| *at > 0),
            cosigned.witnesses,
        ),
        Err(PolicyError::Quorum { found, min }) => {
            findings.push(LogFinding::Quorum { found, min });
            (None, Vec::new())
        }
        // The log's signature was verified, and forged lines were taken out.
        Err(_) => (None, Vec::new()),
    };
    if let Some(at) = cosigned_at {
        if at > now.saturating_add(AHEAD_SECS) {
            let secs = at.saturating_sub(now);
            findings.push(LogFinding::Future { secs });
        }
        if at < now.saturating_sub(STALE_SECS) {
            let hours = now.saturating_sub(at) / 3_600;
            findings.push(LogFinding::Stale { hours });
        }
    }
    Ok(Some(Heads {
        newest: newest_tree.filter(|newest| *newest != signed.checkpoint),
        audited: signed,
        cosigned_at,
        witnesses,
    }))
}

/// A checkpoint with the log's signature, without lines that are forged.
fn read(
    source: &dyn Source,
    path: &'static str,
    policy: &LedgerPolicy,
    findings: &mut Findings,
) -> Result<Option<SignedCheckpoint>, SourceError> {
    debug_assert!(path.starts_with(PREFIX));
    let Some(bytes) = source.fetch(path, NOTE_SIZE_MAX_BYTES as u64)? else {
        return Ok(None);
    };
    let signed = match SignedCheckpoint::parse(&bytes) {
        Ok(signed) => signed,
        Err(error) => {
            let cause = error.code();
            findings.push(LogFinding::Checkpoint { path, cause });
            return Ok(None);
        }
    };
    if let Err(error) = policy.verify_log_only(&signed) {
        let cause = error.code();
        findings.push(LogFinding::Checkpoint { path, cause });
        return Ok(None);
    }
    Ok(Some(without_forged(signed, path, policy, findings)))
}

/// The same without cosignatures in the name of a witness whose key did not make them.
pub(crate) fn without_forged(
    mut signed: SignedCheckpoint,
    path: &str,
    policy: &LedgerPolicy,
    findings: &mut Findings,
) -> SignedCheckpoint {
    let note = signed.note.clone();
    signed.note.signatures.retain(|line| {
        let mut known = policy.witnesses().iter().filter(|one| one.key.names(line));
        let forged = known.any(|one| verify_cosignature(&note, line, &one.key).is_err());
        if forged {
            findings.push(LogFinding::ForgedCosignature {
                path: path.to_owned(),
                witness: line.name.clone(),
            });
        }
        !forged
    });
    signed
}
