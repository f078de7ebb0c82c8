//! Filing: the appeal, the act that it contests and its leaf, in one transaction.

use cleanbill_issuer::caps::day_of;
use cleanbill_issuer::leaf::LeafKind;
use cleanbill_issuer::registry::{
    AccessId, AccessRow, Changeset, HolderId, LeafId, LeafRow, RowId, Shard,
};
use cleanbill_issuer::role::Permission;
use cleanbill_issuer::staff::Purpose;
use cleanbill_redress::case::{
    Appeal, Author, CaseId, CourtOrder, DoorSlip, FiledBy, Filing, check_text, file,
};
use cleanbill_seal::{CaseKey, CasePlace, CaseTagUse, PublicId};
use cleanbill_store::{ActFile, AppealRow, CaseChange, StoreError, TextRow};

use super::FollowCode;
use crate::acts::Ids;
use crate::collect::Holder;
use crate::{Authority, AuthorityError, Caller};

/// What an appeal is against, as somebody tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against<'a> {
    /// An act about the holder, by its public id.
    Act(&'a str),
    /// Whatever takes a pass of the holder's away, by the pass's public id: an act about it, or one
    /// about many that touches it.
    Pass(&'a str),
    /// A refusal by an office, on a day (since 1970-01-01).
    Refusal {
        /// The office's name.
        office: &'a str,
        /// The day.
        day: i32,
    },
    /// A look at the holder's record, by the public id of its entry.
    Look(&'a str),
    /// A check at a door; of nobody whom the authority knows.
    Door(DoorSlip),
}

/// What is filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAppeal<'a> {
    /// Against what.
    pub against: Against<'a>,
    /// In the appellant's own words, if they say some.
    pub text: Option<&'a str>,
    /// What a court ordered on it, if one did.
    pub order: Option<CourtOrder>,
}

/// What who filed gets. The code is shown once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiledCase {
    /// The number of the case.
    pub number: PublicId,
    /// Follows it, and acts in it.
    pub code: FollowCode,
    /// By when it is to be decided, Unix seconds.
    pub due_at: i64,
    /// Whether an act waits for the decision.
    pub contests: bool,
}

/// Where the record of a case is sealed.
const fn place_of(shard: Shard, case: CaseId) -> CasePlace {
    CasePlace {
        shard,
        case: case.0,
        row: 0,
    }
}

/// Who files.
pub(super) struct Filer {
    pub(super) shard: Shard,
    pub(super) holder: Option<HolderId>,
    by: FiledBy,
    /// The entry of an officer who files for the holder.
    access: Option<AccessRow>,
}

/// Keys that a filing takes: of the appeal, its leaf and its text.
const IDS_PER_APPEAL: usize = 3;

impl Authority {
    /// A holder appeals, by their own token. An act that does not take effect yet waits from now on
    /// for the decision (G08); nothing else changes by it.
    ///
    /// # Errors
    /// [`AuthorityError::NotFound`] for what is about somebody else;
    /// [`AuthorityError::NotAppealable`]; [`AuthorityError::AppealKnown`]; [`AuthorityError::Act`]
    /// before notice and after the end; [`AuthorityError::Case`] for texts and orders.
    pub async fn file_appeal(
        &self,
        holder: &Holder,
        new: &NewAppeal<'_>,
        now: i64,
    ) -> Result<FiledCase, AuthorityError> {
        let by = FiledBy::Wallet;
        self.file(Filer::of(holder, by, None), new, now).await
    }

    /// Somebody with a mandate to act appeals for a holder.
    ///
    /// # Errors
    /// As [`file_appeal`](Self::file_appeal); [`AuthorityError::NotFound`] without such a mandate.
    pub async fn file_appeal_for(
        &self,
        representative: &Holder,
        holder: &str,
        new: &NewAppeal<'_>,
        now: i64,
    ) -> Result<FiledCase, AuthorityError> {
        let holder = self.acting_for(representative, holder, now).await?;
        let by = FiledBy::Representative;
        self.file(Filer::of(&holder, by, None), new, now).await
    }

    /// An appeal on paper, taken at a desk; its code goes to the holder. Who took it leaves an
    /// entry in the holder's record.
    ///
    /// # Errors
    /// As [`file_appeal`](Self::file_appeal); [`AuthorityError::Forbidden`].
    pub async fn file_appeal_at_desk(
        &self,
        caller: &Caller,
        holder: &str,
        new: &NewAppeal<'_>,
        now: i64,
    ) -> Result<FiledCase, AuthorityError> {
        caller.may(Permission::TakeAppeals)?;
        let (shard, key) = self.holder_key(holder).await?;
        let access = AccessRow {
            id: AccessId(Ids::reserve(self, shard, 1).await?.take()?),
            holder: key,
            officer: caller.officer,
            office: caller.office,
            role: caller.role,
            purpose: Purpose::HolderAsked,
            basis: None,
            act: None,
            at: now,
            visible_at: now,
        };
        let holder = Holder { shard, key };
        let filer = Filer::of(&holder, FiledBy::Desk, Some(access));
        self.file(filer, new, now).await
    }

    /// The code that is printed on the notice of an act: whoever has it can appeal, without a token
    /// and without a desk.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`], [`AuthorityError::NotFound`].
    pub async fn notice_code(
        &self,
        caller: &Caller,
        act: &str,
    ) -> Result<FollowCode, AuthorityError> {
        caller.may(Permission::Revoke)?;
        let (shard, file) = self.act_file(act).await?;
        self.code_of_notice(shard, &file)
    }

    fn code_of_notice(&self, shard: Shard, file: &ActFile) -> Result<FollowCode, AuthorityError> {
        let (ring, shard) = (&self.inner.ring, shard.0.to_be_bytes());
        let fields: [&[u8]; 2] = [&shard, &file.act.hash];
        Ok(FollowCode(ring.case_tag(CaseTagUse::Notice, &fields)?))
    }

    /// An appeal against an act by the code of its printed notice. `source` is whom the door counts
    /// as one.
    ///
    /// # Errors
    /// As [`file_appeal`](Self::file_appeal); [`AuthorityError::NotFound`] for a code that is not
    /// of this act; [`AuthorityError::RateLimited`].
    pub async fn file_appeal_by_notice(
        &self,
        act: &str,
        code: &FollowCode,
        text: Option<&str>,
        source: [u8; 16],
        now: i64,
    ) -> Result<FiledCase, AuthorityError> {
        self.inner.collects.take(source, now)?;
        let (shard, file) = self.act_file(act).await?;
        // The tag of a code is compared, not the code: what takes how long says nothing of it.
        let expected = self.code_tag(&self.code_of_notice(shard, &file)?)?;
        if self.code_tag(code)? != expected {
            return Err(AuthorityError::NotFound);
        }
        let holder = file.act.holder.ok_or(AuthorityError::NotAppealable)?;
        let holder = Holder { shard, key: holder };
        let new = NewAppeal {
            against: Against::Act(act),
            text,
            order: None,
        };
        let filer = Filer::of(&holder, FiledBy::Form, None);
        self.file(filer, &new, now).await
    }

    /// An appeal against a refusal at a door, by the slip alone: by nobody whom anybody knows.
    ///
    /// # Errors
    /// [`AuthorityError::Case`], [`AuthorityError::RateLimited`].
    pub async fn file_door_appeal(
        &self,
        slip: DoorSlip,
        text: Option<&str>,
        source: [u8; 16],
        now: i64,
    ) -> Result<FiledCase, AuthorityError> {
        self.inner.collects.take(source, now)?;
        let filer = Filer {
            shard: self.inner.shard,
            holder: None,
            by: FiledBy::Form,
            access: None,
        };
        let new = NewAppeal {
            against: Against::Door(slip),
            text,
            order: None,
        };
        self.file(filer, &new, now).await
    }

    async fn file(
        &self,
        filer: Filer,
        new: &NewAppeal<'_>,
        now: i64,
    ) -> Result<FiledCase, AuthorityError> {
        new.text.map_or(Ok(()), check_text)?;
        let found = self.find_subject(&filer, &new.against, now).await?;
        let inner = &self.inner;
        let shard = filer.shard;
        let mut ids = Ids::reserve(self, shard, IDS_PER_APPEAL).await?;
        let id = CaseId(ids.take()?);
        let leaf = LeafId(ids.take()?);
        let appeal = Appeal {
            number: self.case_number(shard, id)?,
            subject: found.subject,
            row: found.row,
            parties: found.parties,
            filed_by: filer.by,
            day: day_of(now),
            order: new.order.clone(),
        };
        appeal.check()?;
        let mut fill = |bytes: &mut [u8]| inner.entropy.fill(bytes);
        let (key, key_row) = inner.ring.generate_case_key(shard, id.0, &mut fill)?;
        // Before what it seals; without an appeal it harms nobody.
        inner.store.keys().put_case_key(shard, &key_row).await?;
        let code = FollowCode::draw(inner.entropy.as_ref());
        let filing = Filing {
            kind: appeal.subject.kind(),
            contests: found.contests,
        };
        let step = file(filing, found.at);
        let row = AppealRow {
            id,
            kind: filing.kind,
            contests: filing.contests,
            subject_tag: self.tag_of_subject(&filer, &appeal, found.is_about_many)?,
            owner_tag: match filer.holder {
                Some(holder) => Some(self.owner_tag(shard, holder)?),
                None => None,
            },
            code_tag: self.code_tag(&code)?,
            leaf,
            sealed: key.seal(place_of(shard, id), &appeal.encode(), self.case_nonce())?,
        };
        let mut change = CaseChange {
            appeals: vec![row],
            steps: vec![(id, step)],
            ..CaseChange::default()
        };
        if let Some(text) = new.text {
            let (place, author) = (RowId(ids.take()?), Author::Appellant);
            change
                .texts
                .push(self.seal_text(&key, (shard, id), (place, author), text, now)?);
        }
        let set = Changeset {
            name: "file-appeal",
            shard,
            steps: found.contest.into_iter().collect(),
            accesses: filer.access.into_iter().collect(),
            leaves: vec![case_leaf(leaf, appeal.commit(&*key.blinding()?))],
            ..Changeset::default()
        };
        let outcome = inner.store.apply_with(&set, &change).await;
        outcome.map_err(known_before)?;
        Ok(FiledCase {
            number: self.case_id(shard, id)?,
            code,
            due_at: step.due_at,
            contests: filing.contests,
        })
    }

    /// A text, sealed under the key of its case.
    pub(super) fn seal_text(
        &self,
        key: &CaseKey,
        (shard, case): (Shard, CaseId),
        (id, author): (RowId, Author),
        text: &str,
        now: i64,
    ) -> Result<TextRow, AuthorityError> {
        let place = CasePlace {
            shard,
            case: case.0,
            row: id.0,
        };
        Ok(TextRow {
            appeal: case,
            id,
            author,
            day: day_of(now),
            sealed: key.seal(place, text.as_bytes(), self.case_nonce())?,
        })
    }

    pub(super) fn case_nonce(&self) -> [u8; 12] {
        let mut nonce = [0; 12];
        self.inner.entropy.fill(&mut nonce);
        nonce
    }
}

impl Filer {
    const fn of(holder: &Holder, by: FiledBy, access: Option<AccessRow>) -> Self {
        Self {
            shard: holder.shard,
            holder: Some(holder.key),
            by,
            access,
        }
    }
}

/// The leaf of an appeal or a decision.
pub(super) fn case_leaf(id: LeafId, commitment: [u8; 32]) -> LeafRow {
    LeafRow {
        id,
        kind: LeafKind::Case,
        act: None,
        body: commitment.to_vec(),
    }
}

/// What two who file at once get: one of them the case, the other that there is one.
fn known_before(error: StoreError) -> AuthorityError {
    match error {
        StoreError::Conflict {
            table: "appeal_subject",
        } => AuthorityError::AppealKnown,
        error => error.into(),
    }
}
