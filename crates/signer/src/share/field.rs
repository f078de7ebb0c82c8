//! The field of AES, GF(2⁸) with x⁸+x⁴+x³+x+1 (FIPS 197, section 4): addition is exclusive or. No
//! branch and no address depends on what is computed with.

/// The product of two elements (FIPS 197, section 4.2).
pub(super) const fn multiply(a: u8, b: u8) -> u8 {
    let (mut a, mut b, mut product) = (a, b, 0_u8);
    let mut bit = 0;
    while bit < 8 {
        product ^= a & (b & 1).wrapping_neg();
        let carry = (a >> 7).wrapping_neg();
        a = (a << 1) ^ (carry & 0x1b);
        b >>= 1;
        bit += 1;
    }
    product
}

/// The element that gives 1 with this one: its 254th power. 0 has none, and gives 0.
pub(super) const fn invert(a: u8) -> u8 {
    // 254 = 2 + 4 + … + 128.
    let (mut power, mut inverse) = (a, 1_u8);
    let mut bit = 0;
    while bit < 7 {
        power = multiply(power, power);
        inverse = multiply(inverse, power);
        bit += 1;
    }
    inverse
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_fips_197() {
        // Section 4.2 and 4.2.1.
        for (b, product) in [
            (0x01, 0x57),
            (0x02, 0xae),
            (0x04, 0x47),
            (0x08, 0x8e),
            (0x10, 0x07),
            (0x13, 0xfe),
            (0x83, 0xc1),
        ] {
            assert_eq!(multiply(0x57, b), product);
            assert_eq!(multiply(b, 0x57), product);
        }
    }

    #[test]
    fn every_element_but_0_has_an_inverse() {
        assert_eq!(invert(0), 0);
        for a in 1..=255 {
            assert_eq!(multiply(a, invert(a)), 1, "{a}");
        }
        // FIPS 197, section 5.1.1: the S-box of 53 is that of the inverse ca.
        assert_eq!(invert(0x53), 0xca);
    }
}
