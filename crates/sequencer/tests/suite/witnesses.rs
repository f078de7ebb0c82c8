//! What waits for witnesses, and what does not.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Mutex;

use cleanbill_ledger::object::{CHECKPOINT, COSIGNED};
use cleanbill_ledger::{AddCheckpoint, Judgement, PolicyWitness, Seen, cosign, judge};
use cleanbill_sequencer::{AskWitness, Asked};
use cleanbill_testkit::FixedEdKey;

use crate::world::{NOW, WITNESS, on_both};

/// Witnesses that judge as real ones do.
#[derive(Default)]
struct Witnesses {
    seen: Mutex<BTreeMap<String, Seen>>,
    down: Mutex<Vec<String>>,
}

impl AskWitness for Witnesses {
    fn ask<'a>(
        &'a self,
        witness: &'a PolicyWitness,
        request: &'a AddCheckpoint,
    ) -> Pin<Box<dyn Future<Output = Asked> + Send + 'a>> {
        Box::pin(async move {
            if self.down.lock().unwrap().contains(&witness.name) {
                return Asked::Failed("witness.unreachable");
            }
            let log = FixedEdKey::new(6_000);
            let name = &request.checkpoint.checkpoint.origin;
            let use_ = cleanbill_ledger::KeyUse::Log;
            let log = cleanbill_ledger::VerifierKey::of_signer(name, use_, &log).unwrap();
            let mut all = self.seen.lock().unwrap();
            match judge(request, Some(&[log]), all.get(&witness.name)) {
                Judgement::Cosign => {}
                Judgement::Conflict { size } => return Asked::Seen(size),
                _ => return Asked::Failed("witness.refused"),
            }
            let checkpoint = &request.checkpoint.checkpoint;
            let now = Seen {
                size: checkpoint.size,
                root: checkpoint.root,
            };
            all.insert(witness.name.clone(), now);
            let number: u32 = witness.name[1..].parse().unwrap();
            let key = FixedEdKey::new(WITNESS + number);
            let line = cosign(&request.checkpoint, witness.key.name(), NOW, &key).unwrap();
            Asked::Cosigned(vec![line])
        })
    }
}

#[test]
fn g06_a_quorum_of_witnesses_makes_a_checkpoint_count() {
    on_both(|mut world| async move {
        (world.witnesses, world.quorum) = (3, 2);
        let witnesses = Witnesses::default();
        let mut sequencer = world.sequencer().await.unwrap();
        world.issue(1).await;
        world.round(&mut sequencer, NOW).await;
        // Two of three are down: passes go on, what waits for witnesses waits.
        *witnesses.down.lock().unwrap() = vec!["w0".to_owned(), "w1".to_owned()];
        let (size, failed) = sequencer.cosign(&witnesses).await.unwrap();
        assert_eq!((size, failed.len()), (0, 2));
        assert_eq!(world.store.ledger_head().await.unwrap().cosigned, 0);
        assert_eq!(sequencer.files().cosigned_evidence(0).await.unwrap(), None);
        world.issue(1).await;
        world.round(&mut sequencer, NOW).await;
        assert_eq!(sequencer.size(), 2);
        // One comes back: a quorum, over all that happened meanwhile.
        witnesses.down.lock().unwrap().pop();
        let (size, failed) = sequencer.cosign(&witnesses).await.unwrap();
        assert_eq!((size, failed.len()), (2, 1));
        assert_eq!(world.store.ledger_head().await.unwrap().cosigned, 2);
        let files = sequencer.files();
        let evidence = files.cosigned_evidence(0).await.unwrap().unwrap();
        world.options().policy.verify(&evidence.checkpoint).unwrap();
        let newest = files.checkpoint(CHECKPOINT).await.unwrap();
        assert_eq!(newest, files.checkpoint(COSIGNED).await.unwrap());
        // Another process has no memory of the witnesses' sizes, and learns them.
        drop(files);
        drop(sequencer);
        witnesses.down.lock().unwrap().clear();
        let mut sequencer = world.sequencer().await.unwrap();
        assert_eq!(sequencer.cosigned_size(), 2);
        world.issue(1).await;
        world.round(&mut sequencer, NOW).await;
        let (size, failed) = sequencer.cosign(&witnesses).await.unwrap();
        assert_eq!((size, failed), (3, Vec::new()));
    });
}

#[test]
fn a_witness_that_saw_more_than_there_is_is_named() {
    on_both(|mut world| async move {
        (world.witnesses, world.quorum) = (1, 1);
        let witnesses = Witnesses::default();
        let mut sequencer = world.sequencer().await.unwrap();
        world.issue(1).await;
        world.round(&mut sequencer, NOW).await;
        let ahead = Seen {
            size: 40,
            root: [1; 32],
        };
        witnesses
            .seen
            .lock()
            .unwrap()
            .insert("w0".to_owned(), ahead);
        let (size, failed) = sequencer.cosign(&witnesses).await.unwrap();
        assert_eq!(size, 0);
        assert_eq!(failed, [("w0".to_owned(), "sequencer.witness-ahead")]);
    });
}

#[test]
fn a_demonstration_has_no_witnesses() {
    on_both(|mut world| async move {
        let mut sequencer = world.sequencer().await.unwrap();
        world.issue(1).await;
        world.round(&mut sequencer, NOW).await;
        let (size, failed) = sequencer.cosign(&Witnesses::default()).await.unwrap();
        assert_eq!((size, failed), (1, Vec::new()));
        assert!(
            sequencer
                .files()
                .cosigned_evidence(0)
                .await
                .unwrap()
                .is_some()
        );
    });
}
