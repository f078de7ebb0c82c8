//! References inside a bundle (R4, section 2.36.4.1, "Resolving references in Bundles").

use std::collections::HashMap;

/// What entries are known by, and what they are.
pub(crate) struct Index<T> {
    by_name: HashMap<String, T>,
    max: usize,
}

/// Why an entry cannot be remembered.
pub(crate) enum IndexFault {
    Full,
    Twice,
}

impl<T: Clone> Index<T> {
    pub(crate) fn new(max: usize) -> Self {
        Self {
            by_name: HashMap::new(),
            max,
        }
    }

    /// Remembers something by its `fullUrl` and by its type and id. A name that is taken is a
    /// fault: whoever goes by it could be taken for another.
    pub(crate) fn insert(
        &mut self,
        full_url: Option<&str>,
        kind: &str,
        id: Option<&str>,
        value: &T,
    ) -> Result<(), IndexFault> {
        let names = names(full_url, kind, id);
        if names.iter().any(|name| self.by_name.contains_key(name)) {
            return Err(IndexFault::Twice);
        }
        if self.by_name.len().saturating_add(names.len()) > self.max.saturating_mul(2) {
            return Err(IndexFault::Full);
        }
        for name in names {
            self.by_name.insert(name, value.clone());
        }
        Ok(())
    }

    /// Puts something in place of all that goes by these names.
    pub(crate) fn replace(
        &mut self,
        full_url: Option<&str>,
        kind: &str,
        id: Option<&str>,
        value: &T,
    ) {
        for name in names(full_url, kind, id) {
            let has_room = self.by_name.len() < self.max.saturating_mul(2);
            if has_room || self.by_name.contains_key(&name) {
                self.by_name.insert(name, value.clone());
            }
        }
    }

    /// What `reference`, in an entry of this `fullUrl`, is to.
    pub(crate) fn resolve(&self, reference: &str, full_url: Option<&str>) -> Option<&T> {
        let reference = strip_version(reference);
        if is_absolute(reference) {
            return self.by_name.get(reference);
        }
        // A relative reference is relative to the server that the entry is from. Without one, as in
        // lines and among `urn:uuid`s, the type and id say it.
        match full_url.and_then(server) {
            Some(server) => self.by_name.get(&format!("{server}/{reference}")),
            None => self.by_name.get(reference),
        }
    }
}

fn names(full_url: Option<&str>, kind: &str, id: Option<&str>) -> Vec<String> {
    let local = id.map(|id| format!("{kind}/{id}"));
    let names = [full_url.map(str::to_owned), local];
    names.into_iter().flatten().collect()
}

fn is_absolute(reference: &str) -> bool {
    reference.starts_with("urn:") || reference.contains("://")
}

/// A reference to a version is to the same resource: a bundle has one version of each.
fn strip_version(reference: &str) -> &str {
    reference
        .split_once("/_history/")
        .map_or(reference, |(before, _)| before)
}

/// The address before `/Type/id`, if the `fullUrl` is one of a REST server.
fn server(full_url: &str) -> Option<&str> {
    if !full_url.contains("://") {
        return None;
    }
    let (rest, _id) = full_url.rsplit_once('/')?;
    let (server, _kind) = rest.rsplit_once('/')?;
    server.contains("://").then_some(server)
}
