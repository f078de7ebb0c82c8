//! How much of a hostile filter or delta is read before it is refused.

/// The limits of the national filter and of its deltas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Longest filter in bytes. 16 MiB, as for a whole signed set: 15 million revocations at 8.7
    /// bits each, a tenth of the passes of a nation of 150 million.
    pub filter_size_max_bytes: usize,
    /// Most key epochs in one filter. 1,024: a new signing key every week for almost 20 years.
    pub epochs_max: usize,
    /// Most entries of one delta, revoked and restored together. 100,000: fifty times a large day.
    pub delta_entries_max: usize,
    /// Most deltas in one file. 400: one a day for more than a year on one filter.
    pub deltas_max: usize,
    /// Most entries that all deltas over one filter come to. 1,000,000, or 13 MB in memory; past
    /// that a new filter is smaller.
    pub overlay_entries_max: usize,
}

impl Limits {
    /// The limits in force. The comment on each field says where its number comes from.
    pub const DEFAULT: Self = Self {
        filter_size_max_bytes: 16 * 1024 * 1024,
        epochs_max: 1_024,
        delta_entries_max: 100_000,
        deltas_max: 400,
        overlay_entries_max: 1_000_000,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
