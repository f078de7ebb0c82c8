/// How much of a hostile input is read before it is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest text of a code, in bytes. Default 8 192: a version 40 QR code holds 4 296
    /// characters (ISO/IEC 18004, table 7), which are up to twice as many bytes in UTF-8 where a
    /// scanner took each byte of a binary code for a character.
    pub text_max_bytes: usize,
    /// Deepest nesting of JSON. Default 12: a VDS-NC nests 6 deep, a DIVOC certificate 5.
    pub depth_max: usize,
    /// Most entries of one list in a pass. Default 64: nobody has had so many doses.
    pub entries_max: usize,
    /// Longest certificate inside an archive, in bytes when inflated. Default 65 536: twenty times
    /// the published sample.
    pub inflated_max_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            text_max_bytes: 8_192,
            depth_max: 12,
            entries_max: 64,
            inflated_max_bytes: 65_536,
        }
    }
}
