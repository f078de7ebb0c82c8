/// How much of a hostile code is read before it is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest text in characters. Default 4 296: what a version 40-L QR code holds in
    /// alphanumeric mode (ISO/IEC 18004 table 7). The longest of the corpora has 1 038.
    pub text_max_chars: usize,
    /// Most bytes after decompression. Default 32 768. The largest DCC of the corpora inflates
    /// to under 1 500 bytes; WHO's FHIR based payloads reach some 6 000.
    pub inflated_max_bytes: usize,
    /// The bounds on CBOR.
    pub cbor: cleanbill_cose::Limits,
}

impl Default for Limits {
    fn default() -> Self {
        let cbor = cleanbill_cose::Limits::default();
        Self {
            text_max_chars: 4_296,
            inflated_max_bytes: cbor.size_max_bytes,
            cbor,
        }
    }
}
