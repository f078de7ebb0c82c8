//! Changes of the witnesses: each told in the ledger, under the quorum before it, 30 days before.

use cleanbill_cose::Limits as CborLimits;
use cleanbill_cose::cbor::{Value, encode_deterministic, parse_value};
use cleanbill_ledger::leaf::{Leaf, Witnesses};
use cleanbill_ledger::{LedgerPolicy, TlogProof};

use super::ChangeFault;

/// How long before it is in force a change of witnesses has to be cosigned, in seconds: 30 days.
pub const WITNESS_NOTICE_SECS: i64 = 30 * 24 * 60 * 60;

/// Most changes in a set: one every year for a lifetime, as with roots.
const CHANGES_MAX: usize = 64;

/// A change of witnesses, as a set proves it.
///
/// ```cddl
/// ledger-changes = [* [policy: tstr, proof: tstr]]     ; target ledger-changes.v1, oldest first
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessChange {
    /// The policy that ends (C2SP tlog-policy).
    pub policy: String,
    /// A C2SP tlog-proof under it, with the leaf [`Leaf::Witnesses`] as its extra data.
    pub proof: String,
}

/// The content of [`TargetType::LEDGER_CHANGES`](crate::set::TargetType::LEDGER_CHANGES), oldest
/// first.
#[must_use]
pub fn encode_changes(changes: &[WitnessChange]) -> Vec<u8> {
    let change = |change: &WitnessChange| {
        Value::Array(vec![
            Value::Text(change.policy.clone().into()),
            Value::Text(change.proof.clone().into()),
        ])
    };
    encode_deterministic(&Value::Array(changes.iter().map(change).collect()))
}

/// Reads what [`encode_changes`] writes; `None` if it is anything else. Nothing is verified.
#[must_use]
pub fn read_changes(bytes: &[u8]) -> Option<Vec<WitnessChange>> {
    let limits = CborLimits {
        size_max_bytes: bytes.len(),
        depth_max: 2,
        items_max: 3 * CHANGES_MAX + 1,
    };
    let value = parse_value(bytes, &limits).ok()?;
    let change = |value: &Value<'_>| match value.as_array()? {
        [Value::Text(policy), Value::Text(proof)] => Some(WitnessChange {
            policy: policy.to_string(),
            proof: proof.to_string(),
        }),
        _ => None,
    };
    value.as_array()?.iter().map(change).collect()
}

fn parse_change(change: &WitnessChange) -> Option<(LedgerPolicy, TlogProof)> {
    let policy = LedgerPolicy::parse(&change.policy).ok()?;
    Some((policy, TlogProof::parse(change.proof.as_bytes()).ok()?))
}

/// Follows the changes from the pinned policy to the one of a set that was made at `issued_at`.
pub(super) fn follow(
    pinned: &LedgerPolicy,
    policy: &LedgerPolicy,
    changes: Option<&[u8]>,
    issued_at: i64,
) -> Result<(), ChangeFault> {
    let changes = changes.ok_or(ChangeFault::NotProven)?;
    let changes = read_changes(changes).ok_or(ChangeFault::Unreadable)?;
    let changes: Option<Vec<_>> = changes.iter().map(parse_change).collect();
    let changes = changes.ok_or(ChangeFault::Unreadable)?;
    let later = changes
        .iter()
        .skip_while(|(old, _)| old.digest() != pinned.digest());
    let mut expected = None;
    for (old, proof) in later {
        // The first is the pinned one; from then on each is what the one before it leads to.
        if expected.is_some_and(|expected| expected != old.digest()) {
            return Err(ChangeFault::Gap);
        }
        expected = Some(prove(old, proof, issued_at)?.new);
    }
    match expected {
        Some(reached) if reached == policy.digest() => Ok(()),
        _ => Err(ChangeFault::Gap),
    }
}

/// The change that a proof under the policy before it is of.
fn prove(old: &LedgerPolicy, proof: &TlogProof, issued_at: i64) -> Result<Witnesses, ChangeFault> {
    let entry = proof.extra.as_deref().ok_or(ChangeFault::OtherLeaf)?;
    let Ok(Leaf::Witnesses(change)) = Leaf::parse(entry) else {
        return Err(ChangeFault::OtherLeaf);
    };
    if change.old != old.digest() {
        return Err(ChangeFault::OtherLeaf);
    }
    let cosigned = proof.verify(entry, old).map_err(ChangeFault::OldQuorum)?;
    let notice_secs = change.from.saturating_sub(cosigned.cosigned_at);
    if notice_secs < WITNESS_NOTICE_SECS {
        return Err(ChangeFault::ShortNotice { notice_secs });
    }
    // The set was opened in time, so it was not made in the future.
    if change.from > issued_at {
        return Err(ChangeFault::NotYet { from: change.from });
    }
    Ok(change)
}
