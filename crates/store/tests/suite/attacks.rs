//! The guarantees, attacked: through the store, around it as its own role, and as the owner.

use crate::place::on_both;

on_both! { attacks_on_postgres:
    g07_no_approval_without_two_offices,
    g07_no_forgery_without_a_reviewer,
    g07_no_withdrawal_without_a_reviewer,
    g07_nothing_is_taken_away_without_grounds,
    g09_nothing_contested_takes_effect_without_a_ruling,
    g10_no_row_is_changed_or_deleted,
    g11_no_sealed_column_without_a_committed_entry,
    g12_nobody_is_in_the_files,
}

mod cases {
    use cleanbill_issuer::act::{ActKind, ActState, LegalBasis, Reason};
    use cleanbill_issuer::registry::{
        ActId, ActRow, AppointmentRow, Changeset, HolderId, MandateEndRow, MandateId, MandateRow,
        OfficeId, OfficerId, RowId, RulingRow,
    };
    use cleanbill_issuer::staff::Role;
    use cleanbill_seal::{FileKek, KeyRing, OpenLimits, Place as Sealed, Scope, Unsealer};
    use cleanbill_store::{Store, StoreError};
    use sqlx::{AssertSqlSafe, Connection};

    use crate::place::{By, Place};
    use crate::rows::{NOW, OFFICERS, SHARD, Scribe, issuing, step};

    fn stepped(act: ActId, number: i16, state: ActState) -> Changeset {
        Changeset {
            name: "step",
            steps: vec![step(act, number, state)],
            ..Changeset::default()
        }
    }

    /// Every kind of act, with nobody's, one officer's, one office's and two offices' signatures.
    pub(super) async fn g07_no_approval_without_two_offices(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        store.apply(&scribe.founded()).await.unwrap();
        for &kind in ActKind::ALL {
            let act = scribe.act(kind, None);
            store.apply(&scribe.proposed(&act)).await.unwrap();
            if !kind.needs_two_offices() {
                let alone = stepped(act.id, 2, ActState::Effective);
                store.apply(&alone).await.unwrap();
                continue;
            }
            let refused = Err(StoreError::TwoOffices);
            for state in [ActState::Approved, ActState::Noticed, ActState::Effective] {
                let none = store.apply(&stepped(act.id, 2, state)).await;
                assert_eq!(none.map(drop), refused, "{kind:?}");
            }
            let one = store.apply(&scribe.approved(act.id, &[0])).await;
            assert_eq!(one.map(drop), refused, "{kind:?}");
            // A colleague of the same office.
            let mut same = scribe.approved(act.id, &[0, 1]);
            same.approvals[1].office = same.approvals[0].office;
            assert_eq!(store.apply(&same).await.map(drop), refused, "{kind:?}");
            // One officer who sits in two offices signs once only.
            let mut twice = scribe.approved(act.id, &[0, 1]);
            twice.approvals[1].officer = twice.approvals[0].officer;
            let table = "approval";
            let outcome = store.apply(&twice).await.map(drop);
            assert_eq!(outcome, Err(StoreError::Conflict { table }));
            for by in [By::Service, By::Owner] {
                let step = format!(
                    "INSERT INTO act_step (shard, act, step, state, at) VALUES (0, {}, 9, 4, 1)",
                    act.id.0
                );
                let outcome = place.raw(by, &step).await.unwrap_err();
                assert!(outcome.contains("cleanbill.two-offices"), "{outcome}");
            }
            // Nothing of all that is there.
            let file = store.act(SHARD, act.id).await.unwrap().unwrap();
            assert_eq!((file.steps.len(), file.approvals.len()), (1, 0));
            // The fourth reviews what takes away more than it names.
            store
                .apply(&scribe.approved(act.id, &[0, 1, 3]))
                .await
                .unwrap();
        }
    }

    /// What takes away more passes than it names: only a compromised key acts without a reviewer.
    pub(super) async fn g07_no_withdrawal_without_a_reviewer(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        store.apply(&scribe.founded()).await.unwrap();
        for (kind, reason, needs) in [
            (ActKind::WithdrawValue, Reason::LotWithdrawn, true),
            (ActKind::ImportRevocations, Reason::Duplicate, true),
            (ActKind::WithdrawKey, Reason::IssuedInError, true),
            (ActKind::WithdrawKey, Reason::KeyCompromised, false),
            (ActKind::RefuseReissue, Reason::Duplicate, false),
            (ActKind::Revoke, Reason::Duplicate, false),
        ] {
            let act = ActRow {
                reason: Some(reason),
                ..scribe.act(kind, None)
            };
            store.apply(&scribe.proposed(&act)).await.unwrap();
            for by in [&[0, 1][..], &[0, 1, 2]] {
                if !needs {
                    break;
                }
                let outcome = store.apply(&scribe.approved(act.id, by)).await;
                assert_eq!(outcome.map(drop), Err(StoreError::Reviewer), "{kind:?}");
                // Past the first of the three states, too.
                let mut later = scribe.approved(act.id, by);
                later.steps[0].state = ActState::Effective;
                let outcome = store.apply(&later).await;
                assert_eq!(outcome.map(drop), Err(StoreError::Reviewer), "{kind:?}");
            }
            let by: &[usize] = if needs { &[0, 1, 3] } else { &[0, 1] };
            store.apply(&scribe.approved(act.id, by)).await.unwrap();
        }
    }

    fn forgery(scribe: &mut Scribe) -> ActRow {
        ActRow {
            reason: Some(Reason::Forgery),
            evidence: Some([1; 32]),
            ..scribe.act(ActKind::Revoke, Some(HolderId(9)))
        }
    }

    pub(super) async fn g07_no_forgery_without_a_reviewer(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        store.apply(&scribe.founded()).await.unwrap();
        let act = forgery(&mut scribe);
        store.apply(&scribe.proposed(&act)).await.unwrap();
        let refused = Err(StoreError::Reviewer);
        // Two officers; three; a reviewer as one of two.
        for by in [&[0, 1][..], &[0, 1, 2], &[0, 3]] {
            let outcome = store.apply(&scribe.approved(act.id, by)).await;
            assert_eq!(outcome.map(drop), refused);
        }
        // A reviewer who signs for an office that is not theirs.
        let mut elsewhere = scribe.approved(act.id, &[0, 1, 3]);
        elsewhere.approvals[2].office = OfficeId(13);
        assert_eq!(store.apply(&elsewhere).await.map(drop), refused);
        let table = if place.is_postgres { "act" } else { "" };
        let without = ActRow {
            evidence: None,
            ..forgery(&mut scribe)
        };
        let outcome = store.apply(&scribe.proposed(&without)).await.map(drop);
        assert_eq!(outcome, Err(StoreError::Constraint { table }));
        store
            .apply(&scribe.approved(act.id, &[0, 1, 3]))
            .await
            .unwrap();

        // A reviewer who was dismissed is none.
        let appointed = |begins, at, id| Changeset {
            name: "appointment",
            appointments: vec![AppointmentRow {
                id: RowId(id),
                officer: OfficerId(4),
                office: OfficeId(OFFICERS[3].1),
                role: Role::Reviewer,
                begins,
                act: act.id,
                at,
            }],
            ..Changeset::default()
        };
        store.apply(&appointed(false, NOW + 1, 50)).await.unwrap();
        let act = forgery(&mut scribe);
        store.apply(&scribe.proposed(&act)).await.unwrap();
        let outcome = store.apply(&scribe.approved(act.id, &[0, 1, 3])).await;
        assert_eq!(outcome.map(drop), refused);
        store.apply(&appointed(true, NOW + 2, 51)).await.unwrap();
        store
            .apply(&scribe.approved(act.id, &[0, 1, 3]))
            .await
            .unwrap();
    }

    pub(super) async fn g07_nothing_is_taken_away_without_grounds(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        let table = if place.is_postgres { "act" } else { "" };
        for &kind in ActKind::ALL {
            let act = scribe.act(kind, None);
            for (reason, basis) in [
                (None, Some(LegalBasis::PassLaw)),
                (Some(Reason::Duplicate), None),
                (None, None),
            ] {
                let id = ActId(scribe.id());
                let act = ActRow {
                    id,
                    reason,
                    basis,
                    ..act.clone()
                };
                let outcome = store.apply(&scribe.proposed(&act)).await.map(drop);
                if kind.takes_away() {
                    assert_eq!(outcome, Err(StoreError::Constraint { table }), "{kind:?}");
                } else {
                    assert_eq!(outcome, Ok(()), "{kind:?}");
                }
            }
        }
    }

    /// A row in every table that only grows.
    async fn filled(store: &Store) -> Scribe {
        let mut scribe = Scribe::of(store).await;
        let mut changeset = scribe.founded();
        let act = changeset.acts[0].id;
        let one = scribe.issued();
        let issuing = issuing(&[one.clone()]);
        let mandate = MandateId(scribe.id());
        changeset.mandates = vec![MandateRow {
            id: mandate,
            holder: one.person.holder,
            representative: HolderId(1),
            may_act: false,
            ends_at: NOW,
            act,
        }];
        changeset.mandate_ends = vec![MandateEndRow {
            mandate,
            act,
            at: NOW,
        }];
        changeset.collections = vec![(one.pass.id, 1, NOW)];
        store.apply(&issuing).await.unwrap();
        store.apply(&changeset).await.unwrap();
        scribe
    }

    /// Through the store, and around it as the service's own role.
    pub(super) async fn g09_nothing_contested_takes_effect_without_a_ruling(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        store.apply(&scribe.founded()).await.unwrap();
        let act = scribe.act(ActKind::Revoke, None);
        store.apply(&scribe.proposed(&act)).await.unwrap();
        let mut signed = scribe.approved(act.id, &[0, 1]);
        for (number, state) in [(3, ActState::Noticed), (4, ActState::Contested)] {
            signed.steps.push(step(act.id, number, state));
        }
        store.apply(&signed).await.unwrap();
        let mut effective = stepped(act.id, 5, ActState::Effective);
        let refused = store.apply(&effective).await;
        assert_eq!(refused.unwrap_err(), StoreError::NoDecision);
        let around = format!(
            "INSERT INTO act_step (shard, act, step, state, at) VALUES (0, {}, 5, 4, {NOW})",
            act.id.0
        );
        for by in [By::Service, By::Owner] {
            let refused = place.raw(by, &around).await.unwrap_err();
            assert!(refused.contains("cleanbill.no-decision"), "{refused}");
        }
        let by = scribe.approval(act.id, OFFICERS[1]);
        effective.rulings.push(RulingRow {
            act: act.id,
            officer: by.officer,
            office: by.office,
            key: by.key,
            form: by.form,
            authenticator_data: by.authenticator_data,
            client_data: by.client_data,
            signature: by.signature,
            at: NOW,
            body: vec![0x80],
        });
        store.apply(&effective).await.unwrap();
        let kept = store.act(SHARD, act.id).await.unwrap().unwrap();
        assert_eq!(kept.ruling.as_ref(), effective.rulings.first());
        let page = store.publisher().takings(SHARD, None, 9).await.unwrap();
        assert_eq!((page.files, page.unreadable), (vec![kept], 0));
        for attack in ["UPDATE act_ruling SET at = at", "DELETE FROM act_ruling"] {
            let refused = place.raw(By::Owner, attack).await.unwrap_err();
            assert!(refused.contains("cleanbill.append-only"), "{refused}");
        }
    }

    /// Tables that only grow, and a column of each.
    const GROWING: [(&str, &str); 20] = [
        ("leaf", "kind"),
        ("access", "purpose"),
        ("act", "kind"),
        ("approval", "at"),
        ("act_step", "state"),
        ("person", "version"),
        ("event", "source"),
        ("pass", "expires_at"),
        ("office", "kind"),
        ("officer", "number"),
        ("officer_key", "form"),
        ("appointment", "role"),
        ("login", "officer"),
        ("epoch", "not_after"),
        ("product", "approved_on"),
        ("delivery", "doses"),
        ("mandate", "ends_at"),
        ("mandate_end", "at"),
        ("alarm", "kind"),
        ("collection_use", "at"),
    ];

    pub(super) async fn g10_no_row_is_changed_or_deleted(place: Place) {
        let store = place.open().await;
        filled(&store).await;
        for (table, column) in GROWING {
            // On SQLite triggers speak for each row, so there has to be one.
            let rows = place.count(table).await;
            if rows == 0 && !place.is_postgres {
                assert!(["login", "epoch", "product", "delivery", "alarm"].contains(&table));
                continue;
            }
            for by in [By::Service, By::Owner] {
                let mut attacks = vec![
                    format!("UPDATE {table} SET {column} = {column}"),
                    format!("DELETE FROM {table}"),
                ];
                if place.is_postgres {
                    attacks.push(format!("TRUNCATE {table} CASCADE"));
                }
                for attack in attacks {
                    let refused = place.raw(by, &attack).await.unwrap_err();
                    let expected = match by {
                        By::Service if place.is_postgres => "permission denied",
                        _ => "cleanbill.append-only",
                    };
                    assert!(refused.contains(expected), "{attack}: {refused}");
                }
            }
            assert_eq!(place.count(table).await, rows, "{table}");
        }
        if place.is_postgres {
            // What is in the way may not be taken away.
            for attack in [
                "DROP TRIGGER act_no_change ON act",
                "ALTER TABLE act DISABLE TRIGGER ALL",
                "SET session_replication_role = replica",
                "DROP TABLE act CASCADE",
                "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql
                 AS $$ BEGIN RETURN NULL; END $$",
            ] {
                let refused = place.raw(By::Service, attack).await.unwrap_err();
                let known = ["permission denied", "must be owner"];
                assert!(
                    known.iter().any(|known| refused.contains(known)),
                    "{refused}"
                );
            }
        } else {
            let replace = "PRAGMA recursive_triggers = ON;
                INSERT OR REPLACE INTO leaf SELECT shard, id, 9, act, body FROM leaf;";
            let refused = place.raw(By::Owner, replace).await.unwrap_err();
            assert!(refused.contains("cleanbill.append-only"), "{refused}");
        }
    }

    /// Reads a sealed column around the store.
    pub(super) async fn g11_no_sealed_column_without_a_committed_entry(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        let (one, other) = (scribe.issued(), scribe.issued());
        store
            .apply(&issuing(&[one.clone(), other.clone()]))
            .await
            .unwrap();
        // An entry that cannot be written opens nothing.
        let mut access = scribe.access(one.person.holder, None);
        access.visible_at = NOW + 1;
        let refused = store.open_holder(SHARD, &access, Scope::History).await;
        assert_eq!(refused.unwrap_err().code(), "store.constraint");
        if !place.is_postgres {
            return;
        }
        for (table, column) in [
            ("person", "sealed"),
            ("event", "sealed"),
            ("pass", "sealed"),
            ("channel", "sealed"),
        ] {
            for read in [
                format!("SELECT {column} FROM {table}"),
                format!("SELECT * FROM {table}"),
                format!("COPY {table} TO STDOUT"),
                format!("INSERT INTO channel SELECT 0, 5, {column} FROM {table}"),
            ] {
                let refused = place.raw(By::Service, &read).await.unwrap_err();
                assert!(refused.contains("permission denied"), "{read}: {refused}");
            }
        }
        let holder = one.person.holder.0;
        let (entry, of_other) = (one.access.id.0, other.access.id.0);
        for function in ["open_person", "open_event", "open_pass", "open_channel"] {
            for entry in [0, 1, of_other] {
                let read = format!("SELECT * FROM {function}(0, {holder}, {entry})");
                let refused = place.raw(By::Service, &read).await.unwrap_err();
                assert!(refused.contains("cleanbill.no-access"), "{read}: {refused}");
            }
            let read = format!("SELECT * FROM {function}(0, {holder}, {entry})");
            place.raw(By::Service, &read).await.unwrap();
        }
        // Written and not committed: read and roll back, also from a savepoint.
        let write = format!(
            "INSERT INTO access (shard, holder, id, officer, office, role, purpose, at, visible_at)
             VALUES (0, {holder}, 99, 1, 1, 1, 1, 1, 1);"
        );
        let read = format!("SELECT * FROM open_person(0, {holder}, 99)");
        for script in [
            format!("BEGIN; {write}"),
            format!("BEGIN; SAVEPOINT s; {write} RELEASE SAVEPOINT s"),
            format!("BEGIN; SAVEPOINT s; {write}"),
        ] {
            let mut connection = place.postgres_connection(By::Service).await;
            let run = |sql: String| AssertSqlSafe(sql);
            sqlx::raw_sql(run(script))
                .execute(&mut connection)
                .await
                .unwrap();
            let outcome = sqlx::raw_sql(run(read.clone()))
                .execute(&mut connection)
                .await;
            let refused = outcome.unwrap_err().to_string();
            assert!(refused.contains("cleanbill.no-access"), "{refused}");
            connection.close().await.unwrap();
        }
        let helper = format!("SELECT witnessed_holder(0, {holder}, {entry})");
        let refused = place.raw(By::Service, &helper).await.unwrap_err();
        assert!(refused.contains("permission denied"), "{refused}");
    }

    /// A person is sealed and kept; then every file is searched for them.
    pub(super) async fn g12_nobody_is_in_the_files(place: Place) {
        const PLANTED: &[u8] = b"Quillfeather|Xanthippe|1971-03-09|P<UTO Z8842017";
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        store.apply(&scribe.founded()).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mut noise = {
            let mut scribe = Scribe::of(&store).await;
            move |to: &mut [u8]| to.iter_mut().for_each(|byte| [*byte] = scribe.noise())
        };
        let kek = FileKek::new(&[7; 32]).unwrap();
        let ring = KeyRing::create(&folder.path().join("ring"), &kek, NOW, &mut noise).unwrap();
        let mut one = scribe.issued();
        let holder = one.person.holder;
        let (key, row) = ring.generate_data_key(SHARD, holder, &mut noise).unwrap();
        let mut seal = |place| {
            let mut nonce = [0; 12];
            noise(&mut nonce);
            key.seal(place, PLANTED, nonce).unwrap()
        };
        one.person.sealed = seal(Sealed::person(SHARD, holder, 1));
        one.event.sealed = seal(Sealed::event(SHARD, holder, one.event.id));
        one.pass.sealed = seal(Sealed::pass(SHARD, holder, one.pass.id));
        let mut changeset = issuing(&[one.clone()]);
        changeset.channels = vec![(holder, Some(seal(Sealed::channel(SHARD, holder))))];
        store.keys().put(SHARD, &[row]).await.unwrap();
        store.apply(&changeset).await.unwrap();

        // The search finds what is kept in the clear: an office's name.
        assert!(place.files_hold(b"Office number 13"));
        for word in PLANTED.split(|byte| *byte == b'|') {
            let wide: Vec<u8> = word.iter().flat_map(|&byte| [byte, 0]).collect();
            assert!(!place.files_hold(word) && !place.files_hold(&wide));
        }
        // They are there all the same, for who looks through the front door.
        let unsealer = Unsealer::new(store.clone(), store.keys().clone(), OpenLimits::default());
        let access = scribe.access(holder, None);
        let opened = unsealer
            .open(&ring, SHARD, &access, Scope::Record)
            .await
            .unwrap();
        let person = opened.person(&opened.rows().persons[0]).unwrap();
        assert_eq!(person.as_slice(), PLANTED);
        assert!(store.keys().erase(SHARD, holder).await.unwrap());
        let access = scribe.access(holder, None);
        let erased = unsealer.open(&ring, SHARD, &access, Scope::Record).await;
        assert!(erased.is_err());
    }
}
