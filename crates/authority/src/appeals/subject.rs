//! What an appeal is against: found, and told from what is somebody else's.

use cleanbill_issuer::act::ActState;
use cleanbill_issuer::caps::day_of;
use cleanbill_issuer::registry::StepRow;
use cleanbill_issuer::staff::StaffError;
use cleanbill_redress::case::{Appeal, Party, Subject};
use cleanbill_seal::{CaseTagUse, IdKind};

use super::Against;
use super::file::Filer;
use crate::acts::course;
use crate::{Authority, AuthorityError};

/// What is appealed against, found.
pub(super) struct Found {
    pub(super) subject: Subject,
    pub(super) row: Option<i64>,
    pub(super) parties: Vec<Party>,
    /// The act that it contests from now on.
    pub(super) contest: Option<StepRow>,
    pub(super) contests: bool,
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
            at: now,
        }
    }
}

impl Authority {
    /// One appeal an act and a look; a refusal is the holder's own, and slips are alike.
    pub(super) fn tag_of_subject(
        &self,
        filer: &Filer,
        appeal: &Appeal,
    ) -> Result<[u8; 16], AuthorityError> {
        let ring = &self.inner.ring;
        let subject = appeal.subject.encode();
        let whose = match (&appeal.subject, filer.holder) {
            (Subject::Act(_) | Subject::Look(_), _) => return self.subject_tag(&appeal.subject),
            (Subject::Refusal { .. }, Some(holder)) => self.owner_tag(filer.shard, holder)?,
            _ => appeal.number,
        };
        Ok(ring.case_tag(CaseTagUse::Subject, &[&subject, &whose])?)
    }

    pub(super) async fn find_subject(
        &self,
        filer: &Filer,
        against: &Against<'_>,
        now: i64,
    ) -> Result<Found, AuthorityError> {
        match *against {
            Against::Act(act) => self.find_act(filer, act, now).await,
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
