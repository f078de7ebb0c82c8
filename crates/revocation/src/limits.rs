//! Bounds on what is read.

/// How much is read of revocation lists, which may come from anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of one JSON text. The largest rid list of the VCI directory (November 2026) has
    /// 771 entries in 20 kB; a page of 10,000 batches of the gateway has 1.3 MB. In memory, JSON
    /// may take sixteen times as much.
    pub json_size_max_bytes: usize,
    /// Most entries of a gateway batch: 1,000 by the gateway's own contract (`BatchDto`).
    pub batch_entries_max: usize,
    /// Most batches on one page of the gateway's list: 10,000 by the contract (`BatchListDto`),
    /// 1,000 in practice.
    pub batches_max: usize,
    /// Most rids of one list: a hundred times the largest known.
    pub rids_max: usize,
    /// Most keys of an exact list: a tenth of the 80 million that the gateway was designed for, as
    /// this list only holds what no filter covers yet. 128 MB.
    pub exact_keys_max: usize,
    /// Most kids of an exact list, or of a distributor's overview: twelve times the 829 signers of
    /// the network in 2022.
    pub kids_max: usize,
    /// Most bytes of one filter. The largest slice in POINT mode is a sixteenth of 100,000 entries;
    /// undivided, at 16 bytes each, they have 1.6 MB.
    pub filter_size_max_bytes: usize,
    /// Most slices of a kid: in COORDINATE mode 4,096 chunks, each with a slice a week for a year.
    pub slices_max: usize,
    /// Most bytes of a decompressed archive of slices: 1,600,000 entries of 16 bytes, the most a
    /// kid has in VECTOR mode, and as much again for headers.
    pub archive_size_max_bytes: usize,
}

impl Limits {
    /// For lists from anybody.
    pub const DEFAULT: Self = Self {
        json_size_max_bytes: 4 << 20,
        batch_entries_max: 1_000,
        batches_max: 10_000,
        rids_max: 100_000,
        exact_keys_max: 8_000_000,
        kids_max: 10_000,
        filter_size_max_bytes: 4 << 20,
        slices_max: 4_096 * 52,
        archive_size_max_bytes: 64 << 20,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
