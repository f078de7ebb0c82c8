//! Which kinds of entries are in which bundle: so that whoever looks for one kind reads no bundle
//! in vain.

use cleanbill_ledger::leaf::LeafType;

/// Entries of a bundle.
const WIDTH: u64 = 256;

/// For each bundle a bit for each type of leaf that is in it; the lowest for what is no leaf that
/// is known here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kinds(Vec<u32>);

impl Kinds {
    /// Takes the next entry in: the number of its type, `None` for one that is unknown.
    pub(crate) fn push(&mut self, index: u64, number: Option<u8>) {
        if index.is_multiple_of(WIDTH) {
            self.0.push(0);
        }
        if let Some(last) = self.0.last_mut() {
            *last |= bit(number);
        }
    }

    /// Whether a bundle has entries of this type; of an unknown one for `None`.
    #[must_use]
    pub fn has(&self, bundle: u64, kind: Option<LeafType>) -> bool {
        let bits = usize::try_from(bundle).ok().and_then(|at| self.0.get(at));
        bits.is_some_and(|bits| bits & bit(kind.map(LeafType::number)) != 0)
    }

    /// Whether a bundle has entries of any other type.
    #[must_use]
    pub fn has_other(&self, bundle: u64, kind: LeafType) -> bool {
        let bits = usize::try_from(bundle).ok().and_then(|at| self.0.get(at));
        bits.is_some_and(|bits| bits & !bit(Some(kind.number())) != 0)
    }
}

const fn bit(number: Option<u8>) -> u32 {
    match number {
        Some(number) if number < 32 => 1 << number,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_a_bit_of_its_own_and_what_is_unknown_too() {
        let mut bits: Vec<u32> = LeafType::ALL
            .iter()
            .map(|kind| bit(Some(kind.number())))
            .chain([bit(None)])
            .collect();
        let all = bits.len();
        bits.sort_unstable();
        bits.dedup();
        assert_eq!(bits.len(), all);
        assert!(bits.iter().all(|bits| bits.is_power_of_two()));
    }

    #[test]
    fn a_bundle_has_what_was_put_into_it_and_nothing_else() {
        let mut kinds = Kinds::default();
        for index in 0..300 {
            kinds.push(index, if index == 257 { None } else { Some(1) });
        }
        let found = [0, 1, 2].map(|bundle| {
            (
                kinds.has(bundle, Some(LeafType::Batch)),
                kinds.has(bundle, None),
            )
        });
        assert_eq!(found, [(true, false), (true, true), (false, false)]);
        assert!(!kinds.has(0, Some(LeafType::Act)));
        let others = [0, 1, 2].map(|bundle| kinds.has_other(bundle, LeafType::Batch));
        assert_eq!(others, [false, true, false]);
    }
}
