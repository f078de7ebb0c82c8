//! Which stretch of a text is written in which mode, at the fewest bits.

/// A way to write characters (ISO/IEC 18004:2015, 7.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Numeric,
    Alphanumeric,
    Byte,
}

const MODES: [Mode; 3] = [Mode::Numeric, Mode::Alphanumeric, Mode::Byte];

/// Costs are in sixths of a bit, so that a digit (10/3 bits) and a pair's half (11/2) are whole.
const BIT: u32 = 6;

/// A mode that cannot write the byte.
const NEVER: u32 = u32::MAX;

impl Mode {
    /// Cost of one byte within a segment, or [`NEVER`].
    fn cost(self, byte: u8) -> u32 {
        match self {
            Self::Numeric if byte.is_ascii_digit() => 20,
            Self::Alphanumeric if is_alphanumeric(byte) => 33,
            Self::Byte => 8 * BIT,
            Self::Numeric | Self::Alphanumeric => NEVER,
        }
    }

    /// Cost of a segment's mode indicator and length (table 3) in versions from `version` on.
    const fn header(self, version: u8) -> u32 {
        let class = if version < 10 {
            0
        } else if version < 27 {
            1
        } else {
            2
        };
        let length = match (self, class) {
            (Self::Numeric, _) => 10 + 2 * class,
            (Self::Alphanumeric, _) => 9 + 2 * class,
            (Self::Byte, 0) => 8,
            (Self::Byte, _) => 16,
        };
        (4 + length) * BIT
    }
}

/// Table 5 of the standard.
const fn is_alphanumeric(byte: u8) -> bool {
    byte.is_ascii_digit()
        || byte.is_ascii_uppercase()
        || matches!(byte, b' ' | b'$' | b'%' | b'*' | b'+' | b'-'..=b'/' | b':')
}

/// Splits `bytes` into stretches of one mode each, with the fewest bits in all. `version` is the
/// first of its class (1, 10 or 27).
///
/// Dynamic programming: for each byte and each mode that it may end in, the cheapest way there
/// and the mode of the byte before.
pub(super) fn split(bytes: &[u8], version: u8) -> impl Iterator<Item = (Mode, &[u8])> {
    let headers = MODES.map(|mode| mode.header(version));
    let mut costs = headers;
    let mut before: Vec<[usize; 3]> = Vec::with_capacity(bytes.len());
    for &byte in bytes {
        let mut next = [NEVER; 3];
        let mut from = [0; 3];
        let targets = MODES
            .iter()
            .zip(headers)
            .zip(next.iter_mut().zip(&mut from))
            .enumerate();
        for (to, ((mode, header), (next, from))) in targets {
            let byte_cost = mode.cost(byte);
            if byte_cost == NEVER {
                continue;
            }
            for (source, &cost) in costs.iter().enumerate().filter(|(_, cost)| **cost != NEVER) {
                // A segment that ends takes whole bits.
                let cost = if source == to {
                    cost
                } else {
                    cost.next_multiple_of(BIT) + header
                };
                if cost.saturating_add(byte_cost) < *next {
                    *next = cost + byte_cost;
                    *from = source;
                }
            }
        }
        costs = next;
        before.push(from);
    }
    stretches(bytes, &before, cheapest(&costs)).into_iter()
}

fn cheapest(costs: &[u32; 3]) -> usize {
    let ends = costs.iter().enumerate().filter(|(_, cost)| **cost != NEVER);
    ends.min_by_key(|(_, cost)| cost.next_multiple_of(BIT))
        .map_or(2, |(mode, _)| mode)
}

/// Walks the table back from the end.
fn stretches<'a>(bytes: &'a [u8], before: &[[usize; 3]], last: usize) -> Vec<(Mode, &'a [u8])> {
    let mode_of = |index: usize| MODES.get(index).copied().unwrap_or(Mode::Byte);
    let mut mode = last;
    let mut end = bytes.len();
    let mut out = Vec::new();
    for (position, from) in before.iter().enumerate().rev() {
        let previous = from.get(mode).copied().unwrap_or_default();
        if previous != mode || position == 0 {
            out.push((mode_of(mode), bytes.get(position..end).unwrap_or_default()));
            end = position;
            mode = previous;
        }
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn modes(text: &str, version: u8) -> Vec<(Mode, &str)> {
        let text = split(text.as_bytes(), version);
        text.map(|(mode, stretch)| (mode, std::str::from_utf8(stretch).unwrap()))
            .collect()
    }

    #[test]
    fn a_pass_is_one_alphanumeric_stretch() {
        let text = "HC1:6BFOXN+TSMAHN-H*1UBI$QLA%/.";
        assert_eq!(modes(text, 10), [(Mode::Alphanumeric, text)]);
    }

    #[test]
    fn a_health_card_is_bytes_then_digits() {
        let digits = "5676290952432060346029243740446031222959532654603460292540772804336028";
        let card = format!("shc:/{digits}");
        assert_eq!(
            modes(&card, 10),
            [(Mode::Byte, "shc:/"), (Mode::Numeric, digits)]
        );
    }

    #[test]
    fn short_runs_do_not_pay_for_a_new_segment() {
        assert_eq!(modes("ABC123DEF", 1), [(Mode::Alphanumeric, "ABC123DEF")]);
        assert_eq!(modes("abc1", 1), [(Mode::Byte, "abc1")]);
        assert_eq!(modes("é", 1), [(Mode::Byte, "é")]);
    }

    #[test]
    fn the_split_covers_the_text() {
        for text in ["", "1", "A1a", "0000000000aAAAAAAAAAAAA+11111111111111111,"] {
            let joined: String = modes(text, 1)
                .into_iter()
                .map(|(_, stretch)| stretch)
                .collect();
            assert_eq!(joined, text);
        }
    }
}
