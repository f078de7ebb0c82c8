//! Look-up hashes: claimed once, found in recent ones and in runs.

use crate::place::on_both;

on_both! { lookups_on_postgres:
    a_hash_is_claimed_once,
    a_name_may_lead_to_two_people,
    hashes_move_into_runs_and_are_found,
    a_damaged_run_is_named,
}

mod cases {
    use cleanbill_issuer::registry::{Changeset, Lookup, LookupKind, Shard};
    use cleanbill_store::{Store, StoreError};

    use crate::place::{By, Place};
    use crate::rows::{SHARD, Scribe};

    async fn claim(store: &Store, kind: LookupKind, lookups: &[Lookup]) -> Result<(), StoreError> {
        let mut changeset = Changeset {
            name: "claim",
            ..Changeset::default()
        };
        changeset.lookups.insert(kind, lookups.to_vec());
        store.apply(&changeset).await.map(drop)
    }

    fn lookups(scribe: &mut Scribe, count: usize) -> Vec<Lookup> {
        let lookup = |scribe: &mut Scribe| Lookup {
            hash: scribe.noise(),
            target: scribe.id(),
        };
        (0..count).map(|_| lookup(scribe)).collect()
    }

    /// Both ways of claiming against all that was claimed before, in all ways.
    pub(super) async fn a_hash_is_claimed_once(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        let kind = LookupKind::Document;
        let taken = Err(StoreError::LookupTaken { kind });
        let single = lookups(&mut scribe, 3);
        let batch = lookups(&mut scribe, 600);
        claim(&store, kind, &single).await.unwrap();
        claim(&store, kind, &batch).await.unwrap();
        for old in [single[1], batch[300]] {
            let again = Lookup { target: 1, ..old };
            assert_eq!(claim(&store, kind, &[again]).await, taken);
            let mut more = lookups(&mut scribe, 300);
            more[17] = again;
            assert_eq!(claim(&store, kind, &more).await, taken);
            // Nothing of the refused batch is there.
            let found = store.find(SHARD, kind, &[more[16].hash]).await.unwrap();
            assert_eq!(found, []);
            let found = store.find(SHARD, kind, &[old.hash]).await.unwrap();
            assert_eq!(found, [old]);
        }
        // Twice in one batch.
        for count in [2, 300] {
            let mut twice = lookups(&mut scribe, count);
            twice[1].hash = twice[0].hash;
            assert_eq!(claim(&store, kind, &twice).await, taken);
        }
        // Another kind, another shard: another hash.
        claim(&store, LookupKind::Record, &single).await.unwrap();
        let found = store.find(Shard(1), kind, &[single[0].hash]).await.unwrap();
        assert_eq!(found, []);
    }

    pub(super) async fn a_name_may_lead_to_two_people(place: Place) {
        let store = place.open().await;
        let kind = LookupKind::PersonMatch;
        let mut scribe = Scribe::of(&store).await;
        let hash = scribe.noise();
        let one = |target| Lookup { hash, target };
        claim(&store, kind, &[one(1)]).await.unwrap();
        claim(&store, kind, &[one(2)]).await.unwrap();
        let mut batch = lookups(&mut scribe, 300);
        batch[5] = one(3);
        batch[6] = one(4);
        claim(&store, kind, &batch).await.unwrap();
        let expected: Vec<_> = (1..=4).map(one).collect();
        assert_eq!(store.find(SHARD, kind, &[hash]).await.unwrap(), expected);
        store.flush_lookups(SHARD, kind).await.unwrap();
        assert_eq!(store.find(SHARD, kind, &[hash]).await.unwrap(), expected);
    }

    pub(super) async fn hashes_move_into_runs_and_are_found(place: Place) {
        let store = place.open().await;
        let other = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        let kind = LookupKind::Handle;
        let mut all = Vec::new();
        // Eight runs become one, more than once; the other process knows the runs of before.
        for round in 0..18 {
            let batch = lookups(&mut scribe, 257 + 64 * round);
            claim(&store, kind, &batch).await.unwrap();
            all.extend(batch);
            let few = lookups(&mut scribe, 5);
            claim(&store, kind, &few).await.unwrap();
            all.extend(few);
            if round % 3 == 0 {
                store.flush_lookups(SHARD, kind).await.unwrap();
            }
            let hashes = [all[0].hash, all[all.len() / 2].hash];
            let found = other.find(SHARD, kind, &hashes).await.unwrap();
            assert_eq!(found.len(), 2);
            store.tend_lookups(SHARD).await.unwrap();
        }
        assert!(place.count("lookup_run").await <= 14);
        let mut expected = all.clone();
        expected.sort_unstable();
        for store in [&store, &other] {
            let hashes: Vec<_> = all.iter().map(|lookup| lookup.hash).collect();
            assert_eq!(store.find(SHARD, kind, &hashes).await.unwrap(), expected);
            for lookup in all.iter().step_by(401) {
                let found = store.find(SHARD, kind, &[lookup.hash]).await.unwrap();
                assert_eq!(found, [*lookup]);
                let claimed = claim(store, kind, &[*lookup]).await;
                assert_eq!(claimed, Err(StoreError::LookupTaken { kind }));
            }
        }
        let strangers: Vec<_> = (0..500).map(|_| scribe.noise()).collect();
        assert_eq!(store.find(SHARD, kind, &strangers).await.unwrap(), []);
    }

    pub(super) async fn a_damaged_run_is_named(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        let kind = LookupKind::Handle;
        let batch = lookups(&mut scribe, 600);
        claim(&store, kind, &batch).await.unwrap();
        let cut = if place.is_postgres {
            "UPDATE lookup_chunk SET entries = substring(entries from 1 for 30)"
        } else {
            "UPDATE lookup_chunk SET entries = substr(entries, 1, 30)"
        };
        place.raw(By::Owner, cut).await.unwrap();
        let found = store.find(SHARD, kind, &[batch[9].hash]).await;
        assert_eq!(found.unwrap_err().code(), "lookup.chunk-length");
        let filter = if place.is_postgres {
            "UPDATE lookup_run SET filter = substring(filter from 2)"
        } else {
            "UPDATE lookup_run SET filter = substr(filter, 2)"
        };
        place.raw(By::Owner, filter).await.unwrap();
        let fresh = place.open().await;
        let found = fresh.find(SHARD, kind, &[batch[9].hash]).await;
        assert_eq!(found.unwrap_err().code(), "lookup.filter-length");
    }
}
