//! Filing, and what whoever filed sees.

use cleanbill_crypto::sha256;
use cleanbill_forum::filings::{FilingsError, Options, Proof};
use cleanbill_ledger::TlogProof;
use cleanbill_ledger::commitment::commit_filing;
use cleanbill_ledger::leaf::{FilingClass, Leaf};
use cleanbill_ledger::receipt::Receipt;
use cleanbill_redress::filing::{
    Content, FileKind, FilingError, FollowCode, Publication, State, Visibility,
};

use crate::world::{DAY, NOW, TODAY, on_both, request, text};

#[test]
fn what_is_filed_openly_has_its_receipt_at_once() {
    on_both(Options::default(), async |world| {
        let what = request(Some("XX-A"), Visibility::Open, text("A road is missing."));
        let filed = world.file(what).await.unwrap();
        let receipt = filed.receipt.unwrap();
        let digest = sha256(b"A road is missing.");
        let received = world.check(&receipt, &digest).unwrap();
        assert_eq!(Some(received.index), filed.entry);
        let Leaf::Filing(leaf) = received.leaf else {
            panic!("another leaf");
        };
        assert_eq!((leaf.class, leaf.day), (FilingClass::Text, TODAY));
        assert_eq!(leaf.region.as_deref(), Some("XX-A"));
        // Another text is not what was filed.
        assert!(
            world
                .check(&receipt, &sha256(b"A road is there."))
                .is_none()
        );
        let view = world.filings.follow(&filed.code, NOW).await.unwrap();
        assert_eq!(view.receipt.as_deref(), Some(receipt.as_str()));
        assert_eq!((view.state, view.due), (State::Filed, TODAY + 30));
        assert_eq!(view.publication, Publication::NotAsked);
        assert!(!view.is_overdue);
        let late = world.filings.follow(&filed.code, NOW + 31 * DAY).await;
        assert!(late.unwrap().is_overdue);
    });
}

#[test]
fn g12_what_is_sealed_is_nowhere_in_the_clear() {
    on_both(Options::default(), async |world| {
        let secret_text = "My neighbour was turned away at the door.";
        let what = request(None, Visibility::Sealed, text(secret_text));
        let filed = world.file(what).await.unwrap();
        let digest = sha256(secret_text.as_bytes());
        let receipt = filed.receipt.unwrap();
        // Whoever guesses the text cannot try it: the secret is in the receipt.
        assert!(world.check(&receipt, &digest).is_none());
        let proof = TlogProof::parse(receipt.as_bytes()).unwrap();
        let secret = Receipt::of(&proof).unwrap().secret.unwrap();
        assert!(
            world
                .check(&receipt, &commit_filing(&secret, &digest))
                .is_some()
        );
        // Nor is it in the files of the database, where that is one.
        let file = world.folder.path().join("registry.sqlite");
        let wal = world.folder.path().join("registry.sqlite-wal");
        for file in [file, wal] {
            let bytes = std::fs::read(file).unwrap_or_default();
            let needle = secret_text.as_bytes();
            assert!(!bytes.windows(needle.len()).any(|part| part == needle));
        }
    });
}

#[test]
fn documents_and_recordings_are_filed_by_their_hash() {
    on_both(Options::default(), async |world| {
        let pdf = b"%PDF-1.4\n%%EOF\n".to_vec();
        let document = Content::document(FileKind::Pdf, pdf.clone()).unwrap();
        let recording = Content::recording([5; 32], 1 << 33).unwrap();
        for (content, digest) in [(document, sha256(&pdf)), (recording, [5; 32])] {
            let filed = world.file(request(None, Visibility::Open, content)).await;
            let receipt = filed.unwrap().receipt.unwrap();
            assert!(world.check(&receipt, &digest).is_some());
        }
    });
}

#[test]
fn nobody_writes_a_region_of_their_own_into_the_ledger() {
    on_both(Options::default(), async |world| {
        let what = request(Some("<script>"), Visibility::Open, text("hello"));
        let refused = world.file(what).await.unwrap_err();
        assert_eq!(refused, FilingError::Addressee.into());
        let nobody = FollowCode::new([0; 16]);
        let unknown = world.filings.follow(&nobody, NOW).await;
        assert_eq!(unknown.unwrap_err(), FilingsError::NotFound);
    });
}

/// Many at once go into few transactions, and each has the receipt of its own content.
#[test]
fn many_at_once_each_have_their_own_receipt() {
    on_both(Options::default(), async |world| {
        let mut tasks = tokio::task::JoinSet::new();
        for number in 0..100 {
            let content = text(&format!("letter {number}"));
            let what = request(Some("XX-B"), Visibility::Open, content);
            let filings = world.filings.clone();
            tasks.spawn(async move {
                let filed = filings.file(what, Proof::Form, NOW).await.unwrap();
                (number, filed.receipt.unwrap())
            });
        }
        for (number, receipt) in tasks.join_all().await {
            let digest = sha256(format!("letter {number}").as_bytes());
            assert!(world.check(&receipt, &digest).is_some());
        }
        let told = world.published().await;
        let filed = told.iter().filter(|leaf| matches!(leaf, Leaf::Filing(_)));
        assert_eq!(filed.count(), 100);
    });
}
