//! Sorting that takes little room in a module for a page.
//!
//! The standard library's sorts are written anew for every type that is sorted, five kilobytes each
//! time; in WebAssembly forty of them were a tenth of the verifier. There, one sort of indices
//! serves all types, and the elements are swapped into place. Elsewhere these are the standard
//! library's own, as fast as they are.
//!
//! ```
//! use cleanbill_order::Arrange;
//!
//! let mut kids = vec![[3_u8, 0], [1, 2]];
//! kids.arrange();
//! assert_eq!(kids, [[1, 2], [3, 0]]);
//! ```

#[cfg(any(test, target_family = "wasm"))]
mod by_index;

use std::cmp::Ordering;

/// A slice that can be sorted.
pub trait Arrange<T> {
    /// Sorts; equal elements may change places.
    fn arrange(&mut self)
    where
        T: Ord;

    /// Sorts by a comparison; equal elements stay in their order.
    fn arrange_by(&mut self, compare: impl Fn(&T, &T) -> Ordering);
}

#[cfg(not(target_family = "wasm"))]
impl<T> Arrange<T> for [T] {
    fn arrange(&mut self)
    where
        T: Ord,
    {
        self.sort_unstable();
    }

    fn arrange_by(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
        self.sort_by(compare);
    }
}

#[cfg(target_family = "wasm")]
impl<T> Arrange<T> for [T] {
    fn arrange(&mut self)
    where
        T: Ord,
    {
        by_index::arrange_by(self, &T::cmp);
    }

    fn arrange_by(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
        by_index::arrange_by(self, &compare);
    }
}
