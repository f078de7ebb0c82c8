//! What a holder sees of their own record, and of those whom they represent.

use cleanbill_issuer::act::Body;
use cleanbill_issuer::holder::EventRecord;
use cleanbill_issuer::registry::{ActId, Shard};
use cleanbill_seal::IdKind;
use cleanbill_store::MandateFacts;

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
        let represented = self.represented(representative, holder, false, now);
        let (holder, act) = represented.await?;
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
        let represented = self.represented(representative, holder, true, now);
        Ok(represented.await?.0)
    }

    /// Whose record a holder may see, or, with `to_act`, for whom they may act: the other holder,
    /// by one of the mandates that stand, and its act.
    async fn represented(
        &self,
        representative: &Holder,
        holder: &str,
        to_act: bool,
        now: i64,
    ) -> Result<(Holder, ActId), AuthorityError> {
        let shard = representative.shard;
        let parsed = self.inner.ring.parse_public_id(IdKind::Holder, holder)?;
        let mandates = self.inner.store.mandates_for(shard, representative.key);
        for mandate in mandates.await? {
            let is_over = mandate.ended_at.is_some_and(|end| end <= now);
            let is_of = (shard, mandate.holder.0) == parsed && mandate.ends_at > now && !is_over;
            if !is_of {
                continue;
            }
            let may_act = self.signed_mandate(shard, &mandate, now).await?;
            if may_act.is_some_and(|may_act| may_act || !to_act) {
                let key = mandate.holder;
                return Ok((Holder { shard, key }, mandate.act));
            }
        }
        Err(AuthorityError::NotFound)
    }

    /// Whether a mandate is one to act, by its act: a row alone is no mandate.
    async fn signed_mandate(
        &self,
        shard: Shard,
        mandate: &MandateFacts,
        now: i64,
    ) -> Result<Option<bool>, AuthorityError> {
        let act = self.inner.store.act(shard, mandate.act).await?;
        let Some(act) = act.filter(|file| file.act.holder == Some(mandate.holder)) else {
            return Ok(None);
        };
        let known = self.known_staff().await?;
        let content = known.verified.directory().content(&act.act, shard)?;
        let whom = self.act_subject(IdKind::Holder, shard, mandate.holder.0)?;
        let who = self.act_subject(IdKind::Holder, shard, mandate.representative.0)?;
        Ok(match content.body {
            Body::Mandate {
                subject,
                representative,
                ends_at,
                may_act,
            } if (subject, representative) == (whom, who) && ends_at > now => Some(may_act),
            _ => None,
        })
    }
}

/// Events of a record that count: those that no other stands in place of.
pub(super) fn standing_events(record: &Record) -> impl Iterator<Item = &EventRecord> {
    let events = record.events.iter();
    events
        .filter(|event| !event.is_corrected)
        .map(|event| &event.event)
}
