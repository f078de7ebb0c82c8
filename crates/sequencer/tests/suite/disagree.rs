//! Where registry and publication do not agree, nothing is signed.

use std::sync::Arc;

use cleanbill_publish::files::Destination;
use cleanbill_sequencer::{Sequencer, SequencerError};
use cleanbill_testkit::FixedEdKey;

use crate::world::{NOW, World, on_both};

#[test]
fn a_restored_backup_signs_no_second_tree() {
    on_both(|mut world| async move {
        let mut sequencer = world.sequencer().await.unwrap();
        world.issue(5).await;
        world.round(&mut sequencer, NOW).await;
        drop(sequencer);
        // Another registry, which knows of fewer entries: the one before.
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("old.sqlite").display());
        let mut restored = World::new(&url, folder).await;
        let to = world.destination();
        let refused = restored.sequencer_to(to.clone()).await.unwrap_err();
        let expected = SequencerError::Behind {
            published: 1,
            held: 0,
        };
        assert_eq!(refused, expected);
        // And one that has as many, but others.
        let other = Arc::new(Destination::folder(&restored.folder.path().join("other")).unwrap());
        let mut elsewhere = restored.sequencer_to(other.clone()).await.unwrap();
        restored.issue(6).await;
        restored.round(&mut elsewhere, NOW).await;
        let refused = restored.sequencer_to(to).await.unwrap_err();
        assert_eq!(refused, SequencerError::TwoTrees { size: 1 });
    });
}

#[test]
fn a_publication_that_is_gone_is_not_begun_again() {
    on_both(|mut world| async move {
        let mut sequencer = world.sequencer().await.unwrap();
        world.issue(5).await;
        world.round(&mut sequencer, NOW).await;
        drop(sequencer);
        let elsewhere = tempfile::tempdir().unwrap();
        let to = Arc::new(Destination::folder(elsewhere.path()).unwrap());
        let refused = world.sequencer_to(to).await.unwrap_err();
        assert_eq!(refused, SequencerError::Gone { published: 1 });
    });
}

#[test]
fn another_log_s_publication_is_not_gone_on_with() {
    on_both(|mut world| async move {
        let mut sequencer = world.sequencer().await.unwrap();
        world.issue(1).await;
        world.round(&mut sequencer, NOW).await;
        drop(sequencer);
        let mut options = world.options();
        let key = FixedEdKey::new(1);
        let use_ = cleanbill_ledger::KeyUse::Log;
        let log = cleanbill_ledger::VerifierKey::of_signer("ledger.example/xx", use_, &key);
        options.policy =
            cleanbill_ledger::LedgerPolicy::threshold(&log.unwrap(), None, &[], 0).unwrap();
        options.signer = Arc::new(key);
        let door = world.store.sequencing();
        let refused = Sequencer::open(door, world.destination(), options)
            .await
            .unwrap_err();
        assert_eq!(refused.code(), "sequencer.other-log");
    });
}

#[test]
fn two_sequencers_make_one_tree() {
    on_both(|mut world| async move {
        let to = world.destination();
        let mut one = world.sequencer_to(to.clone()).await.unwrap();
        let mut other = world.sequencer_to(to).await.unwrap();
        world.issue(3).await;
        world.round(&mut one, NOW).await;
        world.issue(3).await;
        // The second does not know of the first one's checkpoint, and steps back.
        let mut fill = world.fill();
        let refused = other.round(NOW, &mut fill).await.unwrap_err();
        assert_eq!(refused.code(), "publish.crossed");
        // What it gave a place has that place: the first publishes it.
        world.round(&mut one, NOW).await;
        assert_eq!(one.size(), 2);
        assert_eq!(world.published(2).await.len(), 2);
    });
}
