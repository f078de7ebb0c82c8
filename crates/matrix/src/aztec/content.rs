//! Bits to bytes: five tables of characters, and bytes as they are.
//!
//! Source: ISO/IEC 24778:2008, 7.1 and table 2.

use crate::Content;

/// Which table the next bits are looked up in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Table {
    Upper,
    Lower,
    Mixed,
    Punctuation,
    Digit,
}

/// What some bits mean.
enum Meaning {
    Bytes(&'static [u8]),
    Byte(u8),
    /// From here on.
    Latch(Table),
    /// For one character.
    Shift(Table),
    /// A length, then bytes of eight bits.
    Binary,
    /// FNC1, or the number of a character set.
    Flag,
}

/// What FNC1 is where it does not stand first.
const GROUP_SEPARATOR: u8 = 0x1d;

impl Table {
    const fn bits(self) -> usize {
        match self {
            Self::Digit => 4,
            _ => 5,
        }
    }

    fn meaning(self, value: u8) -> Meaning {
        use Meaning::{Binary, Byte, Bytes, Flag, Latch, Shift};
        const MIXED: &[u8] = b"\x1b\x1c\x1d\x1e\x1f@\\^_`|~\x7f";
        const PUNCTUATION: &[u8] = b"!\"#$%&'()*+,-./:;<=>?[]{}";
        let of = |bytes: &[u8], at: u8| Byte(bytes.get(usize::from(at)).copied().unwrap_or(b' '));
        match (self, value) {
            (Self::Punctuation, 0) => Flag,
            (Self::Punctuation, 1) => Byte(b'\r'),
            (Self::Punctuation, 2) => Bytes(b"\r\n"),
            (Self::Punctuation, 3) => Bytes(b". "),
            (Self::Punctuation, 4) => Bytes(b", "),
            (Self::Punctuation, 5) => Bytes(b": "),
            (Self::Punctuation, 31) => Latch(Self::Upper),
            (Self::Punctuation, _) => of(PUNCTUATION, value.saturating_sub(6)),
            (_, 0) => Shift(Self::Punctuation),
            (_, 1) => Byte(b' '),
            (Self::Digit, 2..=11) => Byte(b'0' + value - 2),
            (Self::Digit, 12) => Byte(b','),
            (Self::Digit, 13) => Byte(b'.'),
            (Self::Digit, 14) => Latch(Self::Upper),
            (Self::Digit, _) => Shift(Self::Upper),
            (_, 31) => Binary,
            (Self::Upper, 28) => Latch(Self::Lower),
            (Self::Lower, 28) => Shift(Self::Upper),
            (Self::Mixed, 28) => Latch(Self::Lower),
            (Self::Mixed, 29) => Latch(Self::Upper),
            (Self::Mixed, 30) => Latch(Self::Punctuation),
            (_, 29) => Latch(Self::Mixed),
            (_, 30) => Latch(Self::Digit),
            (Self::Upper, _) => Byte(b'A' + value.saturating_sub(2)),
            (Self::Lower, _) => Byte(b'a' + value.saturating_sub(2)),
            (Self::Mixed, 2..=14) => Byte(value - 1),
            (Self::Mixed, _) => of(MIXED, value.saturating_sub(15)),
        }
    }
}

/// Reads the corrected bits of data of a symbol. `None` where they break the rules.
///
/// FNC1 in front of all else marks a GS1 code and is not part of what is said; later ones are the
/// separator 0x1D. Which character set the bytes are in (ECI) is passed over.
#[must_use]
pub fn read_bits(bits: &[bool]) -> Option<Content> {
    let mut reader = Reader { bits };
    let mut out = Vec::new();
    let (mut latched, mut table) = (Table::Upper, Table::Upper);
    // What is left in the end fills the last word.
    while let Some(value) = reader.take(table.bits()) {
        let here = core::mem::replace(&mut table, latched);
        match here.meaning(value as u8) {
            Meaning::Byte(byte) => out.push(byte),
            Meaning::Bytes(bytes) => out.extend_from_slice(bytes),
            Meaning::Latch(next) => (latched, table) = (next, next),
            // A shift within a shift returns to where it was asked for (7.1.2).
            Meaning::Shift(next) => (latched, table) = (here, next),
            Meaning::Binary => {
                (latched, table) = (here, here);
                if reader.binary(&mut out).is_none() {
                    break;
                }
            }
            Meaning::Flag => match reader.take(3) {
                Some(0) if out.is_empty() => {}
                Some(0) => out.push(GROUP_SEPARATOR),
                Some(7) => return None,
                // So many digits of four bits.
                Some(digits) if reader.take_each(digits as usize, 4).is_some() => {}
                _ => break,
            },
        }
    }
    (!out.is_empty()).then_some(Content { bytes: out })
}

struct Reader<'a> {
    bits: &'a [bool],
}

impl Reader<'_> {
    /// At most sixteen bits, the highest first.
    fn take(&mut self, count: usize) -> Option<u16> {
        let (taken, rest) = self.bits.split_at_checked(count)?;
        self.bits = rest;
        Some(
            taken
                .iter()
                .fold(0, |value, bit| value << 1 | u16::from(*bit)),
        )
    }

    fn take_each(&mut self, times: usize, count: usize) -> Option<()> {
        (0..times).try_for_each(|_| self.take(count).map(|_| ()))
    }

    /// A length of five bits, or zero and one of eleven, then bytes. What is there of them counts.
    fn binary(&mut self, out: &mut Vec<u8>) -> Option<()> {
        let length = match self.take(5)? {
            0 => self.take(11)? + 31,
            short => short,
        };
        for _ in 0..length {
            out.push(self.take(8)? as u8);
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bits: &str) -> Option<Vec<u8>> {
        let bits: Vec<bool> = bits
            .bytes()
            .filter(|bit| *bit != b' ')
            .map(|bit| bit == b'1')
            .collect();
        read_bits(&bits).map(|content| content.bytes)
    }

    #[test]
    fn every_table_reads() {
        // A, to lower: a, upper once: B, c; to digits: 1, upper once: D, 2; to upper: E.
        let bits = "00010 11100 00010 11100 00011 00100 11110 0011 1111 00101 0100 1110 00110";
        assert_eq!(read(bits).unwrap(), b"AaBc1D2E");
        // To mixed: @, punctuation once: "! ", to punctuation: ?, to upper: Z.
        let bits = "11101 10100 00000 00110 00001 11110 11010 11111 11011";
        assert_eq!(read(bits).unwrap(), b"@! ?Z");
        // Bytes: two of them; then back to upper: A.
        let bits = "11111 00010 11111111 00000001 00010";
        assert_eq!(read(bits).unwrap(), [255, 1, b'A']);
        // FNC1 in front is none, later a separator; a character set of two digits says nothing.
        let bits = "00000 00000 000 00010 00000 00000 000 00000 00000 010 0100 1000 00011";
        assert_eq!(read(bits).unwrap(), b"A\x1dB");
    }

    #[test]
    fn what_breaks_the_rules_says_nothing() {
        assert_eq!(read(""), None);
        assert_eq!(read("1111"), None);
        assert_eq!(read("00010 00000 00000 111"), None);
    }

    proptest! {
        #[test]
        fn any_bits_end(bits in proptest::collection::vec(any::<bool>(), 0..2_000)) {
            // Two bytes of five bits at most.
            if let Some(content) = read_bits(&bits) {
                prop_assert!(content.bytes.len() <= bits.len() / 2);
            }
        }
    }
}
