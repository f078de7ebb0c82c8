//! Shamir's secret sharing, byte by byte: the secret is the value at 0 of a random polynomial, a
//! share its value at the share's number.

use zeroize::Zeroizing;

use super::field::{invert, multiply};

/// 32 bytes that are wiped when they are dropped.
pub(super) type Secret = Zeroizing<[u8; 32]>;

/// The shares 1 to `shares` of a secret, any `threshold` of which give it back.
pub(super) fn split(
    secret: &[u8; 32],
    threshold: u8,
    shares: u8,
    randomness: &mut dyn FnMut(&mut [u8]),
) -> Vec<(u8, Secret)> {
    let mut coefficients: Vec<Secret> = Vec::with_capacity(usize::from(threshold));
    coefficients.push(Zeroizing::new(*secret));
    for _ in 1..threshold {
        let mut drawn = Zeroizing::new([0; 32]);
        randomness(drawn.as_mut_slice());
        coefficients.push(drawn);
    }
    let at = |x: u8| {
        let mut value = Zeroizing::new([0_u8; 32]);
        for coefficient in coefficients.iter().rev() {
            for (byte, term) in value.iter_mut().zip(coefficient.iter()) {
                *byte = multiply(*byte, x) ^ term;
            }
        }
        (x, value)
    };
    (1..=shares).map(at).collect()
}

/// The value at 0 of the polynomial of lowest degree through these shares, whose numbers differ
/// (Lagrange).
pub(super) fn combine<'a>(shares: impl Iterator<Item = (u8, &'a Secret)> + Clone) -> Secret {
    let mut secret = Zeroizing::new([0_u8; 32]);
    for (x, value) in shares.clone() {
        let others = shares.clone().map(|(other, _)| other);
        let weight = others.filter(|other| *other != x).fold(1, |weight, other| {
            multiply(weight, multiply(other, invert(other ^ x)))
        });
        for (byte, term) in secret.iter_mut().zip(value.iter()) {
            *byte ^= multiply(*term, weight);
        }
    }
    secret
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of<'a>(
        shares: &'a [(u8, Secret)],
        numbers: &'a [u8],
    ) -> impl Iterator<Item = (u8, &'a Secret)> + Clone {
        let wanted = |(number, _): &&(u8, Secret)| numbers.contains(number);
        shares
            .iter()
            .filter(wanted)
            .map(|(number, value)| (*number, value))
    }

    #[test]
    fn shares_are_values_of_the_polynomial() {
        // 2a + 57·x, by the products of FIPS 197, section 4.2.
        let shares = split(&[0x2a; 32], 2, 0x83, &mut |bytes| bytes.fill(0x57));
        for (number, byte) in [
            (1, 0x57),
            (2, 0xae),
            (4, 0x47),
            (0x10, 0x07),
            (0x13, 0xfe),
            (0x83, 0xc1),
        ] {
            let (x, value) = &shares[usize::from(number - 1_u8)];
            assert_eq!((*x, **value), (number, [0x2a ^ byte; 32]));
        }
        // Of degree 2, as another program computes it (Python, carry-less products).
        let mut draws = [0x11, 0xc3].into_iter();
        let shares = split(&[0xf0; 32], 3, 5, &mut |bytes| {
            bytes.fill(draws.next().unwrap())
        });
        let first: Vec<u8> = shares.iter().map(|(_, value)| value[0]).collect();
        assert_eq!(first, VECTOR);
    }

    const VECTOR: [u8; 5] = [0x22, 0xf3, 0x21, 0x30, 0xe2];

    #[test]
    fn too_few_shares_leave_every_secret_as_likely() {
        // Whatever the secret, each value of one share of two comes from exactly one polynomial.
        for secret in [0_u8, 1, 0xff] {
            let mut seen = [false; 256];
            for coefficient in 0..=255_u8 {
                let shares = split(&[secret; 32], 2, 1, &mut |bytes| bytes.fill(coefficient));
                seen[usize::from(shares[0].1[0])] = true;
            }
            assert!(seen.iter().all(|seen| *seen));
        }
    }

    proptest! {
        #[test]
        fn any_so_many_shares_give_the_secret_and_fewer_do_not(
            secret: [u8; 32], drawn: [u8; 32], threshold in 2_u8..9, more in 0_u8..9,
            order in Just((1..=17_u8).collect::<Vec<_>>()).prop_shuffle(),
        ) {
            let count = threshold + more;
            let mut draws = 0_u8;
            let shares = split(&secret, threshold, count, &mut |bytes| {
                draws += 1;
                for (byte, drawn) in bytes.iter_mut().zip(drawn) {
                    *byte = drawn.wrapping_mul(draws).wrapping_add(draws) | 1;
                }
            });
            let mut numbers = order;
            numbers.retain(|number| *number <= count);
            numbers.truncate(usize::from(threshold));
            prop_assert_eq!(*combine(of(&shares, &numbers)), secret);
            prop_assert_eq!(*combine(of(&shares, &(1..=count).collect::<Vec<_>>())), secret);
            numbers.pop();
            prop_assert_ne!(*combine(of(&shares, &numbers)), secret);
        }
    }
}
