//! Attacks on what anybody files: floods, replayed work, rows that somebody writes by hand.

use cleanbill_crypto::sha256;
use cleanbill_forum::filings::{FilingsError, Options, Proof};
use cleanbill_ledger::leaf::Leaf;
use cleanbill_redress::filing::{
    Content, DIFFICULTY_MIN, FileKind, FilingError, Visibility, WORK_WINDOW_SECS,
};

use crate::world::{NOW, on_both, request, text};

/// G06: work is done for one request, once, and for this service.
#[test]
fn g06_replayed_work_and_work_for_another_body_are_refused() {
    on_both(Options::default(), async |mut world| {
        let what = || request(None, Visibility::Open, text("one"));
        let proof = world.work(&what(), NOW);
        let other = request(None, Visibility::Sealed, text("one"));
        let refused = world.filings.file(other, proof, NOW).await.unwrap_err();
        assert_eq!(refused, FilingError::Work.into());
        world.filings.file(what(), proof, NOW).await.unwrap();
        let again = world.filings.file(what(), proof, NOW).await.unwrap_err();
        assert_eq!(again, FilingError::WorkUsed.into());
        let late = NOW + 2 * WORK_WINDOW_SECS;
        let over = world.filings.file(what(), proof, late).await.unwrap_err();
        assert_eq!(over, FilingError::ChallengeOver.into());
        // What was used before the service began again is used.
        world.restart();
        let replayed = world.filings.file(what(), proof, NOW).await.unwrap_err();
        assert_eq!(replayed, FilingError::Challenge.into());
        assert_eq!(world.published().await.len(), 1);
    });
}

/// A form without script draws on what all people share, and is told when to come again.
#[test]
fn forms_without_work_have_a_budget_of_their_own() {
    let options = Options {
        forms_per_minute: 3,
        ..Options::default()
    };
    on_both(options, async |world| {
        let file = |number: u32, now| {
            let content = text(&format!("form {number}"));
            let what = request(None, Visibility::Open, content);
            world.filings.file(what, Proof::Form, now)
        };
        for number in 0..3 {
            file(number, NOW).await.unwrap();
        }
        let again_secs = 20;
        let refused = file(3, NOW).await.unwrap_err();
        assert_eq!(refused, FilingsError::Budget { again_secs });
        // A clock that was turned back gives nothing.
        assert!(file(4, NOW - 3_600).await.is_err());
        file(5, NOW + 20).await.unwrap();
        assert!(file(6, NOW + 20).await.is_err());
        // Whoever did the work is let in.
        let what = request(None, Visibility::Open, text("work"));
        world.file(what).await.unwrap();
    });
}

/// G06: a flood fills its room and no more, hashes are taken when contents no longer are, and what
/// got a receipt is there.
#[test]
fn g06_a_flood_fills_its_room_and_nothing_with_a_receipt_is_lost() {
    let options = Options {
        room_bytes: 200_000,
        hash_room_bytes: 20_000,
        forms_per_minute: 1 << 30,
        queue: 16,
        group: 8,
        ..Options::default()
    };
    on_both(options, async |world| {
        let mut tasks = tokio::task::JoinSet::new();
        for number in 0..2_000_u32 {
            let filings = world.filings.clone();
            tasks.spawn(async move {
                let mut bytes = vec![b'x'; 3_000];
                bytes.extend_from_slice(number.to_string().as_bytes());
                let digest = sha256(&bytes);
                let content = Content::document(FileKind::Plain, bytes).unwrap();
                let what = request(None, Visibility::Open, content);
                (digest, filings.file(what, Proof::Form, NOW).await)
            });
        }
        let (mut kept, mut refused) = (0, 0);
        for (digest, outcome) in tasks.join_all().await {
            match outcome {
                Ok(filed) => {
                    kept += 1;
                    let view = world.filings.follow(&filed.code, NOW).await.unwrap();
                    assert!(world.check(&view.receipt.unwrap(), &digest).is_some());
                }
                Err(FilingsError::Busy { .. } | FilingsError::Full) => refused += 1,
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(kept + refused, 2_000);
        assert!(kept > 0);
        // One after another until it is full: never more than the room.
        let full = loop {
            let content = Content::document(FileKind::Plain, vec![b'y'; 3_000]).unwrap();
            let what = request(None, Visibility::Open, content);
            match world.filings.file(what, Proof::Form, NOW).await {
                Ok(_) => kept += 1,
                Err(error) => break error,
            }
        };
        assert_eq!(full, FilingsError::Full);
        assert!((40..=50).contains(&kept), "{kept}");
        // Hashes go on, until that room is full too.
        let mut hashes = 0;
        loop {
            let recording = Content::recording([hashes; 32], 1).unwrap();
            let what = request(None, Visibility::Open, recording);
            match world.filings.file(what, Proof::Form, NOW).await {
                Ok(_) => hashes += 1,
                Err(error) => {
                    assert_eq!(error, FilingsError::Full);
                    break;
                }
            }
        }
        assert!((10..=25).contains(&hashes), "{hashes}");
        let told = world.published().await;
        let told = told.iter().filter(|leaf| matches!(leaf, Leaf::Filing(_)));
        assert_eq!(told.count(), usize::from(hashes) + kept);
    });
}

/// The more is filed, the dearer it gets; a quiet hour makes it cheap again.
#[test]
fn a_flood_makes_its_own_work_dearer() {
    let options = Options {
        borne_per_second: 4,
        forms_per_minute: 1 << 20,
        ..Options::default()
    };
    on_both(options, async |world| {
        assert_eq!(world.filings.challenge(NOW).difficulty, DIFFICULTY_MIN);
        for number in 0..64 {
            let content = text(&format!("flood {number}"));
            let what = request(None, Visibility::Open, content);
            world.filings.file(what, Proof::Form, NOW).await.unwrap();
        }
        let dear = world.filings.challenge(NOW).difficulty;
        assert_eq!(dear, DIFFICULTY_MIN + 4);
        let later = world.filings.challenge(NOW + 60).difficulty;
        assert_eq!(later, DIFFICULTY_MIN);
    });
}
