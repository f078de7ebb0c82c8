//! The flags of a link.

/// The flags of a payload: letters in alphabetical order. Unknown ones are ignored, as the
/// specification asks of a receiver.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// `L`: for long-term use; what it leads to can change.
    pub long_term: bool,
    /// `P`: a passcode is needed.
    pub passcode: bool,
    /// `U`: the address is that of one encrypted file, without a manifest. Never with `P`.
    pub direct: bool,
}

impl Flags {
    /// Reads the letters; whether they are in order, each once, and whether all are known.
    pub(crate) fn parse(text: &str) -> (Self, FlagForm) {
        let has = |letter| text.contains(letter);
        let flags = Self {
            long_term: has('L'),
            passcode: has('P'),
            direct: has('U'),
        };
        let letters = text.as_bytes();
        let form = FlagForm {
            ordered: letters.is_sorted_by(|one, next| one < next),
            known: letters.iter().all(|letter| b"LPU".contains(letter)),
        };
        (flags, form)
    }

    /// As letters; empty if there are none.
    #[must_use]
    pub fn letters(self) -> String {
        let letters = [
            (self.long_term, 'L'),
            (self.passcode, 'P'),
            (self.direct, 'U'),
        ];
        let set = letters.into_iter().filter(|(set, _)| *set);
        set.map(|(_, letter)| letter).collect()
    }
}

/// How flags were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FlagForm {
    pub(crate) ordered: bool,
    pub(crate) known: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_of_flags_is_read_as_written() {
        for bits in 0..8_u8 {
            let flags = Flags {
                long_term: bits & 1 != 0,
                passcode: bits & 2 != 0,
                direct: bits & 4 != 0,
            };
            let (read, form) = Flags::parse(&flags.letters());
            assert_eq!(read, flags);
            assert!(form.ordered && form.known);
        }
    }

    #[test]
    fn disorder_and_strangers_are_noticed() {
        let form = |text| {
            let (_, form) = Flags::parse(text);
            (form.ordered, form.known)
        };
        assert_eq!(form("UL"), (false, true));
        assert_eq!(form("LL"), (false, true));
        assert_eq!(form("LZ"), (true, false));
        assert_eq!(form("l"), (true, false));
        assert!(!form("Lé").1);
        assert_eq!(Flags::parse("l").0, Flags::default());
    }
}
