//! A case with its key, read back from its rows and held against them.

use cleanbill_issuer::registry::{ActId, Shard};
use cleanbill_redress::case::{
    Appeal, CaseCourse, CaseId, CaseNumber, CaseStanding, Filing, Party, Subject,
};
use cleanbill_seal::{CaseKey, CasePlace, IdKind, PublicId, SealError};
use cleanbill_store::{ActFile, AppealFile};

use crate::staff::KnownStaff;
use crate::{Authority, AuthorityError};

/// A case that is open to the program: what was filed, and the key to all that was said.
pub(super) struct Loaded {
    pub(super) shard: Shard,
    pub(super) id: CaseId,
    pub(super) file: AppealFile,
    pub(super) key: CaseKey,
    pub(super) secret: [u8; 32],
    pub(super) appeal: Appeal,
    pub(super) standing: CaseStanding,
}

impl Loaded {
    pub(super) fn place(&self, row: i64) -> CasePlace {
        CasePlace {
            shard: self.shard,
            case: self.id.0,
            row,
        }
    }

    pub(super) fn course(&self) -> CaseCourse<'_> {
        course(&self.file)
    }

    pub(super) fn is_open(&self) -> bool {
        self.standing.state.is_some_and(|state| state.is_open())
    }
}

/// A case, as its rows tell it.
pub(super) fn course(file: &AppealFile) -> CaseCourse<'_> {
    CaseCourse {
        filing: Filing {
            kind: file.appeal.kind,
            contests: file.appeal.contests,
        },
        steps: &file.steps,
    }
}

impl Authority {
    /// The number that a decision and its appellant know the case by.
    pub(super) fn case_number(
        &self,
        shard: Shard,
        case: CaseId,
    ) -> Result<CaseNumber, AuthorityError> {
        self.act_subject(IdKind::Appeal, shard, case.0)
    }

    /// The same as it is shown.
    pub(super) fn case_id(&self, shard: Shard, case: CaseId) -> Result<PublicId, AuthorityError> {
        Ok(self.inner.ring.public_id(IdKind::Appeal, shard, case.0)?)
    }

    /// A case with its key. That somebody may see it, and that a look was written down, is the
    /// caller's to see to.
    pub(super) async fn load_case(
        &self,
        shard: Shard,
        id: CaseId,
    ) -> Result<Loaded, AuthorityError> {
        let inner = &self.inner;
        let file = inner.store.appeal(shard, id).await?;
        let file = file.ok_or(AuthorityError::NotFound)?;
        let row = inner.store.keys().case_key(shard, id).await?;
        let key = inner
            .ring
            .unwrap_case_key(shard, &row.ok_or(SealError::Erased)?)?;
        let place = CasePlace {
            shard,
            case: id.0,
            row: 0,
        };
        let appeal = Appeal::parse(&key.open(place, &file.appeal.sealed)?);
        let appeal = appeal.map_err(|_| AuthorityError::Damaged)?;
        let is_own = appeal.number == self.case_number(shard, id)?
            && appeal.subject.kind() == file.appeal.kind;
        if !is_own {
            return Err(AuthorityError::Damaged);
        }
        let standing = course(&file).standing()?;
        Ok(Loaded {
            shard,
            id,
            secret: *key.blinding()?,
            file,
            key,
            appeal,
            standing,
        })
    }

    pub(super) fn act_id(&self, shard: Shard, act: ActId) -> Result<String, AuthorityError> {
        let id = self.inner.ring.public_id(IdKind::Act, shard, act.0)?;
        Ok(id.to_string())
    }

    /// The act that a case is against, with where it lies: beside its holder, or, if it is about
    /// many, with the authority.
    pub(super) async fn act_of(
        &self,
        case: &Loaded,
    ) -> Result<Option<(Shard, ActFile)>, AuthorityError> {
        let (Subject::Act(hash), Some(row)) = (&case.appeal.subject, case.appeal.row) else {
            return Ok(None);
        };
        for shard in [case.shard, Shard::default()] {
            let file = self.inner.store.act(shard, ActId(row)).await?;
            if let Some(file) = file.filter(|file| file.act.hash == *hash) {
                return Ok(Some((shard, file)));
            }
        }
        // A row that says something else than what was appealed against is not decided on.
        Err(AuthorityError::Damaged)
    }

    /// Who had a part in what a case is against.
    pub(super) async fn parties(
        &self,
        known: &KnownStaff,
        case: &Loaded,
    ) -> Result<Vec<Party>, AuthorityError> {
        let mut parties = case.appeal.parties.clone();
        if let Some((_, file)) = self.act_of(case).await? {
            let directory = known.verified.directory();
            let signed = [(file.act.officer, file.act.office)].into_iter();
            let signed = signed.chain(file.approvals.iter().map(|row| (row.officer, row.office)));
            parties.extend(signed.map(|(officer, office)| Party {
                officer: directory.officer(officer).unwrap_or(0),
                office: directory.office(office).unwrap_or_default().to_owned(),
            }));
        }
        Ok(parties)
    }
}
