//! The way into a record: the access entry first, then the rows, then the key.

use std::collections::BTreeMap;

use cleanbill_issuer::act::LegalBasis;
use cleanbill_issuer::holder::{EventRecord, PersonRecord, changes};
use cleanbill_issuer::registry::{
    AccessId, AccessRow, ActId, ActRow, EventId, HolderId, OfficeId, PassId, Shard,
};
use cleanbill_issuer::role::Permission;
use cleanbill_issuer::staff::{Purpose, Role};
use cleanbill_seal::{IdKind, Opened, PublicId, Scope};
use cleanbill_store::{ActFile, EventFacts};

use super::status::Tag;
use super::view::{AccessView, EventView, MandateView, PassView, PersonVersion, Record};
use crate::acts::{Ids, is_hidden};
use crate::forms::code_of;
use crate::staff::KnownStaff;
use crate::{Authority, AuthorityError, Caller};

/// The permission that a look for this purpose takes beside [`Permission::OpenHolder`]; `None`
/// where no officer looks for it in this way.
const fn permission_for(purpose: Purpose) -> Option<Permission> {
    match purpose {
        Purpose::Issue => Some(Permission::Issue),
        Purpose::Print => Some(Permission::Print),
        Purpose::Correct => Some(Permission::Correct),
        Purpose::HolderAsked => Some(Permission::FindHolder),
        Purpose::Revoke | Purpose::Audit => Some(Permission::Revoke),
        Purpose::Appeal => Some(Permission::Review),
        Purpose::Erase => Some(Permission::Erase),
        // By an act of two offices, and by the holder's own token.
        Purpose::Disclose | Purpose::Own => None,
    }
}

impl Authority {
    /// An access entry that is not written yet.
    pub(crate) async fn look(
        &self,
        caller: &Caller,
        shard: Shard,
        holder: HolderId,
        purpose: Purpose,
        basis: Option<LegalBasis>,
        now: i64,
    ) -> Result<AccessRow, AuthorityError> {
        Ok(AccessRow {
            id: AccessId(Ids::reserve(self, shard, 1).await?.take()?),
            holder,
            officer: caller.officer,
            office: caller.office,
            role: caller.role,
            purpose,
            basis,
            act: None,
            at: now,
            visible_at: now,
        })
    }

    pub(crate) async fn open(
        &self,
        shard: Shard,
        access: &AccessRow,
        scope: Scope,
    ) -> Result<Opened, AuthorityError> {
        let inner = &self.inner;
        Ok(inner
            .unsealer
            .open(&inner.ring, shard, access, scope)
            .await?)
    }

    /// Opens a holder's record for a purpose that the caller's role has. The holder sees office,
    /// role, number, purpose and basis (G11).
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`], [`AuthorityError::Purpose`]; [`AuthorityError::NotFound`];
    /// [`AuthorityError::Seal`] with `seal.rate-limited` and `seal.erased`.
    pub async fn open_record(
        &self,
        caller: &Caller,
        holder: &str,
        purpose: Purpose,
        basis: Option<LegalBasis>,
        now: i64,
    ) -> Result<Record, AuthorityError> {
        caller.may(Permission::OpenHolder)?;
        caller.may(permission_for(purpose).ok_or(AuthorityError::Purpose)?)?;
        // Who looks into officers says on which ground.
        if purpose == Purpose::Audit && basis.is_none() {
            return Err(AuthorityError::Purpose);
        }
        let (shard, key) = self.holder_key(holder).await?;
        let access = self.look(caller, shard, key, purpose, basis, now).await?;
        self.record(shard, &access, now).await
    }

    /// Opens a record by an access entry, and reads all of it.
    pub(crate) async fn record(
        &self,
        shard: Shard,
        access: &AccessRow,
        now: i64,
    ) -> Result<Record, AuthorityError> {
        let opened = self.open(shard, access, Scope::History).await?;
        let store = &self.inner.store;
        let known = self.known_staff().await?;
        let holder = access.holder;
        let acts = store.acts_of(shard, holder).await?;
        let facts = store.events_of(shard, holder).await?;
        let reading = Reading {
            authority: self,
            known: &known,
            shard,
            acts: acts.iter().map(|file| (file.act.id, &file.act)).collect(),
            now,
        };
        let takings = self.takings(&known, shard, &acts).await?;
        let accesses = store.accesses_of(shard, holder, now).await?;
        let mut mandates = store.mandates_of(shard, holder).await?;
        mandates.extend(store.mandates_for(shard, holder).await?);
        let accesses = accesses.iter().map(|row| reading.access(row));
        let mandates = mandates.iter().map(|mandate| {
            let id = |kind, key| reading.id(kind, key);
            Ok(MandateView {
                id: id(IdKind::Mandate, mandate.id.0)?,
                holder: id(IdKind::Holder, mandate.holder.0)?,
                representative: id(IdKind::Holder, mandate.representative.0)?,
                may_act: mandate.may_act,
                ends_at: mandate.ended_at.unwrap_or(mandate.ends_at),
            })
        });
        Ok(Record {
            holder: reading.id(IdKind::Holder, holder.0)?,
            versions: reading.versions(&opened)?,
            events: reading.events(&opened)?,
            passes: reading.passes(&opened, &takings, &facts)?,
            accesses: accesses.collect::<Result<_, AuthorityError>>()?,
            acts: reading.acts(&acts)?,
            mandates: mandates.collect::<Result<_, AuthorityError>>()?,
            has_channel: opened.rows().channel.is_some(),
        })
    }
}

/// The text of a pass of an opened record.
pub(crate) fn text_of(opened: &Opened, pass: PassId) -> Result<String, AuthorityError> {
    let mut passes = opened.rows().passes.iter();
    let row = passes.find(|row| row.id == pass);
    let row = row.ok_or(AuthorityError::NotFound)?;
    code_of(row.form, row.light, &opened.pass(row)?)
}

pub(crate) fn parse_event(
    opened: &Opened,
    row: &cleanbill_issuer::registry::EventRow,
) -> Result<EventRecord, AuthorityError> {
    EventRecord::parse(&opened.event(row)?).map_err(|_| AuthorityError::Damaged)
}

pub(crate) fn parse_person(
    opened: &Opened,
    row: &cleanbill_issuer::registry::PersonRow,
) -> Result<PersonRecord, AuthorityError> {
    PersonRecord::parse(&opened.person(row)?).map_err(|_| AuthorityError::Damaged)
}

/// What rows are read with.
struct Reading<'r> {
    authority: &'r Authority,
    known: &'r KnownStaff,
    shard: Shard,
    acts: BTreeMap<ActId, &'r ActRow>,
    now: i64,
}

impl Reading<'_> {
    fn id(&self, kind: IdKind, key: i64) -> Result<PublicId, AuthorityError> {
        let ring = &self.authority.inner.ring;
        Ok(ring.public_id(kind, self.shard, key)?)
    }

    fn office(&self, office: OfficeId) -> String {
        let directory = self.known.verified.directory();
        directory.office(office).unwrap_or_default().to_owned()
    }

    fn versions(&self, opened: &Opened) -> Result<Vec<PersonVersion>, AuthorityError> {
        let directory = self.known.verified.directory();
        let mut versions: Vec<PersonVersion> = Vec::new();
        // From the first on, each against the one before.
        for row in opened.rows().persons.iter().rev() {
            let person = parse_person(opened, row)?;
            let before = versions.last().map(|before| &before.person);
            let act = self.acts.get(&row.act);
            versions.push(PersonVersion {
                version: row.version,
                at: act.map_or(0, |act| act.at),
                officer: act.and_then(|act| directory.officer(act.officer)),
                office: act.map_or_else(String::new, |act| self.office(act.office)),
                changed: before.map_or_else(Vec::new, |before| changes(before, &person)),
                person,
            });
        }
        versions.reverse();
        Ok(versions)
    }

    fn events(&self, opened: &Opened) -> Result<Vec<EventView>, AuthorityError> {
        let rows = &opened.rows().events;
        let mut records: BTreeMap<EventId, EventRecord> = BTreeMap::new();
        for row in rows {
            records.insert(row.id, parse_event(opened, row)?);
        }
        let view = |row: &cleanbill_issuer::registry::EventRow| {
            let event = records.get(&row.id).ok_or(AuthorityError::Damaged)?;
            let before = row.corrects.and_then(|wrong| records.get(&wrong));
            let corrects = row.corrects.map(|wrong| self.id(IdKind::Event, wrong.0));
            Ok(EventView {
                id: self.id(IdKind::Event, row.id.0)?,
                corrects: corrects.transpose()?,
                is_corrected: rows.iter().any(|other| other.corrects == Some(row.id)),
                office: self.office(row.office),
                source: row.source,
                at: self.acts.get(&row.act).map_or(0, |act| act.at),
                changed: before.map_or_else(Vec::new, |before| before.changes(event)),
                event: event.clone(),
            })
        };
        rows.iter().map(view).collect()
    }

    fn passes(
        &self,
        opened: &Opened,
        takings: &super::status::Takings,
        facts: &[EventFacts],
    ) -> Result<Vec<PassView>, AuthorityError> {
        let rows = &opened.rows().passes;
        let replaced: Vec<PassId> = rows.iter().filter_map(|row| row.replaces).collect();
        let ring = &self.authority.inner.ring;
        let tag = |product: &str, lot: Option<&str>| match lot {
            Some(lot) => Tag::Lot(ring.lot_tag(product, lot)),
            None => Tag::Product(ring.product_tag(product)),
        };
        let view = |row: &cleanbill_issuer::registry::PassRow| {
            let event = facts.iter().find(|event| event.id == row.event);
            let pass = super::reissue::facts_of(row);
            let replaces = row.replaces.map(|old| self.id(IdKind::Pass, old.0));
            Ok(PassView {
                id: self.id(IdKind::Pass, row.id.0)?,
                event: self.id(IdKind::Event, row.event.0)?,
                replaces: replaces.transpose()?,
                light: row.light,
                form: row.form,
                issued_at: row.issued_at,
                expires_at: row.expires_at,
                status: takings.status(&tag, &pass, event, &replaced, self.now),
            })
        };
        rows.iter().map(view).collect()
    }

    fn access(&self, row: &AccessRow) -> Result<AccessView, AuthorityError> {
        let directory = self.known.verified.directory();
        let by_officer = row.officer.0 != 0;
        let act = row.act.map(|act| self.id(IdKind::Act, act.0));
        Ok(AccessView {
            id: self.id(IdKind::Access, row.id.0)?,
            officer: directory.officer(row.officer),
            office: directory.office(row.office).map(str::to_owned),
            role: Some(row.role).filter(|_: &Role| by_officer),
            purpose: row.purpose,
            basis: row.basis,
            act: act.transpose()?,
            at: row.at,
        })
    }

    fn acts(&self, files: &[ActFile]) -> Result<Vec<crate::acts::ActView>, AuthorityError> {
        let mut views = Vec::new();
        for file in files {
            let view = self.authority.act_view(self.known, self.shard, file);
            match view {
                Ok(view) if is_hidden(&view.body, file.act.holder, self.now) => {}
                Ok(view) => views.push(view),
                // What nobody did is not shown as if somebody had.
                Err(AuthorityError::Act(error)) => {
                    tracing::warn!(code = error.code(), "a row is no act");
                }
                Err(error) => return Err(error),
            }
        }
        Ok(views)
    }
}
