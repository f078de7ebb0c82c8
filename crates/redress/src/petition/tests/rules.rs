//! Records, ballots, batches and clocks.

use proptest::prelude::*;

use super::world::{
    CLOSES, Drawn, OPENS, leaf_of, operator_key, petition, second_key, second_petition, signatures,
};
use crate::petition::*;

#[test]
fn the_name_of_a_petition_is_all_of_it() {
    let first = petition();
    assert_eq!(Petition::parse(&first.encode()).as_ref(), Ok(&first));
    assert_eq!(PetitionId::parse(&first.id().to_string()), Some(first.id()));
    let changes: [fn(&mut cleanbill_ledger::leaf::Petition); 7] = [
        |leaf| leaf.epoch += 1,
        |leaf| leaf.text[0] ^= 1,
        |leaf| leaf.modulus = second_key().modulus().try_into().unwrap(),
        |leaf| drop(leaf.regions.pop()),
        |leaf| leaf.thresholds[0].signatures += 1,
        |leaf| leaf.opens += 1,
        |leaf| leaf.closes += 1,
    ];
    for change in changes {
        let mut leaf = leaf_of(&operator_key(), 1);
        change(&mut leaf);
        assert_ne!(Petition::of_leaf(leaf).unwrap().id(), first.id());
    }
    for wrong in ["", "00", &"0".repeat(63), &"g".repeat(64), &"+1".repeat(32)] {
        assert_eq!(PetitionId::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn what_breaks_the_rules_is_named() {
    let refused = |change: fn(&mut cleanbill_ledger::leaf::Petition)| {
        let mut leaf = leaf_of(&operator_key(), 1);
        change(&mut leaf);
        Petition::of_leaf(leaf).unwrap_err()
    };
    let rules = |what| PetitionError::Rules { what };
    assert_eq!(
        refused(|leaf| leaf.closes = leaf.opens - 1),
        rules(Rule::Days)
    );
    assert_eq!(
        refused(|leaf| leaf.closes = leaf.opens + 366),
        rules(Rule::Days)
    );
    assert_eq!(refused(|leaf| leaf.regions.clear()), rules(Rule::Regions));
    assert_eq!(
        refused(|leaf| leaf.regions.swap(0, 1)),
        rules(Rule::Regions)
    );
    assert_eq!(
        refused(|leaf| leaf.thresholds.clear()),
        rules(Rule::Thresholds)
    );
    assert_eq!(refused(|leaf| leaf.modulus[0] = 1), PetitionError::Key);
    assert!(check_text("Open the schools\n").is_ok());
    let long = "x".repeat(TEXT_MAX_BYTES + 1);
    for wrong in ["", " \n", "a\0b", "a\u{202e}b", long.as_str()] {
        assert_eq!(check_text(wrong), Err(rules(Rule::Text)));
    }
}

#[test]
fn a_ballot_is_kept_and_asks_for_the_same_again() {
    let petitions = [petition(), second_petition()];
    let ballot = Ballot::draw(&petitions, &mut Drawn::new(3).draw()).unwrap();
    let kept = Ballot::parse(&ballot.encode()).unwrap();
    assert_eq!(kept, ballot);
    assert_eq!(kept.blinded(), ballot.blinded());
    let digest = exchange_digest(4, &ballot.blinded());
    assert_eq!(exchange_digest(4, &kept.blinded()), digest);
    let other = Ballot::draw(&petitions, &mut Drawn::new(4).draw()).unwrap();
    assert_ne!(exchange_digest(4, &other.blinded()), digest);
    assert_ne!(exchange_digest(5, &ballot.blinded()), digest);
    assert!(!format!("{ballot:?}").contains("inverse"));
    for wrong in [&[][..], &petitions[..1], &[petition(), petition()]] {
        let drawn = Ballot::draw(wrong, &mut Drawn::new(3).draw());
        assert_eq!(drawn.is_ok(), wrong.len() == 1);
    }
}

#[test]
fn g06_a_signature_counts_for_its_petition_alone() {
    let (first, second) = (petition(), second_petition());
    let signature = signatures(1, 5).remove(0);
    assert!(signature.is_of(&first));
    assert!(!signature.is_of(&second));
    // Another petition with the same key has another name.
    let twin = Petition::of_leaf(leaf_of(&operator_key(), 9)).unwrap();
    assert!(!signature.is_of(&twin));
    let bytes = signature.to_bytes();
    assert_eq!(Signature::parse(&bytes), Ok(signature));
    for at in [0, 31, 32, 63, 64, 319] {
        let mut other = bytes;
        other[at] ^= 1;
        assert!(!Signature::parse(&other).unwrap().is_of(&first), "{at}");
    }
    assert!(Signature::parse(&bytes[1..]).is_err());
}

#[test]
fn batches_are_in_order_and_in_one_spelling() {
    let mut made = signatures(3, 6);
    made.push(made[0].clone());
    let batch = Batch::new(petition().id(), made).unwrap();
    assert_eq!(batch.signatures().len(), 3);
    assert!(batch.signatures().is_sorted());
    let object = batch.encode();
    assert_eq!(Batch::parse(&object).as_ref(), Ok(&batch));
    assert!(Batch::new(petition().id(), Vec::new()).is_err());
    let mut swapped = object.clone();
    let head = object.len() - 3 * SIGNATURE_RECORD_BYTES;
    swapped[head..].rotate_left(SIGNATURE_RECORD_BYTES);
    assert!(Batch::parse(&swapped).is_err());
    let mut more = object.clone();
    more[head - 1] += 1;
    for wrong in [&object[1..], &object[..object.len() - 1], &more, &[]] {
        assert_eq!(Batch::parse(wrong), Err(PetitionError::Batch { entry: 0 }));
    }
}

#[test]
fn phases_follow_the_days() {
    let petition = petition();
    let phases = [OPENS - 1, OPENS, CLOSES, CLOSES + 1].map(|day| Phase::of(&petition, day));
    let expected = [Phase::Announced, Phase::Open, Phase::Open, Phase::Closed];
    assert_eq!(phases, expected);
}

#[test]
fn the_answer_clock_runs_from_the_day_of_the_threshold() {
    let petition = petition();
    let states = |released: &[(i32, u64)], answers: &[i32], today| {
        let clocks = clocks(&petition, released, answers, today).unwrap();
        [clocks[0].state, clocks[1].state]
    };
    use ClockState as S;
    assert_eq!(states(&[], &[], OPENS - 5), [S::Waiting; 2]);
    let released = [(OPENS, 2), (OPENS + 3, 1)];
    assert_eq!(states(&released[..1], &[], OPENS), [S::Waiting; 2]);
    let due = OPENS + 3 + 30;
    assert_eq!(states(&released, &[], OPENS + 3), [S::Owed, S::Waiting]);
    assert_eq!(states(&released, &[], due), [S::Owed, S::NotReached]);
    assert_eq!(states(&released, &[], due + 1), [S::Overdue, S::NotReached]);
    let answered = |day, late| [S::Answered { day, late }, S::NotReached];
    assert_eq!(states(&released, &[due], due + 9), answered(due, false));
    assert_eq!(
        states(&released, &[due + 1], due + 9),
        answered(due + 1, true)
    );
    // An answer from before the threshold is none to it.
    assert_eq!(
        states(&released, &[OPENS + 2], OPENS + 4),
        [S::Owed, S::Waiting]
    );
    let last = [(CLOSES + LAST_RELEASE_DAYS, 100)];
    assert_eq!(states(&last, &[], last[0].0), [S::Owed; 2]);
}

#[test]
fn g09_days_that_go_back_are_refused() {
    let petition = petition();
    let behind = Err(PetitionError::DayBehind);
    let back = [(OPENS + 1, 2), (OPENS, 1)];
    assert_eq!(clocks(&petition, &back, &[], OPENS + 9), behind);
    assert_eq!(clocks(&petition, &[(OPENS + 9, 3)], &[], OPENS), behind);
    assert_eq!(clocks(&petition, &[], &[OPENS + 1], OPENS), behind);
    assert_eq!(
        clocks(&petition, &[], &[OPENS + 1, OPENS], OPENS + 9),
        behind
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn hostile_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = Petition::parse(&bytes);
        let _ = Ballot::parse(&bytes);
        let _ = Batch::parse(&bytes);
        let _ = Signature::parse(&bytes);
    }

    #[test]
    fn secrets_that_are_none_are_refused(bytes in prop::collection::vec(any::<u8>(), 256)) {
        let mut bytes = bytes;
        prop_assert!(OperatorKey::from_secret(&bytes).is_err());
        // Long and odd, as primes are.
        for half in bytes.chunks_mut(128) {
            half[0] |= 0x80;
            half[127] |= 1;
        }
        prop_assert!(OperatorKey::from_secret(&bytes).is_err());
    }

    #[test]
    fn a_changed_batch_is_another_or_none(at: prop::sample::Index, bit in 0_u8..8) {
        let batch = Batch::new(petition().id(), signatures(2, 8)).unwrap();
        let mut object = batch.encode();
        let at = at.index(object.len());
        object[at] ^= 1 << bit;
        if let Ok(other) = Batch::parse(&object) {
            prop_assert_ne!(&other, &batch);
            prop_assert_eq!(other.encode(), object);
        }
    }
}
