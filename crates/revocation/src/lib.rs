//! Revocation: whether a pass that is good in itself has been taken back.
//!
//! A [`Subject`] is what a pass says of itself that such a question may look at. Each
//! [`Mechanism`] answers for the passes that it covers, and [`Revocation`] asks them in order:
//!
//! ```
//! use cleanbill_revocation::{Answer, Mechanism, Revocation, Standing, Subject};
//!
//! #[derive(Debug)]
//! struct OneKey;
//!
//! impl Mechanism for OneKey {
//!     fn name(&self) -> &'static str {
//!         "one-key"
//!     }
//!     fn look_up(&self, subject: &Subject<'_>, _at: i64) -> Answer {
//!         if subject.kid == [7] { Answer::Revoked } else { Answer::NotCovered }
//!     }
//! }
//!
//! let mut revocation = Revocation::new();
//! revocation.push(OneKey);
//! let subject = Subject { kid: &[7], ..Subject::default() };
//! assert_eq!(revocation.check(&subject, 0), Standing::Revoked { by: "one-key" });
//! ```
//!
//! | mechanism | whose | keyed by |
//! |---|---|---|
//! | [`exact`] | our own, for what no filter covers | what [`KnownBy`] says |
//! | [`national`] | our own, for closed key epochs | what [`KnownBy`] says |
//! | [`gateway`] | EU gateway, batches | kid, SHA-256 of identifier or signature |
//! | [`slices`] of [`filter`]s | EU distributors | the same, divided and approximate |
//! | [`rid`] | SMART Health Cards | kid and `rid` |
//! | [`status`] | IETF Token Status List | address and index |
//! | [`signer_removed`] | trust lists | kid of the signer |

pub mod exact;
pub mod filter;
pub mod gateway;
mod hash_type;
mod json;
mod limits;
mod mechanism;
pub mod national;
pub mod rid;
pub mod signer_removed;
pub mod slices;
pub mod status;
mod subject;

pub use hash_type::HashType;
pub use limits::Limits;
pub use mechanism::{Answer, Mechanism, Revocation, Standing};
pub use subject::{Hashes, KeyHash, KnownBy, Subject};
