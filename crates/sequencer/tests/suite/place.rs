//! Leaves get their place, and everybody finds them there.

use cleanbill_issuer::act::{ActKind, Reason};
use cleanbill_issuer::leaf::LeafKind;
use cleanbill_issuer::registry::Shard;
use cleanbill_ledger::leaf::{Leaf, Release};
use cleanbill_ledger::object::CHECKPOINT;
use cleanbill_ledger::receipt::{Receipt, ReceiptError};

use crate::world::{NOW, World, on_both};

fn release(number: u32) -> Vec<u8> {
    Leaf::Release(Release {
        version: format!("0.{number}.0"),
        target: "x86_64-unknown-linux-gnu".to_owned(),
        file: [7; 32],
    })
    .encode()
}

#[test]
fn g06_every_leaf_is_proven_from_the_published_files() {
    on_both(|mut world| async move {
        let mut sequencer = world.sequencer().await.unwrap();
        world.round(&mut sequencer, NOW).await;
        let mut passes = Vec::new();
        let mut own = Vec::new();
        // Enough rounds that bundles fill up, and partial ones are replaced.
        for number in 0..90 {
            passes.extend(world.issue(number % 4).await);
            let body = [
                release(number),
                release(number + 1_000),
                release(number + 2_000),
            ];
            own.extend(world.put(LeafKind::Ledger, body).await.into_iter().zip([
                number,
                number + 1_000,
                number + 2_000,
            ]));
            let round = world.round(&mut sequencer, NOW + i64::from(number)).await;
            assert_eq!((round.rejected, round.is_more), (0, false));
        }
        let (files, policy) = (sequencer.files(), world.options().policy);
        for (leaf, commitment) in &passes {
            let entries = world
                .store
                .entries_of_leaf(Shard::default(), *leaf)
                .await
                .unwrap();
            assert_eq!(entries.len(), 1);
            let entry = world.store.ledger_entry(entries[0]).await.unwrap().unwrap();
            let receipt = files.receipt(entries[0], &entry, Some(commitment), Some([1; 32]));
            let receipt = receipt.await.unwrap().unwrap();
            assert!(
                receipt.to_text().len() < 3_000,
                "{}",
                receipt.to_text().len()
            );
            let read = cleanbill_ledger::TlogProof::parse(receipt.to_text().as_bytes()).unwrap();
            let checked = Receipt::check(&read, Some(commitment), &policy).unwrap();
            assert_eq!(checked.index, entries[0]);
            let other = Receipt::check(&read, Some(&[0; 32]), &policy).unwrap_err();
            assert_eq!(other, ReceiptError::NotInBatch);
            let stranger = files.receipt(entries[0], &entry, Some(&[0; 32]), None);
            assert_eq!(stranger.await.unwrap(), None);
        }
        for (leaf, number) in own {
            let entries = world
                .store
                .entries_of_leaf(Shard::default(), leaf)
                .await
                .unwrap();
            let entry = world.store.ledger_entry(entries[0]).await.unwrap().unwrap();
            assert_eq!(entry, release(number));
            let receipt = files
                .receipt(entries[0], &entry, None, None)
                .await
                .unwrap()
                .unwrap();
            Receipt::check(&receipt, None, &policy).unwrap();
        }
        assert_eq!(
            world.published(sequencer.size()).await.len() as u64,
            sequencer.size()
        );
    });
}

#[test]
fn a_pass_and_an_act_about_somebody_look_alike() {
    on_both(|mut world| async move {
        let mut sequencer = world.sequencer().await.unwrap();
        world.issue(1).await;
        world.round(&mut sequencer, NOW).await;
        let act = world.holder_act(ActKind::Revoke, "XX-A", Reason::EnteredInError);
        world.put(LeafKind::HolderAct, [act]).await;
        world.round(&mut sequencer, NOW).await;
        let leaves = world.published(sequencer.size()).await;
        let sizes: Vec<_> = leaves.iter().map(|leaf| leaf.encode().len()).collect();
        assert_eq!(sizes.len(), 2);
        assert_eq!(sizes[0], sizes[1]);
        for leaf in &leaves {
            let Leaf::Batch(batch) = leaf else {
                panic!("{leaf:?}")
            };
            assert_eq!(batch.slots, 16);
            let slots = sequencer.files().batch(&batch.root).await.unwrap();
            assert_eq!(slots.slots().len(), 16);
        }
    });
}

#[test]
fn rows_that_are_no_leaves_keep_nothing_back() {
    on_both(|mut world| async move {
        let mut sequencer = world.sequencer().await.unwrap();
        let passes = world.issue(2).await;
        world.put(LeafKind::Commitment, [vec![1; 31]]).await;
        world.put(LeafKind::HolderAct, [vec![0x80]]).await;
        world.put(LeafKind::Ledger, [b"no leaf".to_vec()]).await;
        // An act of an officer is none that somebody else says it is, nor is a batch.
        world.put(LeafKind::AuthorityAct, [release(1)]).await;
        let forged = world.published(0).await;
        assert_eq!(forged, []);
        // A commitment that is there twice is one slot.
        world
            .put(LeafKind::Commitment, [passes[0].1.to_vec()])
            .await;
        let round = world.round(&mut sequencer, NOW).await;
        assert_eq!((round.placed, round.rejected), (3, 4));
        assert_eq!(sequencer.size(), 1);
        let round = world.round(&mut sequencer, NOW).await;
        assert_eq!((round.placed, round.rejected), (0, 0));
    });
}

#[test]
fn padding_covers_the_nights() {
    on_both(|mut world| async move {
        let mut options = world.options();
        options.cover_one_in = 4;
        let door = world.store.sequencing();
        let opened = cleanbill_sequencer::Sequencer::open(door, world.destination(), options);
        let mut sequencer = opened.await.unwrap();
        for second in 0..200 {
            world.round(&mut sequencer, NOW + second).await;
        }
        let size = sequencer.size();
        assert!(
            (20..90).contains(&size),
            "{size} batches of nothing in 200 rounds"
        );
        assert!(
            sequencer
                .files()
                .checkpoint(CHECKPOINT)
                .await
                .unwrap()
                .is_some()
        );
    });
}

#[test]
fn an_empty_ledger_has_a_checkpoint() {
    on_both(|mut world: World| async move {
        let mut sequencer = world.sequencer().await.unwrap();
        world.round(&mut sequencer, NOW).await;
        let signed = sequencer
            .files()
            .checkpoint(CHECKPOINT)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(signed.checkpoint.size, 0);
        assert_eq!(signed.checkpoint.root, cleanbill_ledger::EMPTY_ROOT);
    });
}

#[test]
fn two_processes_with_keys_far_apart_find_their_leaves() {
    on_both(|mut world| async move {
        let mut sequencer = world.sequencer().await.unwrap();
        let far = |run: i64, number: i64| 1_000_000 * run + 8 * number;
        let mut all = Vec::new();
        for number in 0..300 {
            let ids = [far(1, number), far(2, number)];
            let commitments = ids.map(|id| cleanbill_crypto::sha256(&id.to_be_bytes()));
            let bodies = commitments.map(|one| one.to_vec());
            let ids = ids.map(cleanbill_issuer::registry::LeafId);
            world
                .put_at(LeafKind::Commitment, ids.into_iter().zip(bodies))
                .await;
            world.round(&mut sequencer, NOW).await;
            all.extend(ids.into_iter().zip(commitments));
        }
        for (leaf, commitment) in all {
            let entries = world
                .store
                .entries_of_leaf(Shard::default(), leaf)
                .await
                .unwrap();
            assert_eq!(entries.len(), 1);
            let entry = world.store.ledger_entry(entries[0]).await.unwrap().unwrap();
            let Ok(Leaf::Batch(batch)) = Leaf::parse(&entry) else {
                panic!("no batch")
            };
            let batch = sequencer.files().batch(&batch.root).await.unwrap();
            assert!(batch.position(&commitment).is_some());
        }
    });
}
