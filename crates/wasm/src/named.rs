//! Values by name, as a JSON object.

use serde::{Serialize, Serializer};

/// Values, each with its name: an object. Names are those of a list in the source, each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named<T>(pub Vec<(&'static str, T)>);

impl<T: Serialize> Serialize for Named<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}
