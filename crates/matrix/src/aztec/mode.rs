//! The message around the rings: which way is up, and how large the symbol is.
//!
//! Source: ISO/IEC 24778:2008, 7.2.3 and 7.2.4.

use super::Mode;
use crate::reed_solomon::Field;

/// How far the message's ring is from the middle, in modules.
pub(super) const fn radius(compact: bool) -> i32 {
    if compact { 5 } else { 7 }
}

/// The modules that tell the way up, by their distance from the middle, and whether they are dark.
pub(super) fn marks(compact: bool) -> [(i32, i32, bool); 12] {
    let r = radius(compact);
    [
        (-r, -r, true),
        (1 - r, -r, true),
        (-r, 1 - r, true),
        (r - 1, -r, false),
        (r, -r, true),
        (r, 1 - r, true),
        (r, r - 1, true),
        (r, r, false),
        (r - 1, r, false),
        (1 - r, r, false),
        (-r, r, false),
        (-r, r - 1, false),
    ]
}

/// The modules of the message, in its order: clockwise from the upper left corner.
pub(super) fn places(compact: bool) -> Vec<(i32, i32)> {
    let r = radius(compact);
    let side: Vec<i32> = match compact {
        true => (-3..=3).collect(),
        // The line of reference passes in the middle.
        false => (-5..=5).filter(|at| *at != 0).collect(),
    };
    let back = || side.iter().rev();
    let top = side.iter().map(|at| (*at, -r));
    let right = side.iter().map(|at| (r, *at));
    let bottom = back().map(|at| (*at, r));
    let left = back().map(|at| (-r, *at));
    top.chain(right).chain(bottom).chain(left).collect()
}

/// Corrects and reads the message. With it comes the message as it should have been.
pub(super) fn parse(compact: bool, bits: &[bool]) -> Option<(Mode, Vec<bool>)> {
    let (data, check) = if compact { (2, 5) } else { (4, 6) };
    let word = |bits: &[bool]| {
        let bits = bits.iter().map(|bit| u16::from(*bit));
        bits.fold(0, |word, bit| word << 1 | bit)
    };
    let mut words: Vec<u16> = bits.chunks(4).map(word).collect();
    if words.len() != data + check {
        return None;
    }
    Field::new(4, 0x13).correct(&mut words, check)?;
    let message = words.iter().take(data);
    let message = message.fold(0u16, |message, word| message << 4 | word);
    let (layers, data) = match compact {
        true => (message >> 6, message & 0x3f),
        false => (message >> 11, message & 0x7ff),
    };
    let mode = Mode {
        compact,
        layers: layers as u8 + 1,
        data: data + 1,
    };
    let corrected = words
        .iter()
        .flat_map(|word| [8, 4, 2, 1].map(|bit| word & bit != 0))
        .collect();
    Some((mode, corrected))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reed_solomon::tests::with_check;

    #[test]
    fn two_wrong_words_are_corrected_and_three_are_not() {
        // 4 layers, 47 words: 11 101110.
        let words = with_check(&Field::new(4, 0x13), &[0b1110, 0b1110], 5);
        let bits = |words: &[u16]| -> Vec<bool> {
            let word = |word: &u16| [8, 4, 2, 1].map(|bit| word & bit != 0);
            words.iter().flat_map(word).collect()
        };
        let expected = Mode {
            compact: true,
            layers: 4,
            data: 47,
        };
        let mut damaged = words.clone();
        for (at, change) in [(0, 15), (4, 1)] {
            damaged[at] ^= change;
        }
        assert_eq!(parse(true, &bits(&damaged)), Some((expected, bits(&words))));
        damaged[2] ^= 7;
        assert_ne!(
            parse(true, &bits(&damaged)).map(|(mode, _)| mode),
            Some(expected)
        );
        assert_eq!(parse(false, &bits(&words)), None);
    }

    #[test]
    fn marks_and_message_are_places_of_one_ring() {
        for compact in [true, false] {
            let mut all = places(compact);
            assert_eq!(all.len(), if compact { 28 } else { 40 });
            all.extend(marks(compact).map(|(x, y, _)| (x, y)));
            assert!(
                all.iter()
                    .all(|(x, y)| x.abs().max(y.abs()) == radius(compact))
            );
            let unique: std::collections::BTreeSet<_> = all.iter().collect();
            assert_eq!(unique.len(), all.len());
        }
    }
}
