//! Acts of one officer, in force at once: majority, mandates, held lots.

use cleanbill_health::BirthDate;
use cleanbill_issuer::act::{Body, LegalBasis};
use cleanbill_issuer::holder::PersonRecord;
use cleanbill_issuer::mandate::{hand_over, mandate, parental_mandate};
use cleanbill_issuer::registry::{
    Changeset, EntryHoldRow, MandateEndRow, MandateId, MandateRow, RowId,
};
use cleanbill_issuer::staff::{Purpose, StaffError};
use cleanbill_seal::{IdKind, PublicId, Scope};

use super::plan::permission_of;
use super::propose::{IDS_PER_ACT, NewAct};
use super::rows::Ids;
use super::{ActView, Subject};
use crate::{Authority, AuthorityError, Caller};

impl Authority {
    /// Writes an act that needs no signature, with what else `set` holds.
    async fn do_act(
        &self,
        caller: &Caller,
        set: Changeset,
        (body, basis): (Body, Option<LegalBasis>),
        subject: Subject,
        now: i64,
        then: impl FnOnce(&mut Changeset, cleanbill_issuer::registry::ActId, i64),
    ) -> Result<ActView, AuthorityError> {
        caller.may(permission_of(body.kind()))?;
        let known = self.known_staff().await?;
        let mut content = Self::content(caller, subject.shard, body, now);
        content.basis = basis;
        content.check()?;
        known.verified.staff().check_region(&content)?;
        let mut ids = Ids::reserve(self, subject.shard, IDS_PER_ACT + 1).await?;
        let mut set = Changeset {
            shard: subject.shard,
            ..set
        };
        let new = NewAct {
            content: &content,
            subject,
            now,
        };
        let act = self.write_act(&mut set, caller, &known, &new, &mut ids)?;
        then(&mut set, act, ids.take()?);
        self.inner.store.apply(&set).await?;
        self.view_of(subject.shard, act).await
    }

    /// The birth date of a holder, for which their record is opened.
    async fn birth_date(
        &self,
        caller: &Caller,
        holder: &str,
        now: i64,
    ) -> Result<(Subject, Option<BirthDate>), AuthorityError> {
        let (shard, key) = self.holder_key(holder).await?;
        let subject = Subject {
            shard,
            holder: Some(key),
            ..Subject::default()
        };
        let look = self.look(caller, shard, key, Purpose::HolderAsked, None, now);
        let opened = self.open(shard, &look.await?, Scope::Person).await?;
        let row = opened
            .rows()
            .persons
            .first()
            .ok_or(AuthorityError::Damaged)?;
        let person = PersonRecord::parse(&opened.person(row)?);
        let person = person.map_err(|_| AuthorityError::Damaged)?;
        Ok((subject, person.birth_date()))
    }

    /// A child's record passes into their own hands: mandates that parents have for it end, and
    /// with them their looks.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`]; [`AuthorityError::Mandate`] before the holder surely is of
    /// age; [`AuthorityError::Act`] for the basis.
    pub async fn hand_over(
        &self,
        caller: &Caller,
        holder: &str,
        basis: LegalBasis,
        now: i64,
    ) -> Result<ActView, AuthorityError> {
        caller.may(cleanbill_issuer::role::Permission::Mandate)?;
        let (subject, birth) = self.birth_date(caller, holder, now).await?;
        let key = subject.holder.ok_or(AuthorityError::NotFound)?;
        let id = self.act_subject(IdKind::Holder, subject.shard, key.0)?;
        let body = hand_over(id, birth, self.majority_years().await?, now)?;
        let mandates = self.inner.store.mandates_of(subject.shard, key).await?;
        let set = Changeset {
            name: "hand-over",
            ..Changeset::default()
        };
        let what = (body, Some(basis));
        self.do_act(caller, set, what, subject, now, |set, act, _| {
            let standing = mandates
                .iter()
                .filter(|mandate| mandate.ended_at.is_none() && mandate.ends_at > now);
            set.mandate_ends
                .extend(standing.map(|mandate| MandateEndRow {
                    mandate: mandate.id,
                    act,
                    at: now,
                }));
        })
        .await
    }

    /// Lets somebody act for a holder, until `ends_at`; for a parent (`None`) until the child comes
    /// of age, or for five years.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`], [`AuthorityError::Mandate`], [`AuthorityError::Act`] for the
    /// basis; [`AuthorityError::NotFound`], also for two people of different shards.
    pub async fn give_mandate(
        &self,
        caller: &Caller,
        holder: &str,
        representative: &str,
        (may_act, ends_at): (bool, Option<i64>),
        basis: LegalBasis,
        now: i64,
    ) -> Result<(PublicId, ActView), AuthorityError> {
        caller.may(cleanbill_issuer::role::Permission::Mandate)?;
        let (subject, birth) = self.birth_date(caller, holder, now).await?;
        let shard = subject.shard;
        let key = subject.holder.ok_or(AuthorityError::NotFound)?;
        let (other_shard, other) = self.holder_key(representative).await?;
        if other_shard != shard {
            return Err(AuthorityError::NotFound);
        }
        let whom = self.act_subject(IdKind::Holder, shard, key.0)?;
        let who = self.act_subject(IdKind::Holder, shard, other.0)?;
        let body = match ends_at {
            Some(ends_at) => mandate(whom, who, may_act, ends_at, now)?,
            None => parental_mandate(whom, who, birth, self.majority_years().await?, now)?,
        };
        let Body::Mandate {
            may_act, ends_at, ..
        } = body
        else {
            return Err(AuthorityError::Damaged);
        };
        let mut given = 0;
        let set = Changeset {
            name: "mandate",
            ..Changeset::default()
        };
        let what = (body, Some(basis));
        let view = self.do_act(caller, set, what, subject, now, |set, act, id| {
            given = id;
            set.mandates.push(MandateRow {
                id: MandateId(id),
                holder: key,
                representative: other,
                may_act,
                ends_at,
                act,
            });
        });
        let view = view.await?;
        let id = self.inner.ring.public_id(IdKind::Mandate, shard, given)?;
        Ok((id, view))
    }

    /// Ends a mandate of a holder's before its time.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`], [`AuthorityError::NotFound`]; [`AuthorityError::Store`]
    /// with `store.conflict` where it had ended.
    pub async fn end_mandate(
        &self,
        caller: &Caller,
        holder: &str,
        mandate: &str,
        basis: LegalBasis,
        now: i64,
    ) -> Result<ActView, AuthorityError> {
        caller.may(cleanbill_issuer::role::Permission::Mandate)?;
        let (shard, key) = self.holder_key(holder).await?;
        let parsed = self.inner.ring.parse_public_id(IdKind::Mandate, mandate)?;
        let found = self.inner.store.mandates_of(shard, key).await?;
        let found = found.iter().find(|m| (shard, m.id.0) == parsed);
        let found = found.ok_or(AuthorityError::NotFound)?;
        let given = self.inner.store.act(shard, found.act).await?;
        let hash = given.ok_or(AuthorityError::Damaged)?.act.hash;
        let subject = Subject {
            shard,
            holder: Some(key),
            target: Some(RowId(found.act.0)),
            ..Subject::default()
        };
        let set = Changeset {
            name: "end-mandate",
            ..Changeset::default()
        };
        let what = (Body::EndMandate { mandate: hash }, Some(basis));
        let id = found.id;
        self.do_act(caller, set, what, subject, now, |set, act, _| {
            set.mandate_ends.push(MandateEndRow {
                mandate: id,
                act,
                at: now,
            });
        })
        .await
    }

    /// Holds entry of a lot at a clinic, or lets it go on.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`], [`StaffError::NoOffice`], [`AuthorityError::Act`].
    pub async fn hold_entry(
        &self,
        caller: &Caller,
        office: &str,
        (product, lot): (&str, &str),
        held: bool,
        now: i64,
    ) -> Result<ActView, AuthorityError> {
        let known = self.known_staff().await?;
        let id = known.verified.directory().office_id(office);
        let id = id.ok_or(StaffError::NoOffice)?;
        let body = Body::HoldEntry {
            office: office.to_owned(),
            product: product.to_owned(),
            lot: lot.to_owned(),
            held,
        };
        let set = Changeset {
            name: "hold-entry",
            ..Changeset::default()
        };
        let subject = Subject {
            target: Some(RowId(id.0)),
            ..Subject::default()
        };
        self.do_act(caller, set, (body, None), subject, now, |set, act, _| {
            set.holds.push(EntryHoldRow {
                office: id,
                product: product.to_owned(),
                lot: lot.to_owned(),
                since: held.then_some(now),
                act: Some(act),
            });
        })
        .await
    }
}
