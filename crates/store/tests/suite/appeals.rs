//! Appeals: kept, found by tags alone, decided by a signature, and counted.

use crate::place::on_both;

on_both! { appeals_on_postgres:
    an_appeal_is_kept_with_all_that_became_of_it,
    g09_what_is_open_or_was_judged_is_not_appealed_against_again,
    g09_nothing_is_decided_without_a_decision,
    g10_what_was_filed_is_not_changed_or_deleted,
    g10_an_erased_case_leaves_the_person,
    appeals_are_counted,
}

mod cases {
    use cleanbill_issuer::registry::{
        Changeset, DataKeyRow, HolderId, LeafId, OfficeId, OfficerId, OfficerKeyId, RowId,
    };
    use cleanbill_issuer::staff::KeyForm;
    use cleanbill_redress::case::{
        Author, CaseCourse, CaseId, CaseKind, CaseState, CaseStep, ExtensionReason, Filing,
        Outcome, file,
    };
    use cleanbill_seal::CaseKeyRow;
    use cleanbill_store::{
        AppealRow, CaseChange, DecisionRow, LookRow, MandateForCase, Store, StoreError, TextRow,
    };

    use crate::place::{By, Place};
    use crate::rows::{NOW, SHARD};

    const BY: OfficerId = OfficerId(6);
    const DAY: i64 = 86_400;
    const LOOK: Filing = Filing {
        kind: CaseKind::Look,
        contests: false,
    };

    fn appeal(id: i64, subject: u8) -> AppealRow {
        let mut code_tag = [0; 16];
        code_tag[..8].copy_from_slice(&id.to_be_bytes());
        AppealRow {
            id: CaseId(id),
            kind: CaseKind::Look,
            contests: false,
            subject_tag: [subject; 16],
            owner_tag: Some([9; 16]),
            code_tag,
            leaf: LeafId(id + 1),
            sealed: vec![5; 60],
        }
    }

    async fn write(store: &Store, change: &CaseChange) -> Result<(), StoreError> {
        let set = Changeset {
            name: "case",
            shard: SHARD,
            ..Changeset::default()
        };
        store.apply_with(&set, change).await.map(drop)
    }

    async fn filed(store: &Store, id: i64, subject: u8) -> Result<CaseStep, StoreError> {
        let step = file(LOOK, NOW);
        let change = CaseChange {
            appeals: vec![appeal(id, subject)],
            steps: vec![(CaseId(id), step)],
            ..CaseChange::default()
        };
        write(store, &change).await.map(|()| step)
    }

    fn decision(id: i64) -> DecisionRow {
        DecisionRow {
            appeal: CaseId(id),
            officer: BY,
            office: OfficeId(2),
            key: OfficerKeyId(3),
            form: KeyForm::Raw,
            authenticator_data: Vec::new(),
            client_data: Vec::new(),
            signature: vec![8; 64],
            at: NOW + DAY,
            restores: None,
            leaf: LeafId(id + 2),
            sealed: vec![6; 60],
        }
    }

    fn steps(id: i64, step: CaseStep) -> CaseChange {
        CaseChange {
            steps: vec![(CaseId(id), step)],
            ..CaseChange::default()
        }
    }

    async fn end(store: &Store, id: i64, outcome: Option<Outcome>) {
        let first = [file(LOOK, NOW)];
        let course = CaseCourse {
            filing: LOOK,
            steps: &first,
        };
        let change = match outcome {
            Some(outcome) => CaseChange {
                decisions: vec![decision(id)],
                ..steps(id, course.decide(outcome, BY, NOW + DAY).unwrap())
            },
            None => steps(id, course.withdraw(NOW + DAY).unwrap()),
        };
        write(store, &change).await.unwrap();
    }

    pub(super) async fn an_appeal_is_kept_with_all_that_became_of_it(place: Place) {
        let store = place.open().await;
        let first = filed(&store, 10, 1).await.unwrap();
        filed(&store, 20, 2).await.unwrap();
        let course = CaseCourse {
            filing: LOOK,
            steps: &[first],
        };
        let longer = course.extend(ExtensionReason::Hearing, 9, BY, NOW + DAY);
        let longer = longer.unwrap();
        let look = LookRow {
            appeal: CaseId(10),
            officer: BY,
            office: OfficeId(2),
            day: 7,
        };
        let text = TextRow {
            appeal: CaseId(10),
            id: RowId(44),
            author: Author::Appellant,
            day: 7,
            sealed: vec![3; 40],
        };
        let mandate = MandateForCase {
            appeal: CaseId(10),
            id: RowId(45),
            tag: [4; 16],
            at: NOW,
            ends_at: NOW + DAY,
            ended_at: None,
        };
        let change = CaseChange {
            texts: vec![text.clone()],
            mandates: vec![mandate],
            looks: vec![look, look],
            ..steps(10, longer)
        };
        write(&store, &change).await.unwrap();
        let kept = store.appeal(SHARD, CaseId(10)).await.unwrap().unwrap();
        assert_eq!(kept.appeal, appeal(10, 1));
        assert_eq!((kept.steps, kept.decision), (vec![first, longer], None));
        assert_eq!(store.appeal_texts(SHARD, CaseId(10)).await.unwrap(), [text]);
        assert_eq!(store.appeal_looks(SHARD, CaseId(10)).await.unwrap(), [look]);
        let open = store.open_appeals(SHARD, None, 10).await.unwrap();
        assert_eq!(open, [CaseId(10), CaseId(20)]);
        let owned = store.appeals_of_owner(SHARD, &[9; 16]).await.unwrap();
        assert_eq!(owned, [CaseId(10), CaseId(20)]);
        let code = appeal(20, 2).code_tag;
        let followed = store.appeal_of_code(SHARD, &code).await.unwrap();
        assert_eq!(followed, Some(CaseId(20)));
        let found = store.mandate_of_code(SHARD, &[4; 16]).await.unwrap();
        assert_eq!(found, Some(mandate));
        let change = CaseChange {
            mandate_ends: vec![(CaseId(10), RowId(45), NOW + 5)],
            ..CaseChange::default()
        };
        write(&store, &change).await.unwrap();
        let found = store.mandates_for_appeal(SHARD, CaseId(10)).await.unwrap();
        assert_eq!(found[0].ended_at, Some(NOW + 5));
        // The lead of another.
        let joined = CaseCourse {
            filing: LOOK,
            steps: &[first],
        };
        let joined = joined.join(CaseId(10), BY, NOW + DAY).unwrap();
        write(&store, &steps(20, joined)).await.unwrap();
        let with = store.joined_appeals(SHARD, CaseId(10)).await.unwrap();
        assert_eq!(with, [CaseId(20)]);
    }

    pub(super) async fn g09_what_is_open_or_was_judged_is_not_appealed_against_again(place: Place) {
        let store = place.open().await;
        let taken = StoreError::Conflict {
            table: "appeal_subject",
        };
        filed(&store, 10, 1).await.unwrap();
        assert_eq!(filed(&store, 20, 1).await, Err(taken.clone()));
        // Nothing of the second stays.
        assert_eq!(store.appeal(SHARD, CaseId(20)).await.unwrap(), None);
        end(&store, 10, None).await;
        filed(&store, 20, 1).await.unwrap();
        end(&store, 20, Some(Outcome::Inadmissible)).await;
        filed(&store, 30, 1).await.unwrap();
        end(&store, 30, Some(Outcome::Dismissed)).await;
        assert_eq!(filed(&store, 40, 1).await, Err(taken));
        assert_eq!(store.open_appeals(SHARD, None, 10).await.unwrap(), []);
        let judged = store.appeal_against(SHARD, &[1; 16]).await.unwrap();
        assert_eq!(judged, Some(CaseId(30)));
    }

    pub(super) async fn g09_nothing_is_decided_without_a_decision(place: Place) {
        let store = place.open().await;
        let first = filed(&store, 10, 1).await.unwrap();
        let course = CaseCourse {
            filing: LOOK,
            steps: &[first],
        };
        let decided = course.decide(Outcome::Upheld, BY, NOW + DAY).unwrap();
        let refused = write(&store, &steps(10, decided)).await;
        assert_eq!(refused, Err(StoreError::NoDecision));
        end(&store, 10, Some(Outcome::Upheld)).await;
        // A second one, or one that says something else.
        let again = CaseChange {
            decisions: vec![decision(10)],
            ..CaseChange::default()
        };
        assert!(write(&store, &again).await.is_err());
        assert!(write(&store, &steps(10, decided)).await.is_err());
    }

    pub(super) async fn g10_what_was_filed_is_not_changed_or_deleted(place: Place) {
        let store = place.open().await;
        filed(&store, 10, 1).await.unwrap();
        end(&store, 10, Some(Outcome::Upheld)).await;
        for table in ["appeal", "appeal_step", "appeal_decision"] {
            for by in [By::Service, By::Owner] {
                let sql = format!("DELETE FROM {table}");
                let refused = place.raw(by, &sql).await;
                assert!(refused.is_err(), "{table} by {by:?}");
            }
            let sql = format!("UPDATE {table} SET shard = shard");
            assert!(place.raw(By::Owner, &sql).await.is_err(), "{table}");
        }
        let state = CaseState::Decided.number();
        let forged = format!("UPDATE appeal_step SET at = 1 WHERE state = {state}");
        assert!(place.raw(By::Service, &forged).await.is_err());
    }

    pub(super) async fn g10_an_erased_case_leaves_the_person(place: Place) {
        let store = place.open().await;
        let keys = store.keys();
        let person = DataKeyRow {
            holder: HolderId(10),
            epoch: 1,
            wrapped: [1; 60],
        };
        let case = CaseKeyRow {
            appeal: 10,
            wrapped: [0x5d; 60],
        };
        keys.put(SHARD, &[person.clone()]).await.unwrap();
        keys.put_case_key(SHARD, &case).await.unwrap();
        let again = keys.put_case_key(SHARD, &case).await;
        assert_eq!(again, Err(StoreError::Conflict { table: "case_key" }));
        let kept = keys.case_key(SHARD, CaseId(10)).await.unwrap();
        assert_eq!(kept, Some(case.clone()));
        assert!(keys.erase_case(SHARD, CaseId(10)).await.unwrap());
        assert!(!keys.erase_case(SHARD, CaseId(10)).await.unwrap());
        assert_eq!(keys.case_key(SHARD, CaseId(10)).await.unwrap(), None);
        assert_eq!(
            keys.find(SHARD, &[HolderId(10)]).await.unwrap(),
            [person.clone()]
        );
        keys.put_case_key(SHARD, &case).await.unwrap();
        assert!(keys.erase(SHARD, HolderId(10)).await.unwrap());
        assert_eq!(keys.case_key(SHARD, CaseId(10)).await.unwrap(), Some(case));
        // The end of a scheme ends both.
        assert_eq!(store.purge_counts().await.unwrap().data_keys, 1);
        while store.purge_keys().await.unwrap() > 0 {}
        assert_eq!(store.purge_counts().await.unwrap().data_keys, 0);
    }

    pub(super) async fn appeals_are_counted(place: Place) {
        let store = place.open().await;
        for id in 1..=4 {
            let subject = u8::try_from(id).unwrap();
            filed(&store, id * 10, subject).await.unwrap();
        }
        end(&store, 10, Some(Outcome::Upheld)).await;
        end(&store, 20, None).await;
        let later = NOW + 31 * DAY;
        let counts = store.appeal_counts(later).await.unwrap();
        let told: Vec<_> = counts
            .iter()
            .map(|c| (c.state, c.outcome, c.age_band, c.overdue, c.count))
            .collect();
        let filed = (CaseState::Filed, None, 2, true, 2);
        let decided = (CaseState::Decided, Some(Outcome::Upheld), 0, false, 1);
        let withdrawn = (CaseState::Withdrawn, None, 0, false, 1);
        assert_eq!(told, [filed, decided, withdrawn]);
        let early = store.appeal_counts(NOW - DAY).await.unwrap();
        assert_eq!((early[0].age_band, early[0].overdue), (0, false));
    }
}
