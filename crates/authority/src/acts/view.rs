//! Acts as officers and holders see them: nothing of anybody's in them.

use cleanbill_issuer::act::machine::Course;
use cleanbill_issuer::act::{
    ActContent, ActKind, ActState, Body, LegalBasis, NoticeChannel, Reason,
};
use cleanbill_issuer::registry::{ActId, Shard};
use cleanbill_issuer::role::Permission;
use cleanbill_seal::{IdKind, PublicId};
use cleanbill_store::{ActFile, ActQuery};

use crate::staff::KnownStaff;
use crate::{Authority, AuthorityError, Caller};

/// Acts of one page at most.
const PAGE_ACTS_MAX: u32 = 100;

/// What became of an act at one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActStepView {
    /// The state that it entered.
    pub state: ActState,
    /// When, Unix seconds.
    pub at: i64,
    /// The officer who moved it; nobody where time or the holder did.
    pub officer: Option<i64>,
    /// How notice was given.
    pub channel: Option<NoticeChannel>,
}

/// An act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActView {
    /// Its public id.
    pub id: PublicId,
    /// What kind.
    pub kind: ActKind,
    /// Where it stands.
    pub state: ActState,
    /// From when on it takes effect, Unix seconds, once that is known.
    pub effective_at: Option<i64>,
    /// Number of the officer who did or proposed it.
    pub officer: i64,
    /// Name of their office.
    pub office: String,
    /// Region of that office.
    pub region: String,
    /// Why.
    pub reason: Option<Reason>,
    /// On which ground of law.
    pub basis: Option<LegalBasis>,
    /// SHA-256 of the evidence on file.
    pub evidence: Option<[u8; 32]>,
    /// When it was signed by who proposed it, Unix seconds.
    pub at: i64,
    /// What is signed.
    pub hash: [u8; 32],
    /// What it says.
    pub body: Body,
    /// The holder whom it is about.
    pub holder: Option<PublicId>,
    /// The pass that it is about.
    pub pass: Option<PublicId>,
    /// Who signed: number, office, when.
    pub approvals: Vec<(i64, String, i64)>,
    /// Whether a reviewer has to sign.
    pub needs_reviewer: bool,
    /// What became of it.
    pub steps: Vec<ActStepView>,
}

/// Which acts are listed, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ActFilter {
    /// Of this kind.
    pub kind: Option<ActKind>,
    /// In this state.
    pub state: Option<ActState>,
    /// Proposed by the office of this name.
    pub office: Option<String>,
    /// Older than the one of this public id: the last of the page before.
    pub before: Option<String>,
    /// At most so many; never more than 100.
    pub limit: u32,
}

impl Authority {
    pub(crate) async fn act_file(&self, act: &str) -> Result<(Shard, ActFile), AuthorityError> {
        let (shard, key) = self.inner.ring.parse_public_id(IdKind::Act, act)?;
        let file = self.inner.store.act(shard, ActId(key)).await?;
        Ok((shard, file.ok_or(AuthorityError::NotFound)?))
    }

    pub(crate) fn act_view(
        &self,
        known: &KnownStaff,
        shard: Shard,
        file: &ActFile,
    ) -> Result<ActView, AuthorityError> {
        let directory = known.verified.directory();
        let content = directory.content(&file.act, shard)?;
        let standing = Course {
            id: file.act.id,
            content: &content,
            steps: &file.steps,
        }
        .standing()?;
        let ring = &self.inner.ring;
        let id = |kind, key: i64| ring.public_id(kind, shard, key);
        let holder = file.act.holder.map(|key| id(IdKind::Holder, key.0));
        let pass = file.act.pass.map(|key| id(IdKind::Pass, key.0));
        let approvals = file.approvals.iter().filter_map(|row| {
            let office = directory.office(row.office)?.to_owned();
            Some((directory.officer(row.officer)?, office, row.at))
        });
        let steps = file.steps.iter().map(|step| ActStepView {
            state: step.state,
            at: step.at,
            officer: step.officer.and_then(|officer| directory.officer(officer)),
            channel: step.channel,
        });
        Ok(ActView {
            id: id(IdKind::Act, file.act.id.0)?,
            kind: content.kind(),
            state: standing.state.unwrap_or(ActState::Proposed),
            effective_at: standing.effective_at,
            hash: file.act.hash,
            holder: holder.transpose()?,
            pass: pass.transpose()?,
            approvals: approvals.collect(),
            needs_reviewer: content.needs_reviewer(),
            steps: steps.collect(),
            officer: content.officer,
            office: content.office,
            region: content.region,
            reason: content.reason,
            basis: content.basis,
            evidence: content.evidence,
            at: content.at,
            body: content.body,
        })
    }

    /// An act.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`], [`AuthorityError::NotFound`], [`AuthorityError::Act`] where
    /// rows say what nobody signed.
    pub async fn act(&self, caller: &Caller, act: &str) -> Result<ActView, AuthorityError> {
        caller.may(Permission::ReadActs)?;
        let (shard, file) = self.act_file(act).await?;
        let known = self.known_staff().await?;
        self.act_view(&known, shard, &file)
    }

    /// Acts other than issues of passes, the newest first. Rows that are no acts are left out.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`], [`AuthorityError::Seal`] for a page that is none.
    pub async fn acts(
        &self,
        caller: &Caller,
        filter: &ActFilter,
    ) -> Result<Vec<ActView>, AuthorityError> {
        caller.may(Permission::ReadActs)?;
        let inner = &self.inner;
        let known = self.known_staff().await?;
        let (shard, before) = match &filter.before {
            None => (inner.shard, None),
            Some(before) => {
                let (shard, key) = inner.ring.parse_public_id(IdKind::Act, before)?;
                (shard, Some(ActId(key)))
            }
        };
        let office = match &filter.office {
            None => None,
            Some(name) => {
                let office = known.verified.directory().office_id(name);
                Some(office.ok_or(AuthorityError::NotFound)?)
            }
        };
        let query = ActQuery {
            kind: filter.kind,
            state: filter.state,
            office,
            before,
            limit: filter.limit.clamp(1, PAGE_ACTS_MAX),
        };
        let mut views = Vec::new();
        for (row, _) in inner.store.acts(shard, &query).await? {
            let Some(file) = inner.store.act(shard, row.id).await? else {
                continue;
            };
            match self.act_view(&known, shard, &file) {
                Ok(view) => views.push(view),
                Err(error) => tracing::warn!(code = error.code(), "a row is no act"),
            }
        }
        Ok(views)
    }
}

/// Reads an act's content and where it stands.
pub(crate) fn course<'a>(content: &'a ActContent, file: &'a ActFile) -> Course<'a> {
    Course {
        id: file.act.id,
        content,
        steps: &file.steps,
    }
}
