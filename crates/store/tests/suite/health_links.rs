//! Health links as rows: who is let in, how often one may err, and what is left of one that ended.

use crate::place::on_both;

on_both! { health_links_on_postgres:
    a_link_is_kept_and_found_until_it_ends,
    no_more_passcodes_are_tried_than_are_borne,
    what_has_no_room_is_left_out_and_what_ended_makes_room,
    a_link_that_is_ended_leaves_nothing,
}

mod cases {
    use std::collections::BTreeMap;

    use cleanbill_store::{HealthLinkFileRow, HealthLinkRow, Passage, Store, StoreError};

    use crate::place::Place;

    const NOW: i64 = 1_700_000_000;
    const ROOM: u64 = 1 << 20;

    fn row(number: u8) -> HealthLinkRow {
        HealthLinkRow {
            path: [number; 32],
            revocation: [number + 100; 32],
            form: 1,
            passcode: None,
            attempts: 5,
            ticket: [7; 32],
            expires_at: NOW + 60,
            size: 1_000,
        }
    }

    fn files(path: [u8; 32]) -> Vec<HealthLinkFileRow> {
        let file = |number: i16| HealthLinkFileRow {
            path,
            number,
            kind: 2,
            sealed: format!("ciphertext {number}").into_bytes(),
        };
        [2, 1].map(file).into()
    }

    async fn keep(store: &Store, row: &HealthLinkRow, room: u64, now: i64) -> bool {
        let door = store.health_links();
        door.keep(row, &files(row.path), room, now).await.unwrap()
    }

    pub(super) async fn a_link_is_kept_and_found_until_it_ends(place: Place) {
        let store = place.open().await;
        let door = store.health_links();
        let row = row(1);
        assert!(keep(&store, &row, ROOM, NOW).await);
        assert_eq!(door.find(&row.path, NOW).await, Ok(Some(row.clone())));
        assert_eq!(door.find(&row.path, NOW + 60).await, Ok(None));
        assert_eq!(door.find(&[9; 32], NOW).await, Ok(None));
        let open = Ok(Passage::Open(row.clone()));
        assert_eq!(door.enter(&row.path, None, NOW).await, open);
        // Whoever says a passcode where none is asked for is not in the wrong.
        assert_eq!(door.enter(&row.path, Some(&[1; 32]), NOW).await, open);
        assert_eq!(
            door.enter(&row.path, None, NOW + 60).await,
            Ok(Passage::Gone)
        );
        let found = door.files(&row.path).await.unwrap();
        assert_eq!(
            found.iter().map(|file| file.number).collect::<Vec<_>>(),
            [1, 2]
        );
        assert_eq!(door.file(&row.path, 2).await, Ok(Some(found[1].clone())));
        assert_eq!(door.file(&row.path, 3).await, Ok(None));
        let twice = door.keep(&row, &[], ROOM, NOW).await;
        assert!(
            matches!(twice, Err(StoreError::Conflict { .. })),
            "{twice:?}"
        );
    }

    /// Also of those who try at the same moment.
    pub(super) async fn no_more_passcodes_are_tried_than_are_borne(place: Place) {
        let store = place.open().await;
        let locked = HealthLinkRow {
            passcode: Some([42; 32]),
            ..row(1)
        };
        assert!(keep(&store, &locked, ROOM, NOW).await);
        let door = store.health_links();
        assert_eq!(
            door.enter(&locked.path, None, NOW).await,
            Ok(Passage::Wrong { remaining: 4 })
        );
        let open = door.enter(&locked.path, Some(&[42; 32]), NOW).await;
        assert!(matches!(open, Ok(Passage::Open(row)) if row.attempts == 4));
        let tries = (0..20_u8).map(|guess| {
            let (door, path) = (door.clone(), locked.path);
            tokio::spawn(async move { door.enter(&path, Some(&[guess; 32]), NOW).await })
        });
        let tries: Vec<_> = tries.collect();
        let mut outcomes = BTreeMap::new();
        for tried in tries {
            let outcome = match tried.await.unwrap().unwrap() {
                Passage::Wrong { remaining } => Some(remaining),
                Passage::Gone => None,
                Passage::Open(_) => panic!("no guess is the passcode"),
            };
            *outcomes.entry(outcome).or_insert(0) += 1;
        }
        let expected = [
            (None, 16),
            (Some(0), 1),
            (Some(1), 1),
            (Some(2), 1),
            (Some(3), 1),
        ];
        assert_eq!(outcomes, BTreeMap::from(expected));
        // Nor is anybody let in by the right one afterwards.
        let late = door.enter(&locked.path, Some(&[42; 32]), NOW).await;
        assert_eq!(late, Ok(Passage::Gone));
        assert_eq!(door.find(&locked.path, NOW).await, Ok(None));
    }

    pub(super) async fn what_has_no_room_is_left_out_and_what_ended_makes_room(place: Place) {
        let store = place.open().await;
        assert!(keep(&store, &row(1), 2_000, NOW).await);
        assert!(keep(&store, &row(2), 2_000, NOW).await);
        assert!(!keep(&store, &row(3), 2_000, NOW).await);
        assert_eq!(place.count("health_link").await, 2);
        assert_eq!(place.count("health_link_file").await, 4);
        let later = HealthLinkRow {
            expires_at: NOW + 120,
            ..row(3)
        };
        assert!(keep(&store, &later, 2_000, NOW + 60).await);
        assert_eq!(place.count("health_link").await, 1);
        assert_eq!(place.count("health_link_file").await, 2);
    }

    pub(super) async fn a_link_that_is_ended_leaves_nothing(place: Place) {
        let store = place.open().await;
        let door = store.health_links();
        assert!(keep(&store, &row(1), 1_000, NOW).await);
        assert_eq!(door.revoke(&[1; 32]).await, Ok(false));
        assert_eq!(door.revoke(&row(1).revocation).await, Ok(true));
        assert_eq!(door.revoke(&row(1).revocation).await, Ok(false));
        assert_eq!(place.count("health_link").await, 0);
        assert_eq!(place.count("health_link_file").await, 0);
        assert!(
            keep(&store, &row(2), 1_000, NOW).await,
            "its room is free again"
        );
    }
}
