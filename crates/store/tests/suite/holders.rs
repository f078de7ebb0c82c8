//! Passes and what is about holders: written and read back.

use crate::place::on_both;

on_both! { holders_on_postgres:
    an_issued_pass_reads_back,
    a_batch_reads_back,
    a_record_opens_as_far_as_asked,
    delayed_looks_appear_by_themselves,
    an_officer_sees_their_own_looks,
    mandates_begin_and_end,
    channels_are_kept_replaced_and_deleted,
    events_are_found_by_their_tags,
    a_code_is_used_once,
}

mod cases {
    use cleanbill_issuer::act::{ActKind, LegalBasis};
    use cleanbill_issuer::registry::{
        Changeset, HolderId, LookupKind, MandateEndRow, MandateId, MandateRow, OfficerId, PassId,
    };
    use cleanbill_seal::{Scope, SealedHolder};
    use cleanbill_store::StoreError;

    use crate::place::Place;
    use crate::rows::{Issued, NOW, SHARD, Scribe, issuing};

    pub(super) async fn an_issued_pass_reads_back(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        let one = scribe.issued();
        let applied = store.apply(&issuing(std::slice::from_ref(&one))).await;
        assert_eq!(applied.unwrap().attempts, 1);
        check(&store, &one).await;
        // Nobody else's rows are among them.
        assert_eq!(store.passes_of(SHARD, HolderId(5)).await.unwrap(), []);
        assert_eq!(store.pass(SHARD, PassId(5)).await.unwrap(), None);
    }

    /// All that is read of a holder is what was written.
    async fn check(store: &cleanbill_store::Store, one: &Issued) {
        let holder = one.person.holder;
        let persons = store.persons_of(SHARD, holder).await.unwrap();
        assert_eq!(persons.len(), 1);
        assert_eq!((persons[0].version, persons[0].act), (1, one.act.id));
        let events = store.events_of(SHARD, holder).await.unwrap();
        assert_eq!(events.len(), 1);
        assert_eq!(events[0].lot_tag, one.event.lot_tag);
        assert_eq!(
            store.event(SHARD, one.event.id).await.unwrap(),
            Some(events[0])
        );
        let passes = store.passes_of(SHARD, holder).await.unwrap();
        assert_eq!(passes.len(), 1);
        assert_eq!(passes[0].handle, one.pass.handle);
        assert_eq!(passes[0].expires_at, one.pass.expires_at);
        assert_eq!(
            store.pass(SHARD, one.pass.id).await.unwrap(),
            Some(passes[0])
        );
        let acts = store.acts_of(SHARD, holder).await.unwrap();
        assert_eq!(acts.len(), 1);
        assert_eq!(acts[0].act, one.act);
        let accesses = store.accesses_of(SHARD, holder, NOW).await.unwrap();
        assert_eq!(accesses, [one.access.clone()]);
        for (kind, hash, target) in [
            (LookupKind::Handle, one.pass.handle, one.pass.id.0),
            (LookupKind::PersonMatch, one.person_match, holder.0),
        ] {
            let found = store.find(SHARD, kind, &[hash]).await.unwrap();
            assert_eq!(found.len(), 1);
            assert_eq!((found[0].hash, found[0].target), (hash, target));
        }
    }

    /// More rows than go into one statement, and enough for COPY and for a sorted run.
    pub(super) async fn a_batch_reads_back(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        let batch: Vec<_> = (0..700).map(|_| scribe.issued()).collect();
        store.apply(&issuing(&batch)).await.unwrap();
        for one in batch.iter().step_by(97) {
            check(&store, one).await;
        }
        let mut leaves = Vec::new();
        let mut last = None;
        loop {
            let page = store.ledger().leaves(SHARD, last, 256).await.unwrap();
            let Some(end) = page.last() else { break };
            last = Some(end.id);
            leaves.extend(page);
        }
        let written: Vec<_> = batch.iter().map(|one| one.leaf.clone()).collect();
        assert_eq!(leaves, written);
        let epoch = batch[0].pass.epoch;
        let publisher = store.publisher();
        let first = publisher.handles(SHARD, epoch, None, 500).await.unwrap();
        let rest = publisher
            .handles(SHARD, epoch, Some(first[499].id), 500)
            .await
            .unwrap();
        assert_eq!((first.len(), rest.len()), (500, 200));
        let handles: Vec<_> = first.iter().chain(&rest).map(|one| one.handle).collect();
        let written: Vec<_> = batch.iter().map(|one| one.pass.handle).collect();
        assert_eq!(handles, written);
    }

    pub(super) async fn a_record_opens_as_far_as_asked(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        let (one, other) = (scribe.issued(), scribe.issued());
        store.apply(&issuing(&[one.clone(), other])).await.unwrap();
        let holder = one.person.holder;
        let mut corrected = one.person.clone();
        let act = scribe.act(ActKind::Correct, Some(holder));
        corrected.version = 2;
        corrected.act = act.id;
        corrected.sealed = scribe.noise::<64>().to_vec();
        let mut changeset = scribe.proposed(&act);
        changeset.persons = vec![corrected.clone()];
        changeset.channels = vec![(holder, Some(vec![9; 40]))];
        store.apply(&changeset).await.unwrap();

        let whole = SealedHolder {
            persons: vec![corrected.clone(), one.person.clone()],
            events: vec![one.event.clone()],
            passes: vec![one.pass.clone()],
            channel: Some(vec![9; 40]),
        };
        let record = SealedHolder {
            persons: vec![corrected],
            ..whole.clone()
        };
        let person = SealedHolder {
            events: Vec::new(),
            passes: Vec::new(),
            ..record.clone()
        };
        let mut looks = 2;
        for (scope, expected) in [
            (Scope::Key, SealedHolder::default()),
            (Scope::Person, person),
            (Scope::Record, record),
            (Scope::History, whole),
        ] {
            let access = scribe.access(holder, None);
            let opened = store.open_holder(SHARD, &access, scope).await.unwrap();
            assert_eq!(opened, expected, "{scope:?}");
            looks += 1;
            let accesses = store.accesses_of(SHARD, holder, NOW).await.unwrap();
            assert_eq!(accesses.len(), looks);
            assert_eq!(accesses[0], access);
            // The same entry again is no new look.
            let again = store.open_holder(SHARD, &access, scope).await;
            assert_eq!(again, Err(StoreError::Conflict { table: "access" }));
        }
    }

    /// An officer finds what was done in their name, a page at a time, and nobody else's looks.
    pub(super) async fn an_officer_sees_their_own_looks(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        let (officer, mut own) = (OfficerId(4_711), Vec::new());
        for number in 0..5 {
            let mut access = scribe.access(HolderId(70 + number), None);
            if number != 2 {
                access.officer = officer;
                own.insert(0, access.clone());
            }
            store.write_accesses(SHARD, &[access]).await.unwrap();
        }
        let first = store.accesses_by(SHARD, officer, None, 3).await.unwrap();
        assert_eq!(first, own[..3]);
        let before = Some(first[2].id);
        let rest = store.accesses_by(SHARD, officer, before, 3).await.unwrap();
        assert_eq!(rest, own[3..]);
        // Nobody: the looks of holders have no list.
        let nobody = store.accesses_by(SHARD, OfficerId(0), None, 3).await;
        assert_eq!(nobody.unwrap(), []);
    }

    /// G11: a court may delay what the holder sees, at most 90 days.
    pub(super) async fn delayed_looks_appear_by_themselves(place: Place) {
        const MOST: i64 = 90 * 86_400;
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        let holder = HolderId(77);
        let mut access = scribe.access(holder, None);
        access.visible_at = NOW + MOST;
        access.basis = Some(LegalBasis::CourtOrder);
        store
            .write_accesses(SHARD, &[access.clone()])
            .await
            .unwrap();
        let early = store
            .accesses_of(SHARD, holder, NOW + MOST - 1)
            .await
            .unwrap();
        assert_eq!(early, []);
        let late = store.accesses_of(SHARD, holder, NOW + MOST).await.unwrap();
        assert_eq!(late, [access.clone()]);

        let refused = Err(StoreError::Constraint {
            table: if place.is_postgres { "access" } else { "" },
        });
        for (basis, visible_at) in [
            (Some(LegalBasis::CourtOrder), NOW + MOST + 1),
            (Some(LegalBasis::PassLaw), NOW + 1),
            (None, NOW + 1),
            (Some(LegalBasis::CourtOrder), NOW - 1),
        ] {
            let mut access = scribe.access(holder, None);
            access.basis = basis;
            access.visible_at = visible_at;
            assert_eq!(store.write_accesses(SHARD, &[access]).await, refused);
        }
    }

    pub(super) async fn mandates_begin_and_end(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        let (child, parent) = (HolderId(501), HolderId(502));
        let act = scribe.act(ActKind::Mandate, Some(child));
        let mandate = MandateRow {
            id: MandateId(scribe.id()),
            holder: child,
            representative: parent,
            may_act: true,
            ends_at: NOW + 10,
            act: act.id,
        };
        let mut changeset = scribe.proposed(&act);
        changeset.mandates = vec![mandate.clone()];
        store.apply(&changeset).await.unwrap();
        let of = store.mandates_of(SHARD, child).await.unwrap();
        assert_eq!(of, store.mandates_for(SHARD, parent).await.unwrap());
        assert_eq!(of.len(), 1);
        assert_eq!(
            (of[0].id, of[0].may_act, of[0].ended_at),
            (mandate.id, true, None)
        );
        assert_eq!(store.mandates_for(SHARD, child).await.unwrap(), []);

        let end = scribe.act(ActKind::EndMandate, Some(child));
        let mut changeset = scribe.proposed(&end);
        changeset.mandate_ends = vec![MandateEndRow {
            mandate: mandate.id,
            act: end.id,
            at: NOW + 5,
        }];
        store.apply(&changeset).await.unwrap();
        let of = store.mandates_of(SHARD, child).await.unwrap();
        assert_eq!(of[0].ended_at, Some(NOW + 5));
    }

    pub(super) async fn channels_are_kept_replaced_and_deleted(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        let holder = HolderId(900);
        for channel in [Some(vec![1; 30]), Some(vec![2; 31]), None] {
            let changeset = Changeset {
                name: "channel",
                channels: vec![(holder, channel.clone())],
                ..Changeset::default()
            };
            store.apply(&changeset).await.unwrap();
            assert_eq!(
                store.has_channel(SHARD, holder).await.unwrap(),
                channel.is_some()
            );
            let access = scribe.access(holder, None);
            let opened = store.open_holder(SHARD, &access, Scope::Person).await;
            assert_eq!(opened.unwrap().channel, channel);
        }
    }

    pub(super) async fn events_are_found_by_their_tags(place: Place) {
        let store = place.open().await;
        let mut scribe = Scribe::of(&store).await;
        let mut batch: Vec<_> = (0..40).map(|_| scribe.issued()).collect();
        for one in batch.iter_mut().step_by(4) {
            one.event.lot_tag = [7; 8];
            one.event.product_tag = [8; 8];
        }
        store.apply(&issuing(&batch)).await.unwrap();
        for (tag, of_product, count) in [
            ([7; 8], false, 10),
            ([8; 8], true, 10),
            ([7; 8], true, 0),
            ([8; 8], false, 0),
        ] {
            let (found, next) = store
                .events_tagged(SHARD, &tag, of_product, None)
                .await
                .unwrap();
            assert_eq!(found.len(), count);
            assert_eq!(next, Some(batch[39].event.id));
            let end = store
                .events_tagged(SHARD, &tag, of_product, next)
                .await
                .unwrap();
            assert_eq!(end, (Vec::new(), None));
        }
    }

    pub(super) async fn a_code_is_used_once(place: Place) {
        let store = place.open().await;
        let changeset = |version| Changeset {
            name: "collect",
            collections: vec![(PassId(70), version, NOW)],
            ..Changeset::default()
        };
        assert_eq!(
            store.collected_at(SHARD, PassId(70), 1).await.unwrap(),
            None
        );
        store.apply(&changeset(1)).await.unwrap();
        assert_eq!(
            store.collected_at(SHARD, PassId(70), 1).await.unwrap(),
            Some(NOW)
        );
        let table = "collection_use";
        let again = store.apply(&changeset(1)).await;
        assert_eq!(again.unwrap_err(), StoreError::Conflict { table });
        store.apply(&changeset(2)).await.unwrap();
    }
}
