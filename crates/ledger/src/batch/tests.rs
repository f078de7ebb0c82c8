use proptest::prelude::*;

use super::*;
use crate::merkle::verify_inclusion;

/// Padding that is the same in every run.
fn padding(seed: u64) -> impl FnMut(&mut [u8]) {
    let mut count = seed;
    move |bytes| {
        count += 1;
        bytes.copy_from_slice(&cleanbill_crypto::sha256(&count.to_be_bytes()));
    }
}

fn commitment(number: u32) -> [u8; 32] {
    cleanbill_crypto::sha256(&[b"pass".as_slice(), &number.to_be_bytes()].concat())
}

proptest! {
    #[test]
    fn every_commitment_is_shown_to_be_in_its_batch(count in 0_u32..200, asked in 0_u32..200) {
        let batch = Batch::new((0..count).map(commitment), &mut padding(1)).unwrap();
        prop_assert_eq!(Batch::parse(&batch.to_bytes()).unwrap(), batch.clone());
        let found = batch.position(&commitment(asked));
        prop_assert_eq!(found.is_some(), asked < count);
        if let Some(position) = found {
            let path = batch.path(position).unwrap();
            let (leaf, slots) = (leaf_hash(&commitment(asked)), batch.slots().len() as u64);
            verify_inclusion(&leaf, position as u64, slots, &path, &batch.root()).unwrap();
            let other = leaf_hash(&commitment(count));
            verify_inclusion(&other, position as u64, slots, &path, &batch.root()).unwrap_err();
        }
    }

    #[test]
    fn reading_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..2_048)) {
        let _ = Batch::parse(&bytes);
    }
}

#[test]
fn few_look_like_none_and_like_sixteen() {
    for count in [0, 1, 9, 16] {
        let batch = Batch::new((0..count).map(commitment), &mut padding(2)).unwrap();
        assert_eq!(batch.slots().len(), 16);
    }
    let batch = Batch::new((0..17).map(commitment), &mut padding(2)).unwrap();
    assert_eq!(batch.slots().len(), 32);
}

#[test]
fn the_order_of_making_is_lost() {
    let one = Batch::new([1, 2, 3].map(commitment), &mut padding(3)).unwrap();
    let other = Batch::new([3, 1, 2].map(commitment), &mut padding(3)).unwrap();
    assert_eq!(one, other);
}

#[test]
fn files_of_other_sizes_are_refused() {
    for bytes in [0, 31, 32, 15 * 32, 16 * 32 + 1, 17 * 32, 24 * 32] {
        assert_eq!(Batch::parse(&vec![0; bytes]).unwrap_err(), BatchError::Size);
    }
    let largest = vec![0; 2 * SLOTS_MAX * 32];
    assert_eq!(Batch::parse(&largest).unwrap_err(), BatchError::Size);
    assert_eq!(Batch::parse(&[0; 16 * 32]).unwrap_err(), BatchError::Twice);
    let many = (0..=65_536).map(commitment);
    assert_eq!(
        Batch::new(many, &mut padding(4)).unwrap_err(),
        BatchError::Size
    );
    assert_eq!(
        Batch::new([1, 1].map(commitment), &mut padding(5)).unwrap_err(),
        BatchError::Twice
    );
}

#[test]
fn the_path_of_a_pass_in_the_largest_batch_is_512_bytes() {
    let batch = Batch::new((0..65_536).map(commitment), &mut padding(6)).unwrap();
    let path = batch
        .path(batch.position(&commitment(77)).unwrap())
        .unwrap();
    assert_eq!(path.as_flattened().len(), 512);
    assert_eq!(batch.to_bytes().len(), 2 << 20);
}
