//! Mandates for one case: given by the appellant, for that case alone, until they say no more.

use cleanbill_issuer::registry::{Changeset, RowId};
use cleanbill_redress::case::CaseMandate;
use cleanbill_store::{CaseChange, MandateForCase};

use super::asker::Allowed;
use super::{Asker, FollowCode};
use crate::acts::Ids;
use crate::{Authority, AuthorityError};

impl Authority {
    /// The appellant lets somebody act in this case: the code is for a lawyer, who needs no pass
    /// and no account, and opens this case and no other. Gives the number of the mandate with it.
    ///
    /// # Errors
    /// [`AuthorityError::NotFound`], also for whom has a mandate only; [`AuthorityError::Case`] for
    /// the end.
    pub async fn give_case_mandate(
        &self,
        asker: &Asker<'_>,
        ends_at: i64,
        now: i64,
    ) -> Result<(i64, FollowCode), AuthorityError> {
        let allowed = self.as_appellant(asker, now).await?;
        let mandate = CaseMandate::new(allowed.case, ends_at, now)?;
        let id = RowId(Ids::reserve(self, allowed.shard, 1).await?.take()?);
        let code = FollowCode::draw(self.inner.entropy.as_ref());
        let given = self
            .inner
            .store
            .mandates_for_appeal(allowed.shard, allowed.case);
        let number = i64::try_from(given.await?.len()).unwrap_or(i64::MAX);
        let change = CaseChange {
            mandates: vec![MandateForCase {
                appeal: allowed.case,
                id,
                tag: self.code_tag(&code)?,
                at: mandate.at,
                ends_at: mandate.ends_at,
                ended_at: None,
            }],
            ..CaseChange::default()
        };
        self.write_case("case-mandate", &allowed, &change).await?;
        Ok((number.saturating_add(1), code))
    }

    /// The appellant takes a mandate back, by its number in the case: from now on its code opens
    /// nothing.
    ///
    /// # Errors
    /// [`AuthorityError::NotFound`]; [`AuthorityError::Store`] with `store.conflict` where it had
    /// ended.
    pub async fn end_case_mandate(
        &self,
        asker: &Asker<'_>,
        number: i64,
        now: i64,
    ) -> Result<(), AuthorityError> {
        let allowed = self.as_appellant(asker, now).await?;
        let (shard, case) = (allowed.shard, allowed.case);
        let mandates = self.inner.store.mandates_for_appeal(shard, case).await?;
        let index = usize::try_from(number.saturating_sub(1)).ok();
        let mandate = index.and_then(|index| mandates.get(index));
        let mandate = mandate.ok_or(AuthorityError::NotFound)?;
        let change = CaseChange {
            mandate_ends: vec![(case, mandate.id, now)],
            ..CaseChange::default()
        };
        self.write_case("end-case-mandate", &allowed, &change).await
    }

    async fn as_appellant(&self, asker: &Asker<'_>, now: i64) -> Result<Allowed, AuthorityError> {
        let allowed = self.allowed(asker, now).await?;
        // A mandate is not handed on.
        if allowed.is_appellant {
            Ok(allowed)
        } else {
            Err(AuthorityError::NotFound)
        }
    }

    pub(super) async fn write_case(
        &self,
        name: &'static str,
        allowed: &Allowed,
        change: &CaseChange,
    ) -> Result<(), AuthorityError> {
        let set = Changeset {
            name,
            shard: allowed.shard,
            ..Changeset::default()
        };
        self.inner.store.apply_with(&set, change).await?;
        Ok(())
    }
}
