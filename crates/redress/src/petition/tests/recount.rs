//! What an operator tries, and what a stranger with the published files finds.

use std::collections::BTreeMap;

use cleanbill_ledger::leaf::{Leaf, PetitionAnswer};

use super::world::{
    CLOSES, OPENS, leaf_of, operator_key, petition, released, second_petition, signatures, vouchers,
};
use crate::petition::*;

/// A recount over leaves and objects.
fn recount(
    leaves: &[Leaf],
    objects: &[Vec<u8>],
    only: Option<PetitionId>,
) -> (Vec<Counted>, Vec<RecountFinding>) {
    let by_digest: BTreeMap<_, _> = objects
        .iter()
        .map(|object| (cleanbill_crypto::sha256(object), object.as_slice()))
        .collect();
    let mut recount = Recount::new(only);
    let mut wanted = Vec::new();
    for (index, leaf) in (0..).zip(leaves) {
        wanted.extend(recount.leaf(index, leaf));
    }
    // In another order than they came.
    for batch in wanted.iter().rev() {
        let object = by_digest.get(&batch.leaf.batch).copied();
        recount.take(batch.verify(object));
    }
    recount.finish()
}

fn codes(findings: &[RecountFinding]) -> Vec<&'static str> {
    findings.iter().map(RecountFinding::code).collect()
}

fn opened() -> Leaf {
    Leaf::Petition(petition().leaf().clone())
}

#[test]
fn an_honest_petition_is_counted_by_a_stranger() {
    let made = signatures(5, 20);
    let (first, one) = released(petition().id(), OPENS + 1, &made[..3]);
    let (second, two) = released(petition().id(), OPENS + 2, &made[3..]);
    let counts = vouchers(&[("XX-A", 900, 4), ("XX-B", 700, 1)]);
    let leaves = [opened(), counts, first, second];
    let (counted, findings) = recount(&leaves, &[one, two], None);
    assert_eq!(findings, []);
    assert_eq!(counted[0].signatures, 5);
    assert_eq!(counted[0].released, [(OPENS + 1, 3), (OPENS + 2, 2)]);
    assert_eq!(
        (counted[0].issued_max, counted[0].exchanged_max),
        (1_600, 20)
    );
    let clocks = counted[0].clocks(OPENS + 3).unwrap();
    assert_eq!(clocks[0].due, Some(OPENS + 31));
    assert_eq!(clocks[1].state, ClockState::Waiting);
}

/// The operator signs for itself, without a voucher.
#[test]
fn g06_a_stuffed_petition_is_named() {
    let made = signatures(21, 21);
    let (batch, object) = released(petition().id(), OPENS, &made);
    let honest = vouchers(&[("XX-A", 2_000, 9), ("XX-B", 2_000, 3)]);
    let (counted, findings) = recount(
        &[opened(), honest, batch.clone()],
        std::slice::from_ref(&object),
        None,
    );
    assert_eq!(counted[0].signatures, 21);
    let stuffed = RecountFinding::Stuffed {
        petition: petition().id(),
        counted: 21,
        exchanged_max: 20,
    };
    assert_eq!(findings, [stuffed]);
    // Without any count of vouchers nobody can have signed.
    let (_, findings) = recount(&[opened(), batch], &[object], None);
    assert_eq!(codes(&findings), ["recount.stuffed", "recount.small-group"]);
}

#[test]
fn g06_vouchers_of_other_regions_and_epochs_are_no_cover() {
    let (batch, object) = released(petition().id(), OPENS, &signatures(11, 22));
    let elsewhere = vouchers(&[("XX-A", 2_000, 0), ("XX-C", 90_000, 80_000)]);
    let mut other_epoch = vouchers(&[("XX-A", 90_000, 80_000)]);
    if let Leaf::Vouchers(leaf) = &mut other_epoch {
        leaf.epoch = 5;
    }
    let leaves = [opened(), elsewhere, other_epoch, batch];
    let (_, findings) = recount(&leaves, &[object], None);
    assert_eq!(codes(&findings), ["recount.stuffed"]);
}

#[test]
fn g06_a_serial_counts_once() {
    let made = signatures(3, 23);
    let (first, one) = released(petition().id(), OPENS + 5, &made);
    let (second, two) = released(petition().id(), OPENS + 1, &made[..2]);
    let counts = vouchers(&[("XX-A", 2_000, 9)]);
    let (counted, findings) = recount(&[opened(), counts, first, second], &[one, two], None);
    assert_eq!((counted[0].signatures, counted[0].duplicates), (3, 2));
    assert_eq!(counted[0].released, [(OPENS + 1, 2), (OPENS + 5, 1)]);
    assert_eq!(codes(&findings), ["recount.duplicates"]);
}

#[test]
fn g06_signatures_of_another_petition_do_not_count() {
    let other = second_petition();
    let (batch, object) = released(other.id(), OPENS, &signatures(2, 24));
    let counts = vouchers(&[("XX-A", 2_000, 9)]);
    let leaves = [
        opened(),
        Leaf::Petition(other.leaf().clone()),
        counts,
        batch,
    ];
    let (counted, findings) = recount(&leaves, &[object], Some(other.id()));
    assert_eq!(counted.len(), 1);
    assert_eq!((counted[0].signatures, counted[0].invalid), (0, 2));
    assert_eq!(codes(&findings), ["recount.invalid"]);
}

#[test]
fn g06_batches_that_are_not_those_of_the_ledger_are_named() {
    let (batch, object) = released(petition().id(), OPENS, &signatures(2, 25));
    let counts = vouchers(&[("XX-A", 2_000, 9)]);
    let leaves = [opened(), counts, batch.clone()];
    let (counted, findings) = recount(&leaves, &[], None);
    assert_eq!(counted[0].signatures, 0);
    assert_eq!(codes(&findings), ["recount.batch-missing"]);
    let Leaf::Signatures(told) = batch else {
        panic!("not a batch");
    };
    let of = |leaf| BatchToVerify {
        index: 2,
        petition: petition(),
        leaf,
    };
    let mut changed = object.clone();
    changed[100] ^= 1;
    assert_eq!(of(told.clone()).verify(Some(&changed)).valid(), 0);
    let mut more = told.clone();
    more.count += 1;
    assert_eq!(of(more).verify(Some(&object)).valid(), 0);
    assert_eq!(of(told).verify(Some(&object)).valid(), 2);
}

#[test]
fn g06_what_the_operator_may_not_tell_is_named() {
    let twin = Leaf::Petition(leaf_of(&operator_key(), 9));
    let (unknown, _) = released(PetitionId([9; 32]), OPENS, &signatures(1, 26));
    let (late, object) = released(
        petition().id(),
        CLOSES + LAST_RELEASE_DAYS + 1,
        &signatures(1, 26),
    );
    let mut wrong = leaf_of(&operator_key(), 3);
    wrong.closes = wrong.opens + 400;
    let leaves = [
        opened(),
        opened(),
        twin,
        Leaf::Petition(wrong),
        unknown,
        late,
        vouchers(&[("XX-A", 2_000, 50)]),
        vouchers(&[("XX-A", 2_000, 20)]),
    ];
    let (_, findings) = recount(&leaves, &[object], Some(petition().id()));
    let mut found = codes(&findings);
    found.sort_unstable();
    let mut expected = [
        "recount.outside-days",
        "recount.rules",
        "recount.shared-key",
        "recount.twice",
        "recount.vouchers-shrink",
    ];
    expected.sort_unstable();
    assert_eq!(found, expected);
    let (_, findings) = recount(&leaves[..5], &[], None);
    assert!(codes(&findings).contains(&"recount.unknown-petition"));
    assert!(findings.is_sorted_by_key(|finding| std::cmp::Reverse(finding.weight())));
}

fn answered(day: i32) -> Leaf {
    Leaf::PetitionAnswer(PetitionAnswer {
        petition: petition().id().0,
        day,
        answer: [22; 32],
    })
}

/// Three signatures on a day, and what comes behind them.
fn owed(behind: &[Leaf]) -> (Vec<Counted>, Vec<RecountFinding>) {
    let made = signatures(3, 40);
    let (leaf, object) = released(petition().id(), OPENS + 5, &made);
    let mut leaves = vec![opened(), vouchers(&[("XX-A", 5_000, 9)]), leaf];
    leaves.extend_from_slice(behind);
    recount(&leaves, &[object], None)
}

#[test]
fn an_answer_stops_the_clock_and_a_late_one_says_so() {
    let state = |behind: &[Leaf], today| {
        let (counted, findings) = owed(behind);
        assert_eq!(findings, []);
        counted[0].clocks(today).unwrap()[0].state
    };
    assert_eq!(state(&[], OPENS + 35), ClockState::Owed);
    assert_eq!(state(&[], OPENS + 36), ClockState::Overdue);
    let day = OPENS + 20;
    let in_time = state(&[answered(day)], OPENS + 90);
    assert_eq!(in_time, ClockState::Answered { day, late: false });
    let day = OPENS + 40;
    let late = state(&[answered(day)], OPENS + 90);
    assert_eq!(late, ClockState::Answered { day, late: true });
}

#[test]
fn g06_an_answer_that_is_back_dated_counts_from_what_stands_before_it() {
    // It came behind counts of a later day, and says to be from before the due day.
    let Leaf::Vouchers(mut counts) = vouchers(&[("XX-A", 5_000, 9)]) else {
        unreachable!()
    };
    counts.day = OPENS + 60;
    let (counted, findings) = owed(&[Leaf::Vouchers(counts), answered(OPENS + 20)]);
    assert_eq!(codes(&findings), ["recount.answer-back-dated"]);
    let state = counted[0].clocks(OPENS + 90).unwrap()[0].state;
    let day = OPENS + 60;
    assert_eq!(state, ClockState::Answered { day, late: true });
}

#[test]
fn g06_an_answer_to_nothing_or_without_a_text_is_none() {
    let (_, findings) = recount(&[answered(OPENS)], &[], None);
    assert_eq!(codes(&findings), ["recount.unknown-answer"]);
    let mut recount = Recount::new(None);
    for (index, leaf) in (0..).zip([opened(), answered(OPENS + 1)]) {
        assert!(recount.leaf(index, &leaf).is_none());
    }
    let answer = recount.answers().next().unwrap();
    assert_eq!((answer.index, answer.digest), (1, [22; 32]));
    recount.without(&answer);
    let (counted, findings) = recount.finish();
    assert!(counted[0].answers.is_empty());
    assert!(codes(&findings).contains(&"recount.answer-missing"));
}
