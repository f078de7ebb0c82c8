//! The pre-check for carriers: whether a pass fits a booking, for airlines and ticket sellers
//! (eHealth Network, *Guidelines on the use of Digital COVID Certificates in traveller and online
//! booking scenarios*, 1.2.0).
//!
//! ```text
//! GET  /identity[/ELEMENT[/TYPE]]   anybody          keys and scheme
//! PUT  /initialize/SUBJECT          the provider     a subject, its wallet's key, a nonce
//! POST /validate/SUBJECT            the wallet       the sealed pass ─► result token
//! GET  /status/SUBJECT              the provider     the outcome, once there is one
//! ```
//!
//! A service of its own, on an address of its own: no registry, no cookie, no sign-in. All that it
//! holds is in memory, bounded, and over after minutes: subjects that are waited for, identifiers
//! of tokens that were used, and the outcome. A pass is opened, checked and dropped within one
//! request; the keys that open it are made in memory and written nowhere.
//!
//! The wallet is told every check; the provider is told the outcome and a reason that says nothing
//! of the ground (guarantee G04).

mod asked;
mod callback;
mod description;
mod keys;
mod layer;
mod parts;
mod routes;
mod serve;
mod settings;
mod state;
mod subjects;

pub use parts::{Assessor, ValidationParts};
pub use serve::{ValidationService, validation_service};
pub use settings::{Provider, ValidationLimits, ValidationSettings};
