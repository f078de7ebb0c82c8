//! What a bundle says of its ledger: the policy, announcements, changes of witnesses.

use std::path::Path;

use cleanbill_trust::ledger::{
    Known, LedgerError, WitnessChange, check_ledgered, encode_changes, read_changes,
};
use cleanbill_trust::set::{OpenedSet, Target, TargetType};
use cleanbill_verifier::bundle::{SetAnnouncements, documents_target};

use crate::args::PublishOptions;
use crate::bundle::read_text;
use crate::documents;
use crate::error::{CliError, LedgerFault};
use crate::ledger_port::LedgerPort;
use crate::standing::Standing;

/// Most announcements that a bundle carries, as many as a verifier looks at.
const ANNOUNCEMENTS_MAX: usize = 512;

/// The targets, and what they prove. Without a ledger there are none, and none may stand: a bundle
/// that names a ledger and is not in it would be refused by everybody.
pub(super) fn targets(
    options: &PublishOptions,
    standing: &Standing,
    ledger: Option<&dyn LedgerPort>,
) -> Result<(Vec<Target>, SetAnnouncements), CliError> {
    let Some(ledger) = ledger else {
        let asked = !options.announcements.is_empty() || !options.witness_change.is_empty();
        if asked || standing.target(&TargetType::LEDGER_POLICY).is_some() {
            return Err(LedgerFault::NoneHere.into());
        }
        return Ok((Vec::new(), SetAnnouncements::declared()));
    };
    let policy = ledger.policy();
    let mut targets = vec![Target {
        kind: TargetType::LEDGER_POLICY,
        critical: true,
        content: policy.to_text().into_bytes(),
    }];
    let proofs = announcements(options, standing)?;
    let texts = || proofs.iter().map(String::as_str);
    if !proofs.is_empty() {
        targets.push(documents_target(TargetType::ANNOUNCEMENTS, texts()));
    }
    let announcements = SetAnnouncements::proven(texts(), policy);
    targets.extend(changes(options, standing)?);
    Ok((targets, announcements))
}

/// What can be known of a bundle's ledger before that is told: everything but the proof.
pub(super) fn check_before(
    path: &Path,
    set: &OpenedSet<'_>,
    known: &Known,
) -> Result<(), CliError> {
    match check_ledgered(set, known) {
        Ok(_) | Err(LedgerError::NoEvidence) => Ok(()),
        Err(error) => Err(LedgerFault::Refused {
            path: path.into(),
            error,
        }
        .into()),
    }
}

/// Those that are given, then those that stand: if there are too many, the oldest are left out.
fn announcements(options: &PublishOptions, standing: &Standing) -> Result<Vec<String>, CliError> {
    let mut all: Vec<String> = Vec::new();
    let given = documents::read_all(&options.announcements, "tlog-proof")?;
    let standing = standing.documents(&TargetType::ANNOUNCEMENTS)?;
    for document in given.into_iter().chain(standing) {
        if !all.contains(&document.text) && all.len() < ANNOUNCEMENTS_MAX {
            all.push(document.text);
        }
    }
    Ok(all)
}

/// Those that stand, then those that are given, as they follow one another.
fn changes(options: &PublishOptions, standing: &Standing) -> Result<Option<Target>, CliError> {
    let mut all = match standing.target(&TargetType::LEDGER_CHANGES) {
        None => Vec::new(),
        Some(content) => read_changes(content).ok_or(CliError::Malformed {
            path: standing.path.clone(),
            detail: "its changes of witnesses cannot be read",
        })?,
    };
    for pair in options.witness_change.chunks_exact(2) {
        if let [policy, proof] = pair {
            let change = WitnessChange {
                policy: read_text(policy)?,
                proof: read_text(proof)?,
            };
            if !all.contains(&change) {
                all.push(change);
            }
        }
    }
    Ok((!all.is_empty()).then(|| Target {
        kind: TargetType::LEDGER_CHANGES,
        critical: false,
        content: encode_changes(&all),
    }))
}
