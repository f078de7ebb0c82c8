//! Signing in by an OpenID provider (OpenID Connect Core 1.0, section 3.1): authorization code with
//! PKCE (RFC 7636), state and nonce.
//!
//! ```text
//! begin:  ceremony (the browser keeps it) ─ state, nonce, verifier ─ address of the provider
//! finish: ceremony, code, state ─ provider: code → ID token ─ checked ─ subject ─ officer
//! ```
//!
//! It says who somebody is, and signs nothing: approvals are signatures of passkeys and tokens. Who
//! is whom is written in signed acts of appointment, as a keyed tag of provider and subject; what
//! else a provider says (a role, an address) is not read.

mod fetch;
mod provider;
mod setup;

pub(crate) use provider::{Begun, Provider, Subject};
pub use setup::{Oidc, OidcSecret};
