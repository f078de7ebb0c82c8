//! The end of a registry (G13).

use crate::place::on_both;

on_both! { purges_on_postgres:
    g13_what_leads_to_people_is_gone_and_what_was_written_stays_written,
    g13_who_is_killed_purges_again,
    a_leaf_that_is_told_again_is_there_once,
    the_last_pass_of_an_epoch_ends_last,
}

mod cases {
    use cleanbill_issuer::act::ActKind;
    use cleanbill_issuer::registry::{
        DataKeyRow, EpochId, HolderId, MandateEndRow, MandateId, MandateRow,
    };
    use cleanbill_store::{PurgeCounts, Store};

    use crate::place::{By, Place};
    use crate::rows::{Issued, NOW, SHARD, Scribe, issuing};

    /// Three people with passes, one of whom acts for another.
    async fn peopled(store: &Store) -> Vec<Issued> {
        let mut scribe = Scribe::of(store).await;
        let issued: Vec<Issued> = (0..3).map(|_| scribe.issued()).collect();
        let mut changeset = issuing(&issued);
        let holder = issued[0].person.holder;
        let act = scribe.act(ActKind::Mandate, Some(holder));
        let given = scribe.proposed(&act);
        changeset.accesses.extend(given.accesses);
        changeset.leaves.extend(given.leaves);
        changeset.acts.extend(given.acts);
        changeset.steps.extend(given.steps);
        let mandate = MandateId(scribe.id());
        changeset.mandates = vec![MandateRow {
            id: mandate,
            holder,
            representative: issued[1].person.holder,
            may_act: true,
            ends_at: NOW + 9,
            act: act.id,
        }];
        changeset.mandate_ends = vec![MandateEndRow {
            mandate,
            act: act.id,
            at: NOW + 1,
        }];
        changeset.channels = vec![(holder, Some(vec![7; 60]))];
        let keys: Vec<DataKeyRow> = issued.iter().map(|one| key(one.person.holder)).collect();
        store.keys().put(SHARD, &keys).await.unwrap();
        store.apply(&changeset).await.unwrap();
        issued
    }

    fn key(holder: HolderId) -> DataKeyRow {
        DataKeyRow {
            holder,
            epoch: 1,
            wrapped: [3; 60],
        }
    }

    async fn purge(store: &Store) {
        store.begin_purge(NOW).await.unwrap();
        while store.purge_keys().await.unwrap() > 0 {}
        store.forget_purged_keys().await.unwrap();
        store.purge_registry().await.unwrap();
    }

    pub(super) async fn g13_what_leads_to_people_is_gone_and_what_was_written_stays_written(
        place: Place,
    ) {
        let store = place.open().await;
        let issued = peopled(&store).await;
        let before = store.purge_counts().await.unwrap();
        assert_eq!(
            (before.data_keys, before.channels, before.mandates),
            (3, 1, 2)
        );
        assert_eq!((before.lookups, before.sealed), (6, 9));
        assert!(!before.is_clean());
        let kept = [
            "act", "act_step", "leaf", "access", "pass", "event", "person",
        ];
        let mut counts = Vec::new();
        for table in kept {
            counts.push(place.count(table).await);
        }
        assert!(!store.is_purge_begun().await.unwrap());
        purge(&store).await;
        assert!(store.is_purge_begun().await.unwrap());
        let after = store.purge_counts().await.unwrap();
        let nothing = PurgeCounts {
            sealed: 9,
            ..PurgeCounts::default()
        };
        assert_eq!(after, nothing);
        assert!(after.is_clean());
        let holders: Vec<HolderId> = issued.iter().map(|one| one.person.holder).collect();
        assert_eq!(store.keys().find(SHARD, &holders).await.unwrap(), []);
        for (table, count) in kept.iter().zip(counts) {
            assert_eq!(place.count(table).await, count, "{table}");
        }
        // What keeps the tables append-only stands again.
        let mut scribe = Scribe::of(&store).await;
        let act = scribe.act(ActKind::Mandate, Some(holders[0]));
        let mut changeset = scribe.proposed(&act);
        let mandate = MandateId(scribe.id());
        changeset.mandate_ends = vec![MandateEndRow {
            mandate,
            act: act.id,
            at: NOW,
        }];
        changeset.mandates = vec![MandateRow {
            id: mandate,
            holder: holders[0],
            representative: holders[1],
            may_act: false,
            ends_at: NOW,
            act: act.id,
        }];
        store.apply(&changeset).await.unwrap();
        for table in ["mandate", "mandate_end", "act", "leaf"] {
            let deletion = format!("DELETE FROM {table}");
            let refused = place.raw(By::Owner, &deletion).await.unwrap_err();
            assert!(refused.contains("append-only"), "{table}: {refused}");
        }
        store.close().await;
        if !place.is_postgres {
            for file in ["keys.sqlite", "keys.sqlite-wal"] {
                let bytes = std::fs::read(place.files.join(file)).unwrap_or_default();
                assert!(!bytes.windows(60).any(|window| window == [3; 60]), "{file}");
            }
        }
    }

    pub(super) async fn g13_who_is_killed_purges_again(place: Place) {
        let store = place.open().await;
        peopled(&store).await;
        // As if killed after the keys, before anything else.
        store.begin_purge(NOW).await.unwrap();
        assert_eq!(store.purge_keys().await.unwrap(), 3);
        drop(store);
        let store = place.open().await;
        let half = store.purge_counts().await.unwrap();
        assert_eq!((half.data_keys, half.lookups), (0, 6));
        assert!(store.is_purge_begun().await.unwrap());
        purge(&store).await;
        assert!(store.purge_counts().await.unwrap().is_clean());
        purge(&store).await;
        assert!(store.purge_counts().await.unwrap().is_clean());
    }

    pub(super) async fn a_leaf_that_is_told_again_is_there_once(place: Place) {
        let store = place.open().await;
        for body in [vec![1, 2, 3], vec![1, 2, 3], vec![1, 2]] {
            store.put_ledger_leaf_once(body).await.unwrap();
        }
        assert_eq!(place.count("leaf").await, 2);
        assert_eq!(place.count("leaf_pending").await, 2);
    }

    pub(super) async fn the_last_pass_of_an_epoch_ends_last(place: Place) {
        let store = place.open().await;
        let reader = store.publisher();
        assert_eq!(reader.newest_expiry(EpochId(7)).await.unwrap(), None);
        let mut scribe = Scribe::of(&store).await;
        let mut issued: Vec<Issued> = (0..3).map(|_| scribe.issued()).collect();
        issued[1].pass.expires_at = NOW + 5_000;
        issued[2].pass.epoch = EpochId(8);
        store.apply(&issuing(&issued)).await.unwrap();
        let newest = |epoch| reader.newest_expiry(EpochId(epoch));
        assert_eq!(newest(7).await.unwrap(), Some(NOW + 5_000));
        assert_eq!(newest(8).await.unwrap(), Some(NOW + 1_000));
        assert_eq!(newest(9).await.unwrap(), None);
    }
}
