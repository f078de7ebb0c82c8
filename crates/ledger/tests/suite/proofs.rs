//! Proofs of logging.

use cleanbill_ledger::{
    NoteError, PROOF_HASHES_MAX, PolicyError, ProofError, TlogProof, inclusion_path,
};
use proptest::prelude::*;

use crate::support::{cosigned, entry, leaves, policy, signed};

fn proof(index: u64, size: u64) -> TlogProof {
    TlogProof {
        extra: None,
        index,
        hashes: inclusion_path(&leaves(size), index as usize).unwrap(),
        checkpoint: cosigned(cosigned(signed(size), 1, 100), 2, 200).to_text(),
    }
}

#[test]
fn a_proof_holds_for_its_entry() {
    let (proof, policy) = (proof(4, 11), policy(2, 3));
    let cosigned = proof.verify(&entry(4), &policy).unwrap();
    assert_eq!((cosigned.cosigned_at, cosigned.checkpoint.size), (200, 11));
    assert_eq!(
        TlogProof::parse(proof.to_text().as_bytes()),
        Ok(proof.clone())
    );
    assert_eq!(proof.verify(&entry(5), &policy), Err(ProofError::Root));
    for index in (0..11).filter(|index| *index != 4) {
        let moved = TlogProof {
            index,
            ..proof.clone()
        };
        assert!(moved.verify(&entry(4), &policy).is_err());
    }
    let outside = TlogProof {
        index: 11,
        ..proof.clone()
    };
    assert_eq!(
        outside.verify(&entry(4), &policy),
        Err(ProofError::Index {
            index: 11,
            size: 11
        })
    );
    // The proof of the same entry in a larger tree.
    let larger = TlogProof {
        hashes: self::proof(4, 30).hashes,
        ..proof
    };
    assert!(larger.verify(&entry(4), &policy).is_err());
}

#[test]
fn a_proof_needs_the_policys_quorum() {
    let proof = proof(4, 11);
    assert_eq!(
        proof.verify(&entry(4), &policy(3, 3)),
        Err(ProofError::Policy(PolicyError::Quorum { found: 2, min: 3 }))
    );
    let without = TlogProof {
        checkpoint: signed(11).to_text(),
        ..proof.clone()
    };
    assert!(without.verify(&entry(4), &policy(1, 3)).is_err());
    let broken = TlogProof {
        checkpoint: "no note".into(),
        ..proof
    };
    assert_eq!(
        broken.verify(&entry(4), &policy(1, 3)),
        Err(ProofError::Checkpoint(NoteError::Shape))
    );
}

/// C2SP tlog-proof, its example: there the signatures are cut, and the extra data is no base64.
#[test]
fn the_example_of_the_specification_is_read_but_for_what_is_elided() {
    let example = "c2sp.org/tlog-proof@v1\n\
        extra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6\n\
        index 73894\n\
        gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n\
        B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=\n\
        EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=\n\
        RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=\n\
        AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=\n\
        \n\
        example.com/fancylog\n\
        109482\n\
        sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=\n\
        \n\
        — example.com/fancylog hI2DJwAA\n\
        — witness1.example mJirIklj\n";
    let proof = TlogProof::parse(example.as_bytes()).unwrap();
    assert_eq!(
        proof.extra.as_deref(),
        Some(b"age-v1.2.1-darwin-arm64.tar.gz".as_slice())
    );
    assert_eq!((proof.index, proof.hashes.len()), (73_894, 5));
    assert_eq!(proof.to_text(), example);
}

#[test]
fn other_texts_are_no_proofs() {
    let good = proof(4, 11).to_text();
    let replaced = |from: &str, to: &str| {
        assert!(good.contains(from));
        good.replacen(from, to, 1)
    };
    let hash = good.lines().nth(2).unwrap().to_owned();
    for (text, line) in [
        (String::new(), 1),
        (replaced("@v1", "@v2"), 1),
        (replaced("c2sp", " c2sp"), 1),
        (replaced("\nindex 4\n", "\n"), 2),
        (replaced("index 4", "index 04"), 2),
        (replaced("index 4", "index  4"), 2),
        (replaced("index 4", "index -4"), 2),
        (replaced("index 4", "index 9223372036854775808"), 2),
        (replaced("index 4", "extra AB==\nindex 4"), 2),
        (replaced("index 4", "extra AA\nindex 4"), 2),
        (replaced("index 4", "extra AA==\nextra AA==\nindex 4"), 3),
        (replaced("index 4", "index 4\nextra AA=="), 3),
        (replaced(&hash, &hash[..43]), 3),
        (replaced(&hash, &format!("{hash} ")), 3),
    ] {
        assert_eq!(
            TlogProof::parse(text.as_bytes()),
            Err(ProofError::Text { line }),
            "{text:?}"
        );
    }
    let (head, tail) = good.split_once(&hash).unwrap();
    let many = format!(
        "{head}{}{tail}",
        vec![hash.as_str(); PROOF_HASHES_MAX + 1].join("\n")
    );
    assert!(matches!(
        TlogProof::parse(many.as_bytes()),
        Err(ProofError::Text { .. })
    ));
    assert!(TlogProof::parse(b"c2sp.org/tlog-proof@v1\nindex 4\n\n").is_err());
    assert!(TlogProof::parse(&vec![b'a'; 2_000_000]).is_err());
    let long = TlogProof {
        extra: Some(vec![0; 131_073]),
        ..proof(4, 11)
    };
    assert_eq!(
        TlogProof::parse(long.to_text().as_bytes()),
        Err(ProofError::Text { line: 2 })
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_bit_of_a_proof_can_change(at in any::<prop::sample::Index>(), bit in 0..8u8) {
        let (proof, policy) = (proof(4, 11), policy(2, 2));
        let mut bytes = proof.to_text().into_bytes();
        let place = at.index(bytes.len());
        bytes[place] ^= 1 << bit;
        if let Ok(changed) = TlogProof::parse(&bytes) {
            prop_assert!(changed.verify(&entry(4), &policy).is_err());
        }
    }

    #[test]
    fn a_proof_is_written_in_one_way(
        extra in prop::option::of(prop::collection::vec(any::<u8>(), 0..40)),
        index in 0..=i64::MAX as u64,
        hashes in prop::collection::vec(any::<[u8; 32]>(), 0..=PROOF_HASHES_MAX),
    ) {
        let proof = TlogProof { extra, index, hashes, checkpoint: signed(1).to_text() };
        prop_assert_eq!(TlogProof::parse(proof.to_text().as_bytes()), Ok(proof));
    }
}
