//! What officers of the addressee do, and what everybody sees of it.

use cleanbill_crypto::sha256;
use cleanbill_forum::filings::{Filed, FilingsError, Options};
use cleanbill_ledger::commitment::{commit_answer, commit_filing};
use cleanbill_ledger::leaf::{Done, Leaf};
use cleanbill_redress::filing::{
    Answer, ExtensionReason, FilingError, Publication, RemovalReason, State, Visibility,
};

use crate::world::{DAY, NOW, TODAY, World, officer, on_both, request, text};

fn answer(text: &str) -> Answer {
    Answer::new(text.to_owned()).unwrap()
}

async fn filed(world: &World, region: Option<&str>, visibility: Visibility) -> (Filed, u64) {
    let what = request(region, visibility, text("Please answer."));
    let filed = world.file(what).await.unwrap();
    let entry = filed.entry.unwrap();
    (filed, entry)
}

#[test]
fn an_answer_is_read_by_code_and_told_in_the_ledger() {
    on_both(Options::default(), async |world| {
        let (filed, entry) = filed(&world, Some("XX-A"), Visibility::Open).await;
        let head = officer("XX-A", false);
        let waiting = world.filings.waiting(&head, NOW).await.unwrap();
        assert_eq!(waiting.len(), 1);
        assert_eq!((waiting[0].entry, waiting[0].due), (entry, TODAY + 30));
        let read = world.filings.read(&head, entry).await.unwrap();
        assert_eq!(read, text("Please answer."));
        let said = answer("It is repaired.");
        let at = NOW + 3 * DAY;
        world.filings.answer(&head, entry, &said, at).await.unwrap();
        let again = world.filings.answer(&head, entry, &said, at).await;
        let from = State::Answered;
        assert_eq!(again.unwrap_err(), FilingError::State { from }.into());
        assert!(world.filings.waiting(&head, NOW).await.unwrap().is_empty());
        let view = world.filings.follow(&filed.code, at).await.unwrap();
        assert_eq!(view.answer.as_deref(), Some("It is repaired."));
        assert_eq!(view.answered_on, Some(TODAY + 3));
        world.round().await;
        let told = world.published().await;
        let Some(Leaf::FilingAnswer(told)) = told.last() else {
            panic!("no answer in the ledger");
        };
        assert_eq!((told.filing, told.day), (entry, TODAY + 3));
        assert_eq!(told.done, Done::Answered(sha256(b"It is repaired.")));
    });
}

#[test]
fn the_answer_to_what_is_sealed_is_hidden_in_the_ledger() {
    on_both(Options::default(), async |world| {
        let (filed, entry) = filed(&world, None, Visibility::Sealed).await;
        let ministry = officer("XX-A", true);
        let said = answer("No.");
        let done = world.filings.answer(&ministry, entry, &said, NOW).await;
        done.unwrap();
        world.round().await;
        let told = world.published().await;
        let Some(Leaf::FilingAnswer(told)) = told.last() else {
            panic!("no answer in the ledger");
        };
        let view = world.filings.follow(&filed.code, NOW).await.unwrap();
        let receipt = view.receipt.unwrap();
        let proof = cleanbill_ledger::TlogProof::parse(receipt.as_bytes()).unwrap();
        let receipt_of = cleanbill_ledger::receipt::Receipt::of(&proof).unwrap();
        let secret = receipt_of.secret.unwrap();
        let digest = sha256(b"No.");
        assert_eq!(told.done, Done::Answered(commit_answer(&secret, &digest)));
        let content = commit_filing(&secret, &sha256(b"Please answer."));
        assert!(world.check(&receipt, &content).is_some());
    });
}

/// Officers of another region have nothing before them: it is not there for them.
#[test]
fn only_officers_of_the_addressee_see_a_filing() {
    on_both(Options::default(), async |world| {
        let (_, entry) = filed(&world, Some("XX-A"), Visibility::Shown).await;
        let (_, national) = filed(&world, None, Visibility::Open).await;
        let b = officer("XX-B", false);
        let a = officer("XX-A", false);
        for (who, entry) in [(&b, entry), (&b, national), (&a, national), (&a, 9_999)] {
            let filings = &world.filings;
            let refused = [
                filings.read(who, entry).await.map(drop),
                filings.answer(who, entry, &answer("x"), NOW).await,
                filings.publish(who, entry, NOW).await,
                filings.remove(who, entry, RemovalReason::Spam, NOW).await,
                filings
                    .extend(who, entry, 9, ExtensionReason::Files, NOW)
                    .await,
            ];
            for refused in refused {
                assert_eq!(refused, Err(FilingsError::NotFound));
            }
        }
        assert!(world.filings.waiting(&b, NOW).await.unwrap().is_empty());
        assert!(world.filings.to_moderate(&b).await.unwrap().is_empty());
        assert_eq!(world.filings.to_moderate(&a).await.unwrap(), [entry]);
    });
}

#[test]
fn what_is_shown_was_looked_at_and_what_is_removed_is_told() {
    on_both(Options::default(), async |world| {
        let (filed, entry) = filed(&world, Some("XX-A"), Visibility::Shown).await;
        let head = officer("XX-A", false);
        assert!(world.filings.board(u64::MAX).await.unwrap().is_empty());
        let hidden = world.filings.shown(entry).await.unwrap_err();
        assert_eq!(hidden, FilingsError::NotFound);
        world.filings.publish(&head, entry, NOW).await.unwrap();
        assert_eq!(world.filings.board(u64::MAX).await.unwrap(), [entry]);
        assert!(world.filings.board(entry).await.unwrap().is_empty());
        let shown = world.filings.shown(entry).await.unwrap();
        assert_eq!(shown.content, text("Please answer."));
        let reason = RemovalReason::CourtOrder;
        let removed = world.filings.remove(&head, entry, reason, NOW + DAY).await;
        removed.unwrap();
        assert!(world.filings.board(u64::MAX).await.unwrap().is_empty());
        assert!(world.filings.shown(entry).await.is_err());
        let back = world.filings.publish(&head, entry, NOW + DAY).await;
        assert_eq!(back.unwrap_err(), FilingError::NotShown.into());
        world.round().await;
        let told = world.published().await;
        let Some(Leaf::Removal(told)) = told.last() else {
            panic!("no removal in the ledger");
        };
        assert_eq!((told.filing, told.reason), (entry, reason));
        let view = world.filings.follow(&filed.code, NOW + DAY).await.unwrap();
        assert_eq!(view.publication, Publication::Removed);
        assert_eq!(view.removal.unwrap().reason, reason);
        // It is owed its answer all the same.
        let said = answer("Yes.");
        let answered = world.filings.answer(&head, entry, &said, NOW + DAY).await;
        answered.unwrap();
    });
}

#[test]
fn overdue_filings_are_counted_by_region_from_ten_on() {
    on_both(Options::default(), async |world| {
        let mut last = 0;
        for number in 0..10 {
            let what = request(
                Some("XX-A"),
                Visibility::Open,
                text(&format!("letter {number}")),
            );
            last = world.file(what).await.unwrap().entry.unwrap();
        }
        filed(&world, None, Visibility::Open).await;
        let of = |region: Option<&'static str>, now| {
            let filings = world.filings.clone();
            async move {
                let counts = filings.counts(now).await.unwrap();
                let line = counts
                    .into_iter()
                    .find(|line| line.region.as_deref() == region);
                let line = line.unwrap();
                (line.filed, line.overdue)
            }
        };
        assert_eq!(of(Some("XX-A"), NOW).await, (Some(10), None));
        let late = NOW + 31 * DAY;
        assert_eq!(of(Some("XX-A"), late).await, (Some(10), Some(10)));
        // One is a count of people below ten.
        assert_eq!(of(None, late).await, (None, None));
        let head = officer("XX-A", false);
        let reason = ExtensionReason::Volume;
        let put_off = world.filings.extend(&head, last, 30, reason, NOW).await;
        put_off.unwrap();
        assert_eq!(of(Some("XX-A"), late).await, (Some(10), None));
    });
}

/// Two officers at one moment: one of them did it.
#[test]
fn two_answers_at_one_moment_are_one() {
    on_both(Options::default(), async |world| {
        let (filed, entry) = filed(&world, Some("XX-A"), Visibility::Open).await;
        let mut tasks = tokio::task::JoinSet::new();
        for number in 0..4 {
            let filings = world.filings.clone();
            tasks.spawn(async move {
                let said = answer(&format!("answer {number}"));
                let head = officer("XX-A", false);
                filings.answer(&head, entry, &said, NOW).await
            });
        }
        let done = tasks.join_all().await;
        assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1);
        let view = world.filings.follow(&filed.code, NOW).await.unwrap();
        assert_eq!(view.state, State::Answered);
        world.round().await;
        let told = world.published().await;
        let answers = told
            .iter()
            .filter(|leaf| matches!(leaf, Leaf::FilingAnswer(_)));
        assert_eq!(answers.count(), 1);
    });
}
