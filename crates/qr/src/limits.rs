//! What a picture may cost.

/// Bounds on the work and memory that one picture may ask for.
///
/// Nothing is allocated by a claimed length before it has passed these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Largest picture file, in bytes. Default 16 MiB: a 12-megapixel phone photo is 3 to 8 MB, an
    /// A4 page scanned at 300 dpi without loss about as much.
    pub size_max_bytes: usize,
    /// Longest side, in pixels. Default 16,384: the limit of WebP (16,383), above any camera's.
    pub side_max_pixels: u32,
    /// Most memory for the picture file, what its decoder holds and the gray picture, in bytes.
    /// Default 52 MiB, so that a process around it stays below 64 MiB; enough for a phone's 12
    /// megapixels as PNG, BMP or JPEG, for 6 as WebP or GIF, whose decoders hold more.
    pub memory_max_bytes: usize,
    /// Most work after decoding, in pixels looked at (each retry costs the pixels it resamples and
    /// binarises). Default 100,000,000: about a second of one core.
    pub work_max_pixels: u64,
    /// Most codes taken from one picture. Default 64.
    pub codes_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            size_max_bytes: 16 << 20,
            side_max_pixels: 16_384,
            memory_max_bytes: 52 << 20,
            work_max_pixels: 100_000_000,
            codes_max: 64,
        }
    }
}
