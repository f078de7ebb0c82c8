//! W3C Web Authentication, Level 2 with the flags of Level 3: registrations and assertions,
//! verified from their bytes.
//!
//! An officer approves an act with a key that never leaves their token, phone or computer. The
//! challenge is the hash of the act, so the approval is a signature over that act and no other;
//! whoever has the stored bytes and the officer's public key can verify it again, years later:
//!
//! ```text
//! challenge = hash of the act (32 bytes)                       the caller's
//!       │ base64url
//! clientDataJSON {"type":"webauthn.get","challenge":"…","origin":"https://…"}    the browser's
//!       │ SHA-256
//! signature over authenticatorData ‖ SHA-256(clientDataJSON)   the authenticator's
//!                │
//!                rpIdHash, flags UP UV BE BS AT ED, signCount
//! ```
//!
//! * [`CreationOptions`], [`RequestOptions`]: what a page hands to `navigator.credentials`.
//! * [`Registration`], [`Assertion`]: what it hands back, `PublicKeyCredential.toJSON()`.
//! * [`verify_registration`] (section 7.1) and [`verify_assertion`] (section 7.2), whose steps are
//!   numbered in the sources as Level 2 numbers them.
//!
//! Accepted are ES256 (P-256) and EdDSA (Ed25519). Attestation is read and never believed: who may
//! be an officer is decided by people at a desk, not by the maker of a token.
//!
//! What only the caller can check, and must: that the challenge is that of the act, that the
//! credential belongs to the officer ([`Assertion::credential_id`]) and was not withdrawn, and
//! whether the sign count went back ([`Verified::sign_count_since`]). An ECDSA signature (r, s) has
//! a valid twin (r, −s): an approval is told by what it signs, never by its signature's bytes.

mod assertion;
mod attestation;
mod authenticator_data;
mod client_data;
mod key;
pub mod limits;
mod options;
mod registration;
mod relying_party;
mod response;
#[cfg(feature = "soft-authenticator")]
pub mod soft;

pub use assertion::{Assertion, AssertionError, SignCount, Verified, verify_assertion};
pub use attestation::{Attestation, AttestationError};
pub use authenticator_data::{
    AttestedCredential, AuthenticatorData, AuthenticatorDataError, Flags,
};
pub use client_data::ClientDataError;
pub use key::{CredentialKey, CredentialKeyError};
pub use options::{CreationOptions, Descriptor, RequestOptions};
pub use registration::{Credential, Registration, RegistrationError, verify_registration};
pub use relying_party::{RelyingParty, RelyingPartyError};
pub use response::ResponseError;
