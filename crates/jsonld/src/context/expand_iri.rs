//! What a name or reference stands for (API §5.2).

use super::ActiveContext;
use crate::budget::Budget;
use crate::error::JsonLdError;
use crate::iri;
use crate::keyword::{is_keyword, looks_like_keyword};

impl ActiveContext<'_> {
    /// The IRI, blank node identifier or keyword that `name` stands for, or `name` itself if it is
    /// a reference that nothing resolves. `None`: it is kept from meaning anything.
    ///
    /// `vocab`: it may be a term, or stand below `@vocab`; `relative`: below the base.
    pub(crate) fn expand(
        &self,
        budget: &mut Budget<'_>,
        name: &str,
        relative: bool,
        vocab: bool,
    ) -> Result<Option<String>, JsonLdError> {
        if is_keyword(name) {
            return Ok(Some(name.to_owned()));
        }
        if looks_like_keyword(name) {
            return Ok(None);
        }
        let expanded = self.expand_name(name, relative, vocab);
        budget.bytes(expanded.as_ref().map_or(0, String::len))?;
        Ok(expanded)
    }

    /// Steps 4 to 9.
    fn expand_name(&self, name: &str, relative: bool, vocab: bool) -> Option<String> {
        if let Some(term) = self.term(name)
            && (vocab || term.iri.as_deref().is_some_and(is_keyword))
        {
            return term.iri.clone();
        }
        if let Some((prefix, suffix)) = split_compact(name) {
            if prefix == "_" || suffix.starts_with("//") {
                return Some(name.to_owned());
            }
            if let Some(term) = self.term(prefix)
                && term.prefix
                && let Some(iri) = &term.iri
            {
                return Some(format!("{iri}{suffix}"));
            }
            if iri::has_scheme(name) {
                return Some(name.to_owned());
            }
        }
        Some(match (&self.vocab, &self.base) {
            (Some(vocabulary), _) if vocab => format!("{vocabulary}{name}"),
            (_, Some(base)) if relative => iri::resolve(base, name),
            _ => name.to_owned(),
        })
    }
}

/// A name at its first colon, unless that is its first character (step 6).
pub(super) fn split_compact(name: &str) -> Option<(&str, &str)> {
    name.split_once(':')
        .filter(|(prefix, _)| !prefix.is_empty())
}
