//! Bounds on what is read.

/// How much is read of certificates, messages and files that may come from anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of one certificate. The largest of 654 public DCC signers has 2,203; a 4,096-bit
    /// RSA key and signature add 1 KiB to a typical one.
    pub certificate_size_max_bytes: usize,
    /// Most extensions of one certificate. The DCC signers have at most 12; RFC 5280 defines 17.
    pub extensions_max: usize,
    /// Most attributes of one name. RFC 5280 Appendix A defines 14 types.
    pub name_attributes_max: usize,
    /// Most bytes of one CMS message. A gateway's message has two certificates at most, its
    /// content and a signature; the largest of 610 public ones has 4,900.
    pub message_size_max_bytes: usize,
    /// Most certificates in one CMS message: the signer's, its authority's, and two to spare.
    pub message_certificates_max: usize,
    /// Deepest nesting of a CMS message. One certificate inside one nests to 13.
    pub message_depth_max: usize,
    /// Most bytes of one PEM text: more than twice the 829 signers of the network.
    pub pem_size_max_bytes: usize,
    /// Most blocks of one PEM text; the whole of the DCC network has 829 signers.
    pub pem_blocks_max: usize,
}

impl Limits {
    /// What every function of this crate applies.
    pub const DEFAULT: Self = Self {
        certificate_size_max_bytes: 16 * 1024,
        extensions_max: 32,
        name_attributes_max: 32,
        message_size_max_bytes: 64 * 1024,
        message_certificates_max: 4,
        message_depth_max: 24,
        pem_size_max_bytes: 4 * 1024 * 1024,
        pem_blocks_max: 4096,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
