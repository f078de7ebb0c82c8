//! A pass for the same event again: lost, key rotated, corrected. The old one counts until an act
//! of two offices takes it back (G07).

use std::fmt;

use cleanbill_issuer::act::Body;
use cleanbill_issuer::holder::{EventRecord, PersonRecord};
use cleanbill_issuer::leaf::LeafKind;
use cleanbill_issuer::registry::{
    Changeset, EventId, HolderId, LeafId, LeafRow, Lookup, LookupKind, PassId, PassRow, RowId,
    Shard,
};
use cleanbill_issuer::role::Permission;
use cleanbill_issuer::staff::Purpose;
use cleanbill_seal::{CollectionCode, IdKind, KeyRing, Opened, Place, PublicId, Scope, commitment};
use cleanbill_store::{EventFacts, PassFacts, StoreError};

use super::PassStatus;
use super::open::{parse_event, parse_person};
use super::status::{Tag, Takings};
use crate::acts::{IDS_PER_ACT, Ids, NewAct, Subject};
use crate::collect::FIRST_CODE;
use crate::forms::{InForm, code_of};
use crate::staff::KnownStaff;
use crate::{Authority, AuthorityError, Caller};

/// Keys that one reissue takes: of its act, leaf and access entry, and of the pass.
pub(super) const IDS_PER_REISSUE: usize = IDS_PER_ACT + 1;

/// A pass that was issued again. `Debug` shows the public ids only.
#[derive(Clone, PartialEq, Eq)]
pub struct Reissued {
    /// The new pass.
    pub pass: PublicId,
    /// The pass that it takes the place of.
    pub replaces: PublicId,
    /// The act.
    pub act: PublicId,
    /// What is drawn as a QR code, in the form of the pass that it takes the place of.
    pub text: String,
    /// With what the holder collects the pass, once.
    pub code: CollectionCode,
    /// The secret of the pass's commitment.
    pub receipt: [u8; 32],
    /// Claim `exp`, Unix seconds.
    pub expires_at: i64,
}

impl fmt::Debug for Reissued {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reissued")
            .field("pass", &self.pass)
            .field("replaces", &self.replaces)
            .finish_non_exhaustive()
    }
}

/// A pass without what is sealed.
pub(super) const fn facts_of(row: &PassRow) -> PassFacts {
    PassFacts {
        id: row.id,
        holder: row.holder,
        event: row.event,
        replaces: row.replaces,
        act: row.act,
        handle: row.handle,
        epoch: row.epoch,
        light: row.light,
        form: row.form,
        issued_at: row.issued_at,
        expires_at: row.expires_at,
    }
}

/// For whom passes are issued again, and by whom.
pub(super) struct Reissuing<'r> {
    pub(super) authority: &'r Authority,
    pub(super) caller: &'r Caller,
    pub(super) known: &'r KnownStaff,
    pub(super) shard: Shard,
    pub(super) holder: HolderId,
    pub(super) opened: &'r Opened,
    pub(super) person: &'r PersonRecord,
    pub(super) now: i64,
}

impl Reissuing<'_> {
    /// Signs the pass, and adds its rows.
    pub(super) fn add(
        &self,
        set: &mut Changeset,
        (record, event): (&EventRecord, EventId),
        old: &PassRow,
        ids: &mut Ids,
    ) -> Result<Reissued, AuthorityError> {
        let inner = &self.authority.inner;
        let request = record.request(self.person)?;
        let mut entropy = [0; 16];
        inner.entropy.fill(&mut entropy);
        let form = InForm::of(old.form, &self.opened.pass(old)?)?;
        let signing = inner.signing();
        let signed = signing.sign(&request, record.lot(), &form, self.now, entropy)?;
        let pass = PassId(ids.take()?);
        let body = Body::Reissue {
            handle: signed.handle,
            replaces: old.handle,
            kid: signed.kid,
        };
        let content = Authority::content(self.caller, self.shard, body, self.now);
        let new = NewAct {
            content: &content,
            subject: Subject {
                shard: self.shard,
                holder: Some(self.holder),
                pass: Some(pass),
                target: Some(RowId(old.id.0)),
            },
            now: self.now,
        };
        let act = self
            .authority
            .write_act(set, self.caller, self.known, &new, ids)?;
        let key = self.opened.key();
        let secret = key.commitment_secret(pass)?;
        set.leaves.push(LeafRow {
            id: LeafId(ids.take()?),
            kind: LeafKind::Commitment,
            act: Some(act),
            body: commitment(&secret, &signed.bytes).to_vec(),
        });
        let mut nonce = [0; 12];
        inner.entropy.fill(&mut nonce);
        let place = Place::pass(self.shard, self.holder, pass);
        set.passes.push(PassRow {
            id: pass,
            holder: self.holder,
            event,
            replaces: Some(old.id),
            act,
            handle: signed.handle,
            epoch: signed.epoch,
            light: false,
            form: signed.form,
            issued_at: signed.issued_at,
            expires_at: signed.expires_at,
            sealed: key.seal(place, &signed.bytes, nonce)?,
        });
        let lookups = set.lookups.entry(LookupKind::Handle).or_default();
        lookups.push(Lookup {
            hash: signed.handle,
            target: pass.0,
        });
        let id = |kind, key| inner.ring.public_id(kind, self.shard, key);
        Ok(Reissued {
            pass: id(IdKind::Pass, pass.0)?,
            replaces: id(IdKind::Pass, old.id.0)?,
            act: id(IdKind::Act, act.0)?,
            text: code_of(signed.form, false, &signed.bytes)?,
            code: inner.ring.collection_code(self.shard, pass, FIRST_CODE)?,
            receipt: *secret,
            expires_at: signed.expires_at,
        })
    }

    /// Where a pass of the opened record stands.
    pub(super) fn status(
        &self,
        takings: &Takings,
        events: &[EventFacts],
        pass: &PassRow,
    ) -> PassStatus {
        pass_status(
            self.authority,
            self.opened,
            (takings, events),
            pass,
            self.now,
        )
    }
}

/// The tag of a product or a lot, as events carry it.
pub(crate) fn tag_of_value(ring: &KeyRing, product: &str, lot: Option<&str>) -> Tag {
    match lot {
        Some(lot) => Tag::Lot(ring.lot_tag(product, lot)),
        None => Tag::Product(ring.product_tag(product)),
    }
}

/// Where a pass of an opened record stands.
pub(super) fn pass_status(
    authority: &Authority,
    opened: &Opened,
    (takings, events): (&Takings, &[EventFacts]),
    pass: &PassRow,
    now: i64,
) -> PassStatus {
    let ring = &authority.inner.ring;
    let tag = |product: &str, lot: Option<&str>| tag_of_value(ring, product, lot);
    let rows = &opened.rows().passes;
    let replaced: Vec<PassId> = rows.iter().filter_map(|row| row.replaces).collect();
    let event = events.iter().find(|event| event.id == pass.event);
    takings.status(&tag, &facts_of(pass), event, &replaced, now)
}

impl Authority {
    /// What takes a pass away, without acts about many that a reviewer decided against for its
    /// holder.
    async fn undecided(
        &self,
        known: &KnownStaff,
        shard: Shard,
        takings: Takings,
        (pass, events): (&PassFacts, &[EventFacts]),
    ) -> Result<Takings, AuthorityError> {
        let ring = &self.inner.ring;
        let tag = |product: &str, lot: Option<&str>| tag_of_value(ring, product, lot);
        let event = events.iter().find(|event| event.id == pass.event);
        let mut decided = Vec::new();
        for act in takings.acts(&tag, pass, event) {
            let is_own = act.is_about_many
                && self
                    .is_upheld_for(known, shard, pass.holder, &act.hash)
                    .await?;
            decided.extend(is_own.then_some(act));
        }
        Ok(takings.without(&decided))
    }

    /// Issues a pass again, with what is known of holder and event by now.
    ///
    /// Nobody is refused by this call alone: where a holder asks and the answer is no, that is an
    /// act of two offices ([`Proposal::RefuseReissue`](crate::Proposal::RefuseReissue)).
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`]; [`AuthorityError::Superseded`] where another pass stands in
    /// its place; [`AuthorityError::Revoked`] where it was taken back or notice of that was given,
    /// unless by an act about many that a reviewer decided against for this holder: the act does
    /// not touch what is issued after it;
    /// [`AuthorityError::ReissueRefused`] where such an act is in force;
    /// [`AuthorityError::Issue`]; [`AuthorityError::NotFound`], also for a light pass.
    pub async fn reissue(
        &self,
        caller: &Caller,
        pass: &str,
        now: i64,
    ) -> Result<Reissued, AuthorityError> {
        caller.may(Permission::Print)?;
        let (shard, facts) = self.pass_facts(pass).await?;
        if facts.light {
            return Err(AuthorityError::NotFound);
        }
        let holder = facts.holder;
        let access = self.look(caller, shard, holder, Purpose::Print, None, now);
        let opened = self.open(shard, &access.await?, Scope::Record).await?;
        let known = self.known_staff().await?;
        let acts = self.inner.store.acts_of(shard, holder).await?;
        let events = self.inner.store.events_of(shard, holder).await?;
        let takings = self.takings(&known, shard, &acts).await?;
        let takings = self.undecided(&known, shard, takings, (&facts, &events));
        let takings = takings.await?;
        let rows = opened.rows();
        let row = rows.persons.first().ok_or(AuthorityError::Damaged)?;
        let person = parse_person(&opened, row)?;
        let old = rows.passes.iter().find(|row| row.id == facts.id);
        let old = old.ok_or(AuthorityError::Damaged)?;
        let reissuing = Reissuing {
            authority: self,
            caller,
            known: &known,
            shard,
            holder,
            opened: &opened,
            person: &person,
            now,
        };
        if takings.refuse_reissue(&facts) {
            return Err(AuthorityError::ReissueRefused);
        }
        if rows.passes.iter().any(|row| row.replaces == Some(old.id)) {
            return Err(AuthorityError::Superseded);
        }
        match reissuing.status(&takings, &events, old) {
            PassStatus::Valid | PassStatus::Expired => {}
            PassStatus::Replaced => return Err(AuthorityError::Superseded),
            PassStatus::Noticed { .. } | PassStatus::Revoked { .. } => {
                return Err(AuthorityError::Revoked);
            }
        }
        // What was corrected meanwhile counts.
        let mut event = facts.event;
        for row in &rows.events {
            if row.corrects == Some(event) {
                event = row.id;
            }
        }
        let row = rows.events.iter().find(|row| row.id == event);
        let record = parse_event(&opened, row.ok_or(AuthorityError::Damaged)?)?;
        let mut set = Changeset {
            name: "reissue",
            shard,
            ..Changeset::default()
        };
        let mut ids = Ids::reserve(self, shard, IDS_PER_REISSUE).await?;
        let reissued = reissuing.add(&mut set, (&record, event), old, &mut ids)?;
        match self.inner.store.apply(&set).await {
            Ok(_) => {
                for act in set.acts.iter().map(|act| act.id) {
                    self.release(shard, act).await?;
                }
                Ok(reissued)
            }
            // Somebody else issued it again at the same moment.
            Err(StoreError::Conflict { table: "pass" }) => Err(AuthorityError::Superseded),
            Err(error) => Err(error.into()),
        }
    }
}
