//! Reed–Solomon correction over the fields that symbols use: syndromes, Berlekamp–Massey, Chien,
//! Forney.
//!
//! Every code here has its generator's roots at α¹, α², … (ISO/IEC 16022:2006, 5.7; ISO/IEC
//! 24778:2008, 8).

/// A field of `1 << bits` elements.
pub(crate) struct Field {
    /// α to the power of the index; twice over, so that a sum of two logarithms needs no remainder.
    powers: Vec<u16>,
    /// The power of α that the index is; 0 stands at 0, which has none.
    logarithms: Vec<u16>,
}

impl Field {
    /// The field of polynomials over two elements, modulo a primitive one of degree `bits`, its
    /// coefficients as a number.
    pub(crate) fn new(bits: u32, modulus: u32) -> Self {
        let size = 1usize << bits;
        let mut powers = Vec::with_capacity(2 * size);
        let mut logarithms = vec![0; size];
        let mut value = 1u32;
        for power in 0..size.saturating_sub(1) {
            powers.push(value as u16);
            if let Some(logarithm) = logarithms.get_mut(value as usize) {
                *logarithm = power as u16;
            }
            value <<= 1;
            if value >> bits != 0 {
                value ^= modulus;
            }
        }
        powers.extend_from_within(..);
        Self { powers, logarithms }
    }

    /// How many elements are not zero.
    fn order(&self) -> usize {
        self.powers.len() / 2
    }

    fn power(&self, exponent: usize) -> u16 {
        let at = exponent % self.order();
        self.powers.get(at).copied().unwrap_or_default()
    }

    fn logarithm(&self, value: u16) -> usize {
        self.logarithms
            .get(usize::from(value))
            .copied()
            .map_or(0, usize::from)
    }

    fn product(&self, a: u16, b: u16) -> u16 {
        if a == 0 || b == 0 {
            return 0;
        }
        let exponent = self.logarithm(a) + self.logarithm(b);
        self.powers.get(exponent).copied().unwrap_or_default()
    }

    /// `a / b`; `None` for a division by zero.
    fn quotient(&self, a: u16, b: u16) -> Option<u16> {
        if b == 0 {
            return None;
        }
        if a == 0 {
            return Some(0);
        }
        Some(self.power(self.logarithm(a) + self.order() - self.logarithm(b)))
    }

    /// A polynomial's value, its coefficients from the constant one up.
    fn value_at(&self, polynomial: &[u16], x: u16) -> u16 {
        let coefficients = polynomial.iter().rev();
        coefficients.fold(0, |sum, coefficient| self.product(sum, x) ^ coefficient)
    }

    /// Corrects a block in place, whose last `check` words were computed from those before. `None`
    /// where more is wrong than can be told; the block is then as it was.
    pub(crate) fn correct(&self, block: &mut [u16], check: usize) -> Option<()> {
        if check >= block.len() || block.len() > self.order() {
            return None;
        }
        let syndromes = self.syndromes(block, check);
        if syndromes.iter().all(|syndrome| *syndrome == 0) {
            return Some(());
        }
        let locator = self.locator(&syndromes)?;
        let mut corrected = block.to_vec();
        for (place, error) in self.errors(&locator, &syndromes, block.len())? {
            *corrected.get_mut(place)? ^= error;
        }
        // What looked like a correction of too many errors is none.
        let good = self
            .syndromes(&corrected, check)
            .iter()
            .all(|syndrome| *syndrome == 0);
        good.then(|| block.copy_from_slice(&corrected))
    }

    /// The received polynomial at each root of the generator. The block's first word is the highest
    /// coefficient.
    fn syndromes(&self, block: &[u16], check: usize) -> Vec<u16> {
        let at = |root: usize| {
            let x = self.power(root);
            block
                .iter()
                .fold(0, |sum, word| self.product(sum, x) ^ word)
        };
        (1..=check).map(at).collect()
    }

    /// Berlekamp–Massey: the polynomial whose roots are the inverses of the places of the errors.
    fn locator(&self, syndromes: &[u16]) -> Option<Vec<u16>> {
        let mut locator = vec![1u16];
        let mut before = vec![1u16];
        let (mut errors, mut gap, mut scale) = (0usize, 1usize, 1u16);
        for (at, _) in syndromes.iter().enumerate() {
            let known = syndromes.get(..=at)?.iter().rev();
            let discrepancy = locator
                .iter()
                .zip(known)
                .fold(0, |sum, (a, b)| sum ^ self.product(*a, *b));
            if discrepancy == 0 {
                gap += 1;
                continue;
            }
            let factor = self.quotient(discrepancy, scale)?;
            let old = locator.clone();
            let length = locator.len().max(before.len() + gap);
            locator.resize(length, 0);
            for (place, value) in locator.iter_mut().skip(gap).zip(&before) {
                *place ^= self.product(factor, *value);
            }
            if 2 * errors <= at {
                errors = at + 1 - errors;
                (before, scale, gap) = (old, discrepancy, 1);
            } else {
                gap += 1;
            }
        }
        while locator.last() == Some(&0) {
            locator.pop();
        }
        (locator.len() == errors + 1 && 2 * errors <= syndromes.len()).then_some(locator)
    }

    /// Places in a block and what is to be added there.
    fn errors(
        &self,
        locator: &[u16],
        syndromes: &[u16],
        length: usize,
    ) -> Option<Vec<(usize, u16)>> {
        let evaluator = self.evaluator(locator, syndromes);
        // In characteristic two only odd powers stay in the derivative.
        let derivative: Vec<u16> = locator
            .iter()
            .enumerate()
            .skip(1)
            .map(|(power, value)| if power % 2 == 1 { *value } else { 0 })
            .collect();
        let mut errors = Vec::with_capacity(locator.len());
        for exponent in 0..length {
            let inverse = self.power(self.order() - exponent % self.order());
            if self.value_at(locator, inverse) == 0 {
                let above = self.value_at(&evaluator, inverse);
                let below = self.value_at(&derivative, inverse);
                errors.push((length - 1 - exponent, self.quotient(above, below)?));
            }
        }
        (errors.len() + 1 == locator.len()).then_some(errors)
    }

    /// Syndromes times locator, modulo x to the number of syndromes.
    fn evaluator(&self, locator: &[u16], syndromes: &[u16]) -> Vec<u16> {
        let mut product = vec![0u16; locator.len().saturating_sub(1)];
        for (at, sum) in product.iter_mut().enumerate() {
            let known = syndromes.iter().take(at + 1).rev();
            *sum = locator
                .iter()
                .zip(known)
                .fold(0, |sum, (a, b)| sum ^ self.product(*a, *b));
        }
        product
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The check words of data: the remainder of the division by the generator.
    pub(crate) fn with_check(field: &Field, data: &[u16], check: usize) -> Vec<u16> {
        let mut generator = vec![1u16];
        for root in 1..=check {
            // Times (x + α^root), highest coefficient first.
            let mut next = generator.clone();
            next.push(0);
            for (at, value) in generator.iter().enumerate() {
                next[at + 1] ^= field.product(*value, field.power(root));
            }
            generator = next;
        }
        let mut rest = data.to_vec();
        rest.resize(data.len() + check, 0);
        for at in 0..data.len() {
            let factor = rest[at];
            for (step, value) in generator.iter().enumerate() {
                rest[at + step] ^= field.product(factor, *value);
            }
        }
        [data, &rest[data.len()..]].concat()
    }

    fn fields() -> [(u32, Field); 4] {
        [(4, 0x13), (6, 0x43), (8, 0x12d), (10, 0x409)].map(|(b, m)| (b, Field::new(b, m)))
    }

    proptest! {
        #[test]
        fn what_the_check_words_allow_is_corrected(
            which in 0usize..4,
            words in proptest::collection::vec(any::<u16>(), 1..8),
            half in 1usize..4,
            errors in proptest::collection::vec((any::<usize>(), any::<u16>()), 0..4),
        ) {
            let (bits, field) = &fields()[which];
            let mask = (1u16 << bits) - 1;
            let data: Vec<u16> = words.iter().map(|word| word & mask).collect();
            let block = with_check(field, &data, 2 * half);
            prop_assert_eq!(field.syndromes(&block, 2 * half), vec![0; 2 * half]);
            let mut damaged = block.clone();
            for (at, error) in errors.iter().take(half) {
                let at = at % damaged.len();
                damaged[at] ^= error & mask;
            }
            prop_assert_eq!(field.correct(&mut damaged, 2 * half), Some(()));
            prop_assert_eq!(damaged, block);
        }

        #[test]
        fn whatever_stands_there_is_left_alone_or_made_consistent(
            which in 0usize..4,
            words in proptest::collection::vec(any::<u16>(), 0..40),
            check in 0usize..42,
        ) {
            let (_, field) = &fields()[which];
            let mut block = words.clone();
            match field.correct(&mut block, check) {
                Some(()) => {
                    prop_assert!(field.syndromes(&block, check).iter().all(|word| *word == 0));
                }
                None => prop_assert_eq!(block, words),
            }
        }
    }
}
