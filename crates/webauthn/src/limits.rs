//! How much of a hostile input is read before it is refused.

/// Longest answer of a browser as JSON, in bytes. One with a chain of three certificates, which it
/// holds twice, has about 12,000.
pub const RESPONSE_MAX_BYTES: usize = 65_536;
/// How deep that JSON may nest. The answer itself needs 2, outputs of extensions some more.
pub const RESPONSE_DEPTH_MAX: usize = 12;
/// Longest `clientDataJSON` in bytes. Browsers write about 200, mostly the origin.
pub const CLIENT_DATA_MAX_BYTES: usize = 4_096;
/// How deep `clientDataJSON` may nest: it and `tokenBinding` need 2, the rest is for members that
/// browsers add so that nobody relies on there being none (section 5.8.1).
pub const CLIENT_DATA_DEPTH_MAX: usize = 8;
/// Longest attestation object in bytes: three certificates and the authenticator data.
pub const ATTESTATION_OBJECT_MAX_BYTES: usize = 16_384;
/// Longest authenticator data in bytes: the longest credential id, a key, some extensions.
pub const AUTHENTICATOR_DATA_MAX_BYTES: usize = 4_096;
/// Longest credential id in bytes (Level 3, section 7.1, and section 4, "Credential ID").
pub const CREDENTIAL_ID_MAX_BYTES: usize = 1_023;
/// Longest signature in bytes. The longest of the two algorithms, ECDSA on P-256 in DER, has 72.
pub const SIGNATURE_MAX_BYTES: usize = 72;
/// Longest user handle in bytes (section 5.4.3).
pub const USER_HANDLE_MAX_BYTES: usize = 64;
/// Most transports that an answer names; the specification knows six (section 5.8.4, Level 3).
pub const TRANSPORTS_MAX: usize = 16;
/// Longest name of a transport in bytes.
pub const TRANSPORT_MAX_BYTES: usize = 32;
/// Most certificates in an attestation (section 8.2, `x5c`).
pub const CERTIFICATES_MAX: usize = 8;
/// Most origins of a relying party.
pub const ORIGINS_MAX: usize = 16;
/// Longest origin in bytes: a host has at most 253 (RFC 1035, section 2.3.4).
pub const ORIGIN_MAX_BYTES: usize = 270;
/// Deepest nesting of CBOR: attestation object, statement, `x5c`; extensions some more.
pub(crate) const CBOR_DEPTH_MAX: usize = 8;
/// Most data items of CBOR in one input: a statement has under 20.
pub(crate) const CBOR_ITEMS_MAX: usize = 256;

/// The bounds of CBOR that is at most `size_max_bytes` long.
pub(crate) const fn cbor(size_max_bytes: usize) -> cleanbill_cose::Limits {
    cleanbill_cose::Limits {
        size_max_bytes,
        depth_max: CBOR_DEPTH_MAX,
        items_max: CBOR_ITEMS_MAX,
    }
}
