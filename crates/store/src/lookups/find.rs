//! Finding where hashes lead.

use std::collections::BTreeSet;

use cleanbill_issuer::registry::{Lookup, LookupKind, Shard};

use super::{Place, RUN_MIN, RecentRow, recent};
use crate::link::{Link, args};
use crate::table::Stored;
use crate::{Store, StoreError};

/// How often a look-up is tried again because runs were merged under it.
const FIND_TRIES: u32 = 8;

impl Store {
    /// Where these hashes lead: an entry for each row that one of them leads to.
    ///
    /// # Errors
    ///
    /// [`StoreError::Lookup`] if a run is damaged, and those of the database.
    pub async fn find(
        &self,
        shard: Shard,
        kind: LookupKind,
        hashes: &[[u8; 16]],
    ) -> Result<Vec<Lookup>, StoreError> {
        let place = Place { shard, kind };
        let mut link = self.registry.reader().await?;
        for _ in 0..FIND_TRIES {
            // Recent ones first: what is moved into a run meanwhile is found twice, never missed.
            let mut found = BTreeSet::new();
            find_recent(&mut link, place, hashes, &mut found).await?;
            let runs = self.known_runs(&mut link, place).await?;
            for &hash in hashes {
                let mut targets = Vec::new();
                for run in self.filters.candidates(shard, kind, &runs, &hash) {
                    place.search(&mut link, run, &hash, &mut targets).await?;
                }
                found.extend(targets.into_iter().map(|target| Lookup { hash, target }));
            }
            // A run that was merged while it was searched may have lost its pieces.
            if self.known_runs(&mut link, place).await? == runs {
                return Ok(found.into_iter().collect());
            }
        }
        Err(StoreError::Busy {
            attempts: FIND_TRIES,
        })
    }
}

/// Where hashes lead, by the recent ones: one by one for few, all of them for many.
async fn find_recent(
    link: &mut Link,
    place: Place,
    hashes: &[[u8; 16]],
    found: &mut BTreeSet<Lookup>,
) -> Result<(), StoreError> {
    if hashes.len() >= RUN_MIN {
        let wanted: BTreeSet<_> = hashes.iter().collect();
        let rows = recent(link, place).await?;
        let rows = rows.into_iter().filter(|row| wanted.contains(&row.hash));
        found.extend(rows.map(|row| Lookup {
            hash: row.hash,
            target: row.target,
        }));
        return Ok(());
    }
    for hash in hashes {
        let rows = link
            .rows(
                "SELECT kind, hash, target FROM lookup_recent
                 WHERE shard = $1 AND kind = $2 AND hash = $3",
                args![place.shard.0, place.kind.number(), hash],
            )
            .await?;
        for row in &rows {
            let row = RecentRow::take(row)?;
            found.insert(Lookup {
                hash: row.hash,
                target: row.target,
            });
        }
    }
    Ok(())
}
