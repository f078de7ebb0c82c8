//! Acts of one officer, in force at once: majority, mandates, held lots.

use cleanbill_health::BirthDate;
use cleanbill_issuer::act::{Body, LegalBasis};
use cleanbill_issuer::holder::PersonRecord;
use cleanbill_issuer::mandate::{hand_over, mandate, parental_mandate};
use cleanbill_issuer::registry::{
    ActId, Changeset, EntryHoldRow, MandateEndRow, MandateId, MandateRow, RowId,
};
use cleanbill_issuer::role::Permission;
use cleanbill_issuer::staff::{Purpose, StaffError};
use cleanbill_seal::{IdKind, PublicId, Scope};
use cleanbill_store::MandateFacts;

use super::plan::permission_of;
use super::propose::{IDS_PER_ACT, NewAct};
use super::rows::Ids;
use super::{ActView, Outcome, Subject};
use crate::collect::Holder;
use crate::intake::check_lot;
use crate::issuing::RequestKey;
use crate::records::MandateView;
use crate::{Authority, AuthorityError, Caller};

/// Who may act for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewMandate<'a> {
    /// The holder, by public id.
    pub holder: &'a str,
    /// The holder who may act for them, by public id.
    pub representative: &'a str,
    /// Whether they may also ask for corrections and object, beside looking.
    pub may_act: bool,
    /// Until when, Unix seconds; `None` is a parent's mandate: until the child comes of age, or for
    /// five years, and with the right to act.
    pub ends_at: Option<i64>,
    /// On which ground of law.
    pub basis: LegalBasis,
}

/// An act that needs no signature, and what is written with it.
struct OwnAct<'a> {
    name: &'static str,
    body: Body,
    basis: Option<LegalBasis>,
    subject: Subject,
    request: Option<&'a RequestKey>,
    now: i64,
}

impl Authority {
    /// Writes an act that needs no signature, with what `then` adds: it gets the act's key and one
    /// more. Gives the act and that key.
    async fn do_act(
        &self,
        caller: &Caller,
        own: OwnAct<'_>,
        then: impl FnOnce(&mut Changeset, ActId, i64),
    ) -> Result<(ActView, i64), AuthorityError> {
        let (subject, now) = (own.subject, own.now);
        caller.may(permission_of(own.body.kind()))?;
        let known = self.known_staff().await?;
        let mut content = Self::content(caller, subject.shard, own.body, now);
        content.basis = own.basis;
        content.check()?;
        known.verified.staff().check_region(&content)?;
        let mut ids = Ids::reserve(self, subject.shard, IDS_PER_ACT + 1).await?;
        let mut set = Changeset {
            name: own.name,
            shard: subject.shard,
            ..Changeset::default()
        };
        let new = NewAct {
            content: &content,
            subject,
            now,
        };
        let act = self.write_act(&mut set, caller, &known, &new, &mut ids)?;
        let more = ids.take()?;
        then(&mut set, act, more);
        let outcome = Outcome {
            shard: subject.shard,
            keys: vec![act.0, more],
        };
        let answer = |request| self.answer(caller, request, &outcome, now);
        set.idempotency = own.request.map(answer);
        match self.inner.store.apply(&set).await {
            Ok(_) => self.own_act_view(&outcome).await,
            Err(error) => {
                let before = self.outcome_after(error, caller, own.request).await?;
                self.own_act_view(&before).await
            }
        }
    }

    /// The act of an answer, and the key beside it.
    async fn own_act_view(&self, outcome: &Outcome) -> Result<(ActView, i64), AuthorityError> {
        let [act, more] = outcome.keys.as_slice() else {
            return Err(AuthorityError::KeyReused);
        };
        Ok((self.view_of(outcome.shard, ActId(*act)).await?, *more))
    }

    /// The act that was done for this request before.
    async fn own_act_before(
        &self,
        caller: &Caller,
        request: Option<&RequestKey>,
    ) -> Result<Option<(ActView, i64)>, AuthorityError> {
        match self.outcome_of(caller, request).await? {
            Some(outcome) => self.own_act_view(&outcome).await.map(Some),
            None => Ok(None),
        }
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
        request: Option<&RequestKey>,
        now: i64,
    ) -> Result<ActView, AuthorityError> {
        caller.may(Permission::Mandate)?;
        if let Some((view, _)) = self.own_act_before(caller, request).await? {
            return Ok(view);
        }
        let (subject, birth) = self.birth_date(caller, holder, now).await?;
        let key = subject.holder.ok_or(AuthorityError::NotFound)?;
        let id = self.act_subject(IdKind::Holder, subject.shard, key.0)?;
        let body = hand_over(id, birth, self.majority_years().await?, now)?;
        let mandates = self.inner.store.mandates_of(subject.shard, key).await?;
        let own = OwnAct {
            name: "hand-over",
            body,
            basis: Some(basis),
            subject,
            request,
            now,
        };
        let done = self.do_act(caller, own, |set, act, _| {
            let standing = mandates
                .iter()
                .filter(|mandate| mandate.ended_at.is_none() && mandate.ends_at > now);
            set.mandate_ends
                .extend(standing.map(|mandate| MandateEndRow {
                    mandate: mandate.id,
                    act,
                    at: now,
                }));
        });
        Ok(done.await?.0)
    }

    /// Lets somebody act for a holder. Gives the mandate's public id, and the act.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`], [`AuthorityError::Mandate`], [`AuthorityError::Act`] for the
    /// basis; [`AuthorityError::NotFound`], also for two people of different shards.
    pub async fn give_mandate(
        &self,
        caller: &Caller,
        told: &NewMandate<'_>,
        request: Option<&RequestKey>,
        now: i64,
    ) -> Result<(PublicId, ActView), AuthorityError> {
        caller.may(Permission::Mandate)?;
        let id = |shard, key| self.inner.ring.public_id(IdKind::Mandate, shard, key);
        if let Some(outcome) = self.outcome_of(caller, request).await? {
            let (view, given) = self.own_act_view(&outcome).await?;
            return Ok((id(outcome.shard, given)?, view));
        }
        let (subject, birth) = self.birth_date(caller, told.holder, now).await?;
        let shard = subject.shard;
        let key = subject.holder.ok_or(AuthorityError::NotFound)?;
        let (other_shard, other) = self.holder_key(told.representative).await?;
        if other_shard != shard {
            return Err(AuthorityError::NotFound);
        }
        let whom = self.act_subject(IdKind::Holder, shard, key.0)?;
        let who = self.act_subject(IdKind::Holder, shard, other.0)?;
        let body = match told.ends_at {
            Some(ends_at) => mandate(whom, who, told.may_act, ends_at, now)?,
            None => parental_mandate(whom, who, birth, self.majority_years().await?, now)?,
        };
        let Body::Mandate {
            may_act, ends_at, ..
        } = body
        else {
            return Err(AuthorityError::Damaged);
        };
        let own = OwnAct {
            name: "mandate",
            body,
            basis: Some(told.basis),
            subject,
            request,
            now,
        };
        let done = self.do_act(caller, own, |set, act, given| {
            set.mandates.push(MandateRow {
                id: MandateId(given),
                holder: key,
                representative: other,
                may_act,
                ends_at,
                act,
            });
        });
        let (view, given) = done.await?;
        Ok((id(shard, given)?, view))
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
        request: Option<&RequestKey>,
        now: i64,
    ) -> Result<ActView, AuthorityError> {
        caller.may(Permission::Mandate)?;
        if let Some((view, _)) = self.own_act_before(caller, request).await? {
            return Ok(view);
        }
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
        let own = OwnAct {
            name: "end-mandate",
            body: Body::EndMandate { mandate: hash },
            basis: Some(basis),
            subject,
            request,
            now,
        };
        let id = found.id;
        let done = self.do_act(caller, own, |set, act, _| {
            set.mandate_ends.push(MandateEndRow {
                mandate: id,
                act,
                at: now,
            });
        });
        Ok(done.await?.0)
    }

    /// The mandates that a holder gave, and those that were given to them. Nothing sealed is read.
    ///
    /// # Errors
    /// [`AuthorityError::Store`].
    pub async fn own_mandates(&self, holder: &Holder) -> Result<Vec<MandateView>, AuthorityError> {
        let (store, shard) = (&self.inner.store, holder.shard);
        let mut mandates = store.mandates_of(shard, holder.key).await?;
        mandates.extend(store.mandates_for(shard, holder.key).await?);
        let id = |kind, key| self.inner.ring.public_id(kind, shard, key);
        let view = |mandate: &MandateFacts| {
            Ok(MandateView {
                id: id(IdKind::Mandate, mandate.id.0)?,
                holder: id(IdKind::Holder, mandate.holder.0)?,
                representative: id(IdKind::Holder, mandate.representative.0)?,
                may_act: mandate.may_act,
                ends_at: mandate.ended_at.unwrap_or(mandate.ends_at),
            })
        };
        mandates.iter().map(view).collect()
    }

    /// Holds entry of a lot at a clinic, or lets it go on: not an officer of that clinic.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`], [`AuthorityError::NotIndependent`], [`StaffError::NoOffice`],
    /// [`AuthorityError::Intake`] for the lot, [`AuthorityError::Act`].
    pub async fn hold_entry(
        &self,
        caller: &Caller,
        office: &str,
        (product, lot): (&str, &str),
        held: bool,
        request: Option<&RequestKey>,
        now: i64,
    ) -> Result<ActView, AuthorityError> {
        caller.may(Permission::Deliveries)?;
        if let Some((view, _)) = self.own_act_before(caller, request).await? {
            return Ok(view);
        }
        let known = self.known_staff().await?;
        let id = known.verified.directory().office_id(office);
        let id = id.ok_or(StaffError::NoOffice)?;
        // Nobody lets themselves go on.
        if id == caller.office && !held {
            return Err(AuthorityError::NotIndependent);
        }
        // In the one spelling that doses are counted by.
        let lot = check_lot(lot)?;
        let own = OwnAct {
            name: "hold-entry",
            body: Body::HoldEntry {
                office: office.to_owned(),
                product: product.to_owned(),
                lot: lot.clone(),
                held,
            },
            basis: None,
            subject: Subject {
                target: Some(RowId(id.0)),
                ..Subject::default()
            },
            request,
            now,
        };
        let done = self.do_act(caller, own, |set, act, _| {
            set.holds.push(EntryHoldRow {
                office: id,
                product: product.to_owned(),
                lot,
                since: held.then_some(now),
                act: Some(act),
            });
        });
        Ok(done.await?.0)
    }
}
