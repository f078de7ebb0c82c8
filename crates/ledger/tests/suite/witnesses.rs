//! What a witness decides.

use cleanbill_ledger::{
    AddCheckpoint, EMPTY_ROOT, Judgement, KeyUse, NoteError, PROOF_HASHES_MAX, Seen,
    SignedCheckpoint, VerifierKey, consistency_path, judge, leaf_hash, root_of,
};
use proptest::prelude::*;

use crate::support::{ORIGIN, checkpoint, leaves, log_key, log_vkey, signed, witness_key};

fn request(old: u64, new: u64) -> AddCheckpoint {
    AddCheckpoint {
        old_size: old,
        proof: consistency_path(&leaves(new), old as usize).unwrap_or_default(),
        checkpoint: signed(new),
    }
}

fn seen(size: u64) -> Seen {
    Seen {
        size,
        root: root_of(&leaves(size)),
    }
}

fn judged(request: &AddCheckpoint, size: u64) -> Judgement {
    judge(request, Some(&[log_vkey()]), Some(&seen(size)))
}

#[test]
fn a_tree_that_only_grew_is_cosigned() {
    let keys = [log_vkey()];
    assert_eq!(judge(&request(0, 5), Some(&keys), None), Judgement::Cosign);
    assert_eq!(judged(&request(5, 9), 5), Judgement::Cosign);
    assert_eq!(judged(&request(9, 9), 9), Judgement::Cosign);
    assert_eq!(judge(&request(0, 0), Some(&keys), None), Judgement::Cosign);
    assert_eq!(judged(&request(0, 4), 0), Judgement::Cosign);
}

#[test]
fn refusals_come_in_the_order_of_the_specification() {
    let stranger = VerifierKey::new(ORIGIN, KeyUse::Log, &witness_key(1).public_bytes()).unwrap();
    let nonsense = AddCheckpoint {
        old_size: 20,
        ..request(5, 9)
    };
    let seen = seen(5);
    let asked = |log: Option<&[VerifierKey]>| judge(&nonsense, log, Some(&seen));
    assert_eq!(asked(None), Judgement::UnknownOrigin);
    assert_eq!(asked(Some(&[])), Judgement::WrongSignature);
    assert_eq!(
        asked(Some(std::slice::from_ref(&stranger))),
        Judgement::WrongSignature
    );
    assert_eq!(asked(Some(&[stranger, log_vkey()])), Judgement::Malformed);
    assert_eq!(judged(&request(4, 9), 5), Judgement::Conflict { size: 5 });
    assert_eq!(judged(&request(0, 9), 5), Judgement::Conflict { size: 5 });
    assert_eq!(judged(&request(5, 9), 0), Judgement::Conflict { size: 0 });
    let unproven = AddCheckpoint {
        proof: Vec::new(),
        ..request(5, 9)
    };
    assert_eq!(judged(&unproven, 5), Judgement::Inconsistent);
}

#[test]
fn an_older_tree_is_not_cosigned() {
    assert_eq!(judged(&request(5, 5), 9), Judgement::Conflict { size: 9 });
    let claimed = AddCheckpoint {
        old_size: 9,
        ..request(5, 5)
    };
    assert_eq!(judged(&claimed, 9), Judgement::Malformed);
}

#[test]
fn a_second_tree_is_not_cosigned() {
    // Of the same size.
    let mut other = leaves(9);
    other[3] = leaf_hash(b"another");
    let mut second = checkpoint(9);
    second.root = root_of(&other);
    let same_size = AddCheckpoint {
        old_size: 9,
        proof: Vec::new(),
        checkpoint: SignedCheckpoint::sign(second, &log_key()).unwrap(),
    };
    assert_eq!(judged(&same_size, 9), Judgement::Conflict { size: 9 });
    // Larger.
    let mut grown = leaves(12);
    grown[3] = leaf_hash(b"another");
    let mut second = checkpoint(12);
    second.root = root_of(&grown);
    let larger = AddCheckpoint {
        old_size: 9,
        proof: consistency_path(&grown, 9).unwrap(),
        checkpoint: SignedCheckpoint::sign(second, &log_key()).unwrap(),
    };
    assert_eq!(judged(&larger, 9), Judgement::Inconsistent);
    // An empty tree with a root.
    let mut empty = checkpoint(0);
    empty.root = [1; 32];
    let empty = AddCheckpoint {
        old_size: 0,
        proof: Vec::new(),
        checkpoint: SignedCheckpoint::sign(empty, &log_key()).unwrap(),
    };
    let keys = [log_vkey()];
    assert_eq!(
        judge(&empty, Some(&keys), None),
        Judgement::Conflict { size: 0 }
    );
    assert_eq!(Seen::NOTHING.root, EMPTY_ROOT);
}

#[test]
fn a_proof_where_none_belongs_is_refused() {
    for (old, new) in [(0, 5), (5, 5)] {
        let with_more = AddCheckpoint {
            proof: vec![[0; 32]],
            ..request(old, new)
        };
        assert_eq!(judged(&with_more, old), Judgement::Inconsistent);
    }
}

#[test]
fn a_request_is_written_in_one_way() {
    let good = request(5, 9).to_text();
    assert_eq!(AddCheckpoint::parse(good.as_bytes()), Ok(request(5, 9)));
    let first = request(0, 9).to_text();
    assert!(first.starts_with("old 0\n\nledger"));
    assert_eq!(AddCheckpoint::parse(first.as_bytes()), Ok(request(0, 9)));
    for (from, to) in [
        ("old 5\n", ""),
        ("old 5", "old 05"),
        ("old 5", "old -5"),
        ("old 5", "old  5"),
        ("old 5", "Old 5"),
        ("old 5", "old 5 "),
        ("old 5", "old 18446744073709551615"),
        ("old 5\n", "old 5\r\n"),
        ("old 5\n", "old 5\nAAAA\n"),
        ("old 5\n", "old 5\n\n"),
        ("=\n\n", "=\n"),
    ] {
        let text = good.replacen(from, to, 1);
        assert_ne!(text, good);
        assert!(AddCheckpoint::parse(text.as_bytes()).is_err(), "{text:?}");
    }
    let many = AddCheckpoint {
        proof: vec![[0; 32]; PROOF_HASHES_MAX + 1],
        ..request(5, 9)
    };
    assert_eq!(
        AddCheckpoint::parse(many.to_text().as_bytes()),
        Err(NoteError::Shape)
    );
    let long = vec![b'\n'; 2_000_000];
    assert_eq!(
        AddCheckpoint::parse(&long).unwrap_err().code(),
        "ledger-note.too-long"
    );
}

/// C2SP tlog-witness, its example request.
#[test]
fn the_example_of_the_specification_is_read() {
    let example = "old 20852014\n\
        PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n\
        jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n\
        5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n\
        /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\
        \n\
        example.com/behind-the-sofa\n\
        20852163\n\
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\
        \n\
        — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\
        — example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=\n";
    let request = AddCheckpoint::parse(example.as_bytes()).unwrap();
    assert_eq!((request.old_size, request.proof.len()), (20_852_014, 4));
    assert_eq!(request.checkpoint.note.signatures.len(), 2);
    assert_eq!(request.to_text(), example);
}

proptest! {
    #[test]
    fn what_is_cosigned_is_one_history(
        steps in prop::collection::vec((0..12u64, 0..12u64), 1..12),
    ) {
        // Whatever is asked in whatever order, what was cosigned only grows.
        let mut seen = Seen::NOTHING;
        for (old, new) in steps {
            let request = request(old, new);
            let keys = [log_vkey()];
            if judge(&request, Some(&keys), Some(&seen)) == Judgement::Cosign {
                prop_assert_eq!(old, seen.size);
                prop_assert!(new >= seen.size);
                seen = self::seen(new);
            } else {
                prop_assert!(old != seen.size || new < old);
            }
        }
    }
}
