//! Labels in the order in which they are asked for (RDFC-1.0 §4.5).

use std::collections::BTreeMap;

use crate::rdf::BlankId;

#[derive(Clone)]
pub(super) struct Issuer {
    prefix: &'static str,
    numbers: BTreeMap<BlankId, usize>,
    issued: Vec<BlankId>,
}

impl Issuer {
    pub(super) const fn new(prefix: &'static str) -> Self {
        Self {
            prefix,
            numbers: BTreeMap::new(),
            issued: Vec::new(),
        }
    }

    /// The label of a blank node, a new one if it has none.
    pub(super) fn issue(&mut self, blank: BlankId) -> String {
        let next = self.issued.len();
        let number = *self.numbers.entry(blank).or_insert(next);
        if number == next {
            self.issued.push(blank);
        }
        format!("{}{number}", self.prefix)
    }

    pub(super) fn label(&self, blank: BlankId) -> Option<String> {
        let number = self.numbers.get(&blank)?;
        Some(format!("{}{number}", self.prefix))
    }

    /// Who has a label, in the order in which they got it.
    pub(super) fn issued(&self) -> &[BlankId] {
        &self.issued
    }
}
