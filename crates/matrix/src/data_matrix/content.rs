//! Words to bytes: six ways of writing, and what switches between them.
//!
//! Source: ISO/IEC 16022:2006, 5.2 and annex B.

use crate::Content;

/// Words of the way that a symbol begins in.
mod ascii {
    pub(super) const PAD: u8 = 129;
    pub(super) const PAIR_FIRST: u8 = 130;
    pub(super) const PAIR_LAST: u8 = 229;
    pub(super) const C40: u8 = 230;
    pub(super) const BASE_256: u8 = 231;
    pub(super) const FUNCTION_1: u8 = 232;
    pub(super) const APPEND: u8 = 233;
    pub(super) const PROGRAM: u8 = 234;
    pub(super) const UPPER_SHIFT: u8 = 235;
    pub(super) const MACRO_05: u8 = 236;
    pub(super) const MACRO_06: u8 = 237;
    pub(super) const X12: u8 = 238;
    pub(super) const TEXT: u8 = 239;
    pub(super) const EDIFACT: u8 = 240;
    pub(super) const INTERPRETATION: u8 = 241;
}

/// Ends C40, text and X12.
const UNLATCH: u8 = 254;
/// What FNC1 is where it does not stand first.
const GROUP_SEPARATOR: u8 = 0x1d;

/// What three values in two words mean.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Triple {
    /// Capitals are short.
    C40,
    /// Small letters are short.
    Text,
    /// ANSI X12: no shifts.
    X12,
}

/// Reads the corrected words of data of a symbol. `None` where they break the rules.
///
/// FNC1 in front of all else marks a GS1 code and is not part of what is said; later ones are the
/// separator 0x1D. Which character set the bytes are in (ECI) is passed over, as is a part's place
/// among several symbols.
#[must_use]
pub fn read_words(words: &[u8]) -> Option<Content> {
    let mut reader = Reader {
        words,
        at: 0,
        out: Vec::new(),
    };
    let mut trailer: &[u8] = b"";
    while let Some(word) = reader.next() {
        match word {
            1..=128 => reader.out.push(word - 1),
            ascii::PAD => break,
            ascii::PAIR_FIRST..=ascii::PAIR_LAST => {
                let pair = word - ascii::PAIR_FIRST;
                reader.out.extend([b'0' + pair / 10, b'0' + pair % 10]);
            }
            ascii::C40 => reader.triples(Triple::C40)?,
            ascii::TEXT => reader.triples(Triple::Text)?,
            ascii::X12 => reader.triples(Triple::X12)?,
            ascii::BASE_256 => reader.base_256()?,
            ascii::EDIFACT => reader.edifact(),
            ascii::FUNCTION_1 if reader.at == 1 => {}
            ascii::FUNCTION_1 => reader.out.push(GROUP_SEPARATOR),
            ascii::APPEND => reader.at = reader.at.saturating_add(3),
            ascii::PROGRAM => {}
            ascii::UPPER_SHIFT => {
                let low = reader.next().filter(|word| (1..=128).contains(word))?;
                reader.out.push(low - 1 + 128);
            }
            ascii::MACRO_05 | ascii::MACRO_06 if reader.at == 1 => {
                let header: &[u8] = match word {
                    ascii::MACRO_05 => b"[)>\x1e05\x1d",
                    _ => b"[)>\x1e06\x1d",
                };
                reader.out.extend_from_slice(header);
                trailer = b"\x1e\x04";
            }
            ascii::INTERPRETATION => reader.interpretation()?,
            // Some writers end the symbol so.
            UNLATCH if reader.at == words.len() => {}
            _ => return None,
        }
    }
    reader.out.extend_from_slice(trailer);
    (!reader.out.is_empty()).then_some(Content { bytes: reader.out })
}

struct Reader<'a> {
    words: &'a [u8],
    at: usize,
    out: Vec<u8>,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<u8> {
        let word = self.words.get(self.at).copied()?;
        self.at += 1;
        Some(word)
    }

    fn left(&self) -> usize {
        self.words.len().saturating_sub(self.at)
    }

    /// 5.2.5, 5.2.6 and 5.2.7: `1600 × a + 40 × b + c + 1` in two words. A single word that is left
    /// is in the way the symbol began in.
    fn triples(&mut self, way: Triple) -> Option<()> {
        let mut shift = 0;
        let mut upper = 0;
        while self.left() >= 2 {
            let high = self.next()?;
            if high == UNLATCH {
                return Some(());
            }
            let value = (u16::from(high) << 8 | u16::from(self.next()?)).checked_sub(1)?;
            for value in [value / 1600, value / 40 % 40, value % 40] {
                self.value(way, value as u8, &mut shift, &mut upper)?;
            }
        }
        if self.words.get(self.at) == Some(&UNLATCH) {
            self.at += 1;
        }
        Some(())
    }

    /// Annex C: one of forty values, after up to two shifts.
    fn value(&mut self, way: Triple, value: u8, shift: &mut u8, upper: &mut u8) -> Option<()> {
        let set = core::mem::take(shift);
        let byte = match (set, value) {
            (0, 0) if way == Triple::X12 => b'\r',
            (0, 1) if way == Triple::X12 => b'*',
            (0, 2) if way == Triple::X12 => b'>',
            (0, 0..=2) => {
                *shift = value + 1;
                return Some(());
            }
            (0, 3) => b' ',
            (0, 4..=13) => b'0' + value - 4,
            (0, 14..=39) if way == Triple::Text => b'a' + value - 14,
            (0, 14..=39) => b'A' + value - 14,
            (1, 0..=31) => value,
            (2, 0..=14) => b'!' + value,
            (2, 15..=21) => b':' + value - 15,
            (2, 22..=26) => b'[' + value - 22,
            (2, 27) => GROUP_SEPARATOR,
            (2, 30) => {
                *upper = 128;
                return Some(());
            }
            (3, 0) => b'`',
            (3, 1..=26) if way == Triple::Text => b'A' + value - 1,
            (3, 1..=26) => b'a' + value - 1,
            (3, 27..=31) => b'{' + value - 27,
            _ => return None,
        };
        self.out.push(byte | core::mem::take(upper));
        Some(())
    }

    /// 5.2.8: four values of six bits in three words, until 31 says to end, or two words or fewer
    /// are left.
    fn edifact(&mut self) {
        while self.left() >= 3 {
            let three = [self.next(), self.next(), self.next()].map(Option::unwrap_or_default);
            let [a, b, c] = three.map(u32::from);
            let bits = a << 16 | b << 8 | c;
            for (index, offset) in [18, 12, 6, 0].into_iter().enumerate() {
                let value = (bits >> offset & 0x3f) as u8;
                if value == 0x1f {
                    // The rest of the word in which it ends is filling.
                    self.at = self
                        .at
                        .saturating_sub([2, 1, 0, 0].get(index).map_or(0, |n| *n));
                    return;
                }
                self.out.push(if value & 0x20 == 0 {
                    value | 0x40
                } else {
                    value
                });
            }
        }
    }

    /// 5.2.9 and annex B.2: a length of one or two words, then bytes, all of it disguised by place.
    fn base_256(&mut self) -> Option<()> {
        let first = self.disguised()?;
        let length = match first {
            0 => self.left(),
            1..=249 => usize::from(first),
            _ => 250 * (usize::from(first) - 249) + usize::from(self.disguised()?),
        };
        if length > self.left() {
            return None;
        }
        for _ in 0..length {
            let byte = self.disguised()?;
            self.out.push(byte);
        }
        Some(())
    }

    fn disguised(&mut self) -> Option<u8> {
        let word = self.next()?;
        // Places count from 1, and `at` is already one beyond.
        let mask = (149 * self.at) % 255 + 1;
        Some(word.wrapping_sub(mask as u8))
    }

    /// 5.4.1: the number of a character set, in one to three words.
    fn interpretation(&mut self) -> Option<()> {
        let more = match self.next()? {
            0 => return None,
            1..=127 => 0,
            128..=191 => 1,
            _ => 2,
        };
        for _ in 0..more {
            self.next()?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(words: &[u8]) -> Option<Vec<u8>> {
        read_words(words).map(|content| content.bytes)
    }

    /// Annex O and the examples of 5.2.
    #[test]
    fn examples_of_the_standard_read() {
        assert_eq!(read(&[142, 164, 186]).unwrap(), b"123456");
        // C40: "Aim", A and then shift 3 with small letters (5.2.5.2).
        assert_eq!(
            read(&[230, 91, 11, 91, 11, 91, 11, 254]).unwrap(),
            b"AIMAIMAIM"
        );
        assert_eq!(read(&[66, 129, 70]).unwrap(), b"A");
        assert_eq!(read(&[235, 105]).unwrap(), [0xe8]);
        assert_eq!(read(&[232, 131, 232, 66]).unwrap(), b"01\x1dA");
        assert_eq!(read(&[236, 66]).unwrap(), b"[)>\x1e05\x1dA\x1e\x04");
        assert_eq!(read(&[241, 27, 66]).unwrap(), b"A");
    }

    #[test]
    fn what_breaks_the_rules_says_nothing() {
        // Nothing at all; an unknown word; a triple of zero; a length beyond the end.
        for words in [
            &[][..],
            &[129],
            &[250],
            &[230, 0, 0],
            &[231, 49, 1],
            &[235, 200],
            &[241],
        ] {
            assert_eq!(read(words), None, "{words:?}");
        }
    }

    proptest! {
        #[test]
        fn any_words_end(words in proptest::collection::vec(any::<u8>(), 0..200)) {
            // Two characters a word at most, and a header.
            if let Some(bytes) = read(&words) {
                prop_assert!(bytes.len() <= 2 * words.len() + 9);
            }
        }
    }
}
