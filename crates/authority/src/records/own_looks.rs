//! What an officer looked at, for that officer alone: a look that they never took was taken with
//! their keys by somebody else.

use cleanbill_issuer::act::LegalBasis;
use cleanbill_issuer::registry::AccessId;
use cleanbill_issuer::staff::Purpose;
use cleanbill_seal::{IdKind, PublicId};

use crate::{Authority, AuthorityError, Caller};

/// Looks of one page.
const PAGE: u32 = 100;

/// A look at somebody's record. Whose it was is not in it: this leads nobody to a holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnLook {
    /// Its public id, the one that the holder sees.
    pub id: PublicId,
    /// What for.
    pub purpose: Purpose,
    /// On which ground of law.
    pub basis: Option<LegalBasis>,
    /// In the course of which act.
    pub act: Option<PublicId>,
    /// When, Unix seconds.
    pub at: i64,
}

/// Some of an officer's looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnLooks {
    /// The newest first.
    pub looks: Vec<OwnLook>,
    /// The look that the next page goes on after; none after the last.
    pub next: Option<PublicId>,
}

impl Authority {
    /// The caller's own looks, those that holders do not see yet included; from the one after
    /// `after` on.
    ///
    /// # Errors
    /// [`AuthorityError::NotFound`] for an id that is none, [`AuthorityError::Store`].
    pub async fn own_looks(
        &self,
        caller: &Caller,
        after: Option<&str>,
    ) -> Result<OwnLooks, AuthorityError> {
        let inner = &self.inner;
        let before = match after {
            None => None,
            Some(text) => {
                let found = inner.ring.parse_public_id(IdKind::Access, text);
                let (shard, id) = found.map_err(|_| AuthorityError::NotFound)?;
                if shard != inner.shard {
                    return Err(AuthorityError::NotFound);
                }
                Some(AccessId(id))
            }
        };
        let rows = inner
            .store
            .accesses_by(inner.shard, caller.officer, before, PAGE);
        let id = |kind, key| inner.ring.public_id(kind, inner.shard, key);
        let mut looks = Vec::new();
        for row in rows.await? {
            looks.push(OwnLook {
                id: id(IdKind::Access, row.id.0)?,
                purpose: row.purpose,
                basis: row.basis,
                act: row.act.map(|act| id(IdKind::Act, act.0)).transpose()?,
                at: row.at,
            });
        }
        let is_full = looks.len() >= PAGE as usize;
        let next = looks.last().filter(|_| is_full).map(|look| look.id);
        Ok(OwnLooks { looks, next })
    }
}
