//! The key store: kept, found, wrapped anew, erased.

use crate::place::on_both;

on_both! { keys_on_postgres:
    keys_are_kept_and_found,
    a_second_key_is_refused,
    keys_are_wrapped_anew_and_the_erased_stay_erased,
    g10_an_erased_key_is_in_no_file,
}

mod cases {
    use cleanbill_issuer::registry::{DataKeyRow, HolderId, Shard};
    use cleanbill_store::{KEYS_MAX, StoreError};

    use crate::place::Place;
    use crate::rows::{SHARD, Scribe};

    fn key(holder: i64, epoch: i32, fill: u8) -> DataKeyRow {
        DataKeyRow {
            holder: HolderId(holder),
            epoch,
            wrapped: [fill; 60],
        }
    }

    pub(super) async fn keys_are_kept_and_found(place: Place) {
        let store = place.open().await;
        let rows: Vec<_> = (1..=200).map(|holder| key(holder, 1, 3)).collect();
        store.keys().put(SHARD, &rows).await.unwrap();
        let wanted = [HolderId(200), HolderId(7), HolderId(201)];
        let mut found = store.keys().find(SHARD, &wanted).await.unwrap();
        found.sort_by_key(|row| row.holder);
        assert_eq!(found, [key(7, 1, 3), key(200, 1, 3)]);
        // Another shard is another store.
        assert_eq!(store.keys().find(Shard(1), &wanted).await.unwrap(), []);
        let many = vec![HolderId(1); KEYS_MAX + 1];
        let refused = store.keys().find(SHARD, &many).await;
        assert_eq!(refused, Err(StoreError::TooMany { most: KEYS_MAX }));
    }

    pub(super) async fn a_second_key_is_refused(place: Place) {
        let store = place.open().await;
        store.keys().put(SHARD, &[key(5, 1, 1)]).await.unwrap();
        let refused = store.keys().put(SHARD, &[key(4, 1, 2), key(5, 1, 2)]).await;
        let table = "data_key";
        assert_eq!(refused, Err(StoreError::Conflict { table }));
        let kept = store.keys().find(SHARD, &[HolderId(4), HolderId(5)]).await;
        assert_eq!(kept.unwrap(), [key(5, 1, 1)]);
    }

    pub(super) async fn keys_are_wrapped_anew_and_the_erased_stay_erased(place: Place) {
        let store = place.open().await;
        let keys = store.keys();
        let old: Vec<_> = (1..=5).map(|holder| key(holder, 1, 1)).collect();
        keys.put(SHARD, &old).await.unwrap();
        keys.put(SHARD, &[key(6, 2, 9)]).await.unwrap();
        let first = keys.older(SHARD, 2, None, 3).await.unwrap();
        assert_eq!(first, old[..3]);
        let rest = keys.older(SHARD, 2, Some(HolderId(3)), 3).await.unwrap();
        assert_eq!(rest, old[3..]);
        // Erased between reading and writing; changed between reading and writing.
        assert!(keys.erase(SHARD, HolderId(2)).await.unwrap());
        keys.replace(SHARD, &[key(3, 1, 1)], &[key(3, 2, 7)])
            .await
            .unwrap();
        let new: Vec<_> = (1..=5).map(|holder| key(holder, 2, 8)).collect();
        keys.replace(SHARD, &old, &new).await.unwrap();
        let holders: Vec<_> = (1..=6).map(HolderId).collect();
        let mut kept = keys.find(SHARD, &holders).await.unwrap();
        kept.sort_by_key(|row| row.holder);
        let expected = [
            key(1, 2, 8),
            key(3, 2, 7),
            key(4, 2, 8),
            key(5, 2, 8),
            key(6, 2, 9),
        ];
        assert_eq!(kept, expected);
        assert!(!keys.erase(SHARD, HolderId(2)).await.unwrap());
    }

    /// On SQLite no byte of it is left in any file. Postgres keeps deleted rows in old pages and in
    /// its log for a while: there it is gone from the table, and the rest follows when the epoch
    /// that wrapped it is retired.
    pub(super) async fn g10_an_erased_key_is_in_no_file(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        let row = DataKeyRow {
            wrapped: scribe.noise(),
            ..key(5, 1, 0)
        };
        let others: Vec<_> = (6..60).map(|holder| key(holder, 1, 1)).collect();
        store.keys().put(SHARD, &others).await.unwrap();
        store.keys().put(SHARD, &[row.clone()]).await.unwrap();
        let is_there = || place.files_hold(&row.wrapped);
        if !place.is_postgres {
            assert!(is_there());
        }
        assert!(store.keys().erase(SHARD, row.holder).await.unwrap());
        assert_eq!(store.keys().find(SHARD, &[row.holder]).await.unwrap(), []);
        if !place.is_postgres {
            assert!(!is_there());
        }
    }
}
