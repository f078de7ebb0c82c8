//! Two names that can both be spelt in several ways: whether any way spells both.
//!
//! Both are walked at once. Of two spellings that begin alike, one is ahead by a few letters, and
//! the other goes on next; what was seen before is not walked again, so the work is bounded by the
//! letters of both.

use std::collections::BTreeSet;
use std::ops::Range;

use super::written::{Edge, Written};

/// How far both were walked: letters passed of either, and what is spelt by the one that is ahead
/// and not by the other.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    own: usize,
    other: usize,
    /// Whether it is the first that is ahead.
    own_ahead: bool,
    ahead: String,
}

impl Written {
    /// Whether a part of this name and a part of another can be spelt in one way, of at least one
    /// letter.
    pub(super) fn meets(&self, range: Range<usize>, other: &Self, others: Range<usize>) -> bool {
        let (own, other) = (self.edges_of(range), other.edges_of(others));
        if own.is_empty() || other.is_empty() {
            return false;
        }
        let mut seen = BTreeSet::new();
        let mut open = vec![Step {
            own: 0,
            other: 0,
            own_ahead: false,
            ahead: String::new(),
        }];
        while let Some(step) = open.pop() {
            if step.own == own.len() && step.other == other.len() && step.ahead.is_empty() {
                return true;
            }
            if seen.insert(step.clone()) {
                step.go_on(own, other, &mut open);
            }
        }
        false
    }
}

impl Step {
    /// Whoever is behind spells on; where nobody is, the first, and the second where the first has
    /// ended: it may still have letters without a sound.
    fn go_on(&self, own: &[Vec<Edge>], other: &[Vec<Edge>], open: &mut Vec<Self>) {
        let own_next = match self.ahead.is_empty() {
            true => self.own < own.len(),
            false => !self.own_ahead,
        };
        let (edges, at) = match own_next {
            true => (own, self.own),
            false => (other, self.other),
        };
        for edge in edges.get(at).map_or(&[][..], Vec::as_slice) {
            let Some((leads, ahead)) = self.meet(edge) else {
                continue;
            };
            let (own, other) = match own_next {
                true => (self.own + edge.taken, self.other),
                false => (self.own, self.other + edge.taken),
            };
            open.push(Self {
                own,
                other,
                own_ahead: if leads { own_next } else { self.own_ahead },
                ahead,
            });
        }
        // The one behind has ended; the other may only have letters without a sound left.
    }

    /// What is ahead after an edge of the one behind, and whether it now leads; none if the two
    /// spell different letters.
    fn meet(&self, edge: &Edge) -> Option<(bool, String)> {
        if let Some(rest) = self.ahead.strip_prefix(edge.text.as_str()) {
            return Some((false, rest.to_owned()));
        }
        let rest = edge.text.strip_prefix(self.ahead.as_str())?;
        Some((true, rest.to_owned()))
    }
}
