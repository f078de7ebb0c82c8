//! How large things may get.

/// Bounds on what is read and on the work done. Each is checked before the memory or time that it
/// bounds is spent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// JSON values in a document, every member and element counted. A DID document with 1,000 keys
    /// has about 25,000.
    pub values_max: usize,
    /// How deep arrays and objects may be nested in a document. Credentials need about 8.
    pub depth_max: usize,
    /// Contexts that are applied: remote, embedded and scoped, each time anew if it applies to
    /// something else. Credentials need below 50.
    pub contexts_max: usize,
    /// How deep contexts may name each other, and how long a chain of terms that are defined by
    /// each other may be. Those of W3C need 3.
    pub context_depth_max: usize,
    /// Terms defined and carried over from one active context to the next, altogether. Each scoped
    /// context carries over all that are active: about 400 in a credential with the contexts of
    /// W3C.
    pub terms_max: usize,
    /// Bytes of addresses, literals and other text made from the document, altogether.
    pub bytes_max: usize,
    /// Quads in a dataset.
    pub quads_max: usize,
    /// Blank nodes in a dataset.
    pub blank_nodes_max: usize,
    /// Work of telling blank nodes apart, in steps of about 64 bytes hashed or one entry copied
    /// (RDFC-1.0 §4.8, "hash n-degree quads", is exponential in the worst case). A list of
    /// 50 equal elements needs 250,000, one of 100 two millions; what has a name or differs, next
    /// to nothing.
    pub hash_work_max: usize,
    /// How deep "hash n-degree quads" may call itself.
    pub hash_depth_max: usize,
    /// How many places are named by [`Dataset::dropped`](crate::Dataset::dropped); all are counted.
    pub dropped_max: usize,
}

impl Limits {
    /// For credentials, and DID documents with some thousands of keys.
    pub const DEFAULT: Self = Self {
        values_max: 200_000,
        depth_max: 32,
        contexts_max: 1_024,
        context_depth_max: 32,
        terms_max: 200_000,
        bytes_max: 64 * 1024 * 1024,
        quads_max: 100_000,
        blank_nodes_max: 20_000,
        hash_work_max: 4_000_000,
        hash_depth_max: 256,
        dropped_max: 64,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
