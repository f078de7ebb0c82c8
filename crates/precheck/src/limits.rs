//! How large things may get.

/// Bounds on what is read. All are checked before anything is allocated for what they bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Length of a token in bytes. An access token with all conditions has about 1,200; a result
    /// token about 300 for each check, and carries another token.
    pub token_bytes_max: usize,
    /// Length of an identity document in bytes. The reference services', with chains of TLS
    /// certificates in them, have below 25,000.
    pub document_bytes_max: usize,
    /// Verification methods, and services, of an identity document. Reference services have below
    /// 10 of each.
    pub entries_max: usize,
    /// Length of a message in bytes. One with a sealed pass has about 3,500.
    pub message_bytes_max: usize,
    /// Length of a pass in bytes, decrypted. No QR code holds more than 4,296 characters.
    pub pass_bytes_max: usize,
    /// Length of one text in a token or message: a subject, a name, an address. In bytes.
    pub text_bytes_max: usize,
    /// Length of the consent that an invitation asks for, in bytes.
    pub consent_bytes_max: usize,
    /// Entries of a list in a token: kinds, categories, checks.
    pub list_max: usize,
    /// How deep arrays and objects may be nested. Identity documents need 5.
    pub depth_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            token_bytes_max: 64 * 1024,
            document_bytes_max: 256 * 1024,
            entries_max: 64,
            message_bytes_max: 64 * 1024,
            pass_bytes_max: 16 * 1024,
            text_bytes_max: 1024,
            consent_bytes_max: 8 * 1024,
            list_max: 128,
            depth_max: 8,
        }
    }
}
