//! The two forms of an ECDSA signature, converted into each other.

use crate::algorithm::Curve;
use crate::der::{self, Reader, SEQUENCE};

/// Writes an r‖s signature of JOSE and COSE as the DER `Ecdsa-Sig-Value` of X.509 (RFC 3279,
/// section 2.2.3). Values are not judged: a zero r stays a zero r.
///
/// `None` if `fixed` is empty or cannot be halved.
#[must_use]
pub fn fixed_to_der(fixed: &[u8]) -> Option<Vec<u8>> {
    if fixed.is_empty() || !fixed.len().is_multiple_of(2) {
        return None;
    }
    let (r, s) = fixed.split_at(fixed.len() / 2);
    Some(der::element(
        SEQUENCE,
        &[&der::unsigned(r), &der::unsigned(s)],
    ))
}

/// Writes a DER `Ecdsa-Sig-Value` as r‖s, each padded to the length of a coordinate of `curve`.
///
/// `None` if the bytes are not that sequence in strict DER, if anything follows it, or if a number
/// does not fit.
#[must_use]
pub fn der_to_fixed(curve: Curve, der: &[u8]) -> Option<Vec<u8>> {
    let mut outer = Reader::new(der);
    let mut inner = Reader::new(outer.take(SEQUENCE)?);
    let (r, s) = (inner.take_unsigned()?, inner.take_unsigned()?);
    if !outer.is_empty() || !inner.is_empty() {
        return None;
    }
    let width = curve.coordinate_bytes();
    let mut fixed = Vec::with_capacity(2 * width);
    for number in [r, s] {
        let padding = width.checked_sub(number.len())?;
        fixed.resize(fixed.len() + padding, 0);
        fixed.extend_from_slice(number);
    }
    Some(fixed)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{der_to_fixed, fixed_to_der};
    use crate::algorithm::Curve;

    #[test]
    fn odd_and_empty_signatures_have_no_der() {
        assert_eq!(fixed_to_der(&[]), None);
        assert_eq!(fixed_to_der(&[1, 2, 3]), None);
    }

    #[test]
    fn der_is_strict() {
        assert_eq!(
            fixed_to_der(&[0, 0x80]),
            Some(vec![0x30, 7, 2, 1, 0, 2, 2, 0, 0x80])
        );
        let good = [0x30, 6, 2, 1, 1, 2, 1, 2];
        assert!(der_to_fixed(Curve::P256, &good).is_some());
        for bad in [
            &[0x30, 6, 2, 1, 1, 2, 1, 2, 0][..],
            &[0x30, 7, 2, 1, 1, 2, 2, 0, 2],
            &[0x30, 6, 2, 1, 1, 2, 1, 0xff],
            &[0x30, 9, 2, 1, 1, 2, 1, 2, 2, 1, 3],
            &[0x30, 3, 2, 1, 1],
            &[0x30, 0x81, 6, 2, 1, 1, 2, 1, 2],
        ] {
            assert_eq!(der_to_fixed(Curve::P256, bad), None, "{bad:02x?}");
        }
        let wide = fixed_to_der(&[0x7f; 96]).unwrap();
        assert_eq!(der_to_fixed(Curve::P256, &wide), None);
        assert!(der_to_fixed(Curve::P384, &wide).is_some());
    }

    proptest! {
        #[test]
        fn there_and_back(fixed in proptest::collection::vec(any::<u8>(), 96)) {
            let der = fixed_to_der(&fixed).unwrap();
            prop_assert_eq!(der_to_fixed(Curve::P384, &der), Some(fixed));
        }

        #[test]
        fn arbitrary_bytes_never_panic(bytes: Vec<u8>) {
            for curve in [Curve::P256, Curve::P384, Curve::P521] {
                if let Some(fixed) = der_to_fixed(curve, &bytes) {
                    prop_assert_eq!(fixed_to_der(&fixed), Some(bytes.clone()));
                }
            }
        }
    }
}
