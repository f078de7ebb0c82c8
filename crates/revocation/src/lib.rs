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

mod mechanism;
mod subject;

pub use mechanism::{Answer, Mechanism, Revocation, Standing};
pub use subject::{Hashes, KeyHash, Subject};
