//! Guarantee G06, as attacks: no set has effect that is not in the ledger which everybody sees.

use cleanbill_ledger::{KeyUse, SignedCheckpoint, VerifierKey};
use cleanbill_testkit::FixedLedger;
use cleanbill_trust::ledger::{Continuity, Known, LedgerError, check_ledgered};
use cleanbill_trust::set::{CLOCK_SKEW_MAX_SECS, LedgerEvidence, TargetType};
use proptest::prelude::*;

use crate::support::*;

#[test]
fn a_set_in_its_ledger_is_taken_and_says_what_to_remember() {
    let mut ledger = ledger();
    let first = honest(&mut ledger, 1);
    let found = check(&first, &nothing()).unwrap();
    assert_eq!(found.checkpoint, ledger.checkpoint());
    assert_eq!((found.index, found.cosigned_at), (3, NOW + 1));
    assert_eq!(found.witnesses, ["W1", "W2", "W3"]);
    assert_eq!(found.continuity, Continuity::First);
    assert!(!found.demonstration);
    let known = pinned(&ledger);
    assert_eq!(check(&first, &known).unwrap().continuity, Continuity::Same);
    // The next one, and what proves that nothing before it changed.
    let seen = ledger.checkpoint();
    let second = honest(&mut ledger, 2);
    let found = check(&second, &known).unwrap();
    assert_eq!(found.continuity, Continuity::ByWitnesses);
    let proof = ledger.consistency(seen.size);
    found.check_consistency(&seen, &proof).unwrap();
    found.check_consistency(&found.checkpoint, &[]).unwrap();
}

#[test]
fn g06_a_set_without_a_ledger_is_refused_once_one_is_pinned() {
    let ledger = ledger();
    let without = publish(1, NOW, &[], |_| None);
    assert_eq!(code(&without, &pinned(&ledger)), "set-ledger.none");
    assert!(
        check_ledgered(&open(&without), &nothing())
            .unwrap()
            .is_none()
    );
    // Who names a ledger has to be in it, from the first set on.
    let named = publish(1, NOW, &[policy_target(&ledger.policy())], |_| None);
    for known in [nothing(), pinned(&ledger)] {
        assert_eq!(code(&named, &known), "set-ledger.no-evidence");
    }
}

#[test]
fn g06_evidence_of_another_set_proves_nothing() {
    let mut ledger = ledger();
    honest(&mut ledger, 1);
    let targets = [policy_target(&ledger.policy())];
    let borrowed = publish(2, NOW, &targets, |_| Some(evidence(&ledger, 3, NOW)));
    assert_eq!(code(&borrowed, &nothing()), "set-ledger.not-included");
    // The same targets under another version, or of another time, are another set.
    for (version, issued_at) in [(1, NOW - 1), (2, NOW)] {
        let set = publish(version, issued_at, &targets, |_| {
            Some(evidence(&ledger, 3, NOW))
        });
        assert_eq!(code(&set, &nothing()), "set-ledger.not-included");
    }
    // Its own leaf, and the number of another one.
    let moved = publish(2, NOW, &targets, |leaf| {
        let index = ledger.put(&leaf.encode());
        let found = evidence(&ledger, index, NOW);
        let mut inclusion = found.inclusion().unwrap();
        inclusion.index = 3;
        Some(LedgerEvidence::new(found.checkpoint, &inclusion))
    });
    assert_eq!(code(&moved, &nothing()), "set-ledger.not-included");
}

#[test]
fn g06_a_set_shown_to_one_venue_only_is_refused_there() {
    // The publication key signs it, the log's key too: whoever runs both makes it for one venue.
    let mut ledger = ledger();
    honest(&mut ledger, 1);
    let known = pinned(&ledger);
    let targets = [policy_target(&ledger.policy())];
    let mut aside = ledger.clone();
    let alone = publish(2, NOW, &targets, |leaf| {
        let index = aside.put(&leaf.encode());
        let mut found = evidence(&aside, index, NOW);
        // The witnesses saw nothing of it.
        found.checkpoint = aside.cosigned_by(&[]).to_text().into_bytes();
        Some(found)
    });
    assert_eq!(code(&alone, &known), "ledger-policy.quorum");
    let not_there = publish(2, NOW, &targets, |_| Some(evidence(&ledger, 3, NOW)));
    assert_eq!(code(&not_there, &known), "set-ledger.not-included");
    // Another ledger altogether, with witnesses of their own.
    let mut own = FixedLedger::new(&[7, 8, 9], 2);
    let set = honest(&mut own, 2);
    assert_eq!(code(&set, &nothing()), "taken");
    assert_eq!(code(&set, &known), "witness-change.not-proven");
}

/// A set with these cosignatures, each by a witness at its time.
fn cosigned_by(ledger: &mut FixedLedger, witnesses: &[(u32, i64)]) -> Vec<u8> {
    publish(1, NOW, &[policy_target(&ledger.policy())], |leaf| {
        let index = ledger.put(&leaf.encode());
        let mut found = evidence(ledger, index, NOW);
        found.checkpoint = ledger.cosigned_by(witnesses).to_text().into_bytes();
        Some(found)
    })
}

#[test]
fn g06_a_quorum_is_of_different_witnesses() {
    let taken = cosigned_by(&mut ledger(), &[(1, NOW), (3, NOW + 5)]);
    assert_eq!(check(&taken, &nothing()).unwrap().cosigned_at, NOW + 5);
    let few: [&[(u32, i64)]; 4] = [
        &[],
        &[(1, NOW)],
        // One witness twice, at two times; and one with somebody whom nobody pins.
        &[(1, NOW), (1, NOW + 1)],
        &[(1, NOW), (9, NOW)],
    ];
    for witnesses in few {
        let set = cosigned_by(&mut ledger(), witnesses);
        assert_eq!(code(&set, &nothing()), "ledger-policy.quorum");
    }
    // A list with one key under two names is no list.
    let twice = ledger().policy().to_text();
    let lines: Vec<&str> = twice.lines().collect();
    let second = lines[1].replace("W1", "W9");
    let twice = twice.replace(lines[2], &second).replace("W2", "W9");
    let target = cleanbill_trust::set::Target {
        kind: TargetType::LEDGER_POLICY,
        critical: true,
        content: twice.into_bytes(),
    };
    let set = publish(1, NOW, &[target], |_| None);
    assert_eq!(code(&set, &nothing()), "ledger-policy.key-twice");
}

#[test]
fn g06_a_forged_cosignature_refuses_the_set() {
    let mut ledger = FixedLedger::new(&[1, 2], 2);
    let targets = [policy_target(&ledger.policy())];
    let mut forge = |edit: &dyn Fn(&mut SignedCheckpoint, &SignedCheckpoint)| {
        let set = publish(1, NOW, &targets, |leaf| {
            let older = ledger.cosigned(NOW);
            let index = ledger.put(&leaf.encode());
            let mut found = evidence(&ledger, index, NOW);
            let mut signed = ledger.cosigned(NOW);
            edit(&mut signed, &older);
            found.checkpoint = signed.to_text().into_bytes();
            Some(found)
        });
        code(&set, &nothing())
    };
    assert_eq!(forge(&|_, _| {}), "taken");
    // A bit of the signature, of the time in front of it, and the cosignature of an older tree.
    let flipped = forge(&|signed, _| signed.note.signatures[2].bytes[20] ^= 1);
    let earlier = forge(&|signed, _| signed.note.signatures[2].bytes[7] ^= 1);
    let older =
        forge(&|signed, older| signed.note.signatures[2] = older.note.signatures[2].clone());
    let log = forge(&|signed, older| signed.note.signatures[0] = older.note.signatures[0].clone());
    for found in [flipped, earlier, older, log] {
        assert!(found.starts_with("ledger-"), "{found}");
    }
    // Without the log's own signature witnesses prove nothing.
    let unsigned = forge(&|signed, _| {
        signed.note.signatures.remove(0);
    });
    assert!(unsigned.starts_with("ledger-"), "{unsigned}");
}

#[test]
fn g06_a_ledger_that_shrinks_or_splits_is_named() {
    let mut ledger = ledger();
    let first = honest(&mut ledger, 1);
    let fork = ledger.clone();
    let second = honest(&mut ledger, 2);
    let known = pinned(&ledger);
    assert_eq!(code(&second, &known), "taken");
    let rollback = LedgerError::Rollback { known: 5, found: 4 };
    assert_eq!(check(&first, &known).unwrap_err(), rollback);
    // Two trees of one size, both cosigned: the witnesses collude, or were asked at one moment.
    let mut fork = fork;
    let other = publish(3, NOW, &[policy_target(&fork.policy())], |leaf| {
        let index = fork.put(&leaf.encode());
        Some(evidence(&fork, index, NOW))
    });
    let split = LedgerError::SplitView { size: 5 };
    assert_eq!(check(&other, &known).unwrap_err(), split);
    // A larger one of the other tree: who has its tiles cannot be told that it is ours.
    let seen = ledger.checkpoint();
    let larger = honest(&mut fork, 4);
    let found = check(&larger, &known).unwrap();
    let proofs = [fork.consistency(5), ledger.consistency(4), Vec::new()];
    for proof in proofs {
        let error = found.check_consistency(&seen, &proof).unwrap_err();
        assert_eq!(error.code(), "set-ledger.inconsistent");
    }
}

#[test]
fn g06_outside_demonstrations_two_witnesses_are_the_least() {
    let demonstration = Known::nothing(true);
    for (witnesses, quorum) in [(&[1, 2][..], 1), (&[1], 1), (&[], 0)] {
        let set = honest(&mut FixedLedger::new(witnesses, quorum), 1);
        let refused = LedgerError::NoIndependentWitnesses { quorum };
        assert_eq!(check(&set, &nothing()).unwrap_err(), refused);
        assert!(check(&set, &demonstration).unwrap().demonstration);
    }
    // Said of a ledger that has them, the word means nothing.
    let set = honest(&mut ledger(), 1);
    assert!(!check(&set, &demonstration).unwrap().demonstration);
}

#[test]
fn g06_the_log_is_no_witness_of_itself() {
    let policy = ledger().policy();
    let log = policy.log().key_bytes();
    let own = VerifierKey::new("independent.example", KeyUse::Witness, log).unwrap();
    let mut target = policy_target(&policy);
    let text = policy.to_text();
    let second = text.lines().nth(2).unwrap();
    target.content = text
        .replace(second, &format!("witness W2 {own}"))
        .into_bytes();
    let set = publish(1, NOW, &[target], |_| None);
    assert_eq!(code(&set, &nothing()), "ledger-policy.key-twice");
}

#[test]
fn a_checkpoint_from_the_future_is_the_clocks_fault() {
    let mut ledger = ledger();
    let set = honest(&mut ledger, 1);
    let found = check(&set, &nothing()).unwrap();
    let earliest = found.cosigned_at - CLOCK_SKEW_MAX_SECS;
    found.check_time(earliest).unwrap();
    let error = found.check_time(earliest - 1).unwrap_err();
    assert_eq!(error.code(), "set-ledger.from-the-future");
}

/// Guarantee G02: how old a checkpoint may be is for the set's own expiry to say.
#[test]
fn g02_a_checkpoint_is_as_good_as_the_set_that_carries_it() {
    let mut ledger = ledger();
    let set = honest(&mut ledger, 1);
    let opened = open(&set);
    let last = opened.manifest().expires_at;
    opened.check_time(last).unwrap();
    check(&set, &pinned(&ledger))
        .unwrap()
        .check_time(last)
        .unwrap();
}

/// A set whose evidence is this, signed by the publication key all the same.
fn with_evidence(ledger: &FixedLedger, evidence: LedgerEvidence) -> Vec<u8> {
    publish(1, NOW, &[policy_target(&ledger.policy())], |_| {
        Some(evidence)
    })
}

#[test]
fn g06_no_byte_of_the_evidence_can_be_changed() {
    // All of the witnesses are needed, so none is there for nothing.
    let mut ledger = FixedLedger::new(&[1, 2], 2);
    let mut right = None;
    publish(1, NOW, &[policy_target(&ledger.policy())], |leaf| {
        let index = ledger.put(&leaf.encode());
        right = Some(evidence(&ledger, index, NOW));
        None
    });
    let right = right.unwrap();
    assert_eq!(
        code(&with_evidence(&ledger, right.clone()), &nothing()),
        "taken"
    );
    let (checkpoint, proof) = (right.checkpoint.len(), right.inclusion_proof.len());
    proptest!(ProptestConfig::with_cases(600), |(
        at in 0..checkpoint + proof, flip in 1..=255_u8,
    )| {
        let mut wrong = right.clone();
        match at.checked_sub(checkpoint) {
            None => wrong.checkpoint[at] ^= flip,
            Some(at) => wrong.inclusion_proof[at] ^= flip,
        }
        let found = code(&with_evidence(&ledger, wrong), &nothing());
        prop_assert!(found != "taken", "byte {at} ^ {flip}");
    });
}
