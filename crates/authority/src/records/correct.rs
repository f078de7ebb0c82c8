//! Correcting: a new version beside the old one, and new passes for those that said the wrong thing
//! (G10). The old passes are superseded, not revoked: taking them back is an act of two offices,
//! with the reason `corrected`, which no clinic or desk can propose (G07).

use std::fmt;

use cleanbill_hcert::dcc::PersonName;
use cleanbill_issuer::IssueError;
use cleanbill_issuer::act::{Body, Corrected};
use cleanbill_issuer::holder::{EventRecord, PersonRecord, changes};
use cleanbill_issuer::registry::{
    ActId, Changeset, EventId, EventRow, HolderId, Lookup, LookupKind, PassRow, PersonRow, Shard,
};
use cleanbill_issuer::role::Permission;
use cleanbill_issuer::staff::{Purpose, Source};
use cleanbill_seal::{IdKind, Opened, Place, PublicId, Scope};
use zeroize::Zeroizing;

use super::PassStatus;
use super::corrected::outcome;
use super::open::{parse_event, parse_person};
use super::reissue::{IDS_PER_REISSUE, Reissued, Reissuing};
use crate::acts::{IDS_PER_ACT, Ids, NewAct, Subject, tally_key};
use crate::intake::Told;
use crate::issuing::RequestKey;
use crate::staff::KnownStaff;
use crate::{Authority, AuthorityError, Caller};

/// Who somebody is, in place of what was known. Documents stay.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPerson {
    /// The names. A spelling in `A`–`Z` that the holder chose wins over ours.
    pub name: PersonName,
    /// `YYYY-MM-DD`, `YYYY-MM`, `YYYY` or empty.
    pub birth_date: String,
    /// ISO 639-1.
    pub language: Option<String>,
}

/// What is wrong, and what is right.
#[derive(Clone, PartialEq, Eq)]
pub enum Correction {
    /// Names or birth date.
    Person(NewPerson),
    /// What happened.
    Event {
        /// The public id of the event that is wrong.
        event: String,
        /// What happened, as it should have been told; the person in it does not count.
        told: Box<Told>,
    },
}

impl fmt::Debug for NewPerson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPerson(..)")
    }
}

impl fmt::Debug for Correction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Person(_) => "Person(..)",
            Self::Event { .. } => "Event(..)",
        })
    }
}

/// What a correction made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionDone {
    /// The act.
    pub act: PublicId,
    /// The new event, where one was corrected.
    pub event: Option<PublicId>,
    /// The passes in place of those that said the wrong thing.
    pub passes: Vec<Reissued>,
}

/// What a correction changes: rows of the record, and which passes it touches.
struct Change {
    record: Corrected,
    person: PersonRecord,
    /// The event in place of another.
    event: Option<(EventId, EventId, EventRecord)>,
}

impl Authority {
    /// Corrects a holder's record, and issues the passes again that it touches. The same request
    /// under the same key is answered with what it made.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`]; [`AuthorityError::Unchanged`] where nothing differs;
    /// [`AuthorityError::Superseded`] for an event that was corrected before, be it at the same
    /// moment; [`AuthorityError::Intake`], [`AuthorityError::Issue`]; [`AuthorityError::Store`]
    /// with `store.conflict` where somebody else was first; [`AuthorityError::KeyReused`].
    pub async fn correct(
        &self,
        caller: &Caller,
        holder: &str,
        correction: &Correction,
        request: Option<&RequestKey>,
        now: i64,
    ) -> Result<CorrectionDone, AuthorityError> {
        caller.may(Permission::Correct)?;
        if let Some(before) = self.outcome_of(caller, request).await? {
            return self.corrected_before(caller, &before, now).await;
        }
        let (shard, key) = self.holder_key(holder).await?;
        let look = self.look(caller, shard, key, Purpose::Correct, None, now);
        let opened = self.open(shard, &look.await?, Scope::Record).await?;
        let known = self.known_staff().await?;
        let acts = self.inner.store.acts_of(shard, key).await?;
        let takings = self.takings(&known, shard, &acts).await?;
        let facts = self.inner.store.events_of(shard, key).await?;
        let rows = opened.rows();
        let person = rows.persons.first().ok_or(AuthorityError::Damaged)?;
        let person = parse_person(&opened, person)?;
        let count = IDS_PER_ACT + 1 + rows.passes.len() * IDS_PER_REISSUE;
        let mut ids = Ids::reserve(self, shard, count).await?;
        let change = self.change_of(shard, &opened, &person, correction, &mut ids)?;
        let mut set = Changeset {
            name: "correct",
            shard,
            ..Changeset::default()
        };
        let of = (shard, key, change.record);
        let act = self.correct_act(&mut set, (caller, &known), of, now, &mut ids)?;
        let reissuing = Reissuing {
            authority: self,
            caller,
            known: &known,
            shard,
            holder: key,
            opened: &opened,
            person: &change.person,
            now,
        };
        self.write_change(&mut set, &reissuing, &person, &change, act)?;
        let status = |pass: &PassRow| reissuing.status(&takings, &facts, pass);
        let passes = reissue_touched(&reissuing, &mut set, &change, status, &mut ids)?;
        let right = change.event.map(|(_, right, _)| right);
        let made = outcome(shard, act, right, &set);
        if let Some(before) = self
            .keep_correction(caller, set, made, request, now)
            .await?
        {
            return self.corrected_before(caller, &before, now).await;
        }
        let id = |kind, key| self.inner.ring.public_id(kind, shard, key);
        let event = right.map(|right| id(IdKind::Event, right.0));
        Ok(CorrectionDone {
            act: id(IdKind::Act, act.0)?,
            event: event.transpose()?,
            passes,
        })
    }

    /// The act of a correction.
    fn correct_act(
        &self,
        set: &mut Changeset,
        (caller, known): (&Caller, &KnownStaff),
        (shard, holder, record): (Shard, HolderId, Corrected),
        now: i64,
        ids: &mut Ids,
    ) -> Result<ActId, AuthorityError> {
        let subject = self.act_subject(IdKind::Holder, shard, holder.0)?;
        let body = Body::Correct { subject, record };
        let content = Self::content(caller, shard, body, now);
        content.check()?;
        let subject = Subject {
            shard,
            holder: Some(holder),
            ..Subject::default()
        };
        let new = NewAct {
            content: &content,
            subject,
            now,
        };
        self.write_act(set, caller, known, &new, ids)
    }

    /// What a correction changes.
    fn change_of(
        &self,
        shard: Shard,
        opened: &Opened,
        person: &PersonRecord,
        correction: &Correction,
        ids: &mut Ids,
    ) -> Result<Change, AuthorityError> {
        match correction {
            Correction::Person(new) => {
                let newest = opened.rows().persons.first();
                let newest = newest.ok_or(AuthorityError::Damaged)?;
                Ok(Change {
                    record: Corrected::Person {
                        version: newest.version.saturating_add(1),
                    },
                    person: corrected_person(person, new)?,
                    event: None,
                })
            }
            Correction::Event { event, told } => {
                let right = EventId(ids.take()?);
                self.event_change(shard, opened, person, (event, told), right)
            }
        }
    }

    /// What a corrected event changes.
    fn event_change(
        &self,
        shard: Shard,
        opened: &Opened,
        person: &PersonRecord,
        (event, told): (&str, &Told),
        right: EventId,
    ) -> Result<Change, AuthorityError> {
        let (event_shard, wrong) = self.inner.ring.parse_public_id(IdKind::Event, event)?;
        let rows = &opened.rows().events;
        let found = rows.iter().find(|row| row.id.0 == wrong);
        let found = found.filter(|_| event_shard == shard);
        let found = found.ok_or(AuthorityError::NotFound)?;
        if rows.iter().any(|row| row.corrects == Some(found.id)) {
            return Err(AuthorityError::Superseded);
        }
        let before = parse_event(opened, found)?;
        let after = corrected_event(person, &before, told)?;
        Ok(Change {
            record: Corrected::Event {
                wrong: self.act_subject(IdKind::Event, shard, wrong)?,
                right: self.act_subject(IdKind::Event, shard, right.0)?,
            },
            person: person.clone(),
            event: Some((found.id, right, after)),
        })
    }

    /// The rows of what is right now, beside those of what was wrong.
    fn write_change(
        &self,
        set: &mut Changeset,
        by: &Reissuing<'_>,
        before: &PersonRecord,
        change: &Change,
        act: ActId,
    ) -> Result<(), AuthorityError> {
        let inner = &self.inner;
        let (shard, holder, key) = (by.shard, by.holder, by.opened.key());
        let mut nonce = [0; 12];
        inner.entropy.fill(&mut nonce);
        if let Corrected::Person { version } = change.record {
            let plain = Zeroizing::new(change.person.encode());
            set.persons.push(PersonRow {
                holder,
                version,
                act,
                sealed: key.seal(Place::person(shard, holder, version), &plain, nonce)?,
            });
            let known = before.match_keys();
            let fresh = change.person.match_keys().into_iter();
            let hash = |key: Vec<u8>| inner.ring.lookup_hash(LookupKind::PersonMatch, &[&key]);
            let target = holder.0;
            let fresh = fresh.filter(|key| !known.contains(key)).map(|key| Lookup {
                hash: hash(key),
                target,
            });
            let lookups = set.lookups.entry(LookupKind::PersonMatch).or_default();
            lookups.extend(fresh);
        }
        if let Some((wrong, right, record)) = &change.event {
            let (product, lot) = (record.product().unwrap_or_default(), record.lot());
            let plain = Zeroizing::new(record.encode());
            set.events.push(EventRow {
                id: *right,
                holder,
                corrects: Some(*wrong),
                office: by.caller.office,
                source: Source::Desk,
                product_tag: inner.ring.product_tag(product),
                lot_tag: inner.ring.lot_tag(product, lot.unwrap_or_default()),
                act,
                sealed: key.seal(Place::event(shard, holder, *right), &plain, nonce)?,
            });
            let mut rows = by.opened.rows().events.iter();
            let old = rows
                .find(|row| row.id == *wrong)
                .ok_or(AuthorityError::Damaged)?;
            let old_record = parse_event(by.opened, old)?;
            let old_key = tally_key(&old_record, old.office, by.now);
            let new_key = tally_key(record, by.caller.office, by.now);
            set.tallies.entry(old_key.clone()).or_default().corrected += 1;
            if old_key != new_key {
                set.tallies.entry(old_key).or_default().removed += 1;
                set.tallies.entry(new_key).or_default().issued += 1;
            }
        }
        Ok(())
    }
}

/// Issues again what the change touches and what still counts.
fn reissue_touched(
    by: &Reissuing<'_>,
    set: &mut Changeset,
    change: &Change,
    status: impl Fn(&PassRow) -> PassStatus,
    ids: &mut Ids,
) -> Result<Vec<Reissued>, AuthorityError> {
    let mut passes = Vec::new();
    for pass in &by.opened.rows().passes {
        let touched = match &change.event {
            None => true,
            Some((wrong, ..)) => pass.event == *wrong,
        };
        if touched && !pass.light && status(pass) == PassStatus::Valid {
            passes.extend(reissued(by, set, change, pass, ids)?);
        }
    }
    Ok(passes)
}

/// The pass in place of one that said the wrong thing; none where by what is right its time is
/// over.
fn reissued(
    by: &Reissuing<'_>,
    set: &mut Changeset,
    change: &Change,
    pass: &PassRow,
    ids: &mut Ids,
) -> Result<Option<Reissued>, AuthorityError> {
    let made = match &change.event {
        Some((_, right, record)) => by.add(set, (record, *right), pass, ids),
        None => {
            let mut rows = by.opened.rows().events.iter();
            let row = rows.find(|row| row.id == pass.event);
            let record = parse_event(by.opened, row.ok_or(AuthorityError::Damaged)?)?;
            by.add(set, (&record, pass.event), pass, ids)
        }
    };
    match made {
        Ok(made) => Ok(Some(made)),
        Err(error) if has_no_such_pass(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether by what is right there is no pass of this form: its time is over, or the form cannot say
/// it. What is wrong is corrected all the same; the pass that says it can be taken back.
const fn has_no_such_pass(error: &AuthorityError) -> bool {
    use cleanbill_issuer::{HealthCardError, IcvpError};
    matches!(
        error,
        AuthorityError::Issue(IssueError::Expired)
            | AuthorityError::Card(
                HealthCardError::Issue(IssueError::Expired) | HealthCardError::Content(_)
            )
            | AuthorityError::Certificate(
                IcvpError::NotOneDose | IcvpError::OtherDisease | IcvpError::Content { .. }
            )
            | AuthorityError::NoFormKey { .. }
    )
}

fn corrected_person(
    before: &PersonRecord,
    new: &NewPerson,
) -> Result<PersonRecord, AuthorityError> {
    let language = new.language.as_deref();
    let mut after = PersonRecord::new(new.name.clone(), &new.birth_date, language)?;
    for document in before.documents() {
        let with = after.with_document(document.clone());
        after = with.ok_or(AuthorityError::Damaged)?;
    }
    if changes(before, &after).is_empty() {
        return Err(AuthorityError::Unchanged);
    }
    Ok(after)
}

fn corrected_event(
    person: &PersonRecord,
    before: &EventRecord,
    told: &Told,
) -> Result<EventRecord, AuthorityError> {
    let mut told = told.clone();
    told.draft.name = person.name().clone();
    told.draft.birth_date = Some(person.birth_date_text().to_owned());
    let intake = told.check()?;
    let lot = intake.lot.as_deref();
    let after = EventRecord::of(&intake.request, lot, before.source_record())?;
    if before.changes(&after).is_empty() {
        return Err(AuthorityError::Unchanged);
    }
    Ok(after)
}
