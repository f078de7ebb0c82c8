//! What a changeset must have before anything of it is written.

use std::collections::BTreeSet;

use cleanbill_issuer::registry::Changeset;

use crate::StoreError;

/// An act has exactly one leaf (G06), and one about a holder has an access entry (G11).
pub(crate) fn check_changeset(changeset: &Changeset) -> Result<(), StoreError> {
    let acts: BTreeSet<_> = changeset.acts.iter().map(|act| act.id).collect();
    let mut leaves = BTreeSet::new();
    for act in changeset.leaves.iter().filter_map(|leaf| leaf.act) {
        if !leaves.insert(act) {
            return Err(StoreError::NoLeaf);
        }
    }
    // A leaf of an act that is not here tells of nothing that happened.
    if acts.len() != changeset.acts.len() || acts != leaves {
        return Err(StoreError::NoLeaf);
    }
    let entries: BTreeSet<_> = changeset
        .accesses
        .iter()
        .filter_map(|access| Some((access.act?, access.holder)))
        .collect();
    let all_seen = changeset.acts.iter().all(|act| {
        act.holder
            .is_none_or(|holder| entries.contains(&(act.id, holder)))
    });
    if all_seen {
        Ok(())
    } else {
        Err(StoreError::NoAccess)
    }
}
