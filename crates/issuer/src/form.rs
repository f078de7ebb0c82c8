//! In which form a pass is issued.

use cleanbill_cose::closed_list;
use cleanbill_crypto::{Algorithm, sha256};

use crate::act::Handle;

/// The end of a pass that has none: 9999-12-31T23:59:59Z, the last second that RFC 3339 can write.
pub const NO_END: i64 = 253_402_300_799;

closed_list! {
    /// In which form a pass of a recorded event is issued. Each has keys of its own, and what it is
    /// revoked by, its *handle*: 16 bytes that nothing else in the registry has to be asked for.
    Form {
        /// The EU's certificate (EU DCC), and light passes. Handle: SHA-256 of the UCI, first 16
        /// bytes.
        Dcc = 1, "dcc";
        /// The WHO's certificate of vaccination or prophylaxis. It has no identifier: the handle is
        /// that of its signature, as the EU gateway's lists have it ([`signature_handle`]).
        Icvp = 2, "icvp";
        /// A SMART Health Card. Handle: 16 random bytes, of which its `rid` is the base64url.
        Shc = 3, "shc";
    }
}

/// What a pass without an identifier is revoked by: hash type `SIGNATURE` of the EU gateway. Of an
/// ES256 signature r alone counts, the first half, as the other valid s would evade anything else.
#[must_use]
pub fn signature_handle(algorithm: Algorithm, signature: &[u8]) -> Handle {
    let counted = match algorithm {
        Algorithm::Es256 => signature.get(..signature.len() / 2).unwrap_or_default(),
        _ => signature,
    };
    let [handle @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = sha256(counted);
    handle
}
