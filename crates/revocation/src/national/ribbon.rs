//! From a look-up key to its equation in a ribbon.
//!
//! A *ribbon* (Dillinger and Walzer, arXiv 2103.02515) is a bit vector x of `rows` bits. A key
//! stands for an equation over GF(2): the sum of some of the 256 bits of x from the key's start
//! on. Solving all equations at once makes the sums come out as wanted, at a cost of hardly more
//! than one bit a key.
//!
//! Written once for those who read and those who solve; `docs/REVOCATION.md` has it in words.

use cleanbill_crypto::sha256;

use crate::KeyHash;

/// How many consecutive bits of the vector one equation spans.
pub const SPAN: u32 = 256;
/// The same in words.
pub const SPAN_WORDS: usize = 4;

/// How many columns are summed before one looks at the sums.
const COLUMNS_AT_ONCE: usize = 3;
/// What a seed's digest begins with.
const DOMAIN: &[u8; 27] = b"cleanbill national filter 1";
/// 2⁶⁴ divided by the golden ratio, made odd: the step of SplitMix64.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// Which of the two ribbons of a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The first: lets every revoked key through, and few others.
    Approximate,
    /// The second: tells apart those that come through.
    Exact,
}

/// What makes the equations of one ribbon different from those of any other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(u64, u64);

impl Seed {
    /// The first 16 bytes of SHA-256 of: the domain, the digest of the universe file, the stage as
    /// 0 or 1, the attempt; as two little-endian words.
    #[must_use]
    pub fn new(universe: &[u8; 32], stage: Stage, attempt: u8) -> Self {
        let stage = match stage {
            Stage::Approximate => 0,
            Stage::Exact => 1,
        };
        let digest = sha256(&[DOMAIN.as_slice(), universe, &[stage, attempt]].concat());
        let (words, _) = digest.as_chunks::<8>();
        match *words {
            [first, second, ..] => Self(u64::from_le_bytes(first), u64::from_le_bytes(second)),
            _ => Self(0, 0),
        }
    }

    /// Word number `index` of the sequence from which a solver draws what the equations leave
    /// open.
    #[must_use]
    pub const fn filler(&self, index: u64) -> u64 {
        mix(self.1 ^ mix(self.0.wrapping_add(index.wrapping_mul(STEP))))
    }
}

/// The equation of one key: the sum of the bits `start + i` of the vector over all i for which bit
/// `i % 64` of `coefficients[i / 64]` is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Equation {
    /// The first bit that may take part, at most `rows - 256`.
    pub start: u32,
    /// Which of the 256 bits from there on take part; the first one always does.
    pub coefficients: [u64; SPAN_WORDS],
}

impl Equation {
    /// The equation of `key` in a ribbon of `rows` bits, at least [`SPAN`].
    #[must_use]
    pub fn new(key: &KeyHash, seed: &Seed, rows: u32) -> Self {
        let bits = u128::from_le_bytes(*key);
        let low = mix(bits as u64 ^ seed.0);
        let high = mix((bits >> 64) as u64 ^ seed.1);
        let word = |index: u32| {
            let turned = low ^ high.rotate_left(13 * index);
            mix(turned.wrapping_add(STEP.wrapping_mul(u64::from(index) + 1)))
        };
        let starts = u64::from(rows.saturating_sub(SPAN)) + 1;
        let start = (u128::from(word(0)) * u128::from(starts)) >> 64;
        Self {
            start: start as u32,
            coefficients: [word(1) | 1, word(2), word(3), word(4)],
        }
    }

    /// Whether the equation comes to one in any of `columns` vectors, which lie beside each other
    /// in `words`: 64 bits of the first, 64 of the second, and so on. Words past the end count as
    /// zero.
    #[must_use]
    pub fn any_sum(&self, words: &[u64], columns: usize) -> bool {
        let first_word = (self.start / 64) as usize;
        let words = words.get(first_word * columns..).unwrap_or_default();
        let aligned = self.aligned();
        let sum = |column: usize| {
            let [a, b, c, d, e] = aligned;
            let word = |row: usize| words.get(row * columns + column).copied().unwrap_or(0);
            (a & word(0)) ^ (b & word(1)) ^ (c & word(2)) ^ (d & word(3)) ^ (e & word(4))
        };
        // A few columns between branches: the branch is a coin toss, and costs as much.
        (0..columns).step_by(COLUMNS_AT_ONCE).any(|from| {
            let columns = from..columns.min(from + COLUMNS_AT_ONCE);
            columns.fold(0, |any, column| any | (sum(column).count_ones() % 2)) == 1
        })
    }

    /// The coefficients against whole words of a vector, from word `start / 64` on.
    const fn aligned(&self) -> [u64; SPAN_WORDS + 1] {
        let [a, b, c, d] = self.coefficients;
        match self.start % 64 {
            0 => [a, b, c, d, 0],
            by => {
                let back = 64 - by;
                [
                    a << by,
                    b << by | a >> back,
                    c << by | b >> back,
                    d << by | c >> back,
                    d >> back,
                ]
            }
        }
    }
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): a permutation of 64 bits.
const fn mix(word: u64) -> u64 {
    let word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_reach_every_place_and_no_further() {
        let seed = Seed::new(&[7; 32], Stage::Exact, 0);
        let rows = SPAN + 64;
        let mut seen = vec![0_u32; 65];
        for key in 0..20_000_u128 {
            let equation = Equation::new(&key.to_le_bytes(), &seed, rows);
            seen[equation.start as usize] += 1;
            assert_eq!(equation.coefficients[0] & 1, 1);
        }
        assert!(
            seen.iter().all(|&count| (150..500).contains(&count)),
            "{seen:?}"
        );
        let only = Equation::new(&[1; 16], &seed, SPAN);
        assert_eq!(only.start, 0);
    }

    #[test]
    fn every_bit_of_key_and_seed_counts() {
        let universe = [7; 32];
        let seed = Seed::new(&universe, Stage::Exact, 0);
        let plain = Equation::new(&[0; 16], &seed, 100_000);
        for bit in 0..128 {
            let other = Equation::new(&(1_u128 << bit).to_le_bytes(), &seed, 100_000);
            let differ: u32 = (plain.coefficients.iter().zip(other.coefficients))
                .map(|(a, b)| (a ^ b).count_ones())
                .sum();
            assert!((80..=176).contains(&differ), "bit {bit}: {differ}");
        }
        let mut other = universe;
        other[31] ^= 1;
        for seed_of in [
            Seed::new(&other, Stage::Exact, 0),
            Seed::new(&universe, Stage::Approximate, 0),
            Seed::new(&universe, Stage::Exact, 1),
        ] {
            assert_ne!(Equation::new(&[0; 16], &seed_of, 100_000), plain);
        }
    }

    #[test]
    fn alignment_moves_bits_and_loses_none() {
        for start in [0, 1, 63, 64, 100] {
            let equation = Equation {
                start,
                coefficients: [u64::MAX, 1, 1 << 63, u64::MAX],
            };
            let aligned = equation.aligned();
            for bit in 0..SPAN {
                let wanted = equation.coefficients[(bit / 64) as usize] >> (bit % 64) & 1;
                let at = start % 64 + bit;
                assert_eq!(aligned[(at / 64) as usize] >> (at % 64) & 1, wanted);
            }
            let count = |words: &[u64]| words.iter().map(|word| word.count_ones()).sum::<u32>();
            assert_eq!(count(&aligned), count(&equation.coefficients));
        }
    }

    /// Fixed for ever: filters in circulation are read by it. Computed by the program in
    /// `docs/REVOCATION.md`.
    #[test]
    fn the_equation_of_a_known_key_stays() {
        let key: KeyHash = std::array::from_fn(|index| index as u8);
        let seed = Seed::new(&[0; 32], Stage::Exact, 2);
        let equation = Equation::new(&key, &seed, 100_032);
        assert_eq!(equation.start, 45295);
        let words = [
            0xf507_4fba_fc9c_66d7,
            0x3f26_e77f_aafa_0e64,
            0x01ab_6bcb_5e15_d3e3,
            0x3dcf_4a15_1244_60dd,
        ];
        assert_eq!(equation.coefficients, words);
    }
}
