//! JSON Web Keys, compact JSON Web Signatures and Encryption, as far as health passes need them.
//!
//! - [`Jwk`] and [`JwkSet`]: public keys as JSON (RFC 7517, RFC 7518, RFC 8037). A set gives one
//!   result a key, so that one bad key never hides the others.
//! - [`Jws`]: a signature in the compact serialisation (RFC 7515), `header.payload.signature`;
//!   [`sign_jws`] writes one.
//! - [`jwe`]: a content encrypted with a key that both sides have, in the compact serialisation
//!   (RFC 7516, `dir` and `A256GCM`), as files behind health links are.
//! - [`json`]: the parser below both, which refuses what JSON leaves open: members given twice,
//!   nesting without end.
//!
//! ```
//! use cleanbill_jose::{JwkSet, Jws, Limits};
//!
//! let limits = Limits::default();
//! // RFC 8037, appendix A.2 and A.4.
//! let keys = JwkSet::parse(
//!     br#"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"rfc8037",
//!          "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#,
//!     &limits,
//! )?;
//! let jws = Jws::parse(
//!     "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PG\
//!      cvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg",
//!     &limits,
//! )?;
//! let key = keys.with_kid("rfc8037").next().ok_or("no such key")?;
//! assert_eq!(jws.verify(key.public_key()?)?, b"Example of Ed25519 signing");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Not read: the JSON serialisations, `crit` extensions, unencoded payloads, the algorithm `none`,
//! and any encryption but that one.

mod encoding;
pub mod json;
pub mod jwe;
mod jwk;
mod jws;
mod limits;
mod write;

pub use jwk::{Deviation, Jwk, JwkError, JwkSet, SetError};
pub use jws::{Header, Jws, JwsError};
pub use limits::Limits;
pub use write::sign_jws;
