//! What an appellant sees of their case, and does in it.

use cleanbill_issuer::registry::RowId;
use cleanbill_redress::case::{Author, CaseState, check_text};
use cleanbill_store::CaseChange;

use super::Asker;
use super::asker::Allowed;
use super::load::Loaded;
use super::view::{AppealText, AppealView, CaseLook, CaseMandateView};
use crate::acts::Ids;
use crate::collect::Holder;
use crate::staff::KnownStaff;
use crate::{Authority, AuthorityError};

impl Authority {
    /// The numbers of a holder's own cases. There is no such list for anybody else.
    ///
    /// # Errors
    /// [`AuthorityError::Store`].
    pub async fn own_appeals(
        &self,
        holder: &Holder,
        now: i64,
    ) -> Result<Vec<AppealView>, AuthorityError> {
        let known = self.known_staff().await?;
        let tag = self.owner_tag(holder.shard, holder.key)?;
        let store = &self.inner.store;
        let mut views = Vec::new();
        for id in store.appeals_of_owner(holder.shard, &tag).await? {
            let case = self.load_case(holder.shard, id).await?;
            views.push(self.appeal_view(&known, &case, true, now).await?);
        }
        Ok(views)
    }

    /// A case, to whoever may see it.
    ///
    /// # Errors
    /// [`AuthorityError::NotFound`] for a case that is somebody else's;
    /// [`AuthorityError::RateLimited`].
    pub async fn appeal(&self, asker: &Asker<'_>, now: i64) -> Result<AppealView, AuthorityError> {
        let allowed = self.allowed(asker, now).await?;
        let known = self.known_staff().await?;
        let case = self.load_case(allowed.shard, allowed.case).await?;
        let view = self.appeal_view(&known, &case, allowed.is_appellant, now);
        view.await
    }

    /// Says more in a case that is open.
    ///
    /// # Errors
    /// As [`appeal`](Self::appeal); [`AuthorityError::Case`] for the text and after the end.
    pub async fn add_to_appeal(
        &self,
        asker: &Asker<'_>,
        text: &str,
        now: i64,
    ) -> Result<AppealView, AuthorityError> {
        check_text(text)?;
        let (allowed, case) = self.open_case(asker, CaseState::Filed, now).await?;
        let row = RowId(Ids::reserve(self, allowed.shard, 1).await?.take()?);
        let (place, author) = ((case.shard, case.id), Author::Appellant);
        let text = self.seal_text(&case.key, place, (row, author), text, now)?;
        let change = CaseChange {
            texts: vec![text],
            ..CaseChange::default()
        };
        self.write_case("add-to-appeal", &allowed, &change).await?;
        self.view_again(&allowed, now).await
    }

    /// Takes an appeal back. An act that waits goes on waiting for a reviewer, or lapses.
    ///
    /// # Errors
    /// As [`appeal`](Self::appeal); [`AuthorityError::Case`] after the end.
    pub async fn withdraw_appeal(
        &self,
        asker: &Asker<'_>,
        now: i64,
    ) -> Result<AppealView, AuthorityError> {
        let (allowed, case) = self.open_case(asker, CaseState::Withdrawn, now).await?;
        let step = case.course().withdraw(now)?;
        let change = CaseChange {
            steps: vec![(case.id, step)],
            ..CaseChange::default()
        };
        self.write_case("withdraw-appeal", &allowed, &change)
            .await?;
        self.view_again(&allowed, now).await
    }

    /// That the appeal is in the public ledger: a C2SP tlog-proof with what opens the commitment,
    /// so that a case that was dropped is found by whoever holds it. `None` while it is not
    /// published.
    ///
    /// # Errors
    /// As [`appeal`](Self::appeal); [`AuthorityError::NoLedger`].
    pub async fn appeal_receipt(
        &self,
        asker: &Asker<'_>,
        now: i64,
    ) -> Result<Option<String>, AuthorityError> {
        let allowed = self.allowed(asker, now).await?;
        let case = self.load_case(allowed.shard, allowed.case).await?;
        let slot = (case.appeal.commit(&case.secret), case.secret);
        self.receipt_of(case.shard, case.file.appeal.leaf, Some(slot))
            .await
    }

    async fn open_case(
        &self,
        asker: &Asker<'_>,
        to: CaseState,
        now: i64,
    ) -> Result<(Allowed, Loaded), AuthorityError> {
        let allowed = self.allowed(asker, now).await?;
        let case = self.load_case(allowed.shard, allowed.case).await?;
        if case.is_open() {
            return Ok((allowed, case));
        }
        let from = case.standing.state;
        Err(cleanbill_redress::case::CaseError::State { from, to }.into())
    }

    async fn view_again(&self, allowed: &Allowed, now: i64) -> Result<AppealView, AuthorityError> {
        let known = self.known_staff().await?;
        let case = self.load_case(allowed.shard, allowed.case).await?;
        let view = self.appeal_view(&known, &case, allowed.is_appellant, now);
        view.await
    }

    /// All that was said in a case.
    pub(super) async fn texts_of(&self, case: &Loaded) -> Result<Vec<AppealText>, AuthorityError> {
        let rows = self.inner.store.appeal_texts(case.shard, case.id).await?;
        let text = |row: &cleanbill_store::TextRow| {
            let bytes = case.key.open(case.place(row.id.0), &row.sealed)?;
            let text = str::from_utf8(&bytes).map_err(|_| AuthorityError::Damaged)?;
            Ok(AppealText {
                author: row.author,
                day: row.day,
                text: text.to_owned(),
            })
        };
        rows.iter().map(text).collect()
    }

    async fn appeal_view(
        &self,
        known: &KnownStaff,
        case: &Loaded,
        is_appellant: bool,
        now: i64,
    ) -> Result<AppealView, AuthorityError> {
        let store = &self.inner.store;
        let standing = &case.standing;
        let looks = store.appeal_looks(case.shard, case.id).await?;
        let directory = known.verified.directory();
        let looks = looks.iter().map(|row| CaseLook {
            officer: directory.officer(row.officer),
            office: directory.office(row.office).map(str::to_owned),
            day: row.day,
        });
        // Who else has a mandate is the appellant's to know.
        let mandates = if is_appellant {
            store.mandates_for_appeal(case.shard, case.id).await?
        } else {
            Vec::new()
        };
        let mandates = mandates
            .iter()
            .zip(1..)
            .map(|(row, number)| CaseMandateView {
                number,
                at: row.at,
                ends_at: row.ended_at.unwrap_or(row.ends_at),
            });
        let mut steps = case.file.steps.iter();
        Ok(AppealView {
            number: self.case_id(case.shard, case.id)?,
            kind: case.file.appeal.kind,
            subject: case.appeal.subject.clone(),
            filed_by: case.appeal.filed_by,
            state: standing.state.ok_or(AuthorityError::Damaged)?,
            filed_at: standing.filed_at,
            due_at: standing.due_at,
            contests: case.file.appeal.contests,
            is_overdue: standing.is_overdue(now),
            extension: steps.find_map(|step| step.reason),
            decision: self.decision_of(known, case).await?,
            texts: self.texts_of(case).await?,
            looks: looks.collect(),
            mandates: mandates.collect(),
        })
    }
}
