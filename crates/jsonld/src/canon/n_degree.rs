//! Blank nodes by what is around them (RDFC-1.0 §4.7 and §4.8). This is where a graph can be made
//! to cost without end; every step is charged.

use std::collections::BTreeMap;

use super::State;
use super::issuer::Issuer;
use crate::budget::check;
use crate::error::{Bound, JsonLdError};
use crate::rdf::{BlankId, Quad};

/// The best way so far of going through a group of neighbours.
struct Best {
    path: String,
    issuer: Issuer,
}

impl State<'_> {
    /// §4.8: a blank node by its neighbours, and theirs; and the labels given on the way.
    pub(super) fn hash_n_degree(
        &mut self,
        blank: BlankId,
        mut issuer: Issuer,
        depth: usize,
    ) -> Result<(String, Issuer), JsonLdError> {
        check(Bound::HashDepth, depth, self.limits.hash_depth_max)?;
        let mut data = String::new();
        for (hash, mut group) in self.neighbours(blank, &issuer)? {
            data.push_str(&hash);
            group.sort_unstable();
            let mut best: Option<Best> = None;
            loop {
                if let Some(better) = self.walk(&group, &issuer, best.as_ref(), depth)? {
                    best = Some(better);
                }
                if !next_permutation(&mut group) {
                    break;
                }
            }
            if let Some(best) = best {
                data.push_str(&best.path);
                issuer = best.issuer;
            }
        }
        Ok((self.hash(&data)?, issuer))
    }

    /// Step 3: the neighbours of a blank node, by a hash of how they are related.
    fn neighbours(
        &mut self,
        blank: BlankId,
        issuer: &Issuer,
    ) -> Result<BTreeMap<String, Vec<BlankId>>, JsonLdError> {
        let mut groups: BTreeMap<String, Vec<BlankId>> = BTreeMap::new();
        let quads = self.quads.get(&blank).cloned().unwrap_or_default();
        self.spend(quads.len())?;
        for quad in quads {
            let places = [
                (Some(&quad.subject), 's'),
                (Some(&quad.object), 'o'),
                (quad.graph.as_ref(), 'g'),
            ];
            for (term, position) in places {
                let other = term.and_then(crate::Term::blank);
                if let Some(other) = other.filter(|other| *other != blank) {
                    let hash = self.hash_related(other, quad, issuer, position)?;
                    groups.entry(hash).or_default().push(other);
                }
            }
        }
        Ok(groups)
    }

    /// §4.7.
    fn hash_related(
        &mut self,
        related: BlankId,
        quad: &Quad,
        issuer: &Issuer,
        position: char,
    ) -> Result<String, JsonLdError> {
        let mut input = String::from(position);
        if position != 'g'
            && let crate::Term::Iri(predicate) = &quad.predicate
        {
            input.push('<');
            input.push_str(predicate);
            input.push('>');
        }
        match self
            .canonical
            .label(related)
            .or_else(|| issuer.label(related))
        {
            Some(label) => {
                input.push_str("_:");
                input.push_str(&label);
            }
            None => input.push_str(self.first_degree.get(&related).map_or("", String::as_str)),
        }
        self.hash(&input)
    }

    /// Steps 5.4.1 to 5.4.6: one order of going through the neighbours; `None` if it is no better
    /// than the best so far.
    fn walk(
        &mut self,
        order: &[BlankId],
        issuer: &Issuer,
        best: Option<&Best>,
        depth: usize,
    ) -> Result<Option<Best>, JsonLdError> {
        self.spend(1 + order.len() + issuer.issued().len())?;
        let mut issuer = issuer.clone();
        let mut path = String::new();
        let mut unlabelled = Vec::new();
        let worse = |path: &str| {
            best.is_some_and(|best| path.len() >= best.path.len() && path > best.path.as_str())
        };
        for &related in order {
            path.push_str("_:");
            match self.canonical.label(related) {
                Some(label) => path.push_str(&label),
                None => {
                    if issuer.label(related).is_none() {
                        unlabelled.push(related);
                    }
                    path.push_str(&issuer.issue(related));
                }
            }
            if worse(&path) {
                return Ok(None);
            }
        }
        for related in unlabelled {
            let (hash, after) = self.hash_n_degree(related, issuer.clone(), depth + 1)?;
            self.spend(after.issued().len())?;
            issuer = after;
            path.push_str("_:");
            path.push_str(&issuer.issue(related));
            path.push('<');
            path.push_str(&hash);
            path.push('>');
            if worse(&path) {
                return Ok(None);
            }
        }
        let better = best.is_none_or(|best| path < best.path);
        Ok(better.then_some(Best { path, issuer }))
    }
}

/// The next order of `items`, which start sorted; `false` after the last. Orders that differ only
/// in which of two equal ones comes first are taken once.
fn next_permutation(items: &mut [BlankId]) -> bool {
    let rises = |pair: &[BlankId]| pair.first() < pair.last();
    let Some(last_rise) = items.windows(2).rposition(rises) else {
        return false;
    };
    let pivot = items.get(last_rise).copied();
    let Some(swap) = items.iter().rposition(|item| Some(*item) > pivot) else {
        return false;
    };
    items.swap(last_rise, swap);
    if let Some(tail) = items.get_mut(last_rise + 1..) {
        tail.reverse();
    }
    true
}
