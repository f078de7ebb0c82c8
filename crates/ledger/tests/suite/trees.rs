//! Roots and proofs over hashes in memory, and every way to spoil a proof.

use cleanbill_ledger::{
    EMPTY_ROOT, Frontier, Hash, ProofError, TREE_SIZE_MAX, consistency_path, inclusion_path,
    leaf_hash, node_hash, root_of, verify_consistency, verify_inclusion,
};
use proptest::prelude::*;

use crate::support::leaves;

fn hex(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks(2);
    digits
        .map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

/// The tree that implementations of RFC 6962 test each other with.
const LEAVES: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

#[test]
fn roots_are_those_of_rfc_6962() {
    let mut hashes = Vec::new();
    let mut frontier = Frontier::new();
    assert_eq!((frontier.root(), root_of(&[])), (EMPTY_ROOT, EMPTY_ROOT));
    for (leaf, root) in LEAVES.iter().zip(ROOTS) {
        hashes.push(leaf_hash(&hex(leaf)));
        frontier.push(*hashes.last().unwrap());
        assert_eq!(root_of(&hashes).to_vec(), hex(root));
        assert_eq!(frontier.root().to_vec(), hex(root));
    }
}

#[test]
fn proofs_are_those_of_rfc_6962_section_2_1_3() {
    let d = leaves(7);
    let [a, b, c, d_, e, f, j] = <[Hash; 7]>::try_from(d.as_slice()).unwrap();
    let (g, h, i) = (node_hash(&a, &b), node_hash(&c, &d_), node_hash(&e, &f));
    let (k, l) = (node_hash(&g, &h), node_hash(&i, &j));
    assert_eq!(inclusion_path(&d, 0), Some(vec![b, h, l]));
    assert_eq!(inclusion_path(&d, 3), Some(vec![c, g, l]));
    assert_eq!(inclusion_path(&d, 4), Some(vec![f, j, k]));
    assert_eq!(inclusion_path(&d, 6), Some(vec![i, k]));
    assert_eq!(consistency_path(&d, 3), Some(vec![c, d_, g, l]));
    assert_eq!(consistency_path(&d, 4), Some(vec![l]));
    assert_eq!(consistency_path(&d, 6), Some(vec![i, j, k]));
}

#[test]
fn there_is_no_proof_of_what_is_not_there() {
    let d = leaves(7);
    assert_eq!(inclusion_path(&d, 7), None);
    assert_eq!(inclusion_path(&[], 0), None);
    assert_eq!(consistency_path(&d, 8), None);
    assert_eq!(consistency_path(&d, 0), Some(Vec::new()));
    assert_eq!(consistency_path(&d, 7), Some(Vec::new()));
}

#[test]
fn a_frontier_is_as_long_as_its_size_says() {
    assert!(Frontier::from_parts(5, vec![[0; 32]; 2]).is_some());
    assert!(Frontier::from_parts(5, vec![[0; 32]; 3]).is_none());
    assert!(Frontier::from_parts(0, Vec::new()).is_some());
    assert!(Frontier::from_parts(TREE_SIZE_MAX, vec![[0; 32]; 63]).is_some());
    assert!(Frontier::from_parts(TREE_SIZE_MAX + 1, vec![[0; 32]]).is_none());
}

#[test]
fn the_largest_sizes_do_no_harm() {
    for size in [1, 2, u64::MAX - 1, u64::MAX, TREE_SIZE_MAX] {
        for index in [0, 1, size / 2, size - 1, size, u64::MAX] {
            for count in [0, 1, 62, 63, 64, 65, 200] {
                let proof = vec![[7; 32]; count];
                let _ = verify_inclusion(&[1; 32], index, size, &proof, &[2; 32]);
                let _ = verify_consistency(index, &[1; 32], size, &[2; 32], &proof);
            }
        }
    }
}

#[test]
fn the_empty_tree_proves_nothing() {
    let root = root_of(&leaves(3));
    assert_eq!(verify_consistency(0, &EMPTY_ROOT, 3, &root, &[]), Ok(()));
    assert_eq!(
        verify_consistency(0, &[1; 32], 3, &root, &[]),
        Err(ProofError::Root)
    );
    assert_eq!(
        verify_consistency(0, &EMPTY_ROOT, 3, &root, &[[0; 32]]),
        Err(ProofError::Length)
    );
    assert_eq!(
        verify_consistency(0, &EMPTY_ROOT, 0, &[1; 32], &[]),
        Err(ProofError::Root)
    );
    assert_eq!(
        verify_inclusion(&[0; 32], 0, 0, &[], &EMPTY_ROOT),
        Err(ProofError::Index { index: 0, size: 0 })
    );
}

#[test]
fn a_leaf_is_not_a_node() {
    // An entry that spells a node out must not hash to it.
    let d = leaves(4);
    let node = [d[0].as_slice(), &d[1]].concat();
    let forged = leaf_hash(&node);
    let proof = [node_hash(&d[2], &d[3])];
    assert_eq!(
        verify_inclusion(&forged, 0, 2, &proof, &root_of(&d)),
        Err(ProofError::Root)
    );
}

fn flips(proof: &[Hash]) -> impl Iterator<Item = Vec<Hash>> {
    (0..proof.len() * 256).map(|bit| {
        let mut spoilt = proof.to_vec();
        spoilt[bit / 256][bit % 256 / 8] ^= 1 << (bit % 8);
        spoilt
    })
}

#[test]
fn every_flipped_bit_is_noticed() {
    let d = leaves(11);
    let root = root_of(&d);
    for index in 0..11 {
        let proof = inclusion_path(&d, index).unwrap();
        let (leaf, index) = (d[index], index as u64);
        for spoilt in flips(&proof) {
            assert!(verify_inclusion(&leaf, index, 11, &spoilt, &root).is_err());
        }
        for spoilt in flips(&[leaf]) {
            assert!(verify_inclusion(&spoilt[0], index, 11, &proof, &root).is_err());
        }
        for spoilt in flips(&[root]) {
            assert!(verify_inclusion(&leaf, index, 11, &proof, &spoilt[0]).is_err());
        }
    }
    for old in 1..11 {
        let proof = consistency_path(&d, old).unwrap();
        let (old_root, old) = (root_of(&d[..old]), old as u64);
        for spoilt in flips(&proof) {
            assert!(verify_consistency(old, &old_root, 11, &root, &spoilt).is_err());
        }
        for spoilt in flips(&[old_root, root]) {
            assert!(verify_consistency(old, &spoilt[0], 11, &spoilt[1], &proof).is_err());
        }
    }
}

#[test]
fn old_and_new_cannot_change_places() {
    let d = leaves(9);
    let (old, new) = (root_of(&d[..5]), root_of(&d));
    let proof = consistency_path(&d, 5).unwrap();
    verify_consistency(5, &old, 9, &new, &proof).unwrap();
    assert_eq!(
        verify_consistency(9, &new, 5, &old, &proof),
        Err(ProofError::Sizes { old: 9, new: 5 })
    );
}

#[test]
fn a_rewritten_past_is_noticed() {
    let honest = leaves(20);
    for size in 1..20usize {
        for changed in 0..size {
            let mut other = honest.clone();
            other[changed] = leaf_hash(b"rewritten");
            let proof = consistency_path(&other, size).unwrap();
            let (old, new) = (root_of(&honest[..size]), root_of(&other));
            assert_eq!(
                verify_consistency(size as u64, &old, 20, &new, &proof),
                Err(ProofError::Root)
            );
        }
    }
}

proptest! {
    #[test]
    fn a_proof_holds_for_its_place_alone(
        size in 1..300usize, index in any::<usize>(), other in any::<usize>(), grown in 1..40usize,
    ) {
        let d = leaves((size + grown) as u64);
        let root = root_of(&d[..size]);
        let (index, other) = (index % size, other % size);
        let proof = inclusion_path(&d[..size], index).unwrap();
        let leaf = d[index];
        let verify = |leaf: &Hash, index: usize, size: usize, proof: &[Hash], root: &Hash| {
            verify_inclusion(leaf, index as u64, size as u64, proof, root)
        };
        prop_assert_eq!(verify(&leaf, index, size, &proof, &root), Ok(()));
        prop_assert!(verify(&leaf, size, size, &proof, &root).is_err());
        if other != index {
            prop_assert!(verify(&d[other], index, size, &proof, &root).is_err());
            prop_assert!(verify(&leaf, other, size, &proof, &root).is_err());
        }
        prop_assert!(verify(&leaf, index, size, &proof, &root_of(&d)).is_err());
        for cut in 0..proof.len() {
            prop_assert!(verify(&leaf, index, size, &proof[..cut], &root).is_err());
        }
        let longer = [proof.as_slice(), &[root]].concat();
        prop_assert!(verify(&leaf, index, size, &longer, &root).is_err());
    }

    #[test]
    fn a_history_holds_for_its_sizes_alone(old in 1..200usize, grown in 0..100usize) {
        let size = old + grown;
        let d = leaves(size as u64);
        let (old_root, root) = (root_of(&d[..old]), root_of(&d));
        let proof = consistency_path(&d, old).unwrap();
        let verify = |old: usize, size: usize, proof: &[Hash]| {
            verify_consistency(old as u64, &old_root, size as u64, &root, proof)
        };
        prop_assert_eq!(verify(old, size, &proof), Ok(()));
        prop_assert!(verify(old - 1, size, &proof).is_err());
        prop_assert!(verify(old + 1, size, &proof).is_err());
        for cut in 0..proof.len() {
            prop_assert!(verify(old, size, &proof[..cut]).is_err());
        }
        let longer = [proof.as_slice(), &[root]].concat();
        prop_assert!(verify(old, size, &longer).is_err());
    }
}
