/// How much of a hostile input is read before it is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Longest entry of a bundle, or line of a bulk export, in bytes; also any other member of the
    /// bundle. Default 1 MiB: a patient may come with a photograph.
    pub entry_bytes_max: usize,
    /// How deep an entry may nest. Default 24: the resources that are read need 8, contained
    /// resources and extensions more; serde_json itself stops at 128.
    pub depth_max: usize,
    /// Longest text that is read, in bytes. Default 2,048: names, codes, addresses of systems.
    pub text_bytes_max: usize,
    /// Most items of a list that is read. Default 256.
    pub items_max: usize,
    /// Most entries in one input. Default 100 million.
    pub entries_max: u64,
    /// Most people that [`Statements`](crate::Statements) remembers, for events that name them.
    /// Default 2 million, about 600 MB.
    pub people_max: usize,
    /// Most events that wait for a person who comes later. Default 100,000.
    pub pending_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            entry_bytes_max: 1 << 20,
            depth_max: 24,
            text_bytes_max: 2_048,
            items_max: 256,
            entries_max: 100_000_000,
            people_max: 2_000_000,
            pending_max: 100_000,
        }
    }
}
