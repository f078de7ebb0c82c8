//! What a holder sees of their own record, and of those whom they represent.

use cleanbill_issuer::holder::EventRecord;
use cleanbill_seal::IdKind;

use super::Holder;
use crate::records::Record;
use crate::{Authority, AuthorityError};

impl Authority {
    /// A holder's own record: what it says, who looked, what was done.
    ///
    /// # Errors
    /// [`AuthorityError::Seal`] with `seal.erased` and `seal.rate-limited`.
    pub async fn own_record(&self, holder: &Holder, now: i64) -> Result<Record, AuthorityError> {
        let access = self.own_look(holder.shard, holder.key, None, now).await?;
        self.record(holder.shard, &access, now).await
    }

    /// The record of somebody who gave this holder a mandate, or whose parent they are. The look
    /// names the act of the mandate.
    ///
    /// # Errors
    /// [`AuthorityError::NotFound`] without a mandate that stands; as
    /// [`own_record`](Self::own_record).
    pub async fn represented_record(
        &self,
        representative: &Holder,
        holder: &str,
        now: i64,
    ) -> Result<Record, AuthorityError> {
        let (holder, act, _) = self.represented(representative, holder, now).await?;
        let look = self.own_look(holder.shard, holder.key, Some(act), now);
        self.record(holder.shard, &look.await?, now).await
    }

    /// Whom a holder may act for, and not only look: appeal for them, and ask for corrections.
    ///
    /// # Errors
    /// [`AuthorityError::NotFound`] without a mandate to act that stands.
    pub async fn acting_for(
        &self,
        representative: &Holder,
        holder: &str,
        now: i64,
    ) -> Result<Holder, AuthorityError> {
        match self.represented(representative, holder, now).await? {
            (holder, _, true) => Ok(holder),
            _ => Err(AuthorityError::NotFound),
        }
    }

    /// Whose record a holder may see: the other holder, by a mandate that stands, its act, and
    /// whether it is one to act.
    async fn represented(
        &self,
        representative: &Holder,
        holder: &str,
        now: i64,
    ) -> Result<(Holder, cleanbill_issuer::registry::ActId, bool), AuthorityError> {
        let shard = representative.shard;
        let parsed = self.inner.ring.parse_public_id(IdKind::Holder, holder)?;
        let mandates = self.inner.store.mandates_for(shard, representative.key);
        let mandates = mandates.await?;
        let standing = mandates.iter().find(|mandate| {
            let is_over = mandate.ended_at.is_some_and(|end| end <= now);
            (shard, mandate.holder.0) == parsed && mandate.ends_at > now && !is_over
        });
        let mandate = standing.ok_or(AuthorityError::NotFound)?;
        // A row alone is no mandate: an act says the same.
        let act = self.inner.store.act(shard, mandate.act).await?;
        let act = act.filter(|file| file.act.holder == Some(mandate.holder));
        let known = self.known_staff().await?;
        let act = act.ok_or(AuthorityError::NotFound)?;
        let content = known.verified.directory().content(&act.act, shard)?;
        let whom = self.act_subject(IdKind::Holder, shard, mandate.holder.0)?;
        let who = self.act_subject(IdKind::Holder, shard, representative.key.0)?;
        let may_act = match content.body {
            cleanbill_issuer::act::Body::Mandate {
                subject,
                representative,
                ends_at,
                may_act,
            } if (subject, representative) == (whom, who) && ends_at > now => may_act,
            _ => return Err(AuthorityError::NotFound),
        };
        let key = mandate.holder;
        Ok((Holder { shard, key }, mandate.act, may_act))
    }
}

/// Events of a record that count: those that no other stands in place of.
pub(super) fn standing_events(record: &Record) -> impl Iterator<Item = &EventRecord> {
    let events = record.events.iter();
    events
        .filter(|event| !event.is_corrected)
        .map(|event| &event.event)
}
