//! Bounds on what is read.

/// How much is read of status lists, which may come from anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of a decompressed list: 2^27 bits, the next power of two above the 100 million
    /// one-bit entries that are the most the draft reckons with (section 13.8 and its tables).
    pub list_size_max_bytes: usize,
    /// Most bytes of a token: a list of the above that does not compress, in Base64 inside Base64
    /// (16/9), and a tenth for the rest.
    pub token_size_max_bytes: usize,
}

impl Limits {
    /// For lists from anybody.
    pub const DEFAULT: Self = Self {
        list_size_max_bytes: 1 << 24,
        token_size_max_bytes: 32 << 20,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
