/// How much of a hostile input is read before it is refused.
///
/// The defaults are for what fits a QR code; a signed set on disk brings its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest input in bytes. Default 32 768: the bound of the inflated pass. A version 40 QR
    /// code holds 2 953 bytes before decompression (ISO/IEC 18004 table 7).
    pub size_max_bytes: usize,
    /// Deepest nesting of arrays, maps and tags. Default 16: a DCC payload nests 7 deep, FHIR
    /// based payloads of the same family about 12.
    pub depth_max: usize,
    /// Most data items (keys and values) in one input. Default 2 048: the largest pass of the
    /// corpora has under 120.
    pub items_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            size_max_bytes: 32_768,
            depth_max: 16,
            items_max: 2_048,
        }
    }
}
