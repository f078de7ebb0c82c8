//! One sort for all types.

use std::cmp::Ordering;

/// Sorts; equal elements stay in their order.
pub(crate) fn arrange_by<T>(slice: &mut [T], compare: &dyn Fn(&T, &T) -> Ordering) {
    let length = slice.len();
    let swaps = {
        let elements: &[T] = slice;
        swaps(length, &|one, other| {
            let pair = elements.get(one).zip(elements.get(other));
            pair.map_or(Ordering::Equal, |(one, other)| compare(one, other))
        })
    };
    for (one, other) in swaps {
        slice.swap(one, other);
    }
}

/// What has to be swapped, in this order. Not generic: it is there once.
#[inline(never)]
fn swaps(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<(usize, usize)> {
    let mut sources: Vec<usize> = (0..length).collect();
    sources.sort_by(|one, other| compare(*one, *other));
    let mut swaps = Vec::new();
    for first in 0..length {
        // Around the circle that each place is in: what belongs there comes from its source.
        let mut place = first;
        while let Some(source) = sources.get_mut(place) {
            let source = std::mem::replace(source, place);
            if source == first || source == place {
                break;
            }
            swaps.push((place, source));
            place = source;
        }
    }
    swaps
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_the_stable_sort(
            mut values in prop::collection::vec((0_u8..9, any::<u8>()), 0..80)
        ) {
            let mut expected = values.clone();
            expected.sort_by_key(|(key, _)| *key);
            arrange_by(&mut values, &|one, other| one.0.cmp(&other.0));
            prop_assert_eq!(values, expected);
        }
    }

    #[test]
    fn each_element_is_moved_once() {
        for shift in [1, 7, 999] {
            let shifted =
                |one: usize, other: usize| ((one + shift) % 1_000).cmp(&((other + shift) % 1_000));
            assert!(swaps(1_000, &shifted).len() < 1_000);
        }
    }
}
