//! The static files of a set: which there are, in which order they are written, and where to.
//!
//! ```text
//! sets/DIGEST.TYPE       each target, by its SHA-256                            never changes
//! sets/1.17.cbset        the whole set, by its version                          never changes
//! current.cbset          its head: roots and manifest, which lists the targets  changes last
//!
//! dsc/jwks.json  dsc/gateway.json  rules/…  valuesets/…  policies/…  revocation/…   for others
//! index.json             what there is for others, with digests                 very last
//! ```
//!
//! Whoever reads `current.cbset` finds everything that it lists, at any moment and after any crash:
//! the targets were there before it. So a verifier has the old set or the new one. A version never
//! goes back, and is never used for two sets.
//!
//! What is written for other software has the form of its own specification, and no signature but
//! what that has; whoever needs proof opens the set.

mod approved;
mod destination;
mod error;
mod gatekeeper;
mod object;
mod publication;
mod published;
mod shapes;

pub use approved::{ApprovedRevocations, UnapprovedError};
pub use destination::{Destination, S3Options};
pub use error::{FilesError, StoreFault};
pub use gatekeeper::{Gatekeeper, NoApprovalNeeded, Refusal};
pub use publication::{Publication, publish};
pub use published::PublishedSet;
pub use shapes::Certificates;

use cleanbill_trust::set::{Floor, TargetEntry};

/// The head: what a verifier reads first, and what is replaced last.
pub const HEAD: &str = "current.cbset";
/// What there is for other software.
pub const INDEX: &str = "index.json";

/// Where a target lies.
#[must_use]
pub fn target_path(entry: &TargetEntry) -> String {
    format!("sets/{}.{}", entry.digest, entry.kind)
}

/// Where a whole set lies.
#[must_use]
pub fn set_path(version: Floor) -> String {
    format!("sets/{version}.cbset")
}

/// Where the delta lies that goes on from the filter or delta with this SHA-256.
#[must_use]
pub fn delta_path(base: &[u8; 32]) -> String {
    let base = cleanbill_trust::set::Digest::from(*base);
    format!("revocation/deltas/{base}.delta")
}
