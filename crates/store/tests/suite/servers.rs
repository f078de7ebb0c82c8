//! Two servers on one database, and a database that goes away and comes back.

use cleanbill_store::StoreError;
use cleanbill_testkit::cluster::Cluster;

use crate::place::{on_both, on_postgres};

on_both! { servers_on_postgres:
    two_servers_draw_different_keys,
    two_servers_claim_a_hash_once,
    two_servers_move_a_job_once,
}

mod cases {
    use std::collections::BTreeSet;

    use cleanbill_issuer::registry::{
        Changeset, JobId, JobProgress, Lookup, LookupKind, OfficeId, OfficerId,
    };
    use cleanbill_store::{JobRow, JobState, StoreError};
    use tokio::task::JoinSet;

    use crate::place::Place;
    use crate::rows::{NOW, SHARD, Scribe};

    pub(super) async fn two_servers_draw_different_keys(place: Place) {
        let servers = [place.open().await, place.open().await];
        let mut tasks = JoinSet::new();
        for number in 0..40 {
            let store = servers[number % 2].clone();
            tasks.spawn(async move { store.reserve_ids(SHARD, 25).await.unwrap() });
        }
        let mut drawn = BTreeSet::new();
        for run in tasks.join_all().await {
            assert!(run.start > 0);
            assert!(run.into_iter().all(|id| drawn.insert(id)));
        }
        assert_eq!(drawn.len(), 1_000);
        let most = cleanbill_store::IDS_MAX;
        let refused = servers[0].reserve_ids(SHARD, most + 1).await;
        assert_eq!(refused.unwrap_err().code(), "store.too-many");
    }

    /// Singles, batches, flushes and merges at once: each hash is claimed by one of all.
    pub(super) async fn two_servers_claim_a_hash_once(place: Place) {
        const HASHES: usize = 320;
        let servers = [place.open().await, place.open().await];
        let mut scribe = Scribe::of(&servers[0]).await;
        let kind = LookupKind::Document;
        let hashes: Vec<[u8; 16]> = (0..HASHES).map(|_| scribe.noise()).collect();
        let mut tasks = JoinSet::new();
        for number in 0..24_usize {
            let store = servers[number % 2].clone();
            let fill: Vec<[u8; 16]> = (0..260).map(|_| scribe.noise()).collect();
            let hashes = hashes.clone();
            tasks.spawn(async move {
                let mut won = 0;
                for turn in 0..8_usize {
                    let hash = hashes[(turn * 40 + number / 3) % HASHES];
                    let target = i64::try_from(number * 1_000 + turn + 1).unwrap();
                    let mut lookups = vec![Lookup { hash, target }];
                    if number % 6 == 0 && turn % 4 == 0 {
                        lookups.extend(fill.iter().map(|&hash| Lookup { hash, target }));
                        let twist = turn.to_le_bytes()[0].wrapping_add(1);
                        lookups
                            .iter_mut()
                            .skip(1)
                            .for_each(|one| one.hash[15] ^= twist);
                    }
                    let mut changeset = Changeset {
                        name: "race",
                        ..Changeset::default()
                    };
                    changeset.lookups.insert(kind, lookups);
                    match store.apply(&changeset).await {
                        Ok(_) => won += 1,
                        Err(error) => assert_eq!(error, StoreError::LookupTaken { kind }),
                    }
                    if number % 5 == 0 {
                        store.flush_lookups(SHARD, kind).await.unwrap();
                    }
                    if number % 4 == 0 {
                        store.tend_lookups(SHARD).await.unwrap();
                    }
                }
                won
            });
        }
        let won: usize = tasks.join_all().await.into_iter().sum();
        // Three claimants fight for each of the 64 hashes that are claimed.
        assert_eq!(won, 64);
        for server in &servers {
            let found = server.find(SHARD, kind, &hashes).await.unwrap();
            assert_eq!(found.len(), 64);
        }
    }

    pub(super) async fn two_servers_move_a_job_once(place: Place) {
        let servers = [place.open().await, place.open().await];
        let job = JobRow {
            id: JobId(1),
            kind: 1,
            officer: OfficerId(1),
            office: OfficeId(1),
            input_hash: [0; 32],
            state: JobState::Running,
            total: None,
            done_rows: 0,
            good_rows: 0,
            bad_rows: 0,
            at: NOW,
        };
        servers[0].create_job(&job).await.unwrap();
        let mut tasks = JoinSet::new();
        for store in servers.clone() {
            tasks.spawn(async move {
                let mut won = 0;
                for part in 0..20_i64 {
                    let changeset = Changeset {
                        name: "race",
                        job: Some(JobProgress {
                            job: JobId(1),
                            rows_before: part * 10,
                            rows_after: part * 10 + 10,
                            good: 9,
                            bad: 1,
                        }),
                        ..Changeset::default()
                    };
                    match store.apply(&changeset).await {
                        Ok(_) => won += 1,
                        Err(error) => assert_eq!(error, StoreError::JobMoved),
                    }
                }
                won
            });
        }
        let won: i64 = tasks.join_all().await.into_iter().sum();
        let job = servers[0].job(JobId(1)).await.unwrap().unwrap();
        assert_eq!(
            (job.done_rows, job.good_rows, job.bad_rows),
            (won * 10, won * 9, won)
        );
    }
}

/// The server is cut off as by a power cut, and comes back: what was committed is there, and the
/// same store goes on.
#[test]
fn a_store_goes_on_when_its_database_is_back() {
    use crate::rows::{SHARD, Scribe, issuing};
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let cluster = std::sync::Mutex::new(cluster);
    let started = cluster.lock().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let url = started.new_database();
    drop(started);
    let mut config = cleanbill_store::StoreConfig::new(url);
    config.wait_secs = 1;
    runtime.block_on(async {
        let store = cleanbill_store::Store::open(&config).await.unwrap();
        let mut scribe = Scribe::of(&store).await;
        let (one, other) = (scribe.issued(), scribe.issued());
        store.apply(&issuing(&[one.clone()])).await.unwrap();
        cluster.lock().unwrap().stop();
        let refused = store.apply(&issuing(&[other.clone()])).await;
        assert_eq!(refused.unwrap_err(), StoreError::Unavailable);
        assert_eq!(store.ready().await, Err(StoreError::Unavailable));
        cluster.lock().unwrap().start_again();
        store.ready().await.unwrap();
        assert!(store.pass(SHARD, one.pass.id).await.unwrap().is_some());
        assert_eq!(store.pass(SHARD, other.pass.id).await.unwrap(), None);
        store.apply(&issuing(&[other])).await.unwrap();
    });
}

/// Everything again where the key store is a database of its own.
#[test]
fn the_key_store_may_lie_in_another_database() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    on_postgres(&cluster, |mut place| {
        let cluster = &cluster;
        async move {
            place.config.keys = Some(cluster.new_database());
            let store = place.open().await;
            let holder = cleanbill_issuer::registry::HolderId(4);
            let row = cleanbill_issuer::registry::DataKeyRow {
                holder,
                epoch: 1,
                wrapped: [1; 60],
            };
            let shard = crate::rows::SHARD;
            store.keys().put(shard, &[row.clone()]).await.unwrap();
            assert_eq!(store.keys().find(shard, &[holder]).await.unwrap(), [row]);
            let here = place
                .texts("SELECT nspname::text FROM pg_namespace WHERE nspname = 'cleanbill_keys'")
                .await;
            assert!(here.is_empty());
        }
    });
}
