//! Which parts of a tree a proof names, as ranges of leaves.

use super::TREE_SIZE_MAX;

/// The leaves `start..end`, of which there is at least one, under one node of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) start: u64,
    pub(crate) end: u64,
}

/// The perfect subtree over the leaves `index · 2^level .. (index + 1) · 2^level`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Subtree {
    pub(crate) level: u8,
    pub(crate) index: u64,
}

/// The perfect subtrees that a range consists of, from the left, each lower than the one before.
pub(crate) fn subtrees(range: Range) -> impl Iterator<Item = Subtree> {
    let length = range.end.saturating_sub(range.start);
    let mut start = range.start;
    (0..63u8)
        .rev()
        .filter(move |level| length & (1 << level) != 0)
        .map(move |level| {
            let index = start >> level;
            start += 1 << level;
            Subtree { level, index }
        })
}

/// The ranges whose hashes prove that leaf `index` is in a tree of `size`, the leaf's sibling
/// first.
pub(crate) fn inclusion_ranges(index: u64, size: u64) -> Option<Vec<Range>> {
    if index >= size || size > TREE_SIZE_MAX {
        return None;
    }
    let mut ranges = Vec::new();
    let mut node = Range {
        start: 0,
        end: size,
    };
    while node.end - node.start > 1 {
        let (left, right) = split(node);
        if index < left.end {
            ranges.push(right);
            node = left;
        } else {
            ranges.push(left);
            node = right;
        }
    }
    ranges.reverse();
    Some(ranges)
}

/// The ranges whose hashes prove that a tree of `old` leaves became one of `new`, in the order of
/// RFC 6962, section 2.1.2.
pub(crate) fn consistency_ranges(old: u64, new: u64) -> Option<Vec<Range>> {
    if old > new || new > TREE_SIZE_MAX {
        return None;
    }
    let mut ranges = Vec::new();
    if old == 0 || old == new {
        return Some(ranges);
    }
    let mut node = Range { start: 0, end: new };
    // Whether the node reached is the old tree as a whole, whose hash the verifier has.
    let mut is_old = true;
    while node.end != old {
        let (left, right) = split(node);
        if old <= left.end {
            ranges.push(right);
            node = left;
        } else {
            ranges.push(left);
            node = right;
            is_old = false;
        }
    }
    if !is_old {
        ranges.push(node);
    }
    ranges.reverse();
    Some(ranges)
}

/// The two children of a node over at least two leaves: the left one has as many leaves as the
/// largest power of two below their number.
fn split(node: Range) -> (Range, Range) {
    let length = node.end - node.start;
    let middle = node.start + (1 << (63 - (length - 1).leading_zeros()));
    let left = Range {
        start: node.start,
        end: middle,
    };
    let right = Range {
        start: middle,
        end: node.end,
    };
    (left, right)
}
