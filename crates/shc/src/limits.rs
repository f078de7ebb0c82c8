/// How much of a hostile card is read before it is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Longest compact JWS in bytes. Default 65,536: a card in one QR code has at most 1,195, one
    /// in a file with all the holder's laboratory results some 20,000.
    pub jws_bytes_max: usize,
    /// Longest JWS header in bytes. Default 4,096: cards have some 80, with a chain of certificates
    /// a few thousand.
    pub header_bytes_max: usize,
    /// Longest payload after decompression, in bytes. Default 524,288: text of FHIR shrinks to a
    /// third, seldom to a tenth.
    pub payload_bytes_max: usize,
    /// How deep JSON may nest. Default 32: a card nests 14 deep, FHIR extensions a little more.
    pub depth_max: usize,
    /// Most values in one JSON text. Default 100,000; a card of three doses has 120.
    pub values_max: usize,
    /// Most members of one JSON object, as each is compared with those before it. Default 256.
    pub members_max: usize,
    /// Most chunks of one card. Default 64; three are what circulates.
    pub chunks_max: usize,
    /// Longest file or message that carries cards, in bytes. Default 2 MiB.
    pub file_bytes_max: usize,
    /// Most cards in one file. Default 256.
    pub cards_max: usize,
    /// Most findings that are collected for one document. Default 1,000.
    pub findings_max: usize,
}

impl Limits {
    /// For cards from anybody.
    pub const DEFAULT: Self = Self {
        jws_bytes_max: 64 * 1024,
        header_bytes_max: 4 * 1024,
        payload_bytes_max: 512 * 1024,
        depth_max: 32,
        values_max: 100_000,
        members_max: 256,
        chunks_max: 64,
        file_bytes_max: 2 * 1024 * 1024,
        cards_max: 256,
        findings_max: 1_000,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
