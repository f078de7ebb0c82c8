//! Events that are removed from the counts when an act takes effect.

use std::collections::BTreeSet;

use cleanbill_issuer::act::{ActContent, ActKind, Reason};
use cleanbill_issuer::caps::day_of;
use cleanbill_issuer::holder::EventRecord;
use cleanbill_issuer::registry::{AccessId, AccessRow, Changeset, OfficeId, TallyKey};
use cleanbill_issuer::staff::{Purpose, Role};
use cleanbill_seal::{Scope, SealError, UnsealError};
use cleanbill_store::ActFile;

use super::rows::Ids;
use crate::issuing::ground;
use crate::{Authority, AuthorityError};

/// Whether the event itself never happened as it was entered, so that its dose is not counted.
const fn removes_event(reason: Reason) -> bool {
    matches!(
        reason,
        Reason::EnteredInError | Reason::Duplicate | Reason::IssuedInError | Reason::Forgery
    )
}

/// What an event counts towards.
pub(crate) fn tally_key(record: &EventRecord, office: OfficeId, now: i64) -> TallyKey {
    TallyKey {
        day: day_of(now),
        office,
        ground: ground(record.ground()),
        product: record.product().unwrap_or_default().to_owned(),
        lot: record.lot().unwrap_or_default().to_owned(),
    }
}

impl Authority {
    /// Counts the events of revoked passes as removed. To know what they were, the record is
    /// opened: a look on behalf of who proposed the act, written down as such.
    pub(crate) async fn count_removed(
        &self,
        set: &mut Changeset,
        file: &ActFile,
        content: &ActContent,
        now: i64,
    ) -> Result<(), AuthorityError> {
        let removes =
            content.kind() == ActKind::Revoke && content.reason.is_some_and(removes_event);
        let (Some(holder), true) = (file.act.holder, removes) else {
            return Ok(());
        };
        let inner = &self.inner;
        let access = AccessRow {
            id: AccessId(Ids::reserve(self, set.shard, 1).await?.take()?),
            holder,
            officer: file.act.officer,
            office: file.act.office,
            // Nobody else proposes a revocation.
            role: Role::OfficeHead,
            purpose: Purpose::Revoke,
            basis: content.basis,
            act: Some(file.act.id),
            at: now,
            visible_at: now,
        };
        let opened = inner
            .unsealer
            .open(&inner.ring, set.shard, &access, Scope::Record)
            .await;
        let opened = match opened {
            Ok(opened) => opened,
            // Nobody knows any more what it was.
            Err(UnsealError::Seal(SealError::Erased)) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        let handles = content.handles();
        let passes = opened.rows().passes.iter();
        let events: BTreeSet<_> = passes
            .filter(|pass| handles.contains(&pass.handle))
            .map(|pass| pass.event)
            .collect();
        for row in &opened.rows().events {
            if events.contains(&row.id) {
                let record = EventRecord::parse(&opened.event(row)?);
                let record = record.map_err(|_| AuthorityError::Damaged)?;
                let key = tally_key(&record, row.office, now);
                set.tallies.entry(key).or_default().removed += 1;
            }
        }
        Ok(())
    }
}
