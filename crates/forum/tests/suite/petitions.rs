//! Petitions: one vote a voucher, nobody to be linked, nothing stuffed unseen.

use crate::world::on_both;

on_both! { petitions_on_postgres:
    a_petition_is_opened_signed_released_and_counted,
    g06_a_lost_phone_gives_no_second_signature,
    g06_a_replaced_voucher_is_void,
    g06_a_voucher_is_exchanged_once_though_many_try_at_once,
    g06_an_operator_that_signs_for_itself_is_named_by_the_recount,
    g06_signatures_of_others_are_refused,
    what_is_no_exchange_uses_no_voucher_up,
    signatures_wait_for_others,
    g12_database_and_keys_link_no_exchange_to_a_signature,
    an_epoch_that_has_begun_takes_no_more_petitions,
    a_small_group_is_one_of_fewer_than_a_thousand_vouchers,
    g06_a_threshold_is_answered_once_in_public_and_by_whom_it_is_put_to,
}

mod cases {
    use cleanbill_forum::filings::Officer;
    use cleanbill_forum::petitions::{BATCH_MIN, PetitionsError};
    use cleanbill_issuer::registry::OfficerId;
    use cleanbill_ledger::leaf::Leaf;
    use cleanbill_redress::petition::ClockState;
    use cleanbill_redress::petition::{Batch, PetitionError, PetitionId, Voucher};
    use cleanbill_store::{PetitionRow, StoreError};

    use crate::world::{TODAY, World, draft, finalize};

    pub(super) async fn a_petition_is_opened_signed_released_and_counted(world: World) {
        let first = world.open(1, "Open the schools").await;
        let second = world.open(1, "Plant trees").await;
        let vouchers = world.petitions.issue_vouchers(1, "XX-A", 3).await.unwrap();
        let mut petitions = world.petitions.petitions_for(1, "XX-A").await.unwrap();
        petitions.sort_by_key(|petition| petition.id() != first.id());
        for voucher in &vouchers {
            let signatures = world.exchange(voucher, &petitions).await;
            for _ in 0..2 {
                // Given in twice: no error, and counted once.
                let signed = world.petitions.sign(first.id(), &signatures[0], TODAY);
                signed.await.unwrap();
            }
        }
        // The last day is over: all are released.
        let released = world.petitions.release(TODAY + 31).await.unwrap();
        assert_eq!((released.batches, released.signatures), (1, 3));
        let again = world.petitions.release(TODAY + 31).await.unwrap();
        assert_eq!(again.batches, 0);
        let (counted, findings) = world.recount().await;
        let codes: Vec<_> = findings.iter().map(|finding| finding.code()).collect();
        // Three vouchers are a small group, and nothing else is wrong.
        assert_eq!(codes, ["recount.small-group"; 2]);
        let of = |id: PetitionId| counted.iter().find(|one| one.petition.id() == id).unwrap();
        assert_eq!(of(first.id()).signatures, 3);
        assert_eq!(of(second.id()).signatures, 0);
        let clocks = of(first.id()).clocks(TODAY + 32).unwrap();
        assert_eq!(clocks[0].due, Some(TODAY + 61));
        let listed = world.petitions.list(TODAY).await.unwrap();
        assert_eq!(listed.iter().map(|view| view.released).sum::<u64>(), 3);
    }

    pub(super) async fn a_small_group_is_one_of_fewer_than_a_thousand_vouchers(world: World) {
        let petition = world.open(1, "Open the schools").await;
        let is_small = async || world.petitions.is_small_group(&petition).await.unwrap();
        assert!(is_small().await);
        world
            .petitions
            .issue_vouchers(1, "XX-A", 999)
            .await
            .unwrap();
        assert!(is_small().await);
        let more = world.petitions.issue_vouchers(1, "XX-A", 1).await.unwrap();
        assert!(!is_small().await);
        // One that stands in the place of another is no more people.
        world.petitions.replace_voucher(&more[0]).await.unwrap();
        assert!(!is_small().await);
    }

    pub(super) async fn g06_a_lost_phone_gives_no_second_signature(world: World) {
        world.open(1, "Open the schools").await;
        let voucher = world
            .petitions
            .issue_vouchers(1, "XX-A", 1)
            .await
            .unwrap()
            .remove(0);
        let petitions = world.petitions.petitions_for(1, "XX-A").await.unwrap();
        let ballot = world.ballot(&petitions);
        let exchange = |blinded| world.petitions.exchange(&voucher, blinded, TODAY);
        let first = exchange(ballot.blinded()).await.unwrap();
        // The answer was lost: the same device asks for the same again.
        assert_eq!(exchange(ballot.blinded()).await.unwrap(), first);
        // The phone is lost: another one asks for something else.
        let other = world.ballot(&petitions);
        let refused = exchange(other.blinded()).await;
        assert_eq!(refused, Err(PetitionsError::VoucherUsed));
        let replaced = world.petitions.replace_voucher(&voucher).await;
        assert_eq!(replaced.map(drop), Err(PetitionsError::VoucherUsed));
        // A superuser's row does not undo it by the service's own hand.
        assert_eq!(finalize(&ballot, &petitions, &first).len(), 1);
    }

    pub(super) async fn g06_a_replaced_voucher_is_void(world: World) {
        world.open(1, "Open the schools").await;
        let lost = world
            .petitions
            .issue_vouchers(1, "XX-B", 1)
            .await
            .unwrap()
            .remove(0);
        let other = world.petitions.replace_voucher(&lost).await.unwrap();
        let petitions = world.petitions.petitions_for(1, "XX-B").await.unwrap();
        let ballot = world.ballot(&petitions);
        let found = world
            .petitions
            .exchange(&lost, ballot.blinded(), TODAY)
            .await;
        assert_eq!(found, Err(PetitionsError::VoucherUnknown));
        let again = world.petitions.replace_voucher(&lost).await.map(drop);
        assert_eq!(again, Err(PetitionsError::VoucherUsed));
        world.exchange(&other, &petitions).await;
    }

    pub(super) async fn g06_a_voucher_is_exchanged_once_though_many_try_at_once(world: World) {
        world.open(1, "Open the schools").await;
        let voucher = world
            .petitions
            .issue_vouchers(1, "XX-A", 1)
            .await
            .unwrap()
            .remove(0);
        let petitions = world.petitions.petitions_for(1, "XX-A").await.unwrap();
        let mut tasks = Vec::new();
        for _ in 0..8 {
            let (service, voucher) = (world.petitions.clone(), voucher.clone());
            let blinded = world.ballot(&petitions).blinded();
            tasks.push(tokio::spawn(async move {
                service.exchange(&voucher, blinded, TODAY).await.map(drop)
            }));
        }
        let mut granted = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(()) => granted += 1,
                Err(error) => assert_eq!(error, PetitionsError::VoucherUsed),
            }
        }
        assert_eq!(granted, 1);
    }

    /// With its own key the operator makes signatures without vouchers, and gives them in.
    pub(super) async fn g06_an_operator_that_signs_for_itself_is_named_by_the_recount(
        world: World,
    ) {
        use cleanbill_forum::petitions::PetitionKeys as _;
        let petition = world.open(1, "Praise the ministry").await;
        world
            .petitions
            .issue_vouchers(1, "XX-A", 2_000)
            .await
            .unwrap();
        let key = world.keys.key(&petition.id()).unwrap();
        let petitions = std::slice::from_ref(&petition);
        for seed in 0..11_u8 {
            let ballot = world.ballot(petitions);
            let draw = &mut |bytes: &mut [u8]| bytes.fill(seed + 1);
            let answer = key.blind_sign(&ballot.blinded()[0].1, draw).unwrap();
            let signature = ballot.finalize(&petition, &answer).unwrap();
            let taken = world.petitions.sign(petition.id(), &signature, TODAY);
            taken.await.unwrap();
        }
        world.petitions.release(TODAY + 31).await.unwrap();
        let (counted, findings) = world.recount().await;
        assert_eq!((counted[0].signatures, counted[0].exchanged_max), (11, 10));
        assert_eq!(findings[0].code(), "recount.stuffed");
    }

    pub(super) async fn g06_signatures_of_others_are_refused(world: World) {
        let mine = world.open(1, "Open the schools").await;
        let other = world.open(2, "Close the schools").await;
        let voucher = world
            .petitions
            .issue_vouchers(1, "XX-A", 1)
            .await
            .unwrap()
            .remove(0);
        let signature = world
            .exchange(&voucher, std::slice::from_ref(&mine))
            .await
            .remove(0);
        let sign = |id, signature, day| world.petitions.sign(id, signature, day);
        let wrong = Err(PetitionsError::Petition(PetitionError::Signature));
        let (own, others) = (mine.id(), other.id());
        assert_eq!(sign(others, &signature, TODAY).await, wrong);
        let mut changed = signature.clone();
        changed.serial[0] ^= 1;
        assert_eq!(sign(own, &changed, TODAY).await, wrong);
        let unknown = sign(PetitionId([7; 32]), &signature, TODAY).await;
        assert_eq!(unknown, Err(PetitionsError::UnknownPetition));
        let closed = Err(PetitionsError::Petition(PetitionError::NotOpen));
        assert_eq!(sign(own, &signature, TODAY - 1).await, closed);
        assert_eq!(sign(own, &signature, TODAY + 31).await, closed);
        assert_eq!(sign(own, &signature, TODAY + 30).await, Ok(()));
    }

    pub(super) async fn what_is_no_exchange_uses_no_voucher_up(world: World) {
        world.open(1, "Open the schools").await;
        world.open(1, "Plant trees").await;
        let voucher = world
            .petitions
            .issue_vouchers(1, "XX-A", 1)
            .await
            .unwrap()
            .remove(0);
        let petitions = world.petitions.petitions_for(1, "XX-A").await.unwrap();
        let good = world.ballot(&petitions).blinded();
        let swapped = vec![good[1].clone(), good[0].clone()];
        let twice = vec![good[0].clone(), good[0].clone()];
        let exchange = |blinded| world.petitions.exchange(&voucher, blinded, TODAY);
        for wrong in [good[..1].to_vec(), swapped, twice, Vec::new()] {
            assert_eq!(exchange(wrong).await, Err(PetitionsError::ExchangeSet));
        }
        for hostile in [Vec::new(), vec![0xff; 256], vec![1; 255], vec![0; 1 << 20]] {
            let mut wrong = good.clone();
            wrong[1].1 = hostile;
            let error = PetitionsError::Petition(PetitionError::BlindedMessage);
            assert_eq!(exchange(wrong).await, Err(error));
        }
        let nobodys = Voucher::new([9; 16]);
        let found = world
            .petitions
            .exchange(&nobodys, good.clone(), TODAY)
            .await;
        assert_eq!(found, Err(PetitionsError::VoucherUnknown));
        let late = world
            .petitions
            .exchange(&voucher, good.clone(), TODAY + 31)
            .await;
        let closed = PetitionsError::Petition(PetitionError::NotOpen);
        assert_eq!(late, Err(closed));
        assert_eq!(exchange(good).await.unwrap().len(), 2);
    }

    pub(super) async fn signatures_wait_for_others(world: World) {
        let petition = world.open(1, "Open the schools").await;
        let count = BATCH_MIN as usize + 1;
        let vouchers = world
            .petitions
            .issue_vouchers(1, "XX-A", count)
            .await
            .unwrap();
        let petitions = std::slice::from_ref(&petition);
        for (number, voucher) in vouchers.iter().enumerate() {
            let signature = world.exchange(voucher, petitions).await.remove(0);
            let taken = world.petitions.sign(petition.id(), &signature, TODAY);
            taken.await.unwrap();
            if number == count - 3 {
                // One too few.
                let released = world.petitions.release(TODAY).await.unwrap();
                assert_eq!(released.signatures, 0);
            }
        }
        let released = world.petitions.release(TODAY).await.unwrap();
        assert_eq!(released.signatures, count as u64);
        let (leaves, objects) = world.published().await;
        let batch = leaves.iter().find_map(|leaf| match leaf {
            Leaf::Signatures(leaf) => Some(leaf.clone()),
            _ => None,
        });
        let batch = Batch::parse(&objects[&batch.unwrap().batch]).unwrap();
        assert!(batch.signatures().is_sorted());
    }

    /// The game: 64 people exchange one after another and sign in the same order at once. Whoever
    /// has the whole database afterwards, its physical order included, and the batch, guesses for
    /// each exchange which signature followed. By chance one guess of 64 is right on average;
    /// whoever could link would have all.
    pub(super) async fn g12_database_and_keys_link_no_exchange_to_a_signature(world: World) {
        const PEOPLE: usize = 64;
        let petition = world.open(1, "Open the schools").await;
        let vouchers = world
            .petitions
            .issue_vouchers(1, "XX-A", PEOPLE)
            .await
            .unwrap();
        let petitions = std::slice::from_ref(&petition);
        let mut truth = Vec::new();
        for voucher in &vouchers {
            let signature = world.exchange(voucher, petitions).await.remove(0);
            let taken = world.petitions.sign(petition.id(), &signature, TODAY);
            taken.await.unwrap();
            truth.push((voucher.tag(), signature.serial));
        }
        world.petitions.release(TODAY).await.unwrap();
        let by_time = world.physical("petition_voucher", "tag").await;
        let released = world.physical("petition_released", "serial").await;
        let by_tag = world.logical("petition_voucher", "tag").await;
        let batch = world.logical("petition_released", "serial").await;
        assert_eq!((by_time.len(), released.len()), (PEOPLE, PEOPLE));
        assert_eq!(world.physical("petition_waiting", "serial").await.len(), 0);
        let guesses = [
            (&by_time, &released),
            (&by_time, &batch),
            (&by_tag, &released),
            (&by_tag, &batch),
        ];
        for (exchanges, signatures) in guesses {
            let right = exchanges.iter().zip(signatures).filter(|(tag, serial)| {
                truth
                    .iter()
                    .any(|(own, signed)| own[..] == tag[..] && signed[..] == serial[..])
            });
            // The number of fixed points of a random order: more than 7 come once in 10,000 games.
            let right = right.count();
            assert!(right <= 7, "{right} of {PEOPLE}");
        }
    }

    pub(super) async fn an_epoch_that_has_begun_takes_no_more_petitions(world: World) {
        let petition = world.open(1, "Open the schools").await;
        let voucher = world
            .petitions
            .issue_vouchers(1, "XX-A", 1)
            .await
            .unwrap()
            .remove(0);
        world
            .exchange(&voucher, std::slice::from_ref(&petition))
            .await;
        let late = world.petitions.open(draft(1, "Plant trees"), TODAY).await;
        assert_eq!(late.map(drop), Err(PetitionsError::EpochBegun));
        let mut past = draft(2, "Plant trees");
        past.opens = TODAY - 1;
        let past = world.petitions.open(past, TODAY).await;
        assert_eq!(past.map(drop), Err(PetitionsError::Past));
        let none = world.petitions.issue_vouchers(1, "XX-C", 1).await;
        assert_eq!(none.map(drop), Err(PetitionsError::UnknownRegion));
        for count in [0, 100_001] {
            let made = world.petitions.issue_vouchers(1, "XX-A", count).await;
            assert_eq!(made.map(drop), Err(PetitionsError::VoucherCount));
        }
        // What is in the ledger is not written over.
        let row = PetitionRow {
            id: petition.id().0,
            epoch: 1,
            record: petition.encode(),
            text: b"Other".to_vec(),
        };
        let again = world.store.petitions().open(&row, [0; 32]).await;
        assert!(
            matches!(again, Err(StoreError::Conflict { .. })),
            "{again:?}"
        );
    }

    fn officer(region: &str, is_of_authority: bool) -> Officer {
        Officer {
            id: OfficerId(7),
            region: region.to_owned(),
            is_of_authority,
        }
    }

    pub(super) async fn g06_a_threshold_is_answered_once_in_public_and_by_whom_it_is_put_to(
        world: World,
    ) {
        let petition = world.open(1, "Open the schools").await;
        let id = petition.id();
        let authority = officer("XX", true);
        let text = "They open on Monday.";
        let answer = |officer: Officer, text: &'static str, day: i32| {
            let petitions = world.petitions.clone();
            async move { petitions.answer(&officer, id, text, day).await }
        };
        let early = answer(authority.clone(), text, TODAY).await;
        assert_eq!(early, Err(PetitionsError::NothingOwed));
        for voucher in world.petitions.issue_vouchers(1, "XX-A", 3).await.unwrap() {
            let signatures = world
                .exchange(&voucher, std::slice::from_ref(&petition))
                .await;
            let signed = world.petitions.sign(id, &signatures[0], TODAY);
            signed.await.unwrap();
        }
        let reached = TODAY + 31;
        world.petitions.release(reached).await.unwrap();
        let state = |day: i32| {
            let petitions = world.petitions.clone();
            async move { petitions.list(day).await.unwrap().remove(0) }
        };
        assert_eq!(state(reached).await.clocks[0].due, Some(reached + 30));
        assert_eq!(
            state(reached + 31).await.clocks[0].state,
            ClockState::Overdue
        );
        // It is of two regions: neither answers for both.
        let of_region = answer(officer("XX-A", false), text, reached).await;
        assert_eq!(of_region, Err(PetitionsError::UnknownPetition));
        let empty = answer(authority.clone(), " ", reached).await;
        assert!(matches!(empty, Err(PetitionsError::Petition(_))));
        answer(authority.clone(), text, reached + 3).await.unwrap();
        let again = answer(authority, text, reached + 4).await;
        assert_eq!(again, Err(PetitionsError::NothingOwed));
        let view = state(reached + 90).await;
        let day = reached + 3;
        assert_eq!(
            view.clocks[0].state,
            ClockState::Answered { day, late: false }
        );
        assert_eq!(
            (view.answers[0].day, view.answers[0].text.as_str()),
            (day, text)
        );
        // A stranger sees the same, from what is published.
        let (counted, _) = world.recount().await;
        assert_eq!(counted[0].clocks(reached + 90).unwrap(), view.clocks);
        let (_, objects) = world.published().await;
        assert!(objects.values().any(|object| object == text.as_bytes()));
    }
}
