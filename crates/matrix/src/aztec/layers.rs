//! Which module carries which bit, and the correction of the words.
//!
//! Source: ISO/IEC 24778:2008, 7.2.2 and 7.3.

use super::Mode;
use crate::Modules;
use crate::reed_solomon::Field;

/// The bits that say something, corrected, without those that were stuffed.
pub(super) fn data_bits(modules: &Modules, mode: &Mode) -> Option<Vec<bool>> {
    let bits = mode.word_bits();
    let modulus = match bits {
        6 => 0x43,
        8 => 0x12d,
        10 => 0x409,
        _ => 0x1069,
    };
    let raw = raw_bits(modules, mode);
    // What does not fill a word stands in front.
    let (_, whole) = raw.split_at_checked(raw.len() % bits as usize)?;
    let word = |bits: &[bool]| {
        let bits = bits.iter().map(|bit| u16::from(*bit));
        bits.fold(0, |word, bit| word << 1 | bit)
    };
    let mut words: Vec<u16> = whole.chunks(bits as usize).map(word).collect();
    let data = usize::from(mode.data);
    let check = words.len().checked_sub(data).filter(|check| *check > 0)?;
    Field::new(bits, modulus).correct(&mut words, check)?;
    unstuffed(words.get(..data)?, bits)
}

/// Words of equal bits do not occur: where all but the last bit are equal, the last is no data.
fn unstuffed(words: &[u16], bits: u32) -> Option<Vec<bool>> {
    let ones = (1u16 << bits) - 1;
    let mut out = Vec::with_capacity(words.len() * bits as usize);
    for word in words {
        if *word == 0 || *word == ones {
            return None;
        }
        let stuffed = *word == 1 || *word == ones - 1;
        let low = u32::from(stuffed);
        out.extend((low..bits).rev().map(|bit| word >> bit & 1 == 1));
    }
    Some(out)
}

/// All bits of the layers, from the outermost inwards: two modules at a time, down the left side,
/// along the bottom, up the right side, back along the top.
fn raw_bits(modules: &Modules, mode: &Mode) -> Vec<bool> {
    let base = if mode.compact { 11 } else { 14 } + 4 * u32::from(mode.layers);
    let places: Vec<u32> = (0..base).map(|at| placed(at, base, mode)).collect();
    let at = |index: u32| places.get(index as usize).copied().unwrap_or(u32::MAX);
    let dark = |x: u32, y: u32| modules.is_dark(at(x), at(y));
    let mut out = Vec::new();
    for layer in 0..u32::from(mode.layers) {
        let (low, high) = (2 * layer, base - 1 - 2 * layer);
        let pairs = base - 4 * layer - 2;
        let both = || (0..pairs).flat_map(|along| [(along, 0), (along, 1)]);
        out.extend(both().map(|(along, across)| dark(low + across, low + along)));
        out.extend(both().map(|(along, across)| dark(low + along, high - across)));
        out.extend(both().map(|(along, across)| dark(high - across, high - along)));
        out.extend(both().map(|(along, across)| dark(high - along, low + across)));
    }
    out
}

/// Where a module is once lines of reference are counted, which only full symbols have: one through
/// the middle, and one after every fifteen modules on both sides of it.
fn placed(at: u32, base: u32, mode: &Mode) -> u32 {
    if mode.compact {
        return at;
    }
    let (half, middle) = (base / 2, mode.side() / 2);
    if at < half {
        let out = half - 1 - at;
        middle.saturating_sub(out + out / 15 + 1)
    } else {
        let out = at - half;
        middle + out + out / 15 + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn modes() -> impl Iterator<Item = Mode> {
        let compact = (1..=4).map(|layers| (true, layers));
        compact
            .chain((1..=32).map(|layers| (false, layers)))
            .map(|(compact, layers)| Mode {
                compact,
                layers,
                data: 1,
            })
    }

    #[test]
    fn every_mode_fits_its_side() {
        for mode in modes() {
            let base = if mode.compact { 11 } else { 14 } + 4 * u32::from(mode.layers);
            let places: BTreeSet<u32> = (0..base).map(|at| placed(at, base, &mode)).collect();
            assert_eq!(places.len(), base as usize);
            assert_eq!(places.first(), Some(&0), "{mode:?}");
            assert_eq!(places.last(), Some(&(mode.side() - 1)), "{mode:?}");
        }
        let largest = Mode {
            compact: false,
            layers: 32,
            data: 1,
        };
        assert_eq!(largest.side(), Modules::SIDE_MAX);
    }

    #[test]
    fn a_layer_holds_as_many_bits_as_its_table_says() {
        for mode in modes() {
            let side = mode.side();
            let bits = raw_bits(&Modules::new(side, side), &mode).len();
            let layers = usize::from(mode.layers);
            let first = if mode.compact { 88 } else { 112 };
            assert_eq!(bits, (first + 16 * layers) * layers);
        }
    }

    #[test]
    fn stuffed_bits_go_and_words_of_equal_bits_are_refused() {
        let bits = unstuffed(&[0b000001, 0b111110, 0b101010], 6).unwrap();
        let text: String = bits
            .iter()
            .map(|bit| if *bit { '1' } else { '0' })
            .collect();
        assert_eq!(text, "0000011111101010");
        assert_eq!(unstuffed(&[0], 6), None);
        assert_eq!(unstuffed(&[63], 6), None);
    }
}
