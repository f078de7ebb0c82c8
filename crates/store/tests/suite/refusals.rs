//! What is refused is refused whole: nothing of it is written.

use crate::place::on_both;

on_both! { refusals_on_postgres:
    g06_no_act_without_its_leaf,
    g06_what_two_offices_sign_has_its_leaf_once_they_have,
    g10_what_was_wrong_is_corrected_once,
    g11_no_act_about_a_person_without_an_access_entry,
    a_failure_leaves_nothing,
    caps_hold,
    a_cap_holds_against_many_at_once,
    a_request_is_answered_once,
    closed_lists_fit_the_schema,
}

mod cases {
    use cleanbill_issuer::act::{ActKind, LegalBasis, NoticeChannel, Reason};
    use cleanbill_issuer::registry::{
        AccessRow, ActId, AlarmRow, AppointmentRow, CapUse, Changeset, HolderId, IdempotencyRow,
        OfficeId, OfficerId, RowId,
    };
    use cleanbill_issuer::staff::{AlarmKind, Purpose, Role, Source};
    use cleanbill_store::StoreError;

    use crate::place::{By, Place};
    use crate::rows::{NOW, SHARD, Scribe, issuing};

    /// Tables that a changeset fills.
    const FILLED: [&str; 11] = [
        "act",
        "leaf",
        "access",
        "person",
        "event",
        "pass",
        "tally",
        "activity",
        "lookup_recent",
        "cap_use",
        "idempotency",
    ];

    async fn is_empty(place: &Place) -> bool {
        for table in FILLED {
            if place.count(table).await > 0 {
                return false;
            }
        }
        true
    }

    pub(super) async fn g06_no_act_without_its_leaf(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        let one = scribe.issued();
        let good = issuing(&[one.clone()]);
        let mut without = good.clone();
        without.leaves.clear();
        let mut twice = good.clone();
        twice.leaves.push(scribe.leaf(one.act.id));
        let mut of_other = good.clone();
        of_other.leaves[0].act = Some(ActId(1));
        let mut of_none = good.clone();
        of_none.leaves[0].act = None;
        for changeset in [without, twice, of_other, of_none] {
            let refused = store.apply(&changeset).await;
            assert_eq!(refused.unwrap_err(), StoreError::NoLeaf);
            assert!(is_empty(&place).await);
        }
        // Around the store: the database says the same.
        let act = "INSERT INTO act (shard, id, kind, officer, office, region, at, body, hash)
            VALUES (0, 5, 3, 1, 1, 'XX', 1, '', HASH)";
        let hash = if place.is_postgres {
            "decode(repeat('00', 32), 'hex')"
        } else {
            "zeroblob(32)"
        };
        let act = act
            .replace("HASH", hash)
            .replace("''", if place.is_postgres { "''" } else { "x''" });
        for by in [By::Service, By::Owner] {
            let refused = place.raw(by, &act).await.unwrap_err();
            assert!(refused.contains("cleanbill.no-leaf"), "{refused}");
        }
        store.apply(&good).await.unwrap();
        // A second leaf of an act that is there.
        let leaf = format!(
            "INSERT INTO leaf (shard, id, kind, act, body) VALUES (0, 6, 1, {}, {})",
            one.act.id.0,
            if place.is_postgres {
                "'\\x00'"
            } else {
                "x'00'"
            },
        );
        let refused = place.raw(By::Service, &leaf).await.unwrap_err();
        assert!(refused.to_lowercase().contains("unique"), "{refused}");
    }

    pub(super) async fn g06_what_two_offices_sign_has_its_leaf_once_they_have(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        for &kind in ActKind::ALL {
            let act = scribe.act(kind, None);
            let mut proposed = scribe.proposed(&act);
            let leaf = proposed.leaves.pop().unwrap();
            let outcome = store.apply(&proposed).await.map(drop);
            if !kind.needs_two_offices() {
                assert_eq!(outcome, Err(StoreError::NoLeaf), "{kind:?}");
                continue;
            }
            outcome.unwrap();
            if matches!(
                kind,
                ActKind::WithdrawKey | ActKind::WithdrawValue | ActKind::ImportRevocations
            ) {
                // These need a reviewer, whom nobody appointed here.
                continue;
            }
            let mut approved = scribe.approved(act.id, &[0, 1]);
            let refused = store.apply(&approved).await.map(drop);
            assert_eq!(refused, Err(StoreError::NoLeaf), "{kind:?}");
            // A leaf alone tells of nothing that happened.
            let mut early = approved.clone();
            early.leaves = vec![leaf.clone()];
            early.steps.clear();
            early.approvals.clear();
            let refused = store.apply(&early).await.map(drop);
            assert_eq!(refused, Err(StoreError::NoLeaf), "{kind:?}");
            approved.leaves = vec![leaf];
            store.apply(&approved).await.unwrap();
        }
    }

    /// Two corrections of one event, and two passes in place of one, at the same moment.
    pub(super) async fn g10_what_was_wrong_is_corrected_once(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        let one = scribe.issued();
        store.apply(&issuing(&[one.clone()])).await.unwrap();
        for (table, of_event) in [("event", true), ("pass", false)] {
            let mut tasks = tokio::task::JoinSet::new();
            for _ in 0..6 {
                let mut next = scribe.issued();
                if of_event {
                    next.event.corrects = Some(one.event.id);
                } else {
                    next.pass.replaces = Some(one.pass.id);
                }
                let store = store.clone();
                tasks.spawn(async move { store.apply(&issuing(&[next])).await.map(drop) });
            }
            let outcomes = tasks.join_all().await;
            let done = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
            assert_eq!(done, 1, "{table}");
            let refused = outcomes.into_iter().filter(Result::is_err);
            let conflict = Err(StoreError::Conflict { table });
            assert!(refused.into_iter().all(|outcome| outcome == conflict));
        }
        assert_eq!(place.count("event").await, 3);
    }

    pub(super) async fn g11_no_act_about_a_person_without_an_access_entry(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        let one = scribe.issued();
        let good = issuing(&[one.clone()]);
        let mut without = good.clone();
        without.accesses.clear();
        let mut of_other_act = good.clone();
        of_other_act.accesses[0].act = Some(ActId(1));
        let mut of_other_holder = good.clone();
        of_other_holder.accesses[0].holder.0 += 1;
        for changeset in [without, of_other_act, of_other_holder] {
            let refused = store.apply(&changeset).await;
            assert_eq!(refused.unwrap_err(), StoreError::NoAccess);
            assert!(is_empty(&place).await);
        }
        let (zero, hash) = if place.is_postgres {
            ("'\\x00'", "decode(repeat('00', 32), 'hex')")
        } else {
            ("x'00'", "zeroblob(32)")
        };
        let script = format!(
            "INSERT INTO leaf (shard, id, kind, act, body) VALUES (0, 4, 1, 5, {zero});
             INSERT INTO act (shard, id, kind, holder, officer, office, region, at, body, hash)
             VALUES (0, 5, 3, 77, 1, 1, 'XX', 1, {zero}, {hash});"
        );
        let refused = place.raw(By::Service, &script).await.unwrap_err();
        assert!(refused.contains("cleanbill.no-access"), "{refused}");
    }

    pub(super) async fn a_failure_leaves_nothing(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        for count in [1, 100] {
            let mut batch: Vec<_> = (0..count).map(|_| scribe.issued()).collect();
            let last = batch.len() - 1;
            // The last row of the last table but one is wrong.
            batch[last].pass.sealed.truncate(3);
            let refused = store.apply(&issuing(&batch)).await;
            let table = if place.is_postgres { "pass" } else { "" };
            assert_eq!(refused.unwrap_err(), StoreError::Constraint { table });
            assert!(is_empty(&place).await);
            let mut twice: Vec<_> = (0..count + 1).map(|_| scribe.issued()).collect();
            twice[0].pass.id = twice[usize::try_from(count).unwrap()].pass.id;
            let refused = store.apply(&issuing(&twice)).await;
            assert_eq!(refused.unwrap_err(), StoreError::Conflict { table: "pass" });
            assert!(is_empty(&place).await);
        }
    }

    fn cap(key: &str, amount: i64) -> CapUse {
        CapUse {
            day: 20_833,
            scope: 3,
            key: key.into(),
            amount,
            max: 10,
        }
    }

    fn drawing(caps: Vec<CapUse>) -> Changeset {
        Changeset {
            name: "draw",
            caps,
            ..Changeset::default()
        }
    }

    pub(super) async fn caps_hold(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        let reached = StoreError::CapReached { scope: 3 };
        let used = |key: &'static str| {
            let store = store.clone();
            async move { store.cap_used(20_833, 3, key).await.unwrap() }
        };
        let refused = store.apply(&drawing(vec![cap("a", 11)])).await;
        assert_eq!(refused.unwrap_err(), reached);
        store.apply(&drawing(vec![cap("a", 7)])).await.unwrap();
        // A second cap that is reached takes the first one and the rows with it.
        let mut changeset = issuing(&[scribe.issued()]);
        changeset.caps = vec![cap("b", 10), cap("a", 4)];
        let refused = store.apply(&changeset).await;
        assert_eq!(refused.unwrap_err(), reached);
        assert_eq!((used("a").await, used("b").await), (7, 0));
        assert_eq!(place.count("pass").await, 0);
        changeset.caps = vec![cap("b", 10), cap("a", 3)];
        store.apply(&changeset).await.unwrap();
        assert_eq!((used("a").await, used("b").await), (10, 10));
        let refused = store.apply(&drawing(vec![cap("a", 1)])).await;
        assert_eq!(refused.unwrap_err(), reached);
    }

    pub(super) async fn a_cap_holds_against_many_at_once(place: Place) {
        let store = place.open().await;
        let mut tasks = tokio::task::JoinSet::new();
        for number in 0..24 {
            let store = store.clone();
            // In different orders of keys.
            let mut caps = vec![cap("a", 1), cap("b", 1)];
            if number % 2 == 0 {
                caps.reverse();
            }
            tasks.spawn(async move { store.apply(&drawing(caps)).await });
        }
        let outcomes = tasks.join_all().await;
        let done = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        assert_eq!(done, 10);
        let reached = Err(StoreError::CapReached { scope: 3 });
        let refused = outcomes.into_iter().filter(Result::is_err);
        assert!(refused.into_iter().all(|outcome| outcome == reached));
        assert_eq!(store.cap_used(20_833, 3, "a").await.unwrap(), 10);
    }

    pub(super) async fn a_request_is_answered_once(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        let row = IdempotencyRow {
            officer: OfficerId(1),
            key_tag: [1; 16],
            request_hash: [2; 32],
            at: NOW,
            outcome: vec![3],
        };
        let mut changeset = issuing(&[scribe.issued()]);
        changeset.idempotency = Some(row.clone());
        assert_eq!(
            store.idempotency(OfficerId(1), &[1; 16]).await.unwrap(),
            None
        );
        store.apply(&changeset).await.unwrap();
        let mut second = issuing(&[scribe.issued()]);
        second.idempotency = Some(IdempotencyRow {
            request_hash: [9; 32],
            ..row.clone()
        });
        let refused = store.apply(&second).await;
        assert_eq!(refused.unwrap_err(), StoreError::KeyUsed);
        assert_eq!(place.count("pass").await, 1);
        let kept = store.idempotency(OfficerId(1), &[1; 16]).await.unwrap();
        assert_eq!(kept, Some(row));
        // Another officer's key is another key; old answers go.
        assert_eq!(
            store.idempotency(OfficerId(2), &[1; 16]).await.unwrap(),
            None
        );
        assert_eq!(store.expire(0, NOW).await.unwrap(), 0);
        assert_eq!(store.expire(0, NOW + 1).await.unwrap(), 1);
        store.apply(&second).await.unwrap();
    }

    /// The schema's bounds know every member of the closed lists, and no more.
    pub(super) async fn closed_lists_fit_the_schema(place: Place) {
        macro_rules! bound {
            ($list:ident) => {
                $list::ALL
                    .iter()
                    .map(|member| member.number())
                    .max()
                    .unwrap()
            };
        }
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        for &kind in ActKind::ALL {
            let act = scribe.act(kind, None);
            store.apply(&scribe.proposed(&act)).await.unwrap();
        }
        for &purpose in Purpose::ALL {
            let access = scribe.access(HolderId(9), None);
            let access = AccessRow { purpose, ..access };
            store.write_accesses(SHARD, &[access]).await.unwrap();
        }
        for &kind in AlarmKind::ALL {
            let changeset = Changeset {
                name: "alarm",
                alarms: vec![AlarmRow {
                    id: RowId(scribe.id()),
                    kind,
                    office: OfficeId(1),
                    officer: None,
                    product: None,
                    lot: None,
                    at: NOW,
                    act: None,
                }],
                ..Changeset::default()
            };
            store.apply(&changeset).await.unwrap();
        }
        for &role in Role::ALL {
            let changeset = Changeset {
                name: "appoint",
                appointments: vec![AppointmentRow {
                    id: RowId(scribe.id()),
                    officer: OfficerId(1),
                    office: OfficeId(1),
                    role,
                    begins: true,
                    act: ActId(1),
                    at: NOW,
                }],
                ..Changeset::default()
            };
            store.apply(&changeset).await.unwrap();
        }
        let schema = include_str!("../../migrations/sqlite/0001_registry.up.sql");
        for (column, most) in [
            ("purpose", bound!(Purpose)),
            ("basis", bound!(LegalBasis)),
            ("reason", bound!(Reason)),
            ("role", bound!(Role)),
            ("source", bound!(Source)),
            ("channel", bound!(NoticeChannel)),
        ] {
            let check = format!("CHECK ({column} BETWEEN 1 AND {most})");
            assert!(schema.contains(&check), "{check}");
        }
    }
}
