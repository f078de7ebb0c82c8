//! Oblivious HTTP (RFC 9458): requests through a relay that hides who asks.
//!
//! ```text
//! device ── sealed request ──> relay ── the same bytes ──> authority
//!           who asks, not what          what is asked, not who
//! ```
//!
//! * [`Keys`] are the authority's secrets, made anew from time to time; older ones still open for a
//!   while. [`Gateway`] opens what comes and seals what goes back.
//! * [`Sealed`] is the device's side.
//! * [`Request`] and [`Response`] are the messages inside (RFC 9292). They carry a method, a path,
//!   a media type and content, and nothing else that a client might have said: no cookie, no
//!   authorization, no name of a program. Both are padded, so that the relay learns little of
//!   their length.
//!
//! Each generation has two keys: X-Wing, so that bytes which a relay keeps stay closed to
//! computers that are not built yet, and X25519 for clients that know nothing newer. Nonces and
//! ephemeral keys come from the operating system, by the crate `ohttp`.
//!
//! What arrives is hostile: lengths are looked at before anything is read by them.

mod device;
mod error;
mod gateway;
mod keys;
mod layout;
mod message;

pub use device::{Opener, Sealed};
pub use error::ObliviousError;
pub use gateway::{Gateway, Reply};
pub use keys::{KEPT_DAYS, Keys, MADE_ANEW_DAYS};
pub use message::{Request, Response};

/// The media type of a sealed request (RFC 9458, section 4.1).
pub const REQUEST_TYPE: &str = "message/ohttp-req";
/// The media type of a sealed response (RFC 9458, section 4.2).
pub const RESPONSE_TYPE: &str = "message/ohttp-res";
/// The media type of the public keys (RFC 9458, section 3.2).
pub const KEYS_TYPE: &str = "application/ohttp-keys";
/// Where a gateway is found (RFC 9540, section 4).
pub const WELL_KNOWN: &str = "/.well-known/ohttp-gateway";
/// Longest sealed message, bytes: a document of 4 MiB in base64, and what is around it.
pub const SEALED_MAX_BYTES: usize = 6 << 20;
/// Longest list of public keys, bytes.
pub const KEYS_MAX_BYTES: usize = 16 << 10;
