//! Filters of runs, kept in the process: a run never changes, so neither does its filter.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{PoisonError, RwLock};

use cleanbill_issuer::registry::{LookupKind, Shard};

use super::Filter;

type Runs = BTreeMap<i64, Filter>;

/// The filters that this process has read, by shard, kind and run.
///
/// 1.5 bytes an entry: about 105 MB a kind for 70 million holders.
#[derive(Default)]
pub struct Cache {
    filters: RwLock<BTreeMap<(Shard, LookupKind), Runs>>,
}

impl Cache {
    /// Forgets the filters of runs that are not among `runs`, the ones there are now, and returns
    /// those whose filters must be read ([`Cache::keep`]).
    pub fn missing(&self, shard: Shard, kind: LookupKind, runs: &[i64]) -> Vec<i64> {
        let missing = |kept: Option<&Runs>| -> Vec<i64> {
            let is_missing = |run: &&i64| !kept.is_some_and(|kept| kept.contains_key(run));
            runs.iter().filter(is_missing).copied().collect()
        };
        {
            let filters = self.filters.read().unwrap_or_else(PoisonError::into_inner);
            let kept = filters.get(&(shard, kind));
            let missing = missing(kept);
            if kept.map_or(0, Runs::len) + missing.len() == runs.len() {
                return missing;
            }
        }
        let current: BTreeSet<i64> = runs.iter().copied().collect();
        let mut filters = self.filters.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = filters.get_mut(&(shard, kind)) {
            kept.retain(|run, _| current.contains(run));
        }
        missing(filters.get(&(shard, kind)))
    }

    /// Keeps the filter of a run.
    pub fn keep(&self, shard: Shard, kind: LookupKind, run: i64, filter: Filter) {
        let mut filters = self.filters.write().unwrap_or_else(PoisonError::into_inner);
        let runs = filters.entry((shard, kind)).or_default();
        runs.insert(run, filter);
    }

    /// Which of `runs`, the ones there are now, may hold the hash. A run without a kept filter may:
    /// another thread that still knew the runs of before may have forgotten it.
    pub fn candidates(
        &self,
        shard: Shard,
        kind: LookupKind,
        runs: &[i64],
        hash: &[u8; 16],
    ) -> Vec<i64> {
        let filters = self.filters.read().unwrap_or_else(PoisonError::into_inner);
        let kept = filters.get(&(shard, kind));
        let may_hold = |run: &&i64| {
            let filter = kept.and_then(|kept| kept.get(run));
            filter.is_none_or(|filter| filter.may_hold(hash))
        };
        runs.iter().filter(may_hold).copied().collect()
    }

    /// Bytes of all kept filters.
    pub fn size_bytes(&self) -> usize {
        let filters = self.filters.read().unwrap_or_else(PoisonError::into_inner);
        let runs = filters.values().flatten();
        runs.map(|(_, filter)| filter.size_bytes()).sum()
    }
}
