//! What an appeal is against: found, and told from what is somebody else's.

use cleanbill_issuer::act::ActState;
use cleanbill_issuer::caps::day_of;
use cleanbill_issuer::registry::{HolderId, Shard, StepRow};
use cleanbill_issuer::staff::StaffError;
use cleanbill_redress::case::{Appeal, Party, Subject};
use cleanbill_seal::{CaseTagUse, IdKind, SealError};

use super::Against;
use super::file::Filer;
use crate::acts::course;
use crate::records::tag_of_value;
use crate::staff::KnownStaff;
use crate::{Authority, AuthorityError};

/// What is appealed against, found.
pub(super) struct Found {
    pub(super) subject: Subject,
    pub(super) row: Option<i64>,
    pub(super) parties: Vec<Party>,
    /// The act that it contests from now on.
    pub(super) contest: Option<StepRow>,
    pub(super) contests: bool,
    /// Whether others are touched by it too, each of whom has an appeal of their own.
    pub(super) is_about_many: bool,
    /// When the clock began: now, or when the holder objected.
    pub(super) at: i64,
}

impl Found {
    fn plain(subject: Subject, parties: Vec<Party>, now: i64) -> Self {
        Self {
            subject,
            row: None,
            parties,
            contest: None,
            contests: false,
            is_about_many: false,
            at: now,
        }
    }
}

impl Authority {
    /// One appeal an act and a look; a refusal is the holder's own, as is what an act about many is
    /// to them; and slips are alike.
    pub(super) fn tag_of_subject(
        &self,
        filer: &Filer,
        appeal: &Appeal,
        is_about_many: bool,
    ) -> Result<[u8; 16], AuthorityError> {
        match (&appeal.subject, filer.holder) {
            (Subject::Act(_), Some(holder)) if is_about_many => {
                self.own_subject_tag(filer.shard, holder, &appeal.subject)
            }
            (Subject::Act(_) | Subject::Look(_), _) => self.subject_tag(&appeal.subject),
            (Subject::Refusal { .. }, Some(holder)) => {
                self.own_subject_tag(filer.shard, holder, &appeal.subject)
            }
            _ => {
                let parts: [&[u8]; 2] = [&appeal.subject.encode(), &appeal.number];
                Ok(self.inner.ring.case_tag(CaseTagUse::Subject, &parts)?)
            }
        }
    }

    /// The tag of what several may appeal against, each for themselves.
    fn own_subject_tag(
        &self,
        shard: Shard,
        holder: HolderId,
        subject: &Subject,
    ) -> Result<[u8; 16], AuthorityError> {
        let parts: [&[u8]; 2] = [&subject.encode(), &self.owner_tag(shard, holder)?];
        Ok(self.inner.ring.case_tag(CaseTagUse::Subject, &parts)?)
    }

    /// Whether a reviewer decided for a holder against an act about many, and signed that.
    pub(crate) async fn is_upheld_for(
        &self,
        known: &KnownStaff,
        shard: Shard,
        holder: HolderId,
        act_hash: &[u8; 32],
    ) -> Result<bool, AuthorityError> {
        let tag = match self.own_subject_tag(shard, holder, &Subject::Act(*act_hash)) {
            // A ring without keys of appeals: nobody filed one yet.
            Err(AuthorityError::Seal(SealError::NoPurposeKey)) => return Ok(false),
            tag => tag?,
        };
        let Some(id) = self.inner.store.appeal_against(shard, &tag).await? else {
            return Ok(false);
        };
        let case = match self.load_case(shard, id).await {
            Err(AuthorityError::Seal(SealError::Erased)) => return Ok(false),
            case => case?,
        };
        let decision = self.decision_of(known, &case).await?;
        Ok(decision.is_some_and(|decision| !decision.outcome.stands()))
    }

    pub(super) async fn find_subject(
        &self,
        filer: &Filer,
        against: &Against<'_>,
        now: i64,
    ) -> Result<Found, AuthorityError> {
        match *against {
            Against::Act(act) => self.find_act(filer, act, now).await,
            Against::Pass(pass) => self.find_taking(filer, pass, now).await,
            Against::Look(look) => self.find_look(filer, look, now).await,
            Against::Refusal { office, day } => {
                filer.holder.ok_or(AuthorityError::NotAppealable)?;
                let known = self.known_staff().await?;
                let is_known = known.verified.directory().office_id(office).is_some();
                if !is_known {
                    return Err(StaffError::NoOffice.into());
                }
                if !(1..=day_of(now)).contains(&day) {
                    return Err(AuthorityError::NotAppealable);
                }
                let office = office.to_owned();
                let party = Party {
                    officer: 0,
                    office: office.clone(),
                };
                let subject = Subject::Refusal { office, day };
                Ok(Found::plain(subject, vec![party], now))
            }
            Against::Door(ref slip) => {
                slip.check()?;
                if slip.day > day_of(now) {
                    return Err(AuthorityError::NotAppealable);
                }
                Ok(Found::plain(Subject::Door(slip.clone()), Vec::new(), now))
            }
        }
    }

    async fn find_act(&self, filer: &Filer, act: &str, now: i64) -> Result<Found, AuthorityError> {
        let (shard, file) = self.act_file(act).await?;
        if filer.holder.is_none() || (shard, file.act.holder) != (filer.shard, filer.holder) {
            return Err(AuthorityError::NotFound);
        }
        let known = self.known_staff().await?;
        let content = known.verified.directory().content(&file.act, shard)?;
        if !content.kind().takes_away() {
            return Err(AuthorityError::NotAppealable);
        }
        let before = course(&content, &file);
        let standing = before.standing()?;
        let plain = Found {
            row: Some(file.act.id.0),
            ..Found::plain(Subject::Act(file.act.hash), Vec::new(), now)
        };
        match standing.state {
            // It takes effect, or did: it is undone if the appeal is upheld.
            Some(ActState::Effective) => Ok(plain),
            // The holder objected before; the clock of the act is that of the case.
            Some(ActState::Contested) => Ok(Found {
                contests: true,
                at: standing.since,
                ..plain
            }),
            _ => Ok(Found {
                contest: Some(before.contest(now)?),
                contests: true,
                ..plain
            }),
        }
    }

    /// What takes a pass of the holder's away: an act about it, or one about many, which goes on
    /// for the others whatever is decided for this one.
    async fn find_taking(
        &self,
        filer: &Filer,
        pass: &str,
        now: i64,
    ) -> Result<Found, AuthorityError> {
        let (shard, facts) = self.pass_facts(pass).await?;
        if (shard, Some(facts.holder)) != (filer.shard, filer.holder) {
            return Err(AuthorityError::NotFound);
        }
        let (store, ring) = (&self.inner.store, &self.inner.ring);
        let known = self.known_staff().await?;
        let acts = store.acts_of(shard, facts.holder).await?;
        let takings = self.takings(&known, shard, &acts).await?;
        let events = store.events_of(shard, facts.holder).await?;
        let event = events.iter().find(|event| event.id == facts.event);
        let tag = |product: &str, lot: Option<&str>| tag_of_value(ring, product, lot);
        let taking = takings.acts(&tag, &facts, event).first().copied();
        let taking = taking.ok_or(AuthorityError::NotAppealable)?;
        if !taking.is_about_many {
            let act = self.act_id(taking.shard, taking.id)?;
            return self.find_act(filer, &act, now).await;
        }
        Ok(Found {
            row: Some(taking.id.0),
            is_about_many: true,
            ..Found::plain(Subject::Act(taking.hash), Vec::new(), now)
        })
    }

    async fn find_look(
        &self,
        filer: &Filer,
        look: &str,
        now: i64,
    ) -> Result<Found, AuthorityError> {
        let holder = filer.holder.ok_or(AuthorityError::NotAppealable)?;
        let parsed = self.inner.ring.parse_public_id(IdKind::Access, look)?;
        let looks = self
            .inner
            .store
            .accesses_of(filer.shard, holder, now)
            .await?;
        let mut looks = looks.iter();
        let found = looks.find(|row| (filer.shard, row.id.0) == parsed);
        let found = found.ok_or(AuthorityError::NotFound)?;
        // Nobody appeals against their own look.
        if found.officer.0 == 0 {
            return Err(AuthorityError::NotAppealable);
        }
        let known = self.known_staff().await?;
        let directory = known.verified.directory();
        let party = Party {
            officer: directory.officer(found.officer).unwrap_or(0),
            office: directory
                .office(found.office)
                .unwrap_or_default()
                .to_owned(),
        };
        let id = self.act_subject(IdKind::Access, filer.shard, found.id.0)?;
        Ok(Found {
            row: Some(found.id.0),
            ..Found::plain(Subject::Look(id), vec![party], now)
        })
    }
}
