//! Canonical labels for blank nodes (RDFC-1.0 §4).

mod issuer;
mod n_degree;

use std::collections::BTreeMap;

use crate::budget::check;
use crate::error::{Bound, JsonLdError};
use crate::limits::Limits;
use crate::rdf::{BlankId, Dataset, Quad};
use issuer::Issuer;

/// Which canonical form. They label alike, and write control characters differently.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// RDF Dataset Canonicalization 1.0, with SHA-256 (W3C, 21 May 2024).
    Rdfc10,
    /// Universal RDF Dataset Normalization Algorithm 2015, which the proof suites of 2018 and 2020
    /// name. Of control characters only line feed and carriage return are escaped.
    Urdna2015,
}

impl Dataset {
    /// The dataset as one text, the same for every way of naming its blank nodes: canonical
    /// N-Quads in code point order, each with a line feed (RDFC-1.0 §4.4 and §5).
    ///
    /// # Errors
    /// [`JsonLdError::TooMuch`] if telling the blank nodes apart takes more than
    /// [`Limits::hash_work_max`] or goes deeper than [`Limits::hash_depth_max`].
    pub fn canonicalise(&self, form: Form, limits: &Limits) -> Result<String, JsonLdError> {
        let mut state = State::new(self, form, limits);
        let labels = state.label_all()?;
        let label = |id: BlankId| labels.label(id).unwrap_or_default();
        let mut lines: Vec<String> = Vec::with_capacity(self.quads.len());
        for quad in &self.quads {
            let mut line = String::new();
            quad.write(&mut line, form, &label);
            lines.push(line);
        }
        lines.sort_unstable();
        lines.dedup();
        Ok(lines.concat())
    }
}

/// RDFC-1.0 §4.3, "canonicalization state".
struct State<'a> {
    form: Form,
    limits: &'a Limits,
    /// Each blank node's quads.
    quads: BTreeMap<BlankId, Vec<&'a Quad>>,
    canonical: Issuer,
    first_degree: BTreeMap<BlankId, String>,
    work: usize,
}

impl<'a> State<'a> {
    fn new(dataset: &'a Dataset, form: Form, limits: &'a Limits) -> Self {
        let mut quads: BTreeMap<BlankId, Vec<&Quad>> = BTreeMap::new();
        for quad in &dataset.quads {
            let mut blanks: Vec<BlankId> = quad.nodes().filter_map(crate::Term::blank).collect();
            blanks.sort_unstable();
            blanks.dedup();
            for blank in blanks {
                quads.entry(blank).or_default().push(quad);
            }
        }
        Self {
            form,
            limits,
            quads,
            canonical: Issuer::new("c14n"),
            first_degree: BTreeMap::new(),
            work: 0,
        }
    }

    /// §4.4.3.
    fn label_all(&mut self) -> Result<Issuer, JsonLdError> {
        let mut by_hash: BTreeMap<String, Vec<BlankId>> = BTreeMap::new();
        let blanks: Vec<BlankId> = self.quads.keys().copied().collect();
        for blank in blanks {
            let hash = self.hash_first_degree(blank)?;
            self.first_degree.insert(blank, hash.clone());
            by_hash.entry(hash).or_default().push(blank);
        }
        let mut alike = Vec::new();
        for group in by_hash.into_values() {
            match group.as_slice() {
                [one] => {
                    self.canonical.issue(*one);
                }
                _ => alike.push(group),
            }
        }
        for group in alike {
            let mut results = Vec::new();
            for blank in group {
                if self.canonical.label(blank).is_some() {
                    continue;
                }
                let mut issuer = Issuer::new("b");
                issuer.issue(blank);
                results.push(self.hash_n_degree(blank, issuer, 0)?);
            }
            results.sort_by(|(one, _), (other, _)| one.cmp(other));
            for (_, issuer) in results {
                for blank in issuer.issued() {
                    self.canonical.issue(*blank);
                }
            }
        }
        Ok(core::mem::replace(&mut self.canonical, Issuer::new("c14n")))
    }

    /// §4.6: a blank node by its own quads, in which it is `a` and all others `z`.
    fn hash_first_degree(&mut self, blank: BlankId) -> Result<String, JsonLdError> {
        let mut lines = Vec::new();
        let label = |id: BlankId| if id == blank { "a" } else { "z" }.to_owned();
        for quad in self.quads.get(&blank).into_iter().flatten() {
            let mut line = String::new();
            quad.write(&mut line, self.form, &label);
            lines.push(line);
        }
        lines.sort_unstable();
        self.hash(&lines.concat())
    }

    fn hash(&mut self, text: &str) -> Result<String, JsonLdError> {
        self.spend(1 + text.len() / 64)?;
        Ok(base16ct::lower::encode_string(&cleanbill_crypto::sha256(
            text.as_bytes(),
        )))
    }

    fn spend(&mut self, steps: usize) -> Result<(), JsonLdError> {
        self.work = self.work.saturating_add(steps);
        check(Bound::HashWork, self.work, self.limits.hash_work_max)
    }
}
