//! Check digits (ICAO Doc 9303, part 3, section 4.9).

const FILLER: u8 = b'<';
/// From left to right, again and again.
const WEIGHTS: [u32; 3] = [7, 3, 1];

/// The check digit of these cells, as its ASCII digit.
pub(super) fn check_digit(cells: impl IntoIterator<Item = u8>) -> u8 {
    let products = cells.into_iter().zip(WEIGHTS.into_iter().cycle());
    let sum: u32 = products.map(|(cell, weight)| value(cell) * weight).sum();
    b'0' + u8::try_from(sum % 10).unwrap_or_default()
}

/// Whether the digit is that of the cells. Where nothing stands a filler serves as `0` (Doc 9303
/// part 4, section 4.2.2.2, of the personal number).
pub(super) fn is_right(cells: &[u8], digit: u8) -> bool {
    let is_unused = cells.iter().all(|cell| *cell == FILLER);
    (is_unused && digit == FILLER) || check_digit(cells.iter().copied()) == digit
}

fn value(cell: u8) -> u32 {
    match cell {
        b'0'..=b'9' => u32::from(cell - b'0'),
        b'A'..=b'Z' => u32::from(cell - b'A') + 10,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Part 3, section 4.9, its own examples.
    #[test]
    fn digits_are_those_of_the_examples() {
        for (cells, digit) in [
            ("520727", b'3'),
            ("AB2134<<<", b'5'),
            ("HA672242<6YTO5802254M9601086<<<<<<<<<<<<<<", b'8'),
        ] {
            let cells = match cells.len() {
                42 => format!("{}{}{}", &cells[..10], &cells[13..20], &cells[21..]),
                _ => cells.to_owned(),
            };
            assert_eq!(check_digit(cells.bytes()), digit, "{cells}");
        }
    }

    #[test]
    fn a_filler_stands_for_zero_only_where_nothing_is() {
        assert!(is_right(b"<<<<", b'<'));
        assert!(is_right(b"<<<<", b'0'));
        assert!(!is_right(b"0000", b'<'));
        assert!(!is_right(b"<<<<", b'1'));
    }
}
