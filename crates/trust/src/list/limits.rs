//! Bounds on lists.

/// How much is read of a list. The network had 829 signers in 2022, and its list 3.8 MB.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of a list: 16 MiB, four times the largest.
    pub size_max_bytes: usize,
    /// Most entries of a list: twelve times the most there were.
    pub entries_max: usize,
}

impl Limits {
    /// For lists from anybody.
    pub const DEFAULT: Self = Self {
        size_max_bytes: 16 * 1024 * 1024,
        entries_max: 10_000,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
