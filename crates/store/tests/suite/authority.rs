//! What is about the authority itself: written and read back.

use crate::place::on_both;

on_both! { authority_on_postgres:
    the_staff_reads_back_whole,
    products_keys_and_deliveries_read_back,
    alarms_and_holds_read_back,
    counts_add_up,
    acts_are_listed_by_where_they_stand,
    what_is_due_is_found,
    jobs_go_on_and_stop,
    a_job_has_its_errors_page_by_page,
    who_is_signed_in_is_kept_until_it_runs_out,
    invitations_and_ceremonies_are_taken_once,
    machines_have_keys,
}

mod cases {
    use cleanbill_issuer::act::{ActKind, ActState};
    use cleanbill_issuer::registry::{
        ActId, AlarmRow, Changeset, DeliveryRow, EntryHoldRow, EpochId, EpochRow, HolderId,
        JobErrorRow, JobId, JobProgress, LoginRow, OfficeId, OfficerId, ProductRow, RowId, Shard,
        TallyChange,
    };
    use cleanbill_issuer::staff::{AlarmKind, Role};
    use cleanbill_store::{
        ActQuery, ApiKeyRow, CeremonyRow, InvitationRow, JobRow, JobState, SessionRow, SignedIn,
        StoreError,
    };

    use crate::place::Place;
    use crate::rows::{NOW, SHARD, Scribe, issuing, step, tally};

    pub(super) async fn the_staff_reads_back_whole(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        let mut founded = scribe.founded();
        founded.logins = vec![LoginRow {
            id: RowId(scribe.id()),
            officer: OfficerId(1),
            tag: [3; 16],
            act: founded.acts[0].id,
        }];
        // An act that is not about staff.
        let other = scribe.act(ActKind::Correct, None);
        store.apply(&founded).await.unwrap();
        store.apply(&scribe.proposed(&other)).await.unwrap();
        let staff = store.staff_rows().await.unwrap();
        assert_eq!(staff.offices, founded.offices);
        assert_eq!(staff.officers, founded.officers);
        assert_eq!(staff.keys, founded.officer_keys);
        assert_eq!(staff.appointments, founded.appointments);
        assert_eq!(staff.logins, founded.logins);
        assert_eq!(staff.acts.len(), 1);
        assert_eq!(staff.acts[0].act, founded.acts[0]);
        assert_eq!(staff.acts[0].steps, founded.steps);
        assert_eq!(staff.acts[0].approvals, founded.approvals);
        assert_eq!(store.publisher().staff_rows().await.unwrap(), staff);
    }

    pub(super) async fn products_keys_and_deliveries_read_back(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        let product = |act, approved_on| ProductRow {
            code: "EU/1/20/1528".into(),
            approved_on,
            act: ActId(act),
        };
        let epoch = EpochRow {
            id: EpochId(3),
            kid: [5; 8],
            certificate: vec![0x30; 700],
            not_before: NOW,
            not_after: NOW + 9,
            act: ActId(1),
        };
        let mut delivery = |office, lot: &str, doses| DeliveryRow {
            id: RowId(scribe.id()),
            office: OfficeId(office),
            product: "EU/1/20/1528".into(),
            lot: lot.into(),
            doses,
            act: ActId(1),
        };
        let changeset = Changeset {
            name: "lists",
            products: vec![product(1, 18_617), product(2, 18_600)],
            epochs: vec![epoch.clone()],
            deliveries: vec![
                delivery(11, "L1", 100),
                delivery(11, "L1", 20),
                delivery(12, "L1", 7),
                delivery(12, "L2", 5),
            ],
            settings: vec![("shards", "1".into()), ("shards", "2".into())],
            ..Changeset::default()
        };
        store.apply(&changeset).await.unwrap();
        assert_eq!(store.products().await.unwrap(), changeset.products);
        assert_eq!(store.epochs().await.unwrap(), [epoch]);
        let product = "EU/1/20/1528";
        for (office, lot, here, anywhere) in [
            (11, "L1", 120, 127),
            (13, "L1", 0, 127),
            (12, "L2", 5, 5),
            (12, "L3", 0, 0),
        ] {
            let doses = store.doses_delivered(OfficeId(office), product, lot).await;
            assert_eq!(doses.unwrap(), (here, anywhere));
        }
        assert_eq!(store.settings().await.unwrap()["shards"], "2");
    }

    pub(super) async fn alarms_and_holds_read_back(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        let alarms: Vec<_> = (0..5)
            .map(|number| AlarmRow {
                id: RowId(scribe.id()),
                kind: AlarmKind::UnknownLot,
                office: OfficeId(11),
                officer: (number % 2 == 0).then_some(OfficerId(1)),
                product: Some("P".into()),
                lot: (number > 2).then(|| "L".into()),
                at: NOW + number,
                act: None,
            })
            .collect();
        let hold = |since, act| EntryHoldRow {
            office: OfficeId(11),
            product: "P".into(),
            lot: "L".into(),
            since,
            act,
        };
        let changeset = Changeset {
            name: "alarm",
            alarms: alarms.clone(),
            holds: vec![hold(Some(NOW), None)],
            ..Changeset::default()
        };
        store.apply(&changeset).await.unwrap();
        let newest = store.alarms(None, 3).await.unwrap();
        let rest = store.alarms(Some(newest[2].id), 3).await.unwrap();
        let mut all: Vec<_> = newest.into_iter().chain(rest).collect();
        all.reverse();
        assert_eq!(all, alarms);
        assert_eq!(store.holds(0, 10).await.unwrap(), [hold(Some(NOW), None)]);
        let let_go = Changeset {
            name: "let-go",
            holds: vec![hold(None, Some(ActId(9)))],
            ..Changeset::default()
        };
        store.apply(&let_go).await.unwrap();
        assert_eq!(store.holds(0, 10).await.unwrap(), []);
        let kept = store.hold(OfficeId(11), "P", "L").await.unwrap();
        assert_eq!(kept, Some(hold(None, Some(ActId(9)))));
    }

    pub(super) async fn counts_add_up(place: Place) {
        let store = place.open().await;
        let change = |issued, corrected, removed| TallyChange {
            issued,
            corrected,
            removed,
        };
        for (lot, change) in [
            ("L1", change(5, 0, 0)),
            ("L1", change(2, 1, 3)),
            ("L2", change(1, 0, 0)),
        ] {
            let mut changeset = Changeset {
                name: "count",
                ..Changeset::default()
            };
            changeset.tallies.insert(tally(lot), change);
            changeset.activity.insert((OfficerId(1), 40), (2, 1));
            changeset.activity.insert((OfficerId(1), 41), (1, 1));
            changeset.activity.insert((OfficerId(2), 41), (9, 9));
            store.apply(&changeset).await.unwrap();
        }
        let day = tally("L1").day;
        let tallies = store.tallies(day, day, 0, 10).await.unwrap();
        assert_eq!(tallies.len(), 2);
        assert_eq!(tallies[0].key, tally("L1"));
        assert_eq!(tallies[0].count, change(7, 1, 3));
        assert_eq!(store.tallies(day, day, 1, 10).await.unwrap(), tallies[1..]);
        assert_eq!(store.tallies(day + 1, day + 9, 0, 10).await.unwrap(), []);
        let office = tally("L1").office;
        let product = tally("L1").product;
        let recorded = store.doses_recorded(office, &product, "L1").await.unwrap();
        assert_eq!(recorded, 4);
        let activity = |from, to| store.activity(OfficerId(1), from, to);
        assert_eq!(activity(40, 41).await.unwrap(), (9, 6));
        assert_eq!(activity(41, 99).await.unwrap(), (3, 3));
        assert_eq!(activity(42, 99).await.unwrap(), (0, 0));
    }

    pub(super) async fn acts_are_listed_by_where_they_stand(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        let mut revocations = Vec::new();
        for number in 0..6 {
            let mut act = scribe.act(ActKind::Revoke, Some(HolderId(1)));
            act.office = OfficeId(11 + number % 2);
            store.apply(&scribe.proposed(&act)).await.unwrap();
            if number >= 3 {
                let approved = scribe.approved(act.id, &[0, 1]);
                store.apply(&approved).await.unwrap();
            }
            revocations.push(act);
        }
        let issued = scribe.issued();
        store.apply(&issuing(&[issued])).await.unwrap();
        let corrected = scribe.act(ActKind::Correct, None);
        let mut changeset = scribe.proposed(&corrected);
        changeset.steps.clear();
        store.apply(&changeset).await.unwrap();

        let all = ActQuery {
            limit: 50,
            ..ActQuery::default()
        };
        let listed = |query: ActQuery| {
            let store = store.clone();
            async move {
                let rows = store.acts(SHARD, &query).await.unwrap();
                rows.into_iter()
                    .map(|(act, state)| (act.id, state))
                    .collect::<Vec<_>>()
            }
        };
        // The newest first, and no issue of a pass among them.
        let rows = listed(all).await;
        assert_eq!(rows.len(), 7);
        assert_eq!(rows[0], (corrected.id, None));
        assert_eq!(rows[1], (revocations[5].id, Some(ActState::Approved)));
        assert_eq!(rows[6], (revocations[0].id, Some(ActState::Proposed)));
        let kind = Some(ActKind::Revoke);
        assert_eq!(listed(ActQuery { kind, ..all }).await, rows[1..]);
        let state = Some(ActState::Proposed);
        assert_eq!(listed(ActQuery { state, ..all }).await, rows[4..]);
        let office = Some(OfficeId(12));
        let of_office = listed(ActQuery {
            kind,
            office,
            ..all
        })
        .await;
        assert_eq!(of_office, [rows[1], rows[3], rows[5]]);
        let before = Some(rows[2].0);
        let page = listed(ActQuery {
            before,
            limit: 2,
            ..all
        })
        .await;
        assert_eq!(page, rows[3..5]);
        let takings = store.publisher().takings(SHARD, None, 10).await.unwrap();
        assert_eq!(
            (takings.last, takings.unreadable),
            (Some(revocations[5].id), 0)
        );
        let takings: Vec<_> = takings.files.into_iter().map(|file| file.act).collect();
        assert_eq!(takings, revocations);
    }

    pub(super) async fn what_is_due_is_found(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        let act = scribe.act(ActKind::Revoke, Some(HolderId(1)));
        let other = scribe.act(ActKind::Revoke, Some(HolderId(2)));
        store.apply(&scribe.proposed(&act)).await.unwrap();
        store.apply(&scribe.proposed(&other)).await.unwrap();
        store
            .apply(&scribe.approved(act.id, &[0, 1]))
            .await
            .unwrap();
        let moved = |number, state| Changeset {
            name: "step",
            steps: vec![step(act.id, number, state)],
            ..Changeset::default()
        };
        let due_at = NOW + 1_209_600;
        assert_eq!(store.due_acts(SHARD, due_at, 9).await.unwrap(), []);
        store.apply(&moved(3, ActState::Noticed)).await.unwrap();
        assert_eq!(store.due_acts(SHARD, due_at - 1, 9).await.unwrap(), []);
        let due = store.due_acts(SHARD, due_at, 9).await.unwrap();
        assert_eq!(due.len(), 1);
        assert_eq!(
            (due[0].act, due[0].step, due[0].effective_at),
            (act.id, 3, due_at)
        );
        // Contested, it waits for the decision.
        store.apply(&moved(4, ActState::Contested)).await.unwrap();
        assert_eq!(store.due_acts(SHARD, due_at, 9).await.unwrap(), []);
        let open = store.open_acts(SHARD, None, 9).await.unwrap();
        assert_eq!(open.len(), 2);
        assert_eq!(open[0].steps.len(), 4);
        store.apply(&moved(5, ActState::Lapsed)).await.unwrap();
        let open = store.open_acts(SHARD, None, 9).await.unwrap();
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].act, other);
        // A second step of a number is somebody else's.
        let again = store.apply(&moved(5, ActState::Dropped)).await;
        assert_eq!(
            again.unwrap_err(),
            StoreError::Conflict { table: "act_step" }
        );
    }

    fn job(id: i64) -> JobRow {
        JobRow {
            id: JobId(id),
            kind: 1,
            officer: OfficerId(1),
            office: OfficeId(11),
            input_hash: [4; 32],
            state: JobState::Running,
            total: None,
            done_rows: 0,
            good_rows: 0,
            bad_rows: 0,
            at: NOW,
        }
    }

    fn progress(rows_before: i64, rows_after: i64, errors: Vec<JobErrorRow>) -> Changeset {
        let bad = i64::try_from(errors.len()).unwrap();
        Changeset {
            name: "job",
            job: Some(JobProgress {
                job: JobId(1),
                rows_before,
                rows_after,
                good: rows_after - rows_before - bad,
                bad,
            }),
            job_errors: errors,
            ..Changeset::default()
        }
    }

    pub(super) async fn jobs_go_on_and_stop(place: Place) {
        let store = place.open().await;
        store.create_job(&job(1)).await.unwrap();
        let again = store.create_job(&job(1)).await;
        assert_eq!(again, Err(StoreError::Conflict { table: "job" }));
        store.apply(&progress(0, 10, Vec::new())).await.unwrap();
        // The same rows again, or rows that are not next: somebody else was there.
        for (before, after) in [(0, 10), (5, 15), (11, 12)] {
            let outcome = store.apply(&progress(before, after, Vec::new())).await;
            assert_eq!(outcome.unwrap_err(), StoreError::JobMoved);
        }
        store.apply(&progress(10, 25, Vec::new())).await.unwrap();
        let (running, stopped) = (JobState::Running, JobState::Stopped);
        store
            .set_job_state(JobId(1), running, stopped, Some(99))
            .await
            .unwrap();
        let moved = store.set_job_state(JobId(1), running, stopped, None).await;
        assert_eq!(moved, Err(StoreError::JobMoved));
        let outcome = store.apply(&progress(25, 30, Vec::new())).await;
        assert_eq!(outcome.unwrap_err(), StoreError::JobMoved);
        store
            .set_job_state(JobId(1), stopped, running, None)
            .await
            .unwrap();
        store.apply(&progress(25, 30, Vec::new())).await.unwrap();
        let expected = JobRow {
            total: Some(99),
            done_rows: 30,
            good_rows: 30,
            ..job(1)
        };
        assert_eq!(store.job(JobId(1)).await.unwrap(), Some(expected.clone()));
        assert_eq!(store.job(JobId(2)).await.unwrap(), None);
        store.create_job(&job(2)).await.unwrap();
        let newest = store.job_of_input(&[4; 32]).await.unwrap();
        assert_eq!(newest, Some(job(2)));
        assert_eq!(
            store.jobs(None, None, 9).await.unwrap(),
            [job(2), expected.clone()]
        );
        let older = store.jobs(Some(OfficeId(11)), Some(JobId(2)), 9).await;
        assert_eq!(older.unwrap(), [expected]);
        assert_eq!(store.jobs(Some(OfficeId(12)), None, 9).await.unwrap(), []);
    }

    pub(super) async fn a_job_has_its_errors_page_by_page(place: Place) {
        let store = place.open().await;
        store.create_job(&job(1)).await.unwrap();
        let error = |row: i64, field: &str| JobErrorRow {
            job: JobId(1),
            row,
            field: field.into(),
            code: "request.date".into(),
        };
        // More than one statement of them, and two at row 30.
        let mut errors: Vec<_> = (1..=100).map(|row| error(row, "birth-date")).collect();
        errors.insert(30, error(30, "product"));
        store
            .apply(&progress(0, 200, errors.clone()))
            .await
            .unwrap();
        let first = store.job_errors(JobId(1), 0, 30).await.unwrap();
        assert_eq!(first, errors[..31]);
        let rest = store.job_errors(JobId(1), 30, 1_000).await.unwrap();
        assert_eq!(rest, errors[31..]);
        assert_eq!(store.job_errors(JobId(1), 100, 30).await.unwrap(), []);
        assert_eq!(store.job(JobId(1)).await.unwrap().unwrap().bad_rows, 101);
    }

    pub(super) async fn who_is_signed_in_is_kept_until_it_runs_out(place: Place) {
        let store = place.open().await;
        let session = |tag, who| SessionRow {
            tag: [tag; 16],
            who,
            at: NOW,
            expires_at: NOW + 100,
        };
        let officer = session(1, SignedIn::Officer(OfficerId(1)));
        let holder = session(2, SignedIn::Holder(Shard(0), HolderId(6)));
        for one in [officer, holder] {
            store.begin_session(&one).await.unwrap();
            assert_eq!(store.session(&one.tag, NOW + 99).await.unwrap(), Some(one));
            assert_eq!(store.session(&one.tag, NOW + 100).await.unwrap(), None);
            let again = store.begin_session(&one).await;
            assert_eq!(again, Err(StoreError::Conflict { table: "session" }));
        }
        assert_eq!(store.end_sessions_of(OfficerId(1)).await.unwrap(), 1);
        assert_eq!(store.session(&officer.tag, NOW).await.unwrap(), None);
        assert!(store.end_session(&holder.tag).await.unwrap());
        assert!(!store.end_session(&holder.tag).await.unwrap());
        store.begin_session(&holder).await.unwrap();
        assert_eq!(store.expire(NOW + 99, 0).await.unwrap(), 0);
        assert_eq!(store.expire(NOW + 100, 0).await.unwrap(), 1);
        assert_eq!(place.count("session").await, 0);
    }

    pub(super) async fn invitations_and_ceremonies_are_taken_once(place: Place) {
        let store = place.open().await;
        let invitation = InvitationRow {
            tag: [1; 16],
            officer: None,
            office: Some(OfficeId(11)),
            role: Some(Role::OfficeHead),
            at: NOW,
            expires_at: NOW + 5,
        };
        store.invite(&invitation).await.unwrap();
        let tag = &[1; 16];
        assert_eq!(store.invitation(tag, NOW + 5).await.unwrap(), None);
        assert_eq!(store.invitation(tag, NOW).await.unwrap(), Some(invitation));
        assert_eq!(store.take_invitation(tag, NOW + 5).await.unwrap(), None);
        assert_eq!(
            store.take_invitation(tag, NOW).await.unwrap(),
            Some(invitation)
        );
        assert_eq!(store.take_invitation(tag, NOW).await.unwrap(), None);

        let ceremony = CeremonyRow {
            tag: [2; 16],
            kind: 3,
            officer: Some(OfficerId(1)),
            act: Some(ActId(4)),
            state: vec![1, 2, 3],
            expires_at: NOW + 5,
        };
        store.begin_ceremony(&ceremony).await.unwrap();
        let tag = &[2; 16];
        assert_eq!(store.take_ceremony(tag, NOW + 5).await.unwrap(), None);
        // Several at once: one of them gets it.
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let store = store.clone();
            tasks.spawn(async move { store.take_ceremony(&[2; 16], NOW).await.unwrap() });
        }
        let taken: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
        assert_eq!(taken, [ceremony]);
    }

    pub(super) async fn machines_have_keys(place: Place) {
        let store = place.open().await;
        let key = |id, tag, certificate| ApiKeyRow {
            id: RowId(id),
            officer: OfficerId(9),
            tag: [tag; 16],
            certificate,
            at: NOW,
            expires_at: NOW + 5,
        };
        let (one, other) = (key(1, 1, None), key(2, 2, Some([7; 32])));
        store.keep_api_key(&one).await.unwrap();
        store.keep_api_key(&other).await.unwrap();
        let twice = store.keep_api_key(&key(3, 2, None)).await;
        assert_eq!(twice, Err(StoreError::Conflict { table: "api_key" }));
        assert_eq!(store.api_key(&[2; 16], NOW).await.unwrap(), Some(other));
        assert_eq!(store.api_key(&[2; 16], NOW + 5).await.unwrap(), None);
        assert_eq!(store.api_keys().await.unwrap(), [one, other]);
        assert!(store.end_api_key(RowId(1)).await.unwrap());
        assert_eq!(store.api_keys().await.unwrap(), [other]);
    }
}
