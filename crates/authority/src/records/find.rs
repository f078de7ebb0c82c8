//! Who is meant: by a document, or by names and birth date. Answers are ids and nothing else.

use std::fmt;

use cleanbill_hcert::dcc::PersonName;
use cleanbill_issuer::holder::{document_match_key, match_keys};
use cleanbill_issuer::registry::{AccessId, AccessRow, Changeset, HolderId, Lookup, LookupKind};
use cleanbill_issuer::role::Permission;
use cleanbill_issuer::staff::Purpose;
use cleanbill_seal::{IdKind, PublicId};

use crate::acts::Ids;
use crate::intake::Document;
use crate::issuing::hash_after_erasure;
use crate::{Authority, AuthorityError, Caller};

/// Holders that one question can have for an answer; beyond, it says too little.
const FOUND_MAX: usize = 20;

/// Whom an officer looks for. `Debug` shows which way only.
#[derive(Clone, PartialEq, Eq)]
pub enum Query {
    /// By names, in any script and order, and birth date as far as it is known.
    Person {
        /// The names.
        name: PersonName,
        /// `YYYY-MM-DD`, `YYYY-MM`, `YYYY` or empty.
        birth_date: String,
    },
    /// By a document.
    Document(Document),
}

impl fmt::Debug for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Person { .. } => "Person(..)",
            Self::Document(_) => "Document(..)",
        })
    }
}

impl Authority {
    /// The holders that a question leads to. Each of them can see that they were looked for; how
    /// often an officer asks is limited, and counted with their acts.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`], [`AuthorityError::RateLimited`];
    /// [`AuthorityError::Ambiguous`] for more than 20.
    pub async fn find_holders(
        &self,
        caller: &Caller,
        query: &Query,
        now: i64,
    ) -> Result<Vec<PublicId>, AuthorityError> {
        caller.may(Permission::FindHolder)?;
        let inner = &self.inner;
        let asker = i128::from(caller.number).to_be_bytes();
        inner.finds.take(asker, now)?;
        let (kind, hashes) = match query {
            Query::Person { name, birth_date } => {
                let keys = match_keys(name, birth_date);
                let hash = |key: &Vec<u8>| inner.ring.lookup_hash(LookupKind::PersonMatch, &[key]);
                (LookupKind::PersonMatch, keys.iter().map(hash).collect())
            }
            Query::Document(document) => {
                let hash = document_match_key(document.kind, &document.country, &document.number)
                    .map(|key| inner.ring.lookup_hash(LookupKind::Document, &[&key]));
                (LookupKind::Document, hash.into_iter().collect::<Vec<_>>())
            }
        };
        if hashes.is_empty() {
            return Ok(Vec::new());
        }
        let mut found = inner.store.find(inner.shard, kind, &hashes).await?;
        if let (LookupKind::Document, [hash]) = (kind, hashes.as_slice()) {
            found = self.after_erasures(*hash, found).await?;
        }
        let mut holders: Vec<i64> = found.iter().map(|lookup| lookup.target).collect();
        holders.sort_unstable();
        holders.dedup();
        if holders.len() > FOUND_MAX {
            return Err(AuthorityError::Ambiguous);
        }
        self.note_found(caller, &holders, now).await?;
        let id = |key: &i64| inner.ring.public_id(IdKind::Holder, inner.shard, *key);
        Ok(holders.iter().map(id).collect::<Result<_, _>>()?)
    }

    /// Whom a document leads to now: whoever showed it after its holder was erased.
    async fn after_erasures(
        &self,
        mut hash: [u8; 16],
        mut found: Vec<Lookup>,
    ) -> Result<Vec<Lookup>, AuthorityError> {
        let inner = &self.inner;
        while !found.is_empty() {
            hash = hash_after_erasure(&inner.ring, &hash);
            let kind = LookupKind::Document;
            let next = inner.store.find(inner.shard, kind, &[hash]).await?;
            if next.is_empty() {
                break;
            }
            found = next;
        }
        Ok(found)
    }

    /// Writes down who was looked for, before anybody hears of it.
    async fn note_found(
        &self,
        caller: &Caller,
        holders: &[i64],
        now: i64,
    ) -> Result<(), AuthorityError> {
        let inner = &self.inner;
        let mut set = Changeset {
            name: "find",
            shard: inner.shard,
            ..Changeset::default()
        };
        let hour = i32::try_from(now.div_euclid(3_600)).unwrap_or(i32::MAX);
        let count = i64::try_from(holders.len()).unwrap_or(i64::MAX);
        set.activity.insert((caller.officer, hour), (1, count));
        if !holders.is_empty() {
            let mut ids = Ids::reserve(self, inner.shard, holders.len()).await?;
            for holder in holders {
                set.accesses.push(AccessRow {
                    id: AccessId(ids.take()?),
                    holder: HolderId(*holder),
                    officer: caller.officer,
                    office: caller.office,
                    role: caller.role,
                    purpose: Purpose::HolderAsked,
                    basis: None,
                    act: None,
                    at: now,
                    visible_at: now,
                });
            }
        }
        inner.store.apply(&set).await?;
        Ok(())
    }
}
