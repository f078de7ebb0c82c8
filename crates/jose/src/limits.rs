//! How large things may get.

/// Bounds on what is read. All are checked before anything is allocated for what they bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Length of a compact JWS in bytes. A SMART Health Card in one QR code has at most 1,195, one
    /// in a file rarely more than 10,000; a status list has up to a few millions, and whoever reads
    /// one raises this.
    pub jws_bytes_max: usize,
    /// Length of a compact JWE in bytes. What a health link leads to is a card, a FHIR bundle of a
    /// few hundred kilobytes, or one with pictures and documents inside; base64url adds a third.
    pub jwe_bytes_max: usize,
    /// Length of the content of a JWE in bytes, decrypted and decompressed.
    pub content_bytes_max: usize,
    /// Length of a decoded JWS or JWE header in bytes. Most have below 100; one that carries a
    /// chain of certificates a few thousand.
    pub header_bytes_max: usize,
    /// Length of a JWK Set in bytes. The largest seen, with certificates and for 80 countries, have
    /// below one million.
    pub set_bytes_max: usize,
    /// Number of keys in a set. The largest seen have below 1,000.
    pub keys_max: usize,
    /// Length of one JWK in bytes. One with a chain of three certificates has about 5,000.
    pub key_bytes_max: usize,
    /// Number of certificates in `x5c`. The largest seen have 3.
    pub certificates_max: usize,
    /// How deep arrays and objects may be nested. Keys and headers need 2.
    pub depth_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            jws_bytes_max: 64 * 1024,
            jwe_bytes_max: 16 * 1024 * 1024,
            content_bytes_max: 16 * 1024 * 1024,
            header_bytes_max: 16 * 1024,
            set_bytes_max: 4 * 1024 * 1024,
            keys_max: 4096,
            key_bytes_max: 32 * 1024,
            certificates_max: 8,
            depth_max: 8,
        }
    }
}
