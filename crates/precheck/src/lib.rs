//! The pre-check for carriers: whether a pass fits a booking, asked by an airline or ticket seller,
//! answered by a service that forgets the pass.
//!
//! Source: eHealth Network, *Guidelines on the use of Digital COVID Certificates in traveller and
//! online booking scenarios*, 1.2.0 (2021-10-20), and what its reference services put on the wire
//! (`dgca-validation-service`, `dgca-validation-decorator`), where the text leaves it open.
//!
//! ```text
//! wallet                     service provider                 validation service
//!   │ ◄─ Invitation (QR) ───────┤                                  │
//!   ├─ identity ──────────────► │                                  │
//!   ├─ TokenRequest {pubKey} ─► ├─ InitializeRequest {pubKey} ───► │  one subject, key and nonce
//!   │ ◄─ AccessToken, x-nonce ──┤ ◄─ InitializeResponse ───────────┤
//!   ├─ identity ─────────────────────────────────────────────────► │
//!   ├─ ValidationRequest: the pass, sealed and signed, token ────► │  opens, checks, forgets
//!   │ ◄─ ResultToken {results, result, confirmation} ──────────────┤
//!   │                           │ ◄─ callback, or asked /status ───┤  OK, NOK or CHK
//! ```
//!
//! - [`IdentityDocument`]: keys and addresses of either service.
//! - [`Invitation`]: what the provider's QR code says.
//! - [`AccessToken`] with its [`Conditions`], signed by the provider; [`CallToken`], by which the
//!   provider calls the service itself.
//! - [`ValidationRequest`]: the pass, encrypted under the service's key ([`seal_pass`],
//!   [`open_pass`]) and signed with the wallet's one-time key ([`wallet`]).
//! - [`ResultToken`], and the confirmation inside it.
//!
//! Formats only: whether a pass fits the conditions is said elsewhere, and nothing here draws
//! randomness, reads a clock or opens a connection. RSA is a port on both sides ([`KeyWrap`],
//! [`KeyUnwrap`]).

mod access_token;
mod certificate;
mod claims;
mod conditions;
mod error;
mod identity;
mod invitation;
mod limits;
mod messages;
mod result;
mod scheme;
mod text;
pub mod wallet;

pub use access_token::{AccessToken, CallToken, CheckType, SignedToken};
pub use certificate::kid_of;
pub use claims::{CLOCK_LEEWAY_SECS, Expected};
pub use conditions::{AcceptedKind, Conditions};
pub use error::{IdentityError, MessageError, SchemeError, TokenError};
pub use identity::{IdentityDocument, KeyRole, PublicKeyJwk, ServiceEntry, VerificationMethod};
pub use invitation::Invitation;
pub use limits::Limits;
pub use messages::{InitializeRequest, InitializeResponse, TokenRequest, ValidationRequest};
pub use result::{CheckResult, Confirmation, ResultItem, ResultKind, ResultToken, overall};
pub use scheme::{
    CONTENT_KEY_BYTES, ContentKey, EncryptionScheme, KeyUnwrap, KeyWrap, NONCE_BYTES, Nonce,
    SIGNATURE_ALGORITHM, open_pass, seal_pass, verify_pass_signature, wallet_key,
};

/// The media type of tokens on the wire.
pub const TOKEN_TYPE: &str = "application/jwt";
/// The header in which a provider hands the wallet the nonce of its subject, in Base64.
pub const NONCE_HEADER: &str = "x-nonce";
/// The header that says which version of the interface is spoken.
pub const VERSION_HEADER: &str = "x-version";
/// The version of the interface that is spoken here.
pub const VERSION: &str = "2.00";
