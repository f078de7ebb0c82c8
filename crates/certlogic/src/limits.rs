//! How large things may get.

/// Bounds on what is read and on what an evaluation may cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Length in bytes of one rule, one value set or one rule test as JSON. Published rules have
    /// below 10,000, rule tests (which carry all value sets) below 20,000, the longest value set
    /// some 100,000.
    pub json_bytes_max: usize,
    /// How deep arrays and objects of JSON may be nested. Published rules need below 30.
    pub json_depth_max: usize,
    /// How deep the operations of an expression may be nested. Published rules need below 12.
    pub depth_max: usize,
    /// Number of nodes of an expression: operations, literals, arrays and the items of arrays. The
    /// largest published rules have some 300; one that lists codes a few thousand.
    pub nodes_max: usize,
    /// Length in bytes of a data access path. The longest published ones have below 70.
    pub var_path_bytes_max: usize,
    /// Number of fragments of a data access path. Payloads of DCCs need 4.
    pub var_fragments_max: usize,
    /// Number of validation errors that are collected before looking stops.
    pub errors_max: usize,
    /// Number of steps that one evaluation may take: one a node and one a compared item. Published
    /// rules take below 400.
    pub steps_max: u32,
    /// Number of items, nested ones included, of an array that an evaluation builds, so that a
    /// `reduce` cannot double its accumulator without end. Published rules build none.
    pub built_items_max: usize,
    /// Number of rules in a set. All countries together published below 1,000.
    pub rules_max: usize,
    /// Number of value sets. The DCC has 9.
    pub value_sets_max: usize,
    /// Number of codes of one value set. The longest published one (tests by manufacturer) has
    /// below 2,000.
    pub codes_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            json_bytes_max: 1024 * 1024,
            json_depth_max: 100,
            depth_max: 48,
            nodes_max: 20_000,
            var_path_bytes_max: 256,
            var_fragments_max: 16,
            errors_max: 100,
            steps_max: 100_000,
            built_items_max: 1_000,
            rules_max: 10_000,
            value_sets_max: 1_000,
            codes_max: 50_000,
        }
    }
}
