//! One pass, with its hashes as Python computes them.

use cleanbill_crypto::Algorithm;
use cleanbill_revocation::{Hashes, KnownBy, Subject};

/// SHA-256 of the identifier, first 16 bytes, in Base64.
pub(crate) const UCI: &str = "/EfuQ/cB6R7OAv36WQbZcA==";
/// The same after `NL`, which is `co` of the pass.
pub(crate) const NL_UCI: &str = "jLtiAOSg+UIvMXYR99U9JA==";
/// The same after `AT`, which is `iss` of the pass.
pub(crate) const AT_UCI: &str = "iONtWAl1YbgPxiqPya/tjQ==";
/// SHA-256 of 32 times `r`, which is the first half of the signature.
pub(crate) const SIGNATURE: &str = "UVpzPXMgs1shF4k5Uvk6lA==";
/// The kid of the pass in Base64.
pub(crate) const KID: &str = "MTIzNDU2Nzg=";

/// The signature: 32 times `r`, 32 times `s`.
const RS: &[u8; 64] = b"rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrssssssssssssssssssssssssssssssss";

pub(crate) fn subject() -> Subject<'static> {
    Subject {
        thumbprint: None,
        kid: b"12345678",
        issuer: Some("AT"),
        country: Some("NL"),
        identifier: Some("URN:UVCI:01:NL:187/37512422923#Z"),
        algorithm: Some(Algorithm::Es256),
        signature: RS,
        issued_at: Some(1_000),
        known_by: KnownBy::IdentifierHash,
        hashes: Hashes::default(),
    }
}
