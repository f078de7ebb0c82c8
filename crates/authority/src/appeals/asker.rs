//! Who asks about a case, without being an officer.

use cleanbill_issuer::registry::{HolderId, Shard};
use cleanbill_redress::case::{CaseId, CaseMandate};
use cleanbill_seal::{CaseTagUse, IdKind};

use super::FollowCode;
use crate::collect::Holder;
use crate::{Authority, AuthorityError};

/// Who asks: with what they have, and about which case.
#[derive(Debug, Clone, Copy)]
pub enum Asker<'a> {
    /// The holder who appealed, with the number of the case.
    Holder(&'a Holder, &'a str),
    /// Whoever has the code of the case, or one that the appellant gave for it.
    Code {
        /// The code.
        code: &'a FollowCode,
        /// The number, where the asker says one: another case is not found.
        number: Option<&'a str>,
        /// Whom the door counts as one (an address, hashed): so many tries a minute.
        source: [u8; 16],
    },
}

/// The case that an asker may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Allowed {
    pub(super) shard: Shard,
    pub(super) case: CaseId,
    /// Whether it is the appellant, who alone gives mandates for it.
    pub(super) is_appellant: bool,
}

impl Authority {
    /// The tag of a holder among appellants.
    pub(super) fn owner_tag(
        &self,
        shard: Shard,
        holder: HolderId,
    ) -> Result<[u8; 16], AuthorityError> {
        let id = self.act_subject(IdKind::Holder, shard, holder.0)?;
        Ok(self.inner.ring.case_tag(CaseTagUse::Owner, &[&id])?)
    }

    pub(super) fn code_tag(&self, code: &FollowCode) -> Result<[u8; 16], AuthorityError> {
        Ok(self.inner.ring.case_tag(CaseTagUse::Code, &[&code.0])?)
    }

    /// The shards that cases lie in.
    pub(super) fn case_shards(&self) -> Vec<Shard> {
        let mut shards = vec![Shard::default(), self.inner.shard];
        shards.dedup();
        shards
    }

    /// The case that somebody asks about, if it is theirs to see. A case of somebody else's, one
    /// that there is none of, and a mandate that ended: all are not found.
    pub(super) async fn allowed(
        &self,
        asker: &Asker<'_>,
        now: i64,
    ) -> Result<Allowed, AuthorityError> {
        match *asker {
            Asker::Holder(holder, number) => {
                let ring = &self.inner.ring;
                let parsed = ring.parse_public_id(IdKind::Appeal, number);
                let (shard, key) = parsed.map_err(|_| AuthorityError::NotFound)?;
                let found = self.inner.store.appeal(shard, CaseId(key)).await?;
                let tag = self.owner_tag(holder.shard, holder.key)?;
                let own = found.filter(|file| file.appeal.owner_tag == Some(tag));
                let own = own.filter(|_| shard == holder.shard);
                Ok(Allowed {
                    shard,
                    case: own.ok_or(AuthorityError::NotFound)?.appeal.id,
                    is_appellant: true,
                })
            }
            Asker::Code {
                code,
                number,
                source,
            } => {
                self.inner.collects.take(source, now)?;
                let found = self.case_of_code(code, now).await?;
                if let Some(number) = number
                    && !self.is_number_of(number, &found)
                {
                    return Err(AuthorityError::NotFound);
                }
                Ok(found)
            }
        }
    }

    fn is_number_of(&self, number: &str, found: &Allowed) -> bool {
        let parsed = self.inner.ring.parse_public_id(IdKind::Appeal, number);
        parsed == Ok((found.shard, found.case.0))
    }

    async fn case_of_code(&self, code: &FollowCode, now: i64) -> Result<Allowed, AuthorityError> {
        let (store, tag) = (&self.inner.store, self.code_tag(code)?);
        for shard in self.case_shards() {
            if let Some(case) = store.appeal_of_code(shard, &tag).await? {
                return Ok(Allowed {
                    shard,
                    case,
                    is_appellant: true,
                });
            }
            let Some(row) = store.mandate_of_code(shard, &tag).await? else {
                continue;
            };
            let mandate = CaseMandate {
                case: row.appeal,
                at: row.at,
                ends_at: row.ends_at,
                ended_at: row.ended_at,
            };
            if mandate.covers(row.appeal, now) {
                return Ok(Allowed {
                    shard,
                    case: row.appeal,
                    is_appellant: false,
                });
            }
        }
        Err(AuthorityError::NotFound)
    }
}
