//! Claiming hashes, in the transaction of what they lead to.

use std::collections::{BTreeMap, BTreeSet};

use cleanbill_issuer::registry::{Lookup, LookupKind, Shard};

use super::{Place, RUN_MIN, RecentRow, hold_runs, recent};
use crate::insert::insert;
use crate::link::Link;
use crate::lookup::{Run, RunError};
use crate::{Store, StoreError};

impl Store {
    /// Claims the hashes of a changeset: those of a kind that leads to one row only must be new.
    pub(crate) async fn claim(
        &self,
        link: &mut Link,
        shard: Shard,
        lookups: &BTreeMap<LookupKind, Vec<Lookup>>,
    ) -> Result<(), StoreError> {
        let most = lookups.values().map(Vec::len).max().unwrap_or(0);
        if most == 0 {
            return Ok(());
        }
        hold_runs(link, shard, most >= RUN_MIN).await?;
        for (&kind, lookups) in lookups {
            let place = Place { shard, kind };
            if kind.is_unique() {
                self.check_new(link, place, lookups).await?;
            }
            if lookups.len() < RUN_MIN {
                claim_singly(link, place, lookups).await?;
            } else {
                let run = Run::build(lookups, kind.is_unique()).map_err(|error| match error {
                    RunError::Duplicate => StoreError::LookupTaken { kind },
                    error => error.into(),
                })?;
                place.write(link, 0, run.into()).await?;
            }
        }
        Ok(())
    }

    /// None of the hashes is in a run. Recent ones are looked at for many hashes; for few, the
    /// unique index does.
    async fn check_new(
        &self,
        link: &mut Link,
        place: Place,
        lookups: &[Lookup],
    ) -> Result<(), StoreError> {
        let taken = StoreError::LookupTaken { kind: place.kind };
        let runs = self.known_runs(link, place).await?;
        let mut found = Vec::new();
        for lookup in lookups {
            let candidates = self
                .filters
                .candidates(place.shard, place.kind, &runs, &lookup.hash);
            for run in candidates {
                place.search(link, run, &lookup.hash, &mut found).await?;
                if !found.is_empty() {
                    return Err(taken);
                }
            }
        }
        if lookups.len() >= RUN_MIN {
            let hashes: BTreeSet<_> = lookups.iter().map(|lookup| lookup.hash).collect();
            let recent = recent(link, place).await?;
            if recent.iter().any(|row| hashes.contains(&row.hash)) {
                return Err(taken);
            }
        }
        Ok(())
    }
}

async fn claim_singly(link: &mut Link, place: Place, lookups: &[Lookup]) -> Result<(), StoreError> {
    let rows: Vec<_> = lookups
        .iter()
        .map(|&Lookup { hash, target }| RecentRow {
            kind: place.kind,
            hash,
            target,
        })
        .collect();
    insert(link, place.shard, &rows)
        .await
        .map_err(|error| match error {
            StoreError::Conflict { .. } => StoreError::LookupTaken { kind: place.kind },
            error => error,
        })
}
