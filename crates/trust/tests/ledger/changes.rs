//! The list of witnesses changes only by the word of the old ones, and with notice.

use cleanbill_ledger::leaf::{Leaf, Witnesses};
use cleanbill_testkit::FixedLedger;
use cleanbill_trust::ledger::{
    ChangeFault, Known, LedgerError, WITNESS_NOTICE_SECS, WitnessChange, encode_changes,
    read_changes,
};
use cleanbill_trust::set::{Target, TargetType};

use crate::support::*;

/// A change to other witnesses: told in the old ledger, cosigned at `told_at` by all its witnesses.
fn change(old: &mut FixedLedger, new: &FixedLedger, told_at: i64, from: i64) -> WitnessChange {
    let leaf = Leaf::Witnesses(Witnesses {
        old: old.policy().digest(),
        new: new.policy().digest(),
        from,
    });
    let index = old.put(&leaf.encode());
    WitnessChange {
        policy: old.policy().to_text(),
        proof: old.proof(index, told_at).to_text(),
    }
}

/// A set under the witnesses of `ledger`, with these changes.
fn changed(ledger: &mut FixedLedger, changes: &[WitnessChange]) -> Vec<u8> {
    let targets = [
        policy_target(&ledger.policy()),
        Target {
            kind: TargetType::LEDGER_CHANGES,
            critical: false,
            content: encode_changes(changes),
        },
    ];
    publish(2, NOW, &targets, |leaf| {
        let index = ledger.put(&leaf.encode());
        Some(evidence(ledger, index, NOW))
    })
}

fn fault(set: &[u8], known: &Known) -> ChangeFault {
    match check(set, known) {
        Err(LedgerError::PolicyChanged(fault)) => fault,
        other => panic!("{other:?}"),
    }
}

const NOTICE: i64 = WITNESS_NOTICE_SECS;

#[test]
fn a_change_that_was_told_in_time_is_followed() {
    let mut old = ledger();
    let known = pinned(&old);
    let mut new = old.with_witnesses(&[2, 3, 4], 2);
    let told = change(&mut old, &new, NOW - NOTICE, NOW);
    new.put(&old.leaf(3));
    let set = changed(&mut new, std::slice::from_ref(&told));
    let found = check(&set, &known).unwrap();
    assert_eq!(found.policy, new.policy());
    // And on from there: who missed the first change follows both.
    let mut last = new.with_witnesses(&[4, 5, 6], 3);
    let again = change(&mut new, &last, NOW - NOTICE, NOW);
    last.put(b"leaf");
    let both = changed(&mut last, &[told.clone(), again.clone()]);
    assert_eq!(code(&both, &known), "taken");
    let mut seen = pinned(&new);
    seen.pin.as_mut().unwrap().checkpoint = None;
    assert_eq!(code(&both, &seen), "taken");
    // With one of them missing, or in the wrong order, nothing leads here.
    for changes in [vec![told.clone()], vec![again.clone()], vec![again, told]] {
        let set = changed(&mut last, &changes);
        assert_eq!(fault(&set, &known), ChangeFault::Gap);
    }
}

#[test]
fn g06_witnesses_do_not_change_without_a_word() {
    let old = ledger();
    let known = pinned(&old);
    let mut new = old.with_witnesses(&[7, 8, 9], 2);
    let set = honest(&mut new, 2);
    assert_eq!(fault(&set, &known), ChangeFault::NotProven);
    assert_eq!(fault(&changed(&mut new, &[]), &known), ChangeFault::Gap);
    // Fewer of the same witnesses are other witnesses, too.
    let mut fewer = FixedLedger::new(&[1, 2, 3, 4], 2);
    assert_eq!(
        fault(&honest(&mut fewer, 2), &known),
        ChangeFault::NotProven
    );
}

#[test]
fn g06_new_witnesses_cannot_vouch_for_themselves() {
    let mut old = ledger();
    let known = pinned(&old);
    let mut new = old.with_witnesses(&[7, 8, 9], 2);
    // The leaf is right, and cosigned in time, by those whom it would bring in.
    let mut told = change(&mut old, &new, NOW - NOTICE, NOW);
    let leaf = old.leaf(3);
    let index = new.put(&leaf);
    told.proof = new.proof(index, NOW - NOTICE).to_text();
    let set = changed(&mut new, &[told]);
    assert_eq!(fault(&set, &known).code(), "witness-change.old-quorum");
}

#[test]
fn g06_thirty_days_are_the_least_notice() {
    for (told_at, from, expected) in [
        (NOW - NOTICE, NOW, None),
        (NOW - NOTICE + 1, NOW, Some("witness-change.short-notice")),
        (NOW - 29 * DAY, NOW, Some("witness-change.short-notice")),
        (NOW - NOTICE, NOW + 1, Some("witness-change.not-yet")),
        (NOW - 2 * NOTICE, NOW + DAY, Some("witness-change.not-yet")),
    ] {
        let mut old = ledger();
        let known = pinned(&old);
        let mut new = old.with_witnesses(&[2, 3, 4], 2);
        let told = change(&mut old, &new, told_at, from);
        new.put(&old.leaf(3));
        let set = changed(&mut new, &[told]);
        assert_eq!(code(&set, &known), expected.unwrap_or("taken"));
    }
}

#[test]
fn g06_another_leaf_is_no_change() {
    let mut old = ledger();
    let known = pinned(&old);
    let new = old.with_witnesses(&[2, 3, 4], 2);
    let other = old.with_witnesses(&[7, 8, 9], 2);
    let told = change(&mut old, &new, NOW - NOTICE, NOW);
    // To other witnesses than those that were told.
    let mut elsewhere = other.clone();
    let set = changed(&mut elsewhere, std::slice::from_ref(&told));
    assert_eq!(fault(&set, &known), ChangeFault::Gap);
    // A proof of something else, and one whose leaf is exchanged for the one it should be.
    let mut new = new;
    let index = old.put(b"something else");
    let proof = old.proof(index, NOW - NOTICE);
    let change = |proof: &cleanbill_ledger::TlogProof| WitnessChange {
        policy: old.policy().to_text(),
        proof: proof.to_text(),
    };
    let set = changed(&mut new, &[change(&proof)]);
    assert_eq!(fault(&set, &known), ChangeFault::OtherLeaf);
    let mut forged = proof;
    forged.extra = Some(old.leaf(3));
    let set = changed(&mut new, &[change(&forged)]);
    assert_eq!(fault(&set, &known).code(), "witness-change.old-quorum");
}

#[test]
fn changes_are_read_as_they_are_written() {
    let mut old = ledger();
    let new = old.with_witnesses(&[2, 3, 4], 2);
    let changes = [change(&mut old, &new, NOW - NOTICE, NOW)];
    let bytes = encode_changes(&changes);
    assert_eq!(read_changes(&bytes).as_deref(), Some(&changes[..]));
    for cut in 0..bytes.len() {
        assert_eq!(read_changes(&bytes[..cut]), None);
    }
    for odd in [
        &[0x81, 0x00][..],
        &[0x81, 0x81, 0x60],
        &[0x60],
        &[0x9b, 0xff, 0xff],
    ] {
        assert_eq!(read_changes(odd), None);
    }
    let known = pinned(&old);
    let mut new = new;
    let targets = [
        policy_target(&new.policy()),
        Target {
            kind: TargetType::LEDGER_CHANGES,
            critical: false,
            content: vec![0x80, 0x00],
        },
    ];
    let set = publish(2, NOW, &targets, |leaf| {
        let index = new.put(&leaf.encode());
        Some(evidence(&new, index, NOW))
    });
    assert_eq!(fault(&set, &known), ChangeFault::Unreadable);
}
