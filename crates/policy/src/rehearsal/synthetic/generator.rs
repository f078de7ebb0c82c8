//! Numbers that look random and are the same on every machine: SplitMix64 (Steele, Lea and Flood,
//! "Fast splittable pseudorandom number generators", OOPSLA 2014), a stream a pass.

/// 2^64 by the golden ratio, odd.
const GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

pub(super) struct Generator(u64);

impl Generator {
    /// The stream of a seed and a number.
    pub(super) const fn new(seed: u64, number: u64) -> Self {
        let start = mix(seed.wrapping_add(GAMMA));
        Self(mix(start.wrapping_add(number.wrapping_mul(GAMMA))))
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GAMMA);
        mix(self.0)
    }

    /// One of 0 to `end` − 1, even to 2^-32.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        let high = self.next() >> 32;
        let scaled = (high * u64::from(end)) >> 32;
        u32::try_from(scaled).unwrap_or_default()
    }

    /// One of `first` to `last`.
    pub(super) fn between(&mut self, first: u32, last: u32) -> u32 {
        first + self.below(last - first + 1)
    }

    /// One of what has a share.
    pub(super) fn share<T: Copy>(&mut self, (first, others): Shares<T>) -> T {
        let mut left = self.below(1_000);
        for (share, what) in std::iter::once(&first).chain(others) {
            if left < *share {
                return *what;
            }
            left -= share;
        }
        first.1
    }
}

/// What there is to draw, at least one, each with its share in thousandths.
pub(super) type Shares<T> = ((u32, T), &'static [(u32, T)]);

const fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_paper() {
        // First outputs of SplitMix64 from state 0, as java.util.SplittableRandom gives them.
        let mut generator = Generator(0);
        assert_eq!(generator.next(), 0xe220_a839_7b1d_cdaf);
        assert_eq!(generator.next(), 0x6e78_9e6a_a1b9_65f4);
    }

    #[test]
    fn ends_are_reached_and_not_passed() {
        let mut generator = Generator::new(7, 7);
        let mut seen = [false; 5];
        for _ in 0..200 {
            seen[generator.between(3, 7) as usize - 3] = true;
            assert_eq!(generator.below(1), 0);
        }
        assert_eq!(seen, [true; 5]);
    }
}
