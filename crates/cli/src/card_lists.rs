//! Revocation lists of SMART Health Cards on their way into a set.

use std::collections::BTreeMap;
use std::path::Path;

use cleanbill_revocation::Limits;
use cleanbill_revocation::rid::RidList;
use cleanbill_trust::set::{Target, TargetType};
use cleanbill_verifier::bundle::documents_target;

use crate::error::CliError;
use crate::output::{OPEN, RESET, harmless, line};

/// The newest list of each key, as it stands.
#[derive(Default)]
pub(crate) struct CardLists(BTreeMap<String, (u64, String)>);

impl CardLists {
    /// Takes a list; one that cannot be read is said, and one that is older than the one there is
    /// passed over.
    pub(crate) fn add(&mut self, text: &str, from: &Path) -> Result<(), CliError> {
        let list = match RidList::parse(text.as_bytes(), &Limits::DEFAULT) {
            Ok(list) => list,
            Err(error) => {
                let from = harmless(&from.display().to_string());
                return line(&format!(
                    "  {}skipped{RESET} a revocation list of {from}: {error} [{}]",
                    OPEN.render(),
                    error.code()
                ));
            }
        };
        let known = self.0.get(list.kid()).map(|(version, _)| *version);
        if known.is_none_or(|known| known <= list.version()) {
            let entry = (list.version(), text.to_owned());
            self.0.insert(list.kid().to_owned(), entry);
        }
        Ok(())
    }

    /// What goes into the set, if there is any.
    pub(crate) fn into_target(self) -> Option<Target> {
        let texts = self.0.values().map(|(_, text)| text.as_str());
        (!self.0.is_empty()).then(|| documents_target(TargetType::REVOCATION_CARDS, texts))
    }
}
