//! What anybody may put to an authority without an account: submissions and petitions; and what
//! holders share through it without its knowing what: health links.
//!
//! Whoever files or signs gives no name and leaves no address; what is kept is what they filed.

pub mod filings;
pub mod links;
pub mod petitions;
