//! Which Ed25519 public keys are refused whatever the backend thinks of them.

use crate::error::KeyError;

/// p = 2²⁵⁵ − 19, little-endian.
const P: [u8; 32] = {
    let mut p = [0xff; 32];
    p[0] = 0xed;
    p[31] = 0x7f;
    p
};

/// The y coordinates of the eight points whose order divides 8, little-endian: 1 and −1 (orders 1
/// and 2), 0 (order 4, twice), and two more of order 8, each with both signs of x.
const SMALL_ORDER_Y: [[u8; 32]; 5] = [
    [0; 32],
    {
        let mut one = [0; 32];
        one[0] = 1;
        one
    },
    {
        let mut minus_one = P;
        minus_one[0] = 0xec;
        minus_one
    },
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98,
        0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53,
        0xfc, 0x05,
    ],
    [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67,
        0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac,
        0x03, 0x7a,
    ],
];

/// Refuses encodings that are not canonical (RFC 8032, section 5.1.3, step 1: y < p) and points of
/// small order, of which every signature with a fitting hash verifies.
pub(crate) fn check(key: &[u8; 32]) -> Result<(), KeyError> {
    let mut y = *key;
    y[31] &= 0x7f;
    if y.iter().rev().ge(P.iter().rev()) {
        return Err(KeyError::Ed25519Encoding);
    }
    if SMALL_ORDER_Y.contains(&y) {
        return Err(KeyError::Ed25519SmallOrder);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::VerifyingKey;

    use super::{P, SMALL_ORDER_Y, check};
    use crate::error::KeyError;

    #[test]
    fn the_list_of_small_order_points_is_right_and_complete() {
        let mut points = 0;
        for y in SMALL_ORDER_Y {
            for sign in [0, 0x80] {
                let mut key = y;
                key[31] |= sign;
                assert_eq!(check(&key), Err(KeyError::Ed25519SmallOrder));
                let point = VerifyingKey::from_bytes(&key).unwrap();
                assert!(point.is_weak());
                // x = 0 has one sign only; the other spelling is the same point again.
                let twice = point.to_edwards().compress().to_bytes() != key;
                points += usize::from(!twice);
            }
        }
        assert_eq!(points, 8);
    }

    #[test]
    fn y_below_p_is_canonical_and_p_is_not() {
        let mut just_below = P;
        just_below[0] -= 2;
        assert_eq!(check(&just_below), Ok(()));
        for sign in [0, 0x80] {
            let mut key = P;
            key[31] |= sign;
            assert_eq!(check(&key), Err(KeyError::Ed25519Encoding), "y = p");
            key[0] += 1;
            assert_eq!(check(&key), Err(KeyError::Ed25519Encoding), "y = p + 1");
        }
        assert_eq!(check(&[0xff; 32]), Err(KeyError::Ed25519Encoding));
    }
}
