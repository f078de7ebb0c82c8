use cleanbill_issuer::Form;
use cleanbill_issuer::registry::{
    AccessId, AccessRow, ActId, EpochId, EventId, HolderId, MandateId, OfficeId, OfficerId, PassId,
    Shard,
};
use cleanbill_issuer::staff::Source;

use super::{WHOLE_MAX, page};
use crate::field::{Columns, Field, Sink};
use crate::link::args;
use crate::table::{Stored, stored};
use crate::{Store, StoreError};

/// A version of a person, without what is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonFacts {
    /// Whose.
    pub holder: HolderId,
    /// 1 for the first; the highest holds.
    pub version: i32,
    /// The act that wrote it.
    pub act: ActId,
}

stored!(PersonFacts, "person", true; holder, version, act);

/// A health event, without what is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventFacts {
    /// Its key.
    pub id: EventId,
    /// Whose.
    pub holder: HolderId,
    /// The event that this one corrects.
    pub corrects: Option<EventId>,
    /// The office that vouches for it.
    pub office: OfficeId,
    /// Where it was told from.
    pub source: Source,
    /// Keyed tag of the product.
    pub product_tag: [u8; 8],
    /// Keyed tag of product and lot.
    pub lot_tag: [u8; 8],
    /// The act that wrote it.
    pub act: ActId,
}

stored!(
    EventFacts, "event", true;
    id, holder, corrects, office, source, product_tag, lot_tag, act
);

/// A pass, without what is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassFacts {
    /// Its key.
    pub id: PassId,
    /// Whose.
    pub holder: HolderId,
    /// The event that it stands on.
    pub event: EventId,
    /// The pass that it takes the place of.
    pub replaces: Option<PassId>,
    /// The act that issued it.
    pub act: ActId,
    /// What it is revoked by ([`PassRow`](cleanbill_issuer::registry::PassRow)).
    pub handle: [u8; 16],
    /// The epoch of the key that signed it.
    pub epoch: EpochId,
    /// Whether it is a light pass.
    pub light: bool,
    /// In which form it was issued.
    pub form: Form,
    /// Claim `iat`, Unix seconds.
    pub issued_at: i64,
    /// Claim `exp`, Unix seconds.
    pub expires_at: i64,
}

stored!(
    PassFacts, "pass", true;
    id, holder, event, replaces, act, handle, epoch, light, form, issued_at, expires_at
);

/// A mandate, and when it ended before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MandateFacts {
    /// Its key.
    pub id: MandateId,
    /// For whom.
    pub holder: HolderId,
    /// Who may.
    pub representative: HolderId,
    /// Whether they may also ask for corrections and appeal.
    pub may_act: bool,
    /// Until when, Unix seconds.
    pub ends_at: i64,
    /// By which act.
    pub act: ActId,
    /// When it was ended before that, Unix seconds.
    pub ended_at: Option<i64>,
}

stored!(
    MandateFacts, "mandate", true;
    id, holder, representative, may_act, ends_at, act, ended_at
);

/// Rows that are looked through for a tag at once.
const SCAN_ROWS: u32 = 20_000;

impl Store {
    /// The versions of a person, the first first.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn persons_of(
        &self,
        shard: Shard,
        holder: HolderId,
    ) -> Result<Vec<PersonFacts>, StoreError> {
        self.all(
            "SELECT holder, version, act FROM person
             WHERE shard = $1 AND holder = $2 ORDER BY version LIMIT $3",
            args![shard.0, holder.0, WHOLE_MAX],
        )
        .await
    }

    /// The events of a holder, the oldest first.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn events_of(
        &self,
        shard: Shard,
        holder: HolderId,
    ) -> Result<Vec<EventFacts>, StoreError> {
        self.all(
            "SELECT id, holder, corrects, office, source, product_tag, lot_tag, act FROM event
             WHERE shard = $1 AND holder = $2 ORDER BY id LIMIT $3",
            args![shard.0, holder.0, WHOLE_MAX],
        )
        .await
    }

    /// An event.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn event(
        &self,
        shard: Shard,
        event: EventId,
    ) -> Result<Option<EventFacts>, StoreError> {
        self.one(
            "SELECT id, holder, corrects, office, source, product_tag, lot_tag, act FROM event
             WHERE shard = $1 AND id = $2",
            args![shard.0, event.0],
        )
        .await
    }

    /// The events that carry a tag of a lot (or, with `of_product`, of a product), among the next
    /// 20,000 after `after`; and where to go on, `None` at the end. Such events are looked for when
    /// a lot is withdrawn, seldom; an index would cost every pass.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn events_tagged(
        &self,
        shard: Shard,
        tag: &[u8; 8],
        of_product: bool,
        after: Option<EventId>,
    ) -> Result<(Vec<EventFacts>, Option<EventId>), StoreError> {
        let after = after.map_or(0, |event| event.0);
        let last = self
            .number(
                "SELECT MAX(id) FROM (
                     SELECT id FROM event WHERE shard = $1 AND id > $2 ORDER BY id LIMIT $3
                 ) AS part",
                args![shard.0, after, SCAN_ROWS],
            )
            .await?;
        let Some(last) = last else {
            return Ok((Vec::new(), None));
        };
        let found = self
            .all(
                "SELECT id, holder, corrects, office, source, product_tag, lot_tag, act FROM event
                 WHERE shard = $1 AND id > $2 AND id <= $3
                     AND CASE WHEN $4 = 1 THEN product_tag ELSE lot_tag END = $5 ORDER BY id",
                args![shard.0, after, last, i64::from(of_product), tag],
            )
            .await?;
        Ok((found, Some(EventId(last))))
    }

    /// The passes of a holder, the oldest first.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn passes_of(
        &self,
        shard: Shard,
        holder: HolderId,
    ) -> Result<Vec<PassFacts>, StoreError> {
        self.all(
            "SELECT id, holder, event, replaces, act, handle, epoch, light, form, issued_at,
                 expires_at
             FROM pass WHERE shard = $1 AND holder = $2 ORDER BY id LIMIT $3",
            args![shard.0, holder.0, WHOLE_MAX],
        )
        .await
    }

    /// A pass.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn pass(&self, shard: Shard, pass: PassId) -> Result<Option<PassFacts>, StoreError> {
        self.one(
            "SELECT id, holder, event, replaces, act, handle, epoch, light, form, issued_at,
                 expires_at
             FROM pass WHERE shard = $1 AND id = $2",
            args![shard.0, pass.0],
        )
        .await
    }

    /// Who looked at a holder's record, as far as the holder may see it by now (G11), the newest
    /// first.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn accesses_of(
        &self,
        shard: Shard,
        holder: HolderId,
        now: i64,
    ) -> Result<Vec<AccessRow>, StoreError> {
        self.all(
            "SELECT id, holder, officer, office, role, purpose, basis, act, at, visible_at
             FROM access WHERE shard = $1 AND holder = $2 AND visible_at <= $3
             ORDER BY id DESC LIMIT $4",
            args![shard.0, holder.0, now, WHOLE_MAX],
        )
        .await
    }

    /// Looks of an officer before the one that is given, the newest first. Not for anybody else: it
    /// names holders.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn accesses_by(
        &self,
        shard: Shard,
        officer: OfficerId,
        before: Option<AccessId>,
        limit: u32,
    ) -> Result<Vec<AccessRow>, StoreError> {
        let before = before.map_or(i64::MAX, |access| access.0);
        self.all(
            "SELECT id, holder, officer, office, role, purpose, basis, act, at, visible_at
             FROM access WHERE shard = $1 AND officer = $2 AND officer <> 0 AND id < $3
             ORDER BY id DESC LIMIT $4",
            args![shard.0, officer.0, before, page(limit)],
        )
        .await
    }

    /// Who may act for a holder, ended mandates included.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn mandates_of(
        &self,
        shard: Shard,
        holder: HolderId,
    ) -> Result<Vec<MandateFacts>, StoreError> {
        self.all(
            "SELECT m.id, m.holder, m.representative, m.may_act, m.ends_at, m.act, e.at
             FROM mandate AS m
             LEFT JOIN mandate_end AS e ON e.shard = m.shard AND e.mandate = m.id
             WHERE m.shard = $1 AND m.holder = $2 ORDER BY m.id LIMIT $3",
            args![shard.0, holder.0, WHOLE_MAX],
        )
        .await
    }

    /// For whom a holder may act, ended mandates included.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn mandates_for(
        &self,
        shard: Shard,
        representative: HolderId,
    ) -> Result<Vec<MandateFacts>, StoreError> {
        self.all(
            "SELECT m.id, m.holder, m.representative, m.may_act, m.ends_at, m.act, e.at
             FROM mandate AS m
             LEFT JOIN mandate_end AS e ON e.shard = m.shard AND e.mandate = m.id
             WHERE m.shard = $1 AND m.representative = $2 ORDER BY m.id LIMIT $3",
            args![shard.0, representative.0, WHOLE_MAX],
        )
        .await
    }

    /// When the code of a version was used to collect a pass, Unix seconds; `None` if it was not.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn collected_at(
        &self,
        shard: Shard,
        pass: PassId,
        version: u8,
    ) -> Result<Option<i64>, StoreError> {
        self.number(
            "SELECT at FROM collection_use WHERE shard = $1 AND pass = $2 AND version = $3",
            args![shard.0, pass.0, version],
        )
        .await
    }

    /// Whether a holder gave a delivery channel. What it is takes an access entry.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn has_channel(&self, shard: Shard, holder: HolderId) -> Result<bool, StoreError> {
        let found = self
            .number(
                "SELECT 1 FROM channel WHERE shard = $1 AND holder = $2",
                args![shard.0, holder.0],
            )
            .await?;
        Ok(found.is_some())
    }
}
