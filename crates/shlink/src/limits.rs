//! How large things may get.

/// Bounds on what is read. All are checked before anything is allocated for what they bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Length of a link as text in bytes, its viewer included. A QR code holds 2,953 (ISO/IEC
    /// 18004, table 7); those seen have below 500.
    pub link_bytes_max: usize,
    /// Length of a manifest in bytes. It may embed its files.
    pub manifest_bytes_max: usize,
    /// Number of files in a manifest.
    pub files_max: usize,
    /// Length of one encrypted file in bytes.
    pub file_bytes_max: usize,
    /// Length of a file's content in bytes, decrypted and decompressed.
    pub content_bytes_max: usize,
    /// Length of a manifest request in bytes, and of its answer when the passcode was wrong.
    pub request_bytes_max: usize,
    /// How deep arrays and objects may be nested. Payloads need 1, manifests 3, one with a FHIR
    /// `List` about 10.
    pub depth_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            link_bytes_max: 4 * 1024,
            manifest_bytes_max: 32 * 1024 * 1024,
            files_max: 256,
            file_bytes_max: 16 * 1024 * 1024,
            content_bytes_max: 16 * 1024 * 1024,
            request_bytes_max: 4 * 1024,
            depth_max: 32,
        }
    }
}
