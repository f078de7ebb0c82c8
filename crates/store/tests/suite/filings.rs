//! What anybody filed, as rows: all of it or none, never changed.

use crate::place::on_both;

on_both! { filings_on_postgres:
    g06_what_was_filed_is_neither_changed_nor_deleted,
    a_group_is_filed_whole_or_not_at_all,
    what_has_no_room_is_left_out,
}

mod cases {
    use cleanbill_issuer::registry::{LeafId, OfficerId, Shard};
    use cleanbill_store::{
        FILING_ROWS_BYTES, FilingChange, FilingStepRow, NewFiling, Store, StoreError,
    };

    use crate::place::{By, Place};

    async fn filings(store: &Store, count: u8) -> Vec<NewFiling> {
        let ids = store.reserve_ids(Shard::default(), count.into()).await;
        let filing = |(id, number): (i64, u8)| NewFiling {
            id: LeafId(id),
            follow: [number; 32],
            day: 20_000,
            due: 20_030,
            region: "XX-A".to_owned(),
            visibility: 2,
            kind: 1,
            leaf: vec![number],
            sealed: vec![number; 100],
            room_bytes: 1 << 20,
            is_asked: true,
        };
        ids.unwrap().zip(0..count).map(filing).collect()
    }

    fn answered(filing: LeafId) -> (FilingStepRow, FilingChange) {
        let step = FilingStepRow {
            filing,
            step: 1,
            kind: 1,
            officer: OfficerId(7),
            day: 20_001,
            due: None,
            reason: None,
        };
        let sealed = vec![9; 40];
        let is_late = false;
        (step, FilingChange::Answered { sealed, is_late })
    }

    pub(super) async fn g06_what_was_filed_is_neither_changed_nor_deleted(place: Place) {
        let store = place.open().await;
        let filings = filings(&store, 2).await;
        let door = store.filings();
        assert_eq!(door.file(&filings).await, Ok(vec![true, true]));
        let (step, change) = answered(filings[0].id);
        door.take_step(&step, "XX-A", &change, Some(&[1]))
            .await
            .unwrap();
        let twice = door.take_step(&step, "XX-A", &change, Some(&[2])).await;
        let table = "filing_step";
        assert_eq!(twice, Err(StoreError::Conflict { table }));
        for table in ["filing", "filing_content", "filing_step", "filing_answer"] {
            assert!(place.count(table).await > 0, "{table}");
            for sql in [
                format!("DELETE FROM {table}"),
                format!("UPDATE {table} SET shard = 0"),
            ] {
                for by in [By::Service, By::Owner] {
                    let refused = place.raw(by, &sql).await;
                    assert!(refused.is_err(), "{sql} by {by:?}");
                }
            }
        }
        // Three leaves wait for the ledger, and the second answer is not among them.
        assert_eq!(place.count("leaf_pending").await, 3);
        let counts = door.counts(20_031).await.unwrap();
        let line = &counts[0];
        assert_eq!((line.filed, line.answered, line.overdue), (2, 1, 1));
    }

    pub(super) async fn a_group_is_filed_whole_or_not_at_all(place: Place) {
        let store = place.open().await;
        let mut filings = filings(&store, 40).await;
        // Two of one follow code.
        filings[39].follow = [0; 32];
        let refused = store.filings().file(&filings).await.unwrap_err();
        assert!(
            matches!(refused, StoreError::Conflict { .. }),
            "{refused:?}"
        );
        for table in [
            "filing",
            "filing_content",
            "filing_wait",
            "leaf",
            "filing_show",
        ] {
            assert_eq!(place.count(table).await, 0, "{table}");
        }
        filings[39].follow = [99; 32];
        store.filings().file(&filings).await.unwrap();
        let found = store.filings().by_follow(&[99; 32]).await.unwrap().unwrap();
        assert_eq!(found.row.id, filings[39].id);
        assert_eq!(store.filings().by_entry(0).await, Ok(None));
    }

    pub(super) async fn what_has_no_room_is_left_out(place: Place) {
        let store = place.open().await;
        let mut filings = filings(&store, 3).await;
        let one = 100 + FILING_ROWS_BYTES;
        for filing in &mut filings {
            filing.room_bytes = 2 * one;
        }
        filings[0].room_bytes = 0;
        let taken = store.filings().file(&filings).await;
        assert_eq!(taken, Ok(vec![false, true, true]));
        assert_eq!(store.filings().by_follow(&[0; 32]).await, Ok(None));
        assert_eq!(place.count("leaf").await, 2);
    }
}
