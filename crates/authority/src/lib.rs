//! The authority at work: acts composed of the issuer, the store, seals and keys.
