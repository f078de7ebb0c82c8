//! How much, and for how long, a hostile server is listened to.

use std::time::Duration;

/// The limits of an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Longest head in bytes. 5 MiB: 64 roots and a manifest of 64 KiB each, and room; a usual one
    /// has 2 kB. Targets are bounded by the size that the manifest says.
    pub head_size_max_bytes: u64,
    /// Longest wait for a connection.
    pub connect_timeout: Duration,
    /// Longest silence of the server.
    pub read_timeout: Duration,
    /// Longest time for one file. 15 minutes: 16 MiB at 19 kB/s.
    pub file_timeout: Duration,
    /// Longest time for all of it.
    pub all_timeout: Duration,
}

impl Limits {
    /// The limits in force. The comment on each field says where its number comes from.
    pub const DEFAULT: Self = Self {
        head_size_max_bytes: 5 << 20,
        connect_timeout: Duration::from_secs(10),
        read_timeout: Duration::from_secs(20),
        file_timeout: Duration::from_secs(15 * 60),
        all_timeout: Duration::from_secs(30 * 60),
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
