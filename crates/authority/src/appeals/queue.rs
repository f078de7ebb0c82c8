//! Which cases fall to whom: by number, to one office for reviews, never by choice.

use std::collections::BTreeSet;

use cleanbill_crypto::sha256;
use cleanbill_issuer::act::machine::Course;
use cleanbill_issuer::caps::day_of;
use cleanbill_issuer::registry::{Changeset, Shard};
use cleanbill_issuer::role::Permission;
use cleanbill_issuer::staff::{OfficeKind, Role};
use cleanbill_redress::case::{CaseId, CaseState, Party, Subject, check_independence};
use cleanbill_seal::IdKind;
use cleanbill_store::{CaseChange, LookRow};

use super::load::Loaded;
use super::{AppealedAct, QueueEntry, ReviewView};
use crate::staff::KnownStaff;
use crate::{Authority, AuthorityError, Caller};

/// Most cases that are listed at once.
const QUEUE_MAX: usize = 200;
/// Cases that are read together.
const PAGE: u32 = 200;

/// The office that a case falls to: of those for reviews in which an independent reviewer sits now,
/// the first by a hash of its name and the number of the case. Nobody chooses their cases, and
/// nobody their reviewer.
fn office_of<'k>(
    known: &'k KnownStaff,
    number: &[u8; 16],
    parties: &[Party],
    now: i64,
) -> Option<&'k str> {
    let staff = known.verified.staff();
    let has_reviewer = |office: &str| {
        staff.officers().any(|(officer, _)| {
            let mut roles = staff.roles_at(officer, now);
            roles.any(|held| held == (office, Role::Reviewer))
                && check_independence((officer, office), parties, staff, now).is_ok()
        })
    };
    let offices = staff
        .offices()
        .filter(|office| office.spec.kind == OfficeKind::Review && has_reviewer(&office.spec.name));
    let names = offices.map(|office| office.spec.name.as_str());
    names.min_by_key(|name| {
        sha256(&[b"cleanbill queue 1", number.as_slice(), name.as_bytes()].concat())
    })
}

impl Authority {
    /// Whether a case falls to this officer.
    async fn falls_to(
        &self,
        caller: &Caller,
        known: &KnownStaff,
        case: &Loaded,
        now: i64,
    ) -> Result<bool, AuthorityError> {
        let parties = self.parties(known, case).await?;
        let office = office_of(known, &case.appeal.number, &parties, now);
        let staff = known.verified.staff();
        let who = (caller.number, caller.office_name.as_str());
        Ok(office == Some(&caller.office_name)
            && check_independence(who, &parties, staff, now).is_ok())
    }

    /// The open cases that fall to a reviewer, in the order of their numbers, which say nothing of
    /// when they came or from whom: at most 200. Cases that cannot be read are left out.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`], [`AuthorityError::Store`].
    pub async fn appeal_queue(
        &self,
        caller: &Caller,
        now: i64,
    ) -> Result<Vec<QueueEntry>, AuthorityError> {
        caller.may(Permission::Review)?;
        let known = self.known_staff().await?;
        let mut entries = Vec::new();
        for shard in self.case_shards() {
            let mut after = None;
            while entries.len() < QUEUE_MAX {
                let page = self.inner.store.open_appeals(shard, after, PAGE).await?;
                let Some(last) = page.last() else { break };
                after = Some(*last);
                for id in page {
                    entries.extend(self.queue_entry(caller, &known, (shard, id), now).await);
                }
            }
        }
        entries.sort_unstable_by_key(|entry: &QueueEntry| entry.number);
        entries.truncate(QUEUE_MAX);
        Ok(entries)
    }

    async fn queue_entry(
        &self,
        caller: &Caller,
        known: &KnownStaff,
        (shard, id): (Shard, CaseId),
        now: i64,
    ) -> Option<QueueEntry> {
        let entry = async {
            let case = self.load_case(shard, id).await?;
            let falls = self.falls_to(caller, known, &case, now).await?;
            falls.then(|| self.entry(&case, now)).transpose()
        };
        entry.await.unwrap_or_else(|error| {
            tracing::warn!(code = error.code(), "an appeal cannot be read");
            None
        })
    }

    pub(super) fn entry(&self, case: &Loaded, now: i64) -> Result<QueueEntry, AuthorityError> {
        let standing = &case.standing;
        let lead = standing.lead.map(|lead| self.case_id(case.shard, lead));
        Ok(QueueEntry {
            number: self.case_id(case.shard, case.id)?,
            kind: case.file.appeal.kind,
            state: standing.state.unwrap_or(CaseState::Filed),
            due_at: standing.due_at,
            contests: case.file.appeal.contests,
            is_overdue: standing.is_overdue(now),
            lead: lead.transpose()?,
        })
    }

    /// The case of a number, if it falls to this officer or they decided it. To everybody else it
    /// is not there.
    pub(super) async fn case_in_queue(
        &self,
        caller: &Caller,
        known: &KnownStaff,
        number: &str,
        now: i64,
    ) -> Result<Loaded, AuthorityError> {
        caller.may(Permission::Review)?;
        let parsed = self.inner.ring.parse_public_id(IdKind::Appeal, number);
        let (shard, key) = parsed.map_err(|_| AuthorityError::NotFound)?;
        let case = self.load_case(shard, CaseId(key)).await?;
        let decided = case.file.decision.as_ref();
        let is_own = decided.is_some_and(|row| row.officer == caller.officer);
        if is_own || self.falls_to(caller, known, &case, now).await? {
            Ok(case)
        } else {
            Err(AuthorityError::NotFound)
        }
    }

    /// A case, read by its reviewer. The look is written down first; the appellant sees it.
    ///
    /// # Errors
    /// [`AuthorityError::NotFound`] for a case that does not fall to the caller;
    /// [`AuthorityError::Forbidden`].
    pub async fn review_appeal(
        &self,
        caller: &Caller,
        number: &str,
        now: i64,
    ) -> Result<ReviewView, AuthorityError> {
        let known = self.known_staff().await?;
        let case = self.case_in_queue(caller, &known, number, now).await?;
        self.write_look(caller, &case, now).await?;
        let act = match self.act_of(&case).await? {
            Some((shard, file)) => {
                let directory = known.verified.directory();
                let content = directory.content(&file.act, shard)?;
                let course = Course {
                    id: file.act.id,
                    content: &content,
                    steps: &file.steps,
                };
                let standing = course.standing()?;
                let state = standing.state.ok_or(AuthorityError::Damaged)?;
                let parties = self.parties(&known, &case).await?;
                let parties: BTreeSet<_> = parties
                    .into_iter()
                    .map(|party| (party.officer, party.office))
                    .collect();
                Some(AppealedAct {
                    kind: content.kind(),
                    state,
                    effective_at: standing.effective_at,
                    reason: content.reason,
                    basis: content.basis,
                    evidence: content.evidence,
                    at: content.at,
                    parties: parties.into_iter().collect(),
                })
            }
            None => None,
        };
        let joined = self.inner.store.joined_appeals(case.shard, case.id).await?;
        let joined = joined.iter().map(|id| self.case_id(case.shard, *id));
        let subject = case.appeal.subject.clone();
        Ok(ReviewView {
            entry: self.entry(&case, now)?,
            filed_at: case.standing.filed_at,
            // By the hash of an act its holder could be looked for.
            subject: Some(subject).filter(|subject| !matches!(subject, Subject::Act(_))),
            act,
            order: case.appeal.order.clone(),
            texts: self.texts_of(&case).await?,
            decision: self.decision_of(&known, &case).await?,
            joined: joined.collect::<Result<_, _>>()?,
        })
    }

    async fn write_look(
        &self,
        caller: &Caller,
        case: &Loaded,
        now: i64,
    ) -> Result<(), AuthorityError> {
        let set = Changeset {
            name: "look-at-appeal",
            shard: case.shard,
            ..Changeset::default()
        };
        let change = CaseChange {
            looks: vec![LookRow {
                appeal: case.id,
                officer: caller.officer,
                office: caller.office,
                day: day_of(now),
            }],
            ..CaseChange::default()
        };
        self.inner.store.apply_with(&set, &change).await?;
        Ok(())
    }
}
