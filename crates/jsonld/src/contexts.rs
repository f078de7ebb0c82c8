//! Where contexts come from.

use std::collections::BTreeMap;

use serde_json::Value;

/// The contexts that a document may name by address. Nothing else is looked up, nothing fetched.
pub trait Contexts {
    /// The document at an address, an object with the member `@context`; `None` if it is not known.
    fn context(&self, url: &str) -> Option<&Value>;
}

impl Contexts for BTreeMap<String, Value> {
    fn context(&self, url: &str) -> Option<&Value> {
        self.get(url)
    }
}

/// No contexts: a document may only bring its own.
impl Contexts for () {
    fn context(&self, _: &str) -> Option<&Value> {
        None
    }
}
