//! What an entry says.

/// How many bits an entry has (section 4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bits {
    /// Valid or invalid.
    One,
    /// Four statuses.
    Two,
    /// Sixteen statuses.
    Four,
    /// 256 statuses.
    Eight,
}

impl Bits {
    /// Every width, smallest first.
    pub const ALL: [Self; 4] = [Self::One, Self::Two, Self::Four, Self::Eight];

    /// The number of bits: 1, 2, 4 or 8.
    #[must_use]
    pub const fn width(self) -> u8 {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Four => 4,
            Self::Eight => 8,
        }
    }

    /// The width of so many bits, if there is one.
    #[must_use]
    pub const fn from_width(width: i64) -> Option<Self> {
        match width {
            1 => Some(Self::One),
            2 => Some(Self::Two),
            4 => Some(Self::Four),
            8 => Some(Self::Eight),
            _ => None,
        }
    }

    /// How many entries a byte holds.
    #[must_use]
    pub const fn per_byte(self) -> u8 {
        8 / self.width()
    }

    /// The largest value of an entry.
    #[must_use]
    pub const fn value_max(self) -> u8 {
        u8::MAX >> (8 - self.width())
    }
}

/// What the value of an entry means (section 7.1, and its registry).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// 0x00: the token is valid, correct or legal.
    Valid,
    /// 0x01: the token is revoked, annulled, taken back, for good.
    Invalid,
    /// 0x02: the token is invalid for now.
    Suspended,
    /// 0x03 and 0x0B to 0x0F: what the parties agreed on.
    ApplicationSpecific(u8),
    /// Any other value: not registered.
    Unassigned(u8),
}

impl Status {
    /// The meaning of a value.
    #[must_use]
    pub const fn from_value(value: u8) -> Self {
        match value {
            0 => Self::Valid,
            1 => Self::Invalid,
            2 => Self::Suspended,
            3 | 0x0b..=0x0f => Self::ApplicationSpecific(value),
            _ => Self::Unassigned(value),
        }
    }

    /// The value in the list.
    #[must_use]
    pub const fn value(self) -> u8 {
        match self {
            Self::Valid => 0,
            Self::Invalid => 1,
            Self::Suspended => 2,
            Self::ApplicationSpecific(value) | Self::Unassigned(value) => value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_keeps_itself() {
        for value in 0..=u8::MAX {
            assert_eq!(Status::from_value(value).value(), value);
        }
        assert_eq!(Status::from_value(0x0f), Status::ApplicationSpecific(15));
        assert_eq!(Status::from_value(4), Status::Unassigned(4));
    }

    #[test]
    fn widths() {
        let of = |bits: Bits| (bits.width(), bits.per_byte(), bits.value_max());
        assert_eq!(
            Bits::ALL.map(of),
            [(1, 8, 1), (2, 4, 3), (4, 2, 15), (8, 1, 255)]
        );
        for width in -1..20 {
            let found = Bits::from_width(width).map(|bits| i64::from(bits.width()));
            assert_eq!(found, [1, 2, 4, 8].contains(&width).then_some(width));
        }
    }
}
