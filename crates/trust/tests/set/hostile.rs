//! Damage and malice: nothing that was changed opens, nothing panics.

use cleanbill_trust::set::{SetError, encode_signers, parse_signers};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::support::*;

#[test]
fn every_prefix_is_truncated() {
    let set = good_set();
    for len in 0..set.len() {
        assert_eq!(open(&set[..len]), Err(SetError::Truncated), "{len} bytes");
    }
}

#[test]
fn every_flipped_bit_is_refused() {
    let mut set = good_set();
    assert_eq!(code(&set), "opened");
    for bit in 0..8 * set.len() {
        set[bit / 8] ^= 1 << (bit % 8);
        assert_ne!(code(&set), "opened", "bit {bit}");
        set[bit / 8] ^= 1 << (bit % 8);
    }
    assert_eq!(code(&set), "opened");
}

/// Also where more signed than need be: the manifest covers the roots' messages, signatures and
/// all.
#[test]
fn every_flipped_bit_of_a_surplus_signature_is_refused() {
    let mut pieces = Pieces::good();
    pieces.roots = vec![signed(&root(1, 2, &[1, 2, 3]), &[1, 2, 3])];
    pieces.bind_roots();
    assert_eq!(pieces.open(), Ok(()));
    let start = pieces.roots[0].len() - 64;
    for bit in 0..8 * 64 {
        let mut flipped = pieces.clone();
        flipped.roots[0][start + bit / 8] ^= 1 << (bit % 8);
        let refused = flipped.open().unwrap_err();
        assert_eq!(refused.code(), "set.digest-mismatch", "bit {bit}");
    }
}

/// Signers stand under the manifest's digest; what is read of them has one encoding all the same.
#[test]
fn damaged_signers_are_refused_or_say_something_else() {
    let store = store(2);
    let mut target = encode_signers(&store);
    for len in 0..target.len() {
        assert!(parse_signers(&target[..len]).is_err(), "{len} bytes");
    }
    for bit in 0..8 * target.len() {
        target[bit / 8] ^= 1 << (bit % 8);
        if let Ok(other) = parse_signers(&target) {
            assert_ne!(other.signers(), store.signers(), "bit {bit}");
            assert_eq!(encode_signers(&other), target, "bit {bit}");
        }
        target[bit / 8] ^= 1 << (bit % 8);
    }
}

proptest! {
    #[test]
    fn any_bytes_are_refused(bytes in vec(any::<u8>(), 0..400)) {
        prop_assert!(open(&bytes).is_err());
        let _ = parse_signers(&bytes);
    }

    #[test]
    fn any_bytes_behind_the_name_are_refused(bytes in vec(any::<u8>(), 0..400)) {
        let set = [b"\xd9\xd9\xf7\x85\x6dcleanbill-set\x01", &bytes[..]].concat();
        prop_assert!(open(&set).is_err());
    }

    #[test]
    fn any_patch_is_refused(at in any::<prop::sample::Index>(), patch in any::<[u8; 3]>()) {
        let good = good_set();
        let mut set = good.clone();
        let at = at.index(set.len() - 2);
        set[at..at + 3].copy_from_slice(&patch);
        prop_assert_eq!(open(&set).is_ok(), set == good);
    }

    /// Signed by the publisher, and nonsense.
    #[test]
    fn any_signed_document_is_refused(document in vec(any::<u8>(), 0..200)) {
        let mut pieces = Pieces::good();
        let publisher = TestSigner::new(PUBLISHER);
        pieces.manifest =
            cleanbill_cose::sign1(&publisher.id(), &document, &publisher).unwrap();
        prop_assert!(pieces.open().is_err());
        pieces = Pieces::good();
        pieces.roots = vec![signed_document(&document, &[1, 2])];
        prop_assert!(pieces.open().is_err());
    }
}
