//! How keys are named.

use cleanbill_crypto::sha256;

use crate::text::to_base64;

/// The `kid` of a certificate: the first 8 bytes of its SHA-256, in Base64, as the reference
/// services and passes have it.
#[must_use]
pub fn kid_of(certificate_der: &[u8]) -> String {
    let hash = sha256(certificate_der);
    to_base64(hash.get(..8).unwrap_or_default())
}
