//! Which DCC event types a signer may sign, as its extended key usage says.

use std::fmt;

/// The set of DCC event types that a signer may sign: test, vaccination, recovery.
///
/// Never empty: a certificate without extended key usage, or with only unknown ones, may sign every
/// type ([`DccUsage::ANY`]), and 50 of 829 signers of the production network are of that kind.
///
/// Source: *EU DCC Public Key Certificate Governance*, kept on as WHO SMART Trust 1.3.0,
/// *Certificate Governance*: a signer may name zero to three of the usages, and they are never
/// critical.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DccUsage(u8);

/// The arc under which the specification defines the three usages: `1.3.6.1.4.1.1847.2021.1`.
pub(crate) const SPECIFIED_ARC: &[u8] =
    &[0x2b, 0x06, 0x01, 0x04, 0x01, 0x8e, 0x37, 0x8f, 0x65, 0x01];

/// The arc `1.3.6.1.4.1.0.1847.2021.1`, with a zero too many; a third of all signers carry it.
pub(crate) const MISTAKEN_ARC: &[u8] = &[
    0x2b, 0x06, 0x01, 0x04, 0x01, 0x00, 0x8e, 0x37, 0x8f, 0x65, 0x01,
];

impl DccUsage {
    /// Test results, `….2021.1.1`.
    pub const TEST: Self = Self(0b001);
    /// Vaccinations, `….2021.1.2`.
    pub const VACCINATION: Self = Self(0b010);
    /// Recoveries, `….2021.1.3`.
    pub const RECOVERY: Self = Self(0b100);
    /// All three: what a signer may sign that names no usage of the DCC.
    pub const ANY: Self = Self(0b111);

    /// Reads the set from the bits that [`DccUsage::bits`] gives; `None` for 0 and for above 7.
    pub const fn from_bits(bits: u8) -> Option<Self> {
        if matches!(bits, 1..=7) {
            Some(Self(bits))
        } else {
            None
        }
    }

    /// The set as bits, 1 to 7: 1 test, 2 vaccination, 4 recovery.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether the signer may sign test results.
    pub const fn allows_test(self) -> bool {
        self.0 & Self::TEST.0 != 0
    }

    /// Whether the signer may sign vaccinations.
    pub const fn allows_vaccination(self) -> bool {
        self.0 & Self::VACCINATION.0 != 0
    }

    /// Whether the signer may sign recoveries.
    pub const fn allows_recovery(self) -> bool {
        self.0 & Self::RECOVERY.0 != 0
    }

    /// The set that holds what either set holds.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Reads one key purpose, the content octets of an OBJECT IDENTIFIER; `None` if it is not of
    /// the DCC. The flag is true for the mistaken arc.
    pub(crate) fn from_key_purpose(oid: &[u8]) -> Option<(Self, bool)> {
        let (&last, arc) = oid.split_last()?;
        let mistaken = arc == MISTAKEN_ARC;
        if !mistaken && arc != SPECIFIED_ARC {
            return None;
        }
        let usage = match last {
            1 => Self::TEST,
            2 => Self::VACCINATION,
            3 => Self::RECOVERY,
            _ => return None,
        };
        Some((usage, mistaken))
    }
}

impl fmt::Debug for DccUsage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = [
            (self.allows_test(), "test"),
            (self.allows_vaccination(), "vaccination"),
            (self.allows_recovery(), "recovery"),
        ];
        let mut set = f.debug_set();
        for (_, name) in named.iter().filter(|(held, _)| *held) {
            set.entry(&format_args!("{name}"));
        }
        set.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_arcs_are_read() {
        for (arc, mistaken) in [(SPECIFIED_ARC, false), (MISTAKEN_ARC, true)] {
            for (last, usage) in [
                (1, DccUsage::TEST),
                (2, DccUsage::VACCINATION),
                (3, DccUsage::RECOVERY),
            ] {
                let oid = [arc, &[last]].concat();
                assert_eq!(DccUsage::from_key_purpose(&oid), Some((usage, mistaken)));
            }
            assert_eq!(DccUsage::from_key_purpose(&[arc, &[4]].concat()), None);
            assert_eq!(DccUsage::from_key_purpose(arc), None);
        }
        assert_eq!(DccUsage::from_key_purpose(&[]), None);
    }

    #[test]
    fn bits_round_trip_and_are_never_empty() {
        assert_eq!(DccUsage::from_bits(0), None);
        assert_eq!(DccUsage::from_bits(8), None);
        for bits in 1..=7 {
            assert_eq!(DccUsage::from_bits(bits).unwrap().bits(), bits);
        }
        assert_eq!(
            DccUsage::TEST
                .union(DccUsage::VACCINATION)
                .union(DccUsage::RECOVERY),
            DccUsage::ANY
        );
    }

    #[test]
    fn debug_names_the_types() {
        let both = DccUsage::TEST.union(DccUsage::RECOVERY);
        assert_eq!(format!("{both:?}"), "{test, recovery}");
    }
}
