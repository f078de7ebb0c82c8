//! What a changeset must have before anything of it is written.

use std::collections::BTreeSet;

use cleanbill_issuer::act::ActState;
use cleanbill_issuer::registry::{ActRow, Changeset};

use crate::StoreError;

/// An act has exactly one leaf (G06), and one about a holder has an access entry (G11). Of an act
/// that two offices sign the leaf comes with the step that says that they did.
pub(crate) fn check_changeset(changeset: &Changeset) -> Result<(), StoreError> {
    let acts: BTreeSet<_> = changeset.acts.iter().map(|act| act.id).collect();
    let approved = changeset
        .steps
        .iter()
        .filter(|step| step.state == ActState::Approved);
    let approved: BTreeSet<_> = approved.map(|step| step.act).collect();
    let mut leaves = BTreeSet::new();
    for act in changeset.leaves.iter().filter_map(|leaf| leaf.act) {
        // A leaf of an act that is not here tells of nothing that happened.
        let happens = acts.contains(&act) || approved.contains(&act);
        if !happens || !leaves.insert(act) {
            return Err(StoreError::NoLeaf);
        }
    }
    let is_told = |act: &ActRow| leaves.contains(&act.id) || act.kind.needs_two_offices();
    if acts.len() != changeset.acts.len() || !changeset.acts.iter().all(is_told) {
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
