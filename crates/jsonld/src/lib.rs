//! JSON-LD 1.1 to RDF, and the one canonical text of it that credentials and DID documents sign.
//!
//! ```text
//!  JSON document ──expand──▶ nodes ──to RDF──▶ Dataset ──canonicalise──▶ N-Quads, one text
//!        ▲                                        │
//!   Contexts (given, never fetched)               └─ dropped(): what no quad stands for
//! ```
//!
//! - [`to_dataset`]: JSON-LD 1.1 API (W3C, 16 July 2020) §5.1 expansion and §8.1 to RDF. Contexts
//!   come from [`Contexts`] alone; an address that it does not know is
//!   [`JsonLdError::UnknownContext`].
//! - [`Dataset::canonicalise`]: RDF Dataset Canonicalization (W3C, 21 May 2024), as
//!   [`Form::Rdfc10`] and as its forerunner [`Form::Urdna2015`].
//! - [`canonicalise`]: both, for a document all of which is said by its quads.
//!
//! A signature over the canonical form covers quads, not JSON. A member whose name no context
//! defines makes no quad, so anybody may add it: [`canonicalise`] refuses such a document, and
//! [`Dataset::dropped`] names every such place. The contexts are not covered either: whoever reads
//! the JSON of a signed document has to say which contexts it may name.
//!
//! All work is bounded by [`Limits`], also that on graphs made to be hard to label ("poison
//! graphs").
//!
//! ```
//! use cleanbill_jsonld::{Limits, canonicalise};
//! use serde_json::json;
//! use std::collections::BTreeMap;
//!
//! let mut contexts = BTreeMap::new();
//! contexts.insert(
//!     "https://example.org/v1".to_owned(),
//!     json!({"@context": {"name": "http://schema.org/name"}}),
//! );
//! let document = json!({"@context": "https://example.org/v1", "name": "Ada"});
//! assert_eq!(
//!     canonicalise(&document, &contexts, &Limits::default())?,
//!     "_:c14n0 <http://schema.org/name> \"Ada\" .\n",
//! );
//! # Ok::<(), cleanbill_jsonld::JsonLdError>(())
//! ```
//!
//! Not done, since RDF knows nothing of it: `@index` and `@direction` are read and reported as
//! dropped. Scoped contexts are judged when they are used, not where they are written.

mod budget;
mod canon;
mod context;
mod contexts;
mod error;
mod expand;
mod iri;
pub mod jcs;
mod keyword;
mod limits;
mod number;
mod rdf;
mod to_rdf;

use serde_json::Value;

pub use canon::Form;
pub use contexts::Contexts;
pub use error::{Bound, Fault, JsonLdError};
pub use expand::{DropReason, Dropped};
pub use limits::Limits;
pub use rdf::{BlankId, Dataset, Literal, Quad, Term};

/// The quads of a JSON-LD document. Its own address, against which relative references would be
/// resolved, is taken as unknown: those that no `@base` resolves are dropped.
///
/// # Errors
/// [`JsonLdError`] for a context that is not given or is broken, a document that JSON-LD refuses,
/// or one beyond the limits.
pub fn to_dataset(
    document: &Value,
    contexts: &dyn Contexts,
    limits: &Limits,
) -> Result<Dataset, JsonLdError> {
    let mut budget = budget::Budget::new(limits);
    budget.measure(document)?;
    let expansion = expand::expand(document, contexts, &mut budget)?;
    to_rdf::to_rdf(expansion, &mut budget)
}

/// The canonical N-Quads (URDNA2015) of a document, all of which must be said by them: what the
/// proof suites of 2018 and 2020 hash.
///
/// # Errors
/// As [`to_dataset`], and [`JsonLdError::Dropped`] if anything of the document makes no quad.
pub fn canonicalise(
    document: &Value,
    contexts: &dyn Contexts,
    limits: &Limits,
) -> Result<String, JsonLdError> {
    let dataset = to_dataset(document, contexts, limits)?;
    if dataset.dropped_count() > 0 {
        return Err(JsonLdError::Dropped {
            count: dataset.dropped_count(),
        });
    }
    dataset.canonicalise(Form::Urdna2015, limits)
}
