//! Handing a record over, by an act of two offices; the holder sees it at once, or after a court's
//! delay (G11).

use cleanbill_issuer::act::{ActError, ActState, Body};
use cleanbill_issuer::registry::AccessRow;
use cleanbill_issuer::role::Permission;
use cleanbill_issuer::staff::Purpose;

use super::Record;
use crate::acts::course;
use crate::{Authority, AuthorityError, Caller};

impl Authority {
    /// Opens the record that an act of disclosure in force hands over.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`]; [`AuthorityError::NotFound`] for another kind of act;
    /// [`AuthorityError::Act`] where it is not in force, [`AuthorityError::Approval`] where nobody
    /// signed it.
    pub async fn open_disclosed(
        &self,
        caller: &Caller,
        act: &str,
        now: i64,
    ) -> Result<Record, AuthorityError> {
        caller.may(Permission::Erase)?;
        caller.may(Permission::OpenHolder)?;
        let (shard, file) = self.act_file(act).await?;
        let known = self.known_staff().await?;
        let content = self.signed_content(&known, shard, &file)?;
        let (Body::Disclose { visible_at, .. }, Some(holder)) = (&content.body, file.act.holder)
        else {
            return Err(AuthorityError::NotFound);
        };
        let state = course(&content, &file).standing()?.state;
        if state != Some(ActState::Effective) {
            let (from, to) = (state, ActState::Effective);
            return Err(ActError::State { from, to }.into());
        }
        let look = self.look(caller, shard, holder, Purpose::Disclose, content.basis, now);
        let access = AccessRow {
            act: Some(file.act.id),
            visible_at: (*visible_at).max(now),
            ..look.await?
        };
        self.record(shard, &access, now).await
    }
}
